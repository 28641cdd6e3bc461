// SPDX-License-Identifier: Apache-2.0
#include "model/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace casus::model {
namespace {

constexpr int last_year = 9999;

std::chrono::year_month_day to_chrono(CalendarDate date) {
  return std::chrono::year{date.year} / std::chrono::month{static_cast<unsigned>(date.month)} /
         std::chrono::day{static_cast<unsigned>(date.day)};
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

int last_day_of(int year, int month) {
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                    std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

}  // namespace

std::optional<Day> day_of(CalendarDate date) {
  if (date.year < 1 || date.year > last_year) return std::nullopt;
  if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return std::nullopt;
  const auto ymd = to_chrono(date);
  if (!ymd.ok()) return std::nullopt;
  return static_cast<Day>(std::chrono::sys_days(ymd).time_since_epoch().count());
}

CalendarDate calendar_date(Day day) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days(std::chrono::days(day))};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<Day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return day_of({*year, *month, *day});
}

std::string show_date(Day day) {
  const CalendarDate date = calendar_date(day);
  char text[32];
  const int size =
      std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return {text, static_cast<std::size_t>(size)};
}

std::optional<Day> add_months(Day day, std::int64_t months) {
  constexpr std::int64_t most = 12 * (last_year + 1);
  if (months < -most || months > most) return std::nullopt;
  const CalendarDate date = calendar_date(day);
  const std::int64_t total = std::int64_t{date.year} * 12 + (date.month - 1) + months;
  if (total < 12 || total >= 12 * (last_year + 1)) return std::nullopt;
  const auto year = static_cast<int>(total / 12);
  const auto month = static_cast<int>(total % 12) + 1;
  return day_of({year, month, std::min(date.day, last_day_of(year, month))});
}

std::int64_t months_between(Day from, Day to) {
  if (to < from) return -months_between(to, from);
  const CalendarDate a = calendar_date(from);
  const CalendarDate b = calendar_date(to);
  const std::int64_t months = std::int64_t{b.year - a.year} * 12 + (b.month - a.month);
  // A month is complete on the day that adding it gives, which may be the last of a shorter month.
  const bool complete = b.day >= std::min(a.day, last_day_of(b.year, b.month));
  return complete ? months : months - 1;
}

}  // namespace casus::model
