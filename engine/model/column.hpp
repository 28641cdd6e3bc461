// SPDX-License-Identifier: Apache-2.0
//
// One column of a store or of a data file. Most columns hold one value throughout, or symbols and
// small whole numbers: such columns take nothing, or four bytes a row, and eight only once a value
// needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "model/word.hpp"

namespace casus::model {

class Column {
 public:
  enum class Form : std::uint8_t {
    constant,  ///< all rows have the first one's value
    narrow,    ///< the words are ints of 32 bits, or unknown
    wide,
  };

  [[nodiscard]] Form form() const { return form_; }
  [[nodiscard]] Word at(std::size_t row) const {
    switch (form_) {
      case Form::constant:
        return constant_;
      case Form::narrow:
        return widened(narrow_[row]);
      case Form::wide:
        break;
    }
    return wide_[row];
  }
  void push(Word word) {
    if (form_ == Form::narrow && fits(word)) {
      narrow_.push_back(narrowed(word));
      return;
    }
    push_otherwise(word);
  }
  /// What the narrow form holds; the other forms hold nothing there.
  [[nodiscard]] const std::vector<std::int32_t>& narrow() const { return narrow_; }
  [[nodiscard]] const std::vector<Word>& wide() const { return wide_; }

  [[nodiscard]] static bool fits(Word word) {
    const auto value = static_cast<std::int64_t>(word);
    return (value > no_value && value <= std::numeric_limits<std::int32_t>::max()) ||
           word == unknown_word;
  }
  [[nodiscard]] static Word widened(std::int32_t value) {
    return value == no_value ? unknown_word : static_cast<Word>(static_cast<std::int64_t>(value));
  }

 private:
  static constexpr std::int32_t no_value = std::numeric_limits<std::int32_t>::min();

  [[nodiscard]] static std::int32_t narrowed(Word word) {
    return word == unknown_word ? no_value : static_cast<std::int32_t>(word);
  }
  void push_otherwise(Word word);

  Form form_ = Form::constant;
  Word constant_ = 0;
  std::size_t rows_ = 0;  ///< of a constant column
  std::vector<std::int32_t> narrow_;
  std::vector<Word> wide_;
};

}  // namespace casus::model
