// SPDX-License-Identifier: Apache-2.0
//
// Changes the text of a case file where it is changed by hand: all else in it, comments included,
// stays as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/source.hpp"

namespace casus::intake {

/// As a basic string of TOML.
[[nodiscard]] std::string toml_string(std::string_view text);

/// A line for the table of a fact that is there.
struct AddedLine {
  std::uint32_t at = 0;  ///< the byte behind the header of its table
  std::string line;      ///< with its end
};

/// The end of the line in which the table of a fact begins; nothing where the fact, which begins at
/// this byte, has no table of its own.
[[nodiscard]] std::optional<std::uint32_t> header_end(std::string_view text, std::uint32_t fact);

/// The line of a table that gives a key its value, without its end; empty where none does.
[[nodiscard]] std::string line_of(std::string_view table, std::string_view key);

/// The text with lines, and with tables at its end, an empty line before each.
[[nodiscard]] std::string with_added(std::string_view text, std::vector<AddedLine> lines,
                                     const std::vector<std::string>& tables);

}  // namespace casus::intake
