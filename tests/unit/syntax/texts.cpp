// SPDX-License-Identifier: Apache-2.0
#include "unit/syntax/texts.hpp"

#include <algorithm>
#include <vector>

#include "syntax/dump.hpp"

namespace casus::tests {
namespace {

struct Text {
  explicit Text(std::string_view text) : file(sources.add("test.casus", std::string(text))) {}
  Sources sources;
  std::uint32_t file;
};

std::string place(const Sources& sources, Span span) {
  const Position at = sources.position(span.file, span.begin);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string without_newline(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

std::string messages(const Sources& sources, const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    out += d.code + " " + place(sources, d.labels.front().span) + " " + d.message + "\n";
    for (const Label& label : d.labels) {
      out += "  `" + std::string(sources.text(label.span)) + "`";
      out += label.text.empty() ? "\n" : " " + label.text + "\n";
    }
    for (const Help& help : d.help) {
      out += "  help: " + help.text;
      out += help.edits.empty() ? "\n" : help.safe ? " (safe)\n" : " (unsafe)\n";
    }
  }
  return without_newline(std::move(out));
}

std::string messages(std::string_view text) {
  Text given(text);
  return messages(given.sources, syntax::parse(given.sources, given.file).diagnostics);
}

std::string places(std::string_view text) {
  Text given(text);
  std::string out;
  for (const Diagnostic& d : syntax::parse(given.sources, given.file).diagnostics) {
    if (!out.empty()) out += ", ";
    out += d.code + " " + place(given.sources, d.labels.front().span);
  }
  return out;
}

std::string tree(std::string_view text) {
  Text given(text);
  const syntax::Parsed parsed = syntax::parse(given.sources, given.file);
  if (!parsed.diagnostics.empty()) return messages(given.sources, parsed.diagnostics);
  return without_newline(syntax::dump(parsed.file));
}

std::string tree_of_broken(std::string_view text) {
  Text given(text);
  return without_newline(syntax::dump(syntax::parse(given.sources, given.file).file));
}

std::string goal(std::string_view text) {
  Text given(text);
  const syntax::ParsedGoal parsed = syntax::parse_goal(given.sources, given.file);
  if (!parsed.diagnostics.empty()) return messages(given.sources, parsed.diagnostics);
  return syntax::dump(*parsed.body);
}

std::string with_fixes(std::string_view text, bool only_safe) {
  Text given(text);
  std::vector<Edit> edits;
  for (const Diagnostic& d : syntax::parse(given.sources, given.file).diagnostics) {
    for (const Help& help : d.help) {
      if (only_safe && !help.safe) continue;
      edits.insert(edits.end(), help.edits.begin(), help.edits.end());
    }
  }
  std::ranges::stable_sort(edits, std::greater<>{}, [](const Edit& e) { return e.span.begin; });
  std::string fixed(text);
  for (const Edit& edit : edits) {
    fixed.replace(edit.span.begin, edit.span.size(), edit.replacement);
  }
  return fixed;
}

}  // namespace casus::tests
