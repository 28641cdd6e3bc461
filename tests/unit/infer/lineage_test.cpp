// SPDX-License-Identifier: Apache-2.0
#include "infer/lineage.hpp"

#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::infer;
using namespace casus::testing;

namespace {

/// `n(0)` from a fact, `n(x + 1)` from `n(x)`, up to n(999): a chain of 1000 rows.
struct Chain {
  casus::Ruleset rules = load_rules(R"(
fact start { x: int }
relation n(x: int)
rule first when start(x) then n(x)
rule next when n(x) and x < 999 and y = x + 1 then n(y)
)");
  casus::Facts facts = load_facts(rules, "[[start]]\nx = 0\n");
  std::unique_ptr<const Fixpoint> fixpoint =
      infer(rules.data().program, facts.data().facts, Settings{});
  casus::base::Symbols symbols{fixpoint->symbols};
  StoreId store = fixpoint->plan->rows[1];
};

}  // namespace

TEST_CASE("the lineages of a whole chain look at each of its derivations once",
          "[infer][lineage]") {
  Chain chain;
  REQUIRE(chain.fixpoint->store(chain.store).size() == 1000);
  Meter meter({});
  Lineages lineages(*chain.fixpoint, chain.symbols, meter);
  REQUIRE(lineages.below({chain.store, 999}).statements.size() == 1);
  // One replay visits one premise: 1000 in all. The walk comes by 1000 rows and the statement.
  CHECK(meter.ticks() == 2001);
  // Nothing is replayed for the others but what they begin with: 1 visit and the walk.
  const auto before = meter.ticks();
  REQUIRE(lineages.below({chain.store, 499}).statements.size() == 1);
  CHECK(meter.ticks() - before == 1 + 501);
  CHECK(lineages.statements_below({chain.store, 0}).size() == 1);
}

TEST_CASE("a lineage ends where the limits of a run are reached", "[infer][lineage]") {
  Chain chain;
  int polls = 0;
  Meter meter({.max_facts = 0, .poll = [&polls]() -> std::optional<casus::Limit> {
                 ++polls;
                 return casus::Limit::time;
               }});
  Lineages lineages(*chain.fixpoint, chain.symbols, meter);
  // 2001 ticks each: the clock is asked every 4096.
  for (int i = 0; i < 10; ++i) (void)lineages.below({chain.store, 999});
  CHECK(polls == 1);
  CHECK(meter.stopped() == casus::Limit::time);
  CHECK(lineages.statements_below({chain.store, 999}).empty());
}
