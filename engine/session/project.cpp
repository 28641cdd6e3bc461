// SPDX-License-Identifier: Apache-2.0
#include "casus/project.hpp"

#include <algorithm>

#include "infer/calculus/calculus.hpp"
#include "intake/project.hpp"

namespace casus {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + '`';
  return text;
}

}  // namespace

Project read_project(NamedText file) {
  auto sources = std::make_shared<Sources>();
  const std::uint32_t id = sources->add(std::move(file.name), std::move(file.text));
  intake::ProjectReading reading = intake::read_project(*sources, id);
  const intake::Project& from = reading.project;
  Project result;
  result.rules = from.rules;
  result.rules_span = from.rules_span;
  result.facts = from.facts;
  result.facts_span = from.facts_span;
  result.scenarios = from.scenarios;
  result.scenarios_span = from.scenarios_span;
  result.lint = from.lint;
  result.threshold = from.threshold;
  result.threshold_span = from.threshold_span;
  result.grades = from.grades;
  if (from.as_of) result.as_of = Date{*from.as_of};
  if (from.max_facts) result.max_facts = static_cast<std::uint64_t>(*from.max_facts);
  if (from.max_memory) {
    result.max_memory = static_cast<std::uint64_t>(*from.max_memory) * 1'000'000;
  }
  if (from.timeout) {
    result.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(*from.timeout * 1000));
  }
  result.diagnostics = std::move(reading.diagnostics);
  if (from.certainty) {
    result.certainty = *from.certainty;
    if (std::ranges::find(calculi(), result.certainty) == calculi().end()) {
      result.diagnostics
          .emplace_back(error("E0607", "there is no calculus called `" + result.certainty + '`'))
          .label(from.certainty_span, "not known")
          .advise("choose one of " + listed(calculi()));
    }
  }
  result.sources = std::move(sources);
  return result;
}

}  // namespace casus
