// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/display.hpp"
#include "report/join_plan.hpp"

namespace casus::cli::commands {
namespace {

/// Leaves the rule of this name, with the groups it stands in and no relations; a problem where
/// there is none.
Outcome<void> keep_rule(const std::string& name, std::vector<report::CasePlan>& cases) {
  std::vector<std::string> known;
  for (report::CasePlan& one : cases) {
    for (PlannedGroup& group : one.plan.groups) {
      for (const PlannedRule& rule : group.rules) {
        if (!rule.rule.empty()) known.push_back(rule.rule);
      }
      std::erase_if(group.rules, [&](const PlannedRule& rule) { return rule.rule != name; });
    }
    std::erase_if(one.plan.groups, [](const PlannedGroup& group) { return group.rules.empty(); });
  }
  if (std::ranges::find(known, name) != known.end()) return {};
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  return refuse(fmt::format("there is no rule `{}`", report::printable(name)),
                did_you_mean(name, candidates, "`casus plan` without `--rule` shows all rules"));
}

}  // namespace

int plan(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto loading = load_whole(*workspace, arguments.operands, console);
  if (!loading) return console.fail(loading.error());
  std::vector<report::CasePlan> cases;
  for (const LoadedCase& one : loading->cases) {
    PlannedJoins joins = join_plan(one.ruleset, one.facts);
    if (!joins.plan) return console.fail({Exit::invalid, {{joins.diagnostics, {}}}});
    cases.push_back({one.facts.info().name, std::move(*joins.plan), one.ruleset.sources()});
  }
  if (const auto rule = arguments.value("rule")) {
    if (const auto kept = keep_rule(*rule, cases); !kept) return console.fail(kept.error());
  }
  return console.result(console.format() == "json" ? report::plans_json(cases)
                                                   : report::plans_text(cases, console.style()),
                        Exit::ok);
}

}  // namespace casus::cli::commands
