// SPDX-License-Identifier: Apache-2.0
//
// `probability` and `bounds` against all possible worlds of random programs, each evaluated by
// itself. CASUS_PROGRAMS sets how many programs, CASUS_SEED the first.
#include "support/naive/worlds.hpp"

#include <fmt/format.h>

#include "infer/fixpoint.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

/// More worlds than this take too long to go through.
constexpr std::size_t most_worlds = 1500;
constexpr double slack = 1e-9;
/// Of 16384 worlds, at 0.5 where the spread is largest: 5 * 0.5 / 128.
constexpr double five_deviations = 0.0196;

/// Calls `see` with the name of a row, its chance by all worlds, and its certainty in the engine.
template <class See>
void each_row(const naive::Chances& chances, const infer::Fixpoint& fixpoint, const See& see) {
  const model::Schema& schema = fixpoint.program->schema;
  const auto compare = [&](std::size_t relation, const auto& rows, plan::StoreId id, bool denied) {
    std::map<naive::Row, std::pair<double, infer::Interval>> all;
    // What a store that may lack rows does not list may hold with any probability.
    const infer::Interval unlisted{0, fixpoint.is_incomplete(id) ? 1.0 : 0.0};
    for (const auto& [row, chance] : rows) all[row] = {chance, unlisted};
    if (id.valid()) {
      const infer::Store& store = fixpoint.store(id);
      for (infer::RowId row = 0; row < store.size(); ++row) {
        const naive::Row words = store.row(row);
        all[words].second = fixpoint.calculus->interval(store.grade(row));
      }
    }
    for (const auto& [row, found] : all) {
      see((denied ? "not " : "") + schema.relations[relation].name + naive::key(row), found.first,
          found.second);
    }
  };
  for (std::size_t r = 0; r < schema.relations.size(); ++r) {
    compare(r, chances.held[r], fixpoint.plan->rows[r], false);
    compare(r, chances.denied[r], fixpoint.plan->negatives[r], true);
  }
}

std::unique_ptr<const infer::Fixpoint> infer_with(const Ruleset& rules, const Facts& facts,
                                                  const std::string& calculus,
                                                  bool estimate = false) {
  infer::Settings settings;
  settings.calculus.name = calculus;
  settings.calculus.exactness.estimate = estimate;
  return infer::infer(rules.data().program, facts.data().facts, settings);
}

bool refused_members(const infer::Fixpoint& fixpoint) {
  return std::ranges::any_of(fixpoint.notices, [](const infer::Notice& notice) {
    return notice.kind == infer::Notice::Kind::uncertain_member;
  });
}

}  // namespace

TEST_CASE("probabilities are those of all possible worlds, and lie within the bounds",
          "[properties]") {
  const auto [first, programs] = properties::seeds(120);
  std::size_t counted = 0;
  std::size_t bounded = 0;
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const properties::Sample sample = properties::sample(draw, {.ratings = false,
                                                                .facts = 4,
                                                                .more_facts = 6,
                                                                .counting = 35,
                                                                .choices = 25,
                                                                .uncertain = 35});
    INFO("CASUS_SEED=" << seed);
    INFO(sample.case_text());
    INFO(sample.rule_text());
    const Ruleset rules = testing::load_rules(sample.rule_text());
    const Facts facts = testing::load_facts(rules, sample.case_text());
    const auto chances = naive::chances(*rules.data().program, *facts.data().facts, most_worlds);
    if (!chances) continue;
    ++counted;
    const auto exact = infer_with(rules, facts, "probability");
    REQUIRE(!exact->calculus->exhausted());
    each_row(*chances, *exact, [&](const std::string& row, double chance, infer::Interval found) {
      INFO(fmt::format("{}: engine {}, all worlds {}", row, found.low, chance));
      REQUIRE(std::abs(found.low - chance) < slack);
    });
    if (counted % 8 == 0) {
      const auto sampled = infer_with(rules, facts, "probability", true);
      each_row(*chances, *sampled,
               [&](const std::string& row, double chance, infer::Interval found) {
                 INFO(fmt::format("{}: sampled {} to {}, all worlds {}", row, found.low, found.high,
                                  chance));
                 REQUIRE(std::abs((found.low + found.high) / 2 - chance) < five_deviations);
               });
    }
    const auto bounds = infer_with(rules, facts, "bounds");
    if (!refused_members(*bounds)) ++bounded;
    each_row(*chances, *bounds, [&](const std::string& row, double chance, infer::Interval found) {
      INFO(fmt::format("{}: within {} and {}, all worlds {}", row, found.low, found.high, chance));
      REQUIRE(found.low - slack < chance);
      REQUIRE(chance < found.high + slack);
    });
  }
  // Programs with too many worlds or with aggregates are passed over, but not most of them.
  CHECK(counted * 2 >= programs);
  CHECK(bounded * 4 >= programs);
}
