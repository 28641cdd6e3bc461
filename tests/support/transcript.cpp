// SPDX-License-Identifier: Apache-2.0
#include "support/transcript.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <optional>
#include <stdexcept>

#include "support/difference.hpp"
#include "support/folders.hpp"
#include "support/markdown.hpp"
#include "support/shell_words.hpp"

namespace casus::testing {

namespace fs = std::filesystem;

namespace {

/// A command as shown: its lines, its words, and the output below it.
struct Shown {
  std::size_t line = 0;
  std::vector<std::string> prompt;
  std::vector<std::string> arguments;
  std::string output;
};

/// Lines [first, end) of the page give way to others.
struct Edit {
  std::size_t first = 0;
  std::size_t end = 0;
  std::vector<std::string> lines;
};

std::vector<std::string> arguments_of(const std::string& line) {
  auto words = shell_words(line);
  if (words.size() > 1 && words[0] == "./dev") words.erase(words.begin());
  if (words.empty() || words[0] != "casus") {
    throw std::invalid_argument("only `casus …` is run here: show other commands in a ```sh block");
  }
  words.erase(words.begin());
  return words;
}

std::vector<Shown> commands_in(const Fence& fence) {
  std::vector<Shown> commands;
  for (std::size_t i = 0; i < fence.body.size(); ++i) {
    if (!fence.body[i].starts_with("$ ")) {
      if (commands.empty()) throw std::invalid_argument("the block begins with no `$ casus …`");
      commands.back().output += fence.body[i] + '\n';
      continue;
    }
    Shown command{fence.first + 1 + i, {fence.body[i]}, {}, {}};
    std::string words = fence.body[i].substr(2);
    while (words.ends_with('\\') && i + 1 < fence.body.size()) {
      command.prompt.push_back(fence.body[++i]);
      words.back() = ' ';
      words += fence.body[i];
    }
    command.arguments = arguments_of(words);
    commands.push_back(std::move(command));
  }
  return commands;
}

int number_in(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument("`" + text + "` is no exit code");
  }
  return number;
}

/// A block's lines, fenced by more backticks than any line of it begins with.
std::vector<std::string> fenced(const std::string& info, const std::vector<std::string>& body) {
  std::size_t ticks = 3;
  for (const std::string& line : body) {
    ticks = std::max(ticks, std::min(line.find_first_not_of('`'), line.size()) + 1);
  }
  const std::string marks(ticks, '`');
  std::vector<std::string> block{marks + info};
  block.insert(block.end(), body.begin(), body.end());
  block.push_back(marks);
  return block;
}

class Replayer {
 public:
  Replayer(const std::string& name, std::string_view page, const fs::path& folder,
           const Command& casus)
      : name_(name), page_(read_markdown(page)), folder_(folder), casus_(casus) {}

  Replay run() {
    const WorkingFolder here(folder_);
    for (std::size_t i = 0; i < page_.fences.size(); ++i) {
      try {
        take(i);
      } catch (const std::exception& error) {
        mistake(page_.fences[i].first, error.what());
      }
    }
    replay_.page = rewritten();
    return std::move(replay_);
  }

 private:
  void take(std::size_t i) {
    const Fence& fence = page_.fences[i];
    if (!fence.attribute("file").empty()) {
      write_file(folder_ / fence.attribute("file"), text_of(fence.body));
    } else if (fence.language == "stdin") {
      input_ = text_of(fence.body);
    } else if (fence.language == "console") {
      session(i);
    } else if (fence.language == "stderr" &&
               (i == 0 || page_.fences[i - 1].language != "console")) {
      throw std::invalid_argument("no ```console block stands before this one");
    }
  }

  void session(std::size_t i) {
    const Fence& fence = page_.fences[i];
    const auto commands = commands_in(fence);
    if (commands.empty()) throw std::invalid_argument("the block is empty");
    std::vector<std::string> body;
    for (const Shown& command : commands) {
      ++replay_.commands;
      const Outcome outcome = casus_(command.arguments, input_);
      input_.clear();
      body.insert(body.end(), command.prompt.begin(), command.prompt.end());
      compare_output(command, outcome, body);
      if (&command == &commands.back()) {
        end_session(i, command, outcome, body);
      } else if (outcome.exit != 0 || !outcome.err.empty()) {
        mistake(command.line, "ends with exit " + std::to_string(outcome.exit) +
                                  " or writes to standard error: give it a block of its own\n" +
                                  outcome.err);
      }
    }
  }

  void compare_output(const Shown& command, const Outcome& outcome,
                      std::vector<std::string>& body) {
    if (!outcome.out.empty() && !outcome.out.ends_with('\n')) {
      mistake(command.line, "the output does not end with a line's end");
    }
    if (outcome.out != command.output) {
      change(command.line, "prints something else\n" + difference(command.output, outcome.out));
    }
    for (std::string& line : lines_of(outcome.out)) {
      if (line.starts_with("$ ")) mistake(command.line, "prints a line that begins with `$ `");
      body.push_back(std::move(line));
    }
  }

  /// Compares what is stated of a block's last command, and rewrites the block.
  void end_session(std::size_t i, const Shown& command, const Outcome& outcome,
                   const std::vector<std::string>& body) {
    const Fence& fence = page_.fences[i];
    const bool has_stderr = i + 1 < page_.fences.size() && page_.fences[i + 1].language == "stderr";
    const Fence* err = has_stderr ? &page_.fences[i + 1] : nullptr;
    const auto line = exit_line(i, err);
    const bool on_fence = fence.attributes.contains("exit");
    if (line && on_fence) throw std::invalid_argument("the exit code is given twice");

    const int expected = line       ? number_in(trimmed(page_.lines[*line].substr(5)))
                         : on_fence ? number_in(fence.attribute("exit"))
                                    : 0;
    if (outcome.exit != expected) {
      change(command.line, "ends with exit " + std::to_string(outcome.exit) + ", not " +
                               std::to_string(expected) + '\n' + outcome.err);
    }
    const std::string expected_err = err ? text_of(err->body) : "";
    if (outcome.err != expected_err) {
      change(command.line,
             "prints something else on standard error\n" + difference(expected_err, outcome.err));
    }
    if (!outcome.err.empty() && !outcome.err.ends_with('\n')) {
      mistake(command.line, "standard error does not end with a line's end");
    }
    rewrite(fence, err, line, outcome, body);
  }

  /// The line `exit: N` between a console block (with its stderr) and the next block.
  std::optional<std::size_t> exit_line(std::size_t i, const Fence* err) const {
    const Fence& fence = page_.fences[i];
    const std::size_t next = i + (err ? 2 : 1);
    const std::size_t end =
        next < page_.fences.size() ? page_.fences[next].first : page_.lines.size();
    for (std::size_t at = fence.last + 1; at < end; ++at) {
      const bool inside = err && at >= err->first && at <= err->last;
      if (!inside && page_.lines[at].starts_with("exit: ")) return at;
    }
    return {};
  }

  void rewrite(const Fence& fence, const Fence* err, std::optional<std::size_t> exit_at,
               const Outcome& outcome, const std::vector<std::string>& body) {
    std::string info = fence.language;
    for (const auto& [key, value] : fence.attributes) {
      if (key != "exit") info += ' ' + key + (value.empty() ? "" : '=' + value);
    }
    if (outcome.exit != 0 && !exit_at) info += " exit=" + std::to_string(outcome.exit);

    auto block = fenced(info, body);
    if (!outcome.err.empty()) {
      auto below = fenced("stderr", lines_of(outcome.err));
      if (err) {
        edits_.push_back({err->first, err->last + 1, std::move(below)});
      } else {
        block.insert(block.end(), below.begin(), below.end());
      }
    } else if (err) {
      edits_.push_back({err->first, err->last + 1, {}});
    }
    edits_.push_back({fence.first, fence.last + 1, std::move(block)});
    if (exit_at) {
      std::vector<std::string> line;
      if (outcome.exit != 0) line.push_back("exit: " + std::to_string(outcome.exit));
      edits_.push_back({*exit_at, *exit_at + 1, std::move(line)});
    }
  }

  std::string rewritten() {
    std::ranges::sort(edits_, std::ranges::greater{}, &Edit::first);
    auto lines = page_.lines;
    for (const Edit& edit : edits_) {
      const auto at = lines.begin() + static_cast<std::ptrdiff_t>(edit.first);
      const auto next = lines.erase(at, lines.begin() + static_cast<std::ptrdiff_t>(edit.end));
      lines.insert(next, edit.lines.begin(), edit.lines.end());
    }
    return text_of(lines);
  }

  [[nodiscard]] std::string at(std::size_t line) const {
    const std::string text = line < page_.lines.size() ? page_.lines[line] : "";
    return name_ + ':' + std::to_string(line + 1) + ": " + text + "\n  ";
  }
  void mistake(std::size_t line, const std::string& what) {
    replay_.mistakes.push_back(at(line) + what);
  }
  void change(std::size_t line, const std::string& what) {
    replay_.changes.push_back(at(line) + what);
  }

  std::string name_;
  Markdown page_;
  fs::path folder_;
  const Command& casus_;
  std::string input_;
  std::vector<Edit> edits_;
  Replay replay_;
};

void copy_project(const fs::path& folder) {
  for (const char* shipped : {"casus.toml", "rules", "facts", "examples"}) {
    if (const fs::path from = project_root() / shipped; fs::exists(from)) {
      fs::copy(from, folder / shipped, fs::copy_options::recursive);
    }
  }
}

}  // namespace

Replay replay(const std::string& name, std::string_view page, const fs::path& folder,
              const Command& casus) {
  try {
    return Replayer(name, page, folder, casus).run();
  } catch (const std::invalid_argument& error) {
    return {.commands = 0,
            .mistakes = {name + ": " + error.what()},
            .changes = {},
            .page = std::string(page)};
  }
}

std::vector<std::string> check_page(const fs::path& page, Workplace workplace, const Command& casus,
                                    bool update) {
  const std::string text = read_file(page);
  const TemporaryFolder folder;
  if (workplace == Workplace::project) copy_project(folder.path());
  Replay result = replay(shown(page), text, folder.path(), casus);
  if (result.commands == 0) {
    result.mistakes.push_back(shown(page) + ": the page shows no command");
  }
  if (!update) {
    result.mistakes.insert(result.mistakes.end(), result.changes.begin(), result.changes.end());
  } else if (result.mistakes.empty() && result.page != text) {
    write_file(page, result.page);
  }
  return result.mistakes;
}

bool update_requested() {
  const char* value = std::getenv("CASUS_UPDATE_GOLDEN");
  return value && std::string_view(value) != "" && std::string_view(value) != "0";
}

}  // namespace casus::testing
