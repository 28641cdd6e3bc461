// SPDX-License-Identifier: Apache-2.0
#include "cli/cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "base/sort_unique.hpp"
#include "cli/chosen_files.hpp"
#include "cli/data_files.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::cli {
namespace {

namespace fs = std::filesystem;

/// Rule sets by their files, each loaded once.
class Rules {
 public:
  explicit Rules(Workspace& workspace)
      : loader_(workspace.loader), typed_(workspace.typed_rules), tests_(workspace.tests) {}

  Outcome<const Ruleset::Loaded*> load(const Files& paths, Loading& loading) {
    Files files;
    for (const std::string& path : paths) {
      const auto found = loader_.rule_files(path, tests_);
      if (!found) return tl::unexpected(found.error());
      files.insert(files.end(), found->begin(), found->end());
    }
    if (tests_ == SourceLoader::Tests::too) add_tests(files);
    sort_unique(files);
    loader_.drop_repeated(files);
    if (const auto known = loaded_.find(files); known != loaded_.end()) return &known->second;
    auto loaded = read_rules(loader_, files, typed_);
    if (!loaded) return tl::unexpected(loaded.error());
    const auto at = loaded_.emplace(files, std::move(*loaded)).first;
    const Ruleset::Loaded& result = at->second;
    if (!result.diagnostics.empty()) {
      loading.findings.push_back({result.diagnostics, result.sources});
    }
    if (result.ruleset) {
      loading.rules += result.ruleset->rule_count();
      loading.rulesets.push_back(*result.ruleset);
    }
    return &result;
  }

 private:
  /// `pumps_test.casus` stands beside `pumps.casus`, also where that is named by itself.
  void add_tests(Files& files) const {
    constexpr std::string_view ending = ".casus";
    for (const std::string& file : Files(files)) {
      if (!file.ends_with(ending) || file.ends_with("_test.casus")) continue;
      std::string test = file.substr(0, file.size() - ending.size()) + "_test.casus";
      if (loader_.exists(test)) files.push_back(std::move(test));
    }
  }

  SourceLoader& loader_;
  std::vector<NamedText> typed_;
  SourceLoader::Tests tests_;
  std::map<Files, Ruleset::Loaded> loaded_;
};

struct RulePaths {
  Files paths;
  Asker asker = {};
};

/// The rules that a case is to be judged by: of `-r`, else its own, else the project's.
Outcome<RulePaths> rules_of(const Workspace& workspace, const NamedText& text,
                            const CaseHead& head) {
  const SourceLoader& loader = workspace.loader;
  if (!workspace.rules.empty()) return RulePaths{workspace.rules};
  if (!head.rules.empty()) {
    const bool from_input = text.name == SourceLoader::stdin_name;
    const auto project = loader.project_file(from_input ? "." : text.name);
    const fs::path root = project ? fs::path(*project) : fs::path(from_input ? "" : text.name);
    const std::string start =
        project ? fmt::format("paths start at the folder of {}", report::printable(*project))
                : "paths start at the folder of the case, since no casus.toml is in or above it";
    std::vector<std::string> help{start, "or name the rules with `-r PATH`"};
    const fs::path folder = fs::path(text.name).parent_path();
    for (const std::string& path : head.rules) {
      const std::string from_root = loader.joined(root.parent_path(), path);
      const std::string beside = loader.joined(folder, path);
      if (loader.exists(from_root) || !loader.exists(beside)) continue;
      const fs::path whole =
          loader.real(beside).lexically_relative(loader.real(root.parent_path()));
      help = {fmt::format("it lies beside the case: write `{}`",
                          report::printable(whole.generic_string()))};
    }
    return RulePaths{from_folder(loader, root.parent_path().generic_string(), head.rules),
                     {head.sources, head.rules_span, std::move(help)}};
  }
  if (!workspace.project.rules.empty()) {
    return RulePaths{from_folder(loader, workspace.project_folder(), workspace.project.rules),
                     project_asks(workspace, workspace.project.rules_span)};
  }
  return refuse(fmt::format("there are no rules for {}", report::printable(text.name)),
                "name them with `-r`, or in the case: `rules = [\"rules\"]` under `[case]`");
}

Outcome<void> load_case(Workspace& workspace, const std::string& file, Rules& rules,
                        DataFiles& data_files, Loading& loading) {
  const bool only_data = file == data_alone;
  auto text = only_data ? NamedText{"data", {}} : workspace.loader.read(file);
  if (!text) return tl::unexpected(text.error());
  CaseHead head;
  // Where nothing is to be learned from it, a large case is read but once.
  const bool names_data = text->text.find("data") != std::string::npos;
  if (workspace.rules.empty() || names_data) head = read_case_head(*text);
  const bool misnamed = std::ranges::any_of(head.diagnostics, [](const Diagnostic& d) {
    return d.severity == Severity::error && d.message.starts_with("`rules` ");
  });
  if (misnamed && workspace.rules.empty()) {  // under other rules all else would look wrong
    loading.findings.push_back({head.diagnostics, head.sources});
    return {};
  }
  const auto named = rules_of(workspace, *text, head);
  if (!named) {
    // Which rules it names cannot be seen in a file that cannot be read.
    if (!has_errors(head.diagnostics)) return tl::unexpected(named.error());
    loading.findings.push_back({head.diagnostics, head.sources});
    return {};
  }
  const auto loaded = rules.load(named->paths, loading);
  if (!loaded) return asked_for(loaded.error(), named->asker);
  const Ruleset::Loaded& found = **loaded;
  if (!found.ruleset) return {};
  const std::vector<std::string> known = found.ruleset->facts();
  auto data = data_files.of(known);
  if (!data) return tl::unexpected(data.error());
  if (const auto done = add_data(head, text->name, workspace.loader, data_files, known, *data);
      !done) {
    return tl::unexpected(done.error());
  }
  Facts::Loaded facts =
      Facts::load(*found.ruleset, std::move(*text), *data, workspace.loader.watch());
  if (facts.limit) return stopped(*facts.limit);
  if (!facts.diagnostics.empty()) loading.findings.push_back({facts.diagnostics, facts.sources});
  if (!facts.facts) return {};
  Diagnostics missing =
      Evaluation::obstacles(*found.ruleset, *facts.facts, workspace.options_for(*facts.facts));
  if (!missing.empty()) loading.findings.push_back({std::move(missing), facts.sources});
  loading.facts += facts.facts->size();
  const bool beside = std::ranges::any_of(
      head.data, [](const CaseData& entry) { return fs::path(entry.source).is_relative(); });
  loading.cases.push_back({file, *found.ruleset, *facts.facts, beside});
  return {};
}

/// The rules of `-r`, else of the project.
Outcome<const Ruleset::Loaded*> load_rules_alone(Workspace& workspace, Rules& rules,
                                                 Loading& loading) {
  Files paths = workspace.rules;
  if (paths.empty()) {
    paths = from_folder(workspace.loader, workspace.project_folder(), workspace.project.rules);
  }
  if (paths.empty()) {
    return refuse("there is nothing to check: no rules, no case and no project",
                  "name rules with `-r`, or go to a folder with a casus.toml in or above it");
  }
  auto done = rules.load(paths, loading);
  if (done) return done;
  const bool by_flag = !workspace.rules.empty();
  return asked_for(done.error(),
                   by_flag ? Asker{} : project_asks(workspace, workspace.project.rules_span));
}

void say_statistics(const Assessment& assessment, const std::string& file,
                    std::chrono::steady_clock::duration took, Console& console) {
  const auto ms = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  console.insist(fmt::format("{}: {}, {} derived in {}, {:.1f} ms", file,
                             report::counted(assessment.statistics.base_facts, "fact"),
                             assessment.statistics.derived_facts,
                             report::counted(assessment.statistics.rounds, "round"),
                             static_cast<double>(ms) / 1000));
}

/// Evaluates one case. Says which limit was reached and, on request, statistics.
Outcome<Evaluation::Run> run(const LoadedCase& one, const Options& options, Console& console,
                             bool& limited) {
  const auto start = std::chrono::steady_clock::now();
  Evaluation::Run run = Evaluation::run(one.ruleset, one.facts, options);
  const auto took = std::chrono::steady_clock::now() - start;
  if (!run.evaluation || has_errors(run.diagnostics)) {
    return tl::unexpected(Problem{Exit::invalid, {{run.diagnostics, run.sources}}});
  }
  const Assessment& assessment = run.evaluation->assessment();
  if (console.verbose()) say_statistics(assessment, one.file, took, console);
  limited = say_limit(one.file, assessment.limit, console) || limited;
  return run;
}

/// Whether the calculus has no meaning for something that the rules say.
bool does_not_know_rules(const Problem& problem) {
  return std::ranges::any_of(problem.groups, [](const report::DiagnosticGroup& group) {
    return std::ranges::any_of(group.diagnostics,
                               [](const Diagnostic& d) { return d.code == "E0615"; });
  });
}

/// "weakest-link, certain, mycin"
std::string threshold_takers() {
  std::string list;
  for (const std::string& calculus : calculi()) {
    if (takes_threshold(calculus)) list += (list.empty() ? "" : ", ") + calculus;
  }
  return list;
}

}  // namespace

Outcome<Ruleset::Loaded> read_rules(SourceLoader& loader, const Files& files,
                                    const std::vector<NamedText>& typed) {
  std::vector<NamedText> texts;
  for (const std::string& file : files) {
    auto text = loader.read(file);
    if (!text) return tl::unexpected(text.error());
    texts.push_back(std::move(*text));
  }
  texts.insert(texts.end(), typed.begin(), typed.end());
  std::optional<Problem> unread;
  const auto find = [&](const std::string& module,
                        const std::string& asker) -> std::optional<NamedText> {
    auto text = loader.module(module, asker);
    if (text) return std::move(*text);
    if (!unread) unread = text.error();
    return std::nullopt;
  };
  Ruleset::Loaded loaded = Ruleset::load(std::move(texts), find);
  if (unread) return tl::unexpected(*unread);
  return loaded;
}

Outcome<void> add_data(const CaseHead& head, const std::string& file, const SourceLoader& loader,
                       DataFiles& data_files, const std::vector<std::string>& known,
                       std::vector<DataFile>& into) {
  for (const CaseData& entry : head.data) {
    // What is no fact is told at its place, when the case is read.
    if (!entry.relation.empty() && std::ranges::find(known, entry.relation) == known.end()) {
      continue;
    }
    const std::string folder = fs::path(file).parent_path().generic_string();
    const std::string path = loader.joined(folder, entry.source);
    const auto done = data_files.add_entry(entry, path, known, into);
    if (!done) {
      const bool asked = !entry.query.empty() && loader.exists(path);
      const std::vector<std::string> start{"paths start at the folder of the case"};
      return asked_for(done.error(), {head.sources, asked ? entry.query_span : entry.source_span,
                                      asked ? std::vector<std::string>() : start});
    }
  }
  return {};
}

Outcome<void> accept_threshold(const Workspace& workspace, const Loading& loading) {
  if (workspace.options.threshold <= 0) return {};
  for (const LoadedCase& one : loading.cases) {
    std::string calculus = workspace.options.certainty;
    if (calculus.empty()) calculus = one.ruleset.calculus();
    if (calculus.empty() || takes_threshold(calculus)) continue;
    return refuse(fmt::format("`{}` takes no threshold, and {} gives one", calculus,
                              workspace.threshold_from),
                  "leave it out, or name another calculus with `--certainty`");
  }
  return {};
}

Outcome<Loading> load_whole(Workspace& workspace, const Files& operands, Console& console,
                            const std::string& note) {
  auto loading = load(workspace, operands, Needs::cases);
  if (!loading) return tl::unexpected(loading.error());
  for (report::DiagnosticGroup& group : loading->findings) {
    for (Diagnostic& one : group.diagnostics) {
      if (!note.empty()) one.note(note);
    }
  }
  if (loading->broken()) return tl::unexpected(Problem{Exit::invalid, loading->findings});
  console.say(loading->findings);
  return loading;
}

Outcome<Loading> load_rated(Workspace& workspace, const Files& operands, Console& console,
                            const std::string& note) {
  auto loading = load_whole(workspace, operands, console, note);
  if (!loading) return loading;
  if (const auto done = accept_threshold(workspace, *loading); !done) {
    return tl::unexpected(done.error());
  }
  return loading;
}

bool say_limit(const std::string& file, const std::optional<LimitReached>& limit, Console& console,
               std::string_view partial) {
  if (!limit) return false;
  console.insist(fmt::format("stopped: {}: {}; {}", file, limit->text, partial));
  return true;
}

void note_inexact(const std::string& file, const std::optional<Inexact>& inexact,
                  Console& console) {
  if (!inexact) return;
  console.insist(fmt::format("note: {}: exact probabilities are too much work: {}", file,
                             report::inexact_text(*inexact)));
}

void note_contradictions(const std::string& who, const std::vector<std::string>& contradictions,
                         Console& console) {
  for (const std::string& text : contradictions) {
    console.note(fmt::format("warning: {}: contradicted: {}", who, text));
  }
}

bool Loading::broken() const {
  return std::ranges::any_of(
      findings, [](const report::DiagnosticGroup& group) { return has_errors(group.diagnostics); });
}

Outcome<Loading> load(Workspace& workspace, const Files& operands, Needs needs) {
  struct Erased {
    Progress& progress;
    ~Erased() { progress.erase(); }
  } const erased{*workspace.progress};
  const auto files = chosen_cases(workspace, operands, needs);
  if (!files) return tl::unexpected(files.error());
  Loading loading;
  Rules rules(workspace);
  DataFiles data(workspace.loader, workspace.data);
  for (const std::string& file : *files) {
    if (const auto done = load_case(workspace, file, rules, data, loading); !done) {
      return tl::unexpected(done.error());
    }
  }
  if (!files->empty()) return loading;
  const auto done = load_rules_alone(workspace, rules, loading);
  if (!done) return tl::unexpected(done.error());
  return loading;
}

Outcome<Ruleset> load_rules(Workspace& workspace, Console& console) {
  Rules rules(workspace);
  Loading loading;
  const auto loaded = load_rules_alone(workspace, rules, loading);
  if (!loaded) return tl::unexpected(loaded.error());
  if (!(*loaded)->ruleset) return tl::unexpected(Problem{Exit::invalid, loading.findings});
  console.say(loading.findings);
  return *(*loaded)->ruleset;
}

Outcome<Runs> evaluate(Workspace& workspace, const Files& operands, Console& console) {
  const auto start = std::chrono::steady_clock::now();
  const auto loading = load_rated(workspace, operands, console);
  if (!loading) return tl::unexpected(loading.error());
  Runs runs;
  const std::chrono::duration<double> reading = std::chrono::steady_clock::now() - start;
  runs.reading = reading.count();
  for (const LoadedCase& one : loading->cases) {
    const auto done = run(one, workspace.options_for(one.facts), console, runs.limited);
    if (!done) return tl::unexpected(done.error());
    const Assessment& assessment = done->evaluation->assessment();
    console.say({{done->diagnostics, done->sources}, {assessment.warnings, done->sources}});
    note_contradictions(one.file, assessment.contradictions, console);
    runs.cases.push_back({one.file, *done->evaluation});
  }
  return runs;
}

bool is_same(const Diagnostic& one, const Sources& sources, const Diagnostic& other,
             const Sources& other_sources) {
  return one.code == other.code && one.severity == other.severity && one.message == other.message &&
         std::ranges::equal(one.labels, other.labels, [&](const Label& a, const Label& b) {
           return a.text == b.text && sources.place(a.span) == other_sources.place(b.span);
         });
}

Outcome<Comparisons> compare(Workspace& workspace, const Files& operands, Console& console) {
  const auto loading = load_whole(workspace, operands, console);
  if (!loading) return tl::unexpected(loading.error());
  Comparisons result;
  if (workspace.options.threshold > 0) {
    console.note("note: the threshold counts only under the calculi that take one: " +
                 threshold_takers());
  }
  for (const LoadedCase& one : loading->cases) {
    std::vector<Evaluation> under;
    report::DiagnosticGroup said;
    for (const std::string& calculus : calculi()) {
      Options options = workspace.options_for(one.facts);
      options.certainty = calculus;
      if (!takes_threshold(calculus)) options.threshold = 0;
      const auto done = run(one, options, console, result.limited);
      if (!done && does_not_know_rules(done.error())) {
        console.note(fmt::format("note: {}: the rules have no meaning for {}: {}", one.file,
                                 calculus,
                                 done.error().groups.front().diagnostics.front().message));
        continue;
      }
      if (!done) return tl::unexpected(done.error());
      for (const Diagnostic& warning : done->evaluation->assessment().warnings) {
        const bool known = std::ranges::any_of(said.diagnostics, [&](const Diagnostic& other) {
          return is_same(warning, *done->sources, other, *said.sources);
        });
        if (!known) said.diagnostics.push_back(warning);
      }
      note_inexact(one.file, done->evaluation->assessment().inexact, console);
      said.sources = done->sources;
      under.push_back(*done->evaluation);
    }
    console.say({said});
    result.cases.push_back(std::move(under));
  }
  return result;
}

}  // namespace casus::cli
