// SPDX-License-Identifier: Apache-2.0
#include "casus/reach.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

TEST_CASE("where any change of a number does it, one is told that can be read", "[reach]") {
  const Ruleset ruleset = testing::load_rules(R"(
fact party { name: text }
fact poll { party: text, share: number in 0..1 }
scale Level 0..100 { poor < 30, fair < 55, good }
rating unity(p: text) of party(name: p) on Level starts 50
  factor voters -50..50
rule calm when poll(party: p, share: q) and q < 0.3 supports unity.voters(p) by 20
)");
  auto session = Session::start(ruleset, testing::load_facts(ruleset, R"(
[[party]]
name = "Centre"
[[poll]]
party = "Centre"
share = 0.3
changeable = true
)"))
                     .session;
  REQUIRE(session);
  // The rule, which compares with just this number, gives 50 + 20.
  const auto run = reach(*session, "unity(\"Centre\") >= 70");
  REQUIRE(run.reach);
  REQUIRE(run.reach->answers.size() == 1);
  // Six digits of 0.300000, and one of them less.
  CHECK(run.reach->answers.front().steps.front().now == "F2(share: 0.299999)");
}

TEST_CASE("members of an enum that do the same are one answer", "[reach]") {
  const Ruleset ruleset = testing::load_rules(R"(
enum Stage { planned, building, filling, running }
fact dam { name: text, stage: Stage }
scale Level 0..100 { poor < 60, good }
rating supply(dam: text) of dam(name: dam) on Level starts 50
  factor water -50..50
rule fills when dam(name: d, stage: >= filling) supports supply.water(d) by 20
)");
  auto started =
      Session::start(ruleset, testing::load_facts(ruleset,
                                                  "[[dam]]\nname = \"D1\"\nstage = \"building\"\n"
                                                  "changeable = true\n"));
  REQUIRE(started.session);
  const auto found = reach(*started.session, "supply(\"D1\") >= good").reach;
  REQUIRE(found->answers.size() == 1);
  CHECK(found->answers.front().steps.front().now.find("stage: filling") != std::string::npos);
}
