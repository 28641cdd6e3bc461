// SPDX-License-Identifier: Apache-2.0
//
// Rules whose conditions contain those of another rule. One is said to subsume the other where some
// choice of its variables makes each of its conditions one of the other's (G. D. Plotkin, "A note
// on inductive generalization", 1970): then it holds wherever the other one does. Only rules with
// one conclusion in common are compared, and a search for variables gives up after some steps.
#include <algorithm>
#include <map>
#include <tuple>

#include "author/lint/rules.hpp"
#include "author/lint/terms.hpp"

namespace casus::author {
namespace {

using check::Atom;
using check::Conclusion;
using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using check::Function;
using check::Rule;

/// A rule with one of its conclusions.
struct Said {
  const Rule* rule;
  const Conclusion* conclusion;
  std::vector<ConditionId> body;
  std::uint64_t relations = 0;  ///< a bit for each that the body asks for, some share one
};

class Subsumption {
 public:
  Subsumption(const Said& general, const Said& special)
      : general_(general),
        special_(special),
        g_(general.rule->terms),
        s_(special.rule->terms),
        values_(g_.variables.size()) {
    uses_.resize(g_.variables.size(), 0);
    for (const Expr& expr : g_.exprs) {
      if (expr.kind == Expr::Kind::variable) ++uses_[expr.variable.index()];
    }
  }

  /// Whether the general one holds wherever the special one does, with the same conclusion.
  bool found() {
    if ((general_.relations & ~special_.relations) != 0) return false;
    const Conclusion& a = *general_.conclusion;
    const Conclusion& b = *special_.conclusion;
    if (a.args.size() != b.args.size()) return false;
    for (std::size_t i = 0; i < a.args.size(); ++i) {
      if (!match(a.args[i], b.args[i])) return false;
    }
    if (a.kind == Conclusion::Kind::contribute && !match(a.expr, b.expr)) return false;
    return search(0);
  }

 private:
  bool search(std::size_t at) {
    if (at == general_.body.size()) return true;
    for (const ConditionId candidate : special_.body) {
      if (++steps_ > most_steps) return false;
      const auto before = values_;
      if (match(general_.body[at], candidate, false) && search(at + 1)) return true;
      values_ = before;
    }
    return false;
  }

  bool match(ConditionId general, ConditionId special, bool exactly) {
    const Condition& a = g_[general];
    const Condition& b = s_[special];
    if (a.kind != b.kind || a.parts.size() != b.parts.size()) return false;
    switch (a.kind) {
      case Condition::Kind::atom:
      case Condition::Kind::unknown:
        return match(a.atom, b.atom, exactly || a.kind == Condition::Kind::unknown);
      case Condition::Kind::test:
        return match(a.expr, b.expr) || (!exactly && implied(a.expr, b.expr));
      case Condition::Kind::let:
        return bind(a.variable, b.variable) && match(a.expr, b.expr);
      default:
        for (std::size_t i = 0; i < a.parts.size(); ++i) {
          if (!match(a.parts[i], b.parts[i], true)) return false;
        }
        return true;
    }
  }

  bool match(const Atom& a, const Atom& b, bool exactly) {
    if (a.relation != b.relation || a.attested != b.attested) return false;
    if (exactly && a.given.size() != b.given.size()) return false;
    for (const Atom::Given& given : a.given) {
      const auto other = std::ranges::find(b.given, given.column, &Atom::Given::column);
      if (other != b.given.end()) {
        if (!match(given.expr, other->expr)) return false;
        continue;
      }
      // A variable that stands nowhere else may be anything.
      const Expr& expr = g_[given.expr];
      const bool free = expr.kind == Expr::Kind::variable && uses_[expr.variable.index()] == 1;
      if (exactly || !free) return false;
    }
    return true;
  }

  bool bind(check::VariableId general, check::VariableId special) {
    auto& value = values_[general.index()];
    if (!value.valid()) {
      // Some expression of the special rule that is this variable.
      for (std::size_t i = 0; i < s_.exprs.size(); ++i) {
        if (s_.exprs[i].kind == Expr::Kind::variable && s_.exprs[i].variable == special) {
          value = ExprId(static_cast<std::uint32_t>(i));
          return true;
        }
      }
      return false;
    }
    return s_[value].kind == Expr::Kind::variable && s_[value].variable == special;
  }

  bool match(ExprId general, ExprId special) {
    if (!general.valid() || !special.valid()) return general.valid() == special.valid();
    const Expr& a = g_[general];
    if (a.kind == Expr::Kind::variable) {
      ExprId& value = values_[a.variable.index()];
      if (!value.valid()) value = special;
      return same(value, special);
    }
    const Expr& b = s_[special];
    if (!alike(a, b) || a.args.size() != b.args.size()) return false;
    for (std::size_t i = 0; i < a.args.size(); ++i) {
      if (!match(a.args[i], b.args[i])) return false;
    }
    if (!match(a.value, b.value)) return false;
    if (a.body.valid() != b.body.valid()) return false;
    return !a.body.valid() || match(a.body, b.body, true);
  }

  static bool alike(const Expr& a, const Expr& b) {
    return a.kind == b.kind && a.type == b.type && a.constant == b.constant &&
           a.function == b.function && a.aggregate == b.aggregate && a.distinct == b.distinct &&
           a.rating == b.rating && a.factor == b.factor && a.table == b.table;
  }

  /// Whether two expressions of the special rule are one.
  bool same(ExprId one, ExprId other) const {
    if (one == other) return true;
    if (!one.valid() || !other.valid()) return false;
    const Expr& a = s_[one];
    const Expr& b = s_[other];
    if (a.kind == Expr::Kind::variable) {
      return b.kind == Expr::Kind::variable && a.variable == b.variable;
    }
    if (a.body.valid() || b.body.valid() || !alike(a, b) || a.args.size() != b.args.size()) {
      return false;
    }
    for (std::size_t i = 0; i < a.args.size(); ++i) {
      if (!same(a.args[i], b.args[i])) return false;
    }
    return true;
  }

  /// `y >= 60` where the special rule asks for `y >= 70`.
  bool implied(ExprId general, ExprId special) {
    const Expr& a = g_[general];
    const Expr& b = s_[special];
    if (a.kind != Expr::Kind::apply || b.kind != Expr::Kind::apply) return false;
    if (!check::is_order(a.function) || !check::is_order(b.function)) return false;
    const auto wanted = constant_of(g_, a.args[1]);
    const auto given = constant_of(s_, b.args[1]);
    if (!wanted || !given || !match(a.args[0], b.args[0])) return false;
    const auto up = [](Function f) {
      return f == Function::greater || f == Function::greater_equal;
    };
    if (up(a.function) != up(b.function)) return false;
    const bool strict = a.function == Function::greater || a.function == Function::less;
    const bool given_strict = b.function == Function::greater || b.function == Function::less;
    if (*wanted == *given) return !strict || given_strict;
    return up(a.function) ? *given > *wanted : *given < *wanted;
  }

  static constexpr std::size_t most_steps = 2000;
  const Said& general_;
  const Said& special_;
  const check::Terms& g_;
  const check::Terms& s_;
  std::vector<ExprId> values_;  ///< of the special rule, by variables of the general one
  std::vector<std::size_t> uses_;
  std::size_t steps_ = 0;
};

bool subsumes(const Said& general, const Said& special) {
  return Subsumption(general, special).found();
}

bool is_exception_free(const Rule& rule, const Conclusion& conclusion) {
  return rule.overrides.empty() && conclusion.exceptions.empty() && conclusion.choice == 0;
}

/// Whether a rule is at least as sure as another one, wherever both hold.
bool as_sure(const Rule& general, const Rule& special) {
  const auto a = constant_of(general.terms, general.certainty);
  const auto b = constant_of(special.terms, special.certainty);
  if (general.certainty.valid() && !a) return false;
  if (special.certainty.valid() && !b) return !general.certainty.valid();
  return a.value_or(1) >= b.value_or(1);
}

class Pairs {
 public:
  explicit Pairs(const RuleBase& base) : base_(base) {
    const std::string& calculus = base.program.calculus;
    strongest_counts_ = calculus.empty() || calculus == "weakest-link" || calculus == "certain";
  }

  void run() {
    using Key = std::tuple<Conclusion::Kind, std::uint32_t, std::uint32_t, bool>;
    std::map<Key, std::vector<Said>> groups;
    std::map<std::uint32_t, std::pair<std::vector<Said>, std::vector<Said>>> denied;
    for (const Rule& rule : base_.program.rules) {
      for (const Conclusion& conclusion : rule.conclusions) {
        if (!is_exception_free(rule, conclusion) || !conclusion.for_each.empty()) continue;
        if (conclusion.kind == Conclusion::Kind::limit) continue;
        const bool derives = conclusion.kind == Conclusion::Kind::derive;
        Said said = said_by(rule, conclusion);
        if (derives) {
          auto& [held, not_held] = denied[conclusion.relation.value];
          (conclusion.negative ? not_held : held).push_back(said);
        }
        const Key key =
            derives ? Key{conclusion.kind, conclusion.relation.value, 0, conclusion.negative}
                    : Key{conclusion.kind, conclusion.rating.value, conclusion.factor.value_or(0),
                          conclusion.supports};
        groups[key].push_back(std::move(said));
      }
    }
    for (const auto& [key, group] : groups) compare(group);
    for (const auto& [relation, sides] : denied) contradict(sides.first, sides.second);
  }

 private:
  static Said said_by(const Rule& rule, const Conclusion& conclusion) {
    Said said{&rule, &conclusion, conjuncts(rule.terms, rule.body)};
    for (const ConditionId id : said.body) {
      const Condition& condition = rule.terms[id];
      if (condition.kind != Condition::Kind::atom) continue;
      said.relations |= std::uint64_t{1} << (condition.atom.relation.value % 64);
    }
    return said;
  }

  void compare(const std::vector<Said>& group) {
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = 0; j < group.size(); ++j) {
        const bool other = i != j && group[i].rule != group[j].rule;
        // One rule that makes another needless is enough.
        if (other && compare(group[j], group[i], j < i)) break;
      }
    }
  }

  /// Whether there is something to say of `b` because of `a`, which may be `earlier`.
  bool compare(const Said& a, const Said& b, bool earlier) {
    const Rule& general = *a.rule;
    const Rule& special = *b.rule;
    if (!as_sure(general, special) || !subsumes(a, b)) return false;
    const bool both = as_sure(special, general) && subsumes(b, a);
    const bool points = a.conclusion->kind == Conclusion::Kind::contribute;
    if (both) {
      if (!earlier) return false;
      base_.findings
          .add("duplicate-rule", special.name_span,
               points ? "this rule says what another one says: its points count twice"
                      : "this rule says what another one says")
          .label(general.name_span, "the same")
          .advise("keep one of them");
      return true;
    }
    if (points || (!strongest_counts_ && general.certainty.valid())) return false;
    base_.findings
        .add("subsumed-rule", special.name_span,
             "whatever this rule concludes, `" + general.name + "` concludes as surely")
        .label(general.name_span, "with fewer conditions")
        .advise(
            "remove this rule, give the other one a condition more, or let this one "
            "override it");
    return true;
  }

  void contradict(const std::vector<Said>& held, const std::vector<Said>& denied) {
    for (const Said& a : held) {
      for (const Said& b : denied) {
        const bool first = subsumes(a, b);
        if (!first && !subsumes(b, a)) continue;
        const Said& special = first ? b : a;
        const Said& general = first ? a : b;
        base_.findings
            .add("contradictory-rules", special.rule->name_span,
                 "wherever this rule holds, `" + general.rule->name + "` says the opposite")
            .label(general.rule->name_span, "with the same conditions or fewer")
            .advise("say which one wins: `overrides " + general.rule->name + '`');
      }
    }
  }

  const RuleBase& base_;
  bool strongest_counts_;
};

}  // namespace

void lint_subsumption(const RuleBase& base) { Pairs(base).run(); }

}  // namespace casus::author
