// SPDX-License-Identifier: Apache-2.0
//
// The rows of blocks on their way into the facts, in the order of the file: here texts get their
// symbols.
#pragma once

#include <cstdint>
#include <vector>

#include "intake/record_block.hpp"
#include "intake/recorder.hpp"

namespace casus::intake {

class RowTaker {
 public:
  /// `fields`: of each column of the blocks, by number. `text` has the bytes of the file. All must
  /// outlive it.
  RowTaker(Recorder& recorder, std::string_view text, const std::vector<std::uint32_t>& fields);

  /// From here on the rows of this block are taken, from the first one on.
  void begin(const RecordBlock& block, std::uint32_t first_line);
  /// Takes the rows up to this one; false where nobody reads on, `done` bytes into the file.
  [[nodiscard]] bool take(std::uint32_t end, std::size_t done);

 private:
  void take_lines(std::uint32_t count);
  void take_texts(std::uint32_t count);
  void take_others(std::uint32_t count);

  Recorder& recorder_;
  std::string_view text_;
  const RecordBlock* block_ = nullptr;
  std::uint32_t first_line_ = 0;
  std::uint32_t next_ = 0;  ///< of the block's rows
  // Of some rows:
  std::vector<std::uint32_t> lines_;
  std::vector<std::vector<model::Word>> words_;  ///< by field; unknown where there is no column
  std::vector<model::Word*> text_words_;         ///< into these, by column of text
  std::vector<model::Word*> other_words_;        ///< by other column
};

}  // namespace casus::intake
