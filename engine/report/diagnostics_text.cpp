// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/diagnostics.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/snippet.hpp"

namespace casus::report {
namespace {

/// The column up to which the tag of a fix is moved to the right.
constexpr std::size_t tag_end = 70;

std::string_view word(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

/// "error[E0201]", or "error" where there is no code.
std::string name(const Diagnostic& diagnostic) {
  const std::string_view severity = word(diagnostic.severity);
  if (diagnostic.code.empty()) return std::string(severity);
  return fmt::format("{}[{}]", severity, diagnostic.code);
}

/// A text of several lines keeps its lines, each made safe, with `indent` before the later ones.
/// Where the style wraps, lines are broken as well; `before` stands left of the first.
std::string lines(std::string_view text, std::size_t indent, std::size_t before,
                  const Style& style) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) out += '\n' + std::string(indent, ' ');
    const std::string_view line = text.substr(at, end - at);
    const std::size_t width = columns(style);
    if (style.wraps && width > before) {
      bool first = true;
      for (const std::string& part : wrap(line, width - before)) {
        if (!first) out += '\n' + std::string(before, ' ');
        first = false;
        out += part;
      }
    } else {
      out += printable(line);
    }
    at = end + 1;
  }
  return out;
}

/// A replacement that its own sentence quotes ("did you mean `successor`?") needs no code.
bool said_in_words(const Help& help) {
  return help.edits.size() == 1 && help.edits.front().span.size() > 0 &&
         help.text.find('`' + help.edits.front().replacement + '`') != std::string::npos;
}

std::string advice(const Help& help, const Sources& sources, const Gutter& gutter) {
  const std::string text = "help: " + lines(help.text, 6, 6, gutter.style);
  std::string out = paint(gutter.style, Paint::help, "help") + text.substr(4);
  if (help.edits.empty()) return out + '\n';
  const std::string_view tag = help.safe ? "[safe fix]" : "[unsafe fix]";
  const std::size_t end = std::min(tag_end, columns(gutter.style));
  const std::size_t used = display_width(text.substr(text.rfind('\n') + 1)) + tag.size();
  out.append(used + 2 < end ? end - used : 2, ' ');
  out += paint(gutter.style, Paint::faint, tag) + '\n';
  if (!said_in_words(help)) out += fixed_lines(help, sources, gutter);
  return out;
}

std::string one(const Diagnostic& diagnostic, const Sources& sources, const Style& style) {
  const Gutter gutter{gutter_width(diagnostic, sources), style};
  const bool error = diagnostic.severity == Severity::error;
  std::string out = paint(style, error ? Paint::error : Paint::warning, name(diagnostic));
  const std::size_t before = name(diagnostic).size() + 2;
  out += paint(style, Paint::strong, ": " + lines(diagnostic.message, 0, before, style)) + '\n';
  out += snippets(diagnostic, sources, gutter);
  for (const std::string& note : diagnostic.notes) {
    out += paint(style, Paint::note, "note") + ": " + lines(note, 6, 6, style) + '\n';
  }
  for (const Help& help : diagnostic.help) out += advice(help, sources, gutter);
  return out;
}

}  // namespace

std::string diagnostics_text(const Diagnostics& diagnostics, const Sources& sources,
                             const Style& style, std::size_t most) {
  std::string out;
  std::size_t errors = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error && ++errors > most) continue;
    if (!out.empty()) out += '\n';
    out += one(diagnostic, sources, style);
  }
  if (errors > most) {
    out += fmt::format("\n{} and {} more {}\n", signs(style).ellipsis, errors - most,
                       errors - most == 1 ? "error" : "errors");
  }
  return out;
}

std::string diagnostics_concise(const Diagnostics& diagnostics, const Sources& sources) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    const Span span = diagnostic.labels.empty() ? Span{} : diagnostic.labels.front().span;
    if (span.valid() && span.file < sources.size()) {
      const Position place = sources.position(span.file, span.begin);
      out +=
          fmt::format("{}:{}:{}: ", printable(sources.name(span.file)), place.line, place.column);
    }
    out += fmt::format("{}: {}\n", name(diagnostic), printable(diagnostic.message));
  }
  return out;
}

}  // namespace casus::report
