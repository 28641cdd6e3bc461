// SPDX-License-Identifier: Apache-2.0
//
// Which facts a report may call unused.
#include "explain/used.hpp"

#include <string>

#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using namespace casus::testing;

namespace {

/// The ids of the facts on which nothing rests: "F2 F3".
std::string unused(const std::string& rules, const std::string& toml, const Options& options = {}) {
  std::string ids;
  const Evaluation evaluation = evaluate(rules, toml, options);
  for (const Evidence& one : evaluation.assessment().evidence) {
    if (!one.used) ids += (ids.empty() ? "" : " ") + one.id;
  }
  return ids;
}

}  // namespace

TEST_CASE("the members of a comprehension are used by a conclusion that nothing rates",
          "[explain][used]") {
  // East's sum has both its trades as members, and the trade of nobody belongs to no sum.
  CHECK(unused("fact country { name: text }\n"
               "fact trade { by: text, value: int }\n"
               "relation total(by: text, value: int)\n"
               "rule adds when country(name: c) and t = sum(v for trade(by: c, value: v))\n"
               "  then total(by: c, value: t)\n",
               "[[country]]\nname = \"East\"\n"
               "[[trade]]\nby = \"East\"\nvalue = 1\n"
               "[[trade]]\nby = \"East\"\nvalue = 2\n"
               "[[trade]]\nby = \"nobody\"\nvalue = 4\n") == "F4");
}

TEST_CASE("what a negation relies on is used by a conclusion that nothing rates",
          "[explain][used]") {
  // That East has no heir is stated, and so is used. Of West nobody says it is a kingdom.
  CHECK(unused("fact kingdom { name: text }\n"
               "fact heir open { of: text }\n"
               "relation adrift(name: text)\n"
               "rule nobody_follows when kingdom(name: k) and not heir(of: k)\n"
               "  then adrift(name: k)\n",
               "[[kingdom]]\nname = \"East\"\n"
               "[[heir]]\nof = \"East\"\nholds = false\n"
               "[[heir]]\nof = \"West\"\nholds = false\n") == "F3");
}

TEST_CASE("what makes a subject rated is used, though no reason rests on it", "[explain][used]") {
  // Only F3 is about nobody who is rated.
  CHECK(unused("fact pump { name: text }\n"
               "fact leak { pump: text }\n"
               "scale Level 0..100 { low < 50, high }\n"
               "rating health(p: text) of pump(name: p) on Level starts 60\n"
               "  factor wear -30..0\n"
               "rule leaks when leak(pump: p) and pump(name: p) undermines health.wear(p) by 9\n",
               "[[pump]]\nname = \"P1\"\n"
               "[[pump]]\nname = \"P2\"\n"
               "[[leak]]\npump = \"P3\"\n") == "F3");
}

TEST_CASE("what speaks against a negation that holds in part is used", "[explain][used]") {
  // The rumour of an heir (0.3) leaves `not heir` with 0.7, so the conclusion depends on it.
  CHECK(unused("fact kingdom { name: text }\n"
               "fact heir { of: text }\n"
               "relation adrift(name: text)\n"
               "rule nobody_follows when kingdom(name: k) and not heir(of: k)\n"
               "  then adrift(name: k)\n",
               "[[kingdom]]\nname = \"East\"\n"
               "[[heir]]\nof = \"East\"\ncertainty = 0.3\n"
               "[[heir]]\nof = \"West\"\ncertainty = 0.3\n") == "F3");
}

TEST_CASE("every derivation that counts uses its facts", "[explain][used]") {
  // In probability both reports make the alarm likelier; under weakest-link only the surer counts.
  const std::string rules =
      "fact smoke { room: text }\n"
      "fact heat { room: text }\n"
      "relation alarm(room: text)\n"
      "rule seen when smoke(room: x) then alarm(room: x)\n"
      "rule felt when heat(room: x) then alarm(room: x)\n";
  const std::string facts =
      "[[smoke]]\nroom = \"hall\"\ncertainty = 0.9\n"
      "[[heat]]\nroom = \"hall\"\ncertainty = 0.5\n";
  CHECK(unused(rules, facts) == "F2");
  Options options;
  options.certainty = "probability";
  CHECK(unused(rules, facts, options).empty());
}

TEST_CASE("members that several conclusions share are looked at once", "[explain][used]") {
  const Ruleset rules = load_rules(
      "fact trade { by: text, value: int } relation part(by: text, value: int, of: int)\n"
      "rule adds when trade(by: c, value: v) and t = sum(w for trade(by: c, value: w))\n"
      "  then part(by: c, value: v, of: t)\n");
  std::string toml;
  for (const char* value : {"1", "2", "4"}) {
    toml += std::string("[[trade]]\nby = \"East\"\nvalue = ") + value + "\n";
  }
  const Facts facts = load_facts(rules, toml + "[[trade]]\nby = \"West\"\nvalue = 8\n");
  const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, infer::Settings{});
  base::Symbols symbols(fixpoint->symbols);
  infer::Meter meter({});
  std::vector<model::StatementId> used;
  explain::used_statements({*fixpoint, symbols}, meter).each([&](auto id) { used.push_back(id); });
  CHECK(used.size() == 4);
  // 4 conclusions with one premise each, 3 members of East and 1 of West.
  CHECK(meter.ticks() == 4 + 3 + 1);
}
