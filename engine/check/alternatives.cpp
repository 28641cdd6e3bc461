// SPDX-License-Identifier: Apache-2.0
#include "check/alternatives.hpp"

#include <algorithm>

namespace casus::check {
namespace {

class Counter {
 public:
  explicit Counter(const Terms& terms) : terms_(terms) {}

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
};

}  // namespace

bool alternatives_bounded(const Environment& env, const Terms& terms, ConditionId body, Span name) {
  if (!body.valid()) return true;
  Counter counter(terms);
  (void)counter.count(body);
  if (counter.worst <= most_alternatives) return true;
  env.report(error("E0407", "this body has more than " + std::to_string(most_alternatives) +
                                " alternatives"))
      .label(name, "every `or` multiplies those of the others")
      .advise("conclude a relation of its own from each `or`, and ask for that");
  return false;
}

}  // namespace casus::check
