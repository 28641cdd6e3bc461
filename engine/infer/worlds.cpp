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
  const std::optional<Cover> cover = covered(step);
  const double ruled_out = cover ? cover->certainty : base_.calculus->given(step.presumed_absent);
  const std::size_t presumed = presumed_path_.size();
  const std::size_t denials = denial_path_.size();
  if (absence_ != nullptr && cover) denial_path_.emplace_back(cover->row, ruled_out);
  if (absence_ != nullptr && !cover && ruled_out > 0) {
    Presumption& entry = presumed_path_.emplace_back();
    entry.relation = base_.plan[step.pattern.store].relation;
    entry.certainty = ruled_out;
    for (const auto& [column, operand] : step.pattern.asked) {
      if (value(operand) != unknown_word) entry.asked.emplace_back(column, value(operand));
    }
  }
  State next = state;
  next.certainty = 0;
  next.against = std::max(next.against, ruled_out);
  const bool on = go(steps, at + 1, next, done);
  presumed_path_.resize(presumed);
  denial_path_.resize(denials);
  return on;
}

std::optional<Machine::Cover> Machine::covered(const Step& step) const {
  if (!step.negative.valid()) return std::nullopt;
  const Store& denials = store(step.negative);
  if (denials.size() == 0) return std::nullopt;
  const plan::StorePlan& shape = base_.plan[step.negative];
  std::vector<Word> wanted(denials.width(), unknown_word);
  for (const auto& [column, operand] : step.pattern.asked) {
    if (column < wanted.size()) wanted[column] = value(operand);
  }
  const StoreId held = base_.plan.rows[shape.relation.index()];
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
    if (certainty <= base_.threshold) return;
    const RowRef ref{step.negative, row};
    const bool first =
        best && certainty == best->certainty && compare_rows(base_, ref, best->row) < 0;
    if (!best || certainty > best->certainty || first) best = {certainty, ref};
  };
  if (const auto exact = denials.find(wanted)) consider(*exact);
  for (const RowId row : base_.wild_negatives[step.negative.index()]) {
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
    return agrees(rows, row, step.pattern) && rows.certainty(row) > base_.threshold;
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
  return covered(step) ? 0 : 1;
}

}  // namespace casus::infer
