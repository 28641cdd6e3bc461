// SPDX-License-Identifier: Apache-2.0
//
// A loaded case whose facts change, and one explanation out of all that follows from it: how long
// somebody waits who tries one thing after the other. Pairs of allies by the rules of the workload
// w1; each country of ten pairs has a leader.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

#include "casus/session.hpp"
#include "made.hpp"
#include "report/explanation.hpp"

namespace {

using namespace casus::bench;

std::string read(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Columns {
  std::string text;
  template <typename... Cells>
  void row(const Cells&... cells) {
    std::string line;
    ((line += (line.empty() ? "" : "\t") + cell(cells)), ...);
    text += line + '\n';
  }

 private:
  static std::string cell(const std::string& text) { return text; }
  static std::string cell(std::int64_t number) { return std::to_string(number); }
};

casus::Session make_session(std::int64_t pairs) {
  const casus::Ruleset rules = make_rules(read(CASUS_PAIRS));
  Columns ally, leader, successor, ties, trade, commission;
  const std::int64_t countries = pairs / 10;
  const auto country = [&](std::int64_t i) { return "C" + std::to_string(i % countries); };
  for (std::int64_t i = 0; i < pairs; ++i) {
    const std::string pair = "D" + std::to_string(i);
    ally.row(pair, country(i), country(i * 7919 + 1));
    ties.row(pair, i * 31 % 100, i * 17 % 12);
    trade.row(country(i), country(i * 7919 + 1), i * 13 % 60);
    trade.row(country(i * 7919 + 1), country(i), i * 29 % 60);
    if (i % 5 != 0) commission.row(pair, country(i), i * 23 % 100);
  }
  for (std::int64_t i = 0; i < countries; ++i) {
    const std::string person = "P" + std::to_string(i);
    leader.row("C" + std::to_string(i), person, 40 + i * 11 % 45, i * 7 % 30);
    if (i % 2 == 0) successor.row(person, "H" + std::to_string(i));
  }
  constexpr auto facts = casus::DataFile::Format::facts;
  const casus::Facts all = make_facts(
      rules,
      {make_data("ally", facts, ally.text), make_data("leader", facts, leader.text),
       make_data("successor", facts, successor.text), make_data("ties", facts, ties.text),
       make_data("trade", facts, trade.text), make_data("commission", facts, commission.text)});
  auto started = casus::Session::start(rules, all);
  return made(std::move(started.session), started.diagnostics);
}

/// A leader grows old, and young again: two changes, of some twenty pairs each.
void change(benchmark::State& state) {
  casus::Session session = make_session(state.range(0));
  const casus::FactChange older = {.drop = {"leader(country: \"C7\")"},
                                   .add =
                                       "[[leader]]\ncountry = \"C7\"\nperson = \"P7\"\n"
                                       "age = 93\ntenure = 40\n"};
  for (auto _ : state) {
    if (session.change(older).ratings.empty() || session.undo().ratings.empty()) {
      state.SkipWithError("no rating has changed");
      break;
    }
  }
  state.SetItemsProcessed(2 * state.iterations());
}
BENCHMARK(change)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

/// Why one pair is rated as it is, with all that contributes, printed as `casus why` does: one
/// conclusion out of a million derived facts is to take less than 2 ms.
void explain(benchmark::State& state) {
  const casus::Session session = make_session(state.range(0));
  const casus::Evaluation now = session.now();
  for (auto _ : state) {
    const auto explained = now.why("risk(\"D77\")");
    if (!explained.explanation || explained.explanation->roots.empty()) {
      state.SkipWithError("nothing is explained");
      break;
    }
    benchmark::DoNotOptimize(casus::report::explanation_tree(
        {{"pairs", *explained.explanation, *explained.sources}}, {}, {}));
  }
  state.counters["derived"] = static_cast<double>(now.assessment().statistics.derived_facts);
}
BENCHMARK(explain)->Arg(1'000)->Arg(100'000)->Arg(200'000)->Unit(benchmark::kMicrosecond);

/// The same for a pair of nodes among a million that a recursive rule connects.
void explain_path(benchmark::State& state) {
  const std::int64_t nodes = state.range(0);
  const casus::Ruleset rules = make_rules(
      "fact edge { a: int, b: int }\nrelation path(a: int, b: int)\n"
      "rule one when edge(a: x, b: y) then path(a: x, b: y)\n"
      "rule more when path(a: x, b: y) and edge(a: y, b: z) then path(a: x, b: z)\n");
  // A ring with chords: whoever wants to get anywhere needs a dozen steps.
  Columns edge;
  for (std::int64_t i = 0; i < nodes; ++i) {
    edge.row(i, (i + 1) % nodes);
    edge.row(i, (i * 2 + 1) % nodes);
  }
  const casus::Facts facts =
      make_facts(rules, {make_data("edge", casus::DataFile::Format::facts, edge.text)});
  auto started = casus::Session::start(rules, facts);
  const casus::Session session = made(std::move(started.session), started.diagnostics);
  const casus::Evaluation now = session.now();
  for (auto _ : state) {
    const auto explained = now.why("path(3, 2)");
    if (!explained.explanation || explained.explanation->roots.empty()) {
      state.SkipWithError("nothing is explained");
      break;
    }
    benchmark::DoNotOptimize(casus::report::explanation_tree(
        {{"paths", *explained.explanation, *explained.sources}}, {}, {}));
  }
  state.counters["derived"] = static_cast<double>(now.assessment().statistics.derived_facts);
}
BENCHMARK(explain_path)->Arg(100)->Arg(1'000)->Unit(benchmark::kMicrosecond);

}  // namespace
