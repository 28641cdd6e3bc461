// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <limits>
#include <string>

#include "support/catch.hpp"

using casus::base::Decimal;

TEST_CASE("a decimal is the number that is written", "[base][decimal]") {
  CHECK(Decimal("12") == Decimal("+12.00"));
  CHECK(Decimal("0012") == Decimal("12"));
  CHECK(Decimal("-0.0") == Decimal("0"));
  CHECK_FALSE(Decimal("0.1") == Decimal("-0.1"));
  CHECK(Decimal("0.112").to_double() == 0.112);
  CHECK(Decimal("11.2").shifted(-2) == Decimal("0.112"));
}

TEST_CASE("products and quotients of decimals are exact", "[base][decimal]") {
  CHECK(Decimal("8.2") * Decimal("0.001") == Decimal("0.0082"));
  CHECK(Decimal("-99999") * Decimal("99999") == Decimal("-9999800001"));
  CHECK(Decimal("0") * Decimal("-3") == Decimal("0"));
  CHECK(Decimal("18") / Decimal("12") == Decimal("1.5"));
  CHECK(Decimal("1000") / Decimal("0.001") == Decimal("1000000"));
  CHECK(Decimal("1") / Decimal("1024") == Decimal("0.0009765625"));
  CHECK(Decimal("0") / Decimal("7") == Decimal("0"));
}

TEST_CASE("a quotient that never ends is rounded as if all of it were there", "[base][decimal]") {
  CHECK((Decimal("1") / Decimal("3")).to_double() == 1.0 / 3);
  CHECK((Decimal("-2") / Decimal("0.3")).to_double() == -20.0 / 3);
  CHECK_FALSE((Decimal("1") / Decimal("3")).is_whole());
  // 2^53 + 1 lies in the middle between two doubles; three times as much and a bit more, divided
  // by three, lies above it: 27021597764222979 = 3 * (2^53 + 1).
  CHECK((Decimal("27021597764222979") / Decimal("3")).to_double() == 9007199254740992.0);
  CHECK((Decimal("27021597764222980") / Decimal("3")).to_double() == 9007199254740994.0);
}

TEST_CASE("the last digit of a very long decimal counts", "[base][decimal]") {
  const std::string middle = "9007199254740993";  // of 2^53 and 2^53 + 2; the former is even
  CHECK(Decimal(middle + "." + std::string(5000, '0')).to_double() == 9007199254740992.0);
  CHECK(Decimal(middle + "." + std::string(5000, '0') + "1").to_double() == 9007199254740994.0);
}

TEST_CASE("a decimal is an int where it is whole and fits", "[base][decimal]") {
  CHECK(Decimal("1.001").shifted(3).to_int() == 1001);
  CHECK(Decimal("-9223372036854775808").to_int() == std::numeric_limits<std::int64_t>::min());
  CHECK(Decimal("9223372036854775808").to_int() == std::nullopt);
  CHECK(Decimal("1000000000000000000000").to_int() == std::nullopt);
  CHECK(Decimal("0.5").to_int() == std::nullopt);
  CHECK(Decimal("0").to_int() == 0);
  CHECK((Decimal("24") / Decimal("12")).to_int() == 2);
}

TEST_CASE("a decimal beyond the doubles is infinite, one next to zero is zero", "[base][decimal]") {
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK(Decimal("1" + std::string(400, '0')).to_double() == infinite);
  CHECK(Decimal("-1" + std::string(400, '0')).to_double() == -infinite);
  CHECK(Decimal("0." + std::string(400, '0') + "1").to_double() == 0);
}

TEST_CASE("a number has a shortest decimal", "[base][decimal]") {
  CHECK(Decimal::shortest(0.1) == Decimal("0.1"));
  CHECK(Decimal::shortest(-1.5e300).to_double() == -1.5e300);
  CHECK(Decimal::shortest(5e-324).to_double() == 5e-324);
  CHECK(Decimal::shortest(0) == Decimal("0"));
  CHECK(Decimal::shortest(1001).to_int() == 1001);
}
