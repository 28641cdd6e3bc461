// SPDX-License-Identifier: Apache-2.0
#include "base/near.hpp"

#include <array>
#include <string>
#include <string_view>

#include "support/catch.hpp"

using casus::base::distance;
using casus::base::Tolerance;

namespace {

/// The nearest name alone.
std::string nearest(std::string_view name, std::span<const std::string_view> names,
                    const Tolerance& tolerance = casus::base::for_names) {
  const auto near = casus::base::nearest(name, names, tolerance);
  return near ? near->name : "none";
}

}  // namespace

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
  CHECK(nearest("population", names) == "none");
  CHECK(nearest("x", names) == "none");
  CHECK(nearest("ab", names) == "at");
  CHECK(nearest("os", names) == "none");
  CHECK(nearest("", names) == "none");
  CHECK(nearest(std::string(1'000'000, 'a'), names) == "none");
}

TEST_CASE("how many edits are near and what a tie means is up to who asks", "[base][near]") {
  constexpr auto names = std::to_array<std::string_view>({"leader", "loader", "age"});
  const auto one_edit = [](std::string_view, std::string_view) -> std::size_t { return 1; };
  // One letter inserted makes either name of it.
  CHECK(nearest("lader", names, {10, one_edit, true}) == "leader");
  CHECK(nearest("lader", names, {10, one_edit, false}) == "none");
  // A tie ends where a third is nearer: "loade" lacks one letter of "loader", two of "leader".
  CHECK(nearest("loade", names, {10, one_edit, false}) == "loader");
  CHECK(nearest("lade", names, {10, one_edit, true}) == "none");  // two letters short
  CHECK(nearest("lader", names, {4, one_edit, true}) == "none");  // longer than asked for
}

TEST_CASE("a name that differs in more than a quarter of its letters is another name",
          "[base][near]") {
  constexpr auto facts =
      std::to_array<std::string_view>({"threat", "source", "case", "leader", "successor"});
  // Two edits in six letters and in five; the first letter of four replaced.
  CHECK(nearest("treaty", facts) == "none");
  CHECK(nearest("force", facts) == "none");
  CHECK(nearest("clash", facts) == "none");
  CHECK(nearest("base", facts) == "none");
  CHECK(nearest("cake", facts) == "case");
  CHECK(nearest("laeder", facts) == "leader");
  // Two of eight letters.
  CHECK(nearest("sucesor", facts) == "none");
  CHECK(nearest("sucessro", facts) == "successor");
}

TEST_CASE("a name is surely meant if one slip in five letters leads to it alone", "[base][near]") {
  constexpr auto names =
      std::to_array<std::string_view>({"leader", "loader", "then", "successor", "atlas-2014"});
  const auto sure = [&](std::string_view name) { return casus::base::nearest(name, names)->sure; };
  CHECK(sure("leadr"));
  CHECK(sure("Leader"));
  CHECK(sure("THEN"));
  CHECK_FALSE(sure("lader"));  // "loader" is as near
  CHECK_FALSE(sure("than"));   // four letters
  CHECK(sure("altas-2014"));
  CHECK_FALSE(sure("atlas-2015"));  // another year
  CHECK_FALSE(sure("sucessro"));    // two slips
}

TEST_CASE("all names that are equally near are told", "[base][near]") {
  constexpr auto names = std::to_array<std::string_view>({"USD_bn", "EUR_bn", "USD_m"});
  CHECK(casus::base::nearest("USD_mn", names)->question() == "did you mean `USD_bn` or `USD_m`?");
  CHECK(casus::base::nearest("EUR_mn", names)->question() == "did you mean `EUR_bn`?");
}
