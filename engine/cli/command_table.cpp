// SPDX-License-Identifier: Apache-2.0
#include "cli/command_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "casus/casus.hpp"
#include "cli/commands/commands.hpp"
#include "cli/problem.hpp"

namespace casus::cli {
namespace {

constexpr std::size_t any = 1'000'000;

std::vector<std::string_view> with_evaluation(std::vector<std::string_view> more) {
  std::vector<std::string_view> all{"rules",  "data",    "as-of",     "certainty",  "threshold",
                                    "config", "timeout", "max-facts", "max-memory", "max-nodes",
                                    "beyond", "samples", "seed"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

const std::vector<Flag>& all_flags() {
  static const std::string certainty_help =
      fmt::format("how certainties combine: {}; eval: all", fmt::join(calculi(), ", "));
  static const std::vector<Flag> table{
      {"format", 'f', "FORMAT", "how to print the result", false, true},
      {"output", 'o', "FILE", "write the result to FILE, whole or not at all; - is stdout"},
      {"rules", 'r', "PATH", "rules: a file or a folder; may be repeated", true},
      {"data", 'd', "PATH", "facts: .csv, .tsv, .facts, .jsonl, .sqlite, or a folder of them",
       true},
      {"cases", 0, "FILE", "rate many small cases: a line of JSON each; - is stdin"},
      {"as-of", 0, "DATE", "date of assessment, as 2015-01-31"},
      {"timeline", 0, "DATES", "rate at many dates, as 1991-01-01..2022-01-01"},
      {"every", 0, "STEP", "step of --timeline: 1y (default), 6mo, 2w, 10d, '3 months'"},
      {"certainty", 0, "CALCULUS", certainty_help, false, true},
      {"given", 0, "GOAL", "in probability: how likely where GOAL is known to hold"},
      {"count", 0, "", "only how many answers there are"},
      {"filter", 0, "TEXT", "only tests with TEXT in their title"},
      {"threshold", 0, "NUMBER", "a condition holds above this certainty, 0 to 1", false, true},
      {"coverage", 0, "", "also what of the rules the tests have not seen"},
      {"coverage-output", 0, "FILE", "write the coverage to FILE: .html, .json or .lcov"},
      {"mutate", 0, "", "which small mistakes in rules the tests would not notice"},
      {"review", 0, "", "show snapshots that have changed, and ask whether to keep them"},
      {"fail-under", 0, "SHARE", "exit 1 below this share: 95%"},
      {"fail-below", 0, "BAND", "exit 1 where a rating lies below BAND"},
      {"exit-zero", 0, "", "exit 0 instead of 1"},
      {"profile", 0, "", "say what took how long, rule by rule"},
      {"no-derivations", 0, "", "keep no reasons: less memory and time, the same answers"},
      {"set", 0, "FACT", "as if FACT were so: an id or a name, with values", true},
      {"drop", 0, "FACT", "as if FACT were not stated: an id, or an atom", true},
      {"scenario", 0, "FILE", "the changes of a scenario: a file, a name, or a folder of them",
       true},
      {"old-rules", 0, "PATH", "rules of the first side: a file or a folder; may be repeated",
       true},
      {"old-as-of", 0, "DATE", "date of assessment of the first side"},
      {"rule", 0, "NAME", "only the rule of this name"},
      {"flip", 0, "", "what would move a rating to another band, up or down"},
      {"weights", 0, "SHARE", "how far weights of rules go down and up (50%)"},
      {"pairs", 0, "", "also what the largest do two at a time"},
      {"draws", 0, "COUNT", "also draw estimates and weights at random so many times"},
      {"no-input", 0, "", "ask nothing"},
      {"all", 0, "", "everything there is, not only what matters most"},
      {"depth", 0, "LEVELS", "levels of reasons to show, or all (default 2)"},
      {"code", 0, "", "show the rules with their values"},
      {"verify", 0, "", "re-derive what is shown from its facts, apart from the inference"},
      {"select", 0, "LINT", "only this lint or category, by name or code; may be repeated", true},
      {"fix", 0, "", "apply safe fixes"},
      {"unsafe-fixes", 0, "", "apply fixes that may change what is meant, too"},
      {"check", 0, "", "change nothing; exit 1 where something would change"},
      {"diff", 0, "", "change nothing; show what would change"},
      {"config", 0, "FILE", "this project file instead of the nearest casus.toml", false, true},
      {"timeout", 0, "TIME", "stop after TIME: 30s, 500ms, 2m", false, true},
      {"max-facts", 0, "COUNT", "stop after COUNT derived facts", false, true},
      {"max-memory", 0, "SIZE", "stop beyond SIZE of memory: 512M, 2G", false, true},
      {"max-nodes", 0, "COUNT", "work on exact probabilities: nodes of decision diagrams", false,
       true},
      {"beyond", 0, "WAY", "beyond that work: sample (the usual), bounds or stop", false, true},
      {"samples", 0, "COUNT", "worlds to draw where probabilities are estimated (16384)", false,
       true},
      {"seed", 0, "NUMBER", "which random numbers to draw (1)", false, true},
      {"color", 0, "WHEN", "auto, always or never", false, true},
      {"ascii", 0, "", "no box drawing, no signs beyond ASCII", false, true},
      {"quiet", 'q', "", "no warnings, no hints"},
      {"verbose", 'v', "", "say on stderr what was done"},
      {"help", 'h', "", "show this help"},
  };
  return table;
}

const std::vector<std::string_view>& common_flags() {
  static const std::vector<std::string_view> names{"format", "output",  "color", "ascii",
                                                   "quiet",  "verbose", "help"};
  return names;
}

const std::vector<ExitMeaning>& exit_meanings() {
  static const std::vector<ExitMeaning> table{
      {Exit::ok, "nothing to object to"},  {Exit::no, "the answer is no"},
      {Exit::usage, "could not run"},      {Exit::invalid, "rules or facts invalid"},
      {Exit::limit, "stopped by a limit"}, {Exit::bug, "our bug"},
      {Exit::interrupted, "interrupted"},
  };
  return table;
}

const std::vector<Command>& all_commands() {
  static const std::vector<Command> table{
      {"eval",
       "[CASE…]",
       "derive ratings",
       "A CASE is a TOML file, a folder of them, the name of a case of the project, or - for "
       "standard input. Without one, all cases of the project found upward from here are rated. "
       "Rules come from -r, else from the case, else from the project.",
       0,
       any,
       {"text", "prose", "json", "ndjson", "csv"},
       with_evaluation({"cases", "timeline", "every", "fail-below", "exit-zero", "profile"}),
       {{"casus eval", "rate every case of the project"},
        {"casus eval case.toml -r rules -f json", "one case, as data"},
        {"casus eval --fail-below firm", "a gate: exit 1 below the band `firm`"},
        {"casus eval case.toml --timeline 1991-01-01..2022-01-01 --every 6mo",
         "how the score moved, and why"},
        {"casus eval -r rules --cases cases.ndjson -f csv", "many cases, a line each"}},
       commands::eval},
      {"query",
       "GOAL [CASE…]",
       "list every answer to a goal",
       "GOAL is a condition as rules write it. Its variables are the answer; without variables "
       "the answer is yes or no. Exit 1 where there is none.",
       1,
       any,
       {"text", "prose", "json", "ndjson", "csv"},
       with_evaluation({"given", "count", "exit-zero", "profile", "no-derivations"}),
       {{"casus query 'broken(part: p, since: d)'", "every pair of values"},
        {"casus query 'broken(part: p)' --count", "how many there are"},
        {"casus query 'not broken(part: \"pump 3\")' case.toml", "yes or no"}},
       commands::query},
      {"why",
       "GOAL [CASE…]",
       "explain a conclusion",
       "GOAL is a conclusion or a rating, written as in a rule. Amounts, sentences, facts and "
       "their passages stand in one tree of at most twelve lines below each answer: small "
       "contributions fold into their sum unless --depth is given. --all tells the whole tree, "
       "with every derivation of each conclusion. Exit 1 where the goal does not hold.",
       1,
       any,
       {"tree", "text", "prose", "json", "dot", "svg"},
       with_evaluation({"depth", "all", "code", "verify", "exit-zero"}),
       {{"casus why 'risk(\"pump 3\")'", "the two levels that matter most"},
        {"casus why 'risk(\"pump 3\")' --depth all --code", "everything, with the rules"},
        {"casus why 'risk(\"pump 3\")' --all", "and every other way to conclude the same"}},
       commands::why},
      {"why-not",
       "GOAL [CASE…]",
       "explain why a goal does not hold",
       "For each rule that could conclude GOAL, how near it comes: which of its conditions hold, "
       "and what the others lack, the nearest rule first. Exit 1 where the goal holds.",
       1,
       any,
       {"text", "prose", "json"},
       with_evaluation({"depth", "all", "code", "exit-zero"}),
       {{"casus why-not 'risk(\"pump 3\") >= high'", "what keeps a rating from a band"},
        {"casus why-not 'broken(part: \"pump 3\")' --depth 2",
         "the conditions of conclusions that are missing, too"}},
       commands::why_not},
      {"what-if",
       "[CASE…]",
       "rate with changed facts",
       "What becomes of ratings and conclusions if facts were others, and by which rules. "
       "`F12(age: 68)` is the fact F12 with another age; an atom with all its values is one more "
       "fact. A scenario keeps such changes in a file; several are compared in one table, and what "
       "--set and --drop name counts in each. Files stay as they are.",
       0,
       any,
       {"text", "prose", "json"},
       with_evaluation({"set", "drop", "scenario", "all"}),
       {{"casus what-if --drop F12", "without a fact"},
        {"casus what-if case.toml --set 'F12(age: 68)'", "with another value"},
        {"casus what-if case.toml --set 'spare(pump: \"P3\")'", "with one more fact"},
        {"casus what-if --scenario scenarios", "every scenario of a folder, compared"}},
       commands::what_if},
      {"sensitivity",
       "GOAL [CASE…]",
       "show what a rating depends on, and how much",
       "One at a time, each fact goes from absent to certain, each estimate from low to high, each "
       "rule's certainty from 0 to 1 and its weight up and down, and each open question through "
       "its answers; the case is rated along the way. GOAL is the rating of one subject.",
       1,
       any,
       {"text", "prose", "json"},
       with_evaluation({"weights", "pairs", "draws", "all"}),
       {{"casus sensitivity 'risk(\"pump 3\")'", "the ten that matter most"},
        {"casus sensitivity 'risk(\"pump 3\")' case.toml --draws 1000 --weights 20%",
         "and how the score spreads"}},
       commands::sensitivity},
      {"diff",
       "[OLD [NEW]]",
       "say why two assessments differ",
       "Compares two cases, or one case at two dates or under two versions of its rules. What "
       "facts, weights and rules account for adds up to the difference. Where none is named, it is "
       "the one case of the project.",
       0,
       2,
       {"text", "prose", "json"},
       with_evaluation({"old-rules", "old-as-of", "all"}),
       {{"casus diff 2014.toml 2015.toml", "two cases"},
        {"casus diff case.toml --old-as-of 2014-01-31", "one case, a year ago and now"},
        {"casus diff case.toml -r rules --old-rules rules-2014", "under other rules"}},
       commands::diff},
      {"gaps",
       "[GOAL] [CASE…]",
       "list what is not known, by what it could change",
       "Each open question is answered one way and the other, and the case rated with each answer. "
       "GOAL is a rating as in `casus why`, or any condition; without it all ratings count. Facts "
       "that nothing states, and that therefore do not hold, are asked for with --all.",
       0,
       any,
       {"text", "prose", "json"},
       with_evaluation({"all"}),
       {{"casus gaps", "of every rating"},
        {"casus gaps 'risk(\"pump 3\")' case.toml --all", "of one, with what is not stated"}},
       commands::gaps},
      {"reach",
       "GOAL [CASE…]",
       "find the cheapest changes that would make a goal hold",
       "What may change are facts marked `changeable`, at the cost given there, and what is not "
       "known. Each answer has been evaluated, and no part of it is enough. With --flip, GOAL is a "
       "rating and may be left out. Exit 1 where nothing reaches it.",
       0,
       any,
       {"text", "prose", "json"},
       with_evaluation({"flip", "all", "exit-zero"}),
       {{"casus reach 'risk(\"pump 3\") < high' case.toml", "what it would take"},
        {"casus reach --flip", "the smallest changes that move any rating to another band"}},
       commands::reach},
      {"consult",
       "CASE",
       "ask for what is not known",
       "Asks the open questions of a case, those first that could move a rating the most, and "
       "writes the case with the answers. Answers are read from standard input, a line each: yes, "
       "no, unknown, a value, why, back or quit. The case itself stays as it is.",
       0,
       any,
       {"text"},
       with_evaluation({"no-input"}),
       {{"casus consult case.toml -o answered.toml", "ask on the terminal"}},
       commands::consult},
      {"init",
       "[DIR]",
       "make a small rule base to begin with",
       "Writes a project, a rule file with its test, and a case, all with comments, below DIR or "
       "the "
       "current folder. What is there is never written over: then nothing is written.",
       0,
       1,
       {"text", "json"},
       {},
       {{"casus init suppliers", "then: cd suppliers, casus eval"}},
       commands::init},
      {"check",
       "[CASE…]",
       "check rules and facts without rating",
       "Checks the rules and, where a case is given or the project has some, the facts. Errors "
       "exit 3, warnings alone exit 0.",
       0,
       any,
       {"text", "concise", "prose", "json", "sarif", "github", "gitlab"},
       {"rules", "data", "as-of", "config", "timeout", "max-memory"},
       {{"casus check", "everything the project names"},
        {"casus check -r rules -f concise", "one line each, for editors"}},
       commands::check},
      {"fmt",
       "[PATH…]",
       "lay out rules in the one style",
       "Lays out rule files anew, and names those that changed: PATH, a file or all of a folder, "
       "tests included, or the project's rules. Comments stay, and so does what the rules mean. A "
       "file with errors is left as it is. - lays out standard input on stdout.",
       0,
       any,
       {"text", "json"},
       {"check", "diff", "config", "exit-zero"},
       {{"casus fmt", "all rules of the project"},
        {"casus fmt rules --check", "exit 1 where a file is not laid out so"},
        {"casus fmt - < rules.casus", "from an editor"}},
       commands::fmt},
      {"doc",
       "[CASE…]",
       "set the rules as one book",
       "One page of HTML with every declaration as it is written: beside each rule the statements "
       "of "
       "the cases that it rests on, below it what uses it and which tests are about it, names "
       "linked "
       "to where they are declared, and an index. The page has no script and loads nothing.",
       0,
       any,
       {"html", "json"},
       with_evaluation({}),
       {{"casus doc -o rules.html", "the project's rules, with its cases"},
        {"casus doc case.toml -r rules -o rules.html", "these rules, with one case"}},
       commands::doc},
      {"watch",
       "[CASE…]",
       "check, rate and test anew whenever a file changes",
       "After every change of rules, cases, data or settings prints what `casus eval` and `casus "
       "test` print, and which ratings the change has moved. Mistakes are shown until they are "
       "mended. Ends at Ctrl-C.",
       0,
       any,
       {"text"},
       with_evaluation({}),
       {{"casus watch", "every case of the project"},
        {"casus watch case.toml -r rules", "one case, with these rules"}},
       commands::watch},
      {"repl",
       "[CASE]",
       "ask, change and try things in a dialogue",
       "A goal gets its answers, a declaration joins the rules, and `:help` lists what else there "
       "is. Input that is no terminal is read line by line. Files stay as they are but for that of "
       "`:save`.",
       0,
       1,
       {"text"},
       with_evaluation({}),
       {{"casus repl case.toml", "talk about one case"}},
       commands::repl},
      {"lint",
       "[PATH…]",
       "look over rules and facts that are valid for what can be better",
       "PATH is a rule file, a folder of rules with their tests, or a case; without one, all of "
       "the project is looked over. `casus explain NAME` tells what a lint is about; `casus.toml` "
       "sets "
       "how much it counts, under `[lint]`; a comment `// allow NAME: why` turns it off where it "
       "does not apply, in TOML behind `#`. Exit 1 where there is a finding.",
       0,
       any,
       {"text", "concise", "json", "sarif", "github", "gitlab"},
       {"select", "fix", "unsafe-fixes", "diff", "rules", "data", "as-of", "certainty", "config",
        "timeout", "max-facts", "max-memory", "exit-zero"},
       {{"casus lint", "everything the project names"},
        {"casus lint rules --fix", "mend what can be mended safely"},
        {"casus lint --select evidence -f concise", "one category, a line each"}},
       commands::lint},
      {"test",
       "[PATH…]",
       "run the tests of rules",
       "A PATH is a rule file with `test` blocks, or a folder of them; without one, all tests of "
       "the project run. A failure says what was expected, what there is and why. Exit 1 where a "
       "test fails, 2 where there are none, 3 where one cannot run.",
       0,
       any,
       {"text", "prose", "json", "junit", "tap"},
       {"rules", "filter", "all", "coverage", "coverage-output", "mutate", "fail-under", "review",
        "exit-zero", "certainty", "threshold", "config", "timeout", "max-facts", "max-memory",
        "max-nodes", "beyond", "samples", "seed"},
       {{"casus test", "every test of the project"},
        {"casus test rules/pumps_test.casus --filter old",
         "those of a file with `old` in the title"},
        {"casus test --coverage --fail-under 95%", "and what of the rules they do not see"},
        {"casus test -f junit -o tests.xml", "for a build server"}},
       commands::test},
      {"plan",
       "[CASE…]",
       "show how rules will run",
       "For each rule, in which order its conditions are joined and how their rows are found: for "
       "rules over a lot of data. Rules that depend on each other run together, in rounds. "
       "Nothing is run.",
       0,
       any,
       {"text", "json"},
       {"rules", "data", "rule", "as-of", "config", "timeout", "max-memory"},
       {{"casus plan case.toml -r rules", "every rule"},
        {"casus plan -r rules -d data --rule strained", "one rule, over data files"}},
       commands::plan},
      {"report",
       "[CASE…]",
       "write the assessment",
       "Judgement, supports and strains, evidence with its quotes, gaps, and how to repeat it.",
       0,
       any,
       {"text"},
       with_evaluation({}),
       {{"casus report case.toml -o report.txt", "into a file"}},
       commands::report},
      {"lsp",
       "",
       "serve an editor: the language server",
       "Speaks the language server protocol on standard input and output, for rules and for TOML "
       "facts. Editors start it; docs/editors.md has their settings.",
       0,
       0,
       {"text"},
       {},
       {},
       commands::lsp},
      {"explain",
       "CODE",
       "long help for a diagnostic or lint",
       "CODE stands in brackets behind `error` or `warning`; lints have names besides.",
       1,
       1,
       {"text", "prose", "json"},
       {},
       {{"casus explain E0201", "a failing example, the reason, a repaired example"},
        {"casus explain stale-fact", "what a lint looks for, and why"}},
       commands::explain},
      {"version",
       "",
       "print the version",
       "",
       0,
       0,
       {"text", "prose", "json"},
       {},
       {},
       commands::version},
      {"completions",
       "SHELL [WORD…]",
       "print the completion script of a shell",
       "SHELL is bash, zsh or fish. With the words of a command line behind `--`, prints instead "
       "what may stand in place of the last of them: the script asks so at every TAB. The first "
       "line says whether files may stand there too.",
       1,
       any,
       {"text"},
       {},
       {{"eval \"$(casus completions bash)\"", "in ~/.bashrc; for zsh in ~/.zshrc, with `zsh`"},
        {"casus completions fish | source", "in ~/.config/fish/config.fish"},
        {"casus completions bash -- ''", "every command"}},
       commands::completions},
      {"help",
       "[COMMAND]",
       "show help",
       "A flag's name asks for the flag. `-f man` writes a manual page; `-f markdown` without a "
       "COMMAND the reference of all commands.",
       0,
       1,
       {"text", "man", "markdown"},
       {},
       {{"casus help eval", "its flags, formats and examples"},
        {"casus help eval -f man > casus-eval.1", "the same as a manual page"}},
       commands::help},
  };
  return table;
}

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(all_commands(), name, &Command::name);
  return found == all_commands().end() ? nullptr : &*found;
}

const Flag* find_flag(std::string_view name) {
  const auto found = std::ranges::find(all_flags(), name, &Flag::name);
  return found == all_flags().end() ? nullptr : &*found;
}

bool takes(const Command& command, std::string_view flag) {
  return std::ranges::count(common_flags(), flag) > 0 ||
         std::ranges::count(command.flags, flag) > 0;
}

}  // namespace casus::cli
