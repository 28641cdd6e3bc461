// SPDX-License-Identifier: Apache-2.0
//
// `overrides`: which rules defeat which, without circles, and so in an order in which the
// exceptions to a rule are complete before it becomes an exception itself.
#include <algorithm>
#include <tuple>

#include "check/alternatives.hpp"
#include "check/callee.hpp"
#include "check/checking.hpp"
#include "check/circles.hpp"
#include "check/exceptions.hpp"

namespace casus::check {
namespace {

std::uint32_t capped(std::uint64_t ways) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(ways, most_alternatives + 1));
}

class Overrides {
 public:
  explicit Overrides(Checking& checking)
      : checking_(checking),
        rules_(checking.program.rules),
        overridden_by_(rules_.size()),
        ways_(rules_.size()) {}

  void run() {
    collect();
    Graph graph(rules_.size());
    for (std::uint32_t i = 0; i < rules_.size(); ++i) {
      for (const Edge& edge : overridden_by_[i]) graph.edges[i].push_back(edge.by);
    }
    // Groups come in an order in which every rule follows those that override it.
    for (const auto& group : components(graph)) {
      const auto circle = shortest_circle(graph, group);
      if (!circle.empty()) {
        report_circle(circle);
        return;
      }
      if (!apply(group.front())) return;
    }
  }

 private:
  struct Edge {
    std::uint32_t by = 0;
    Span place;  ///< the name behind `overrides`
  };

  void collect() {
    for (ModuleIndex i = 0; i < checking_.files.size(); ++i) {
      const auto& declarations = checking_.files[i].declarations;
      for (std::size_t j = 0; j < declarations.size(); ++j) {
        const auto* source = std::get_if<ast::Rule>(&declarations[j].node);
        if (source == nullptr || declarations[j].broken) continue;
        const Entity* entity = checking_.entities[i][j];
        const bool usable = entity != nullptr && entity->usable;
        for (const ast::DottedName& name : source->overrides) {
          const auto other = find(checking_.environment(i), name);
          if (usable && other) enter(entity->index, other->value, name.span);
        }
      }
    }
    for (std::vector<Edge>& edges : overridden_by_) {
      std::ranges::sort(edges, {}, [&](const Edge& edge) {
        return std::tie(rules_[edge.by].module, rules_[edge.by].name);
      });
    }
  }

  static std::optional<RuleId> find(const Environment& env, const ast::DottedName& name) {
    const Callee callee = find_callee(env, name);
    if (callee.kind == Callee::Kind::rule) return callee.rule;
    if (callee.kind == Callee::Kind::broken) return std::nullopt;
    if (callee.kind == Callee::Kind::missing && name.parts.size() == 1) {
      report_missing(env, NameSpace::callable, name.text(), name.span,
                     "no rule is called " + quoted(name.text()),
                     "behind `overrides` stands the name of a rule");
      return std::nullopt;
    }
    if (callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous) {
      report_callee(env, callee, name);
      return std::nullopt;
    }
    const Entity* entity = callee.found.entity;
    const bool factor = callee.kind == Callee::Kind::factor;
    const std::string what = entity == nullptr ? "a function"
                             : factor          ? "a factor"
                                               : with_article(kind_name(entity->kind));
    Diagnostic d = error(
        "E0205", quoted(name.text()) + " is " + what + ", and `overrides` speaks about rules");
    d.label(name.span, "not a rule");
    if (entity != nullptr) d.label(entity->span, "declared here");
    d.advise("name the rule that is not to hold beside this one");
    env.report(std::move(d));
    return std::nullopt;
  }

  void enter(std::uint32_t by, std::uint32_t other, Span place) {
    const auto known = std::ranges::find(overridden_by_[other], by, &Edge::by);
    if (known != overridden_by_[other].end()) {
      report(error("E0204", quoted(rules_[other].name) + " is given twice"))
          .label(place, "again here")
          .label(known->place, "first here")
          .advise("leave it out");
      return;
    }
    if (by != other && !share(rules_[by], rules_[other])) {
      report(error("E0513", quoted(rules_[by].name) + " and " + quoted(rules_[other].name) +
                                " conclude nothing in common"))
          .label(place, "so nothing is overridden")
          .label(rules_[by].conclusions.front().span, "this rule concludes this")
          .label(rules_[other].conclusions.front().span, "the other one this")
          .advise("conclude about the same, or write `unless` with these conditions there" +
                  those_that_share(rules_[by]));
      return;
    }
    overridden_by_[other].push_back({by, place});
    rules_[by].overrides.emplace_back(other);
  }

  /// "; a rule that concludes the same is `a` or `b`", of a few.
  [[nodiscard]] std::string those_that_share(const Rule& by) const {
    constexpr std::size_t most = 4;
    std::vector<std::string> names;
    for (const Rule& other : rules_) {
      if (&other != &by && share(by, other)) names.push_back(quoted(other.name));
    }
    if (names.empty() || names.size() > most) return {};
    return "; a rule that concludes the same is " + listed(names, "or");
  }

  static bool share(const Rule& a, const Rule& b) {
    return std::ranges::any_of(a.conclusions, [&](const Conclusion& one) {
      return std::ranges::any_of(b.conclusions, [&](const Conclusion& other) {
        return about_the_same(a.terms, one, b.terms, other);
      });
    });
  }

  void report_circle(const std::vector<std::uint32_t>& circle) {
    const std::string first = quoted(rules_[circle.front()].name);
    Diagnostic d =
        error("E0512", circle.size() == 1 ? "rule " + first + " overrides itself"
                                          : "these rules override each other in a circle");
    // The circle runs from a rule to one that overrides it: told the other way round.
    std::string path = first;
    for (std::size_t i = circle.size(); i-- > 0;) {
      const std::uint32_t other = circle[i];
      const std::uint32_t by = circle[(i + 1) % circle.size()];
      const auto edge = std::ranges::find(overridden_by_[other], by, &Edge::by);
      d.label(edge->place, quoted(rules_[by].name) + " overrides " + quoted(rules_[other].name));
      path += " -> " + quoted(rules_[other].name);
    }
    if (circle.size() > 1) d.note("circle: " + path);
    d.advise(circle.size() == 1 ? "leave this line out"
                                : "leave one `overrides` out: the strongest rule yields to none");
    report(std::move(d));
  }

  /// Adds the exceptions of a rule; false where there would be too many, which is reported.
  bool apply(std::uint32_t number) {
    Rule& rule = rules_[number];
    for (Conclusion& said : rule.conclusions) {
      ways_[number].push_back(ways_against(number, said));
      if (ways_[number].back() > most_alternatives) {
        report_too_many(rule, most_alternatives);
        return false;
      }
      if (ways_[number].back() == 0) continue;
      Exceptions exceptions(checking_.program.schema, rule, said);
      for (const Edge& edge : overridden_by_[number]) {
        exceptions.add(RuleId(edge.by), rules_[edge.by], edge.place);
      }
      for (const ConditionId one : said.exceptions) {
        if (negated_ways(rule.terms, checking_.program.schema, one) <= most_ways) continue;
        report_too_many(rule, most_ways);
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] std::uint32_t ways_against(std::uint32_t number, const Conclusion& said) const {
    std::uint32_t result = 0;
    for (const Edge& edge : overridden_by_[number]) {
      const Rule& by = rules_[edge.by];
      for (std::size_t i = 0; i < by.conclusions.size(); ++i) {
        if (!about_the_same(rules_[number].terms, said, by.terms, by.conclusions[i])) continue;
        const std::uint64_t own = negated_choices(by.terms, checking_.program.schema, by.body);
        result = capped(result + own * (1 + ways_[edge.by][i]));
      }
    }
    return result;
  }

  void report_too_many(const Rule& rule, std::uint32_t most) {
    report(error("E0407", "the rules that override " + quoted(rule.name) + " have more than " +
                              std::to_string(most) + " alternatives"))
        .label(rule.name_span, "overridden by rules that are overridden in their turn")
        .advise(
            "let a rule override only the next weaker one, or conclude a relation of its own "
            "from the conditions of several");
  }

  Diagnostic& report(Diagnostic diagnostic) {
    return checking_.diagnostics.emplace_back(std::move(diagnostic));
  }

  Checking& checking_;
  std::vector<Rule>& rules_;
  std::vector<std::vector<Edge>> overridden_by_;  ///< by rule; by names of the overriding ones
  /// By rule and conclusion: the alternatives of its exceptions, multiplied by those of the
  /// exceptions to them. As many are searched to rule the exceptions out.
  std::vector<std::vector<std::uint32_t>> ways_;
};

}  // namespace

void apply_overrides(Checking& checking) { Overrides(checking).run(); }

}  // namespace casus::check
