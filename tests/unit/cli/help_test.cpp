// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include <algorithm>
#include <sstream>

#include "cli/console.hpp"
#include "report/display.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

void check_layout(const std::string& text) {
  for (const std::string& line : lines(text)) {
    INFO(line);
    CHECK(report::display_width(line) <= 80);
    CHECK_FALSE(line.ends_with(' '));
  }
}

}  // namespace

TEST_CASE("casus alone prints ten lines that begin with three examples", "[cli][help]") {
  const auto outcome = casus_with({});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.empty());
  const auto shown = lines(outcome.out);
  REQUIRE(shown.size() == 10);
  CHECK(shown[0].starts_with("casus eval "));
  CHECK(shown[1].starts_with("casus why "));
  CHECK(shown[2].starts_with("casus query "));
  for (const cli::Command& command : cli::all_commands()) {
    CHECK(outcome.out.find(std::string(command.name)) != std::string::npos);
  }
}

TEST_CASE("every help page fits 80 columns", "[cli][help]") {
  check_layout(cli::short_help());
  check_layout(cli::full_help());
  for (const cli::Command& command : cli::all_commands()) check_layout(cli::command_help(command));
}

TEST_CASE("the list of all commands sets what one does apart from its operands", "[cli][help]") {
  const auto shown = lines(cli::full_help());
  for (const cli::Command& command : cli::all_commands()) {
    const std::string call = std::string(command.name) + ' ' + std::string(command.operands);
    INFO(call);
    CHECK(std::ranges::any_of(
        shown, [&](const std::string& line) { return line.starts_with("  " + call + "  "); }));
  }
}

TEST_CASE("a command's help names each of its flags and formats", "[cli][help]") {
  for (const cli::Command& command : cli::all_commands()) {
    const std::string page = cli::command_help(command);
    INFO(page);
    for (const cli::Flag& flag : cli::all_flags()) {
      // Behind its name comes a blank or a line end, else it is another flag's: --rule, --rules.
      const std::string name = "--" + std::string(flag.name);
      const bool shown =
          page.find(name + ' ') != std::string::npos || page.find(name + '\n') != std::string::npos;
      CHECK(shown == cli::takes(command, flag.name));
    }
    for (const std::string_view format : command.formats) {
      CHECK(page.find(std::string(format)) != std::string::npos);
    }
  }
}

TEST_CASE("the three ways to ask for help give one page", "[cli][help]") {
  const std::string page = casus_with({"eval", "-h"}).out;
  CHECK(page.starts_with("usage: casus eval [FLAG…] [CASE…]\n"));
  CHECK(casus_with({"eval", "--help"}).out == page);
  CHECK(casus_with({"help", "eval"}).out == page);
  CHECK(casus_with({"-h"}).out == casus_with({"help"}).out);
  // Help is given whatever else is wrong.
  CHECK(casus_with({"why", "-h"}).exit == 0);
}

TEST_CASE("help knows flags by their names", "[cli][help]") {
  const auto timeline = casus_with({"help", "timeline"});
  CHECK(timeline.exit == 0);
  CHECK(timeline.out ==
        "      --timeline DATES  rate at many dates, as 1991-01-01..2022-01-01\n"
        "\n"
        "of: eval\n"
        "\n"
        "examples\n"
        "  casus eval case.toml --timeline 1991-01-01..2022-01-01 --every 6mo\n"
        "      how the score moved, and why\n"
        "\n"
        "`casus COMMAND -h` shows all flags of a command.\n");
  CHECK(casus_with({"help", "quiet"}).out.find("\nof: every command\n") != std::string::npos);
  CHECK(casus_with({"help", "rules"}).out.find("casus check -r rules -f concise") !=
        std::string::npos);
  for (const cli::Flag& flag : cli::all_flags()) check_layout(cli::flag_help(flag));
  const auto unknown = casus_with({"help", "timelin"});
  CHECK(unknown.exit == 2);
  CHECK(unknown.err ==
        "error: there is no command and no flag `timelin`\nhelp: did you mean `timeline`?\n");
}

TEST_CASE("every flag stands in the table once and has a long form", "[cli][help]") {
  std::vector<std::string_view> names;
  std::string letters;
  for (const cli::Flag& flag : cli::all_flags()) {
    CHECK(flag.name.size() > 1);
    CHECK(std::ranges::count(names, flag.name) == 0);
    names.push_back(flag.name);
    if (flag.letter == 0) continue;
    CHECK(letters.find(flag.letter) == std::string::npos);
    letters += flag.letter;
  }
  for (const cli::Command& command : cli::all_commands()) {
    for (const std::string_view flag : command.flags) CHECK(cli::find_flag(flag) != nullptr);
  }
}

TEST_CASE("the reference of the language names every variable", "[cli][help]") {
  const std::string page =
      casus::testing::read_file(casus::testing::project_root() / "docs/language.md");
  for (const cli::Flag& flag : cli::all_flags()) {
    if (!flag.environment) continue;
    INFO(flag.name);
    CHECK(page.find('`' + cli::variable_name(flag.name) + '`') != std::string::npos);
  }
}
