// SPDX-License-Identifier: Apache-2.0
//
// Dates of the proleptic Gregorian calendar, as days since 1970-01-01. Years 1 to 9999. Months and
// days never mix: adding months stops at the month's end, the difference of two dates is days.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/facts.hpp"

namespace casus::model {

/// No duration counts more months or days.
inline constexpr std::int64_t longest_duration = 1'000'000'000'000;

struct CalendarDate {
  int year = 0;
  int month = 0;
  int day = 0;
};

/// Nothing where there is no such day (2015-02-30) or the year is outside 1..9999.
[[nodiscard]] std::optional<Day> day_of(CalendarDate date);
[[nodiscard]] CalendarDate calendar_date(Day day);
/// Exactly "YYYY-MM-DD".
[[nodiscard]] std::optional<Day> parse_date(std::string_view text);
[[nodiscard]] std::string show_date(Day day);

/// 31 January + 1 month is 28 or 29 February. Nothing outside the years 1..9999.
[[nodiscard]] std::optional<Day> add_months(Day day, std::int64_t months);
/// Months completed between two dates, negative where `to` lies before `from`.
[[nodiscard]] std::int64_t months_between(Day from, Day to);

}  // namespace casus::model
