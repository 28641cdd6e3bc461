// SPDX-License-Identifier: Apache-2.0
//
// One column of a store or of a data file. Most columns hold one value throughout, or symbols and
// small whole numbers: such columns take nothing, or one to four bytes a row, and eight only once a
// value needs them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "base/array.hpp"
#include "model/word.hpp"

namespace casus::model {

class Column {
 public:
  /// How the words of all rows are held, from the smallest form to the largest.
  enum class Form : std::uint8_t {
    constant,  ///< all rows have the first one's value
    bits8,     ///< the words are ints of 8 bits, or unknown; and so on
    bits16,
    bits32,
    bits64,
  };

  [[nodiscard]] Form form() const { return form_; }
  [[nodiscard]] bool is_constant() const { return form_ == Form::constant; }
  /// Whether all words are ints of 32 bits, or unknown.
  [[nodiscard]] bool is_narrow() const { return !is_constant() && form_ != Form::bits64; }
  [[nodiscard]] std::size_t size() const { return rows_; }
  [[nodiscard]] Word at(std::size_t row) const {
    switch (form_) {
      case Form::constant:
        return constant_;
      case Form::bits8:
        return widened(values<std::int8_t>()[row]);
      case Form::bits16:
        return widened(values<std::int16_t>()[row]);
      case Form::bits32:
        return widened(values<std::int32_t>()[row]);
      case Form::bits64:
        break;
    }
    return values<Word>()[row];
  }
  /// Calls `use` with the values of all rows, a span of what the form holds; not of a constant.
  template <class Use>
  void visit(const Use& use) const {
    const auto span_of = [](const auto& values) { return std::span(values.data(), values.size()); };
    switch (form_) {
      case Form::constant:
        return;
      case Form::bits8:
        return use(span_of(values<std::int8_t>()));
      case Form::bits16:
        return use(span_of(values<std::int16_t>()));
      case Form::bits32:
        return use(span_of(values<std::int32_t>()));
      case Form::bits64:
        return use(span_of(values<Word>()));
    }
  }
  /// Appends a word that `admits` it.
  void push_admitted(Word word) {
    switch (form_) {
      case Form::constant:
        constant_ = word;
        break;
      case Form::bits8:
        values<std::int8_t>().push_back(narrowed<std::int8_t>(word));
        break;
      case Form::bits16:
        values<std::int16_t>().push_back(narrowed<std::int16_t>(word));
        break;
      case Form::bits32:
        values<std::int32_t>().push_back(narrowed<std::int32_t>(word));
        break;
      case Form::bits64:
        values<Word>().push_back(word);
        break;
    }
    ++rows_;
  }
  /// The same of the words at these places.
  void push_admitted(const Word* words, std::span<const std::uint32_t> places);
  void push(Word word) {
    if (!admits(word)) (void)admit(std::span(&word, 1));
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
      case Form::bits8:
        return fits<std::int8_t>(word);
      case Form::bits16:
        return fits<std::int16_t>(word);
      case Form::bits32:
        return fits<std::int32_t>(word);
      case Form::bits64:
        break;
    }
    return true;
  }
  /// Takes a form that can hold these words together with the rows there are. True where it is no
  /// longer constant, or no longer narrow.
  bool admit(std::span<const Word> words);

  /// Whether a value of a form can stand for a word. The least one stands for the unknown.
  template <class Value>
  [[nodiscard]] static bool fits(Word word) {
    if constexpr (std::is_same_v<Value, Word>) {
      return true;
    } else {
      using Limits = std::numeric_limits<Value>;
      const auto value = static_cast<std::int64_t>(word);
      return (value > Limits::min() && value <= Limits::max()) || word == unknown_word;
    }
  }
  template <class Value>
  [[nodiscard]] static Word widened(Value value) {
    if constexpr (std::is_same_v<Value, Word>) {
      return value;
    } else {
      return value == std::numeric_limits<Value>::min()
                 ? unknown_word
                 : static_cast<Word>(static_cast<std::int64_t>(value));
    }
  }
  /// Of a word that fits.
  template <class Value>
  [[nodiscard]] static Value narrowed(Word word) {
    if constexpr (std::is_same_v<Value, Word>) {
      return word;
    } else {
      return word == unknown_word ? std::numeric_limits<Value>::min() : static_cast<Value>(word);
    }
  }

 private:
  template <class Value>
  [[nodiscard]] base::Array<Value>& values() {
    return std::get<base::Array<Value>>(values_);
  }
  template <class Value>
  [[nodiscard]] const base::Array<Value>& values() const {
    return std::get<base::Array<Value>>(values_);
  }
  /// Calls `use` with the array of the form, which is not constant.
  template <class Use>
  void edit(const Use& use);
  /// The smallest form that holds a word beside others.
  [[nodiscard]] static Form form_for(Word word);
  /// The form of the rows there are, once another value comes.
  [[nodiscard]] Form varying_form() const;
  /// A larger one, not constant.
  void take_form(Form form);

  Form form_ = Form::constant;
  Word constant_ = 0;
  std::size_t rows_ = 0;
  /// All empty but that of the form.
  std::tuple<base::Array<std::int8_t>, base::Array<std::int16_t>, base::Array<std::int32_t>,
             base::Array<Word>>
      values_;
};

}  // namespace casus::model
