// SPDX-License-Identifier: Apache-2.0
//
// Expected values by hand, from powers of two.
#include "verify/total.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using namespace casus;
using verify::Total;

namespace {

template <class... Values>
Total sum(Values... values) {
  Total total;
  (total.add(values), ...);
  return total;
}

}  // namespace

TEST_CASE("a sum loses nothing on the way", "[verify]") {
  // Added one by one as doubles, the 1 is lost beside 2^60, and so is 2^-1074 beside 1.
  CHECK(sum(0x1p60, 1.0, -0x1p60).over(1) == 1.0);
  CHECK(sum(1.0, 0x1p-1074, -1.0).over(1) == 0x1p-1074);
  CHECK(sum(0x1.fffffffffffffp1023, 0x1.fffffffffffffp1023, -0x1.fffffffffffffp1023).over(1) ==
        0x1.fffffffffffffp1023);
  CHECK(sum(0.5, -0.5).over(1) == 0.0);
}

TEST_CASE("a sum is rounded once, half to even", "[verify]") {
  // Between 2^53 and 2^53 + 2 lies no double.
  CHECK(sum(0x1p53, 1.0).over(1) == 0x1p53);
  CHECK(sum(0x1p53, 1.0, 0x1p-1074).over(1) == 0x1p53 + 2);
  CHECK(sum(0x1p53, 3.0).over(1) == 0x1p53 + 4);
  CHECK(sum(-0x1p53, -1.0).over(1) == -0x1p53);
}

TEST_CASE("a sum may be divided before it is rounded", "[verify]") {
  CHECK(sum(1.0).over(3) == 1.0 / 3.0);
  CHECK(sum(0x1p1023, 0x1p1023).over(2) == 0x1p1023);
  CHECK(std::isinf(sum(0x1p1023, 0x1p1023).over(1)));
  // A third of the smallest number is nearer to none, two thirds are nearer to one of it.
  CHECK(sum(0x1p-1074).over(3) == 0.0);
  CHECK(sum(0x1p-1074, 0x1p-1074).over(3) == 0x1p-1074);
}

TEST_CASE("a sum of whole numbers is whole where it is an int", "[verify]") {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  CHECK(sum(most, std::int64_t{1}, std::int64_t{-2}).whole() == most - 1);
  CHECK(sum(-most, std::int64_t{7}).whole() == -most + 7);
  CHECK_FALSE(sum(most, std::int64_t{1}).whole());
  CHECK(sum().whole() == 0);
}
