// SPDX-License-Identifier: Apache-2.0
//
// The engine against the naive evaluator on random programs. CASUS_PROGRAMS sets how many,
// CASUS_SEED the first; a failure prints its seed, rules and facts.
//
// The evaluator is given the origins of contributions as the engine finds them: what is compared is
// which contributions count for it. The origins themselves are held to values found by hand in
// language/origins_test.cpp.
#include "infer/fixpoint.hpp"
#include "infer/lineage.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/naive/difference.hpp"

using namespace casus;

namespace {

/// Whether a statement that counts names this source as its origin.
bool is_origin(const infer::Fixpoint& fixpoint, const std::string& source) {
  const auto& statements = fixpoint.facts->statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (fixpoint.counted[i] && statements[i].origin == source) return true;
  }
  return false;
}

/// The origins of the witness that the engine has chosen.
std::set<std::string> origins(const infer::Fixpoint& fixpoint, std::uint32_t rule,
                              std::uint32_t conclusion, const naive::Row& row) {
  std::set<std::string> result;
  for (const plan::RatingPlan& plan : fixpoint.plan->ratings) {
    for (const plan::RatingInput& input : plan.contributions) {
      if (input.rule.value != rule || input.conclusion != conclusion) continue;
      const auto witness = fixpoint.store(input.store).find(row);
      if (!witness) continue;
      base::Symbols symbols(fixpoint.symbols);
      infer::Meter meter({});
      const auto lineage = infer::Lineages(fixpoint, symbols, meter).below({input.store, *witness});
      for (const model::StatementId id : lineage.statements) {
        const model::Statement& statement = (*fixpoint.facts)[id];
        if (!statement.origin.empty()) {
          result.insert(statement.origin);
        } else if (statement.source.valid()) {
          const std::string& source = (*fixpoint.facts)[statement.source].id;
          if (is_origin(fixpoint, source)) result.insert(source);
        }
      }
    }
  }
  return result;
}

/// How many contributions count for nothing.
std::size_t uncounted(const infer::Fixpoint& fixpoint) {
  std::size_t count = 0;
  for (const infer::RatingRows& rating : fixpoint.ratings) {
    for (const auto& [place, counted_with] : rating.counted_with) {
      for (const auto& other : counted_with) count += other ? 1 : 0;
    }
  }
  return count;
}

/// Returns how many contributions count for nothing.
std::size_t compare(const properties::Sample& sample, bool degrees, double threshold) {
  const Ruleset rules = testing::load_rules(sample.rule_text());
  const Facts facts = testing::load_facts(rules, sample.case_text());
  infer::Settings settings;
  settings.calculus.name = degrees ? "weakest-link" : "certain";
  settings.calculus.threshold = threshold;
  const auto fixpoint = infer::infer(rules.data().program, facts.data().facts, settings);
  naive::Settings plain{.degrees = degrees, .threshold = threshold, .as_of = {}};
  plain.origins = [&](std::uint32_t rule, std::uint32_t conclusion, const naive::Row& row) {
    return origins(*fixpoint, rule, conclusion, row);
  };
  const naive::World world = naive::evaluate(*rules.data().program, *facts.data().facts, plain);
  INFO(settings.calculus.name << ", threshold " << threshold);
  INFO(sample.case_text());
  INFO(sample.rule_text());
  const std::string difference = naive::difference(world, *fixpoint);
  REQUIRE(difference == "");
  return uncounted(*fixpoint);
}

}  // namespace

TEST_CASE("the engine finds what the naive evaluator finds", "[properties]") {
  const auto [first, programs] = properties::seeds(300);
  std::size_t uncounted = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    INFO("CASUS_SEED=" << seed);
    properties::Draw draw(seed);
    const properties::Sample sample = properties::sample(draw);
    uncounted += compare(sample, true, 0);
    uncounted += compare(sample, false, 0);
    if (seed % 4 == 0) uncounted += compare(sample, true, 0.2);
  }
  CHECK(uncounted >= programs / 10);
}
