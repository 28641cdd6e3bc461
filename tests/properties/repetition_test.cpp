// SPDX-License-Identifier: Apache-2.0
//
// What is said again under another id moves no rating, in any calculus. CASUS_PROGRAMS sets how
// many programs, CASUS_SEED the first.
#include <fmt/format.h>

#include "model/calculi.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using properties::Draw;
using properties::Sample;

namespace {

std::string again(std::string fact) {
  const std::string id = "id = \"f";
  fact.replace(fact.find(id), id.size(), "id = \"again");
  return fact;
}

/// Everything about ratings but the ids of the facts that they rest on.
std::string ratings(const Evaluation& run) {
  std::string text;
  for (const Rating& rating : run.assessment().ratings) {
    text += fmt::format("{} {} {} {} [{}, {}] {}\n", rating.rating, rating.subject[0].text,
                        rating.score, rating.band, rating.range_low, rating.range_high,
                        rating.confidence.index);
    for (const Contribution& one : rating.contributions) {
      text += fmt::format("  {} {} {} {} {} {}\n", one.rule, one.factor, one.weight, one.amount,
                          one.alone, one.because);
    }
    for (const LimitEffect& one : rating.limits) {
      text += fmt::format("  limit {} {} {} {}\n", one.rule, one.at, one.effect, one.certainty);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a fact repeated under a new id moves no rating", "[properties][origin]") {
  const auto [first, programs] = properties::seeds(60);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    Draw draw(seed);
    const Sample once = properties::sample(draw);
    Sample twice = once;
    for (const std::string& fact : once.facts) {
      if (draw.chance(40)) twice.facts.push_back(again(fact));
    }
    INFO("CASUS_SEED=" << seed);
    INFO(once.rule_text());
    INFO(twice.case_text());
    const Ruleset rules = testing::load_rules(once.rule_text());
    for (const std::string_view calculus : model::calculus_names) {
      INFO(calculus);
      const auto run = [&](const Sample& sample) {
        Options options{.certainty = std::string(calculus)};
        options.probabilities.max_nodes = 20'000;
        const auto facts = testing::load_facts(rules, sample.case_text());
        const auto result = Evaluation::run(rules, facts, options);
        REQUIRE(result.evaluation);
        return ratings(*result.evaluation);
      };
      REQUIRE(run(twice) == run(once));
    }
  }
}
