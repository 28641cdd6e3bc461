// SPDX-License-Identifier: Apache-2.0
#include "cli/question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>

#include "cli/chosen_files.hpp"
#include "report/display.hpp"
#include "report/wording.hpp"

namespace casus::cli {

namespace {

/// Whether a word between question and case is one of neither.
bool is_stray(const Workspace& workspace, const std::string& word) {
  const bool path = word.find('/') != std::string::npos || word.ends_with(".toml") || word == "-";
  return !path && !names_case(workspace, word);
}

/// A question that the shell has taken apart: `why 's("A")' >= firm case.toml`.
Outcome<void> in_pieces(const Arguments& arguments, const Workspace& workspace) {
  const Files& words = arguments.operands;
  std::size_t stray = 0;
  while (stray + 1 < words.size() && is_stray(workspace, words[stray + 1])) ++stray;
  if (stray == 0) return {};
  const Files cases(words.begin() + 1 + std::ptrdiff_t(stray), words.end());
  if (words.front() == "not" && arguments.command->name == "why") {
    return refuse("`why not` is one word",
                  "write: " + command_line("why-not", words[1], arguments, cases));
  }
  const std::string& second = words[1];
  const bool named = words.front().find('(') == std::string::npos;
  if (named && second.find('(') == std::string::npos) {
    return refuse("the question is in several words",
                  "a name is a text: " + command_line(std::string(arguments.command->name),
                                                      words.front() + "(\"" + second + "\")",
                                                      arguments, cases));
  }
  const bool sign = second.find_first_not_of("<>=!") == std::string::npos;
  std::string whole = words.front();
  for (std::size_t i = 1; i <= stray; ++i) whole += ' ' + words[i];
  if (!sign) {
    const auto unknown = files_of_operand(workspace, second);
    if (unknown) return {};
    Problem problem = unknown.error();
    problem.groups.back().diagnostics.back().advise(
        "if it belongs to the question, put the whole of that in one pair of single quotes, as in "
        "'risk(\"pump 3\") >= high'");
    return tl::unexpected(std::move(problem));
  }
  return refuse("the question is in several words",
                "put the whole of it in one pair of single quotes: " +
                    command_line(std::string(arguments.command->name), whole, arguments, cases));
}

}  // namespace

Outcome<std::string> question(const Arguments& arguments, const Workspace& workspace) {
  if (arguments.operands.empty()) return lacks_operands(*arguments.command);
  const std::string& first = arguments.operands.front();
  if (first.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refuse("the question is empty",
                  fmt::format("write what to ask, as in: casus {} 'threat(by: x)' case.toml",
                              arguments.command->name));
  }
  if (names_case(workspace, first)) return goal_first(arguments, workspace);
  const auto pieces = in_pieces(arguments, workspace);
  if (!pieces) return tl::unexpected(pieces.error());
  return first;
}

bool names_case(const Workspace& workspace, const std::string& operand) {
  if (operand.ends_with(".toml")) return true;
  const auto files = files_of_operand(workspace, operand);
  return files && !files->empty();
}

std::vector<std::string>::const_iterator find_goal(const Workspace& workspace,
                                                   const std::vector<std::string>& operands) {
  return std::ranges::find_if(operands, [&](const std::string& word) {
    return word.find('(') != std::string::npos && !names_case(workspace, word);
  });
}

tl::unexpected<Problem> goal_first(const Arguments& arguments, const Workspace& workspace) {
  const std::string& first = arguments.operands.front();
  const auto behind = find_goal(workspace, arguments.operands);
  const std::string goal = behind == arguments.operands.end() ? "'GOAL'" : shell_word(*behind);
  return refuse(fmt::format("`{}` is a case, not a question", report::printable(first)),
                fmt::format("the question comes first, then the case: casus {} {} {}",
                            arguments.command->name, report::printable(goal),
                            report::printable(file_word(first))));
}

std::string shell_word(const std::string& word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_./-+=:,@").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::ranges::all_of(word, plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + '\'';
}

std::string file_word(const std::string& file) {
  const bool as_flag = file.size() > 1 && file.front() == '-';
  return shell_word((as_flag ? "./" : "") + file);
}

std::string goal_of(const Rating& rating) {
  std::string goal = rating.rating + '(';
  for (const Value& value : rating.subject) {
    goal += (goal.ends_with('(') ? "" : ", ") + report::literal_text(value);
  }
  return goal + ')';
}

std::span<const std::string_view> evaluation_flags() {
  static constexpr auto flags = std::to_array<std::string_view>(
      {"as-of", "certainty", "threshold", "config", "max-nodes", "beyond", "samples", "seed",
       "timeout", "max-facts", "max-memory"});
  return flags;
}

std::string command_line(std::string_view command, const std::string& goal,
                         const Arguments& arguments, const Files& cases) {
  std::string line = fmt::format("casus {}", command);
  const auto add = [&](const std::string& word) { line += ' ' + shell_word(word); };
  if (!goal.empty()) add(goal);
  for (const std::string& file : cases) {
    if (file != data_alone) line += ' ' + file_word(file);
  }
  for (const std::string& path : arguments.values("rules")) {
    add("-r");
    add(path);
  }
  for (const std::string& path : arguments.values("data")) {
    add("-d");
    add(path);
  }
  for (const std::string_view flag : evaluation_flags()) {
    if (const auto value = arguments.value(flag)) {
      add(fmt::format("--{}", flag));
      add(*value);
    }
  }
  return line;
}

std::string consult_command(const std::string& file, bool names_data, const Workspace& workspace,
                            const Arguments& arguments) {
  const std::filesystem::path answers("answers.toml");
  const auto beside = std::filesystem::path(file).replace_filename(answers);
  const bool anywhere = !workspace.project_file.empty() && !names_data;
  return command_line("consult", {}, arguments, {file}) + " -o " +
         file_word((anywhere ? answers : beside).string());
}

}  // namespace casus::cli
