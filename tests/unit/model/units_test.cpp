// SPDX-License-Identifier: Apache-2.0
#include "model/units.hpp"

#include "support/catch.hpp"

using casus::model::UnitId;
using casus::model::Units;

TEST_CASE("months and days are two roots, years and weeks stand on them", "[model][units]") {
  const Units units;
  CHECK(units.shown(units.months()) == "months");
  CHECK(units.shown(units.days()) == "days");
  const UnitId years = *units.find("years");
  const UnitId weeks = *units.find("weeks");
  CHECK(units.convert(2, years, units.months()) == 24);
  CHECK(units.convert(18, units.months(), years) == 1.5);
  CHECK(units.convert(3, weeks, units.days()) == 21);
  CHECK_FALSE(units.convertible(years, weeks));
  CHECK(units.is_time(years));
  CHECK(units.is_time(weeks));
}

TEST_CASE("a unit of time has a name in the singular and one in the plural", "[model][units]") {
  const Units units;
  CHECK(units.find("year") == units.find("years"));
  CHECK(units.find("month") == units.months());
  CHECK(units.find("day") == units.days());
  CHECK(units.find("week") == units.find("weeks"));
  CHECK(units.shown(*units.find("year")) == "years");
  CHECK(units.find("hour") == std::nullopt);
}

TEST_CASE("a converted number is the nearest to the exact one", "[model][units]") {
  Units units;
  const UnitId bn = units.add("USD_bn", {});
  const UnitId m = units.add("USD_m", "0.001", bn, {});
  const UnitId k = units.add("USD_k", "0.001", m, {});
  CHECK(units.convert(580, m, bn) == 0.58);
  CHECK(units.convert(0.58, bn, m) == 580);
  CHECK(units.convert(0.1, m, bn) == 0.0001);
  CHECK(units.convert(7, k, bn) == 0.000007);
  CHECK(units.convert(7, bn, k) == 7'000'000);
  CHECK(units.convert(3, m, m) == 3);
  // As it is written, not as the double nearest to it, which is a bit more.
  CHECK(units.convert(4360447517.6, bn, m) == 4360447517600);
  CHECK_FALSE(units.is_time(bn));
}

TEST_CASE("a factor that is no power of ten is rounded once", "[model][units]") {
  Units units;
  const UnitId km = units.add("km", {});
  const UnitId mile = units.add("mile", "1.609344", km, {});
  const UnitId third = units.add("third", "3", mile, {});
  CHECK(units.convert(1, mile, km) == 1.609344);
  CHECK(units.convert(1.609344, km, mile) == 1);
  CHECK(units.convert(5, third, km) == 24.14016);
}

TEST_CASE("units of different roots, and a unit and none, do not convert", "[model][units]") {
  Units units;
  const UnitId usd = units.add("USD_bn", {});
  const UnitId eur = units.add("EUR_bn", {});
  CHECK_FALSE(units.convertible(usd, eur));
  CHECK_FALSE(units.convertible(usd, UnitId()));
  CHECK(units.convertible(UnitId(), UnitId()));
}
