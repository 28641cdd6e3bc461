// SPDX-License-Identifier: Apache-2.0
//
// Rows as boxes of small numbers. Every expected answer can be read off a drawing on squared paper.
#include "check/table_proofs.hpp"

#include "support/catch.hpp"

namespace casus::check {
namespace {

using Interval = IntervalSet::Interval;

const auto always = [](std::size_t, std::size_t) { return true; };

IntervalSet at(std::uint32_t number) { return {number, number}; }

std::optional<Box> gap(const Box& space, const std::vector<Box>& rows) {
  Work work(1'000);
  auto found = uncovered(space, rows, work);
  CHECK_FALSE(work.used_up());
  return found;
}

}  // namespace

TEST_CASE("a set of intervals joins what touches and keeps the rest apart", "[check][tables]") {
  const IntervalSet set({{7, 9}, {0, 2}, {3, 4}, {8, 12}});
  CHECK(set.intervals() == std::vector<Interval>{{0, 4}, {7, 12}});
  CHECK(set.size() == 11);
  CHECK(set.contains({1, 4}));
  CHECK_FALSE(set.contains({4, 7}));
  CHECK(set.meets({5, 7}));
  CHECK_FALSE(set.meets({5, 6}));
  CHECK_FALSE(set.meets({13, 13}));
}

TEST_CASE("sets are cut and taken away number by number", "[check][tables]") {
  const IntervalSet set({{0, 4}, {7, 12}});
  CHECK(common(set, {3, 8}) == IntervalSet({{3, 4}, {7, 8}}));
  CHECK(without(set, {3, 8}) == IntervalSet({{0, 2}, {9, 12}}));
  CHECK(without({0, 9}, set) == IntervalSet({{5, 6}}));
  CHECK(without(set, {0, 20}).empty());
  CHECK(without(set, {}) == set);
  constexpr std::uint32_t top = 0xFFFFFFFF;
  CHECK(without({5, top}, {8, top}) == IntervalSet(5, 7));
  CHECK(without({5, top}, {5, 7}) == IntervalSet(8, top));
}

TEST_CASE("of the rows before it, a row is told of the first that it meets", "[check][tables]") {
  // Two columns; rows 0 and 2 share the square (2, 5), rows 1 and 2 share (3, 6).
  const std::vector<Box> rows = {
      {{0, 2}, {5, 5}}, {{3, 4}, {6, 9}}, {{2, 3}, {5, 6}}, {{3, 4}, {0, 4}}};
  Work work(100);
  CHECK(meetings(rows, always, work) == std::vector<Meeting>{{0, 2}});
  const auto not_first = [](std::size_t earlier, std::size_t) { return earlier != 0; };
  CHECK(meetings(rows, not_first, work) == std::vector<Meeting>{{1, 2}});
}

TEST_CASE("rows of a table without columns all meet", "[check][tables]") {
  Work work(100);
  CHECK(meetings(std::vector<Box>(3), always, work) == std::vector<Meeting>{{0, 1}, {0, 2}});
  CHECK_FALSE(gap({}, {{}}));
  CHECK(gap({}, {}) == Box{});
}

TEST_CASE("what no row covers is found, however small", "[check][tables]") {
  // Five rectangles around the middle square of three by three leave just that.
  const Box space = {{0, 2}, {0, 2}};
  std::vector<Box> rows = {{{0, 1}, at(0)}, {at(2), {0, 1}}, {{1, 2}, at(2)}, {at(0), {1, 2}}};
  CHECK(gap(space, rows) == Box{at(1), at(1)});
  rows.push_back({at(1), at(1)});
  CHECK_FALSE(gap(space, rows));
}

TEST_CASE("of rows that do not meet the gap is found by counting", "[check][tables]") {
  const Box space = {{0, 2}, {0, 2}};
  std::vector<Box> rows = {{{0, 1}, at(0)}, {at(2), {0, 1}}, {{1, 2}, at(2)}, {at(0), {1, 2}}};
  Work none(0);
  CHECK(uncovered_by_disjoint(space, rows, none) == Box{at(1), at(1)});
  rows.push_back({at(1), at(1)});
  CHECK_FALSE(uncovered_by_disjoint(space, rows, none));
  CHECK(uncovered_by_disjoint({IntervalSet({{0, 2}, {5, 7}})}, std::vector<Box>{{{0, 5}}, {at(7)}},
                              none) == Box{at(6)});
  CHECK_FALSE(none.used_up());
  // Twelve columns of 1,024 classes are 2^120 inputs: too many to be counted, so it is searched.
  const Box large(12, IntervalSet(0, 1'023));
  Box half = large;
  half[11] = {0, 511};
  Work some(1'000);
  const auto found = uncovered_by_disjoint(large, std::vector<Box>{half}, some);
  REQUIRE(found);
  CHECK((*found)[11] == IntervalSet(512, 1'023));
}

TEST_CASE("an uncovered box may grow up to the next row", "[check][tables]") {
  const std::vector<Box> rows = {{{0, 1}, {0, 9}}, {{6, 9}, {0, 4}}};
  const Box found = {at(3), at(2)};
  CHECK(room(found, 0, {0, 9}, rows) == IntervalSet(2, 5));
  CHECK(room(found, 1, {0, 9}, rows) == IntervalSet(0, 9));
}

TEST_CASE("a row is idle where those above leave nothing to it", "[check][tables]") {
  Work work(1'000);
  // 2..6 lies within 0..3 and 4..8 together; 8..9 still has the 9.
  CHECK(idle_rows(std::vector<Box>{{{0, 3}}, {{4, 8}}, {{2, 6}}, {{8, 9}}}, work) ==
        std::vector<std::size_t>{2});
  // The same with a second column: only where both agree.
  CHECK(idle_rows(std::vector<Box>{{{0, 3}, {0, 1}},
                                   {{4, 8}, {0, 1}},
                                   {{2, 6}, {0, 1}},
                                   {{2, 6}, {1, 2}},
                                   {IntervalSet(), {0, 2}}},
                  work) == std::vector<std::size_t>{2});
}

TEST_CASE("a question too hard for its bound stays open", "[check][tables]") {
  // Nine pigeons in eight holes: every way puts two into one, and to see it takes thousands of
  // steps.
  std::vector<Box> rows;
  const Box space(9, IntervalSet(0, 7));
  for (std::size_t a = 0; a < 9; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      for (std::uint32_t hole = 0; hole < 8; ++hole) {
        Box& row = rows.emplace_back(space);
        row[a] = row[b] = at(hole);
      }
    }
  }
  Work little(10'000);
  CHECK_FALSE(uncovered(space, rows, little));
  CHECK(little.used_up());
  Work enough(100'000'000);
  CHECK_FALSE(uncovered(space, rows, enough));
  CHECK_FALSE(enough.used_up());
}

}  // namespace casus::check
