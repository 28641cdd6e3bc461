// SPDX-License-Identifier: Apache-2.0
#include "cli/test_suite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/near.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

namespace fs = std::filesystem;

/// Every rule and test file that the paths mean.
Outcome<Files> files_of(const SourceLoader& loader, const Files& paths) {
  Files all;
  for (const std::string& path : paths) {
    const auto found = loader.rule_files(path, SourceLoader::Tests::too);
    if (!found) return tl::unexpected(found.error());
    all.insert(all.end(), found->begin(), found->end());
  }
  std::ranges::sort(all);
  loader.drop_repeated(all);
  return all;
}

struct Chosen {
  Files rules;  ///< to be loaded together, those of tests included
  Files tests;  ///< of these, whose tests are wanted
};

/// The rules of `-r`, else those of the project, unless files that are no part of it are named:
/// these bring their own.
Outcome<Chosen> chosen_files(const Workspace& workspace, const Files& operands) {
  const SourceLoader& loader = workspace.loader;
  auto named = files_of(loader, operands);
  if (!named) return tl::unexpected(named.error());
  Files paths = workspace.rules;
  if (paths.empty()) {
    paths = from_folder(loader, workspace.project_folder(), workspace.project.rules);
  }
  auto rules = files_of(loader, paths);
  if (!rules) {
    const bool by_flag = !workspace.rules.empty();
    return asked_for(rules.error(),
                     by_flag ? Asker{} : project_asks(workspace, workspace.project.rules_span));
  }
  if (operands.empty()) {
    if (!rules->empty()) return Chosen{*rules, *rules};
    return refuse("there is nothing to test: no rules and no project",
                  "name a test file, or go to a folder with a casus.toml in or above it");
  }
  std::set<fs::path> known;
  for (const std::string& file : *rules) known.insert(loader.real(file));
  const bool of_them = std::ranges::all_of(
      *named, [&](const std::string& file) { return known.contains(loader.real(file)); });
  if (workspace.rules.empty() && !of_them) return Chosen{*named, *named};
  Chosen result{*rules, *named};
  result.rules.insert(result.rules.end(), named->begin(), named->end());
  loader.drop_repeated(result.rules);
  // The same file may have been named in two ways; what is loaded goes by the first.
  for (std::string& test : result.tests) {
    const auto same = std::ranges::find_if(
        result.rules, [&](const std::string& rule) { return loader.is_same(rule, test); });
    if (same != result.rules.end()) test = *same;
  }
  return result;
}

/// Reads what tests give. Paths count from the folder of the project that a test belongs to, else
/// from its own.
class Given {
 public:
  Given(Workspace& workspace, const Ruleset& ruleset)
      : loader_(workspace.loader), ruleset_(ruleset), data_(workspace.loader, {}) {}

  std::optional<GivenText> find(const Test::Given& given) {
    auto found = read(given);
    if (found) return std::move(*found);
    for (report::DiagnosticGroup& group : found.error().groups) {
      problems.push_back(std::move(group));
    }
    return std::nullopt;
  }

  std::vector<report::DiagnosticGroup> problems;

 private:
  Outcome<GivenText> read(const Test::Given& given) {
    const auto sources = std::make_shared<const Sources>(ruleset_.sources());
    const std::string test_file(sources->name(given.span.file));
    const auto project = loader_.project_file(test_file);
    const fs::path root = fs::path(project ? *project : test_file).parent_path();
    const std::string start =
        project ? fmt::format("paths start at the folder of {}", report::printable(*project))
                : "paths start at the folder of the test, since no casus.toml is in or above it";
    auto text = loader_.read(loader_.joined(root, given.path));
    if (!text) return asked_for(text.error(), {sources, given.span, {start}});
    GivenText result{std::move(*text)};
    const CaseHead head = read_case_head(result.file);
    const auto done =
        add_data(head, result.file.name, loader_, data_, ruleset_.facts(), result.data);
    if (!done) return tl::unexpected(done.error());
    return result;
  }

  SourceLoader& loader_;
  const Ruleset& ruleset_;
  DataFiles data_;
};

/// Titles and their words.
std::vector<std::string_view> words_and(std::vector<std::string_view> titles) {
  const std::size_t count = titles.size();
  for (std::size_t i = 0; i < count; ++i) {
    for (std::string_view rest = titles[i]; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (end > 0) titles.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::ranges::sort(titles);
  titles.erase(std::unique(titles.begin(), titles.end()), titles.end());
  return titles;
}

/// The tests that are wanted, or why there are none.
Outcome<std::vector<std::size_t>> wanted(const TestSuite& suite, const Files& files,
                                         const std::string& filter) {
  const Sources& sources = suite.ruleset().sources();
  std::vector<std::size_t> of_files;
  std::vector<std::size_t> result;
  std::vector<std::string_view> titles;
  for (const std::size_t index : all_tests(suite)) {
    const Test& test = suite.tests()[index];
    if (std::ranges::count(files, sources.name(test.span.file)) == 0) continue;
    of_files.push_back(index);
    titles.push_back(test.title);
    if (test.title.find(filter) != std::string::npos) result.push_back(index);
  }
  if (of_files.empty()) {
    return refuse("there are no tests here",
                  "write `test` blocks, by custom into files whose names end in `_test.casus`");
  }
  if (!result.empty()) return result;
  return refuse(fmt::format("no test has `{}` in its title", report::printable(filter)),
                did_you_mean(filter, words_and(titles),
                             fmt::format("the first of {} is `{}`", titles.size(),
                                         report::printable(titles.front()))));
}

}  // namespace

Outcome<ChosenTests> choose_tests(Workspace& workspace, const Files& operands,
                                  const std::string& filter, Console& console) {
  const auto files = chosen_files(workspace, operands);
  if (!files) return tl::unexpected(files.error());
  const auto loaded = read_rules(workspace.loader, files->rules);
  if (!loaded) return tl::unexpected(loaded.error());
  const report::DiagnosticGroup said{loaded->diagnostics, loaded->sources};
  if (!loaded->ruleset) return tl::unexpected(Problem{Exit::invalid, {said}});
  console.say({said});
  Given given(workspace, *loaded->ruleset);
  auto suite =
      TestSuite::load(*loaded->ruleset, [&](const Test::Given& one) { return given.find(one); });
  auto which = wanted(suite.suite, files->tests, filter);
  if (!which) return tl::unexpected(which.error());
  ChosenTests result{std::move(suite.suite), std::move(*which)};
  for (const auto& [diagnostics, sources] : suite.troubles) {
    result.troubled = result.troubled || has_errors(diagnostics);
    given.problems.push_back({diagnostics, sources});
  }
  console.say(given.problems);
  return result;
}

}  // namespace casus::cli
