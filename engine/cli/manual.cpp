// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "base/version.hpp"
#include "cli/console.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

std::vector<const Flag*> flags_of(std::span<const std::string_view> names) {
  std::vector<const Flag*> flags;
  for (const Flag& flag : all_flags()) {
    if (std::ranges::count(names, flag.name) > 0) flags.push_back(&flag);
  }
  return flags;
}

std::vector<std::string> variables() {
  std::vector<std::string> names;
  for (const Flag& flag : all_flags()) {
    if (flag.environment) names.push_back(variable_name(flag.name));
  }
  return names;
}

std::string sentence(std::string_view summary) { return report::capitalised(summary) + "."; }

std::string operands_of(const Command& command) {
  return command.operands.empty() ? std::string() : fmt::format(" {}", command.operands);
}

// man(7)

/// Text as man(7) takes it: no escapes of its own, no line that looks like a macro, and dashes that
/// can be copied.
std::string roff(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out = "\\&";
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) { return fmt::format("\\fB{}\\fR", roff(text)); }
std::string italic(std::string_view text) { return fmt::format("\\fI{}\\fR", roff(text)); }

std::string title(std::string_view name) {
  return fmt::format(".TH {} 1 \"\" \"casus {}\"\n", roff(report::upper(name)),
                     roff(base::version));
}

std::string manual_flags(std::span<const std::string_view> names) {
  std::string out;
  for (const Flag* flag : flags_of(names)) {
    out += ".TP\n";
    if (flag->letter != 0) out += bold(fmt::format("-{}", flag->letter)) + ", ";
    out += bold(fmt::format("--{}", flag->name));
    if (!flag->value.empty()) out += ' ' + italic(flag->value);
    out += '\n' + roff(sentence(flag->help)) + '\n';
  }
  return out;
}

std::string manual_ending() {
  std::string out = ".SH ENVIRONMENT\n" + roff(settings_order) + "\n";
  for (const std::string& name : variables()) out += ".br\n" + bold(name) + '\n';
  out += ".SH EXIT STATUS\n";
  for (const ExitMeaning& exit : exit_meanings()) {
    out +=
        fmt::format(".TP\n{}\n{}\n", bold(std::to_string(exit.code)), roff(sentence(exit.means)));
  }
  return out;
}

// Markdown

/// A vertical bar would end a cell, and angle brackets would be a tag.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string reference_flags(std::span<const std::string_view> names) {
  std::string out = "| Flag | Meaning |\n| --- | --- |\n";
  for (const Flag* flag : flags_of(names)) {
    std::string name = flag->letter == 0 ? std::string() : fmt::format("`-{}`, ", flag->letter);
    name += flag->value.empty() ? fmt::format("`--{}`", flag->name)
                                : fmt::format("`--{} {}`", flag->name, flag->value);
    out += fmt::format("| {} | {} |\n", name, cell(flag->help));
  }
  return out;
}

}  // namespace

std::string manual() {
  std::string out = title("casus");
  out += ".SH NAME\ncasus \\- rule\\-based assessments that show their reasons\n";
  out += fmt::format(".SH SYNOPSIS\n{} {} [{}…] [{}…]\n", bold("casus"), italic("COMMAND"),
                     italic("FLAG"), italic("OPERAND"));
  out += ".SH DESCRIPTION\nDraws conclusions from rules and facts, rates them, and shows why.\n";
  out += ".SH COMMANDS\n";
  for (const Command& command : all_commands()) {
    out += fmt::format(".TP\n{}{}\n{}\n", bold(command.name), roff(operands_of(command)),
                       roff(sentence(command.summary)));
  }
  out += ".SH OPTIONS\nEvery command takes these, and its own besides.\n";
  out += manual_flags(common_flags()) + manual_ending() + ".SH SEE ALSO\n";
  std::vector<std::string> pages;
  for (const Command& command : all_commands()) {
    pages.push_back(fmt::format("{}(1)", bold(fmt::format("casus-{}", command.name))));
  }
  return out + fmt::format("{}\n", fmt::join(pages, ",\n"));
}

std::string manual(const Command& command) {
  const std::string name = fmt::format("casus-{}", command.name);
  std::string out = title(name);
  out += fmt::format(".SH NAME\n{} \\- {}\n", roff(name), roff(command.summary));
  out += fmt::format(".SH SYNOPSIS\n{} [{}…]{}\n", bold(fmt::format("casus {}", command.name)),
                     italic("FLAG"), roff(operands_of(command)));
  out += ".SH DESCRIPTION\n" + roff(sentence(command.summary)) + '\n';
  if (!command.details.empty()) out += ".PP\n" + roff(command.details) + '\n';
  out +=
      fmt::format(".PP\nFormats: {}.\n", roff(fmt::format("{}", fmt::join(command.formats, ", "))));
  out += ".SH OPTIONS\n";
  std::vector<std::string_view> names = common_flags();
  names.insert(names.end(), command.flags.begin(), command.flags.end());
  out += manual_flags(names);
  if (!command.examples.empty()) out += ".SH EXAMPLES\n";
  for (const Example& example : command.examples) {
    out += fmt::format(".TP\n{}\n{}\n", bold(example.line), roff(sentence(example.says)));
  }
  return out + manual_ending() + ".SH SEE ALSO\n" + bold("casus") + "(1)\n";
}

std::string reference() {
  std::string out = "# Commands\n\n`casus COMMAND [FLAG…] [OPERAND…]`\n\n";
  out += "| Command | Does |\n| --- | --- |\n";
  for (const Command& command : all_commands()) {
    out += fmt::format("| [`{0}`](#casus-{0}) | {1} |\n", command.name, cell(command.summary));
  }
  out += "\nFlags of every command:\n\n" + reference_flags(common_flags());
  out += fmt::format("\n{} Variables: `{}`.\n", settings_order, fmt::join(variables(), "`, `"));
  out += "\n| Exit code | Meaning |\n| --- | --- |\n";
  for (const ExitMeaning& exit : exit_meanings()) {
    out += fmt::format("| {} | {} |\n", exit.code, cell(exit.means));
  }
  for (const Command& command : all_commands()) out += '\n' + reference(command);
  return out;
}

std::string reference(const Command& command) {
  std::string out = fmt::format("## casus {}\n\n", command.name);
  out += fmt::format("`casus {}{}{}`\n\n{}", command.name, command.flags.empty() ? "" : " [FLAG…]",
                     operands_of(command), sentence(command.summary));
  if (!command.details.empty()) out += fmt::format(" {}", command.details);
  out += '\n';
  if (!command.examples.empty()) out += '\n';
  for (const Example& example : command.examples) {
    out += fmt::format("- `{}`: {}\n", example.line, cell(example.says));
  }
  if (!command.flags.empty()) out += '\n' + reference_flags(command.flags);
  out += fmt::format("\nFormats: `{}`.\n", fmt::join(command.formats, "`, `"));
  return out;
}

}  // namespace casus::cli
