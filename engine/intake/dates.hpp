// SPDX-License-Identifier: Apache-2.0
//
// Dates as they are written, before it is known whether they exist: 2015-02-30 is a date that does
// not, 30.2.2015 is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/calendar.hpp"

namespace casus::intake {

/// "YYYY-MM-DD", whatever its numbers.
[[nodiscard]] std::optional<model::CalendarDate> split_date(std::string_view text);

/// Why there is no such day: "February 2015 has 28 days".
[[nodiscard]] std::string why_no_day(model::CalendarDate date);

}  // namespace casus::intake
