// SPDX-License-Identifier: Apache-2.0
#include "base/array.hpp"

#include <cstdint>
#include <vector>

#include "support/catch.hpp"

namespace casus::base {
namespace {

std::vector<std::uint32_t> values(const Array<std::uint32_t>& array) {
  return {array.begin(), array.end()};
}

Array<std::uint32_t> counted(std::uint32_t size) {
  Array<std::uint32_t> made;
  for (std::uint32_t i = 0; i < size; ++i) made.push_back(i);
  return made;
}

TEST_CASE("An array grows from nothing into large memory and keeps its values", "[base]") {
  constexpr std::uint32_t many = 5'000'000;  // 20 MB, ten pages of 2 MiB
  const auto array = counted(many);
  REQUIRE(array.size() == many);
  bool same = true;
  for (std::uint32_t i = 0; i < many; ++i) same = same && array[i] == i;
  CHECK(same);
}

TEST_CASE("A copy of an array shares its memory until one of the two changes", "[base]") {
  auto array = counted(3);
  const auto copy = array;
  CHECK(copy.data() == array.data());

  SECTION("by what is appended") {
    array.push_back(9);
    CHECK(values(array) == std::vector<std::uint32_t>{0, 1, 2, 9});
  }
  SECTION("by what is written") {
    array.edit()[0] = 9;
    CHECK(values(array) == std::vector<std::uint32_t>{9, 1, 2});
  }
  SECTION("by being emptied") {
    array.clear();
    array.push_back(9);
    CHECK(values(array) == std::vector<std::uint32_t>{9});
  }
  SECTION("by being assigned to") {
    array = counted(1);
    CHECK(values(array) == std::vector<std::uint32_t>{0});
  }
  CHECK(values(copy) == std::vector<std::uint32_t>{0, 1, 2});
}

TEST_CASE("Two copies of an array that both grow do not see each other's values", "[base]") {
  auto array = counted(2);
  auto copy = array;
  array.push_back(7);
  copy.push_back(8);
  CHECK(values(array) == std::vector<std::uint32_t>{0, 1, 7});
  CHECK(values(copy) == std::vector<std::uint32_t>{0, 1, 8});
}

TEST_CASE("An array alone keeps its memory where it is written", "[base]") {
  auto array = counted(3);
  { const auto copy = array; }
  const auto* before = array.data();
  array.edit()[1] = 5;
  CHECK(array.data() == before);
}

TEST_CASE("An array of zeros can be written and grows", "[base]") {
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{3'000'000}}) {
    auto array = Array<std::uint32_t>::zeros(size);
    REQUIRE(array.size() == size);
    for (const std::uint32_t value : array) REQUIRE(value == 0);
    array.append(2, 4);
    CHECK(array.size() == size + 2);
    CHECK(array[size + 1] == 4);
  }
}

}  // namespace
}  // namespace casus::base
