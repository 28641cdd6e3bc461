// SPDX-License-Identifier: Apache-2.0
#include "intake/dates.hpp"

#include <array>

namespace casus::intake {
namespace {

constexpr auto months =
    std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July",
                                     "August", "September", "October", "November", "December"});

}  // namespace

std::optional<model::CalendarDate> split_date(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const auto part = [&](std::size_t from, std::size_t size) {
    int number = 0;
    for (const char c : text.substr(from, size)) number = number * 10 + (c - '0');
    return number;
  };
  return model::CalendarDate{part(0, 4), part(5, 2), part(8, 2)};
}

std::string why_no_day(model::CalendarDate date) {
  if (date.year < 1 || date.year > 9999) return "years run from 0001 to 9999";
  if (date.month < 1 || date.month > 12) return "months run from 01 to 12";
  int last = 31;
  while (!model::day_of({date.year, date.month, last})) --last;
  const auto index = static_cast<std::size_t>(date.month - 1);
  return std::string(months[index]) + " " + std::to_string(date.year) + " has " +
         std::to_string(last) + " days";
}

}  // namespace casus::intake
