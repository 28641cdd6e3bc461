// SPDX-License-Identifier: Apache-2.0
#include "check/alternatives.hpp"

#include <algorithm>

namespace casus::check {
namespace {

/// Of a conjunction: in each of the `chosen` ways all that is `inside` is looked at.
struct Ways {
  std::uint64_t open = 1;  ///< choices between listed and unlisted
  std::uint64_t chosen = 1;
  std::uint64_t inside = 0;
  [[nodiscard]] std::uint64_t product() const {
    return capped(capped(open * chosen) * std::max<std::uint64_t>(inside, 1));
  }
  void join(const Ways& other) {
    open = std::min<std::uint64_t>(open * other.open, 1U << most_choosing);
    chosen = capped(chosen * other.chosen);
    inside = capped(inside + other.inside);
  }
  static std::uint64_t capped(std::uint64_t n) { return std::min<std::uint64_t>(n, most_ways + 1); }
};

class WaysCounter {
 public:
  /// Without `nested` a negation inside is one condition.
  WaysCounter(const Terms& terms, const model::Schema& schema, bool nested)
      : terms_(terms), schema_(schema), nested_(nested) {}

  /// `doubted`: what is not listed may be so all the same, as in negations.
  [[nodiscard]] Ways of(ConditionId id, bool doubted) const {
    Ways result;
    if (!id.valid()) return result;
    const Condition& condition = terms_[id];
    switch (condition.kind) {
      case Condition::Kind::all:
        for (const ConditionId part : condition.parts) result.join(of(part, doubted));
        break;
      case Condition::Kind::any:
        result.chosen = 0;
        for (const ConditionId part : condition.parts) result.chosen += of(part, doubted).product();
        break;
      case Condition::Kind::negation:
        if (nested_) result.inside = of(condition.parts.front(), true).product();
        break;
      case Condition::Kind::atom:
        if (doubted && schema_[condition.atom.relation].is_open()) result.open = 2;
        [[fallthrough]];
      case Condition::Kind::unknown:
        for (const Atom::Given& given : condition.atom.given) result.join(of(given.expr));
        break;
      case Condition::Kind::test:
      case Condition::Kind::let:
        result.join(of(condition.expr));
        break;
    }
    return result;
  }

 private:
  [[nodiscard]] Ways of(ExprId id) const {
    Ways result;
    if (!id.valid()) return result;
    const Expr& expr = terms_[id];
    for (const ExprId arg : expr.args) result.join(of(arg));
    if (nested_ && expr.kind == Expr::Kind::aggregate) {
      result.inside += of(expr.body, false).product();
    }
    return result;
  }

  const Terms& terms_;
  const model::Schema& schema_;
  bool nested_;
};

class Counter {
 public:
  Counter(const Terms& terms, const model::Schema& schema) : terms_(terms), schema_(schema) {}

  /// At most one more than the bound; `worst` keeps the most of any body inside.
  std::uint32_t count(ConditionId id) {
    const Condition& condition = terms_[id];
    std::uint32_t result = 1;
    switch (condition.kind) {
      case Condition::Kind::all:
        for (const ConditionId part : condition.parts) result = capped(result * count(part));
        break;
      case Condition::Kind::any:
        result = 0;
        for (const ConditionId part : condition.parts) result = capped(result + count(part));
        break;
      case Condition::Kind::negation:
        note(count(condition.parts.front()));
        if (!too_deep.valid() &&
            negated_ways(terms_, schema_, condition.parts.front()) > most_ways) {
          too_deep = condition.span;
        }
        break;
      case Condition::Kind::atom:
      case Condition::Kind::unknown:
        for (const Atom::Given& given : condition.atom.given) visit(given.expr);
        break;
      case Condition::Kind::test:
      case Condition::Kind::let:
        visit(condition.expr);
        break;
    }
    note(result);
    return result;
  }

  std::uint32_t worst = 0;
  Span too_deep;  ///< the first negation with more than `most_ways`

 private:
  static std::uint32_t capped(std::uint32_t n) { return std::min(n, most_alternatives + 1); }
  void note(std::uint32_t n) { worst = std::max(worst, n); }

  void visit(ExprId id) {
    if (!id.valid()) return;
    const Expr& expr = terms_[id];
    for (const ExprId arg : expr.args) visit(arg);
    if (expr.kind == Expr::Kind::aggregate) note(count(expr.body));
  }

  const Terms& terms_;
  const model::Schema& schema_;
};

}  // namespace

std::uint32_t negated_ways(const Terms& terms, const model::Schema& schema, ConditionId body) {
  return static_cast<std::uint32_t>(WaysCounter(terms, schema, true).of(body, true).product());
}

std::uint32_t negated_choices(const Terms& terms, const model::Schema& schema, ConditionId body) {
  return static_cast<std::uint32_t>(WaysCounter(terms, schema, false).of(body, true).product());
}

bool alternatives_bounded(const Environment& env, const Terms& terms, ConditionId body, Span name) {
  if (!body.valid()) return true;
  Counter counter(terms, env.schema());
  (void)counter.count(body);
  if (counter.too_deep.valid()) {
    env.report(error("E0407", "this `not` has more than 4,096 alternatives"))
        .label(counter.too_deep,
               "inside it whatever is open may be so or not, and each doubles those of the others")
        .advise("conclude a relation of its own from an inner `not (…)`, and ask for that");
    return false;
  }
  if (counter.worst <= most_alternatives) return true;
  env.report(error("E0407", "this body has more than " + std::to_string(most_alternatives) +
                                " alternatives"))
      .label(name, "every `or` multiplies those of the others")
      .advise("conclude a relation of its own from each `or`, and ask for that");
  return false;
}

}  // namespace casus::check
