// SPDX-License-Identifier: Apache-2.0
#include "intake/dates.hpp"

#include <array>
#include <charconv>
#include <string>

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

std::optional<std::vector<std::string>> meant_dates(std::string_view text) {
  const std::size_t sign = text.find_first_of("./-");
  const std::size_t second = sign < text.size() ? text.find(text[sign], sign + 1) : sign;
  if (second == std::string_view::npos) return std::nullopt;
  const std::array parts{text.substr(0, sign), text.substr(sign + 1, second - sign - 1),
                         text.substr(second + 1)};
  std::array<int, 3> numbers{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [end, error] =
        std::from_chars(parts[i].data(), parts[i].data() + parts[i].size(), numbers[i]);
    const bool year = parts[i].size() == 4 && i != 1;
    const bool all = error == std::errc() && end == parts[i].data() + parts[i].size();
    if (!all || numbers[i] < 0 || (parts[i].size() > 2 && !year)) return std::nullopt;
  }
  const bool year_first = parts[0].size() == 4;
  if (year_first == (parts[2].size() == 4)) return std::nullopt;
  const auto [a, b, c] = numbers;
  std::vector<std::string> result;
  const auto add = [&](model::CalendarDate date) {
    if (const auto day = model::day_of(date)) result.push_back(model::show_date(*day));
  };
  if (year_first) {
    add({a, b, c});
  } else {
    add({c, b, a});
    if (a != b) add({c, a, b});
  }
  return result;
}

std::string date_advice(const std::vector<std::string>& meant) {
  const std::string rule = "a date is written year, month, day";
  if (meant.empty()) return rule + ", as in `2015-01-31`";
  return rule + ": `" + meant.front() + '`' +
         (meant.size() > 1 ? ", or `" + meant.back() + "` if the month stands first" : "");
}

}  // namespace casus::intake
