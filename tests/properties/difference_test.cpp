// SPDX-License-Identifier: Apache-2.0
//
// Random programs in two versions over two cases: what each cause accounts for adds up to the
// difference of the scores, and the reasons of a cause to what it accounts for.
#include "casus/difference.hpp"

#include <cmath>
#include <set>

#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

/// Points are whole millionths, so that sums of doubles are as good as exact when rounded to them.
std::int64_t micros(double points) { return std::llround(points * 1e6); }

/// Some facts go; some rules go, and some weigh more, by another number or another formula.
properties::Sample later(properties::Draw& draw, properties::Sample sample) {
  std::erase_if(sample.facts, [&](const std::string&) { return draw.chance(25); });
  for (std::string& rule : sample.rules) {
    const std::size_t by = rule.find(" by ");
    if (by == std::string::npos || !draw.chance(40)) continue;
    const bool number = rule[by + 4] >= '0' && rule[by + 4] <= '9';
    rule.insert(by + 4, number ? "1" : "2 + ");
  }
  for (std::size_t i = sample.rules.size(); i-- > 0;) {
    const std::string name = sample.rules[i].substr(5, sample.rules[i].find('\n') - 5);
    bool named = false;
    for (const std::string& rule : sample.rules) {
      named = named || rule.find("overrides " + name + "\n") != std::string::npos;
    }
    if (!named && draw.chance(15)) {
      sample.rules.erase(sample.rules.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return sample;
}

}  // namespace

TEST_CASE("the causes of a difference add up to it", "[properties][difference]") {
  const auto [first, programs] = properties::seeds(60);
  std::size_t moved = 0;
  std::set<Difference::Cause> causes;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const properties::Sample before = properties::sample(draw, {.counting = 20, .origins = 30});
    const properties::Sample after = later(draw, before);
    INFO("CASUS_SEED=" << seed);
    INFO(before.rule_text());
    const auto side = [](const properties::Sample& sample) {
      const Ruleset rules = testing::load_rules(sample.rule_text());
      return DifferenceSide{rules, testing::load_facts(rules, sample.case_text()), {}};
    };
    const DifferenceRun run = difference(side(before), side(after));
    REQUIRE(run.difference);
    for (const Difference::Rated& one : run.difference->ratings) {
      if (!one.before || !one.after) continue;
      std::int64_t sum = 0;
      for (const Difference::Part& part : one.parts) {
        causes.insert(part.cause);
        std::int64_t reasons = 0;
        for (const ScoreChange& change : part.changes) reasons += micros(change.points);
        CHECK(reasons == micros(part.points));
        sum += reasons;
      }
      CHECK(sum == micros(one.after->score) - micros(one.before->score));
      moved += one.before->score != one.after->score ? 1 : 0;
    }
  }
  CHECK(moved >= programs / 2);
  CHECK(causes.size() == 3);  // facts, weights, rules
}
