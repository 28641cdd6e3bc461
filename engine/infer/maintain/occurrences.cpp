// SPDX-License-Identifier: Apache-2.0
#include "infer/maintain/occurrences.hpp"

#include <algorithm>

namespace casus::infer {
namespace {

using check::Condition;
using check::Expr;

/// Collects the occurrences of one rule.
class Collector {
 public:
  Collector(const Fixpoint& fixpoint, const plan::Replanner& replanner, std::uint32_t rule,
            std::vector<std::vector<Occurrence>>& into)
      : fixpoint_(fixpoint),
        schema_(fixpoint.program->schema),
        terms_(replanner.terms(rule)),
        conjunction_(replanner.conjunction(rule)),
        rule_(rule),
        into_(into) {
    for (const plan::Conjunct& conjunct : conjunction_) {
      const Condition& condition = terms_[conjunct.condition];
      if (condition.kind != Condition::Kind::atom) continue;
      for (const check::Atom::Given& given : condition.atom.given) {
        const Expr& expr = terms_[given.expr];
        if (expr.kind == Expr::Kind::variable && !is_open(condition.atom, given.column)) {
          valued_.insert(expr.variable);
        }
      }
    }
  }

  void collect() {
    for (std::size_t i = 0; i < terms_.conditions.size(); ++i) {
      const Condition& condition = terms_.conditions[i];
      const bool atom = condition.kind == Condition::Kind::atom;
      if (!atom && condition.kind != Condition::Kind::unknown) continue;
      const bool positive =
          atom && std::ranges::find(conjunction_, check::ConditionId(i),
                                    &plan::Conjunct::condition) != conjunction_.end();
      add(condition.atom, positive);
    }
    for (const Expr& expr : terms_.exprs) {
      using Kind = Expr::Kind;
      if (expr.kind == Kind::score || expr.kind == Kind::band || expr.kind == Kind::points) {
        add_rating(expr);
      }
    }
  }

 private:
  void add(const check::Atom& atom, bool positive) {
    const std::size_t r = atom.relation.index();
    Occurrence one{.rule = rule_, .positive = positive, .asked = {}, .known = {}};
    for (const check::Atom::Given& given : atom.given) {
      if (!is_open(atom, given.column)) take(given.column, given.expr, one);
    }
    into_[(atom.attested ? fixpoint_.plan->attested : fixpoint_.plan->rows)[r].index()].push_back(
        one);
    const StoreId negative = fixpoint_.plan->negatives[r];
    if (!negative.valid()) return;
    one.positive = false;
    into_[negative.index()].push_back(std::move(one));
  }

  void add_rating(const Expr& expr) {
    Occurrence one{.rule = rule_, .asked = {}, .known = {}};
    for (std::uint32_t i = 0; i < expr.args.size(); ++i) take(i, expr.args[i], one);
    const RelationId relation = schema_[expr.rating].relation;
    into_[fixpoint_.plan->rows[relation.index()].index()].push_back(std::move(one));
  }

  [[nodiscard]] bool is_open(const check::Atom& atom, std::uint32_t column) const {
    const auto& fields = schema_[atom.relation].fields;
    return column < fields.size() && fields[column].open;
  }

  void take(std::uint32_t column, check::ExprId id, Occurrence& one) const {
    const Expr& expr = terms_[id];
    if (expr.kind == Expr::Kind::constant) one.asked.emplace_back(column, expr.constant);
    if (expr.kind == Expr::Kind::variable && valued_.contains(expr.variable)) {
      one.known.emplace_back(column, expr.variable);
    }
  }

  const Fixpoint& fixpoint_;
  const model::Schema& schema_;
  const check::Terms& terms_;
  plan::Conjunction conjunction_;
  /// Variables of the rule's own conditions that have a value in all that it meets: a row may
  /// matter to those that may lack one, whatever its values.
  plan::Variables valued_;
  std::uint32_t rule_;
  std::vector<std::vector<Occurrence>>& into_;
};

}  // namespace

std::vector<std::vector<Occurrence>> occurrences(const Fixpoint& fixpoint,
                                                 const plan::Replanner& replanner) {
  std::vector<std::vector<Occurrence>> result(fixpoint.stores.size());
  for (std::uint32_t rule = 0; rule < fixpoint.plan->rules.size(); ++rule) {
    Collector(fixpoint, replanner, rule, result).collect();
  }
  return result;
}

}  // namespace casus::infer
