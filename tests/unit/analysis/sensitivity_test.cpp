// SPDX-License-Identifier: Apache-2.0
#include "casus/sensitivity.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "analysis/probe.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

constexpr const char* rules = R"(
fact pump { name: text }
fact leak { pump: text, rate: number }
fact guard { pump: text }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) "Health" of pump(name: pump) on Level starts 50
  factor wear "Wear" -100..100
rule leaking "It leaks"
  when leak(pump: p, rate: r)
  undermines health.wear(p) by 5 * r
  certainty 0.8
rule guarded "Guarded"
  when guard(pump: p)
  supports health.wear(p) by 10
)";

constexpr const char* facts = R"(
[[pump]]
name = "P1"
[[leak]]
pump = "P1"
rate = { low = 1, likely = 2, high = 8 }
[[guard]]
pump = "P1"
certainty = 0.6
)";

Session begin(const Options& options = {}) {
  const Ruleset ruleset = testing::load_rules(rules);
  auto started = Session::start(ruleset, testing::load_facts(ruleset, facts), options);
  REQUIRE(started.session);
  return std::move(*started.session);
}

double score(const Session& of) { return of.assessment().ratings.front().score; }

}  // namespace

TEST_CASE("a session evaluates with rules as they are adjusted", "[session][adjust]") {
  // 50 - 5 * 2 * 0.8 + 10 * 0.6 = 48
  Session one = begin();
  CHECK(score(one) == 48);
  // 50 - 5 * 2 * 0.5 * 0.8 + 6 = 52
  const Session::Changed changed = one.adjust({{.rule = "leaking", .weight = 0.5}});
  CHECK(changed.done);
  REQUIRE(changed.ratings.size() == 1);
  CHECK(changed.ratings.front().before->score == 48);
  CHECK(changed.ratings.front().after->score == 52);
  // Changes of facts see the same rules: 52 - 6 = 46, and with one of 4 a day 46 - 5 * 2 * 0.4.
  CHECK(one.change({.drop = {"F3"}}).done);
  CHECK(score(one) == 46);
  CHECK(one.change({.set = {"F2(rate: 4)"}}).done);
  CHECK(score(one) == 42);
  // In place of what was said before: 50 - 20 * 0.1
  CHECK(one.adjust({{.rule = "leaking", .certainty = 0.1}}).done);
  CHECK(score(one) == 48);
  CHECK(one.adjust({}).done);
  CHECK(one.undo().done);
  CHECK(one.undo().done);
  CHECK(score(one) == 48);
  CHECK_FALSE(one.adjust({{.rule = "leaking", .certainty = 2}}).done);
  CHECK(score(one) == 48);
}

TEST_CASE("the same seed draws the same, another one others", "[sensitivity]") {
  Session one = begin();
  SensitivityOptions options{.draws = 600, .seed = 5};
  const auto first = find_sensitivity(one, "health(\"P1\")", options).sensitivity->drawn;
  const auto again = find_sensitivity(one, "health(\"P1\")", options).sensitivity->drawn;
  options.seed = 6;
  const auto other = find_sensitivity(one, "health(\"P1\")", options).sensitivity->drawn;
  CHECK(first->mean == again->mean);
  CHECK(first->bands == again->bands);
  CHECK(first->mean != other->mean);
  CHECK(first->estimates == 1);
  CHECK(first->weights == 2);
  CHECK(first->facts == 0);
  // The triangle's mean is (1 + 2 + 8) / 3, that of weights 1: 50 - 4 * 11 / 3 + 6 = 41.33. One
  // draw lies within about 8 of it, the mean of 600 within 0.33, one time in three outside.
  CHECK(std::fabs(first->mean - 41.33) < 1);
  CHECK(score(one) == 48);
}

TEST_CASE("in probability uncertain facts are there or not", "[sensitivity]") {
  Session one = begin({.certainty = "probability"});
  const SensitivityOptions options{.weights = 0.0001, .draws = 600};
  const auto drawn = find_sensitivity(one, "health(\"P1\")", options).sensitivity->drawn;
  CHECK(drawn->facts == 1);
  CHECK(std::fabs(drawn->mean - 41.33) < 1);
  // At least 50 - 32 without a guard, at most 50 - 4 + 10 with one.
  CHECK(drawn->low > 17.9);
  CHECK(drawn->high < 56.1);
}

TEST_CASE("an interrupt ends a sensitivity, and says so", "[sensitivity][limits]") {
  std::atomic<bool> interrupted = false;
  Session one = begin({.interrupted = &interrupted});
  interrupted = true;
  const SensitivityRun run = find_sensitivity(one, "health(\"P1\")");
  REQUIRE(run.sensitivity);
  REQUIRE(run.sensitivity->limit);
  CHECK(run.sensitivity->limit->what == Limit::interrupted);
}

TEST_CASE("what is no rating of one subject has no sensitivity", "[sensitivity]") {
  Session one = begin();
  CHECK(has_errors(find_sensitivity(one, "leak(pump: \"P1\")").diagnostics));
  CHECK(has_errors(find_sensitivity(one, "health(\"P1\") >= fair").diagnostics));
  CHECK(has_errors(find_sensitivity(one, "helth(\"P1\")").diagnostics));
  CHECK(has_errors(find_sensitivity(one, "health(\"P1\")", {.weights = 0}).diagnostics));
  const SensitivityRun nobody = find_sensitivity(one, "health(\"P2\")");
  CHECK_FALSE(has_errors(nobody.diagnostics));
  CHECK_FALSE(nobody.sensitivity);
}

namespace {

Session begin(const char* with_rules, const std::string& with_facts, const Options& options = {}) {
  const Ruleset ruleset = testing::load_rules(with_rules);
  auto started = Session::start(ruleset, testing::load_facts(ruleset, with_facts), options);
  REQUIRE(started.session);
  return std::move(*started.session);
}

const Driver& driver(const Sensitivity& of, Driver::Kind kind, const std::string& name) {
  const auto found = std::ranges::find_if(of.drivers, [&](const Driver& one) {
    return one.kind == kind && (one.rule == name || one.facts == std::vector{name});
  });
  REQUIRE(found != of.drivers.end());
  return *found;
}

constexpr const char* tent_rules = R"(
fact pump { name: text, load: number }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) "Health" of pump(name: pump) on Level starts 50
  factor wear "Wear" -100..100
rule rising "Rising" when pump(name: p, load: l) supports health.wear(p) by min(l, 37)
rule falling "Falling"
  when pump(name: p, load: l)
   and l > 37
  undermines health.wear(p) by 2 * (l - 37)
)";

}  // namespace

TEST_CASE("a peak between the values that are tried is found", "[sensitivity]") {
  // 50 + load up to 37, then 2 less for each beyond: 87 at 37, and 0 would be 50, 100 gives -39.
  Session one =
      begin(tent_rules, "[[pump]]\nname = \"P1\"\nload = { low = 0, likely = 10, high = 100 }\n");
  const auto found = find_sensitivity(one, "health(\"P1\")").sensitivity;
  const Driver& load = driver(*found, Driver::Kind::estimate, "F1");
  CHECK(load.high == 87);
  CHECK(load.high_at == 37);
  CHECK(load.low == 0);
  // 87 - 2 d = 60 at 50.5 and = 30 at 65.5; 50 + l reaches 60 at 10.
  REQUIRE(load.flips.size() == 3);
  CHECK(load.flips[0].first == 10);
  CHECK(load.flips[1].first == 50.6);
  CHECK(load.flips[2].first == 65.6);
}

TEST_CASE("of a whole number only whole numbers are tried and told", "[sensitivity]") {
  // The thousand steps of 0 to 2500 are 2.5 each: 1200, and then 1202.5, which is taken as 1203.
  Session one = begin(R"(
fact pump { name: text, hours: int }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) "Health" of pump(name: pump) on Level starts 50
  factor wear "Wear" -100..0
rule worn "Worn"
  when pump(name: p, hours: h)
   and h > 1201
  undermines health.wear(p) by 30
)",
                      "[[pump]]\nname = \"P1\"\nhours = { low = 0, likely = 10, high = 2500 }\n");
  const auto found = find_sensitivity(one, "health(\"P1\")").sensitivity;
  const Driver& hours = driver(*found, Driver::Kind::estimate, "F1");
  REQUIRE(hours.flips.size() == 1);
  CHECK(hours.flips.front().last == 1200);
  CHECK(hours.flips.front().first == 1203);
}

TEST_CASE("a flip next to where the subject is no longer rated is found", "[sensitivity]") {
  // 50, less 25 for as much as no guard is known of: 30 is passed where the pump is 0.8 sure of
  // nothing; steep, the want of a guard counts 1000 times, up to 25 in all.
  Session one = begin(R"(
fact pump { name: text }
fact guard { pump: text }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) "Health" of pump(name: pump) on Level starts 50
  factor wear "Wear" -25..0
rule bare "No guard"
  when pump(name: p)
   and not guard(pump: p)
  undermines health.wear(p) by 1000
)",
                      "[[pump]]\nname = \"P1\"\n");
  const auto found = find_sensitivity(one, "health(\"P1\")").sensitivity;
  // At a certainty of c it takes 1000 c, at most 25: 50 - 1 at 0.001, and POOR from 0.021 on.
  const Driver& pump = driver(*found, Driver::Kind::fact, "F1");
  CHECK(pump.unrated);
  CHECK_FALSE(pump.refused);
  CHECK(pump.high == 49);
  CHECK(pump.high_at == 0.001);
  REQUIRE(pump.flips.size() == 1);
  CHECK(pump.flips.front().last == 0.02);
  CHECK(pump.flips.front().first == 0.021);
}

TEST_CASE("rules stay adjusted while they are moved further, and afterwards", "[sensitivity]") {
  Session one = begin();
  // 50 - 5 * 2 * 0.5 * 0.8 + 6 = 52
  CHECK(one.adjust({{.rule = "leaking", .weight = 0.5}}).done);
  const auto found = find_sensitivity(one, "health(\"P1\")").sensitivity;
  CHECK(found->rating.score == 52);
  // Half as much and half as much again of what it is: 56 - 2 and 56 - 6.
  const Driver& weight = driver(*found, Driver::Kind::weight, "leaking");
  CHECK(weight.high == 54);
  CHECK(weight.low == 50);
  // The other rule from nothing to all: 46 and 56 at a certainty of the fact of 0.6: 52.
  CHECK(driver(*found, Driver::Kind::weight, "guarded").low == 49);
  CHECK(score(one) == 52);
}

TEST_CASE("each of two statements of a fact is drawn", "[sensitivity]") {
  const std::string stated =
      "[[source]]\nid = \"a\"\n[[source]]\nid = \"b\"\n[[pump]]\nname = \"P1\"\n"
      "[[guard]]\npump = \"P1\"\nsource = \"a\"\ncertainty = 0.5\n"
      "[[guard]]\npump = \"P1\"\nsource = \"b\"\ncertainty = 0.4\n";
  Session one = begin(rules, stated, {.certainty = "probability"});
  const SensitivityOptions options{.weights = 0.0001, .draws = 600};
  const auto drawn = find_sensitivity(one, "health(\"P1\")", options).sensitivity->drawn;
  CHECK(drawn->facts == 1);
  CHECK(drawn->refused == 0);
  // A guard by either statement: 1 - 0.5 * 0.6 = 0.7, so 57 on average, within 0.19 a standard
  // deviation of the mean of 600 draws of 50 or 60.
  CHECK(std::fabs(drawn->mean - 57) < 0.57);
  CHECK(drawn->low < 50.1);
  CHECK(drawn->high > 59.9);
}

TEST_CASE("statements of one origin are drawn together", "[sensitivity]") {
  // As in a run: 0.6, the surer of the two, and so 56 on average; by themselves it would be 58.
  const std::string stated =
      "[[source]]\nid = \"a\"\n[[pump]]\nname = \"P1\"\n"
      "[[guard]]\npump = \"P1\"\nsource = \"a\"\ncertainty = 0.6\nat = \"p. 1\"\n"
      "[[guard]]\npump = \"P1\"\nsource = \"a\"\ncertainty = 0.6\nat = \"p. 2\"\n";
  Session one = begin(rules, stated, {.certainty = "probability"});
  const SensitivityOptions options{.weights = 0.0001, .draws = 600};
  const auto found = find_sensitivity(one, "health(\"P1\")", options).sensitivity;
  CHECK(found->rating.score == 56);
  CHECK(std::fabs(found->drawn->mean - 56) < 0.6);
  CHECK(found->drawn->unrated + found->drawn->refused == 0);
}

TEST_CASE("what a case cannot be is told from what rates nothing", "[sensitivity]") {
  Session one = begin();
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
  const auto target = analysis::Target::find(one, "health(\"P1\")", diagnostics, sources);
  REQUIRE(target);
  analysis::Probe probe(one, *target);
  const analysis::Probed refused = probe({.facts = {.set = {"F2(rate: \"fast\")"}}, .rules = {}});
  CHECK(refused.refused);
  CHECK_FALSE(refused.score);
  const analysis::Probed unrated = probe({.facts = {.drop = {"F1"}}, .rules = {}});
  CHECK_FALSE(unrated.refused);
  CHECK_FALSE(unrated.score);
  CHECK(probe({.facts = {.drop = {"F3"}}, .rules = {}}).score == 42);  // 48 - 6
  CHECK(score(one) == 48);
}
