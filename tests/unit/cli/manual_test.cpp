// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "support/transcript.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;

TEST_CASE("docs/commands.md is the reference of all commands", "[cli][help][golden]") {
  const auto page = casus::testing::project_root() / "docs/commands.md";
  const auto outcome = casus_with({"help", "-f", "markdown"});
  CHECK(outcome.exit == 0);
  if (casus::testing::update_requested()) casus::testing::write_file(page, outcome.out);
  CHECK(casus::testing::read_file(page) == outcome.out);
}

TEST_CASE("each manual page says what the command table says", "[cli][help]") {
  for (const cli::Command& command : cli::all_commands()) {
    const std::string page = casus_with({"help", std::string(command.name), "-f", "man"}).out;
    INFO(page);
    CHECK(page.starts_with(".TH CASUS\\-"));
    for (const cli::Flag& flag : cli::all_flags()) {
      std::string name = "\\fB\\-\\-";
      for (const char c : flag.name) name += c == '-' ? std::string("\\-") : std::string(1, c);
      CHECK((page.find(name + "\\fR") != std::string::npos) == cli::takes(command, flag.name));
    }
    const std::string part = cli::reference(command);
    CHECK(cli::reference().find(part) != std::string::npos);
    for (const std::string_view flag : command.flags) {
      CHECK(part.find("`--" + std::string(flag)) != std::string::npos);
    }
  }
}

TEST_CASE("no text becomes a macro of a manual page", "[cli][help]") {
  const std::vector<std::string> macros{".TH ", ".SH ", ".TP", ".PP", ".br"};
  std::string pages = cli::manual();
  for (const cli::Command& command : cli::all_commands()) pages += cli::manual(command);
  std::istringstream in(pages);
  for (std::string line; std::getline(in, line);) {
    INFO(line);
    CHECK_FALSE(line.empty());
    CHECK_FALSE(line.starts_with('\''));
    const auto begins = [&](const std::string& macro) { return line.starts_with(macro); };
    if (line.starts_with('.')) CHECK(std::ranges::any_of(macros, begins));
  }
}

TEST_CASE("a formatter of manual pages that is here warns of nothing", "[cli][help]") {
  if (std::system("command -v groff >/dev/null 2>&1") != 0) return;
  const casus::testing::TemporaryFolder folder;
  std::string pages = cli::manual();
  for (const cli::Command& command : cli::all_commands()) pages += cli::manual(command);
  casus::testing::write_file(folder.path() / "casus.1", pages);
  const std::string file = folder.path().string();
  const std::string command =
      "groff -ww -man -Kutf8 -Tutf8 '" + file + "/casus.1' >/dev/null 2>'" + file + "/warnings'";
  CHECK(std::system(command.c_str()) == 0);
  CHECK(casus::testing::read_file(folder.path() / "warnings").empty());
}
