// SPDX-License-Identifier: Apache-2.0
//
// Facts of growing number through each way of reading them, in bytes and facts a second: the same
// trade between a hundred countries as CSV, as a table without header, and as TOML.
#include <benchmark/benchmark.h>

#include "made.hpp"

namespace {

using namespace casus::bench;

constexpr const char* rules =
    "module bench\nfact trade { from: text, to: text, year: int, share: number in 0..1 }\n";

/// A fact a piece, the place of each value written as %.
std::string write(std::int64_t count, std::string_view form) {
  std::string text;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::string values[] = {"country " + std::to_string(i % 100),
                                  "country " + std::to_string(i * 7 % 100), std::to_string(i / 100),
                                  "0." + std::to_string(1 + i % 99)};
    std::size_t value = 0;
    for (const char c : form) {
      if (c == '%') {
        text += values[value++];
      } else {
        text.push_back(c);
      }
    }
  }
  return text;
}

void report(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void read_data(benchmark::State& state, casus::DataFile::Format format, const std::string& text) {
  const casus::Ruleset ruleset = make_rules(rules);
  const casus::DataFile file = make_data("trade", format, text);
  for (auto _ : state) benchmark::DoNotOptimize(make_facts(ruleset, {file}));
  report(state, text.size());
}

void read_csv(benchmark::State& state) {
  read_data(state, casus::DataFile::Format::csv,
            "from,to,year,share\n" + write(state.range(0), "%,%,%,%\n"));
}

void read_table(benchmark::State& state) {
  read_data(state, casus::DataFile::Format::facts, write(state.range(0), "%\t%\t%\t%\n"));
}

void read_toml(benchmark::State& state) {
  const casus::Ruleset ruleset = make_rules(rules);
  const std::string text =
      write(state.range(0), "[[trade]]\nfrom = \"%\"\nto = \"%\"\nyear = %\nshare = %\n");
  for (auto _ : state) {
    auto loaded = casus::Facts::load(ruleset, {"case.toml", text});
    benchmark::DoNotOptimize(made(std::move(loaded.facts), loaded.diagnostics));
  }
  report(state, text.size());
}

BENCHMARK(read_csv)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(read_table)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(read_toml)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
