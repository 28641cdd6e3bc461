// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "casus/reach.hpp"
#include "report/reach.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

// 60, less 1 for 4 of weight above 20; 9 more where load and spare weigh 5 to 11 together.
constexpr const char* weights = R"(
fact pump { name: text }
fact load { pump: text, weight: int }
fact spare { pump: text, weight: number in 0..10 }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 60
  factor wear -40..40
rule heavy when load(pump: p, weight: w) undermines health.wear(p) by max(0, w - 20) / 4
rule matched when load(pump: p, weight: w) and spare(pump: p, weight: s) and t = w + s and t in 5..11
  supports health.wear(p) by 9
)";

constexpr const char* weighed = R"(
[[pump]]
name = "P1"
[[load]]
pump = "P1"
weight = 20
changeable = true
[[spare]]
pump = "P1"
weight = 3.5
)";

}  // namespace

TEST_CASE("values that rules compute with are looked for where the goal turns", "[reach]") {
  const Ruleset ruleset = testing::load_rules(weights);
  auto session = Session::start(ruleset, testing::load_facts(ruleset, weighed)).session;
  REQUIRE(session);
  const auto only_answer = [&](const std::string& goal) {
    INFO(goal);
    const auto run = reach(*session, goal);
    REQUIRE(run.reach);
    REQUIRE(run.reach->answers.size() == 1);
    REQUIRE(run.reach->untried.size() == 1);
    CHECK(run.reach->untried.front().fact == "F2");
    CHECK(run.reach->untried.front().field == "weight");
    const std::string text = report::reach_text({{*run.reach}}, false, {.width = 0});
    CHECK(text.find("no other set") == std::string::npos);
    CHECK(text.find("\nnot every value was tried of: `weight` of F2\n") != std::string::npos);
    return run.reach->answers.front().steps.front().now;
  };
  // (w - 20) / 4 >= 15 from 80 on; the scale ends far below what lies far off.
  CHECK(only_answer("health(\"P1\") <= 45") == "F2(weight: 80)");
  // w + 3.5 in 5..11 where w is 2 to 7.
  CHECK(only_answer("health(\"P1\") >= 69") == "F2(weight: 7)");
}

TEST_CASE("nothing is said to be out of reach where values were not tried", "[reach]") {
  const Ruleset ruleset = testing::load_rules(weights);
  auto session = Session::start(ruleset, testing::load_facts(ruleset, weighed)).session;
  REQUIRE(session);
  const auto run = reach(*session, "health(\"P1\") >= 70");
  REQUIRE(run.reach);
  CHECK(run.reach->answers.empty());
  const std::string text = report::reach_text({{*run.reach}}, false, {.width = 0});
  CHECK(text.find("cannot be reached") == std::string::npos);
  CHECK(text.find("nothing was found among what was tried\n") != std::string::npos);
  CHECK(
      report::reach_prose({{*run.reach}}).find("Not every value was tried of: `weight` of F2.\n") !=
      std::string::npos);
  CHECK(report::reach_json({{*run.reach}})
            .find("\"untried\":[{\"question\":null,\"why\":\"not every value was tried\","
                  "\"fact\":\"F2\",\"field\":\"weight\"}]") != std::string::npos);
}

TEST_CASE("where rules only compare a value, or a range ends it, all is tried that matters",
          "[reach]") {
  const Ruleset ruleset = testing::load_rules(R"(
fact pump { name: text }
fact load { pump: text, weight: int }
fact age { pump: text, years: number in 0..40 }
relation heavy(pump: text, weight: int)
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 60
  factor wear -40..40
rule loaded when load(pump: p, weight: w) and w / 2 >= 10 then heavy(p, w + 1)
rule strained when heavy(pump: p, weight: > 30) undermines health.wear(p) by 10
rule old when age(pump: p, years: y) undermines health.wear(p) by y / 2
)");
  auto session = Session::start(ruleset, testing::load_facts(ruleset, R"(
[[pump]]
name = "P1"
[[load]]
pump = "P1"
weight = 1
changeable = true
[[age]]
pump = "P1"
years = 10
changeable = true
)"))
                     .session;
  REQUIRE(session);
  // 60 - 10 - 20: the oldest and the heaviest.
  const auto down = reach(*session, "health(\"P1\") < 30");
  REQUIRE(down.reach);
  CHECK(down.reach->answers.empty());
  CHECK(down.reach->untried.empty());
  const auto least = reach(*session, "health(\"P1\") <= 35");
  REQUIRE(least.reach);
  CHECK(least.reach->untried.empty());
  // Either has to change: 60 - 20, and 60 - 10 - 5. Both: 60 - 10 - 15.
  REQUIRE(least.reach->answers.size() == 1);
  REQUIRE(least.reach->answers.front().steps.size() == 2);
  CHECK(least.reach->answers.front().steps[0].now == "F2(weight: 30)");
  CHECK(least.reach->answers.front().steps[1].now == "F3(years: 30)");
}

TEST_CASE("what a goal itself compares is tried", "[reach]") {
  const Ruleset ruleset = testing::load_rules(weights);
  auto session = Session::start(ruleset, testing::load_facts(ruleset, weighed)).session;
  REQUIRE(session);
  const auto run = reach(*session, "load(pump: \"P1\", weight: > 33)");
  REQUIRE(run.reach);
  CHECK(run.reach->untried.empty());
  REQUIRE(run.reach->answers.size() == 1);
  CHECK(run.reach->answers.front().steps.front().now == "F2(weight: 34)");
}

namespace {

// 50, less 40 for each part of a share below 0.25: -10 at 0. Years of age take one each.
constexpr const char* polls = R"(
fact party { name: text }
fact poll { party: text, share: number in 0..1 }
fact worth { party: text, share: number in 0..1 }
fact age { party: text, years: int in 0..100 }
scale Level 0..100 { poor < 30, fair < 55, good }
rating unity(p: text) of party(name: p) on Level starts 50
  factor voters -50..50
rule fears when poll(party: p, share: q) and worth(party: p, share: s) and q < s
  supports unity.voters(p) by 20 * (s - q)
rule old when age(party: p, years: a) undermines unity.voters(p) by a
)";

}  // namespace

TEST_CASE("where a value has to change, the nearest that does it is told", "[reach]") {
  const Ruleset ruleset = testing::load_rules(polls);
  auto session = Session::start(ruleset, testing::load_facts(ruleset, R"(
[[party]]
name = "Centre"
[[poll]]
party = "Centre"
share = 0.5
changeable = true
[[worth]]
party = "Centre"
share = 0.3
[[age]]
party = "Centre"
years = 10
)"))
                     .session;
  REQUIRE(session);
  // 40 + 20 (0.3 - q) >= 43 where q is at most 0.15; it has been tried at 0 and 1 alone.
  const auto run = reach(*session, "unity(\"Centre\") >= 43");
  REQUIRE(run.reach);
  REQUIRE(run.reach->answers.size() == 1);
  const ReachAnswer& answer = run.reach->answers.front();
  CHECK(answer.steps.front().now == "F2(share: 0.15)");
  CHECK(answer.steps.front().change.set == std::vector<std::string>{"F2(share: 0.15)"});
  REQUIRE(answer.ratings.size() == 1);
  CHECK(answer.ratings.front().after->score == 43);
}

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
