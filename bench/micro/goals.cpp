// SPDX-License-Identifier: Apache-2.0
//
// Goals asked of an evaluation that is there already: how long somebody waits who asks one question
// after the other. A chain of nodes, with all paths along it.
#include <benchmark/benchmark.h>

#include "made.hpp"

namespace {

using namespace casus::bench;

casus::Evaluation make_chain(std::int64_t length) {
  const casus::Ruleset rules = make_rules(
      "module bench\n"
      "fact edge { from: int, to: int }\n"
      "relation path(from: int, to: int)\n"
      "rule step when edge(x, y) then path(x, y)\n"
      "rule further when path(x, y) and edge(y, z) then path(x, z)\n");
  std::string edges;
  for (std::int64_t i = 0; i < length; ++i) {
    edges += std::to_string(i) + "\t" + std::to_string(i + 1) + "\n";
  }
  casus::Options options;
  options.reasons = false;
  return make_evaluation(
      rules, make_facts(rules, {make_data("edge", casus::DataFile::Format::facts, edges)}),
      options);
}

/// As many answers as the chain is long.
void query(benchmark::State& state) {
  const casus::Evaluation evaluation = make_chain(state.range(0));
  for (auto _ : state) {
    const auto asked = evaluation.query("path(0, y)");
    if (asked.answers->answers.size() != static_cast<std::size_t>(state.range(0))) {
      state.SkipWithError("another number of answers");
      break;
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(query)->Arg(100)->Arg(1'000)->Unit(benchmark::kMicrosecond);

/// Whether one of them holds.
void query_one(benchmark::State& state) {
  const casus::Evaluation evaluation = make_chain(state.range(0));
  const std::string goal = "path(0, " + std::to_string(state.range(0)) + ")";
  for (auto _ : state) benchmark::DoNotOptimize(evaluation.query(goal));
}
BENCHMARK(query_one)->Arg(100)->Arg(1'000)->Unit(benchmark::kMicrosecond);

/// The proof of a path of ten edges, whatever the length of the chain.
void why(benchmark::State& state) {
  const casus::Evaluation evaluation = make_chain(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(evaluation.why("path(0, 10)"));
}
BENCHMARK(why)->Arg(100)->Arg(1'000)->Unit(benchmark::kMicrosecond);

}  // namespace
