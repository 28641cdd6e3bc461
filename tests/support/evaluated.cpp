// SPDX-License-Identifier: Apache-2.0
#include "support/evaluated.hpp"

#include <fmt/format.h>

#include "support/catch.hpp"

namespace casus::testing {

std::string lines(const Diagnostics& diagnostics, const Sources& sources) {
  std::string text;
  for (const Diagnostic& one : diagnostics) {
    const std::string place = one.labels.empty() ? "" : sources.place(one.labels.front().span);
    text += one.code + ' ' + place + (place.empty() ? "" : ": ") + one.message + '\n';
  }
  return text;
}

Ruleset load_rules(const std::string& text) {
  const auto loaded = Ruleset::load({{"rules.casus", text}});
  INFO(lines(loaded.diagnostics, *loaded.sources));
  INFO(text);
  REQUIRE(loaded.ruleset);
  return *loaded.ruleset;
}

Facts load_facts(const Ruleset& rules, const std::string& toml) {
  const bool dated = toml.find("[case]") != std::string::npos;
  const auto loaded =
      Facts::load(rules, {"case.toml", (dated ? "" : "[case]\nas_of = 2015-01-31\n") + toml});
  INFO(lines(loaded.diagnostics, *loaded.sources));
  INFO(toml);
  REQUIRE(loaded.facts);
  return *loaded.facts;
}

Evaluation evaluate(const std::string& rules, const std::string& toml, const Options& options) {
  const Ruleset ruleset = load_rules(rules);
  const auto run = Evaluation::run(ruleset, load_facts(ruleset, toml), options);
  INFO(lines(run.diagnostics, *run.sources));
  REQUIRE(run.evaluation);
  return *run.evaluation;
}

std::string answers(const Evaluation& evaluation, const std::string& goal) {
  const auto asked = evaluation.query(goal);
  INFO(goal);
  INFO(lines(asked.diagnostics, *asked.sources));
  REQUIRE(asked.answers);
  std::string text;
  for (const Answer& answer : asked.answers->answers) {
    std::string line;
    for (const auto& [name, value] : answer.bindings) line += name + '=' + value.text + ' ';
    text += line + fmt::format("{:.6g}\n", answer.certainty);
  }
  return text.empty() ? "no\n" : text;
}

const Rating& only_rating(const Evaluation& evaluation) {
  REQUIRE(evaluation.assessment().ratings.size() == 1);
  return evaluation.assessment().ratings.front();
}

std::string warnings(const Evaluation& evaluation) {
  std::string text;
  for (const Diagnostic& one : evaluation.assessment().warnings) {
    text += one.code + ' ' + one.message + '\n';
  }
  return text;
}

}  // namespace casus::testing
