// SPDX-License-Identifier: Apache-2.0
#include "report/profile.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/join_plan.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"

namespace casus::report {
namespace {

constexpr std::size_t most_listed = 10;  ///< rules in text

/// "   1234  for each `ally`" for each step that visits rows.
void list_steps(const std::vector<PlannedStep>& steps, std::string& text) {
  for (const PlannedStep& step : steps) {
    if (step.visited) text += fmt::format("{:>12}  {}\n", *step.visited, printable(step.text));
    for (const PlannedStep::Branch& branch : step.inside) list_steps(branch.steps, text);
  }
}

}  // namespace

void CommandProfile::add(const std::string& phase, double seconds) {
  const auto known = std::ranges::find(phases_, phase, &Profile::Phase::name);
  if (known == phases_.end()) {
    phases_.push_back({phase, seconds});
  } else {
    known->seconds += seconds;
  }
}

void CommandProfile::add(const std::string& case_name, const Profile& profile,
                         const Sources& sources) {
  ++cases_;
  for (const Profile::Phase& phase : profile.phases) add(phase.name, phase.seconds);
  for (const Profile::Rule& rule : profile.rules) rules_.push_back({case_name, rule, &sources});
  std::ranges::stable_sort(rules_, std::ranges::greater(),
                           [](const Rule& one) { return one.rule.seconds; });
}

std::string CommandProfile::name(const Rule& one) const {
  const PlannedRule& plan = one.rule.plan;
  std::string text =
      plan.rule.empty() ? "what " + plan.about + " rates" : plan.rule + ": " + plan.about;
  if (cases_ > 1) text = one.case_name + ": " + text;
  return printable(text);
}

std::string CommandProfile::text(const Style& style) const {
  double total = 0;
  std::string phases;
  for (const Profile::Phase& phase : phases_) {
    total += phase.seconds;
    phases += fmt::format("{}{} {:.3f}", phases.empty() ? "" : ", ", phase.name, phase.seconds);
  }
  std::string text = fmt::format("profile: {:.3f} seconds: {}\n", total, phases);
  Table table({{.title = "seconds", .right = true},
               {.title = "rows visited", .right = true},
               {.title = "concluded", .right = true},
               {.title = "new", .right = true},
               {.title = "rounds", .right = true},
               {.title = "rule", .wraps = true}});
  const std::size_t listed = std::min(rules_.size(), most_listed);
  for (std::size_t i = 0; i < listed; ++i) {
    const Profile::Rule& rule = rules_[i].rule;
    table.add({fmt::format("{:.3f}", rule.seconds), std::to_string(rule.visited),
               std::to_string(rule.concluded), std::to_string(rule.fresh),
               std::to_string(rule.rounds), name(rules_[i])});
  }
  if (!table.empty()) text += '\n' + table.text(style);
  if (listed < rules_.size()) {
    text += fmt::format("and {} that took less; `-f json` has them all\n", rules_.size() - listed);
  }
  for (std::size_t i = 0; i < listed; ++i) {
    text += '\n' + name(rules_[i]) + '\n';
    for (const PlannedOrder& order : rules_[i].rule.plan.orders) list_steps(order.steps, text);
  }
  return text;
}

void CommandProfile::write(JsonWriter& json) const {
  json.key("profile").open('{').key("phases").open('[');
  for (const Profile::Phase& phase : phases_) {
    json.open('{').field("phase", phase.name).field("seconds", phase.seconds).close('}');
  }
  json.close(']').key("rules").open('[');
  for (const Rule& one : rules_) {
    json.open('{').field("case", one.case_name).field("seconds", one.rule.seconds);
    json.field("visited", one.rule.visited).field("concluded", one.rule.concluded);
    json.field("new", one.rule.fresh).field("rounds", one.rule.rounds);
    write_members(json, one.rule.plan, *one.sources);
    json.close('}');
  }
  json.close(']').close('}');
}

}  // namespace casus::report
