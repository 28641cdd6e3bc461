// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

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

namespace {

const std::string two_fields = R"(
fact part { name: text }
fact run { part: text, heat: int in 0..100, load: int in 0..100 }
scale Level 0..100 { poor < 60, good }
rating health(part: text) of part(name: part) on Level starts 50
  factor wear -50..50
)";

Reach reached(const std::string& rules, const std::string& facts, const std::string& goal) {
  const Ruleset ruleset = testing::load_rules(rules);
  auto started = Session::start(ruleset, testing::load_facts(ruleset, facts));
  REQUIRE(started.session);
  auto run = reach(*started.session, goal);
  REQUIRE(run.reach);
  return *run.reach;
}

const std::string one_run =
    "[[part]]\nname = \"A\"\n[[run]]\npart = \"A\"\nheat = 50\nload = 20\nchangeable = 3\n";

}  // namespace

TEST_CASE("several fields of one fact change together, at the cost of the fact", "[reach]") {
  const Reach found =
      reached(two_fields +
                  "rule both when run(part: p, heat: h, load: l) and h < 10 and l > 50\n"
                  "  supports health.wear(p) by 20\n",
              one_run, "health(\"A\") >= good");
  REQUIRE(found.answers.size() == 1);
  const ReachAnswer& answer = found.answers.front();
  // 50 + 20; the nearest values on the other side of 10 and of 50.
  CHECK(answer.cost == 3);
  REQUIRE(answer.steps.size() == 1);
  CHECK(answer.steps.front().now == "F2(heat: 9, load: 51)");
  CHECK(answer.steps.front().fields ==
        std::vector<std::pair<std::string, std::string>>{{"heat", "9"}, {"load", "51"}});
  CHECK(answer.ratings.front().after->score == 70);
  CHECK_FALSE(found.beyond);
}

TEST_CASE("one field is enough where several would do it too", "[reach]") {
  const Reach found =
      reached(two_fields +
                  "rule cool when run(part: p, heat: < 10) supports health.wear(p) by 20\n"
                  "rule used when run(part: p, load: > 50) supports health.wear(p) by 10\n"
                  "rule idle when run(part: p, load: <= 50) supports health.wear(p) by 1\n",
              one_run, "health(\"A\") >= good");
  // As things are 51; cool alone 71, used in place of idle 60.
  REQUIRE(found.answers.size() == 2);
  CHECK(found.answers[0].steps.front().now == "F2(heat: 9)");
  CHECK(found.answers[1].steps.front().now == "F2(load: 51)");
}

TEST_CASE("fields that could change together in too many ways are named", "[reach]") {
  std::string members;
  for (int i = 0; i < 40; ++i) members += (i > 0 ? ", m" : "m") + std::to_string(i);
  const Reach found =
      reached("enum Sort { " + members + " }\n" + R"(
fact part { name: text }
fact run { part: text, a: Sort, b: Sort }
scale Level 0..100 { poor < 60, good }
rating health(part: text) of part(name: part) on Level starts 50
  factor wear -50..50
rule both when run(part: p, a: m7, b: m9) supports health.wear(p) by 20
)",
              "[[part]]\nname = \"A\"\n[[run]]\npart = \"A\"\na = \"m0\"\nb = \"m0\"\n"
              "changeable = true\n",
              "health(\"A\") >= good");
  // 40 times 40 ways: each member alone is tried, 2 times 39, and none is enough.
  CHECK(found.answers.empty());
  REQUIRE(found.untried.size() == 1);
  CHECK(found.untried.front().fact == "F2");
  CHECK(found.untried.front().field.empty());
}

TEST_CASE("a question that comes up only behind several changes is named", "[reach]") {
  const Reach found = reached(R"(
enum Mode { calm, harsh }
fact pump { name: text }
fact run { pump: text, mode: Mode }
fact load { pump: text, mode: Mode }
fact seal open { pump: text } asks "Is {pump} sealed?"
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule sealed when run(pump: p, mode: harsh) and load(pump: p, mode: harsh) and seal(pump: p)
  supports health.wear(p) by 10
)",
                              R"(
[[pump]]
name = "P1"
[[run]]
pump = "P1"
mode = "calm"
changeable = true
[[load]]
pump = "P1"
mode = "calm"
changeable = true
)",
                              "health(\"P1\") >= good");
  CHECK(found.answers.empty());
  REQUIRE(found.untried.size() == 1);
  CHECK(found.untried.front().question == "Is P1 sealed?");
}

TEST_CASE("values of a field that a fact leaves open are one answer", "[reach]") {
  const Reach found =
      reached(R"(
enum Manner { asked, expelled, other }
fact pump { name: text }
fact gone { pump: text, manner: Manner open }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule asked_to when gone(pump: p, manner: asked) supports health.wear(p) by 10
rule driven when gone(pump: p, manner: expelled) supports health.wear(p) by 20
)",
              "[[pump]]\nname = \"P1\"\n[[gone]]\npump = \"P1\"\n", "health(\"P1\") >= good");
  REQUIRE(found.answers.size() == 1);
  CHECK_FALSE(found.beyond);
}

TEST_CASE("where nothing comes nearer, a goal that compares a rating says so", "[reach]") {
  const Reach found =
      reached(two_fields +
                  "rule both when run(part: p, heat: h, load: l) and h < 10 and l > 50\n"
                  "  supports health.wear(p) by 20\n"
                  "rule cap when part(name: p) caps health(p) at 40\n",
              one_run, "health(\"A\") >= good");
  CHECK(found.answers.empty());
  CHECK(found.compares);
  CHECK_FALSE(found.nearest);
}

TEST_CASE("a value far off is brought near to three digits of the change", "[reach]") {
  const std::string rules = R"(
fact land { name: text }
fact mine { of: text, output: number }
scale Level 0..100 { poor < 60, good }
rating wealth(name: text) of land(name: name) on Level starts 20
  factor ore -50..50
rule ores when mine(of: a, output: x) supports wealth.ore(a) by x / 7
)";
  const Reach found = reached(rules,
                              "[[land]]\nname = \"A\"\n[[mine]]\nof = \"A\"\noutput = 50\n"
                              "changeable = true\n",
                              "wealth(\"A\") >= 30");
  REQUIRE(found.answers.size() == 1);
  // 20 + x / 7 = 30 where x = 70; from 50, three digits of 20 are tenths.
  CHECK(found.answers.front().steps.front().now == "F2(output: 70)");
}

TEST_CASE("a question that the goal does not rest on is not named, whatever else changes",
          "[reach]") {
  const Reach found =
      reached(R"(
fact land { name: text }
fact trip { land: text, cost: int in 0..100, day: date open }
relation cheap(name: text)
relation dated(name: text, day: date)
rule low when trip(land: a, cost: < 3) then cheap(a)
rule when_it_was when trip(land: a, day: d) then dated(a, d)
)",
              "[[trip]]\nland = \"A\"\ncost = 20\nchangeable = true\n", "cheap(\"A\")");
  REQUIRE(found.answers.size() == 1);
  CHECK(found.untried.empty());
}

TEST_CASE("points beyond a factor are not searched for", "[reach]") {
  const std::string rule = "rule hot when run(part: p, heat: > 10) supports health.wear(p) by 20\n";
  const Reach found = reached(two_fields + rule, one_run, "health.wear(\"A\") >= 60");
  CHECK(found.scale_end == 50);
  CHECK(found.of_factor);
  CHECK(found.tried == 0);
}
