// SPDX-License-Identifier: Apache-2.0
//
// One column of a store or of a data file. Most columns hold one value throughout, or symbols and
// small whole numbers: such columns take nothing, or four bytes a row, and eight only once a value
// needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "base/array.hpp"
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
  [[nodiscard]] std::size_t size() const { return rows_; }
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
  /// Appends a word that `admits` it.
  void push_admitted(Word word) {
    switch (form_) {
      case Form::constant:
        constant_ = word;
        break;
      case Form::narrow:
        narrow_.push_back(narrowed(word));
        break;
      case Form::wide:
        wide_.push_back(word);
        break;
    }
    ++rows_;
  }
  /// The same of the words at these places.
  void push_admitted(const Word* words, std::span<const std::uint32_t> places);
  void push(Word word) {
    if (!admits(word)) admit(std::span(&word, 1));
    push_admitted(word);
  }
  /// Appends words that follow each other.
  void append(std::span<const Word> words);
  /// Appends a word so many times.
  void append(Word word, std::size_t times);
  /// Appends the rows of another column from the one numbered `first` on.
  void append(const Column& other, std::size_t first);
  /// Room for so many rows in all, in the form that it has.
  void reserve(std::size_t rows);
  /// The words of `rows` rows, to the beginning of `into`, which has room for them.
  void read(std::size_t first, std::size_t rows, std::span<Word> into) const;
  void read(std::span<const std::uint32_t> rows, std::span<Word> into) const;
  /// The first row from `first` on that holds a word; `size()` where none does.
  [[nodiscard]] std::size_t find(Word word, std::size_t first) const;
  void set(std::size_t row, Word word);

  /// Whether the form as it is can hold a word.
  [[nodiscard]] bool admits(Word word) const {
    switch (form_) {
      case Form::constant:
        return rows_ == 0 || word == constant_;
      case Form::narrow:
        return fits(word);
      case Form::wide:
        break;
    }
    return true;
  }
  /// Takes a form that can hold these words together with the rows there are. True where that is
  /// another one than before.
  bool admit(std::span<const Word> words);

  /// What the narrow form holds, and the wide one; the other forms hold nothing there.
  [[nodiscard]] std::span<const std::int32_t> narrow() const {
    return {narrow_.data(), narrow_.size()};
  }
  [[nodiscard]] std::span<const Word> wide() const { return {wide_.data(), wide_.size()}; }

  [[nodiscard]] static bool fits(Word word) {
    const auto value = static_cast<std::int64_t>(word);
    return (value > no_value && value <= std::numeric_limits<std::int32_t>::max()) ||
           word == unknown_word;
  }
  [[nodiscard]] static Word widened(std::int32_t value) {
    return value == no_value ? unknown_word : static_cast<Word>(static_cast<std::int64_t>(value));
  }
  /// Of a word that fits.
  [[nodiscard]] static std::int32_t narrowed(Word word) {
    return word == unknown_word ? no_value : static_cast<std::int32_t>(word);
  }

 private:
  static constexpr std::int32_t no_value = std::numeric_limits<std::int32_t>::min();

  void take_form(Form form);

  Form form_ = Form::constant;
  Word constant_ = 0;
  std::size_t rows_ = 0;
  base::Array<std::int32_t> narrow_;
  base::Array<Word> wide_;
};

}  // namespace casus::model
