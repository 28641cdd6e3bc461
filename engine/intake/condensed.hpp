// SPDX-License-Identifier: Apache-2.0
//
// The text that the TOML library reads in place of the file's: without blank lines and lines of
// comment, which it reads no faster than others, and without the characters at which its test for
// blanks is undefined (in 3.3: most outside ASCII). Lines and columns can be led back to the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace casus::intake {

/// One character, the first of its line but for blanks, that takes `extra` more columns than in the
/// file.
struct Widening {
  std::uint32_t line = 0;  ///< of the condensed text
  std::uint32_t column = 0;
  std::uint32_t extra = 0;
};

struct Condensed {
  std::string text;
  std::vector<std::uint32_t> lines;  ///< the file's line of each condensed line, both from 1
  std::vector<Widening> widened;     ///< by line
};

/// Copies a UTF-8 text piece by piece, from its beginning to its end.
class Condenser {
 public:
  Condenser(std::string_view text, Condensed& result) : text_(text), result_(result) {}

  /// Leaves out what was not copied yet up to `at`.
  void leave_out(std::size_t at) { copied_ = at; }
  void copy(std::size_t at);
  /// Puts "?" for the character at `at`, where no TOML has one: the library will refuse it there.
  void spoil(std::size_t at);
  /// Writes the character at `at`, within a text, as an escape. It stands `column`-th on the
  /// condensed line `line`.
  void escape(std::size_t at, std::uint32_t line, std::uint32_t column);

 private:
  std::string_view text_;
  Condensed& result_;
  std::size_t copied_ = 0;
};

/// The bytes of the UTF-8 character at `at`.
[[nodiscard]] std::size_t character_size(std::string_view text, std::size_t at);

}  // namespace casus::intake
