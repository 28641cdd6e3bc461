// SPDX-License-Identifier: Apache-2.0
//
// Rule text of growing size through the parser and the checker. Google Benchmark fits the times to
// a complexity class: reading rules is meant to be linear.
#include <benchmark/benchmark.h>

#include <string>

#include "casus/ruleset.hpp"
#include "syntax/parse.hpp"

namespace {

/// A rule base of `count` rules, each of five lines like those people write.
std::string rule_text(std::int64_t count) {
  std::string text =
      "module bench\n"
      "fact leader { country: text, person: text, age: int years }\n"
      "fact trade { exporter: text, importer: text, share: number in 0..1 }\n"
      "relation exposed(country: text, by: int)\n";
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    text += "rule exposure_" + number + " \"Exposure number " + number + "\"\n" +
            "  when leader(country: c, person: p, age: y) and y >= " + std::to_string(i % 90) +
            " years\n   and trade(exporter: c, share: s) and s >= " + std::to_string(i % 100) +
            "% and not leader(country: c, age: > 90 years)\n" +
            "  then exposed(country: c, by: " + number +
            ")\n  certainty 0.9\n  because \"{p} is {y} and {s as %} of trade is at risk\"\n";
  }
  return text;
}

void parse(benchmark::State& state) {
  casus::Sources sources;
  const std::uint32_t file = sources.add("bench.casus", rule_text(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(casus::syntax::parse(sources, file));
  state.SetComplexityN(state.range(0));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(sources.text(file).size()));
}
BENCHMARK(parse)
    ->RangeMultiplier(10)
    ->Range(1'000, 100'000)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

void load(benchmark::State& state) {
  const std::string text = rule_text(state.range(0));
  for (auto _ : state) {
    benchmark::DoNotOptimize(casus::Ruleset::load({{"bench.casus", text}}));
  }
  state.SetComplexityN(state.range(0));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(load)
    ->RangeMultiplier(10)
    ->Range(1'000, 100'000)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

}  // namespace
