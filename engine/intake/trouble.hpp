// SPDX-License-Identifier: Apache-2.0
//
// Where a file stops being TOML: the text around, and what is wrong with values.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/characters.hpp"
#include "casus/diagnostic.hpp"
#include "intake/condensed.hpp"
#include "intake/words.hpp"

namespace casus::intake {

/// The library's complaint together with the text around it.
struct Trouble {
  std::string_view text;
  std::uint32_t file;
  std::uint32_t at;
  std::string_view description;

  [[nodiscard]] bool says(std::string_view words) const {
    return description.find(words) != std::string_view::npos;
  }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  /// Without the line feed and a carriage return before it.
  [[nodiscard]] std::size_t line_end() const {
    std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at && text[end - 1] == '\r') --end;
    return end;
  }
  [[nodiscard]] bool at_line_end() const { return line_end() == at; }
  [[nodiscard]] bool after_equals() const {
    const std::size_t last = text.substr(0, at).find_last_not_of(" \t");
    return last != std::string_view::npos && text[last] == '=';
  }
  /// What runs from `at` to a blank, a comment, a comma or a bracket; one character at least.
  [[nodiscard]] Span word() const {
    std::size_t end = std::min(text.find_first_of(" \t\r\n#,[]{}=", at), text.size());
    if (end == at && !at_line_end()) end += character_size(text, at);
    return span(at, end);
  }
  /// What runs from `at` to the line's end or a comment, without blanks at its end.
  [[nodiscard]] Span rest_of_line() const {
    std::size_t end = std::min(text.find('#', at), line_end());
    while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t')) --end;
    return span(at, end);
  }
  /// Words of a date or number may begin before the place at which the library gave up.
  [[nodiscard]] Span word_around() const {
    std::size_t begin = at;
    while (begin > 0 &&
           std::string_view(" \t\n#,[]{}=").find(text[begin - 1]) == std::string_view::npos) {
      --begin;
    }
    const Span after = word();
    const bool ended =
        at_line_end() || std::string_view(" \t#,[]{}=").find(text[at]) != std::string_view::npos;
    return span(begin, ended ? at : after.end);
  }
  [[nodiscard]] std::string_view operator[](Span s) const { return text.substr(s.begin, s.size()); }
};

[[nodiscard]] inline Diagnostic invalid(std::string message) {
  return error("E0601", std::move(message));
}

/// `name = New York`, `holds = True`, `name = “x”`
[[nodiscard]] Diagnostic unquoted(const Trouble& stop);
[[nodiscard]] Diagnostic missing_value(const Trouble& t);
[[nodiscard]] Diagnostic no_such_date(const Trouble& t);
[[nodiscard]] Diagnostic malformed_date(const Trouble& t);
[[nodiscard]] Diagnostic number_too_large(const Trouble& t);
[[nodiscard]] Diagnostic malformed_number(const Trouble& t);
/// `spent = 5 USD`, `share = 1,5`, `a = 1 b = 2`
[[nodiscard]] Diagnostic after_value(const Trouble& t);
[[nodiscard]] Diagnostic unknown_escape(const Trouble& t);
[[nodiscard]] Diagnostic no_character(const Trouble& t);

}  // namespace casus::intake
