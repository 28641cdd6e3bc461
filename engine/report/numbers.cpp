// SPDX-License-Identifier: Apache-2.0
#include "report/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>

namespace casus::report {
namespace {

std::string without_trailing_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// In as many decimals as it takes not to show as 0 or 1 without being that, two at least.
std::string outward(double value, double (*towards)(double)) {
  // What is written 0.35 is no more than that, though its binary form may be.
  constexpr double slack = 1e-7;
  for (int decimals = 2; decimals <= 9; ++decimals) {
    const double grid = std::pow(10.0, decimals);
    const double nearest = std::round(value * grid);
    const double steps = std::abs(value * grid - nearest) < slack ? nearest : towards(value * grid);
    const auto inside = [&](double one) { return one > 0 && one < grid; };
    if (inside(nearest) && inside(steps)) return brief(steps / grid, decimals);
  }
  return shortest(value);
}

template <class Number>
void append_digits(std::string& out, Number value) {
  std::array<char, 32> digits;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), written.ptr);
}

std::chrono::year_month_day calendar(Date date) {
  return std::chrono::sys_days{std::chrono::days{date.day}};
}

}  // namespace

std::string fixed(double value, int decimals) {
  // Halves go away from zero as in the language; what is written 1.005 is a half, though its binary
  // form is a little less.
  constexpr double nudge = 1 + 4 * std::numeric_limits<double>::epsilon();
  const double grid = std::pow(10.0, decimals);
  const double rounded = std::round(value * grid * nudge) / grid;
  std::string text = fmt::format("{:.{}f}", std::isfinite(rounded) ? rounded : value, decimals);
  const bool zero = text.find_first_not_of("-0.") == std::string::npos;
  return zero && text.front() == '-' ? text.substr(1) : text;
}

std::string with_sign(double value, int decimals) {
  std::string text = fixed(value, decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  return zero || text.front() == '-' ? text : '+' + text;
}

std::string brief(double value, int decimals) {
  return without_trailing_zeros(fixed(value, decimals));
}

std::string counted_text(Certainty certainty) {
  return certainty == 1 ? std::string() : ", counted " + certainty_text(certainty);
}

std::string certainty_text(Certainty certainty) {
  for (int decimals = 2; decimals <= 6; ++decimals) {
    std::string text = brief(certainty, decimals);
    const bool extreme = text == "0" || text == "1" || text == "-1";
    if (!extreme || certainty == 0 || certainty == 1 || certainty == -1) return text;
  }
  return shortest(certainty);
}

std::string certainty_text(Certainty certainty, const std::optional<Between>& between) {
  if (!between) return certainty_text(certainty);
  return outward(between->low, std::floor) + ".." + outward(between->high, std::ceil);
}

std::string error_text(double error) { return outward(error, std::ceil); }

std::string shortest(double value) {
  std::string text;
  append_number(text, value);
  return text;
}

void append_number(std::string& out, double value) {
  // Most are whole, and in up to five digits nothing is shorter. The sign of a zero, which says
  // nothing to a reader, is lost here.
  constexpr double six_digits = 100'000;
  if (value > -six_digits && value < six_digits) {
    const auto whole = static_cast<std::int64_t>(value);
    if (static_cast<double>(whole) == value) return append_digits(out, whole);
  }
  append_digits(out, value);
}

void append_number(std::string& out, std::int64_t value) { append_digits(out, value); }
void append_number(std::string& out, std::uint64_t value) { append_digits(out, value); }

std::string date_text(Date date) {
  const auto day = calendar(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string month_text(Date date) {
  static constexpr std::array names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = calendar(date);
  return fmt::format("{} {}", names[static_cast<unsigned>(day.month()) - 1],
                     static_cast<int>(day.year()));
}

std::string counted(std::size_t count, std::string_view singular) {
  return counted(count, singular, std::string(singular) + 's');
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? singular : plural);
}

}  // namespace casus::report
