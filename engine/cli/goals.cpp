// SPDX-License-Identifier: Apache-2.0
#include "cli/goals.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/values.hpp"
#include "report/display.hpp"
#include "report/wording.hpp"

namespace casus::cli {

std::vector<std::string> cases_of(const Arguments& arguments) {
  return {arguments.operands.begin() + 1, arguments.operands.end()};
}

std::string hint(const std::string& goal, const Runs& runs) {
  std::vector<std::string_view> subjects;
  for (const CaseRun& run : runs.cases) {
    for (const Rating& rating : run.evaluation.assessment().ratings) {
      const std::size_t at = goal.find(rating.rating + '(');
      if (at == std::string::npos || rating.subject.empty()) continue;
      const std::string& name = rating.subject.front().text;
      if (goal.find(name, at) != std::string::npos) {
        return fmt::format("{} is {}, {}", report::subject_text(rating),
                           report::band_text(rating.band), report::score_on_scale(rating));
      }
      subjects.push_back(name);
    }
  }
  const std::size_t open = goal.find('"');
  const std::size_t close = open == std::string::npos ? open : goal.find('"', open + 1);
  if (!subjects.empty() && close != std::string::npos) {
    const std::string near = did_you_mean(goal.substr(open + 1, close - open - 1), subjects);
    if (!near.empty()) return near;
  }
  return "`casus query` with a variable in place of a value lists what does hold";
}

Problem refused(const std::string& goal, const Runs& runs, report::DiagnosticGroup group,
                const Arguments& arguments) {
  if (goal.find('(') != std::string::npos) return {Exit::usage, {std::move(group)}};
  const Rating* example = nullptr;
  for (const CaseRun& run : runs.cases) {
    for (const Rating& rating : run.evaluation.assessment().ratings) {
      if (report::subject_text(rating) == goal) {
        return refuse(fmt::format("`{}` is a name, not a condition", report::printable(goal)),
                      "ask for its rating: " +
                          command_line("why", goal_of(rating), arguments, cases_of(arguments)))
            .value();
      }
      if (example == nullptr || (example->rating != goal && rating.rating == goal)) {
        example = &rating;
      }
    }
  }
  if (example != nullptr) {
    group.diagnostics.back().advise("a goal that has an answer is `" + goal_of(*example) + '`');
  }
  return {Exit::usage, {std::move(group)}};
}

Outcome<std::optional<std::uint32_t>> depth_of(const Arguments& arguments) {
  const auto depth = arguments.value("depth");
  if (!depth) return std::nullopt;
  if (*depth == "all") return 0;
  const auto levels = read_count(*depth);
  if (!levels || *levels > 1'000'000) {
    return refuse(fmt::format("`--depth` cannot be `{}`", report::printable(*depth)),
                  "it is a whole number above 0, or all");
  }
  return static_cast<std::uint32_t>(*levels);
}

std::string told(std::string_view head, std::string_view text, bool prose) {
  const std::string whole = std::string(head) + report::printable(text);
  return (prose ? report::statement(whole) : whole) + '\n';
}

}  // namespace casus::cli
