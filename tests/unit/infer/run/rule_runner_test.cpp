// SPDX-License-Identifier: Apache-2.0
#include "infer/run/rule_runner.hpp"

#include <fmt/format.h>

#include "infer/profile.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

TEST_CASE("a rule that has to go on row by row counts its conclusions once", "[infer][profile]") {
  const Ruleset rules = testing::load_rules(
      "fact reading { n: int, v: int }\nrelation fine(n: int)\n"
      "rule small when reading(n: n, v: v) and 1 / v <= 1 then fine(n)");
  std::string toml = "[case]\nas_of = 2015-01-31\n";
  // Batches of about a thousand: the third has a value that nothing can be divided by.
  for (int n = 0; n < 3000; ++n) {
    toml += fmt::format("[[reading]]\nn = {}\nv = {}\n", n, n == 2500 ? 0 : 2);
  }
  const Facts facts = testing::load_facts(rules, toml);
  infer::Profile profile;
  profile.clock = [] { return 0.0; };
  infer::Settings settings;
  settings.profile = &profile;
  const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
  CHECK(fixpoint->derived_facts == 2999);
  CHECK(profile.rules.at(0).concluded == 2999);
  CHECK(profile.rules.at(0).fresh == 2999);
}
