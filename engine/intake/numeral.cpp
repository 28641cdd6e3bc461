// SPDX-License-Identifier: Apache-2.0
#include "intake/numeral.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

#include "base/characters.hpp"

namespace casus::intake {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

bool is_digit_of(char c, int base) {
  if (base <= 10) return c >= '0' && c < '0' + base;
  return base::is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Digits with perhaps an underscore between two of them, to the end of `text` or the first other
/// character; 0 where there are none or an underscore stands elsewhere.
std::size_t digits_end(std::string_view text, std::size_t at, int base = 10) {
  const std::size_t begin = at;
  bool digit = false;  // the last character
  for (; at < text.size(); ++at) {
    if (text[at] == '_' && digit) {
      digit = false;
    } else if (is_digit_of(text[at], base)) {
      digit = true;
    } else {
      break;
    }
  }
  return at > begin && digit ? at : 0;
}

std::string without_underscores(std::string_view text) {
  std::string result(text);
  std::erase(result, '_');
  return result;
}

Value::Data whole(const std::string& text, int base = 10) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error == std::errc()) return value;
  return text.starts_with('-') ? -infinity : infinity;
}

Value::Data other(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // Out of range is both too large and too small; the older function tells the two apart.
  return error == std::errc() ? value : std::strtod(text.c_str(), nullptr);
}

}  // namespace

std::optional<Value::Data> read_numeral(std::string_view text) {
  if (text.size() > 2 && text[0] == '0') {
    const int base = text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : text[1] == 'b' ? 2 : 0;
    if (base > 0) {
      if (digits_end(text, 2, base) != text.size()) return std::nullopt;
      return whole(without_underscores(text.substr(2)), base);
    }
  }
  const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::string_view size = text.substr(sign);
  if (size == "inf") return text.starts_with('-') ? -infinity : infinity;
  if (size == "nan") return std::numeric_limits<double>::quiet_NaN();
  std::size_t at = digits_end(text, sign);
  if (at == 0 || (text[sign] == '0' && at > sign + 1)) return std::nullopt;
  const std::string plain = without_underscores(text.starts_with('+') ? size : text);
  if (at == text.size()) return whole(plain);
  if (text[at] == '.') {
    at = digits_end(text, at + 1);
    if (at == 0) return std::nullopt;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    at = digits_end(text, at);
  }
  if (at != text.size()) return std::nullopt;
  return other(plain);
}

std::optional<Value::Data> read_json_numeral(std::string_view text) {
  if (text.starts_with('+')) return std::nullopt;
  if (text.find_first_not_of("-+.0123456789eE") != std::string_view::npos) return std::nullopt;
  return read_numeral(text);
}

Diagnostic too_large(Span span) {
  return error("E0606", "this number is too large")
      .label(span)
      .advise("whole numbers go up to 9223372036854775807, others to about 1.8e308");
}

Diagnostic too_small(Span span) {
  return error("E0606", "this number is too small")
      .label(span)
      .advise("write 0, or another unit: no number but 0 lies between -4.9e-324 and 4.9e-324");
}

bool is_written_nonzero(std::string_view text) {
  const std::size_t end =
      std::ranges::find_if(
          text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }) -
      text.begin();
  return text.substr(0, end).find_first_of("123456789") != std::string_view::npos;
}

}  // namespace casus::intake
