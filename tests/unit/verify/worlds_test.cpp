// SPDX-License-Identifier: Apache-2.0
//
// Expected chances by hand.
#include "verify/worlds.hpp"

#include "support/catch.hpp"

using namespace casus;
using verify::Worlds;

TEST_CASE("what holds by two ways is as likely as either, counted once", "[verify][probability]") {
  Worlds worlds;
  const auto rain = worlds.event("rain", 0.5);
  const auto hose = worlds.event("hose", 0.2);
  worlds.add(worlds.claim(1), {rain});
  worlds.add(worlds.claim(1), {hose});
  worlds.add(worlds.claim(2), {rain, hose});
  const auto chances = worlds.chances();
  REQUIRE(chances);
  CHECK(chances->at(1) == Approx(1 - 0.5 * 0.8));
  CHECK(chances->at(2) == Approx(0.5 * 0.2));
}

TEST_CASE("an event that both ways need counts once", "[verify][probability]") {
  Worlds worlds;
  const auto road = worlds.event("road", 0.5);
  worlds.add(worlds.claim(1), {road, worlds.event("bus", 0.5)});
  worlds.add(worlds.claim(1), {worlds.event("road", 0.5), worlds.event("car", 0.5)});
  // 0.5 x (1 - 0.5 x 0.5); as if they were independent it would be 1 - 0.75 x 0.75 = 0.4375.
  CHECK(worlds.chances()->at(1) == Approx(0.375));
}

TEST_CASE("claims do not hold each other up", "[verify][probability]") {
  Worlds worlds;
  const auto first = worlds.claim(1);
  const auto second = worlds.claim(2);
  worlds.add(first, {second});
  worlds.add(second, {first});
  CHECK(worlds.chances()->at(1) == 0);
  worlds.add(second, {worlds.event("cause", 0.25)});
  CHECK(worlds.chances()->at(1) == Approx(0.25));
}

TEST_CASE("more events than can be gone through are refused", "[verify][probability]") {
  Worlds worlds;
  for (std::size_t i = 0; i < Worlds::most_events; ++i) {
    worlds.add(worlds.claim(1), {worlds.event(std::to_string(i), 0.5)});
  }
  CHECK(worlds.chances()->at(1) == Approx(1 - 0x1p-16));
  worlds.add(worlds.claim(1), {worlds.event("one more", 0.5)});
  CHECK_FALSE(worlds.chances());
}
