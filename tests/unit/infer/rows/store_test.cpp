// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/store.hpp"

#include <array>
#include <vector>

#include "support/catch.hpp"

using namespace casus::infer;

namespace {

std::vector<Word> words(std::span<const Word> row) { return {row.begin(), row.end()}; }

std::vector<RowId> rows(std::span<const RowId> ids) { return {ids.begin(), ids.end()}; }

}  // namespace

TEST_CASE("a row inserted twice keeps its first number", "[infer][store]") {
  Store store(2);
  CHECK(store.insert(std::array<Word, 2>{1, 2}) == std::pair<RowId, bool>{0, true});
  CHECK(store.insert(std::array<Word, 2>{2, 1}) == std::pair<RowId, bool>{1, true});
  CHECK(store.insert(std::array<Word, 2>{1, 2}) == std::pair<RowId, bool>{0, false});
  CHECK(store.size() == 2);
}

TEST_CASE("a new row has certainty 0 and counts as given", "[infer][store]") {
  Store store(1);
  store.insert(std::array<Word, 1>{7});
  CHECK(number_of(store.grade(0)) == 0);
  CHECK(store.derivation(0).rule == Derivation::given);
  CHECK(store.derivation(0).height == 0);
}

TEST_CASE("rows are found by all their columns", "[infer][store]") {
  Store store(2);
  store.insert(std::array<Word, 2>{1, 2});
  CHECK(store.find(std::array<Word, 2>{1, 2}) == std::optional<RowId>(0));
  CHECK_FALSE(store.find(std::array<Word, 2>{1, 3}));
  CHECK_FALSE(Store(2).find(std::array<Word, 2>{1, 2}));
}

TEST_CASE("rows stay where they are while a store grows", "[infer][store]") {
  Store store(2);
  constexpr RowId many = 5000;
  for (Word i = 0; i < many; ++i) store.insert(std::array<Word, 2>{i, i * i});
  REQUIRE(store.size() == many);
  for (RowId i = 0; i < many; ++i) {
    const std::array<Word, 2> row = {i, Word{i} * i};
    REQUIRE(store.find(row) == std::optional<RowId>(i));
    REQUIRE(words(store.row(i)) == std::vector<Word>(row.begin(), row.end()));
  }
}

TEST_CASE("a store of no columns holds at most one row", "[infer][store]") {
  Store store(0);
  CHECK_FALSE(store.find({}));
  CHECK(store.insert({}) == std::pair<RowId, bool>{0, true});
  CHECK(store.insert({}) == std::pair<RowId, bool>{0, false});
  CHECK(store.find({}) == std::optional<RowId>(0));
}

TEST_CASE("a better derivation takes the place of the one before", "[infer][store]") {
  Store store(1, Grade::none, 3);
  store.insert(std::array<Word, 1>{1});
  store.insert(std::array<Word, 1>{2});
  store.set_derivation(0, 4, 1, std::array<RowId, 2>{10, 11});
  store.set_derivation(1, 4, 2, std::array<RowId, 2>{20, 21});

  SECTION("by the same rule") {
    store.set_derivation(0, 4, 3, std::array<RowId, 2>{12, 13});
    CHECK(rows(store.premises(0, 2)) == std::vector<RowId>{12, 13});
    CHECK(store.derivation(0).height == 3);
  }
  SECTION("by a rule with more premises") {
    store.set_derivation(0, 5, 0, std::array<RowId, 3>{1, 2, 3});
    CHECK(store.derivation(0).rule == 5);
    CHECK(rows(store.premises(0, 3)) == std::vector<RowId>{1, 2, 3});
  }
  CHECK(rows(store.premises(1, 2)) == std::vector<RowId>{20, 21});
}

TEST_CASE("a store takes over rows of another with grades and derivations", "[infer][store]") {
  const Grade full = grade_of(1);
  const Grade half = grade_of(0.5);
  Store other(2, full, 2);
  other.insert(std::array<Word, 2>{1, 1}, full);
  other.insert(std::array<Word, 2>{1, 2}, half);
  other.insert(std::array<Word, 2>{1, 3}, full);
  other.set_derivation(1, 4, 1, std::array<RowId, 1>{0});
  other.set_derivation(2, 5, 2, std::array<RowId, 2>{1, 0});
  std::vector<std::uint32_t> shown;
  const auto renumber = [&](std::uint32_t rule, std::span<RowId> premises) {
    shown.push_back(rule);
    premises[0] += 10;
  };
  for (const bool empty : {true, false}) {
    INFO(empty);
    shown.clear();
    Store store(2, full, 2);
    if (!empty) store.insert(std::array<Word, 2>{9, 9}, full);
    const RowId before = store.size();
    store.append(other, 1, renumber);
    REQUIRE(store.size() == before + 2);
    CHECK(shown == std::vector<std::uint32_t>{4, 5});
    CHECK(store.grade(before) == half);
    CHECK(store.grade(before + 1) == full);
    CHECK(store.derivation(before).rule == 4);
    CHECK(store.derivation(before + 1).height == 2);
    CHECK(rows(store.premises(before + 1, 2)) == std::vector<RowId>{11, 0});
    // More looks than are answered without the table.
    for (int look = 0; look < 9; ++look) {
      CHECK(store.find(std::array<Word, 2>{1, 3}) == std::optional<RowId>(before + 1));
      CHECK_FALSE(store.find(std::array<Word, 2>{1, 1}));
    }
    CHECK(store.insert(std::array<Word, 2>{1, 2}, full) == std::pair<RowId, bool>{before, false});
  }
}

TEST_CASE("some rows of a store are a store with their derivations", "[infer][store]") {
  Store store(1, grade_of(1), 1);
  for (Word i = 0; i < 5; ++i) store.insert(std::array<Word, 1>{i}, grade_of(1));
  store.set_derivation(3, 7, 2, std::array<RowId, 1>{1});
  const Store some = store.only(std::array<RowId, 2>{1, 3});
  REQUIRE(some.size() == 2);
  CHECK(words(some.row(1)) == std::vector<Word>{3});
  CHECK(some.derivation(0).rule == Derivation::given);
  CHECK(some.derivation(1).rule == 7);
  CHECK(rows(some.premises(1, 1)) == std::vector<RowId>{1});
}

TEST_CASE("appended rows are found", "[infer][store]") {
  Store store(2, grade_of(1));
  const std::array<Word, 2> first{1, 2};
  const std::array<Word, 2> second{5, 5};
  const std::array<const Word*, 2> columns{first.data(), second.data()};
  store.append(columns, 2, nullptr);
  CHECK(store.size() == 2);
  CHECK(words(store.row(1)) == std::vector<Word>{2, 5});
  CHECK(store.is_full());
  CHECK(store.insert(std::array<Word, 2>{2, 5}, grade_of(1)) == std::pair<RowId, bool>{1, false});
  CHECK(store.insert(std::array<Word, 2>{3, 5}, grade_of(1)) == std::pair<RowId, bool>{2, true});
  const std::array<double, 2> grades{0.5, 1};
  Store graded(2, grade_of(1));
  graded.append(columns, 2, grades.data());
  CHECK(number_of(graded.grade(0)) == 0.5);
  CHECK(number_of(graded.grade(1)) == 1);
}
