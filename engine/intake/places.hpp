// SPDX-License-Identifier: Apache-2.0
//
// From the TOML library's lines and columns back to bytes of the file. The library reads a
// condensed text (see condensed.hpp); its columns count the code points of that, of which some
// stand further right than in the file.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "casus/source.hpp"
#include "intake/condensed.hpp"

namespace casus::intake {

class Places {
 public:
  Places(const Sources& sources, std::uint32_t file, const Condensed& condensed)
      : sources_(sources), file_(file), condensed_(condensed) {}

  /// The byte offset of a column of a condensed line, both from 1; the line's end past its end. A
  /// line of any length costs its length once, then a constant.
  [[nodiscard]] std::uint32_t offset(std::uint32_t line, std::uint32_t column);

 private:
  struct Line {
    std::uint32_t begin;
    std::uint32_t end;
  };
  [[nodiscard]] Line line(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t column_in_file(std::uint32_t line, std::uint32_t column) const;
  [[nodiscard]] std::uint32_t walk(std::uint32_t from, std::uint32_t end,
                                   std::uint32_t code_points) const;
  [[nodiscard]] const std::vector<std::uint32_t>& marks(std::uint32_t number, Line line);

  const Sources& sources_;
  std::uint32_t file_;
  const Condensed& condensed_;
  /// Of each long line asked about: the offsets of every `stride`-th code point.
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> marks_;
};

}  // namespace casus::intake
