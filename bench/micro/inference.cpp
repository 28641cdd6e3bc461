// SPDX-License-Identifier: Apache-2.0
//
// What inference is made of: rows into a store, one at a time, and a join by an index, in rows a
// second.
#include <benchmark/benchmark.h>

#include <array>

#include "infer/rows/store.hpp"
#include "made.hpp"

namespace {

using namespace casus::bench;

/// Every row comes twice, so that half of them are found to be there.
void insert(benchmark::State& state) {
  const auto count = static_cast<std::uint64_t>(state.range(0));
  for (auto _ : state) {
    casus::infer::Store store(2);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t number = i / 2;
      const std::array<casus::model::Word, 2> row = {number % 1000, number};
      store.insert(row);
    }
    benchmark::DoNotOptimize(store.size());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(insert)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// Each row of one relation meets one of another, by one field; so as many rows are concluded.
void join(benchmark::State& state) {
  const casus::Ruleset rules = make_rules(
      "module bench\n"
      "fact lives { person: int, town: int }\n"
      "fact lies { town: int, country: int }\n"
      "relation home(person: int, country: int)\n"
      "rule at_home when lives(p, t) and lies(t, c) then home(p, c)\n");
  const std::int64_t towns = state.range(0) / 10;
  std::string lives;
  std::string lies;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    lives += std::to_string(i) + "\t" + std::to_string(i * 7919 % towns) + "\n";
  }
  for (std::int64_t i = 0; i < towns; ++i) {
    lies += std::to_string(i) + "\t" + std::to_string(i % 50) + "\n";
  }
  const casus::Facts facts =
      make_facts(rules, {make_data("lives", casus::DataFile::Format::facts, lives),
                         make_data("lies", casus::DataFile::Format::facts, lies)});
  casus::Options options;
  options.reasons = false;
  for (auto _ : state) benchmark::DoNotOptimize(make_evaluation(rules, facts, options));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(join)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
