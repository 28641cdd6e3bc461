// SPDX-License-Identifier: Apache-2.0
//
// Rounds whose rows go in shares and rounds that go as a whole: the same rows with the same
// numbers, derivations and counts. CASUS_PROGRAMS sets how many, CASUS_SEED the first.
#include <fmt/format.h>

#include <limits>

#include "infer/profile.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "properties/told.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

const char* const declarations = R"(
fact edge { from: text, to: text, cost: int in 0..100 }
relation path(x: text, y: text)
relation same(x: text, y: text)
relation near(x: text, y: text, cost: int)
)";

/// Rules that find one row in many ways and at several heights, also by way of each other.
const std::vector<std::string> choices = {
    "rule {} when edge(from: x, to: y) then path(x, y)",
    "rule {} when path(x, y) and path(y, z) then path(x, z)",
    "rule {} when path(x, y) and edge(from: y, to: z) then path(x, z)",
    "rule {} when edge(from: x, to: y, cost: c) and c < 3 and path(y, z) then path(z, x)",
    "rule {} when edge(from: x, to: p) and edge(from: y, to: p) then same(x, y)",
    "rule {} when edge(from: x, to: p) and same(p, q) and edge(from: y, to: q) then same(x, y)",
    "rule {} when same(x, y) and path(y, z) then same(y, z)",
    "rule {} when same(x, y) and same(y, x) then path(y, x)",
    "rule {} when edge(from: x, to: y, cost: c) then near(x, y, c)",
    "rule {} when near(x, y, c) and near(y, z, d) and c + d < 9 then near(x, z, c + d)",
    // Without a value where `d` is 2: such a round is gone through once more, as a whole.
    "rule {} when near(x, y, c) and near(y, z, d) and 6 / (d - 2) != c then near(x, z, d)",
};

struct Text {
  std::string rules;
  std::string facts;
};

Text draw_text(properties::Draw& draw) {
  Text text{declarations, "[case]\nas_of = 2015-01-31\n"};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (!draw.chance(75)) continue;
    // Names in another order than the rules, as they break ties.
    const std::string name = fmt::format("{}{}", static_cast<char>('a' + draw.below(26)), i);
    text.rules += fmt::format(fmt::runtime(choices[i]), name) + '\n';
  }
  const std::size_t nodes = 2 + draw.below(8);
  const auto node = [&] { return fmt::format("n{}", draw.below(nodes)); };
  for (std::size_t i = draw.below(3 * nodes); i > 0; --i) {
    text.facts += fmt::format("[[edge]]\nfrom = \"{}\"\nto = \"{}\"\ncost = {}\n", node(), node(),
                              draw.below(5));
  }
  return text;
}

infer::Settings in_shares(std::size_t shares) {
  infer::Settings settings;
  settings.division.rows_parted = std::numeric_limits<std::size_t>::max();  // no parts instead
  settings.division.rows_shared = 0;
  settings.division.threads = shares;
  return settings;
}

void require_same_rows(const plan::Plan& plan, const infer::Store& one, const infer::Store& other) {
  REQUIRE(one.size() == other.size());
  for (infer::RowId row = 0; row < one.size(); ++row) {
    REQUIRE(one.row(row) == other.row(row));
    const infer::Derivation how = one.derivation(row);
    REQUIRE(how.rule == other.derivation(row).rule);
    REQUIRE(how.height == other.derivation(row).height);
    if (how.rule == infer::Derivation::given) continue;
    const std::uint32_t count = plan.rules[how.rule].premises;
    REQUIRE(std::ranges::equal(one.premises(row, count), other.premises(row, count)));
  }
}

std::uint64_t visited(const infer::Profile& profile) {
  std::uint64_t rows = 0;
  for (const auto& [step, visited] : profile.steps) rows += visited;
  return rows;
}

}  // namespace

TEST_CASE("what is derived in shares is what is derived as a whole", "[properties][shares]") {
  const auto [first, programs] = properties::seeds(150);
  std::uint64_t shared = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const Text text = draw_text(draw);
    const Ruleset rules = testing::load_rules(text.rules);
    const Facts facts = testing::load_facts(rules, text.facts);
    INFO("CASUS_SEED=" << seed);
    INFO(text.facts);
    INFO(text.rules);
    infer::Profile profile_of_whole;
    infer::Profile profile;
    const auto derive = [&](std::size_t shares, infer::Profile& filled) {
      filled.clock = [] { return 0.0; };
      infer::Settings settings = in_shares(shares);
      settings.profile = &filled;
      return infer::infer(rules.data().program, facts.data().facts, settings);
    };
    const auto whole = derive(1, profile_of_whole);
    const auto other = derive(2 + draw.below(4), profile);
    shared += profile.shares;
    CHECK(profile_of_whole.shares == 0);
    for (std::size_t s = 0; s < whole->stores.size(); ++s) {
      require_same_rows(*whole->plan, whole->stores[s], other->stores[s]);
    }
    CHECK(properties::all_replay(*other));
    CHECK(whole->rounds == other->rounds);
    CHECK(whole->derived_facts == other->derived_facts);
    for (std::size_t r = 0; r < profile.rules.size(); ++r) {
      const infer::Profile::Rule& one = profile_of_whole.rules[r];
      CHECK(one.concluded == profile.rules[r].concluded);
      CHECK(one.fresh == profile.rules[r].fresh);
      CHECK(one.visited == profile.rules[r].visited);
      CHECK(one.rounds == profile.rules[r].rounds);
    }
    CHECK(visited(profile_of_whole) == visited(profile));
  }
  CHECK(shared >= 4 * programs);
}

TEST_CASE("a limit that ends a share leaves what can be counted and replayed", "[shares]") {
  // Paths made of paths: 300 towns in a ring, 90,000 ways.
  const Ruleset rules = testing::load_rules(
      "fact edge { from: int, to: int }\nrelation path(x: int, y: int)\n"
      "rule step when edge(from: x, to: y) then path(x, y)\n"
      "rule on when path(x, y) and path(y, z) then path(x, z)\n");
  std::string ring = "[case]\nas_of = 2015-01-31\n";
  for (int i = 0; i < 300; ++i) {
    ring += fmt::format("[[edge]]\nfrom = {}\nto = {}\n", i, (i + 1) % 300);
  }
  const Facts facts = testing::load_facts(rules, ring);
  for (const Limit limit : {Limit::memory, Limit::time}) {
    for (const int looks : {0, 1, 3, 7}) {
      INFO("after " << looks << " looks");
      infer::Settings settings = in_shares(3);
      settings.budget.poll = [&, left = looks]() mutable -> std::optional<Limit> {
        return left-- > 0 ? std::nullopt : std::optional(limit);
      };
      const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
      REQUIRE(fixpoint->stopped);
      CHECK(fixpoint->stopped->what == limit);
      // Without a look none begins. Else the limit falls into the rule that has all the work.
      CHECK(fixpoint->stopped->rule.valid() == (looks > 0));
      if (looks > 0) {
        CHECK((*fixpoint->program)[fixpoint->stopped->rule].name == "on");
      }
      const plan::StoreId path = fixpoint->plan->rules.front().head;
      CHECK(fixpoint->store(path).size() == fixpoint->derived_facts);
      CHECK(fixpoint->derived_facts < 90'000);
      CHECK(properties::all_replay(*fixpoint));
    }
  }
}
