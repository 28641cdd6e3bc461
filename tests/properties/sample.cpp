// SPDX-License-Identifier: Apache-2.0
#include "properties/sample.hpp"

#include <algorithm>
#include <map>

#include "properties/bodies.hpp"

namespace casus::properties {
namespace {

/// Builds one sample level by level: what a level declares only reads lower ones, but for
/// recursion.
class Maker {
 public:
  Maker(Draw& draw, const Shape& shape) : draw_(draw), shape_(shape) {}

  Sample make() {
    declare_facts();
    const std::size_t levels = 2 + draw_.below(4);
    for (std::size_t level = 0; level < levels; ++level) {
      if (draw_.chance(35) && shape_.ratings) {
        add_rating();
      } else {
        add_relations();
      }
    }
    for (std::size_t i = shape_.facts + draw_.below(shape_.more_facts); i > 0; --i) add_fact();
    return std::move(sample_);
  }

 private:
  static std::string type_of(const Column& column) {
    const std::string name = column.kind == Kind::text    ? "text"
                             : column.kind == Kind::whole ? "int"
                                                          : "number";
    return column.name + ": " + name + (column.open ? " open" : "");
  }

  void declare(const std::string& keyword, const Predicate& predicate, char left, char right) {
    std::string text = keyword + " " + predicate.name + (predicate.open ? " open " : " closed ");
    text += left;
    for (std::size_t i = 0; i < predicate.columns.size(); ++i) {
      text += (i > 0 ? ", " : "") + type_of(predicate.columns[i]);
    }
    text += right;
    if (predicate.open && draw_.chance(60)) text += "\n  presumed absent " + certainty();
    sample_.declarations.push_back(text + "\n");
  }

  void declare_facts() {
    facts_ = {{"link", {{"x"}, {"y"}}, true, false},
              {"size", {{"x"}, {"v", Kind::whole}}, true, false},
              {"worth", {{"x"}, {"v", Kind::number}, {"w", Kind::number, true}}, true, false},
              {"seen", {{"x"}}, true, true},
              {"knows", {{"x"}, {"y"}}, true, true}};
    for (const Predicate& fact : facts_) declare("fact", fact, '{', '}');
    readable_ = facts_;
    sample_.declarations.emplace_back("scale Level 0..100 { low < 40, mid < 70, high }\n");
  }

  std::string certainty() { return draw_.of<std::string>({"0.1", "0.3", "0.5", "0.6", "0.9"}); }

  std::string own_certainty(Bodies& bodies, const Bound& bound) {
    if (!draw_.chance(shape_.uncertain)) return "";
    if (draw_.chance(70)) return "  certainty " + certainty() + "\n";
    return "  certainty " + bodies.term(Kind::number, bound) + " / 2\n";
  }

  std::string rule_name() { return "r" + std::to_string(++rules_); }

  void add_relations() {
    std::vector<Predicate> level;
    for (std::size_t i = 1 + draw_.below(2); i > 0; --i) {
      Predicate one{"d" + std::to_string(++relations_), {{"x"}}};
      if (draw_.chance(70)) {
        one.columns.push_back(
            {"y", draw_.of<Kind>({Kind::text, Kind::text, Kind::whole, Kind::number})});
      }
      one.open = draw_.chance(25);
      declare("relation", one, '(', ')');
      level.push_back(one);
    }
    for (const Predicate& one : level) {
      sample_.goals.push_back(one.name + (one.columns.size() > 1 ? "(s, t)" : "(s)"));
    }
    for (const Predicate& one : level) {
      for (std::size_t i = 1 + draw_.below(3); i > 0; --i) add_rule(one, false, nullptr);
      if (one.open && draw_.chance(60)) add_rule(one, true, nullptr);
    }
    if (draw_.chance(60)) {
      for (const Predicate& one : level) {
        if (!one.open && !draw_.of(level).open) add_rule(one, false, &draw_.of(level));
      }
    }
    readable_.insert(readable_.end(), level.begin(), level.end());
  }

  /// `through`: a relation of the same level, read positively.
  void add_rule(const Predicate& about, bool denies, const Predicate* through) {
    if (through != nullptr && through->open) return;
    Bodies bodies(draw_, readable_, ratings_, shape_.counting);
    Bound bound;
    std::string text = "rule " + rule_name() + "\n" + bodies.when(bound, through);
    bool literal = false;
    // Recursion only passes values on: new numbers would never end.
    const auto said = [&] {
      return (denies ? "not " : "") + atom(bodies, bound, about, through == nullptr, literal);
    };
    if (draw_.chance(shape_.choices)) {
      text += "  then one of " + said() + " certainty " + outcome(bodies, bound);
      for (std::size_t i = 1 + draw_.below(2); i > 0; --i) {
        text += ", " + said() + " certainty " + outcome(bodies, bound);
      }
      text += "\n";
    } else {
      text += "  then " + said() + "\n" + own_certainty(bodies, bound);
    }
    add_to_rules(text, about.name, through == nullptr && !literal);
  }

  std::string outcome(Bodies& bodies, const Bound& bound) {
    if (draw_.chance(80)) return draw_.of<std::string>({"0.1", "0.25", "0.3"});
    return bodies.term(Kind::number, bound) + " / 4";
  }

  /// `literal` becomes true where an argument is one.
  std::string atom(Bodies& bodies, const Bound& bound, const Predicate& about, bool may_compute,
                   bool& literal) {
    std::string text = about.name + "(";
    for (std::size_t i = 0; i < about.columns.size(); ++i) {
      const Column& column = about.columns[i];
      const bool computes = column.kind == Kind::number && may_compute && draw_.chance(50);
      const std::string value =
          computes ? "1.0 * " + bodies.arithmetic(bound) : bodies.term(column.kind, bound);
      text += (i > 0 ? ", " : "") + column.name + ": " + value;
      literal = literal || is_literal(value);
    }
    return text + ")";
  }

  static bool is_literal(const std::string& value) {
    return value.find_first_of("\"0123456789") == 0 && value.find('*') == std::string::npos;
  }

  /// Adds a rule, which may override one before it that speaks about the same.
  void add_to_rules(std::string text, const std::string& about, bool may_override) {
    std::vector<std::string>& others = speaking_[about];
    std::size_t most = may_override ? std::min<std::size_t>(others.size(), 2) : 0;
    const std::string own = "r" + std::to_string(rules_);
    alternatives_[own] = alternatives(text);
    for (; most > 0 && draw_.chance(35); --most) {
      const std::string other = draw_.of(others);
      if (text.find("overrides " + other + "\n") != std::string::npos) continue;
      overridden_by_[other].push_back(own);
      const auto is_allowed = [&](const std::string& one) { return against(one) <= 256; };
      if (std::ranges::all_of(others, is_allowed)) {
        text += "  overrides " + other + "\n";
      } else {
        overridden_by_[other].pop_back();
      }
    }
    others.push_back(own);
    sample_.rules.push_back(std::move(text));
  }

  /// Those that a rule has as an exception (E0407), or more: each `or` and each open condition at
  /// most doubles them, for each outcome of a choice.
  double alternatives(const std::string& text) const {
    double result = 1;
    const auto double_at = [&](const std::string& part) {
      for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) result *= 2;
    };
    double_at(" or ");
    for (const Predicate& one : readable_) {
      if (one.open) double_at(one.name + "(");
    }
    return text.find("then one of") == std::string::npos ? result : 3 * result;
  }

  /// The alternatives of all that overrides a rule.
  double against(const std::string& rule) {
    double result = 0;
    for (const std::string& by : overridden_by_[rule]) {
      result += alternatives_[by] * (1 + against(by));
    }
    return result;
  }

  void add_rating() {
    RatingName rating{"rating" + std::to_string(ratings_.size() + 1), {"first", "second"}};
    Predicate of = draw_.of(readable_);
    sample_.declarations.push_back("rating " + rating.name + "(a: text) of " + of.name +
                                   "(x: a) on Level starts " +
                                   std::to_string(30 + draw_.below(50)) +
                                   "\n  factor first -20..15\n  factor second -8..30\n");
    for (std::size_t i = 3 + draw_.below(8); i > 0; --i) add_contribution(rating);
    sample_.goals.push_back(rating.name + "(s)");
    ratings_.push_back(rating);
  }

  void add_contribution(const RatingName& rating) {
    Bodies bodies(draw_, readable_, ratings_, shape_.counting);
    Bound bound;
    std::string text = "rule " + rule_name() + "\n" + bodies.when(bound, nullptr);
    std::string about = rating.name;
    const std::string subject = "(" + bodies.term(Kind::text, bound) + ")";
    const std::string factor = rating.name + "." + draw_.of(rating.factors);
    const std::string points =
        draw_.chance(50) ? std::to_string(1 + draw_.below(12)) : "3 * " + bodies.arithmetic(bound);
    if (draw_.chance(20)) {
      text += std::string("  ") + (draw_.chance(50) ? "caps " : "floors ");
      about = draw_.chance(40) ? factor : rating.name;
      text += about + subject + " at " + points + "\n";
      about += " limited";
    } else {
      text += std::string("  ") + (draw_.chance(50) ? "supports " : "undermines ") + factor +
              subject + " by " + points;
      const auto& texts = bound[Kind::text];
      if (!texts.empty() && draw_.chance(40)) text += " for each " + draw_.of(texts);
      text += "\n";
      about = factor;
    }
    add_to_rules(text + own_certainty(bodies, bound), about, !is_literal(subject.substr(1)));
  }

  void add_fact() {
    const Predicate& fact = draw_.of(facts_);
    Bodies bodies(draw_, readable_, none_, 0);
    std::string text = "[[" + fact.name + "]]\n";
    const bool denied = fact.open && draw_.chance(35);
    for (const Column& column : fact.columns) {
      if ((column.open && draw_.chance(40)) || (denied && draw_.chance(25))) continue;
      text += column.name + " = " + bodies.literal(column.kind) + "\n";
    }
    text += "id = \"f" + std::to_string(++numbered_) + "\"\n";
    if (denied) text += "holds = false\n";
    if (!denied && draw_.chance(10)) text += "kind = \"plan\"\n";
    const bool uncertain = draw_.chance(shape_.uncertain);
    if (uncertain) text += "certainty = " + certainty() + "\n";
    if (draw_.chance(shape_.origins)) {
      text += "origin = \"" + draw_.of<std::string>({"o1", "o1", "o2"}) + "\"\n";
    } else if (!uncertain && draw_.chance(50)) {  // one source gives a fact one certainty
      text += "source = \"" + draw_.of<std::string>({"o1", "s1"}) + "\"\n";
    }
    if (draw_.chance(15)) {
      text +=
          draw_.chance(50) ? "valid = { until = 2015-01-30 }\n" : "valid = { from = 2015-01-31 }\n";
    }
    sample_.facts.push_back(std::move(text));
  }

  Draw& draw_;
  Shape shape_;
  Sample sample_;
  std::vector<Predicate> facts_;
  std::vector<Predicate> readable_;
  std::vector<RatingName> ratings_;
  const std::vector<RatingName> none_;
  std::map<std::string, std::vector<std::string>> speaking_;  ///< names of rules, by what about
  std::map<std::string, std::vector<std::string>> overridden_by_;
  std::map<std::string, double> alternatives_;  ///< by rule
  int relations_ = 0;
  int rules_ = 0;
  int numbered_ = 0;
};

}  // namespace

std::string Sample::rule_text() const {
  std::string text;
  for (const std::string& one : declarations) text += one + "\n";
  for (const std::string& one : rules) text += one + "\n";
  return text;
}

std::string Sample::case_text() const {
  std::string text =
      "[case]\nas_of = 2015-01-31\n\n[[source]]\nid = \"o1\"\n\n[[source]]\nid = \"s1\"\n";
  for (const std::string& one : facts) text += "\n" + one;
  return text;
}

Sample sample(Draw& draw, const Shape& shape) { return Maker(draw, shape).make(); }

}  // namespace casus::properties
