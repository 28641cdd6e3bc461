// SPDX-License-Identifier: Apache-2.0
#include "intake/quantity.hpp"

#include <algorithm>
#include <array>

#include "base/characters.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

std::size_t digits_from(std::string_view text, std::size_t at) {
  while (at < text.size() && base::is_digit(text[at])) ++at;
  return at;
}

/// The end of the numeral at the start of `text`, 0 where there is none.
std::size_t numeral_end(std::string_view text) {
  const std::size_t begin = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::size_t whole = digits_from(text, begin);
  if (whole == begin) return 0;
  if (whole == text.size() || text[whole] != '.') return whole;
  const std::size_t fraction = digits_from(text, whole + 1);
  return fraction == whole + 1 ? 0 : fraction;
}

bool is_unit(std::string_view text) {
  if (text.empty() || text == "%") return true;
  return is_letter(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || base::is_digit(c); });
}

/// `007`, `.5` and `5.` with the zeros that they want: `7`, `0.5`, `5.0`.
void put_zeros(std::string& numeral) {
  const std::size_t begin = numeral.starts_with('-') || numeral.starts_with('+') ? 1 : 0;
  const std::size_t end = digits_from(numeral, begin);
  std::size_t zeros = begin;
  while (zeros + 1 < end && numeral[zeros] == '0') ++zeros;
  numeral.erase(begin, zeros - begin);
  const std::size_t point = digits_from(numeral, begin);
  if (point == numeral.size() || numeral[point] != '.') return;
  const std::size_t last = digits_from(numeral, point + 1);
  if (last == point + 1 && point > begin) numeral.insert(last, 1, '0');
  if (point == begin && last > point + 1) numeral.insert(begin, 1, '0');
}

/// What stands between groups of digits at the start of `text`; empty where it is none of it.
std::string_view separator_of(std::string_view text) {
  // Also the typographic apostrophe, and blanks at which no line breaks: plain, thin and narrow.
  static constexpr auto separators =
      std::to_array<std::string_view>({",", ".", " ", "'", "\u2019", "\u00A0", "\u2009", "\u202F"});
  for (const std::string_view one : separators) {
    if (text.starts_with(one)) return one;
  }
  return {};
}

}  // namespace

std::optional<Quantity> split_quantity(std::string_view text) {
  const std::size_t end = numeral_end(text);
  if (end == 0) return std::nullopt;
  const std::size_t unit = std::min(text.find_first_not_of(' ', end), text.size());
  if (!is_unit(text.substr(unit))) return std::nullopt;
  return Quantity{text.substr(0, end), text.substr(unit)};
}

std::optional<Grouped> without_separators(std::string_view text, bool quotes) {
  constexpr std::size_t group = 3;
  const std::size_t begin = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  std::size_t at = digits_from(text, begin);
  if (at == begin || at > begin + group || text[begin] == '0') return std::nullopt;
  const std::string_view separator = separator_of(text.substr(at));
  std::string plain(text.substr(0, at));
  std::size_t groups = 0;
  while (!separator.empty() && text.substr(at).starts_with(separator)) {
    const std::size_t digits = at + separator.size();
    const std::size_t end = digits_from(text, digits);
    if (end != digits + group) break;
    plain += text.substr(digits, group);
    at = end;
    ++groups;
  }
  if (groups == 0) return std::nullopt;
  Grouped result;
  if (groups == 1 && separator == ",") {
    result.decimal = std::string(text.substr(0, at));
    std::ranges::replace(result.decimal, ',', '.');
  }
  // Of point and comma the other one may stand before decimals.
  if (at < text.size() && (text[at] == '.' || text[at] == ',') && text[at] != separator[0]) {
    const std::size_t end = digits_from(text, at + 1);
    if (end == at + 1) return std::nullopt;
    plain.append(".").append(text.substr(at + 1, end - at - 1));
    result.decimal.clear();
    at = end;
  }
  if (!is_unit(text.substr(std::min(text.find_first_not_of(' ', at), text.size())))) {
    return std::nullopt;
  }
  result.number = std::move(plain);
  result.unit = std::string(text.substr(at));
  result.quotes = quotes;
  return result;
}

std::string Grouped::written(const std::string& one) const {
  return quotes && !unit.empty() ? '"' + one + unit + '"' : one + unit;
}

std::string Grouped::advice(bool possible) const {
  return "leave the separator out: " + in_ticks(written(number)) + or_decimal(possible);
}

std::string Grouped::or_decimal(bool possible) const {
  if (!possible || decimal.empty()) return {};
  return "; or write a point, if a decimal is meant: " + in_ticks(written(decimal));
}

bool has_currency_sign(std::string_view text) {
  static constexpr auto signs =
      std::to_array<std::string_view>({"$", "€", "£", "¥", "₽", "₹", "₩", "₺", "₴"});
  return std::ranges::any_of(
      signs, [&](std::string_view sign) { return text.starts_with(sign) || text.ends_with(sign); });
}

std::string in_our_notation(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  text = text.substr(first, text.find_last_not_of(' ') + 1 - first);
  std::string result(text);
  const std::size_t begin = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::size_t comma = digits_from(text, begin);
  if (comma > begin && comma < text.size() && text[comma] == ',') {
    const std::size_t decimals = digits_from(text, comma + 1) - comma - 1;
    if (decimals != 3 || text.substr(begin, comma - begin) == "0") result[comma] = '.';
  }
  for (const std::string_view word : {" percent", " per cent", " pct"}) {
    if (!result.ends_with(word)) continue;
    result.resize(result.size() - word.size());
    result += '%';
    break;
  }
  put_zeros(result);
  return result;
}

}  // namespace casus::intake
