// SPDX-License-Identifier: Apache-2.0
//
// A part of a data file's lines read at once, on any thread: records of plain cells as words, and
// where the others stand. Texts have no symbols yet, as these are given out in the order of the
// file, on one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/symbols.hpp"
#include "intake/cells.hpp"
#include "intake/quick_field.hpp"

namespace casus::intake {

/// Which bytes are read, and what has come of it. A row is a record with a plain cell for each
/// column.
struct RecordBlock {
  struct Text {
    std::uint64_t bits = 0;
    std::uint32_t length = 0;
    std::uint32_t begin = 0;
    [[nodiscard]] base::Symbols::Key key() const { return {bits, length}; }
  };
  /// A record that wants a second look.
  struct Odd {
    std::uint32_t before = 0;  ///< as many rows stand before it
    std::uint32_t begin = 0;
    std::uint32_t line = 0;
  };

  std::uint32_t begin = 0;    ///< of a line, outside of quotes
  std::uint32_t end = 0;      ///< behind a line end, or the end of the file
  std::uint32_t reached = 0;  ///< `end`, or a record that does not end before it, or is cut wrongly
  std::uint32_t line_ends = 0;       ///< before `reached`
  std::vector<std::uint32_t> lines;  ///< of each row, from 0
  std::vector<Text> texts;           ///< of columns of text, row by row
  std::vector<model::Word> words;    ///< of the others, likewise
  std::vector<Odd> odd;
};

/// Reads blocks of one file. Threads may share it.
class BlockReader {
 public:
  struct Column {
    QuickField field;
    model::Base base;
    bool quotes_only = false;  ///< what stands there without quotes wants a second look
    bool may_lack = false;     ///< a value, and none of text: then nothing stands there
  };

  BlockReader(std::string_view text, Cells::Dialect dialect, std::vector<Column> columns)
      : text_(text), dialect_(dialect), columns_(std::move(columns)) {}

  /// Fills in all but `begin` and `end`.
  void read(RecordBlock& block) const;

 private:
  class Run;

  std::string_view text_;
  Cells::Dialect dialect_;
  std::vector<Column> columns_;
};

}  // namespace casus::intake
