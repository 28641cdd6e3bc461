// SPDX-License-Identifier: Apache-2.0
//
// Recursions that carry a value through, derived in parts and as a whole: the same rows,
// certainties, derivations and rounds. CASUS_PROGRAMS sets how many, CASUS_SEED the first.
#include <fmt/format.h>

#include <limits>
#include <optional>

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
fact bar { town: text }
relation path(x: text, y: text)
relation even(x: text, y: text)
relation odd(y: text, x: text)
relation near(x: text, y: text, cost: int)
relation cut(x: text, y: text)
)";

/// Rules of which some recur to the right, some to the left, some by way of each other, so that
/// what is carried lies in different places; some bring rows that others bring as well.
const std::vector<std::string> choices = {
    "rule {} when edge(from: x, to: y) then path(x, y)",
    "rule {} when edge(from: x, to: y, cost: c) and c > 1 then path(x, y) certainty 0.5",
    "rule {} when path(x, y) and edge(from: y, to: z) then path(x, z) certainty 0.9",
    "rule {} when edge(from: y, to: z) and path(x, y) and not bar(town: z) then path(x, z)",
    "rule {} when path(x, y) and edge(from: y, to: z, cost: c) and c < 3 then path(x, z)",
    "rule {} when path(x, y) and edge(from: y, to: x) then path(x, x) certainty 0.7",
    "rule {} when edge(from: x, to: y) then odd(y, x)",
    "rule {} when odd(y, x) and edge(from: y, to: z) then even(x, z) certainty 0.8",
    "rule {} when even(x, y) and edge(from: y, to: z) then odd(z, x)",
    "rule {} when even(x, y) and bar(town: y) then odd(y, x)",
    "rule {} when edge(from: x, to: y, cost: c) then near(x, y, c)",
    "rule {} when near(x, y, c) and edge(from: y, to: z, cost: d) and c + d < 12 "
    "then near(x, z, c + d)",
    "rule {} when edge(from: x) and edge(to: y) and "
    "sum(c for edge(from: x, to: z, cost: c) and (z = y or path(x, z))) > 7 then path(x, y)",
    "rule {} when path(x, y) and near(x, y, c) and not even(x, y) then cut(x, y)",
};

struct Text {
  std::string rules;
  std::string facts;
};

Text draw_text(properties::Draw& draw) {
  Text text{declarations, "[case]\nas_of = 2015-01-31\n"};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    // Names in another order than the rules, as they break ties.
    const std::string name = fmt::format("{}{}", static_cast<char>('a' + draw.below(26)), i);
    // Some rules make the whole of their recursion indivisible.
    const auto holds = [&](const char* words) {
      return choices[i].find(words) != std::string::npos;
    };
    const bool divides = !holds("not bar") && !holds("sum(");
    if (!draw.chance(divides ? 75 : 20)) continue;
    text.rules += fmt::format(fmt::runtime(choices[i]), name) + '\n';
  }
  const std::size_t nodes = 2 + draw.below(8);
  const auto node = [&] { return fmt::format("n{}", draw.below(nodes)); };
  const auto certainty = [&] {
    return draw.chance(50) ? fmt::format("certainty = 0.{}\n", 1 + draw.below(9)) : "";
  };
  for (std::size_t i = draw.below(3 * nodes); i > 0; --i) {
    text.facts += fmt::format("[[edge]]\nfrom = \"{}\"\nto = \"{}\"\ncost = {}\n{}", node(), node(),
                              draw.below(5), certainty());
  }
  for (std::size_t i = draw.below(3); i > 0; --i) {
    text.facts += fmt::format("[[bar]]\ntown = \"{}\"\n{}", node(), certainty());
  }
  return text;
}

infer::Settings whole() {
  infer::Settings settings;
  settings.division.rows_parted = std::numeric_limits<std::size_t>::max();
  return settings;
}

infer::Settings parts() {
  infer::Settings settings;
  settings.division = {.rows_parted = 0, .values_a_part = 1};
  return settings;
}

const char* const ways =
    "fact edge { from: int, to: int }\nrelation path(x: int, y: int)\n"
    "rule step when edge(from: x, to: y) then path(x, y)\n"
    "rule on when path(x, y) and edge(from: y, to: z) then path(x, z)\n";

/// A case of so many towns in a ring.
std::string ring(int towns) {
  std::string text = "[case]\nas_of = 2015-01-31\n";
  for (int i = 0; i < towns; ++i) {
    text += fmt::format("[[edge]]\nfrom = {}\nto = {}\n", i, (i + 1) % towns);
  }
  return text;
}

}  // namespace

TEST_CASE("what is derived in parts is what is derived as a whole", "[properties][parts]") {
  const auto [first, programs] = properties::seeds(150);
  std::size_t divided = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const Text text = draw_text(draw);
    const Ruleset rules = testing::load_rules(text.rules);
    const Facts facts = testing::load_facts(rules, text.facts);
    for (const double threshold : {0.0, 0.3}) {
      INFO("CASUS_SEED=" << seed << ", threshold " << threshold);
      INFO(text.facts);
      INFO(text.rules);
      bool derivations = true;
      const auto derive = [&](infer::Settings settings) {
        infer::Profile profile;
        profile.clock = [] { return 0.0; };
        settings.derivations = derivations;
        settings.profile = &profile;
        settings.calculus.threshold = threshold;
        auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
        divided += profile.parts > 1 ? 1 : 0;
        return fixpoint;
      };
      const auto one = derive(whole());
      const auto other = derive(parts());
      REQUIRE(properties::difference(properties::told(*one), properties::told(*other)) == "");
      CHECK(one->derived_facts == other->derived_facts);
      CHECK(properties::all_replay(*other));
      derivations = false;
      const auto bare = derive(whole());
      REQUIRE(properties::difference(properties::told(*bare), properties::told(*derive(parts()))) ==
              "");
      const auto rows = [](const infer::Fixpoint& of) {
        return properties::told(of, properties::Derivations::left_out);
      };
      REQUIRE(properties::difference(rows(*one), rows(*bare)) == "");
    }
  }
  CHECK(divided >= 2 * programs);
}

TEST_CASE("random programs that may be divided say the same", "[properties][parts]") {
  const auto [first, programs] = properties::seeds(60);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const properties::Sample sample = properties::sample(draw, {.facts = 20, .counting = 10});
    const Ruleset rules = testing::load_rules(sample.rule_text());
    const Facts facts = testing::load_facts(rules, sample.case_text());
    INFO("CASUS_SEED=" << seed);
    const auto one = infer::infer(rules.data().program, facts.data().facts, whole());
    const auto other = infer::infer(rules.data().program, facts.data().facts, parts());
    REQUIRE(properties::difference(properties::told(*one), properties::told(*other)) == "");
  }
}

TEST_CASE("rules that run beside each other number rows as one after the other",
          "[properties][parts]") {
  const auto [first, programs] = properties::seeds(400);
  std::uint64_t rows = 0;
  std::uint64_t abreast = 0;  // programs in which several stores are filled at the same time: few
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const properties::Sample sample = properties::sample(draw, {.facts = 20, .counting = 10});
    const Ruleset rules = testing::load_rules(sample.rule_text());
    const Facts facts = testing::load_facts(rules, sample.case_text());
    INFO("CASUS_SEED=" << seed);
    infer::Settings beside = whole();
    beside.division.rows_abreast = 0;
    beside.division.threads = 3;
    infer::Profile profile;
    profile.clock = [] { return 0.0; };
    beside.profile = &profile;
    infer::Settings in_turn = whole();
    in_turn.budget.max_facts = 1'000'000;  // to be counted they run one by one
    const auto one = infer::infer(rules.data().program, facts.data().facts, beside);
    const auto other = infer::infer(rules.data().program, facts.data().facts, in_turn);
    abreast += profile.abreast > 1 ? 1 : 0;
    for (std::size_t s = 0; s < one->stores.size(); ++s) {
      const infer::Store& store = one->stores[s];
      REQUIRE(store.size() == other->stores[s].size());
      for (infer::RowId row = 0; row < store.size(); ++row) {
        REQUIRE(store.row(row) == other->stores[s].row(row));
        REQUIRE(store.derivation(row).rule == other->stores[s].derivation(row).rule);
        ++rows;
      }
    }
  }
  CHECK(rows > 20 * programs);
  CHECK(abreast > 0);
}

TEST_CASE("a profile counts the same in parts and as a whole", "[parts]") {
  // 40 towns in a ring: 40 x 40 ways, found in 40 rounds and one more that finds nothing.
  const Ruleset rules = testing::load_rules(ways);
  const Facts facts = testing::load_facts(rules, ring(40));
  for (infer::Settings settings : {whole(), parts()}) {
    infer::Profile profile;
    profile.clock = [] { return 0.0; };
    settings.profile = &profile;
    const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
    CHECK(fixpoint->derived_facts == 1600);
    CHECK(fixpoint->rounds == 41);
    CHECK(profile.rules[1].concluded == 1600);  // each way, once, from the one before
    CHECK(profile.rules[1].fresh == 1560);
    CHECK(profile.rules[1].rounds == 40);
    CHECK(profile.rules[1].visited == 3200);  // each way, and the edge that goes on from there
    std::uint64_t visited = 0;
    for (const auto& [step, rows] : profile.steps) visited += rows;
    CHECK(visited == 3240);  // and the 40 edges to begin with
  }
}

TEST_CASE("a limit that ends a part leaves what can be counted and replayed", "[parts]") {
  const Ruleset rules = testing::load_rules(ways);
  const Facts facts = testing::load_facts(rules, ring(300));
  for (const Limit limit : {Limit::memory, Limit::time}) {
    // 90,000 ways in all, each found from a way and an edge: 4,096 of these are one look.
    for (const int looks : {0, 1, 3, 7}) {
      INFO("after " << looks << " looks");
      infer::Settings settings = parts();
      settings.budget.poll = [&, left = looks]() mutable -> std::optional<Limit> {
        return left-- > 0 ? std::nullopt : std::optional(limit);
      };
      const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
      REQUIRE(fixpoint->stopped);
      CHECK(fixpoint->stopped->what == limit);
      CHECK(fixpoint->derived_facts < 90000);
      const plan::StoreId path = fixpoint->plan->rules.front().head;
      CHECK(fixpoint->store(path).size() == fixpoint->derived_facts);
      CHECK(properties::all_replay(*fixpoint));
    }
  }
}

TEST_CASE("a table that would not fit ends a run before it is made", "[parts]") {
  // 40,000 ways: a table of 12 bytes and a third more of each takes 640 kB; no question is asked
  // of less than 1 MiB. Of 160,000 ways it takes four times as much.
  const Ruleset rules = testing::load_rules(ways);
  for (const int towns : {200, 400}) {
    for (infer::Settings settings : {whole(), parts()}) {
      settings.budget.fits = [](std::size_t) { return false; };
      const Facts facts = testing::load_facts(rules, ring(towns));
      const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
      const bool divided = settings.division.rows_parted == 0;
      if (towns == 200 || divided) {  // a part has no more than 400 x 7 ways
        CHECK_FALSE(fixpoint->stopped);
        CHECK(fixpoint->derived_facts == static_cast<std::uint64_t>(towns) * towns);
      } else {
        REQUIRE(fixpoint->stopped);
        CHECK(fixpoint->stopped->what == Limit::memory);
        CHECK(fixpoint->derived_facts < 160000);
        CHECK(properties::all_replay(*fixpoint));
      }
    }
  }
}

TEST_CASE("certainties that rose stand where there is no memory to settle derivations", "[parts]") {
  // From each town to the next at 0.5, to the one behind it at 0.3: all 160,000 ways are as sure as
  // the steps to the next, and some were less sure at first. To settle takes 8 bytes a way.
  const Ruleset rules = testing::load_rules(ways);
  std::string text = "[case]\nas_of = 2015-01-31\n";
  for (int i = 0; i < 400; ++i) {
    for (const auto& [step, certainty] : {std::pair(1, 0.5), std::pair(2, 0.3)}) {
      text += fmt::format("[[edge]]\nfrom = {}\nto = {}\ncertainty = {}\n", i, (i + step) % 400,
                          certainty);
    }
  }
  const Facts facts = testing::load_facts(rules, text);
  for (const bool room : {true, false}) {
    infer::Settings settings = parts();
    settings.budget.fits = [&](std::size_t) { return room; };
    const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
    CHECK(fixpoint->stopped.has_value() == !room);
    if (fixpoint->stopped) CHECK(fixpoint->stopped->what == Limit::memory);
    const infer::Store& path = fixpoint->store(fixpoint->plan->rules.front().head);
    REQUIRE(path.size() == 160'000);
    std::size_t right = 0;
    for (infer::RowId row = 0; row < path.size(); ++row) {
      right += fixpoint->calculus->certainty(path.grade(row)) == 0.5 ? 1 : 0;
    }
    CHECK(right == 160'000);
  }
}
