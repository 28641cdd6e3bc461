// SPDX-License-Identifier: Apache-2.0
//
// What may be so although it is not known: rows of open relations that are not listed, and values
// that are unknown.
#include <algorithm>

#include "infer/machine.hpp"
#include "infer/precedence.hpp"

namespace casus::infer {

using model::unknown_word;
using plan::Step;

/// A value asked for is unknown: each row that agrees in the others may be meant.
bool Machine::visit_doubtful(std::span<const Step> steps, std::size_t at, const State& state,
                             Reached done) {
  const Step& step = steps[at];
  const Store& rows = store(step.pattern.store);
  State next = state;
  next.certainty = 0;
  for (RowId row = 0; row < rows.size(); ++row) {
    const bool may_agree = std::ranges::all_of(step.pattern.key, [&](const auto& entry) {
      const Word wanted = value(entry.second);
      return wanted == unknown_word || wanted == rows.at(row, entry.first);
    });
    if (may_agree && !visit(steps, at, row, next, done)) return false;
  }
  return true;
}

/// The branch goes on with a row that is not listed, its values unknown where nothing else gives
/// them. An explicit negative, else the relation's presumption, says how surely there is no such
/// row.
bool Machine::unlisted(std::span<const Step> steps, std::size_t at, const State& state,
                       Reached done) {
  const Step& step = steps[at];
  for (const auto& [column, target] : step.pattern.loads) registers_[target] = unknown_word;
  const Cover cover = ruled_out(step);
  const std::size_t presumed = presumed_path_.size();
  const std::size_t denials = denial_path_.size();
  if (absence_ != nullptr && cover.row) denial_path_.emplace_back(*cover.row, cover.certainty);
  if (absence_ != nullptr && !cover.row && cover.certainty > 0) {
    Presumption& entry = presumed_path_.emplace_back();
    entry.relation = base_.plan[step.pattern.store].relation;
    entry.certainty = cover.certainty;
    for (const auto& [column, operand] : step.pattern.asked) {
      if (value(operand) != unknown_word) entry.asked.emplace_back(column, value(operand));
    }
  }
  State next = state;
  next.certainty = 0;
  next.against = std::max(next.against, cover.certainty);
  const bool on = go(steps, at + 1, next, done);
  presumed_path_.resize(presumed);
  denial_path_.resize(denials);
  return on;
}

/// The values asked for, by column; unknown_word: left free.
std::vector<Word> Machine::wanted(const Step& step) const {
  const model::RelationId relation = base_.plan[step.pattern.store].relation;
  std::vector<Word> result(base_.program->schema[relation].width(), unknown_word);
  for (const auto& [column, operand] : step.pattern.asked) {
    if (column < result.size()) result[column] = value(operand);
  }
  return result;
}

/// How surely there is no unlisted row as the step asks for.
Machine::Cover Machine::ruled_out(const Step& step) {
  const Cover presumed{base_.calculus->given(step.presumed_absent), std::nullopt};
  if (!step.negative.valid()) return presumed;
  const std::vector<Word> asked = wanted(step);
  Cover result = covered(step.negative, asked).value_or(presumed);
  weaken(step, asked, result);
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
    const Cover own = covered(step.negative, instance).value_or(rest);
    const bool first = own.certainty == cover.certainty && own.row && cover.row &&
                       compare_rows(base_, *own.row, *cover.row) < 0;
    if (own.certainty < cover.certainty || first) cover = own;
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
  for (RowId row = chains.first(key); row != no_row; row = chains.next(row)) consider(row);
  for (const RowId row : base_.wild_negatives[step.negative.index()]) consider(row);
}

/// The surest explicit negative over all that is asked for.
std::optional<Machine::Cover> Machine::covered(StoreId negative,
                                               std::span<const Word> wanted) const {
  const Store& denials = store(negative);
  if (denials.size() == 0) return std::nullopt;
  const StoreId held = base_.plan.rows[base_.plan[negative].relation.index()];
  for (const RowId row : base_.undecided[held.index()]) {
    bool meant = true;
    for (std::uint32_t column = 0; meant && column < wanted.size(); ++column) {
      meant = wanted[column] == unknown_word || wanted[column] == store(held).at(row, column);
    }
    if (meant) return std::nullopt;
  }
  std::optional<Cover> best;
  const auto consider = [&](RowId row) {
    const double certainty = denials.certainty(row);
    if (certainty <= 0) return;
    const RowRef ref{negative, row};
    const bool first =
        best && certainty == best->certainty && compare_rows(base_, ref, *best->row) < 0;
    if (!best || certainty > best->certainty || first) best = Cover{certainty, ref};
  };
  if (const auto exact = denials.find(wanted)) consider(*exact);
  for (const RowId row : base_.wild_negatives[negative.index()]) {
    bool covers = true;
    for (std::uint32_t column = 0; covers && column < wanted.size(); ++column) {
      const Word said = denials.at(row, column);
      covers = said == unknown_word || said == wanted[column];
    }
    if (covers) consider(row);
  }
  return best;
}

double Machine::unknown(const Step& step) {
  const Store& rows = store(step.pattern.store);
  const auto holds = [&](RowId row) {
    return agrees(rows, row, step.pattern) && rows.certainty(row) > 0;
  };
  if (step.pattern.index.valid()) {
    std::vector<Word> key;
    for (const auto& [column, operand] : step.pattern.key) key.push_back(value(operand));
    const Index& chains = index(step.pattern.index);
    for (RowId row = chains.first(key); row != no_row; row = chains.next(row)) {
      if (holds(row)) return 0;
    }
  } else {
    for (RowId row = 0; row < rows.size(); ++row) {
      if (holds(row)) return 0;
    }
  }
  return step.negative.valid() && covered(step.negative, wanted(step)) ? 0 : 1;
}

}  // namespace casus::infer
