// SPDX-License-Identifier: Apache-2.0
#include "explain/summary.hpp"

#include <algorithm>

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

TEST_CASE("which facts no rule applied to does not depend on where they stand",
          "[explain][summary]") {
  // 25 ties too weak for the rule. Named are the 20 whose values come first, and no debt, a name
  // before `tie` that the factor's rules do not ask for.
  std::vector<std::string> ties;
  std::vector<std::string> expected;
  for (int i = 0; i < 25; ++i) {
    const std::string number = (i < 10 ? "0" : "") + std::to_string(i);
    ties.push_back("[[tie]]\nid = \"t" + number + "\"\na = \"A\"\nb = \"b" + number +
                   "\"\nstrength = 1\n");
    if (i < 20) expected.push_back("t" + number);
  }
  for (int order = 0; order < 2; ++order) {
    std::string text = "[[land]]\nname = \"A\"\n[[debt]]\nid = \"d\"\na = \"A\"\n";
    for (const std::string& tie : ties) text += tie;
    const Evaluation run = testing::evaluate(
        "fact land { name: text }\n"
        "fact debt { a: text }\n"
        "fact tie { a: text, b: text, strength: int }\n"
        "scale C 0..100 { low < 40, high }\n"
        "rating calm(a: text) of land(name: a) on C starts 50 factor m -40..40\n"
        "rule near when tie(X, y, strength: > 9) supports calm.m(X) by 10 for each y\n",
        text);
    CHECK(testing::only_rating(run).factors.at(0).unapplied == expected);
    std::ranges::reverse(ties);
  }
}
