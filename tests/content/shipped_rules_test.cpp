// SPDX-License-Identifier: Apache-2.0
//
// Rules that are shipped, or shown as an example, are what the tools for authors ask for.
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using casus::testing::casus_with;
using casus::testing::project_root;

TEST_CASE("the tests of example projects pass and see all of their rules", "[content][test]") {
  for (const char* folder : {"examples/pack", "examples/tutorial"}) {
    INFO(folder);
    const auto outcome = casus_with({.folder = project_root() / folder},
                                    {"test", "--coverage", "--fail-under", "100%"});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.exit == 0);
    CHECK(outcome.out.find("coverage 100%") != std::string::npos);
  }
}

TEST_CASE("the tests of the shipped rules pass and see all that can be seen", "[content][test]") {
  // One condition cannot be false: where an alliance has a member, it has a second one or this one
  // again.
  const auto outcome = casus_with({.folder = project_root()}, {"test", "rules", "--coverage"});
  INFO(outcome.out << outcome.err);
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("coverage 99.8%: rules 82 of 82, conditions 462 of 463, bands 5 of 5") !=
        std::string::npos);
}

TEST_CASE("nothing is found in what is shipped", "[content][lint]") {
  const auto outcome = casus_with({.folder = project_root()}, {"lint"});
  INFO(outcome.out << outcome.err);
  CHECK(outcome.exit == 0);
}
