// SPDX-License-Identifier: Apache-2.0
#include "session/verdict.hpp"

#include <algorithm>

#include "check/strata.hpp"
#include "explain/summary.hpp"

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

/// Whether what is not derived may be so all the same. A relation that does not say is taken to be
/// as open as what it rests on.
bool leaves_open(const check::Program& program, const Sources& sources, RelationId relation) {
  const auto dependencies = check::dependencies(program, sources);
  std::vector<bool> seen(program.schema.relations.size(), false);
  std::vector<RelationId> reached{relation};
  while (!reached.empty()) {
    const RelationId id = reached.back();
    reached.pop_back();
    if (seen[id.index()]) continue;
    seen[id.index()] = true;
    const model::Relation& one = program.schema[id];
    if (one.is_open()) return true;
    if (one.kind != model::RelationKind::relation || one.openness != model::Openness::unstated) {
      continue;
    }
    for (const check::Dependency& read : dependencies) {
      if (read.from == id) reached.push_back(read.to);
    }
  }
  return false;
}

class Judge {
 public:
  Judge(const explain::Words& words, const check::Goal& goal, SingleAtom single,
        const infer::Budget& budget)
      : words_(words),
        fixpoint_(words.fixpoint),
        goal_(goal),
        single_(single),
        atom_(goal.terms[single.condition].atom),
        budget_(budget) {}

  [[nodiscard]] Verdict of(const infer::GoalAnswers& answers, const Sources& sources) const {
    const auto may_hold = [&](const infer::GoalAnswer& one) {
      return words_.certainty(one.grade) > 0 || !words_.between(one.grade);
    };
    if (std::ranges::any_of(answers.answers, may_hold)) return Verdict::yes;
    if (answers.incomplete) return Verdict::unknown;
    const bool open = leaves_open(*fixpoint_.program, sources, atom_.relation);
    if (single_.negated) {
      const double held = certainty(Condition::Kind::atom);
      if (held > 0) return held < 1 && open ? Verdict::unknown : Verdict::no;
    }
    if (!open) return Verdict::no;
    const bool asked_of_rules = !words_.schema()[atom_.relation].is_open();
    if (!asked_of_rules && certainty(Condition::Kind::unknown) < 1) return Verdict::no;
    const StoreId held = fixpoint_.plan.rows[atom_.relation.index()];
    const bool undecided =
        std::ranges::any_of(fixpoint_.undecided[held.index()], [&](const infer::Undecided& one) {
          return is_asked_for({held, one.row});
        });
    return undecided ? Verdict::contradicted : Verdict::unknown;
  }

  [[nodiscard]] std::vector<std::string> contradictions() const {
    std::vector<std::string> result;
    for (const infer::Contradiction& one : fixpoint_.contradictions) {
      if (fixpoint_.plan[one.held.store].relation != atom_.relation) continue;
      if (is_asked_for(one.held)) result.push_back(explain::contradiction(words_, one));
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
    return found.answers.empty() ? 0 : words_.certainty(found.answers.front().grade);
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
  const infer::Budget& budget_;
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

Judged judge(const explain::Words& words, const check::Goal& goal,
             const infer::GoalAnswers& answers, const Sources& sources,
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
  const Judge judge(words, goal, *single, budget);
  return {judge.of(answers, sources), judge.contradictions()};
}

}  // namespace casus::session
