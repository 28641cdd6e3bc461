// SPDX-License-Identifier: Apache-2.0
//
// Expected values: by hand where powers of two cancel, else from Python's fractions.Fraction, which
// adds and divides exactly and rounds once.
#include "infer/machine/exact_sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
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

double mean(const std::vector<double>& values) {
  ExactSum result;
  for (const double value : values) result.add(value);
  return result.mean(std::ssize(values));
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

TEST_CASE("a mean of equal doubles is that double", "[infer][exact_sum]") {
  for (const double value : {0.1, 0.7, 0.9, 1.0 / 3, 1e-310, 1.7e308, -0.7, 0x1p-1074}) {
    for (std::size_t count = 1; count < 100; ++count) {
      REQUIRE(mean(std::vector<double>(count, value)) == value);
    }
  }
}

TEST_CASE("a mean is rounded once", "[infer][exact_sum]") {
  // Half way between two doubles: the even one, from either side.
  CHECK(mean({1, 1 + 0x1p-52}) == 1.0);
  CHECK(mean({1 + 0x1p-52, 1 + 0x1p-51}) == 1 + 0x1p-51);
  CHECK(mean({-1, -1 - 0x1p-52}) == -1.0);
  // The smallest excess over half way decides: of 0.5 and 0.5 + 2^-53.
  CHECK(mean({1, 0x1p-199, 1 + 0x1p-52, 0}) == 0.5 + 0x1p-53);
  CHECK(mean({1, 0, 1 + 0x1p-52, 0}) == 0.5);
  // From Python: float(sum(map(Fraction, values)) / 3). Each sum rounded is further off.
  CHECK(mean({0.1, 0.2, 0.3}) == 0.2);
  CHECK(mean({0.1, 0.2, 0.4}) == 0.23333333333333334);
  CHECK(mean({0.1, 0.2, 1.1}) == 0.4666666666666667);
}

TEST_CASE("the smallest means are rounded once, too", "[infer][exact_sum]") {
  CHECK(mean({0x1p-1074, 0}) == 0);          // half way between 0 and the least: to the even 0
  CHECK(mean({0x3p-1074, 0}) == 0x1p-1073);  // half way between one and two of them
  CHECK(mean({-0x3p-1074, 0}) == -0x1p-1073);
  CHECK(mean({0x3p-1074, 0x1p-1074, 0}) == 0x1p-1074);  // 4 / 3 of the least
  CHECK_FALSE(std::signbit(mean({-0x1p-1074, 0})));
}

TEST_CASE("a mean is finite where its sum is not", "[infer][exact_sum]") {
  CHECK(mean({1.7e308, 1.7e308}) == 1.7e308);
  CHECK(mean({0x1p+1023, 0x1p+1023, -0x1p+1023, 0x1p+1023}) == 0x1p+1022);
  CHECK(mean({-1.7e308, -1.7e308, -1.7e308}) == -1.7e308);
}

TEST_CASE("whole numbers of any size have an exact mean", "[infer][exact_sum]") {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  ExactSum sum;
  sum.add_whole(casus::infer::WideInt{most} * 3);
  CHECK(sum.mean(3) == 0x1p+63);  // the double next to 2^63 - 1
  ExactSum other;
  other.add_whole((casus::infer::WideInt{1} << 60) * 2 + 257);
  // 2^60 + 128.5, just beyond the middle of 2^60 and 2^60 + 256.
  CHECK(other.mean(2) == 0x1p+60 + 256);
  ExactSum negative;
  negative.add_whole(-(casus::infer::WideInt{1} << 60) * 2 - 257);
  CHECK(negative.mean(2) == -0x1p+60 - 256);
}

TEST_CASE("equal sums are equal once normalised", "[infer][exact_sum]") {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> mantissa(-1, 1);
  std::uniform_int_distribution<int> exponent(-60, 60);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> values;
    for (int i = 0; i < 20; ++i) values.push_back(std::ldexp(mantissa(random), exponent(random)));
    const auto normal = [&] {
      ExactSum result;
      for (const double value : values) result.add(value);
      result.normalise();
      return result;
    };
    const ExactSum first = normal();
    std::ranges::reverse(values);
    values.insert(values.end(), {0.25, -0.25});
    REQUIRE(normal() == first);
  }
}

TEST_CASE("means are the quotients of whole numbers, rounded once", "[infer][exact_sum]") {
  // Members are multiples of 2^-60 below 1 in size, so that a 128-bit integer holds their sum. Of
  // its quotient it keeps 64 digits and more, the last of which tells of a rest.
  std::mt19937_64 random(3);
  for (int round = 0; round < 2000; ++round) {
    const auto count = static_cast<std::int64_t>(1 + random() % 40);
    casus::infer::WideInt exact = 0;
    ExactSum sum;
    for (std::int64_t i = 0; i < count; ++i) {
      const auto member = static_cast<std::int64_t>(random() >> 11U);  // 53 bits
      const std::int64_t value = round % 2 == 0 ? member : -member;
      exact += value;
      sum.add(std::ldexp(static_cast<double>(value), -60));
    }
    const casus::infer::WideInt wide = exact << 64U;
    casus::infer::WideInt quotient = wide / count;
    if (wide % count != 0) quotient += quotient % 2 == 0 ? (exact < 0 ? -1 : 1) : 0;
    REQUIRE(sum.mean(count) == std::ldexp(static_cast<double>(quotient), -124));
  }
}
