// SPDX-License-Identifier: Apache-2.0
#include "cli/repl/saved_test.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/output_file.hpp"
#include "cli/repl/input.hpp"
#include "report/display.hpp"

namespace casus::cli {
namespace {

/// As a text of the rule language.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : report::one_line(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_changed_by_id(std::string_view fact) {
  return !fact.empty() && fact[0] >= 'A' && fact[0] <= 'Z';
}

}  // namespace

Outcome<std::string> saved_test(const std::string& title, const std::string& case_file,
                                const std::vector<FactChange>& changes,
                                const std::vector<AskedGoal>& asked) {
  std::string out = fmt::format("test {}\n  given {}\n", quoted(title), quoted(case_file));
  for (const FactChange& change : changes) {
    for (const std::string& fact : change.drop) {
      const bool is_id = fact.find('(') == std::string::npos;
      out += fmt::format("  drop {}\n", is_id ? quoted(fact) : as_one_line(fact));
    }
    for (const std::string& fact : change.set) {
      if (is_changed_by_id(fact)) {
        return refuse(fmt::format("a test cannot change a fact by its id, as `{}` does",
                                  report::printable(fact)),
                      "`:undo` it, `:drop` the fact, and `:set` the whole fact as it should be");
      }
      out += fmt::format("  assume {}\n", as_one_line(fact));
    }
  }
  for (auto it = asked.begin(); it != asked.end(); ++it) {
    const auto same = [&](const AskedGoal& other) { return other.text == it->text; };
    if (std::any_of(it + 1, asked.end(), same)) continue;
    const std::string goal = as_one_line(it->text);
    out +=
        it->holds ? fmt::format("  expect {}\n", goal) : fmt::format("  expect not ({})\n", goal);
  }
  return out;
}

Outcome<void> append_test(SourceLoader& loader, const std::string& file,
                          const std::vector<std::string>& modules, const std::string& block) {
  std::string text;
  if (loader.exists(file)) {
    auto before = loader.read(file);
    if (!before) return tl::unexpected(before.error());
    text = std::move(before->text);
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
  } else {
    for (const std::string& module : modules) text += fmt::format("use {}\n", module);
  }
  if (!text.empty()) text += '\n';
  text += block;
  const auto written =
      write_file(loader.real(file), [&](report::Output& out) { out.text() += text; });
  if (written) return {};
  return refuse(fmt::format("{} cannot be written: {}", report::printable(file), written.error()));
}

}  // namespace casus::cli
