// SPDX-License-Identifier: Apache-2.0
//
// Dates as they are written, before it is known whether they exist: 2015-02-30 is a date that does
// not, 30.2.2015 is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/calendar.hpp"

namespace casus::intake {

/// "YYYY-MM-DD", whatever its numbers.
[[nodiscard]] std::optional<model::CalendarDate> split_date(std::string_view text);

/// Why there is no such day: "February 2015 has 28 days".
[[nodiscard]] std::string why_no_day(model::CalendarDate date);

/// The days that a date in another notation may mean, as we write them: 2015-06-30 for `30.6.2015`
/// and `2015/6/30`, two for `12/05/1972`, first the one whose day stands first. Nothing where the
/// text has not this form.
[[nodiscard]] std::optional<std::vector<std::string>> meant_dates(std::string_view text);

/// "a date is written year, month, day: `2015-06-30`", with what the text may mean.
[[nodiscard]] std::string date_advice(const std::vector<std::string>& meant);

}  // namespace casus::intake
