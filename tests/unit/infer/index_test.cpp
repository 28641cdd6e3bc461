// SPDX-License-Identifier: Apache-2.0
#include "infer/index.hpp"

#include <array>
#include <vector>

#include "support/catch.hpp"

using namespace casus::infer;

namespace {

/// The rows of a chain that really have the key, in the order of the chain.
std::vector<RowId> with(const Index& index, const Store& store, std::vector<Word> key) {
  std::vector<RowId> result;
  for (RowId row = index.first(key); row != no_row; row = index.next(row)) {
    bool agrees = true;
    for (std::size_t i = 0; i < key.size(); ++i) {
      agrees = agrees && store.at(row, index.columns()[i]) == key[i];
    }
    if (agrees) result.push_back(row);
  }
  return result;
}

}  // namespace

TEST_CASE("an index finds the rows by its columns", "[infer][index]") {
  Store store(3);
  store.insert(std::array<Word, 3>{1, 10, 100});
  store.insert(std::array<Word, 3>{2, 10, 100});
  store.insert(std::array<Word, 3>{3, 20, 100});
  store.insert(std::array<Word, 3>{4, 10, 200});
  Index index({1, 2});
  index.catch_up(store);
  CHECK(with(index, store, {10, 100}) == std::vector<RowId>{1, 0});
  CHECK(with(index, store, {20, 100}) == std::vector<RowId>{2});
  CHECK(with(index, store, {20, 200}).empty());
}

TEST_CASE("an index knows no rows before it first catches up", "[infer][index]") {
  Store store(1);
  store.insert(std::array<Word, 1>{1});
  CHECK(Index({0}).first(std::array<Word, 1>{1}) == no_row);
}

TEST_CASE("an index sees the store as it was when it caught up", "[infer][index]") {
  Store store(2);
  store.insert(std::array<Word, 2>{1, 1});
  Index index({0});
  index.catch_up(store);
  store.insert(std::array<Word, 2>{1, 2});
  CHECK(with(index, store, {1}) == std::vector<RowId>{0});
  index.catch_up(store);
  CHECK(with(index, store, {1}) == std::vector<RowId>{1, 0});
}

TEST_CASE("an index keeps every row while its store grows", "[infer][index]") {
  Store store(2);
  Index index({1});
  for (Word i = 0; i < 3000; ++i) {
    store.insert(std::array<Word, 2>{i, i % 7});
    if (i % 100 == 0) index.catch_up(store);
  }
  index.catch_up(store);
  for (Word key = 0; key < 7; ++key) {
    const std::vector<RowId> found = with(index, store, {key});
    // 3000 = 428 * 7 + 4: the keys 0 to 3 have one row more.
    REQUIRE(found.size() == (key < 4 ? 429U : 428U));
    REQUIRE(std::is_sorted(found.rbegin(), found.rend()));
  }
}
