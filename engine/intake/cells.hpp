// SPDX-License-Identifier: Apache-2.0
//
// Delimited text cut into records and cells: as RFC 4180 has it for CSV, lines with either kind of
// end, or without any quoting, as Soufflé writes facts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace casus::intake {

/// A cell's text without its quotes, by byte offsets.
struct Cell {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool quoted = false;
  bool doubled = false;  ///< some of its quotes stand for one
};

class Cells {
 public:
  struct Dialect {
    char separator = ',';
    bool quotes = true;
    bool blank_lines = false;  ///< whether a blank line is a record of one empty cell
  };
  /// Begins at `start`; `text` must outlive this.
  Cells(std::string_view text, std::uint32_t start, Dialect dialect);

  /// Goes on where a record, or the text's end, stands on this line.
  void go_to(std::uint32_t at, std::uint32_t line) {
    at_ = at;
    next_line_ = line;
  }
  /// Cuts the next record; false where there is none or `mistake` says what is wrong with it.
  bool next(std::vector<Cell>& cells);

  /// Of the record last cut: its line, from 1, and its bytes without the line end.
  [[nodiscard]] std::uint32_t line() const { return line_; }
  [[nodiscard]] std::uint32_t begin() const { return begin_; }
  [[nodiscard]] std::uint32_t end() const { return end_; }

  /// Where the next record begins, but for blank lines, and its line.
  [[nodiscard]] std::uint32_t at() const { return at_; }
  [[nodiscard]] std::uint32_t next_line() const { return next_line_; }

  struct Mistake {
    enum class Kind : std::uint8_t {
      never_closes,
      text_after_quotes,
      text_before_quotes,
      lone_return,  ///< a carriage return that no line feed follows
    };
    Kind kind;
    std::uint32_t at;  ///< the opening quotes, what follows the closing ones, or the return
  };
  [[nodiscard]] const std::optional<Mistake>& mistake() const { return mistake_; }

  [[nodiscard]] std::string_view raw(const Cell& cell) const {
    return text_.substr(cell.begin, cell.end - cell.begin);
  }
  /// With doubled quotes as one.
  [[nodiscard]] std::string content(const Cell& cell) const;

 private:
  bool quoted(std::vector<Cell>& cells);
  bool unquoted(std::vector<Cell>& cells);
  [[nodiscard]] bool at_line_end() const;

  std::string_view text_;
  std::uint32_t at_;
  Dialect dialect_;
  std::array<bool, 256> ends_{};  ///< characters at which a cell without quotes ends, or is wrong
  std::uint32_t next_line_ = 1;
  std::uint32_t line_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  std::optional<Mistake> mistake_;
};

}  // namespace casus::intake
