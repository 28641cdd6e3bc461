// SPDX-License-Identifier: Apache-2.0
#include "intake/record_block.hpp"

#include <algorithm>

#include "base/bytes.hpp"

namespace casus::intake {

/// The reading of one block.
class BlockReader::Run {
 public:
  Run(const BlockReader& reader, RecordBlock& block)
      : reader_(reader),
        text_(reader.text_.substr(0, block.end)),
        block_(block),
        at_(block.begin),
        carefully_(text_, block.begin, reader.dialect_) {}

  void read() {
    block_.lines.clear();
    block_.texts.clear();
    block_.words.clear();
    block_.odd.clear();
    while (at_ < text_.size() && (skip_blank_line() || read_row() || cut_carefully())) {
    }
    block_.reached = at_;
    block_.line_ends = line_;
  }

 private:
  /// A character; behind the last one, a line feed.
  [[nodiscard]] char character(std::uint32_t at) const {
    return at < text_.size() ? text_[at] : '\n';
  }
  /// Eight characters, with 0, which is nowhere in the text, behind its end.
  [[nodiscard]] std::uint64_t eight(std::uint32_t at) const {
    if (at + 8 <= text_.size()) return base::load_bytes(text_.data() + at);
    return base::load_bytes(text_.data() + at, text_.size() - at);
  }

  [[nodiscard]] bool is_line_end(std::uint32_t at) const {
    if (character(at) != '\r') return character(at) == '\n';
    return at + 1 == text_.size() || text_[at + 1] == '\n';
  }
  /// From a line end to behind it.
  void end_line(std::uint32_t at) {
    if (character(at) == '\r') ++at;
    if (at < text_.size()) {
      ++at;
      ++line_;
    }
    at_ = at;
  }

  bool skip_blank_line() {
    if (reader_.dialect_.blank_lines || !is_line_end(at_)) return false;
    end_line(at_);
    return true;
  }

  /// False, and nothing is done, where the record at hand is no row.
  bool read_row() {
    const std::size_t texts = block_.texts.size();
    const std::size_t words = block_.words.size();
    std::uint32_t at = at_;
    const std::size_t last = reader_.columns_.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
      const bool good = read_cell(reader_.columns_[i], at) &&
                        (i == last ? is_line_end(at) : character(at) == reader_.dialect_.separator);
      if (!good) {
        block_.texts.resize(texts);
        block_.words.resize(words);
        return false;
      }
      if (i < last) ++at;
    }
    block_.lines.push_back(line_);
    end_line(at);
    return true;
  }

  /// Reads on from `at` to the end of a cell; false where something is to be said about it.
  [[gnu::always_inline]] bool read_cell(const Column& column, std::uint32_t& at) {
    const bool quoted = reader_.dialect_.quotes && character(at) == '"';
    if (!quoted && column.quotes_only) return false;
    const std::uint32_t begin = quoted ? at + 1 : at;
    const std::uint64_t first = eight(begin);
    const std::uint32_t end = plain_end(begin, first, quoted ? '"' : reader_.dialect_.separator);
    const std::uint32_t length = end - begin;
    if (quoted ? character(end) != '"' : length == 0 && !column.may_lack) return false;
    at = quoted ? end + 1 : end;
    if (!quoted && length == 0) {
      block_.words.push_back(model::unknown_word);
      return true;
    }
    const std::string_view cell(text_.data() + begin, length);
    if (column.base == model::Base::text) {
      put_text(cell, first);
      return true;
    }
    const auto word = column.base == model::Base::integer ? column.field.read_integer(cell, first)
                                                          : column.field.read(cell);
    if (word) block_.words.push_back(*word);
    return word.has_value();
  }

  void put_text(std::string_view cell, std::uint64_t first) {
    using base::Symbols;
    const auto length = static_cast<std::uint32_t>(cell.size());
    RecordBlock::Text& text = block_.texts.emplace_back();
    text.bits = length <= Symbols::whole ? Symbols::short_key(first, length).bits
                                         : Symbols::key_of(cell).bits;
    text.length = length;
    text.begin = static_cast<std::uint32_t>(cell.data() - text_.data());
  }

  /// The first character from `at` on, where the `first` ones stand, that is no printable ASCII,
  /// the one given, or quotes where these mean something.
  [[nodiscard]] std::uint32_t plain_end(std::uint32_t at, std::uint64_t first, char until) const {
    const auto end = static_cast<unsigned char>(until);
    const unsigned char quotes = reader_.dialect_.quotes ? '"' : end;
    for (std::uint64_t bytes = first;; bytes = eight(at)) {
      const std::uint64_t mask = base::bytes_below(bytes, ' ') | base::bytes_from_delete(bytes) |
                                 base::bytes_equal(bytes, end) | base::bytes_equal(bytes, quotes);
      if (mask != 0) return at + static_cast<std::uint32_t>(base::first_byte(mask));
      at += 8;
    }
  }

  /// Notes a record that is no row; false where it does not end, or is cut wrongly.
  bool cut_carefully() {
    carefully_.go_to(at_, line_);
    if (!carefully_.next(cells_)) return false;
    block_.odd.push_back({static_cast<std::uint32_t>(block_.lines.size()), at_, line_});
    at_ = carefully_.at();
    line_ = carefully_.next_line();
    return true;
  }

  const BlockReader& reader_;
  std::string_view text_;  ///< up to the block's end
  RecordBlock& block_;
  std::uint32_t at_;
  std::uint32_t line_ = 0;
  Cells carefully_;
  std::vector<Cell> cells_;
};

void BlockReader::read(RecordBlock& block) const { Run(*this, block).read(); }

}  // namespace casus::intake
