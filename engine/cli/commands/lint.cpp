// SPDX-License-Identifier: Apache-2.0
#include "casus/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/lints.hpp"
#include "cli/cases.hpp"
#include "cli/commands/commands.hpp"
#include "cli/findings.hpp"
#include "cli/fixes.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/unified_diff.hpp"

namespace casus::cli::commands {
namespace {

using Groups = std::vector<report::DiagnosticGroup>;

/// Nobody waits long for a lint: rules that never end are left out after so many conclusions.
constexpr std::uint64_t most_facts = 1'000'000;

/// What one look at everything came to.
struct Look {
  Groups groups;
  bool broken = false;  ///< rules or facts have mistakes: nothing was looked over
  std::string results;  ///< how many conclusions, and each score: what safe fixes keep
  /// Cases for which a limit was reached, with what it was.
  std::vector<std::pair<std::string, LimitReached>> limited;
};

Outcome<std::vector<std::string>> selected(const Arguments& arguments) {
  std::vector<std::string> names = arguments.values("select");
  std::vector<std::string_view> known(base::lint_categories.begin(), base::lint_categories.end());
  for (const base::Lint& lint : base::lints) known.push_back(lint.name);
  for (const std::string& name : names) {
    if (base::find_lint(name) != nullptr || std::ranges::count(known, name) > 0) continue;
    return refuse(fmt::format("there is no lint or category `{}`", report::printable(name)),
                  did_you_mean(name, known, "docs/lint/README.md lists them"));
  }
  return names;
}

/// Rules among the operands are rules, as those of `-r`; the others are cases.
Outcome<std::vector<std::string>> split(Workspace& workspace,
                                        const std::vector<std::string>& operands) {
  std::vector<std::string> cases;
  for (const std::string& path : operands) {
    bool rules = path.ends_with(".casus");
    if (!rules && path != "-" && !path.ends_with(".toml") && workspace.loader.exists(path)) {
      const auto found = workspace.loader.rule_files(path, workspace.tests);
      rules = found && !found->empty();
    }
    (rules ? workspace.rules : cases).push_back(path);
  }
  return cases;
}

void add_results(const Assessment& assessment, std::string& into) {
  into += fmt::format("{}\n", assessment.statistics.derived_facts);
  for (const Rating& rating : assessment.ratings) {
    into += rating.rating;
    for (const Value& value : rating.subject) into += ' ' + value.literal;
    into += fmt::format(" {} {}\n", rating.band, report::shortest(rating.score));
  }
}

/// Of loading something that messages quote from there.
Diagnostics warnings_of(const Loading& loading, const Sources& sources) {
  Diagnostics warnings;
  for (const report::DiagnosticGroup& group : loading.findings) {
    if (group.sources.get() != &sources) continue;
    warnings.insert(warnings.end(), group.diagnostics.begin(), group.diagnostics.end());
  }
  return warnings;
}

/// What a finding says of which places.
std::string identity(const Diagnostic& one, const Sources& sources) {
  std::string text = one.code + '\n' + one.message;
  for (const Label& label : one.labels) {
    if (!label.span.valid()) continue;
    text +=
        fmt::format("\n{}:{}:{}", sources.name(label.span.file), label.span.begin, label.span.end);
  }
  return text;
}

/// Several sets of rules may share files: what is said of one place is said once.
void add_new(const Linted& linted, std::set<std::string>& known, Groups& groups) {
  Groups::value_type fresh{{}, linted.sources};
  for (const Diagnostic& one : linted.diagnostics) {
    if (known.insert(identity(one, *linted.sources)).second) fresh.diagnostics.push_back(one);
  }
  groups.push_back(std::move(fresh));
}

Outcome<Look> look(Workspace& workspace, const std::vector<std::string>& cases,
                   const std::vector<std::string>& only) {
  const auto loading = load(workspace, cases, Needs::either);
  if (!loading) return tl::unexpected(loading.error());
  Look result;
  result.broken = loading->broken();
  if (result.broken) {
    result.groups = loading->findings;
    return result;
  }
  std::set<std::string> known;
  for (const Ruleset& ruleset : loading->rulesets) {
    std::vector<CaseToLint> runs;
    for (const LoadedCase& one : loading->cases) {
      if (one.ruleset.shared() != ruleset.shared()) continue;
      Options options = workspace.options_for(one.facts);
      if (options.max_facts == 0) options.max_facts = most_facts;
      Evaluation::Run run = Evaluation::run(one.ruleset, one.facts, options);
      if (!run.evaluation) {
        result.broken = true;
        result.groups.push_back({run.diagnostics, run.sources});
        continue;
      }
      if (const auto& limit = run.evaluation->assessment().limit) {
        result.limited.emplace_back(one.file, *limit);
      }
      add_results(run.evaluation->assessment(), result.results);
      Diagnostics warnings = warnings_of(*loading, *run.sources);
      warnings.insert(warnings.end(), run.diagnostics.begin(), run.diagnostics.end());
      runs.push_back({*run.evaluation, std::move(warnings)});
    }
    const RulesToLint rules{ruleset, warnings_of(*loading, ruleset.sources())};
    for (const Linted& linted : lint(rules, runs, workspace.lint, only)) {
      add_new(linted, known, result.groups);
    }
  }
  return result;
}

std::size_t fixable(const Groups& groups, bool safe) {
  std::size_t count = 0;
  for (const report::DiagnosticGroup& group : groups) {
    count += static_cast<std::size_t>(
        std::ranges::count_if(group.diagnostics, [&](const Diagnostic& one) {
          return std::ranges::any_of(
              one.help, [&](const Help& help) { return !help.edits.empty() && help.safe == safe; });
        }));
  }
  return count;
}

/// "3 warnings; `--fix` mends 2"
std::string summary(const Look& found, std::size_t fixed) {
  std::string text = counts_text(counts_of(found.groups));
  if (text.empty()) text = "no findings";
  if (fixed > 0) text = report::counted(fixed, "fix", "fixes") + " applied; " + text;
  const std::size_t safe = fixable(found.groups, true);
  if (safe > 0 && fixed == 0) text += fmt::format("; `--fix` mends {}", safe);
  return text;
}

struct Mended {
  FixedTexts texts;
  std::size_t fixed = 0;
};

/// Applies fixes until none is left, in the loader alone. What breaks rules or facts, or, though
/// safe, changes what a case comes to, is a mistake of ours, and nothing of it is kept.
Outcome<Mended> mend(Workspace& workspace, const std::vector<std::string>& cases,
                     const std::vector<std::string>& only, bool unsafe, Look& found) {
  constexpr int most_rounds = 10;
  Mended mended;
  const std::string results = found.results;
  for (int round = 0; round < most_rounds && !found.broken; ++round) {
    const std::size_t count = apply_fixes(found.groups, unsafe, workspace.loader, mended.texts);
    if (count == 0) break;
    auto after = look(workspace, cases, only);
    if (!after) return tl::unexpected(after.error());
    if (after->broken || (!unsafe && after->results != results)) {
      return refuse("the fixes would change what the rules mean, so nothing was changed",
                    "apply them one by one, as `casus lint --diff` shows them");
    }
    mended.fixed += count;
    found = std::move(*after);
  }
  std::erase_if(mended.texts,
                [](const auto& one) { return one.second.before == one.second.after; });
  return mended;
}

}  // namespace

int lint(const Arguments& arguments, Console& console) {
  const auto only = selected(arguments);
  if (!only) return console.fail(only.error());
  auto workspace = open_workspace(arguments, console);
  if (!workspace) return console.fail(workspace.error());
  workspace->tests = SourceLoader::Tests::too;
  const auto cases = split(*workspace, arguments.operands);
  if (!cases) return console.fail(cases.error());
  auto found = look(*workspace, *cases, *only);
  if (!found) return console.fail(found.error());
  if (found->broken) return show_findings(found->groups, "casus.lint/1", console, Exit::invalid);

  const bool unsafe = arguments.has("unsafe-fixes");
  const bool diff = arguments.has("diff");
  std::size_t fixed = 0;
  if (unsafe || diff || arguments.has("fix")) {
    const auto mended = mend(*workspace, *cases, *only, unsafe, *found);
    if (!mended) return console.fail(mended.error());
    fixed = mended->fixed;
    if (diff) {
      std::string out;
      for (const auto& [file, text] : mended->texts) {
        out += report::unified_diff(file, text.before, line_edits(text));
      }
      const bool differs = !out.empty() && !arguments.has("exit-zero");
      return console.result(out, differs ? Exit::no : Exit::ok);
    }
    if (const auto written = write_fixed(mended->texts, workspace->loader); !written) {
      return console.fail(written.error());
    }
  }
  const FindingCounts counts = counts_of(found->groups);
  const bool any = counts.errors + counts.warnings > 0;
  int exit = any && !arguments.has("exit-zero") ? Exit::no : Exit::ok;
  if (!found->limited.empty()) exit = Exit::limit;
  for (const auto& [file, limit] : found->limited) {
    (void)say_limit(file, limit, console, "what it comes to was not looked over");
  }
  exit = show_findings(found->groups, "casus.lint/1", console, exit);
  console.note(summary(*found, fixed));
  return exit;
}

}  // namespace casus::cli::commands
