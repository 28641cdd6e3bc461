// SPDX-License-Identifier: Apache-2.0
//
// Texts as lines: taken apart, put together, and compared so that a failure shows where they part.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace casus::testing {

/// The lines of a text without their ends; a last line without an end counts too.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

/// The lines, each with its end.
[[nodiscard]] std::string text_of(const std::vector<std::string>& lines);

/// Where two texts differ: the lines between their common beginning and their common end, expected
/// ones marked `-`, actual ones `+`, and one line of context above. Empty for equal texts.
[[nodiscard]] std::string difference(std::string_view expected, std::string_view actual);

}  // namespace casus::testing
