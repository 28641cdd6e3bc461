// SPDX-License-Identifier: Apache-2.0
#include "model/column.hpp"

#include <algorithm>

namespace casus::model {
namespace {

/// What the elements of an array or span are.
template <class Values>
using ValueOf = std::remove_cvref_t<decltype(*std::declval<const Values&>().data())>;

}  // namespace

template <class Use>
void Column::edit(const Use& use) {
  switch (form_) {
    case Form::constant:
      return;
    case Form::bits8:
      return use(values<std::int8_t>());
    case Form::bits16:
      return use(values<std::int16_t>());
    case Form::bits32:
      return use(values<std::int32_t>());
    case Form::bits64:
      return use(values<Word>());
  }
}

Column::Form Column::form_for(Word word) {
  if (fits<std::int8_t>(word)) return Form::bits8;
  if (fits<std::int16_t>(word)) return Form::bits16;
  return fits<std::int32_t>(word) ? Form::bits32 : Form::bits64;
}

Column::Form Column::varying_form() const {
  if (!is_constant()) return form_;
  return rows_ == 0 ? Form::bits8 : form_for(constant_);
}

bool Column::admit(std::span<const Word> words) {
  if (words.empty() || form_ == Form::bits64) return false;
  bool admitted = false;
  if (is_constant()) {
    const Word value = rows_ == 0 ? words.front() : constant_;
    admitted = std::ranges::all_of(words, [&](Word word) { return word == value; });
  } else {
    visit([&](auto values) {
      admitted = std::ranges::all_of(words, fits<ValueOf<decltype(values)>>);
    });
  }
  if (admitted) return false;
  Form needed = varying_form();
  for (const Word word : words) needed = std::max(needed, form_for(word));
  const bool changed = is_constant() || needed == Form::bits64;
  take_form(needed);
  return changed;
}

void Column::take_form(Form form) {
  const Column before = std::exchange(*this, Column());
  form_ = form;
  rows_ = before.rows_;
  edit([&](auto& values) {
    using Value = ValueOf<decltype(values)>;
    if (before.is_constant()) {
      if (rows_ > 0) values.append(rows_, narrowed<Value>(before.constant_));
      return;
    }
    Value* const into = values.extend(rows_);
    before.visit([&](auto old) {
      std::ranges::transform(old, into, [](auto value) { return narrowed<Value>(widened(value)); });
    });
  });
}

void Column::push_admitted(const Word* words, std::span<const std::uint32_t> places) {
  if (places.empty()) return;
  if (is_constant()) constant_ = words[places.front()];
  edit([&](auto& values) {
    std::ranges::transform(places, values.extend(places.size()), [&](std::uint32_t at) {
      return narrowed<ValueOf<decltype(values)>>(words[at]);
    });
  });
  rows_ += places.size();
}

void Column::append(std::span<const Word> words) {
  if (words.empty()) return;
  (void)admit(words);
  if (is_constant()) constant_ = words.front();
  edit([&](auto& values) {
    std::ranges::transform(words, values.extend(words.size()), narrowed<ValueOf<decltype(values)>>);
  });
  rows_ += words.size();
}

void Column::append(Word word, std::size_t times) {
  if (times == 0) return;
  (void)admit(std::span(&word, 1));
  if (is_constant()) constant_ = word;
  edit([&](auto& values) { values.append(times, narrowed<ValueOf<decltype(values)>>(word)); });
  rows_ += times;
}

void Column::append(const Column& other, std::size_t first) {
  const std::size_t times = other.rows_ - first;
  if (times == 0) return;
  if (other.is_constant()) return append(other.constant_, times);
  const Form needed = std::max(varying_form(), other.form_);
  if (needed != form_) take_form(needed);
  edit([&](auto& values) {
    using Value = ValueOf<decltype(values)>;
    Value* const into = values.extend(times);
    other.visit([&](auto added) {
      if constexpr (std::is_same_v<ValueOf<decltype(added)>, Value>) {
        std::ranges::copy(added.subspan(first), into);
      } else {
        std::ranges::transform(added.subspan(first), into,
                               [](auto value) { return narrowed<Value>(widened(value)); });
      }
    });
  });
  rows_ += times;
}

void Column::reserve(std::size_t rows) {
  edit([&](auto& values) { values.reserve(rows); });
}

void Column::read(std::size_t first, std::size_t rows, std::span<Word> into) const {
  if (is_constant()) std::fill_n(into.begin(), rows, constant_);
  visit([&](auto values) {
    std::ranges::transform(values.subspan(first, rows), into.begin(),
                           [](auto value) { return widened(value); });
  });
}

void Column::read(std::span<const std::uint32_t> rows, std::span<Word> into) const {
  if (is_constant()) std::fill_n(into.begin(), rows.size(), constant_);
  visit([&](auto values) {
    std::ranges::transform(rows, into.begin(),
                           [&](std::uint32_t row) { return widened(values[row]); });
  });
}

std::size_t Column::find(Word word, std::size_t first) const {
  if (first >= rows_ || !admits(word)) return rows_;
  std::size_t found = first;
  visit([&](auto values) {
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(first);
    const auto at = std::find(from, values.end(), narrowed<ValueOf<decltype(values)>>(word));
    found = static_cast<std::size_t>(at - values.begin());
  });
  return found;
}

void Column::set(std::size_t row, Word word) {
  if (is_constant() && word == constant_) return;
  if (is_constant() || !admits(word)) take_form(std::max(varying_form(), form_for(word)));
  edit([&](auto& values) { values.edit()[row] = narrowed<ValueOf<decltype(values)>>(word); });
}

}  // namespace casus::model
