// SPDX-License-Identifier: Apache-2.0
//
// Numbers and dates at which something may change: those that rules compare a field with, however
// they reckon from it first, as in `days(as_of, d) in 0..90`.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "explain/words.hpp"

namespace casus::analysis {

/// Whether its values stand in a row, so that there is a nearest one: an int, number or date.
[[nodiscard]] bool is_ordered(model::Base base);
/// Of such a type; a date as its day.
[[nodiscard]] double number_of(model::Word word, model::Base base);
[[nodiscard]] model::Word word_of(double number, model::Base base);
[[nodiscard]] std::string literal_of(const explain::Words& words, double number, model::Type type);

/// To a whole number of steps, or to as many decimals as a step has: 0.601, and not 0.6 + 0.001.
[[nodiscard]] double rounded(double number, double step);
/// One unit of the third digit of a number that is no whole one.
[[nodiscard]] double third_digit(double number);

struct TurningPoints {
  std::set<double> numbers;
  /// Rules compare the field with constants and do nothing else with it, so that nothing else that
  /// it may be makes a difference.
  bool all = false;
};
/// What rules compare an ordered field with, each with its neighbours on both sides, as near as may
/// be; and the ends of its range. Nothing lies outside the range. What a rule compares with is
/// found through arithmetic, calendar, assignments, tables and conclusions that other rules
/// compare; what other facts say is taken as it is. With `now`, a neighbour on its side is left out
/// where it makes no difference. With `goal`, of all rules those count that it rests on, and so
/// does what it compares itself.
[[nodiscard]] TurningPoints turning_points(const explain::Words& words, model::RelationId relation,
                                           std::uint32_t field,
                                           std::optional<double> now = std::nullopt,
                                           const check::Terms* goal = nullptr);

}  // namespace casus::analysis
