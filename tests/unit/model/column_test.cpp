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

/// One of each form: no rows, one value throughout, small values, large ones.
const std::vector<std::vector<Word>> samples = {
    {}, {7}, {7, 7, 7}, {large, large}, {1, 2, unknown_word, 3}, {1, large, 2}};

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

}  // namespace
}  // namespace casus::model
