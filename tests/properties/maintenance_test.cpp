// SPDX-License-Identifier: Apache-2.0
//
// Random programs whose facts come and go: after each change the same rows, certainties,
// derivations, contradictions and ratings as in a run of its own. CASUS_PROGRAMS sets how many,
// CASUS_SEED the first.
#include "infer/maintain/maintenance.hpp"

#include <algorithm>

#include "intake/toml.hpp"
#include "model/calculi.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "properties/told.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

struct Revisions {
  std::size_t all = 0;
  std::size_t kept = 0;  ///< not derived anew
};

void try_changes(const properties::Sample& sample, std::string_view calculus,
                 properties::Draw& draw, Revisions& revisions) {
  const Ruleset rules = testing::load_rules(sample.rule_text());
  const check::Program& program = *rules.data().program;
  Sources sources(rules.data().sources);
  const std::uint32_t file = sources.add("case.toml", sample.case_text());
  intake::Intake intake = intake::read_toml(sources, file, program.schema, program.symbols);
  REQUIRE(!has_errors(intake.diagnostics));
  const auto facts = std::make_shared<model::FactBase>(std::move(intake.facts));
  const std::size_t size = facts->statements.size();
  if (size == 0) return;
  for (std::size_t i = 0; i < size; ++i) {
    if (draw.chance(30)) facts->withdrawn.insert(model::StatementId(i));
  }
  infer::Settings settings;
  settings.calculus.name = calculus;
  infer::Maintenance maintenance(infer::infer(rules.data().program, facts, settings), facts,
                                 settings);
  INFO(calculus);
  INFO(sample.case_text());
  INFO(sample.rule_text());
  std::string history;
  for (int round = 0; round < 6; ++round) {
    std::vector<model::StatementId> gone;
    std::vector<model::StatementId> come;
    for (std::size_t changes = 1 + draw.below(3); changes > 0; --changes) {
      const model::StatementId id(draw.below(size));
      if (std::ranges::find(gone, id) != gone.end()) continue;
      if (std::ranges::find(come, id) != come.end()) continue;
      const bool back = facts->withdrawn.contains(id);
      (back ? come : gone).push_back(id);
      history += (back ? " +" : " -") + facts->name_of(id);
    }
    history += ';';
    for (const model::StatementId id : gone) facts->withdrawn.insert(id);
    for (const model::StatementId id : come) facts->withdrawn.erase(id);
    const infer::Revision revision = maintenance.revise(gone, come, {});
    const auto anew = infer::infer(rules.data().program, facts, settings);
    if (anew->stopped) continue;  // exact probabilities were too much work
    INFO(history);
    REQUIRE(properties::difference(properties::told(*maintenance.fixpoint()),
                                   properties::told(*anew)) == "");
    REQUIRE(properties::all_replay(*maintenance.fixpoint()));
    ++revisions.all;
    revisions.kept += revision.before == nullptr ? 1 : 0;
  }
}

}  // namespace

TEST_CASE("after changes of facts the same holds as in a run of its own", "[properties]") {
  const auto [first, programs] = properties::seeds(60);
  std::vector<std::uint64_t> seeds = {1142, 21430, 41240};  // that found mistakes
  for (std::uint64_t seed = first; seed < first + programs; ++seed) seeds.push_back(seed);
  Revisions revisions;
  for (const std::uint64_t seed : seeds) {
    properties::Draw draw(seed);
    properties::Shape shape{.counting = 20};
    shape.origins = seed % 2 == 0 ? 0 : 40;
    if (seed % 3 == 0) shape.facts = 40;
    if (seed % 5 == 0) shape.choices = 30;
    const properties::Sample sample = properties::sample(draw, shape);
    INFO("CASUS_SEED=" << seed);
    for (const std::string_view calculus : model::calculus_names) {
      try_changes(sample, calculus, draw, revisions);
    }
  }
  // Only origins make much anew, which half of the programs have.
  CHECK(revisions.kept >= revisions.all / 3);
}
