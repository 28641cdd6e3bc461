// SPDX-License-Identifier: Apache-2.0
#include "infer/store.hpp"

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

TEST_CASE("appended rows are found once another row is inserted", "[infer][store]") {
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
