// SPDX-License-Identifier: Apache-2.0
//
// Records of several relations are loaded beside each other, where there are many.
#include <functional>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

DataFile facts_file(std::string relation, int lines, const std::function<int(int)>& number) {
  std::string text;
  for (int i = 0; i < lines; ++i) text += 'T' + std::to_string(number(i)) + '\n';
  const std::string name = relation + ".facts";
  return {std::move(relation), DataFile::Format::facts, name,
          std::make_shared<const std::string>(std::move(text))};
}

}  // namespace

TEST_CASE("relations that are loaded beside each other have what each would have by itself",
          "[threads]") {
  const Ruleset rules = testing::load_rules(R"(
fact town { name: text }
fact port { name: text }
fact capital { name: text }
relation trading(name: text)
relation seat(name: text)
rule by_sea when town(name: t) and port(name: t) then trading(t)
rule first when capital(name: t, certainty: c) and c > 0.5 then seat(t)
)");
  const auto each = [](int i) { return i; };
  const auto loaded = Facts::load(rules, {"none", ""},
                                  {facts_file("town", 30'000, each),
                                   facts_file("port", 30'000, [](int i) { return i % 1000 * 40; }),
                                   facts_file("capital", 30'000, [](int i) { return i / 2; })});
  REQUIRE(loaded.facts);
  const auto evaluated = Evaluation::run(rules, *loaded.facts);
  REQUIRE(evaluated.evaluation);
  const Evaluation& run = *evaluated.evaluation;
  const Statistics& found = run.assessment().statistics;
  // 30,000 towns, 1,000 ports named 30 times each, and 15,000 capitals named twice each.
  CHECK(found.base_facts == 46'000);
  // Ports are T0, T40, …, T39960; 750 of them are below T30000, and so towns. All capitals follow.
  CHECK(found.derived_facts == 750 + 15'000);
  CHECK(testing::answers(run, "trading(\"T29960\")") != "no\n");
  CHECK(testing::answers(run, "trading(\"T30000\")") == "no\n");
}
