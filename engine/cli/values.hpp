// SPDX-License-Identifier: Apache-2.0
//
// Values of flags as people write them. Nothing where a text is not wholly one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "casus/timeline.hpp"

namespace casus::cli {

/// Digits and hyphens as in "2015-01-31".
[[nodiscard]] bool is_date_shaped(std::string_view text);
/// "2015-01-31", a day that exists.
[[nodiscard]] std::optional<Date> read_date(std::string_view text);
/// "1y", "6mo", "3 months", "2 weeks", "10d", "year": above nothing.
[[nodiscard]] std::optional<DateStep> read_step(std::string_view text);
/// "30", "30s", "500ms", "2m": more than nothing.
[[nodiscard]] std::optional<std::chrono::milliseconds> read_duration(std::string_view text);
/// "512", "512M", "2G": more than nothing, megabytes where no unit is given, as in casus.toml. K, M
/// and G are powers of 1000.
[[nodiscard]] std::optional<std::uint64_t> read_size(std::string_view text);
/// A whole number from 0 up.
[[nodiscard]] std::optional<std::uint64_t> read_number(std::string_view text);
/// A whole number above 0.
[[nodiscard]] std::optional<std::uint64_t> read_count(std::string_view text);
/// "95%" or "0.95", from 0 to 1.
[[nodiscard]] std::optional<double> read_share(std::string_view text);
/// "0.2" or "20%", from 0 to below 1.
[[nodiscard]] std::optional<double> read_threshold(std::string_view text);

}  // namespace casus::cli
