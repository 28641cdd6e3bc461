// SPDX-License-Identifier: Apache-2.0
#include "session/verdict.hpp"

#include <algorithm>

namespace casus::session {
namespace {

using check::Condition;
using check::ConditionId;
using infer::Fixpoint;
using infer::Grade;
using model::RelationId;

ConditionId only_part(const check::Terms& terms, ConditionId id) {
  while (terms[id].kind == Condition::Kind::all && terms[id].parts.size() == 1) {
    id = terms[id].parts.front();
  }
  return id;
}

class Judge {
 public:
  Judge(const explain::Words& words, const check::Goal& goal, SingleAtom single,
        std::optional<infer::Grade> evidence, const infer::Budget& budget)
      : words_(words),
        fixpoint_(words.fixpoint),
        goal_(goal),
        single_(single),
        atom_(goal.terms[single.condition].atom),
        evidence_(evidence),
        budget_(budget) {}

  [[nodiscard]] Verdict of(const infer::GoalAnswers& answers) const {
    // Without variables there is one answer, or none.
    if (!answers.empty() && may_hold(answers.grade(0))) return Verdict::yes;
    if (answers.incomplete) return Verdict::unknown;
    if (single_.negated && certainty(Condition::Kind::atom) > 0) return Verdict::no;
    const model::Relation& relation = words_.schema()[atom_.relation];
    if (!relation.may_be_unknown()) return Verdict::no;
    if (relation.is_open() && certainty(Condition::Kind::unknown) < 1) return Verdict::no;
    const StoreId held = fixpoint_.plan->rows[atom_.relation.index()];
    const bool undecided =
        std::ranges::any_of(fixpoint_.undecided[held.index()], [&](const infer::Undecided& one) {
          return certainty(one.grade) > 0 && is_asked_for({held, one.row});
        });
    return undecided ? Verdict::contradicted : Verdict::unknown;
  }

  /// Whether a limit kept the verdict from being found.
  [[nodiscard]] bool cut_short() const { return cut_short_; }

  [[nodiscard]] std::vector<infer::Contradiction> contradictions() const {
    std::vector<infer::Contradiction> result;
    for (const infer::Contradiction& one : fixpoint_.contradictions) {
      if ((*fixpoint_.plan)[one.held.store].relation != atom_.relation) continue;
      if (is_asked_for(one.held)) result.push_back(one);
    }
    return result;
  }

 private:
  using StoreId = infer::StoreId;

  /// Of the atom itself, or of `unknown` and the atom.
  [[nodiscard]] double certainty(Condition::Kind kind) const {
    check::Goal asked{.terms = goal_.terms,
                      .body = single_.condition,
                      .answers = {},
                      .symbols = base::Symbols(goal_.symbols)};
    asked.terms.conditions[single_.condition.index()].kind = kind;
    const infer::GoalAnswers found = infer::ask(fixpoint_, asked, budget_);
    cut_short_ = cut_short_ || found.stopped.has_value();
    return found.empty() ? 0 : certainty(found.grade(0));
  }
  [[nodiscard]] bool may_hold(infer::Grade grade) const {
    return certainty(grade) > 0 || (!evidence_ && !words_.between(grade));
  }
  [[nodiscard]] double certainty(infer::Grade grade) const {
    if (!evidence_) return words_.certainty(grade);
    const auto known = fixpoint_.calculus->conditional(grade, *evidence_);
    return known ? known->certainty : 0;
  }

  [[nodiscard]] bool is_asked_for(infer::RowRef ref) const {
    const auto row = fixpoint_.store(ref.store).row(ref.row);
    return std::ranges::all_of(atom_.given, [&](const check::Atom::Given& given) {
      const check::Expr& expr = goal_.terms[given.expr];
      return expr.kind != check::Expr::Kind::constant || row[given.column] == expr.constant;
    });
  }

  const explain::Words& words_;
  const Fixpoint& fixpoint_;
  const check::Goal& goal_;
  SingleAtom single_;
  const check::Atom& atom_;
  std::optional<infer::Grade> evidence_;
  const infer::Budget& budget_;
  mutable bool cut_short_ = false;
};

}  // namespace

std::optional<SingleAtom> single_atom(const check::Goal& goal) {
  SingleAtom result{only_part(goal.terms, goal.body)};
  if (goal.terms[result.condition].kind == Condition::Kind::negation) {
    result.negated = true;
    result.condition = only_part(goal.terms, goal.terms[result.condition].parts.front());
  }
  if (goal.terms[result.condition].kind != Condition::Kind::atom) return std::nullopt;
  return result;
}

const check::Atom* compared_atom(const check::Goal& goal) {
  const auto asks = [](const Condition& one) {
    return one.kind == Condition::Kind::atom || one.kind == Condition::Kind::unknown;
  };
  if (std::ranges::count_if(goal.terms.conditions, asks) != 1) return nullptr;
  std::vector<ConditionId> open{goal.body};
  while (!open.empty()) {
    const Condition& one = goal.terms[open.back()];
    open.pop_back();
    if (one.kind == Condition::Kind::atom) return &one.atom;
    if (one.kind == Condition::Kind::all) {
      open.insert(open.end(), one.parts.begin(), one.parts.end());
    }
  }
  return nullptr;
}

Judged judge(const explain::Words& words, const check::Goal& goal,
             const infer::GoalAnswers& answers, std::optional<infer::Grade> evidence,
             const infer::Budget& budget) {
  const auto single = single_atom(goal);
  if (!single || !goal.answers.empty()) return {};
  const check::Atom& atom = goal.terms[single->condition].atom;
  const bool plain = std::ranges::all_of(atom.given, [&](const check::Atom::Given& given) {
    using Kind = check::Expr::Kind;
    const Kind kind = goal.terms[given.expr].kind;
    return kind == Kind::constant || kind == Kind::variable;
  });
  if (!plain || atom.attested) return {};
  const Judge judge(words, goal, *single, evidence, budget);
  const Verdict verdict = judge.of(answers);
  if (judge.cut_short()) return {};
  return {verdict, judge.contradictions()};
}

}  // namespace casus::session
