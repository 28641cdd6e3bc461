// SPDX-License-Identifier: Apache-2.0
//
// Decision tables, looked up. The table of most cases: below 10 gives 1, 10 to 25 gives 2, from 20
// on gives 4; so 20 to 25 fits two rows.
#include <vector>

#include "infer/machine/functions.hpp"
#include "support/catch.hpp"

using namespace casus;
using check::Table;
using model::Base;
using model::Word;
using model::word_of_int;

namespace {

constexpr Word none = model::unknown_word;

Table::Cell below(std::int64_t bound) {
  return {.low = {}, .high = word_of_int(bound), .high_open = true};
}
Table::Cell from(std::int64_t bound) { return {.low = word_of_int(bound), .high = {}}; }
Table::Cell between(std::int64_t low, std::int64_t high) {
  return {.low = word_of_int(low), .high = word_of_int(high)};
}

Table exposure(Table::Policy policy) {
  Table table;
  table.parameters = {{"share", {.base = Base::integer}}};
  table.result = {.base = Base::integer};
  table.policy = policy;
  table.rows = {{{below(10)}, word_of_int(1)},
                {{between(10, 25)}, word_of_int(2)},
                {{from(20)}, word_of_int(4)}};
  return table;
}

Word look_up(const Table& table, std::vector<Word> args) {
  return infer::look_up(table, args, base::Symbols());
}

}  // namespace

TEST_CASE("the first row that fits gives the result", "[infer][tables]") {
  const Table table = exposure(Table::Policy::first);
  CHECK(look_up(table, {word_of_int(9)}) == word_of_int(1));
  CHECK(look_up(table, {word_of_int(10)}) == word_of_int(2));
  CHECK(look_up(table, {word_of_int(25)}) == word_of_int(2));
  CHECK(look_up(table, {word_of_int(26)}) == word_of_int(4));
}

TEST_CASE("a collecting table combines all rows that fit", "[infer][tables]") {
  CHECK(look_up(exposure(Table::Policy::sum), {word_of_int(22)}) == word_of_int(6));
  CHECK(look_up(exposure(Table::Policy::min), {word_of_int(22)}) == word_of_int(2));
  CHECK(look_up(exposure(Table::Policy::max), {word_of_int(22)}) == word_of_int(4));
  CHECK(look_up(exposure(Table::Policy::count), {word_of_int(22)}) == word_of_int(2));
}

TEST_CASE("where no row fits there is no value, and a count of 0", "[infer][tables]") {
  Table table = exposure(Table::Policy::unique);
  table.rows.erase(table.rows.begin());
  CHECK(look_up(table, {word_of_int(5)}) == none);
  table.policy = Table::Policy::sum;
  CHECK(look_up(table, {word_of_int(5)}) == none);
  table.policy = Table::Policy::count;
  CHECK(look_up(table, {word_of_int(5)}) == word_of_int(0));
}

TEST_CASE("an unknown argument has no row", "[infer][tables]") {
  CHECK(look_up(exposure(Table::Policy::first), {none}) == none);
}

TEST_CASE("the rows behind a result are the first that fits, or all that are collected",
          "[infer][tables]") {
  const auto hit = [](Table::Policy policy, Word share) {
    return infer::rows_hit(exposure(policy), std::vector<Word>{share}, base::Symbols());
  };
  CHECK(hit(Table::Policy::first, word_of_int(22)) == std::vector<std::size_t>{1});
  CHECK(hit(Table::Policy::max, word_of_int(22)) == std::vector<std::size_t>{1, 2});
  CHECK(hit(Table::Policy::count, none).empty());
}

TEST_CASE("all cells of a row have to fit", "[infer][tables]") {
  Table table;
  table.parameters = {{"share", {.base = Base::integer}}, {"member", {.base = Base::boolean}}};
  table.result = {.base = Base::integer};
  const Table::Cell any;
  const Table::Cell yes{.low = Word{1}, .high = Word{1}};
  Table::Cell not_seven = between(7, 7);
  not_seven.negated = true;
  table.rows = {{{below(10), yes}, word_of_int(1)}, {{not_seven, any}, word_of_int(2)}};
  CHECK(look_up(table, {word_of_int(5), 1}) == word_of_int(1));
  CHECK(look_up(table, {word_of_int(5), 0}) == word_of_int(2));
  CHECK(look_up(table, {word_of_int(7), 0}) == none);
}

TEST_CASE("an argument outside the range of its parameter has no row", "[infer][tables]") {
  // 9 lies below 10 and within 0..30; -1 and 31 are no input of the table, not even to be counted.
  for (const auto policy : {Table::Policy::first, Table::Policy::count}) {
    Table table = exposure(policy);
    table.parameters[0].low = word_of_int(0);
    table.parameters[0].high = word_of_int(30);
    CHECK(look_up(table, {word_of_int(9)}) == word_of_int(1));
    CHECK(look_up(table, {word_of_int(-1)}) == none);
    CHECK(look_up(table, {word_of_int(31)}) == none);
  }
}

TEST_CASE("months never fit a cell about days, whatever it says of them", "[infer][tables]") {
  const Word year = model::word_of_duration({12, false});
  const Word month = model::word_of_duration({30, true});
  Table table;
  table.parameters = {{"term", {.base = Base::duration}}};
  table.result = {.base = Base::integer};
  table.policy = Table::Policy::first;
  const auto value = [&](Table::Cell cell, Word term) {
    table.rows = {{{cell}, word_of_int(1)}};
    return look_up(table, {term});
  };
  CHECK(value({.low = year, .high = {}}, year) == word_of_int(1));
  CHECK(value({.low = year, .high = {}}, month) == none);
  CHECK(value({.low = {}, .high = month}, year) == none);
  CHECK(value({.low = year, .high = year, .negated = true}, month) == none);
  CHECK(value({}, month) == word_of_int(1));
}

TEST_CASE("a collected sum does not depend on the order of rows", "[infer][tables]") {
  const auto sum = [](Base base, const std::vector<Word>& results) {
    Table table;
    table.result = {.base = base};
    table.policy = Table::Policy::sum;
    for (const Word result : results) table.rows.push_back({{}, result});
    return look_up(table, {});
  };
  // 0.1 + 0.2 + 0.3 is nearer to 0.6 than to the double above it, which 0.1 + 0.2 rounds towards.
  const auto number = model::word_of_number;
  CHECK(sum(Base::number, {number(0.1), number(0.2), number(0.3)}) == number(0.6));
  CHECK(sum(Base::number, {number(0.3), number(0.2), number(0.1)}) == number(0.6));
  CHECK(sum(Base::number, {number(0.1), number(1e16), number(0.2), number(-1e16)}) ==
        number(0.1 + 0.2));  // one addition is rounded once
  CHECK(sum(Base::number, {number(1e308), number(1e308)}) == none);
  // On the way it may pass 64 bits.
  const Word most = word_of_int(9223372036854775807);
  CHECK(sum(Base::integer, {most, word_of_int(1), word_of_int(-1)}) == most);
  CHECK(sum(Base::integer, {most, word_of_int(1)}) == none);
}
