// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/row_order.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "model/word.hpp"
#include "support/catch.hpp"

using namespace casus::infer;
using casus::base::Symbols;
using casus::model::Base;
using casus::model::Type;
using casus::model::unknown_word;
using casus::model::word_of_int;
using casus::model::word_of_number;

namespace {

Store store_of(const std::vector<std::vector<Word>>& rows) {
  Store store(static_cast<std::uint32_t>(rows.front().size()));
  for (const std::vector<Word>& row : rows) store.insert(row);
  return store;
}

std::vector<RowId> numbers(RowId rows) {
  std::vector<RowId> result(rows);
  std::iota(result.begin(), result.end(), RowId{0});
  return result;
}

std::vector<RowId> sorted(const Store& store, const std::vector<Type>& types,
                          const Symbols& symbols = {}) {
  std::vector<RowId> result = numbers(store.size());
  Meter no_limit{Budget{}};
  REQUIRE(TypedRows{store, types, symbols}.sort(result, no_limit));
  return result;
}

}  // namespace

TEST_CASE("rows are sorted column by column, whole numbers by size", "[infer][order]") {
  const Store store = store_of({{word_of_int(2), word_of_int(-1)},
                                {word_of_int(-3), word_of_int(7)},
                                {word_of_int(2), word_of_int(-5)},
                                {word_of_int(-3), word_of_int(-7)}});
  CHECK(sorted(store, {{Base::integer}, {Base::integer}}) == std::vector<RowId>{3, 1, 2, 0});
}

TEST_CASE("the unknown comes first, and below zero the larger number is the less",
          "[infer][order]") {
  const Store store = store_of({{word_of_number(0.5)},
                                {word_of_number(-0.5)},
                                {unknown_word},
                                {word_of_number(-2)},
                                {word_of_number(1e300)}});
  CHECK(sorted(store, {{Base::number}}) == std::vector<RowId>{2, 3, 1, 0, 4});
}

TEST_CASE("texts that begin alike are sorted by what follows, then by the next column",
          "[infer][order]") {
  Symbols symbols;
  const auto text = [&](const char* of) { return Word{symbols.intern(of)}; };
  // Eight letters are the same in all of them.
  const Store store = store_of({{text("provincial"), word_of_int(1)},
                                {text("province"), word_of_int(3)},
                                {text("provinces"), word_of_int(2)},
                                {text("province"), word_of_int(-3)},
                                {text("provinci"), word_of_int(0)}});
  // "province" < "provinces" < "provinci" < "provincial"
  CHECK(sorted(store, {{Base::text}, {Base::integer}}, symbols) ==
        std::vector<RowId>{3, 1, 2, 4, 0});
}

TEST_CASE("many rows are sorted as few are", "[infer][order]") {
  // (i * 7919) mod 10007 goes through the numbers below 10007, a prime, each once.
  constexpr std::int64_t prime = 10007;
  std::vector<std::vector<Word>> rows;
  for (std::int64_t i = 0; i < prime; ++i) {
    const std::int64_t value = i * 7919 % prime;
    rows.push_back({word_of_int(value / 100 - 50), word_of_number(static_cast<double>(value) / 8)});
  }
  const Store store = store_of(rows);
  const std::vector<RowId> order = sorted(store, {{Base::integer}, {Base::number}});
  // Both columns rise with the value.
  for (RowId at = 0; at < order.size(); ++at) {
    REQUIRE(order[at] * std::int64_t{7919} % prime == at);
  }
}

TEST_CASE("durations in days come behind those in months", "[infer][order]") {
  using casus::model::Duration;
  const auto word = [](std::int64_t amount, bool in_days) {
    return casus::model::word_of_duration(Duration{.amount = amount, .in_days = in_days});
  };
  const Store store =
      store_of({{word(3, true)}, {word(20, false)}, {word(2, true)}, {word(-1, false)}});
  CHECK(sorted(store, {{Base::duration}}) == std::vector<RowId>{3, 1, 2, 0});
}

TEST_CASE("a limit reached at any time while rows are sorted leaves them as they were",
          "[infer][order]") {
  Symbols symbols;
  std::vector<std::vector<Word>> rows;
  constexpr std::int64_t prime = 10007;
  // 8 letters are the same in all texts, so that the keys tell none from another.
  for (std::int64_t i = 0; i < prime; ++i) {
    rows.push_back(
        {word_of_int(i % 2), Word{symbols.intern("province" + std::to_string(i * 7919 % prime))}});
  }
  const Store store = store_of(rows);
  const std::vector<Type> types{{Base::integer}, {Base::text}};
  const std::vector<RowId> whole = sorted(store, types, symbols);
  CHECK(std::ranges::is_sorted(whole, {}, [&](RowId row) {
    return std::pair(casus::model::int_of(store.at(row, 0)),
                     symbols.text(static_cast<casus::base::Symbol>(store.at(row, 1))));
  }));
  int looks = 0;
  for (bool stopped = true; stopped; ++looks) {
    int left = looks;
    Meter meter({.poll = [&left]() -> std::optional<casus::Limit> {
      return left-- > 0 ? std::nullopt : std::optional(casus::Limit::memory);
    }});
    std::vector<RowId> order = numbers(store.size());
    stopped = !TypedRows{store, types, symbols}.sort(order, meter);
    CHECK(order == (stopped ? numbers(store.size()) : whole));
    CHECK(meter.stopped().has_value() == stopped);
  }
  // 10,007 rows are looked at more than three times: once for each column and once to sort them.
  CHECK(looks > 6);
}
