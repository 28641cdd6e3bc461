// SPDX-License-Identifier: Apache-2.0
//
// Places as an editor counts them: lines from 0, and within a line units of UTF-16 or bytes.
// Inside, places are byte offsets.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "casus/source.hpp"

namespace casus::lsp {

enum class Encoding : std::uint8_t { utf8, utf16 };

struct Place {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Range {
  Place start;
  Place end;
  friend bool operator==(const Range&, const Range&) = default;
};

/// Where the lines of a text begin. They end with "\n", "\r\n" or "\r".
class Lines {
 public:
  /// `text` outlives the lines.
  Lines(std::string_view text, Encoding encoding);

  /// A place beyond a line's end is that end, a line beyond the last one the end of the text.
  [[nodiscard]] std::uint32_t offset(Place place) const;
  [[nodiscard]] Place place(std::uint32_t offset) const;
  [[nodiscard]] Range range(std::uint32_t begin, std::uint32_t end) const {
    return {place(begin), place(end)};
  }
  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
  Encoding encoding_;
  std::vector<std::uint32_t> begins_;
};

/// Spans of a set of texts as ranges; the lines of a text are found when first asked for.
class Ranges {
 public:
  Ranges(const Sources& sources, Encoding encoding) : sources_(sources), encoding_(encoding) {}
  [[nodiscard]] const Lines& lines(std::uint32_t file);
  [[nodiscard]] Range of(Span span) { return lines(span.file).range(span.begin, span.end); }

 private:
  const Sources& sources_;
  Encoding encoding_;
  std::map<std::uint32_t, Lines> lines_;
};

}  // namespace casus::lsp
