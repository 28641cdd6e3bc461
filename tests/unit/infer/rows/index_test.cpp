// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/index.hpp"

#include <array>
#include <vector>

#include "support/catch.hpp"

using namespace casus::infer;

namespace {

casus::plan::IndexPlan on(std::vector<std::uint32_t> columns, bool whole = false) {
  return {.store = {}, .columns = std::move(columns), .whole = whole};
}

/// The rows of a chain that really have the key, in the order of the chain.
std::vector<RowId> with(const Index& index, const Store& store, std::vector<std::uint32_t> columns,
                        std::vector<Word> key) {
  std::vector<RowId> result;
  for (RowId row = index.first(store, key); row != no_row; row = index.next(row)) {
    bool agrees = true;
    for (std::size_t i = 0; i < key.size(); ++i) {
      agrees = agrees && store.at(row, columns[i]) == key[i];
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
  Index index(on({1, 2}));
  index.catch_up(store);
  CHECK(with(index, store, {1, 2}, {10, 100}) == std::vector<RowId>{1, 0});
  CHECK(with(index, store, {1, 2}, {20, 100}) == std::vector<RowId>{2});
  CHECK(with(index, store, {1, 2}, {20, 200}).empty());
}

TEST_CASE("an index knows no rows before it first catches up", "[infer][index]") {
  Store store(1);
  store.insert(std::array<Word, 1>{1});
  CHECK(Index(on({0})).first(store, std::array<Word, 1>{1}) == no_row);
}

TEST_CASE("an index sees the store as it was when it caught up", "[infer][index]") {
  Store store(2);
  store.insert(std::array<Word, 2>{1, 1});
  Index index(on({0}));
  index.catch_up(store);
  store.insert(std::array<Word, 2>{1, 2});
  CHECK(with(index, store, {0}, {1}) == std::vector<RowId>{0});
  index.catch_up(store);
  CHECK(with(index, store, {0}, {1}) == std::vector<RowId>{1, 0});
}

TEST_CASE("an index keeps every row while its store grows", "[infer][index]") {
  Store store(2);
  Index index(on({1}));
  for (Word i = 0; i < 3000; ++i) {
    store.insert(std::array<Word, 2>{i, i % 7});
    if (i % 100 == 0) index.catch_up(store);
  }
  index.catch_up(store);
  for (Word key = 0; key < 7; ++key) {
    const std::vector<RowId> found = with(index, store, {1}, {key});
    // 3000 = 428 * 7 + 4: the keys 0 to 3 have one row more.
    REQUIRE(found.size() == (key < 4 ? 429U : 428U));
    REQUIRE(std::is_sorted(found.rbegin(), found.rend()));
  }
}

TEST_CASE("an index of all columns sees the rows that it knows", "[infer][index]") {
  Store store(2);
  store.insert(std::array<Word, 2>{1, 1});
  Index index(on({0, 1}, true));
  CHECK(with(index, store, {0, 1}, {1, 1}).empty());
  index.catch_up(store);
  store.insert(std::array<Word, 2>{1, 2});
  CHECK(with(index, store, {0, 1}, {1, 1}) == std::vector<RowId>{0});
  CHECK(with(index, store, {0, 1}, {1, 2}).empty());
}

TEST_CASE("an index takes values near and far, known and unknown", "[infer][index]") {
  // First by the values themselves, then, as these lie too far apart, by their hash.
  Store store(2);
  Index index(on({0}));
  const Word far = GENERATE(Word{1} << 20, Word{1} << 40, casus::model::word_of_int(-5),
                            casus::model::unknown_word);
  for (Word i = 0; i < 40; ++i) store.insert(std::array<Word, 2>{i / 2, i});
  index.catch_up(store);
  CHECK(index.exact());
  CHECK(with(index, store, {0}, {7}) == std::vector<RowId>{15, 14});
  CHECK(with(index, store, {0}, {far}).empty());
  store.insert(std::array<Word, 2>{far, 1});
  index.catch_up(store);
  CHECK(with(index, store, {0}, {7}) == std::vector<RowId>{15, 14});
  CHECK(with(index, store, {0}, {far}) == std::vector<RowId>{40});
  CHECK(with(index, store, {0}, {21}).empty());
}

TEST_CASE("a column of one value does not keep an index from going by that of another",
          "[infer][index]") {
  const bool before = GENERATE(false, true);  // the column of one value
  const auto pair = [&](Word value, Word only) {
    return before ? std::array<Word, 2>{only, value} : std::array<Word, 2>{value, only};
  };
  Store store(3);
  const auto insert = [&](Word value, Word only) {
    const auto [first, second] = pair(value, only);
    store.insert(std::array<Word, 3>{first, second, store.size()});
  };
  for (Word i = 0; i < 40; ++i) insert(i / 2, 9);
  Index index(on({0, 1}));
  index.catch_up(store);
  CHECK(index.exact());
  const auto found = [&](Word value, Word only) {
    const auto key = pair(value, only);
    const std::array<const Word*, 2> keys = {&key[0], &key[1]};
    std::vector<std::uint64_t> scratch;
    std::vector<RowId> heads;
    index.first(store, keys, 1, scratch, heads);
    REQUIRE(heads == std::vector<RowId>{index.first(store, key)});
    return with(index, store, {0, 1}, {key[0], key[1]});
  };
  CHECK(found(7, 9) == std::vector<RowId>{15, 14});
  CHECK(found(7, 8).empty());
  CHECK(index.first(store, pair(7, 8)) == no_row);
  CHECK(found(99, 9).empty());
  // Then it varies.
  insert(7, 8);
  index.catch_up(store);
  CHECK_FALSE(index.exact());
  CHECK(found(7, 9) == std::vector<RowId>{15, 14});
  CHECK(found(7, 8) == std::vector<RowId>{40});
}

TEST_CASE("an index finds many keys as it finds each", "[infer][index]") {
  Store store(2);
  const bool whole = GENERATE(false, true);
  const bool far = GENERATE(false, true);
  for (Word i = 0; i < 3000; ++i) {
    store.insert(std::array<Word, 2>{(i % 700) * (far ? 1000 : 1), i % 3});
  }
  Index index(whole ? on({0, 1}, true) : on({0}));
  index.catch_up(store);
  std::vector<Word> first;
  std::vector<Word> second;
  for (Word i = 0; i < 1000; ++i) {
    first.push_back(i);
    second.push_back(i % 4);
  }
  const std::array<const Word*, 2> keys = {first.data(), second.data()};
  std::vector<RowId> heads;
  std::vector<std::uint64_t> scratch;
  index.first(store, std::span(keys).first(whole ? 2 : 1), 1000, scratch, heads);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    const std::array<Word, 2> key = {first[i], second[i]};
    REQUIRE(heads[i] == index.first(store, std::span(key).first(whole ? 2 : 1)));
  }
}
