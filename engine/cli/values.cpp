// SPDX-License-Identifier: Apache-2.0
#include "cli/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/decimal.hpp"

namespace casus::cli {
namespace {

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

/// A count with one of `units` behind it; the empty unit has to be among them to be left out.
template <std::size_t N>
std::optional<std::uint64_t> with_unit(std::string_view text, const std::array<Unit, N>& units) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = read_count(text.substr(0, digits));
  if (!number) return std::nullopt;
  for (const Unit& unit : units) {
    if (unit.name != text.substr(digits)) continue;
    if (*number > std::numeric_limits<std::uint64_t>::max() / unit.factor) return std::nullopt;
    return *number * unit.factor;
  }
  return std::nullopt;
}

}  // namespace

bool is_date_shaped(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00";
  return std::ranges::equal(text, shape, {}, [](char c) { return c >= '0' && c <= '9' ? '0' : c; });
}

std::optional<Date> read_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = whole<unsigned>(text.substr(0, 4));
  const auto month = whole<unsigned>(text.substr(5, 2));
  const auto day = whole<unsigned>(text.substr(8, 2));
  if (!year || !month || !day || *year == 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                         std::chrono::month{*month}, std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  const auto days = std::chrono::sys_days{date}.time_since_epoch().count();
  return Date{static_cast<std::int32_t>(days)};
}

std::optional<DateStep> read_step(std::string_view text) {
  struct Form {
    std::string_view name;
    std::int64_t factor;
    bool in_days;
  };
  static constexpr std::array forms{
      Form{"d", 1, true},   Form{"day", 1, true},    Form{"days", 1, true},
      Form{"w", 7, true},   Form{"week", 7, true},   Form{"weeks", 7, true},
      Form{"mo", 1, false}, Form{"month", 1, false}, Form{"months", 1, false},
      Form{"y", 12, false}, Form{"year", 12, false}, Form{"years", 12, false}};
  constexpr std::uint64_t most = 4'000'000;  // days: more than all years of the calendar
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number =
      digits == 0 ? std::optional<std::uint64_t>(1) : read_count(text.substr(0, digits));
  std::string_view unit = text.substr(digits);
  if (digits > 0 && unit.starts_with(' ')) unit.remove_prefix(1);
  const auto form = std::ranges::find(forms, unit, &Form::name);
  if (!number || *number > most || form == forms.end()) return std::nullopt;
  return DateStep{static_cast<std::int64_t>(*number) * form->factor, form->in_days};
}

std::optional<std::chrono::milliseconds> read_duration(std::string_view text) {
  static constexpr std::array units{Unit{"", 1000}, Unit{"ms", 1}, Unit{"s", 1000},
                                    Unit{"m", 60'000}, Unit{"h", 3'600'000}};
  const auto milliseconds = with_unit(text, units);
  constexpr std::uint64_t century = 3'155'760'000'000;
  if (!milliseconds || *milliseconds > century) return std::nullopt;
  return std::chrono::milliseconds{static_cast<std::int64_t>(*milliseconds)};
}

std::optional<std::uint64_t> read_size(std::string_view text) {
  static constexpr std::array units{Unit{"", 1'000'000}, Unit{"K", 1'000}, Unit{"M", 1'000'000},
                                    Unit{"G", 1'000'000'000}};
  return with_unit(text, units);
}

std::optional<std::uint64_t> read_number(std::string_view text) {
  return whole<std::uint64_t>(text);
}

std::optional<std::uint64_t> read_count(std::string_view text) {
  const auto number = whole<std::uint64_t>(text);
  return number && *number > 0 ? number : std::nullopt;
}

std::optional<double> read_share(std::string_view text) {
  auto number = whole<double>(text);
  if (text.ends_with('%')) {
    text.remove_suffix(1);
    const bool plain = text.find_first_not_of("0123456789.") == std::string_view::npos;
    if (!plain || !whole<double>(text)) return std::nullopt;
    number = base::Decimal(text).shifted(-2).to_double();
  }
  return number && *number >= 0 && *number <= 1 ? number : std::nullopt;
}

std::optional<double> read_threshold(std::string_view text) {
  const auto number = read_share(text);
  return number && *number < 1 ? number : std::nullopt;
}

}  // namespace casus::cli
