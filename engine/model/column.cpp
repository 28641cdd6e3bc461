// SPDX-License-Identifier: Apache-2.0
#include "model/column.hpp"

#include <algorithm>

namespace casus::model {

bool Column::admit(std::span<const Word> words) {
  if (words.empty() || form_ == Form::wide) return false;
  if (form_ == Form::constant) {
    const Word value = rows_ == 0 ? words.front() : constant_;
    const bool same = std::ranges::all_of(words, [&](Word word) { return word == value; });
    if (same) return false;
  }
  const bool narrow =
      std::ranges::all_of(words, fits) && (form_ == Form::narrow || rows_ == 0 || fits(constant_));
  const Form needed = narrow ? Form::narrow : Form::wide;
  if (needed == form_) return false;
  take_form(needed);
  return true;
}

void Column::take_form(Form form) {
  if (form == Form::narrow) {
    narrow_.assign(rows_, rows_ == 0 ? 0 : narrowed(constant_));
  } else if (form_ == Form::constant) {
    wide_.assign(rows_, constant_);
  } else {
    wide_.clear();
    std::ranges::transform(narrow_, wide_.extend(rows_), widened);
    narrow_ = {};
  }
  form_ = form;
}

void Column::push_admitted(const Word* words, std::span<const std::uint32_t> places) {
  if (places.empty()) return;
  switch (form_) {
    case Form::constant:
      constant_ = words[places.front()];
      break;
    case Form::narrow:
      std::ranges::transform(places, narrow_.extend(places.size()),
                             [&](std::uint32_t at) { return narrowed(words[at]); });
      break;
    case Form::wide:
      std::ranges::transform(places, wide_.extend(places.size()),
                             [&](std::uint32_t at) { return words[at]; });
      break;
  }
  rows_ += places.size();
}

void Column::append(std::span<const Word> words) {
  if (words.empty()) return;
  admit(words);
  if (form_ == Form::constant) constant_ = words.front();
  if (form_ == Form::narrow) {
    std::ranges::transform(words, narrow_.extend(words.size()), narrowed);
  }
  if (form_ == Form::wide) std::ranges::copy(words, wide_.extend(words.size()));
  rows_ += words.size();
}

void Column::append(Word word, std::size_t times) {
  if (times == 0) return;
  admit(std::span(&word, 1));
  if (form_ == Form::constant) constant_ = word;
  if (form_ == Form::narrow) narrow_.append(times, narrowed(word));
  if (form_ == Form::wide) wide_.append(times, word);
  rows_ += times;
}

void Column::append(const Column& other, std::size_t first) {
  const std::size_t times = other.rows_ - first;
  if (times == 0) return;
  if (other.form_ == Form::constant) return append(other.constant_, times);
  const bool narrow = other.form_ == Form::narrow && form_ != Form::wide &&
                      (form_ == Form::narrow || rows_ == 0 || fits(constant_));
  if (narrow && form_ != Form::narrow) take_form(Form::narrow);
  if (!narrow && form_ != Form::wide) take_form(Form::wide);
  if (narrow) {
    std::copy(other.narrow_.begin() + first, other.narrow_.end(), narrow_.extend(times));
  } else {
    other.read(first, times, {wide_.extend(times), times});
  }
  rows_ += times;
}

void Column::reserve(std::size_t rows) {
  if (form_ == Form::narrow) narrow_.reserve(rows);
  if (form_ == Form::wide) wide_.reserve(rows);
}

void Column::read(std::size_t first, std::size_t rows, std::span<Word> into) const {
  switch (form_) {
    case Form::constant:
      std::fill_n(into.begin(), rows, constant_);
      return;
    case Form::narrow:
      for (std::size_t i = 0; i < rows; ++i) into[i] = widened(narrow_[first + i]);
      return;
    case Form::wide:
      std::copy_n(wide_.begin() + first, rows, into.begin());
      return;
  }
}

void Column::read(std::span<const std::uint32_t> rows, std::span<Word> into) const {
  switch (form_) {
    case Form::constant:
      std::fill_n(into.begin(), rows.size(), constant_);
      return;
    case Form::narrow: {
      const std::int32_t* values = narrow_.data();
      for (std::size_t i = 0; i < rows.size(); ++i) into[i] = widened(values[rows[i]]);
      return;
    }
    case Form::wide: {
      const Word* values = wide_.data();
      for (std::size_t i = 0; i < rows.size(); ++i) into[i] = values[rows[i]];
      return;
    }
  }
}

std::size_t Column::find(Word word, std::size_t first) const {
  if (first >= rows_ || !admits(word)) return rows_;
  const auto place = [&](const auto& words, auto wanted) {
    return static_cast<std::size_t>(std::find(words.begin() + first, words.end(), wanted) -
                                    words.begin());
  };
  switch (form_) {
    case Form::constant:
      return first;
    case Form::narrow:
      return place(narrow_, narrowed(word));
    case Form::wide:
      break;
  }
  return place(wide_, word);
}

void Column::set(std::size_t row, Word word) {
  if (form_ == Form::constant && word == constant_) return;
  if (form_ == Form::constant || !admits(word)) {
    take_form(fits(word) && fits(constant_) && form_ == Form::constant ? Form::narrow : Form::wide);
  }
  if (form_ == Form::narrow) {
    narrow_.edit()[row] = narrowed(word);
  } else {
    wide_.edit()[row] = word;
  }
}

}  // namespace casus::model
