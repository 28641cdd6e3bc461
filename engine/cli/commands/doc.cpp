// SPDX-License-Identifier: Apache-2.0
#include "casus/rule_book.hpp"
#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "report/book.hpp"

namespace casus::cli::commands {
namespace {

/// The rule files of `-r`, else of the project, tests included; without either, those that the
/// cases are judged by.
Outcome<Files> rule_files(const Workspace& workspace, const Loading& loading) {
  Files paths = workspace.rules;
  if (paths.empty()) {
    paths = from_folder(workspace.loader, workspace.project_folder(), workspace.project.rules);
  }
  Files files;
  for (const std::string& path : paths) {
    auto found = workspace.loader.rule_files(path, SourceLoader::Tests::too);
    if (!found) return tl::unexpected(found.error());
    files.insert(files.end(), found->begin(), found->end());
  }
  if (paths.empty()) {
    for (const LoadedCase& one : loading.cases) {
      const Sources& sources = one.ruleset.sources();
      for (std::uint32_t file = 0; file < sources.size(); ++file) {
        files.push_back(sources.name(file));
      }
    }
  }
  workspace.loader.drop_repeated(files);
  return files;
}

/// What the names of these files mean, and of the modules that they use.
Outcome<Index> index_of(Workspace& workspace, const Files& files) {
  std::vector<NamedText> texts;
  for (const std::string& file : files) {
    auto text = workspace.loader.read(file);
    if (!text) return tl::unexpected(text.error());
    texts.push_back(std::move(*text));
  }
  std::optional<Problem> unread;
  const auto find = [&](const std::string& module,
                        const std::string& asker) -> std::optional<NamedText> {
    auto text = workspace.loader.module(module, asker);
    if (text) return std::move(*text);
    if (!unread) unread = text.error();
    return std::nullopt;
  };
  Index index;
  const Ruleset::Loaded loaded = Ruleset::load(std::move(texts), find, &index);
  if (unread) return tl::unexpected(*unread);
  if (has_errors(loaded.diagnostics)) {
    return tl::unexpected(Problem{Exit::invalid, {{loaded.diagnostics, loaded.sources}}});
  }
  return index;
}

}  // namespace

int doc(const Arguments& arguments, Console& console) {
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  const auto loading = load(*workspace, arguments.operands, Needs::either);
  if (!loading) return console.fail(loading.error());
  if (loading->broken()) return console.fail(Problem{Exit::invalid, loading->findings});
  console.say(loading->findings);
  if (const auto done = accept_threshold(*workspace, *loading); !done) {
    return console.fail(done.error());
  }
  const auto files = rule_files(*workspace, *loading);
  if (!files) return console.fail(files.error());
  const auto index = index_of(*workspace, *files);
  if (!index) return console.fail(index.error());

  std::vector<Evaluation> cases;
  bool limited = false;
  for (const LoadedCase& one : loading->cases) {
    const Evaluation::Run run =
        Evaluation::run(one.ruleset, one.facts, workspace->options_for(one.facts));
    if (!run.evaluation) {
      return console.fail(Problem{Exit::invalid, {{run.diagnostics, run.sources}}});
    }
    limited = say_limit(one.file, run.evaluation->assessment().limit, console) || limited;
    cases.push_back(*run.evaluation);
  }
  const RuleBook book = make_rule_book(*index, cases);
  const std::string text =
      console.format() == "json" ? report::book_json(book) : report::book_html(book);
  return console.result(text, limited ? Exit::limit : Exit::ok);
}

}  // namespace casus::cli::commands
