// SPDX-License-Identifier: Apache-2.0
#include "cli/workspace.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/values.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

namespace fs = std::filesystem;

Outcome<Project> read_settings(SourceLoader& loader, const std::string& file, Console& console) {
  auto text = loader.read(file);
  if (!text) return tl::unexpected(text.error());
  Project project = read_project(std::move(*text));
  const report::DiagnosticGroup group{project.diagnostics, project.sources};
  if (has_errors(project.diagnostics)) return tl::unexpected(Problem{Exit::usage, {group}});
  console.say({group});
  return project;
}

/// The user's own file, which need not be there.
std::string user_file(const SourceLoader& loader, const Console& console) {
  fs::path base;
  if (const auto xdg = console.variable("XDG_CONFIG_HOME")) {
    base = *xdg;
  } else if (const auto home = console.variable("HOME")) {
    base = fs::path(*home) / ".config";
  }
  // The specification asks for an absolute path and calls others invalid.
  if (!base.is_absolute()) return {};
  const std::string file = (base / "casus" / "casus.toml").generic_string();
  return loader.exists(file) ? file : std::string();
}

std::string origin(const Arguments& arguments, std::string_view flag) {
  return arguments.has(flag) ? fmt::format("`--{}`", flag) : variable_name(flag);
}

/// A setting's value, read by `read`; nothing where it is not given.
template <class Read>
auto setting(const Arguments& arguments, const Console& console, std::string_view flag,
             std::string_view form, const Read& read) -> Outcome<decltype(read({}))> {
  const auto given = console.setting(arguments, flag);
  if (!given) return decltype(read({})){};
  auto value = read(*given);
  if (value) return value;
  return refuse(
      fmt::format("{} cannot be `{}`", origin(arguments, flag), report::printable(*given)),
      fmt::format("it is {}", form));
}

constexpr std::string_view every_calculus = "all";

bool compares(const Arguments& arguments) {
  return arguments.command != nullptr && arguments.command->name == "eval";
}

Outcome<std::string> calculus(const Arguments& arguments, const Console& console,
                              const Project& project, const Project& user) {
  const auto given = console.setting(arguments, "certainty");
  std::string name = given.value_or("");
  if (!given) name = project.certainty;
  if (!given && name.empty()) name = user.certainty;
  if (given && name == every_calculus && compares(arguments)) return std::string();
  if (given && name == every_calculus) {
    return refuse(
        fmt::format("`casus {}` goes by one calculus, not by all", arguments.command->name),
        "name one; `casus eval --certainty all` shows the ratings under each");
  }
  const std::vector<std::string>& known = calculi();
  if ((!given && name.empty()) || std::ranges::count(known, name) > 0) return name;
  const std::vector<std::string_view> names(known.begin(), known.end());
  std::string list;
  for (const std::string& each : known) list += (list.empty() ? "" : ", ") + each;
  return refuse(fmt::format("there is no certainty calculus `{}`", report::printable(name)),
                did_you_mean(name, names, "there are: " + list));
}

std::optional<Probabilities::Beyond> read_beyond(std::string_view text) {
  using Beyond = Probabilities::Beyond;
  if (text == "sample") return Beyond::sample;
  if (text == "bounds") return Beyond::bounds;
  if (text == "stop") return Beyond::stop;
  return std::nullopt;
}

/// 2^24 worlds are as many as anybody needs.
std::optional<std::uint64_t> read_samples(std::string_view text) {
  const auto count = read_count(text);
  return count && *count <= std::uint64_t{1} << 24 ? count : std::nullopt;
}

constexpr std::string_view whole_number = "a whole number from 0 to 18446744073709551615";

Outcome<Probabilities> probabilities_of(const Arguments& arguments, const Console& console) {
  Probabilities result;
  const auto nodes = setting(arguments, console, "max-nodes", whole_number, read_number);
  if (!nodes) return tl::unexpected(nodes.error());
  result.max_nodes = nodes->value_or(result.max_nodes);
  const auto beyond =
      setting(arguments, console, "beyond", "`sample`, `bounds` or `stop`", read_beyond);
  if (!beyond) return tl::unexpected(beyond.error());
  result.beyond = beyond->value_or(result.beyond);
  const auto samples =
      setting(arguments, console, "samples", "a whole number from 1 to 16777216", read_samples);
  if (!samples) return tl::unexpected(samples.error());
  result.samples = static_cast<std::uint32_t>(samples->value_or(result.samples));
  const auto seed = setting(arguments, console, "seed", whole_number, read_number);
  if (!seed) return tl::unexpected(seed.error());
  result.seed = seed->value_or(result.seed);
  return result;
}

Outcome<Options> options_of(const Arguments& arguments, const Console& console,
                            const Project& project, const Project& user) {
  constexpr std::chrono::milliseconds none{0};
  Options options;
  auto name = calculus(arguments, console, project, user);
  if (!name) return tl::unexpected(name.error());
  options.certainty = std::move(*name);

  const auto given = console.setting(arguments, "as-of");
  const bool no_day = given && is_date_shaped(*given);
  const auto date = setting(
      arguments, console, "as-of",
      no_day ? "written like a date, but there is no such day" : "a date such as 2015-01-31",
      read_date);
  if (!date) return tl::unexpected(date.error());
  options.as_of = *date;

  const auto threshold =
      setting(arguments, console, "threshold", "a number from 0 to below 1", read_threshold);
  if (!threshold) return tl::unexpected(threshold.error());
  options.threshold = threshold->value_or(project.threshold.value_or(user.threshold.value_or(0)));

  const auto timeout =
      setting(arguments, console, "timeout", "a time such as 30s, 500ms or 2m", read_duration);
  if (!timeout) return tl::unexpected(timeout.error());
  const auto time = timeout->value_or(project.timeout.value_or(user.timeout.value_or(none)));
  // For the whole command: its cases, and the goal that is asked of each.
  if (time.count() > 0) options.deadline = std::chrono::steady_clock::now() + time;

  const auto facts = setting(arguments, console, "max-facts", "a whole number above 0", read_count);
  if (!facts) return tl::unexpected(facts.error());
  options.max_facts = facts->value_or(project.max_facts.value_or(user.max_facts.value_or(0)));

  const auto memory =
      setting(arguments, console, "max-memory", "a size such as 512M or 2G", read_size);
  if (!memory) return tl::unexpected(memory.error());
  options.max_memory = memory->value_or(project.max_memory.value_or(user.max_memory.value_or(0)));

  const auto probabilities = probabilities_of(arguments, console);
  if (!probabilities) return tl::unexpected(probabilities.error());
  options.probabilities = *probabilities;

  options.grades = project.grades.value_or(user.grades.value_or(Grades{}));
  return options;
}

/// "`--threshold`", "casus.toml:5:13"; empty where there is none.
std::string threshold_origin(const Arguments& arguments, const Console& console,
                             const Project& project, const Project& user) {
  if (console.setting(arguments, "threshold")) return origin(arguments, "threshold");
  for (const Project* one : {&project, &user}) {
    if (one->threshold) return report::printable(one->sources->place(one->threshold_span));
  }
  return {};
}

}  // namespace

std::string Workspace::project_folder() const {
  return fs::path(project_file).parent_path().generic_string();
}

Options Workspace::options_for(const Facts& facts) const {
  Options result = options;
  if (!result.as_of && !facts.info().as_of) result.as_of = as_of;
  return result;
}

Outcome<Workspace> open_workspace(const Arguments& arguments, Console& console) {
  Workspace workspace{.loader = SourceLoader(console.streams())};
  workspace.rules = arguments.values("rules");
  workspace.data = arguments.values("data");
  const auto config = console.setting(arguments, "config");
  workspace.project_file = config ? *config : workspace.loader.project_file(".").value_or("");
  if (!workspace.project_file.empty()) {
    auto project = read_settings(workspace.loader, workspace.project_file, console);
    if (!project) return tl::unexpected(project.error());
    workspace.project = std::move(*project);
  }
  Project user;
  if (const std::string file = user_file(workspace.loader, console); !file.empty()) {
    auto settings = read_settings(workspace.loader, file, console);
    if (!settings) return tl::unexpected(settings.error());
    user = std::move(*settings);
  }
  auto options = options_of(arguments, console, workspace.project, user);
  if (!options) return tl::unexpected(options.error());
  workspace.options = *options;
  workspace.progress = std::make_shared<Progress>(console);
  workspace.loader.set_deadline(options->deadline);
  workspace.loader.set_watch([limits = *options, progress = workspace.progress](
                                 const std::string& file, std::uint64_t done, std::uint64_t all) {
    progress->show(file, done, all);
    return limit_reached(limits, "reading " + report::printable(file));
  });
  workspace.threshold_from = threshold_origin(arguments, console, workspace.project, user);
  workspace.all_calculi =
      console.setting(arguments, "certainty") == every_calculus && compares(arguments);
  workspace.lint = workspace.project.lint.value_or(user.lint.value_or(LintSettings{}));
  workspace.as_of = workspace.project.as_of ? workspace.project.as_of : user.as_of;
  return workspace;
}

}  // namespace casus::cli
