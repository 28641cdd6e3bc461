// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/sweep.hpp"

#include "support/catch.hpp"

using namespace casus::infer;
using casus::model::word_of_int;
using casus::model::word_of_number;

namespace {

using Wanted = std::vector<std::pair<std::uint32_t, Word>>;

/// Columns: 7 throughout; the row's number modulo 3; the row's number over 8.
Store sample() {
  Store store(3);
  for (int i = 0; i < 10; ++i) {
    store.insert(std::vector<Word>{word_of_int(7), word_of_int(i % 3), word_of_number(i / 8.0)});
  }
  return store;
}

std::vector<RowId> swept(const Store& store, RowId first, RowId end, const Wanted& wanted) {
  std::vector<RowId> found{99};  // of a sweep before
  sweep(store, first, end, wanted, found);
  return found;
}

}  // namespace

TEST_CASE("a sweep finds the rows that hold a word, in whatever form", "[infer][sweep]") {
  const Store store = sample();
  CHECK(swept(store, 2, 5, {{0, word_of_int(7)}}) == std::vector<RowId>{2, 3, 4});
  CHECK(swept(store, 0, 10, {{0, word_of_int(8)}}).empty());
  CHECK(swept(store, 1, 9, {{1, word_of_int(0)}}) == std::vector<RowId>{3, 6});
  // No int of 32 bits: it must not be taken for its lower half.
  CHECK(swept(store, 0, 10, {{1, word_of_int((std::int64_t{1} << 32) + 1)}}).empty());
  CHECK(swept(store, 0, 10, {{2, word_of_number(0.25)}}) == std::vector<RowId>{2});
}

TEST_CASE("a sweep for several words finds the rows that hold all", "[infer][sweep]") {
  const Store store = sample();
  CHECK(swept(store, 0, 10, {{1, word_of_int(2)}, {2, word_of_number(1)}}) ==
        std::vector<RowId>{8});
  CHECK(swept(store, 0, 10, {{0, word_of_int(7)}, {1, word_of_int(1)}}) ==
        std::vector<RowId>{1, 4, 7});
  CHECK(swept(store, 0, 10, {{1, word_of_int(1)}, {2, word_of_number(1)}}).empty());
}
