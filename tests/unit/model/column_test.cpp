// SPDX-License-Identifier: Apache-2.0
#include "model/column.hpp"

#include <vector>

#include "support/catch.hpp"

namespace casus::model {
namespace {

constexpr Word large = Word{1} << 40;

Column column_of(const std::vector<Word>& words) {
  Column column;
  for (const Word word : words) column.push(word);
  return column;
}

std::vector<Word> words_of(const Column& column) {
  std::vector<Word> words(column.size());
  column.read(0, column.size(), words);
  return words;
}

constexpr Word minus(std::int64_t value) { return static_cast<Word>(-value); }

/// No rows, one value throughout, then each form with the least and greatest that it holds: the
/// least number of so many bits stands for the unknown.
const std::vector<std::vector<Word>> samples = {{},
                                                {7},
                                                {7, 7, 7},
                                                {unknown_word, unknown_word},
                                                {large, large},
                                                {1, 127, unknown_word, minus(127)},
                                                {2, minus(128), 32767, unknown_word},
                                                {7, minus(32768), 2147483647, unknown_word},
                                                {1, minus(2147483648), 2},
                                                {1, large, unknown_word}};

TEST_CASE("A column appends the rows of any other from any row on", "[model]") {
  for (const auto& before : samples) {
    for (const auto& other : samples) {
      for (std::size_t first = 0; first <= other.size(); ++first) {
        Column column = column_of(before);
        column.append(column_of(other), first);
        auto expected = before;
        expected.insert(expected.end(), other.begin() + static_cast<std::ptrdiff_t>(first),
                        other.end());
        CHECK(words_of(column) == expected);
        column.push(large + 1);  // and its form is sound
        CHECK(column.at(column.size() - 1) == large + 1);
      }
    }
  }
}

TEST_CASE("A column finds the first row that holds a word, or none", "[model]") {
  for (const auto& words : samples) {
    const Column column = column_of(words);
    for (const Word wanted : {Word{7}, Word{2}, Word{9}, large, unknown_word}) {
      for (std::size_t first = 0; first <= words.size(); ++first) {
        std::size_t expected = first;
        while (expected < words.size() && words[expected] != wanted) ++expected;
        CHECK(column.find(wanted, first) == expected);
      }
    }
  }
}

TEST_CASE("A column takes the smallest form that holds its words", "[model]") {
  using Form = Column::Form;
  const std::vector<Form> forms = {Form::constant, Form::constant, Form::constant, Form::constant,
                                   Form::constant, Form::bits8,    Form::bits16,   Form::bits32,
                                   Form::bits64,   Form::bits64};
  for (std::size_t i = 0; i < samples.size(); ++i) {
    Column column;
    column.append(samples[i]);
    CHECK(column.form() == forms[i]);
    CHECK(words_of(column) == samples[i]);
  }
}

TEST_CASE("A column holds any word in any place", "[model]") {
  for (const auto& words : samples) {
    for (const auto& others : samples) {
      for (std::size_t row = 0; row < words.size(); ++row) {
        for (const Word other : others) {
          Column column = column_of(words);
          column.set(row, other);
          auto expected = words;
          expected[row] = other;
          CHECK(words_of(column) == expected);
        }
      }
    }
  }
}

TEST_CASE("A column says when it begins to vary and when it needs 64 bits", "[model]") {
  Column column;
  const auto admit = [&](Word word) {
    const bool changed = column.admit({&word, 1});
    column.push_admitted(word);
    return changed;
  };
  CHECK_FALSE(admit(5));
  CHECK(admit(6));  // varies
  CHECK_FALSE(admit(300));
  CHECK_FALSE(admit(70000));
  CHECK(admit(large));
  CHECK_FALSE(admit(unknown_word));
  CHECK(words_of(column) == std::vector<Word>{5, 6, 300, 70000, large, unknown_word});
}

}  // namespace
}  // namespace casus::model
