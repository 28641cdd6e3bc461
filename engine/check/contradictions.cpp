// SPDX-License-Identifier: Apache-2.0
#include "check/contradictions.hpp"

#include <algorithm>
#include <unordered_map>

#include "model/show.hpp"

namespace casus::check {
namespace {

using model::Base;

/// What is known of a variable: the tightest bound on each side, and where it comes from.
struct Interval {
  struct Bound {
    Word word = 0;
    bool open = false;  ///< the bound itself is excluded
    Span span = {};
    bool declared = false;  ///< by the range of a field
    bool whole = false;     ///< all that its comparison asks for, which is neither `=` nor `in`
    Span constant = {};     ///< as written
  };
  std::optional<Bound> low;
  std::optional<Bound> high;
};

class Contradictions {
 public:
  Contradictions(const Environment& env, const Terms& terms) : env_(env), terms_(terms) {}

  void visit(ConditionId id) {
    const Condition& condition = terms_[id];
    switch (condition.kind) {
      case Condition::Kind::all:
        for (const ConditionId part : condition.parts) {
          if (terms_[part].kind != Condition::Kind::any) visit(part);
        }
        break;
      case Condition::Kind::any:
        // What a branch adds holds in that branch only.
        for (const ConditionId part : condition.parts) Contradictions(*this).visit(part);
        break;
      case Condition::Kind::negation:
        Contradictions(env_, terms_).visit(condition.parts.front());
        break;
      case Condition::Kind::atom:
        visit_atom(condition.atom);
        break;
      case Condition::Kind::unknown:
        warn_of_closed(condition.atom);
        break;
      case Condition::Kind::test:
        visit_test(condition.expr);
        break;
      case Condition::Kind::let:
        break;
    }
    if (condition.kind != Condition::Kind::all) return;
    for (const ConditionId part : condition.parts) {
      if (terms_[part].kind == Condition::Kind::any) visit(part);
    }
  }

 private:
  void visit_atom(const Atom& atom) {
    const model::Relation& relation = env_.schema()[atom.relation];
    for (const Atom::Given& given : atom.given) {
      if (given.column >= relation.fields.size()) continue;
      const model::Field& field = relation.fields[given.column];
      if (!field.low || !field.high) continue;
      const Expr& expr = terms_[given.expr];
      if (expr.kind == Expr::Kind::constant) {
        check_constant(expr, field);
      } else if (expr.kind == Expr::Kind::variable) {
        narrow(expr.variable, {*field.low, false, field.span, true}, true, expr.span);
        narrow(expr.variable, {*field.high, false, field.span, true}, false, expr.span);
      }
    }
  }

  void check_constant(const Expr& expr, const model::Field& field) {
    const Base base = field.type.base;
    if (model::compare(expr.constant, *field.low, base, env_.symbols) >= 0 &&
        model::compare(expr.constant, *field.high, base, env_.symbols) <= 0) {
      return;
    }
    warn(expr.span, quoted(field.name) + " is never " + shown(expr.constant, expr.type), field.span,
         "it lies in " + shown(*field.low, field.type) + ".." + shown(*field.high, field.type));
  }

  void warn_of_closed(const Atom& atom) {
    const model::Relation& relation = env_.schema()[atom.relation];
    if (relation.may_be_unknown()) return;
    const bool unstated = relation.openness == model::Openness::unstated &&
                          relation.kind == model::RelationKind::relation;
    // Of a rule: it may rest on an open one; then it must say what it is.
    if (unstated && !env_.rules_are_atoms) return;
    warn(atom.name_span, quoted(relation.name) + " is never unknown", relation.span,
         "it is closed: absent means false",
         "ask `not " + relation.name + "(…)` for its absence, or declare it `open`");
  }

  /// `whole`: not one end of a range.
  void visit_test(ExprId id, bool whole = true) {
    const Expr& expr = terms_[id];
    if (expr.kind == Expr::Kind::constant && expr.constant == 0) {
      warn(expr.span, "this never holds", {}, "");
      return;
    }
    if (expr.kind != Expr::Kind::apply) return;
    if (expr.function == Function::logical_and) {
      for (const ExprId arg : expr.args) visit_test(arg, false);
      return;
    }
    if (!is_comparison(expr.function) || expr.function == Function::not_equal) return;
    const Expr& left = terms_[expr.args[0]];
    const Expr& right = terms_[expr.args[1]];
    const bool turned = left.kind == Expr::Kind::constant;
    const Expr& variable = turned ? right : left;
    const Expr& constant = turned ? left : right;
    if (variable.kind != Expr::Kind::variable || constant.kind != Expr::Kind::constant) return;
    if (variable.type != constant.type) return;
    compare(variable, constant, expr.function, turned, {.span = expr.span, .whole = whole});
  }

  void compare(const Expr& variable, const Expr& constant, Function function, bool turned,
               Interval::Bound bound) {
    const bool open = function == Function::less || function == Function::greater;
    const bool less = function == Function::less || function == Function::less_equal;
    bound.word = constant.constant;
    bound.open = open;
    bound.whole = bound.whole && function != Function::equal;
    bound.constant = constant.span;
    const Span span = bound.span;
    if (function == Function::equal || less == turned) narrow(variable.variable, bound, true, span);
    if (function == Function::equal || less != turned) {
      narrow(variable.variable, bound, false, span);
    }
  }

  void narrow(VariableId id, const Interval::Bound& bound, bool low, Span at) {
    Interval& interval = intervals_[id.value];
    std::optional<Interval::Bound>& own = low ? interval.low : interval.high;
    const Base base = terms_[id].type.base;
    const int order =
        own ? model::compare(bound.word, own->word, base, env_.symbols) * (low ? 1 : -1) : 1;
    if (own && own->whole && bound.declared && order > 0) warn_of_always(id, *own, bound);
    if (own && own->declared && bound.whole && order < 0) warn_of_always(id, bound, *own);
    if (order < 0 || (order == 0 && (own->open || !bound.open))) return;
    own = bound;
    if (!interval.low || !interval.high) return;
    const int distance =
        model::compare(interval.low->word, interval.high->word, base, env_.symbols);
    const bool empty =
        distance > 0 || (distance == 0 && (interval.low->open || interval.high->open));
    if (!empty || std::ranges::find(reported_, id.value) != reported_.end()) return;
    reported_.push_back(id.value);
    report_empty(id, interval, at);
  }

  void warn_of_always(VariableId id, const Interval::Bound& given, const Interval::Bound& range) {
    Diagnostic d = warning("W0404", "this always holds");
    d.label(given.span, "every value in the range of the field passes this");
    d.label(range.span, "its range is declared here");
    if (!suggest_share(d, id, given)) d.advise("change the comparison, or leave it out");
    env_.report(std::move(d));
  }

  /// `< 30` of a field in 0..1: a share of 30% is most likely meant.
  bool suggest_share(Diagnostic& d, VariableId id, const Interval::Bound& given) const {
    const Type& type = terms_[id].type;
    if (type.base != Base::number || type.unit.valid()) return false;
    const double value = model::number_of(given.word);
    const std::string written(env_.sources.text(given.constant));
    if (value <= 1 || value > 100 || written != model::show_number(value)) return false;
    d.fix("did you mean " + quoted(written + "%") + "?", {{given.constant, written + "%"}}, false);
    return true;
  }

  void report_empty(VariableId id, const Interval& interval, Span at) {
    const Interval::Bound& low = *interval.low;
    const Interval::Bound& high = *interval.high;
    const Interval::Bound& first = low.declared ? high : low;
    const Interval::Bound& second = low.declared ? low : high;
    if (second.declared && first.declared) {
      warn(at, "these ranges have nothing in common", second.span, "");
      return;
    }
    const std::string name = terms_[id].name;
    if (second.declared) {
      Diagnostic d = warning("W0402", "this can never hold");
      d.label(first.span, "no value in the range of the field passes this");
      d.label(second.span, "its range is declared here");
      if (!suggest_share(d, id, first)) {
        d.advise(std::string("the field is ") + (&second == &high ? "at most " : "at least ") +
                 shown(second.word, terms_[id].type) +
                 ": change the condition, or leave the rule out");
      }
      env_.report(std::move(d));
      return;
    }
    const bool later = second.span > first.span;
    warn(later ? second.span : first.span,
         name.empty() ? "this contradicts the other comparison"
                      : "no " + quoted(name) + " passes both comparisons",
         later ? first.span : second.span, "and this one");
  }

  [[nodiscard]] std::string shown(Word word, const Type& type) const {
    return model::show_literal(word, type, env_.schema(), env_.symbols);
  }

  void warn(Span span, std::string why, Span second, std::string label, std::string advice = {}) {
    Diagnostic d = warning("W0402", "this can never hold");
    d.label(span, std::move(why));
    if (second.valid() && second != span) d.label(second, std::move(label));
    if (advice.empty()) {
      advice = env_.rules_are_atoms ? "change the condition"
                                    : "change the condition, or leave the rule out";
    }
    d.advise(std::move(advice));
    env_.report(std::move(d));
  }

  const Environment& env_;
  const Terms& terms_;
  std::unordered_map<std::uint32_t, Interval> intervals_;
  std::vector<std::uint32_t> reported_;
};

}  // namespace

void warn_of_contradictions(const Environment& env, const Terms& terms, ConditionId body) {
  if (body.valid()) Contradictions(env, terms).visit(body);
}

}  // namespace casus::check
