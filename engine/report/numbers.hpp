// SPDX-License-Identifier: Apache-2.0
//
// Numbers and dates for people. Data formats (JSON, CSV) print numbers unrounded and come here for
// what is appended and for `shortest` alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "casus/evaluation.hpp"

namespace casus::report {

/// "63.6"; never "-0.0".
[[nodiscard]] std::string fixed(double value, int decimals);
/// "+8.0", "-3.2", "0.0".
[[nodiscard]] std::string with_sign(double value, int decimals = 1);
/// At most `decimals` after the point, no trailing zeros: "60", "63.6".
[[nodiscard]] std::string brief(double value, int decimals = 1);
/// A certainty in two decimals without trailing zeros: "0.7". What is not quite 0 or 1 never shows
/// as 0 or 1.
[[nodiscard]] std::string certainty_text(Certainty certainty);
/// ", counted 0.9": how far a cap or floor moves a score towards it; empty where all the way.
[[nodiscard]] std::string counted_text(Certainty certainty);
/// "0.3..0.6" where the certainty is no single number; rounded outwards, so that what is shown
/// encloses what is meant.
[[nodiscard]] std::string certainty_text(Certainty certainty,
                                         const std::optional<Between>& between);
/// "0.01": how far off something is at most, rounded up.
[[nodiscard]] std::string error_text(double error);
/// The shortest text that reads back as the same number.
[[nodiscard]] std::string shortest(double value);

/// The same, behind what stands in `out`. A whole number in its digits.
void append_number(std::string& out, double value);
void append_number(std::string& out, std::int64_t value);
void append_number(std::string& out, std::uint64_t value);

/// "2015-01-31"
[[nodiscard]] std::string date_text(Date date);
/// "Jan 2015"
[[nodiscard]] std::string month_text(Date date);

/// "1 fact", "3 facts"
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular);
[[nodiscard]] std::string counted(std::size_t count, std::string_view singular,
                                  std::string_view plural);

}  // namespace casus::report
