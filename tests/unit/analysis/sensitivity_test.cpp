// SPDX-License-Identifier: Apache-2.0
#include "casus/sensitivity.hpp"

#include <atomic>
#include <cmath>

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
  SensitivityOptions options{.draws = 3000, .seed = 5};
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
  // draw lies within about 8 of it, so 3000 of them within 0.15, one time in three outside.
  CHECK(std::fabs(first->mean - 41.33) < 0.75);
  CHECK(score(one) == 48);
}

TEST_CASE("in probability uncertain facts are there or not", "[sensitivity]") {
  Session one = begin({.certainty = "probability"});
  const SensitivityOptions options{.weights = 0.0001, .draws = 2000};
  const auto drawn = find_sensitivity(one, "health(\"P1\")", options).sensitivity->drawn;
  CHECK(drawn->facts == 1);
  CHECK(std::fabs(drawn->mean - 41.33) < 0.75);
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
