// SPDX-License-Identifier: Apache-2.0
#include "explain/summary.hpp"

#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

TEST_CASE("a contribution whose reasons a limit cut short is told all the same",
          "[explain][summary]") {
  const Ruleset rules = testing::load_rules(
      "fact land { name: text }\n"
      "fact tie { a: text, b: text }\n"
      "scale C 0..100 { low < 40, high }\n"
      "rating calm(a: text) \"Calm\" of land(name: a) on C starts 50 factor m \"M\" -40..40\n"
      "rule near when tie(X, y) supports calm.m(X) by 10 for each y because \"near {y}\"\n");
  const Facts facts = testing::load_facts(
      rules,
      "[[land]]\nname = \"A\"\n[[tie]]\na = \"A\"\nb = \"B\"\n[[tie]]\na = \"A\"\nb = \"C\"\n");
  const auto inferred = infer::infer(rules.data().program, facts.data().facts, {});
  const infer::Fixpoint& fixpoint = *inferred;
  base::Symbols symbols(fixpoint.symbols);
  infer::Meter meter({});
  std::vector<assess::Rated> ratings = assess::assess(fixpoint, symbols, meter);
  REQUIRE(ratings.size() == 1);
  REQUIRE(ratings[0].contributions.size() == 2);
  for (infer::Lineage& lineage : ratings[0].contributions) lineage = {};
  infer::Defeats defeats(fixpoint, symbols, meter);
  infer::Lineages lineages(fixpoint, symbols, meter);
  const Rating told = explain::rating({fixpoint, symbols}, ratings[0], {}, defeats, lineages);
  REQUIRE(told.contributions.size() == 2);
  CHECK(told.contributions[0].for_each.at(0).second.text == "B");
  CHECK(told.contributions[1].for_each.at(0).second.text == "C");
  // Without values the sentence has nothing to name: the rule does.
  CHECK(told.contributions[0].because == "near");
}
