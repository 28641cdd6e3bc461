// SPDX-License-Identifier: Apache-2.0
#include "cli/chosen_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/near.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

namespace fs = std::filesystem;

/// What a project may have many files of, each called by its name.
struct Named {
  std::string_view what;
  std::string_view example;
  const Files& paths;  ///< of the project
  Span span;
};

Named cases_of(const Project& project) {
  return {"case", "write the path of a case, as in `facts/north.toml`", project.facts,
          project.facts_span};
}

Named scenarios_of(const Project& project) {
  return {"scenario", "write the path of a scenario, as in `scenarios/heir.toml`",
          project.scenarios, project.scenarios_span};
}

Outcome<Files> files_of_project(const Workspace& workspace, const Named& named,
                                bool may_be_none = false) {
  Files all;
  for (const std::string& path :
       from_folder(workspace.loader, workspace.project_folder(), named.paths)) {
    const auto files = workspace.loader.toml_files(path, named.what, may_be_none);
    if (!files) return asked_for(files.error(), project_asks(workspace, named.span));
    all.insert(all.end(), files->begin(), files->end());
  }
  return all;
}

std::string name_of(const std::string& file) { return fs::path(file).stem().string(); }

/// "the cases of this project are `east` (facts/east.toml) and …"
std::string names_text(const Named& named, const Files& files) {
  if (files.empty()) return std::string(named.example);
  constexpr std::size_t most = 10;
  std::string list;
  for (const std::string& file : files) {
    if (&file - files.data() == most) {
      list += ", …";
      break;
    }
    list += fmt::format("{}`{}` ({})", list.empty() ? "" : ", ", report::printable(name_of(file)),
                        report::printable(file));
  }
  return files.size() == 1 ? fmt::format("the {} of this project is {}", named.what, list)
                           : fmt::format("the {}s of this project are {}", named.what, list);
}

/// The files of a project or of the folder of a path that a misspelt path may stand for: called
/// alike, or the same further on. Empty where nothing is near.
std::string nearest_path(const Files& known, const std::string& path) {
  const std::string stem = name_of(path);
  Files names;
  std::string begun;
  for (const std::string& file : known) {
    names.push_back(name_of(file));
    if (stem.size() < 3 || !names.back().starts_with(stem)) continue;
    begun += fmt::format("{}`{}`", begun.empty() ? "" : " or ", report::printable(file));
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const auto near = base::nearest(stem, candidates);
  if (!near) return begun.empty() ? begun : fmt::format("did you mean {}?", begun);
  const auto at = std::ranges::find(names, near->name) - names.begin();
  return fmt::format("did you mean `{}`?", report::printable(known[static_cast<std::size_t>(at)]));
}

/// A word that is no path may be the name of one of the project's files.
Outcome<Files> meant(const Workspace& workspace, const Named& named, const std::string& word) {
  const bool bare = word.find('/') == std::string::npos && !word.ends_with(".toml");
  if (bare && word != "-" && !workspace.loader.exists(word)) {
    if (const auto known = files_of_project(workspace, named)) {
      Files names;
      for (const std::string& file : *known) {
        names.push_back(name_of(file));
        if (names.back() == word) return Files{file};
      }
      // What stands here, as the answers of `casus consult` may, is called in the same way.
      if (std::string here = word + ".toml"; workspace.loader.exists(here)) return Files{here};
      const std::vector<std::string_view> candidates(names.begin(), names.end());
      return refuse(fmt::format("there is no {} `{}`", named.what, report::printable(word)),
                    did_you_mean(word, candidates, names_text(named, *known)));
    }
  }
  auto files = workspace.loader.toml_files(word, named.what);
  if (files || bare || word == "-" || workspace.loader.exists(word)) return files;
  Files known;
  const std::string folder = fs::path(word).parent_path().generic_string();
  if (workspace.loader.exists(folder.empty() ? "." : folder)) {
    const auto beside =
        workspace.loader.toml_files(folder.empty() ? "." : folder, named.what, true);
    if (beside) known = *beside;
  }
  if (const auto of_project = files_of_project(workspace, named, true)) {
    known.insert(known.end(), of_project->begin(), of_project->end());
  }
  workspace.loader.drop_repeated(known);
  Diagnostic& missing = files.error().groups.front().diagnostics.front();
  const std::string near = nearest_path(known, word);
  if (missing.help.empty() && !near.empty()) missing.advise(near);
  return files;
}

}  // namespace

tl::unexpected<Problem> asked_for(Problem problem, const Asker& asker) {
  if (asker.sources == nullptr || !asker.span.valid()) return tl::unexpected(std::move(problem));
  for (report::DiagnosticGroup& group : problem.groups) {
    for (Diagnostic& diagnostic : group.diagnostics) {
      if (!diagnostic.labels.empty()) continue;
      diagnostic.label(asker.span, "asked for here");
      for (const std::string& help : asker.help) diagnostic.advise(help);
      group.sources = asker.sources;
    }
  }
  return tl::unexpected(std::move(problem));
}

Asker project_asks(const Workspace& workspace, Span span) {
  return {workspace.project.sources,
          span,
          {fmt::format("paths in {} start at its own folder",
                       report::printable(workspace.project_file))}};
}

Files from_folder(const SourceLoader& loader, const std::string& folder, const Files& paths) {
  Files result;
  for (const std::string& path : paths) result.push_back(loader.joined(folder, path));
  return result;
}

Outcome<Files> files_of_operand(const Workspace& workspace, const std::string& operand) {
  return meant(workspace, cases_of(workspace.project), operand);
}

Outcome<Files> chosen_cases(const Workspace& workspace, const Files& operands, Needs needs) {
  Files all;
  for (const std::string& operand : operands) {
    const auto files = files_of_operand(workspace, operand);
    if (!files) return tl::unexpected(files.error());
    all.insert(all.end(), files->begin(), files->end());
  }
  if (!operands.empty()) return all;
  if (!workspace.data.empty()) return Files{std::string(data_alone)};
  // Rules named by hand are looked at by themselves: the project's cases speak of other ones.
  if (needs == Needs::either && !workspace.rules.empty()) return Files{};
  const bool has_facts = !workspace.project.facts.empty();
  if (has_facts || needs == Needs::either) {
    return files_of_project(workspace, cases_of(workspace.project), needs == Needs::either);
  }
  if (workspace.project_file.empty()) {
    return refuse("no case is given, and there is no project here",
                  "name a case file, or go to a folder with a casus.toml in or above it");
  }
  return refuse(
      fmt::format("no case is given, and {} names none", report::printable(workspace.project_file)),
      "name a case file, or write `facts = [\"facts\"]` under `[project]`");
}

Outcome<Files> chosen_scenarios(const Workspace& workspace, const Files& given) {
  Files all;
  for (const std::string& word : given) {
    const auto files = meant(workspace, scenarios_of(workspace.project), word);
    if (!files) return tl::unexpected(files.error());
    all.insert(all.end(), files->begin(), files->end());
  }
  workspace.loader.drop_repeated(all);
  return all;
}

}  // namespace casus::cli
