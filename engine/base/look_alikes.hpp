// SPDX-License-Identifier: Apache-2.0
//
// Letters of other alphabets that look like Latin ones. Two names that look the same and are not
// are the slip that nobody finds by looking.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace casus::base {

struct LookAlike {
  std::size_t at = 0;    ///< the first byte of the letter in its text
  std::size_t size = 0;  ///< in bytes
  char latin = ' ';      ///< which letter it looks like
  std::string_view alphabet;
  std::string meant;      ///< its word with all such letters replaced by Latin ones
  std::size_t begin = 0;  ///< of its word in the text
  std::size_t end = 0;
};

/// The first letter of a Cyrillic or Greek alphabet that looks like a Latin one in a word that has
/// Latin letters too. A word is a run of letters, digits and `_`; words in one alphabet are no
/// slip.
[[nodiscard]] std::optional<LookAlike> look_alike(std::string_view text);

}  // namespace casus::base
