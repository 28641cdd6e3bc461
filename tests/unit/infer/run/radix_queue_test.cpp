// SPDX-License-Identifier: Apache-2.0
#include "infer/run/radix_queue.hpp"

#include <queue>
#include <random>

#include "support/catch.hpp"

using casus::infer::RadixQueue;

namespace {

using Entry = RadixQueue::Entry;

/// The values of the first entries, in order.
std::vector<std::uint32_t> take(RadixQueue& queue) {
  std::vector<std::uint32_t> values;
  std::vector<Entry>& first = queue.first();
  for (const Entry& one : first) values.push_back(one.value);
  std::ranges::sort(values);
  first.clear();
  return values;
}

}  // namespace

TEST_CASE("a radix queue takes by the first part of the key, then by the others",
          "[infer][queue]") {
  RadixQueue queue;
  CHECK(take(queue).empty());
  queue.push({.high = 2, .middle = 0, .low = 0, .value = 1});
  queue.push({.high = 1, .middle = ~std::uint64_t{0}, .low = 0, .value = 2});
  queue.push({.high = 1, .middle = 5, .low = 9, .value = 3});
  queue.push({.high = 1, .middle = 5, .low = 8, .value = 4});
  queue.push({.high = 1, .middle = 5, .low = 8, .value = 5});
  CHECK(take(queue) == std::vector<std::uint32_t>{4, 5});
  CHECK(take(queue) == std::vector<std::uint32_t>{3});
  CHECK(take(queue) == std::vector<std::uint32_t>{2});
  queue.push({.high = ~std::uint64_t{0}, .middle = 0, .low = 0, .value = 6});
  CHECK(take(queue) == std::vector<std::uint32_t>{1});
  CHECK(take(queue) == std::vector<std::uint32_t>{6});
  CHECK(take(queue).empty());
}

TEST_CASE("a radix queue takes in the order of any other", "[infer][queue]") {
  const auto behind = [](const Entry& a, const Entry& b) { return a.key() > b.key(); };
  std::priority_queue<Entry, std::vector<Entry>, decltype(behind)> expected(behind);
  RadixQueue queue;
  std::mt19937_64 random(7);
  Entry last;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    // From the last key up: by little, by a lot, or not at all.
    Entry entry = last;
    entry.value = i;
    switch (random() % 4) {
      case 0:
        entry.high += random() % 3;
        break;
      case 1:
        entry.middle += random() >> (random() % 64);
        if (entry.middle < last.middle) ++entry.high;
        break;
      case 2:
        entry.low += static_cast<std::uint32_t>(random() % 5);
        break;
      default:
        break;
    }
    queue.push(entry);
    expected.push(entry);
    if (random() % 3 != 0) continue;
    std::vector<Entry>& first = queue.first();
    REQUIRE(!first.empty());
    for (const Entry& one : first) {
      REQUIRE(one.key() == expected.top().key());
      expected.pop();
      last = one;
    }
    first.clear();
  }
  while (!expected.empty()) {
    std::vector<Entry>& first = queue.first();
    REQUIRE(!first.empty());
    for (const Entry& one : first) {
      REQUIRE(one.key() == expected.top().key());
      expected.pop();
    }
    first.clear();
  }
  CHECK(queue.first().empty());
}
