// SPDX-License-Identifier: Apache-2.0
#include "report/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "cli/commands/analysis.hpp"
#include "cli/commands/commands.hpp"
#include "cli/values.hpp"
#include "report/display.hpp"

namespace casus::cli::commands {
namespace {

constexpr std::uint64_t most_draws = 1'000'000;

Outcome<SensitivityOptions> options_of(const Arguments& arguments, const Workspace& workspace) {
  SensitivityOptions options{.pairs = arguments.has("pairs"),
                             .seed = workspace.options.probabilities.seed};
  if (const auto text = arguments.value("weights")) {
    const auto share = read_share(*text);
    if (!share || *share <= 0) {
      return refuse(fmt::format("`--weights` cannot be `{}`", report::printable(*text)),
                    "it is a share above 0%, up to 100%: 20%");
    }
    options.weights = *share;
  }
  if (const auto text = arguments.value("draws")) {
    const auto draws = read_count(*text);
    if (!draws || *draws > most_draws) {
      return refuse(fmt::format("`--draws` cannot be `{}`", report::printable(*text)),
                    fmt::format("it is a whole number from 1 to {}", most_draws));
    }
    options.draws = static_cast<std::uint32_t>(*draws);
  }
  return options;
}

}  // namespace

int sensitivity(const Arguments& arguments, Console& console) {
  auto sessions = open_sessions(arguments, Goal::needed, console);
  if (!sessions) return console.fail(sessions.error());
  const auto options = options_of(arguments, sessions->workspace);
  if (!options) return console.fail(options.error());
  std::deque<SensitivityRun> kept;  // what the views below refer to
  report::Sensitivities all;
  bool limited = false;
  for (OpenCase& one : sessions->cases) {
    const SensitivityRun& run =
        kept.emplace_back(find_sensitivity(one.session, sessions->goal, *options));
    if (has_errors(run.diagnostics)) {
      return console.fail(refused(*sessions, {run.diagnostics, run.sources}, arguments));
    }
    if (run.limit) return console.fail(stopped(*run.limit).value());
    if (!run.sensitivity) continue;
    limited = say_limit(one.file, run.sensitivity->limit, console) || limited;
    all.push_back(&*run.sensitivity);
  }
  if (all.empty()) return console.fail(rated_nowhere(*sessions));
  const std::string& format = console.format();
  const bool whole = arguments.has("all");
  const std::string text = format == "json" ? report::sensitivity_json(all)
                           : format == "prose"
                               ? report::sensitivity_prose(all, whole)
                               : report::sensitivity_text(all, whole, console.style());
  return console.result(text, sessions->exit(limited, Exit::ok));
}

}  // namespace casus::cli::commands
