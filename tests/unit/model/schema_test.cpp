// SPDX-License-Identifier: Apache-2.0
#include "model/schema.hpp"

#include "support/catch.hpp"

using namespace casus::model;

TEST_CASE("points are counted in millionths, half away from zero", "[model][schema]") {
  CHECK(micros_of(8.4) == 8'400'000);
  CHECK(micros_of(-8.4) == -8'400'000);
  CHECK(micros_of(0.0000005) == 1);
  CHECK(micros_of(-0.0000005) == -1);
  CHECK(micros_of(0.0000004) == 0);
  CHECK(points_of(63'600'000) == 63.6);
}

TEST_CASE("a score belongs to the band whose bound it has not reached", "[model][schema]") {
  const Scale scale{.name = "Stability",
                    .module = "m",
                    .low = 0,
                    .high = micros_of(100),
                    .bands = EnumId(0),
                    .below = {micros_of(20), micros_of(40), micros_of(60), micros_of(80)}};
  CHECK(scale.band_of(0) == 0);
  CHECK(scale.band_of(micros_of(20) - 1) == 0);
  CHECK(scale.band_of(micros_of(20)) == 1);
  CHECK(scale.band_of(micros_of(63.6)) == 3);
  CHECK(scale.band_of(micros_of(100)) == 4);
}

TEST_CASE("types are described in the words of the rules", "[model][schema]") {
  Schema schema;
  const UnitId bn = schema.units.add("USD_bn", {});
  schema.enumerations = {{"Role", "m", {"patron"}, {}}};
  CHECK(schema.describe({Base::text}) == "text");
  CHECK(schema.describe({.base = Base::number, .unit = bn}) == "number in USD_bn");
  CHECK(schema.describe({.base = Base::integer, .unit = *schema.units.find("year")}) ==
        "int in years");
  CHECK(schema.describe({.base = Base::enumeration, .enumeration = EnumId(0)}) == "Role");
  CHECK(schema.describe({Base::duration}) == "duration");
}

TEST_CASE("members and fields are found by name", "[model][schema]") {
  const Enumeration role{"Role", "m", {"patron", "junior"}, {}};
  CHECK(role.find("junior") == 1);
  CHECK(role.find("Junior") == std::nullopt);
  Relation relation;
  relation.fields = {{.name = "country"}, {.name = "age"}};
  CHECK(relation.find("age") == 1);
  CHECK(relation.find("person") == std::nullopt);
  CHECK(relation.width() == 2);
  relation.kind = RelationKind::fact;
  CHECK(relation.width() == 3);
  CHECK(relation.kind_column() == 2);
}
