// SPDX-License-Identifier: Apache-2.0
//
// Random programs with and without derivations: the same rows, certainties and scores.
// CASUS_PROGRAMS sets how many, CASUS_SEED the first.
#include <algorithm>

#include "infer/fixpoint.hpp"
#include "model/calculi.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "properties/told.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

/// Where something is denied, derivations are kept in any case.
void leave_out_denials(properties::Sample& sample) {
  const auto holds_any = [](const std::string& text, std::initializer_list<const char*> words) {
    return std::ranges::any_of(
        words, [&](const char* word) { return text.find(word) != std::string::npos; });
  };
  std::erase_if(sample.rules, [&](const std::string& rule) {
    return holds_any(rule, {"then not", "overrides"});
  });
  std::erase_if(sample.facts,
                [&](const std::string& fact) { return holds_any(fact, {"holds = false"}); });
}

std::size_t derived(const infer::Fixpoint& fixpoint) {
  std::size_t count = 0;
  for (const infer::Store& store : fixpoint.stores) {
    for (infer::RowId id = 0; id < store.size(); ++id) {
      count += store.derivation(id).rule != infer::Derivation::given ? 1 : 0;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("without derivations the same holds as surely", "[properties]") {
  const auto [first, programs] = properties::seeds(100);
  std::size_t dropped = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const bool plain = seed % 2 == 0;
    properties::Sample sample =
        properties::sample(draw, {.counting = 20, .origins = plain ? 0 : 80});
    if (plain) leave_out_denials(sample);
    const Ruleset rules = testing::load_rules(sample.rule_text());
    const Facts facts = testing::load_facts(rules, sample.case_text());
    for (const std::string_view calculus : {"weakest-link", "certain", "mycin", "bounds"}) {
      infer::Settings settings;
      settings.calculus.name = calculus;
      const auto whole = infer::infer(rules.data().program, facts.data().facts, settings);
      settings.derivations = false;
      const auto bare = infer::infer(rules.data().program, facts.data().facts, settings);
      INFO("CASUS_SEED=" << seed << " " << calculus);
      INFO(sample.case_text());
      INFO(sample.rule_text());
      const auto rows = [](const infer::Fixpoint& of) {
        return properties::told(of, properties::Derivations::left_out);
      };
      REQUIRE(properties::difference(rows(*whole), rows(*bare)) == "");
      CHECK(bare->derived_facts == whole->derived_facts);
      dropped += derived(*bare) < derived(*whole) ? 1 : 0;
    }
  }
  CHECK(dropped >= programs / 4);
}
