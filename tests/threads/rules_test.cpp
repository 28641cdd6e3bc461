// SPDX-License-Identifier: Apache-2.0
//
// Rules that fill different stores, parts of a recursion and shares of a round run on several
// threads: what they find is what arithmetic says. Built with the thread sanitizer it looks for
// races (`./dev tsan`).
#include <fmt/format.h>

#include "infer/fixpoint.hpp"
#include "infer/profile.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

constexpr std::size_t chains = 300;
constexpr std::size_t length = 10;
constexpr std::size_t colours = 8;

const char* const rules_text = R"(
fact edge { from: int, to: int, colour: int }
relation start(x: int)
relation middle(x: int)
relation long(x: int, y: int)
relation path(x: int, y: int)
relation path_back(x: int, y: int)
relation reached(x: int, y: int)
rule step when edge(from: x, to: y) then path(x, y)
rule on when path(x, y) and edge(from: y, to: z) then path(x, z)
rule back when edge(from: y, to: x) then path_back(x, y)
rule back_on when edge(from: y, to: x) and path_back(y, z) then path_back(x, z)
rule reach when edge(from: x, to: y) then reached(x, y)
rule reach_on when reached(x, y) and reached(y, z) then reached(x, z)
rule starts when edge(from: x) and not edge(to: x) then start(x)
rule middles when edge(from: x) and edge(to: x) then middle(x)
rule longs when path(x, y) and start(x) and path_back(y, x) and y > x + 5 then long(x, y)
)";

std::size_t rows(const infer::Fixpoint& fixpoint, const std::string& name) {
  const auto& relations = fixpoint.program->schema.relations;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    if (relations[i].name == name) return fixpoint.store(fixpoint.plan->rows[i]).size();
  }
  return 0;
}

}  // namespace

TEST_CASE("rules on several threads find what there is", "[threads]") {
  std::string text = rules_text;
  for (std::size_t c = 0; c < colours; ++c) {
    text += fmt::format(
        "relation of_colour_{0}(x: int)\n"
        "rule colour_{0} when edge(from: x, colour: {0}) then of_colour_{0}(x)\n",
        c);
  }
  const Ruleset rules = testing::load_rules(text);
  std::string toml = "[case]\nas_of = 2015-01-31\n";
  for (std::size_t i = 0; i < chains * length; ++i) {
    const std::size_t from = i / length * (length + 1) + i % length;
    toml += fmt::format("[[edge]]\nfrom = {}\nto = {}\ncolour = {}\n", from, from + 1, i % colours);
  }
  const Facts facts = testing::load_facts(rules, toml);
  infer::Settings settings;
  settings.division.threads = 3;
  settings.division.rows_shared = 1000;
  infer::Profile profile;
  profile.clock = [] { return 0.0; };
  settings.profile = &profile;
  std::string numbers;
  for (int round = 0; round < 3; ++round) {
    profile.parts = profile.shares = profile.abreast = 0;
    const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
    // Of each chain: from each of its 11 towns to each behind it, 10 * 11 / 2.
    CHECK(rows(*fixpoint, "path") == chains * 55);
    CHECK(profile.parts > 1);
    CHECK(profile.shares > 1);
    CHECK(profile.abreast > 1);
    CHECK(rows(*fixpoint, "path_back") == chains * 55);
    CHECK(rows(*fixpoint, "reached") == chains * 55);
    CHECK(rows(*fixpoint, "start") == chains);
    CHECK(rows(*fixpoint, "middle") == chains * (length - 1));
    CHECK(rows(*fixpoint, "long") == chains * 5);  // from the first town to the last five
    for (std::size_t c = 0; c < colours; ++c) {
      CHECK(rows(*fixpoint, fmt::format("of_colour_{}", c)) == chains * length / colours);
    }
    // And the numbers of rows do not depend on which thread comes first.
    std::string now;
    for (const infer::Store& store : fixpoint->stores) {
      for (infer::RowId row = 0; row < store.size(); ++row) {
        for (const model::Word word : store.row(row)) now += fmt::format("{} ", word);
        if (store.derivation(row).rule == infer::Derivation::given) continue;
        for (const infer::RowId one : store.premises(row, 1)) now += fmt::format("<{} ", one);
      }
    }
    CHECK((round == 0 || now == numbers));
    numbers = std::move(now);
  }
}
