// SPDX-License-Identifier: Apache-2.0
//
// The engine against the naive evaluator on random programs. CASUS_PROGRAMS sets how many,
// CASUS_SEED the first; a failure prints its seed, rules and facts.
#include "infer/fixpoint.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/naive/difference.hpp"

using namespace casus;

namespace {

void compare(const properties::Sample& sample, bool degrees, double threshold) {
  const Ruleset rules = testing::load_rules(sample.rule_text());
  const Facts facts = testing::load_facts(rules, sample.case_text());
  infer::Settings settings;
  settings.calculus.name = degrees ? "weakest-link" : "certain";
  settings.calculus.threshold = threshold;
  const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
  const naive::World world =
      naive::evaluate(*rules.data().program, *facts.data().facts,
                      {.degrees = degrees, .threshold = threshold, .as_of = {}});
  INFO(settings.calculus.name << ", threshold " << threshold);
  INFO(sample.case_text());
  INFO(sample.rule_text());
  const std::string difference = naive::difference(world, *fixpoint);
  REQUIRE(difference == "");
}

}  // namespace

TEST_CASE("the engine finds what the naive evaluator finds", "[properties]") {
  const auto [first, programs] = properties::seeds(300);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    INFO("CASUS_SEED=" << seed);
    properties::Draw draw(seed);
    const properties::Sample sample = properties::sample(draw);
    compare(sample, true, 0);
    compare(sample, false, 0);
    if (seed % 4 == 0) compare(sample, true, 0.2);
  }
}
