// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;
using Words = std::vector<std::string>;

TEST_CASE("flags and operands may stand in any order", "[cli][arguments]") {
  for (const Words& words : {Words{"eval", "a.toml", "-r", "x", "--rules=y", "-fjson", "-q"},
                             Words{"-q", "-r", "x", "eval", "--format", "json", "a.toml", "-ry"}}) {
    const auto arguments = cli::parse(words);
    REQUIRE(arguments);
    CHECK(arguments->command->name == "eval");
    CHECK(arguments->operands == Words{"a.toml"});
    CHECK(arguments->values("rules") == Words{"x", "y"});
    CHECK(arguments->value("format") == "json");
    CHECK(arguments->has("quiet"));
    CHECK_FALSE(arguments->has("verbose"));
  }
}

TEST_CASE("a lone dash is an operand, and nothing is a flag after two", "[cli][arguments]") {
  const auto arguments = cli::parse({"eval", "-", "-o", "-", "--", "--odd.toml"});
  REQUIRE(arguments);
  CHECK(arguments->operands == Words{"-", "--odd.toml"});
  CHECK(arguments->value("output") == "-");
}

TEST_CASE("a wrong command line is refused with advice and exit 2", "[cli][arguments]") {
  struct Case {
    Words words;
    std::string message;
  };
  const std::vector<Case> table{
      {{"evla"}, "error: there is no command `evla`\nhelp: did you mean `eval`?\n"},
      {{"evaluate"}, "error: there is no command `evaluate`\nhelp: did you mean `eval`?\n"},
      {{"timeline", "x.toml"},
       "error: there is no command `timeline`\n"
       "help: it is a flag: `casus eval --timeline DATES`\n"},
      {{"paint"}, "error: there is no command `paint`\nhelp: `casus -h` lists all commands\n"},
      {{"help", "repotr"},
       "error: there is no command and no flag `repotr`\nhelp: did you mean `report`?\n"},
      {{"-q"}, "error: a command is missing\nhelp: `casus -h` lists all commands\n"},
      {{"eval", "--formt", "json"},
       "error: there is no flag `--formt`\nhelp: did you mean `--format`?\n"},
      // No abbreviations: what is near is suggested, never run.
      {{"eval", "--form", "json"},
       "error: there is no flag `--form`\nhelp: did you mean `--format`?\n"},
      {{"eval", "-x"}, "error: there is no flag `-x`\nhelp: `casus -h` lists all flags\n"},
      {{"--version"},
       "error: there is no flag `--version`\nhelp: `version` is a command: casus version\n"},
      {{"eval", "-f"},
       "error: `-f/--format` needs a value: FORMAT\nhelp: how to print the result\n"},
      {{"eval", "--quiet=1"}, "error: `-q/--quiet` takes no value\n"},
      {{"eval", "-f", "json", "-f", "csv"},
       "error: `-f/--format` is given 2 times\nhelp: give it once\n"},
      {{"eval", "--depth", "3"},
       "error: `casus eval` takes no `--depth`\nhelp: `casus eval -h` lists its flags\n"},
      {{"why"}, "error: `casus why` needs GOAL [CASE…]\nhelp: `casus why -h` shows examples\n"},
      {{"explain", "E0101", "E0102"},
       "error: `casus explain` has no use for `E0102`\nhelp: it takes CODE\n"},
      {{"version", "x"}, "error: `casus version` has no use for `x`\n"},
      {{"eval", "-f", "jsn"},
       "error: `casus eval` has no format `jsn`\n"
       "help: did you mean `json`? formats: text, prose, json, ndjson, csv\n"},
      {{"version", "--color", "blue"},
       "error: `--color` cannot be `blue`\nhelp: it is auto, always or never\n"},
      {{"eval", "--as-of", "2015-02-30"},
       "error: `--as-of` cannot be `2015-02-30`\nhelp: it is written like a date, but there is no "
       "such day\n"},
      {{"eval", "--threshold", "1"},
       "error: `--threshold` cannot be `1`\nhelp: it is a number from 0 to below 1\n"},
      {{"eval", "--threshold", "-0.2"},
       "error: `--threshold` cannot be `-0.2`\nhelp: it is a number from 0 to below 1\n"},
      {{"eval", "--timeout", "soon"},
       "error: `--timeout` cannot be `soon`\nhelp: it is a time such as 30s, 500ms or 2m\n"},
      {{"eval", "--max-facts", "0"},
       "error: `--max-facts` cannot be `0`\nhelp: it is a whole number above 0\n"},
      {{"eval", "--max-memory", "2T"},
       "error: `--max-memory` cannot be `2T`\nhelp: it is a size such as 512M or 2G\n"},
      {{"why", "goal", "--depth", "deep"},
       "error: `--depth` cannot be `deep`\nhelp: it is a whole number above 0, or all\n"},
      {{"evil\x1b[2J"},
       "error: there is no command `evil\\x1b[2J`\n"
       "help: `casus -h` lists all commands\n"},
  };
  const testing::TemporaryFolder folder;
  for (const Case& one : table) {
    const auto outcome = casus_with({.folder = folder.path()}, one.words);
    CHECK(outcome.err == one.message);
    CHECK(outcome.out.empty());
    CHECK(outcome.exit == 2);
  }
}

TEST_CASE("an unknown calculus is refused before anything is read", "[cli][arguments]") {
  const testing::TemporaryFolder folder;
  const auto outcome =
      casus_with({.folder = folder.path()}, {"eval", "none.toml", "--certainty", "weakest-lnk"});
  CHECK(
      outcome.err ==
      "error: there is no certainty calculus `weakest-lnk`\nhelp: did you mean `weakest-link`?\n");
  CHECK(outcome.exit == 2);
}

TEST_CASE("variables stand in for flags, and flags win", "[cli][arguments]") {
  const std::map<std::string, std::string> json{{"CASUS_FORMAT", "json"}};
  CHECK(casus_with({.variables = json}, {"version"}).out.starts_with("{"));
  CHECK(casus_with({.variables = json}, {"version", "-f", "text"}).out.starts_with("casus "));
  const auto outcome = casus_with({.variables = {{"CASUS_TIMEOUT", "x"}}}, {"eval"});
  CHECK(outcome.err ==
        "error: CASUS_TIMEOUT cannot be `x`\n"
        "help: it is a time such as 30s, 500ms or 2m\n");
}

TEST_CASE("colour follows flag, NO_COLOR, CLICOLOR_FORCE, TERM and terminal in this order",
          "[cli][arguments]") {
  struct Case {
    bool coloured;
    bool terminal;
    std::map<std::string, std::string> variables;
    Words flags;
  };
  const std::vector<Case> table{
      {false, false, {}, {}},
      {true, true, {}, {}},
      {false, true, {{"TERM", "dumb"}}, {}},
      {true, false, {{"CLICOLOR_FORCE", "1"}}, {}},
      {false, false, {{"CLICOLOR_FORCE", "0"}}, {}},
      {true, true, {{"TERM", "dumb"}, {"CLICOLOR_FORCE", "1"}}, {}},
      {false, true, {{"NO_COLOR", "1"}, {"CLICOLOR_FORCE", "1"}}, {}},
      {true, true, {{"NO_COLOR", ""}}, {}},
      {true, false, {{"NO_COLOR", "1"}}, {"--color", "always"}},
      {false, true, {}, {"--color", "never"}},
      {false, true, {{"CASUS_COLOR", "never"}}, {}},
  };
  for (const Case& one : table) {
    Words words{"explain", "E9999"};
    words.insert(words.end(), one.flags.begin(), one.flags.end());
    const auto outcome = casus_with({.variables = one.variables, .terminal = one.terminal}, words);
    CHECK((outcome.err.find('\x1b') != std::string::npos) == one.coloured);
  }
}
