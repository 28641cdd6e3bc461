// SPDX-License-Identifier: Apache-2.0
//
// What may be so although it is not known: rows of open relations that are not listed, and values
// that are unknown.
#include <algorithm>

#include "infer/machine/machine.hpp"
#include "infer/precedence.hpp"

namespace casus::infer {

using model::unknown_word;

namespace {

/// Whether a row has the values that are asked for; unknown_word leaves one free.
bool is_meant(const Store& store, RowId row, std::span<const Word> wanted) {
  for (std::uint32_t column = 0; column < wanted.size(); ++column) {
    if (wanted[column] != unknown_word && wanted[column] != store.at(row, column)) return false;
  }
  return true;
}

}  // namespace

/// Whether a row is as asked for, as far as that is known; registers that take their value from it
/// then have it.
bool Machine::may_agree(const Store& store, RowId row, const plan::Pattern& pattern) {
  return std::ranges::all_of(pattern.key, [&](const auto& entry) {
    const auto& [column, operand] = entry;
    const Word wanted = value(operand);
    if (wanted != unknown_word) return wanted == store.at(row, column);
    const bool takes =
        operand.reg && std::ranges::find(pattern.takes, *operand.reg) != pattern.takes.end();
    if (takes) registers_[*operand.reg] = store.at(row, column);
    return true;
  });
}

/// A value asked for is unknown: each row that agrees in the others may be meant.
bool Machine::visit_doubtful(std::span<const Step> steps, std::size_t at, const State& state,
                             Reached done) {
  const plan::Pattern& pattern = steps[at].pattern;
  const Store& rows = store(pattern.store);
  State next = state;
  next.lacking = true;
  std::vector<Word> before;
  for (const plan::Register taken : pattern.takes) before.push_back(registers_[taken]);
  bool on = true;
  for (RowId row = 0; on && row < rows.size(); ++row) {
    on = !may_agree(rows, row, pattern) || visit(steps, at, row, next, done);
    for (std::size_t i = before.size(); i > 0; --i) {
      registers_[pattern.takes[i - 1]] = before[i - 1];
    }
  }
  return on;
}

/// Where either side is unknown, the branch goes on with what is known of both.
bool Machine::agree(std::span<const Step> steps, std::size_t at, const State& state, Reached done) {
  const Step& step = steps[at];
  const Word here = run(step.code);
  Word& there = registers_[step.target];
  if (here != unknown_word && there != unknown_word) {
    return here != there || go(steps, at + 1, state, done);
  }
  const Word before = there;
  if (before == unknown_word) there = here;
  const std::size_t met = met_.size();
  if (undefined_ && here == unknown_word && step.code.span.valid())
    met_.push_back({no_value(step)});
  const bool on = without_value(steps, at, state, done);
  met_.resize(met);
  registers_[step.target] = before;
  return on;
}

/// The branch goes on with a row that is not listed, its values unknown where nothing else gives
/// them. An explicit negative, else the relation's presumption, says how surely there is no such
/// row.
bool Machine::unlisted(std::span<const Step> steps, std::size_t at, const State& state,
                       Reached done) {
  const Step& step = steps[at];
  const Presumption presumed = presumption(step);
  Cover cover = ruled_out(step, presumed);
  if (base_.is_incomplete(step.negative)) cover.grade = calculus_.at_least(cover.grade);
  const std::size_t presumptions = presumed_path_.size();
  const std::size_t denials = denial_path_.size();
  if (absence_ != nullptr) {
    for (const RowRef row : cover.rows) denial_path_.emplace_back(row, cover.grade);
    if (cover.presumed && presumed.grade != Grade::none) presumed_path_.push_back(presumed);
  }
  State next = state;
  next.grade = Grade::none;
  next.against = calculus_.either(next.against, cover.grade);
  const bool on = go(steps, at + 1, next, done);
  presumed_path_.resize(presumptions);
  denial_path_.resize(denials);
  return on;
}

/// The values asked for, by column; unknown_word: left free.
std::vector<Word> Machine::wanted(const Step& step) const {
  const model::RelationId relation = (*base_.plan)[step.pattern.store].relation;
  std::vector<Word> result(base_.program->schema[relation].width(), unknown_word);
  for (const auto& [column, operand] : step.pattern.asked) {
    if (column < result.size()) result[column] = value(operand);
  }
  return result;
}

/// That there is no unlisted row as the step asks for, taken for granted.
Presumption Machine::presumption(const Step& step) {
  Presumption result;
  result.relation = (*base_.plan)[step.pattern.store].relation;
  result.certainty = step.presumed_absent;
  if (step.presumed_absent <= 0) return result;
  const model::Relation& relation = base_.program->schema[result.relation];
  std::vector<Word> values;
  std::vector<model::Type> types;
  for (const auto& [column, operand] : step.pattern.asked) {
    if (value(operand) == unknown_word) continue;
    result.asked.emplace_back(column, value(operand));
    values.push_back(column);
    values.push_back(value(operand));
    const bool field = column < relation.fields.size();
    types.push_back({.base = model::Base::integer});
    types.push_back(field ? relation.fields[column].type
                          : model::Type{.base = model::Base::integer});
  }
  result.grade = calculus_.given(step.presumed_absent, {.kind = Event::Kind::presumption,
                                                        .module = relation.module,
                                                        .name = relation.name,
                                                        .values = values,
                                                        .types = types,
                                                        .symbols = &symbols_});
  return result;
}

/// How surely there is no unlisted row as the step asks for: by explicit negatives, where there are
/// any, else by what is presumed; world by world either will do. What is both held and denied is
/// ruled out by neither.
Machine::Cover Machine::ruled_out(const Step& step, const Presumption& presumed) {
  const Cover otherwise{presumed.grade, {}, true};
  if (!step.negative.valid()) return otherwise;
  const std::vector<Word> asked = wanted(step);
  if (calculus_.joins_all()) {
    Cover result = covered(step.negative, asked).value_or(Cover{});
    const Grade whole = calculus_.either(result.grade, presumed.grade);
    result.presumed = whole != result.grade;  // a certain denial leaves nothing to presume
    result.grade = calculus_.both(whole, calculus_.absent(contradicted(step.negative, asked)));
    return result;
  }
  Cover result = ruled_out(step.negative, asked, otherwise);
  weaken(step, asked, result);
  return result;
}

Machine::Cover Machine::ruled_out(StoreId negative, std::span<const Word> asked,
                                  const Cover& otherwise) {
  if (contradicted(negative, asked) != Grade::none) return {};
  Cover result = covered(negative, asked).value_or(otherwise);
  const StoreId held = base_.plan->rows[(*base_.plan)[negative].relation.index()];
  const bool one_alone = std::ranges::find(asked, unknown_word) == asked.end();
  for (const Undecided& one : base_.undecided[held.index()]) {
    if (one.denied == Grade::none || !is_meant(store(held), one.row, asked)) continue;
    if (one_alone || !calculus_.decides(one.denied, result.grade)) result.grade = one.denied;
  }
  return result;
}

/// Where values are left free, there is no row only if there is none for any value. So a denial of
/// one of them that is less sure than what rules out the rest decides.
void Machine::weaken(const Step& step, std::span<const Word> asked, Cover& cover) {
  if (std::ranges::find(asked, unknown_word) == asked.end()) return;
  const Cover rest = cover;
  const Store& denials = store(step.negative);
  const auto consider = [&](RowId row) {
    std::vector<Word> instance(asked.begin(), asked.end());
    for (std::uint32_t column = 0; column < instance.size(); ++column) {
      const Word said = denials.at(row, column);
      if (said == unknown_word) continue;
      if (instance[column] != unknown_word && instance[column] != said) return;
      instance[column] = said;
    }
    if (std::ranges::equal(instance, asked)) return;
    const Cover own = ruled_out(step.negative, instance, rest);
    const bool first = own.grade == cover.grade && !own.rows.empty() && !cover.rows.empty() &&
                       compare_rows(base_, own.rows.front(), cover.rows.front()) < 0;
    if (first || !calculus_.decides(own.grade, cover.grade)) cover = own;
  };
  const bool keyed = std::ranges::none_of(
      step.pattern.key, [&](const auto& entry) { return value(entry.second) == unknown_word; });
  if (!step.pattern.index.valid() || !keyed) {
    for (RowId row = 0; row < denials.size(); ++row) consider(row);
    return;
  }
  std::vector<Word> key;
  for (const auto& [column, operand] : step.pattern.key) key.push_back(value(operand));
  const Index& chains = index(step.pattern.index);
  for (RowId row = chains.first(denials, key); row != no_row; row = chains.next(row)) consider(row);
  for (const RowId row : base_.wild_negatives[step.negative.index()]) consider(row);
}

/// How far a row that may be meant is both held and denied, so that nothing rules it out.
Grade Machine::contradicted(StoreId negative, std::span<const Word> wanted) const {
  const StoreId held = base_.plan->rows[(*base_.plan)[negative].relation.index()];
  Grade result = Grade::none;
  for (const Undecided& one : base_.undecided[held.index()]) {
    if (is_meant(store(held), one.row, wanted)) result = calculus_.either(result, one.grade);
  }
  return result;
}

/// How surely explicit negatives cover all that is asked for: the surest does, or world by world
/// any of them.
std::optional<Machine::Cover> Machine::covered(StoreId negative, std::span<const Word> wanted) {
  const Store& denials = store(negative);
  if (denials.size() == 0) return std::nullopt;
  const bool by_strength = !calculus_.joins_all();
  Cover cover;
  const auto consider = [&](RowId row) {
    const Grade grade = denials.grade(row);
    if (grade == Grade::none) return;
    const RowRef ref{negative, row};
    if (!by_strength) {
      cover.rows.push_back(ref);
      cover.grade = calculus_.either(cover.grade, grade);
      return;
    }
    const bool equal = !cover.rows.empty() && grade == cover.grade;
    const bool first = equal && compare_rows(base_, ref, cover.rows.front()) < 0;
    if (first || !calculus_.decides(cover.grade, grade)) cover = {grade, {ref}, false};
  };
  if (const auto exact = denials.find(wanted)) consider(*exact);
  for (const RowId row : base_.wild_negatives[negative.index()]) {
    if (base_.covers({negative, row}, wanted)) consider(row);
  }
  if (cover.rows.empty()) return std::nullopt;
  return cover;
}

/// As far as no row fits and nothing denies it.
Grade Machine::unknown(const Step& step) {
  if (step.never) return Grade::none;
  const Store& rows = store(step.pattern.store);
  Grade held = Grade::none;
  const auto take = [&](RowId row) {
    if (agrees(rows, row, step.pattern)) held = calculus_.either(held, rows.grade(row));
  };
  if (step.pattern.index.valid()) {
    std::vector<Word> key;
    for (const auto& [column, operand] : step.pattern.key) key.push_back(value(operand));
    const Index& chains = index(step.pattern.index);
    for (RowId row = chains.first(rows, key); row != no_row; row = chains.next(row)) take(row);
  } else {
    for (RowId row = 0; row < rows.size(); ++row) take(row);
  }
  Grade denied = Grade::none;
  if (step.negative.valid()) {
    const std::vector<Word> asked = wanted(step);
    const Grade both = contradicted(step.negative, asked);
    const auto cover = covered(step.negative, asked);
    if (cover) denied = calculus_.both(cover->grade, calculus_.absent(both));
    if (!calculus_.joins_all() && both != Grade::none) denied = Grade::none;
  }
  if (calculus_.joins_all()) {
    const Grade neither = calculus_.both(calculus_.absent(held), calculus_.absent(denied));
    const bool lacking =
        base_.is_incomplete(step.pattern.store) || base_.is_incomplete(step.negative);
    return lacking ? calculus_.at_most(neither) : neither;
  }
  return held == Grade::none && denied == Grade::none ? calculus_.full() : Grade::none;
}

}  // namespace casus::infer
