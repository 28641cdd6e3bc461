// SPDX-License-Identifier: Apache-2.0
#include "cli/repl/repl.hpp"

#include <filesystem>

#include "cli/commands/commands.hpp"
#include "cli/repl/input.hpp"

namespace casus::cli::commands {
namespace {

/// Where what was typed is kept from one dialogue to the next; empty: nowhere.
std::string history_file(const Console& console) {
  namespace fs = std::filesystem;
  fs::path base;
  if (const auto xdg = console.variable("XDG_STATE_HOME")) {
    base = *xdg;
  } else if (const auto home = console.variable("HOME")) {
    base = fs::path(*home) / ".local" / "state";
  }
  return base.is_absolute() ? (base / "casus" / "history").string() : std::string();
}

}  // namespace

int repl(const Arguments& arguments, Console& console) {
  auto opened = Repl::open(arguments, console);
  if (!opened) return console.fail(opened.error());
  Repl& talk = *opened;
  const auto complete = [&](std::string_view line) { return talk.complete(line); };
  const auto input = open_input(console.streams(), history_file(console), complete);
  console.note(talk.greeting());
  for (;;) {
    auto line = input->line(true);
    if (!line) return Exit::ok;
    std::string text = std::move(*line);
    while (goes_on(text)) {
      const auto more = input->line(false);
      if (!more) break;
      text += '\n' + *more;
    }
    input->keep(text);
    if (!talk.take(text)) return Exit::ok;
  }
}

}  // namespace casus::cli::commands
