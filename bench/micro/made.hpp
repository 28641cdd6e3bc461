// SPDX-License-Identifier: Apache-2.0
//
// What the micro-benchmarks share: rules and facts that load, or an end with the reason why not.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "casus/casus.hpp"

namespace casus::bench {

/// What a pass has made. There is nothing to measure where it failed.
template <typename Value>
Value made(std::optional<Value> value, const Diagnostics& diagnostics) {
  if (value) return *std::move(value);
  for (const Diagnostic& diagnostic : diagnostics) {
    std::fprintf(stderr, "%s\n", diagnostic.message.c_str());
  }
  std::exit(2);
}

inline Ruleset make_rules(std::string text) {
  auto loaded = Ruleset::load({{"bench.casus", std::move(text)}});
  return made(std::move(loaded.ruleset), loaded.diagnostics);
}

inline DataFile make_data(std::string relation, DataFile::Format format, std::string text) {
  std::string name = relation + ".data";
  return {std::move(relation), format, std::move(name),
          std::make_shared<const std::string>(std::move(text))};
}

inline Facts make_facts(const Ruleset& rules, const std::vector<DataFile>& data) {
  auto loaded = Facts::load(rules, {"case.toml", ""}, data);
  return made(std::move(loaded.facts), loaded.diagnostics);
}

inline Evaluation make_evaluation(const Ruleset& rules, const Facts& facts,
                                  const Options& options = {}) {
  auto run = Evaluation::run(rules, facts, options);
  return made(std::move(run.evaluation), run.diagnostics);
}

}  // namespace casus::bench
