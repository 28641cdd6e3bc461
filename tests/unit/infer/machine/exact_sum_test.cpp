// SPDX-License-Identifier: Apache-2.0
//
// Expected values: by hand where powers of two cancel, else from Python's fractions.Fraction, which
// adds exactly and rounds once.
#include "infer/machine/exact_sum.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "support/catch.hpp"

using casus::infer::ExactSum;

namespace {

std::optional<double> sum(const std::vector<double>& values) {
  ExactSum result;
  for (const double value : values) result.add(value);
  return result.total();
}

}  // namespace

TEST_CASE("the sum of nothing is 0", "[infer][exact_sum]") { CHECK(sum({}) == 0.0); }

TEST_CASE("what cancels leaves the rest exactly", "[infer][exact_sum]") {
  CHECK(sum({1e16, 1, -1e16}) == 1.0);
  CHECK(sum({1, 1e100, 1, -1e100}) == 2.0);
  CHECK(sum({1e100, 1, -1e100, 1e-100}) == 1.0);
  CHECK(sum({0.1, 0.2, -0.3}) == 0x1p-55);  // 0.1 + 0.2 - 0.3 of the doubles, exactly
  CHECK(sum({1e308 / 1e20, -1e308 / 1e20}) == 0.0);
}

TEST_CASE("ten tenths are one", "[infer][exact_sum]") {
  CHECK(sum(std::vector<double>(10, 0.1)) == 1.0);
}

TEST_CASE("a sum half way between two doubles goes to the even one", "[infer][exact_sum]") {
  CHECK(sum({1, 0x1p-53}) == 1.0);                    // down to the even 1
  CHECK(sum({1 + 0x1p-52, 0x1p-53}) == 1 + 0x1p-51);  // up to the even neighbour
  CHECK(sum({-1, -0x1p-53}) == -1.0);
  CHECK(sum({0x1p53, 1}) == 0x1p53);
  CHECK(sum({0x1p53 + 2, 1}) == 0x1p53 + 4);
}

TEST_CASE("the smallest excess over half way decides", "[infer][exact_sum]") {
  CHECK(sum({1, 0x1p-53, 0x1p-200}) == 1 + 0x1p-52);
  CHECK(sum({1, 0x1p-53, -0x1p-200}) == 1.0);
  CHECK(sum({1 + 0x1p-52, 0x1p-53, -0x1p-200}) == 1 + 0x1p-52);
  CHECK(sum({-1, -0x1p-53, -0x1p-200}) == -1 - 0x1p-52);
  CHECK(sum({0x1p-200, 0x1p-53, 1}) == 1 + 0x1p-52);
}

TEST_CASE("no sum is minus zero", "[infer][exact_sum]") {
  CHECK_FALSE(std::signbit(*sum({-0.0})));
  CHECK_FALSE(std::signbit(*sum({1, -1})));
  CHECK_FALSE(std::signbit(*sum({-1, 1, -0.0})));
}

TEST_CASE("the order of members never shows", "[infer][exact_sum]") {
  std::mt19937_64 random(20260101);
  std::uniform_real_distribution<double> mantissa(-1, 1);
  std::uniform_int_distribution<int> exponent(-60, 60);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> values;
    for (int i = 0; i < 40; ++i) values.push_back(std::ldexp(mantissa(random), exponent(random)));
    const auto expected = sum(values);
    for (int shuffle = 0; shuffle < 5; ++shuffle) {
      std::shuffle(values.begin(), values.end(), random);
      REQUIRE(sum(values) == expected);
    }
  }
}

TEST_CASE("whole numbers add as integers do", "[infer][exact_sum]") {
  // Each value is a multiple of 2^-20 below 2^20 in size: 64-bit integers hold the sum exactly, and
  // its conversion to a double rounds once.
  std::mt19937_64 random(7);
  std::uniform_int_distribution<std::int64_t> member(-(std::int64_t{1} << 57),
                                                     std::int64_t{1} << 57);
  for (int round = 0; round < 200; ++round) {
    std::int64_t exact = 0;
    ExactSum total;
    for (int i = 0; i < 30; ++i) {
      // Multiples of 32 below 2^57 are doubles.
      const std::int64_t value = member(random) & ~std::int64_t{31};
      exact += value;
      total.add(std::ldexp(static_cast<double>(value), -20));
    }
    REQUIRE(total.total() == std::ldexp(static_cast<double>(exact), -20));
  }
}

TEST_CASE("large values add as exactly as small ones", "[infer][exact_sum]") {
  CHECK(sum({1e300}) == 1e300);
  CHECK(sum({0x1p+960, 1, -0x1p+960}) == 1.0);
  CHECK(sum({1, -0x1p+960, 0x1p+960}) == 1.0);
  CHECK(sum({0x1p+1023, 0x1p+1023, -0x1p+1023}) == 0x1p+1023);
  CHECK(sum({0x1p+959, 0x1p+959}) == 0x1p+960);
}

TEST_CASE("a sum that is not finite is none, in any order", "[infer][exact_sum]") {
  CHECK(sum({0x1p+1023, 0x1p+1023}) == std::nullopt);
  CHECK(sum({-0x1p+1023, 1, -0x1p+1023}) == std::nullopt);
}
