// SPDX-License-Identifier: Apache-2.0
#include "base/near.hpp"

#include <array>
#include <string>

#include "support/catch.hpp"

using casus::base::distance;
using casus::base::nearest;

TEST_CASE("the distance counts inserted, dropped, replaced and swapped letters", "[base][near]") {
  CHECK(distance("leader", "leader") == 0);
  CHECK(distance("succesor", "successor") == 1);
  CHECK(distance("leaders", "leader") == 1);
  CHECK(distance("leader", "reader") == 1);
  CHECK(distance("laeder", "leader") == 1);
  CHECK(distance("kitten", "sitting") == 3);
  CHECK(distance("", "abc") == 3);
  CHECK(distance("Leader", "leader") == 0);
}

TEST_CASE("the nearest name is suggested, the first among equals", "[base][near]") {
  constexpr auto names = std::to_array<std::string_view>({"leader", "loader", "age", "since"});
  CHECK(nearest("leadr", names) == "leader");
  CHECK(nearest("loadr", names) == "loader");
  CHECK(nearest("lader", names) == "leader");
  CHECK(nearest("AGE", names) == "age");
}

TEST_CASE("a name far from all others has no nearest", "[base][near]") {
  constexpr auto names = std::to_array<std::string_view>({"leader", "age", "at"});
  CHECK(nearest("population", names) == std::nullopt);
  CHECK(nearest("x", names) == std::nullopt);
  CHECK(nearest("ab", names) == "at");
  CHECK(nearest("os", names) == std::nullopt);
  CHECK(nearest("", names) == std::nullopt);
  CHECK(nearest(std::string(1'000'000, 'a'), names) == std::nullopt);
}

TEST_CASE("how many edits are near and what a tie means is up to who asks", "[base][near]") {
  constexpr auto names = std::to_array<std::string_view>({"leader", "loader", "age"});
  const auto one_edit = [](std::string_view, std::string_view) -> std::size_t { return 1; };
  // One letter inserted makes either name of it.
  CHECK(nearest("lader", names, {10, one_edit, true}) == "leader");
  CHECK(nearest("lader", names, {10, one_edit, false}) == std::nullopt);
  // A tie ends where a third is nearer: "loade" lacks one letter of "loader", two of "leader".
  CHECK(nearest("loade", names, {10, one_edit, false}) == "loader");
  CHECK(nearest("lade", names, {10, one_edit, true}) == std::nullopt);  // two letters short
  CHECK(nearest("lader", names, {4, one_edit, true}) == std::nullopt);  // longer than asked for
}
