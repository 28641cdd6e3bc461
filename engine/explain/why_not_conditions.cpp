// SPDX-License-Identifier: Apache-2.0
//
// The part of why-not that tells single conditions: those that hold by what meets them, those that
// fail by what they lack.
#include <algorithm>
#include <utility>

#include "explain/gap.hpp"
#include "explain/render.hpp"
#include "explain/why_not.hpp"

namespace casus::explain {
namespace {

using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using model::unknown_word;
using Note = WhyNot::Note;
using State = WhyNot::Condition::State;

State state_of(infer::Judgement::State state) {
  switch (state) {
    case infer::Judgement::State::ok:
      return State::ok;
    case infer::Judgement::State::fails:
      return State::fails;
    case infer::Judgement::State::not_reached:
      break;
  }
  return State::not_reached;
}

/// Aggregates and ratings inside an expression.
void collect_computed(const check::Terms& terms, ExprId id, std::vector<ExprId>& into) {
  if (!id.valid()) return;
  switch (terms[id].kind) {
    case Expr::Kind::aggregate:
    case Expr::Kind::score:
    case Expr::Kind::band:
    case Expr::Kind::points:
      into.push_back(id);
      return;
    default:
      for (const ExprId arg : terms[id].args) collect_computed(terms, arg, into);
  }
}

void collect_atoms(const check::Terms& terms, ConditionId id, std::vector<ConditionId>& into) {
  if (terms[id].kind == Condition::Kind::atom) into.push_back(id);
  for (const ConditionId part : terms[id].parts) collect_atoms(terms, part, into);
}

}  // namespace

std::string WhyNotBuilder::code(Span span) const {
  return span.valid() ? std::string(sources_.text(span)) : std::string();
}

/// A condition with its values put in.
std::string WhyNotBuilder::rendered(ConditionId id, Telling& telling) {
  std::vector<ExprId> inside;
  collect_computed(telling.probe.terms(), telling.probe.terms()[id].expr, inside);
  Computed computed;
  for (const ExprId expr : inside) {
    const auto outcomes = telling.probe.outcomes({expr}, telling.candidate.miss.values);
    if (!outcomes.empty()) computed[expr.value] = outcomes.front().front();
  }
  const Renderer render(words_, telling.probe.terms(), telling.registers, computed, sources_);
  return render.condition(id);
}

WhyNot::Condition WhyNotBuilder::condition(const infer::Judgement& judged, Telling& telling) {
  const check::Terms& terms = telling.probe.terms();
  const Condition& said = terms[judged.condition];
  WhyNot::Condition result;
  result.state = state_of(judged.state);
  result.span = said.span;
  result.code = code(said.span);
  if (result.state == State::not_reached) {
    result.text = result.code;
    return result;
  }
  const bool ok = result.state == State::ok;
  if (ok && said.kind == Condition::Kind::atom) {
    const auto row = words_.fixpoint.store(judged.row.store).row(judged.row.row);
    result.text = words_.sentence(said.atom.relation, row);
    result.facts = facts_of(judged.row);
    return result;
  }
  switch (said.kind) {
    case Condition::Kind::atom:
      tell_atom(said.atom, telling, result);
      break;
    case Condition::Kind::test:
      if (ok) {
        result.text = rendered(judged.condition, telling);
      } else {
        tell_test(said.expr, telling, result);
        if (result.text.empty()) result.text = rendered(judged.condition, telling) + " is not so";
      }
      break;
    case Condition::Kind::let:
      tell_let(said, telling, result);
      break;
    case Condition::Kind::negation:
      result.text = (ok ? "" : "there must be ") + rendered(judged.condition, telling);
      if (said.overriding.valid()) {
        const check::Rule& by = program()[said.overriding];
        result.text = (ok ? "not overridden by " : "overridden by ") + by.name;
        if (!by.title.empty()) result.text += " (" + by.title + ')';
      }
      if (!ok) tell_negation(judged.condition, telling, result);
      break;
    case Condition::Kind::unknown:
      result.text = rendered(judged.condition, telling);
      if (!ok) {
        result.text += ": it is known";
        note_known(said.atom, asked_columns(said.atom, telling), result.notes);
      }
      break;
    case Condition::Kind::all:
    case Condition::Kind::any:
      break;
  }
  return result;
}

void WhyNotBuilder::tell_shortfall(const infer::Shortfall& miss, Telling& telling,
                                   WhyNot::Condition& into) {
  const bool of_goal = telling.candidate.rule == nullptr;
  if (of_goal && tell_rating_test(miss, telling, into)) return;
  const check::Terms& terms = telling.probe.terms();
  const auto& among = telling.candidate.inquiry->alternatives[telling.candidate.alternative];
  const std::string what = name_of(words_, terms, among, miss.expr, sources_);
  if (!miss.lacks_value()) {
    into.shortfall = shortfall_of(words_, terms, miss, what, sources_);
    into.text = into.shortfall->text;
    return;
  }
  const bool left = miss.actual == unknown_word;
  const check::ExprId lacking = left ? miss.expr : miss.asked;
  const std::string name = left ? what : name_of(words_, terms, among, lacking, sources_);
  const bool variable = terms[without_conversion(terms, lacking)].kind == Expr::Kind::variable;
  tell_no_value(variable ? name : '`' + name + '`', lacking, telling, into);
}

void WhyNotBuilder::tell_test(ExprId test, Telling& telling, WhyNot::Condition& into) {
  const auto miss = infer::shortfall(telling.probe, test, telling.candidate.miss.values);
  if (miss) {
    tell_shortfall(*miss, telling, into);
    return;
  }
  const auto outcomes = telling.probe.outcomes({test}, telling.candidate.miss.values);
  const bool lacks =
      std::ranges::any_of(outcomes, [](const auto& one) { return one.front() == unknown_word; });
  if (lacks) tell_no_value('`' + into.code + '`', test, telling, into);
}

void WhyNotBuilder::tell_let(const Condition& said, Telling& telling, WhyNot::Condition& into) {
  const check::Variable& variable = telling.probe.terms()[said.variable];
  const model::Word has = telling.registers[said.variable.index()];
  const auto show = [&](model::Word word) {
    const Value value = words_.value(word, variable.type);
    return value.text + (value.unit.empty() ? "" : " ") + value.unit;
  };
  const std::string name = variable.name.empty() ? into.code : variable.name;
  if (into.state == State::ok) {
    into.text = name + " = " + show(has);
    return;
  }
  const auto outcomes = telling.probe.outcomes({said.expr}, telling.candidate.miss.values);
  if (outcomes.empty() || outcomes.front().front() == unknown_word) {
    const std::string written = code(telling.probe.terms()[said.expr].span);
    tell_no_value('`' + written + '`', said.expr, telling, into);
  } else {
    into.text = name + " is " + show(has) + ", needs " + show(outcomes.front().front());
  }
}

void WhyNotBuilder::tell_negation(ConditionId id, Telling& telling, WhyNot::Condition& into) {
  const auto rows = telling.probe.against(id, telling.candidate.miss.values);
  for (const infer::RowRef row : rows) {
    const plan::StorePlan& shape = (*words_.fixpoint.plan)[row.store];
    const auto fields = words_.fixpoint.store(row.store).row(row.row);
    into.notes.push_back(
        note_of(Note::Kind::against, words_.sentence(shape.relation, fields), row));
  }
  if (!rows.empty()) return;
  tell_unknowns(id, telling, into.notes);
  if (into.notes.empty()) {
    into.notes.push_back({Note::Kind::no_value, "what it asks about has no value"});
  }
}

/// What is open under a `not` that nothing known speaks against.
void WhyNotBuilder::tell_unknowns(ConditionId id, Telling& telling, std::vector<Note>& into) {
  std::vector<ConditionId> atoms;
  collect_atoms(telling.probe.terms(), id, atoms);
  for (const ConditionId one : atoms) {
    const check::Atom& atom = telling.probe.terms()[one].atom;
    note_unknown(atom, asked_columns(atom, telling), into);
  }
}

}  // namespace casus::explain
