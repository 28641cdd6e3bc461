// SPDX-License-Identifier: Apache-2.0
//
// Diagnostics for the services that show them beside the lines of a change: workflow commands of
// GitHub Actions, and Code Quality reports of GitLab.
#include <fmt/format.h>

#include <map>

#include "report/diagnostics.hpp"
#include "report/display.hpp"
#include "report/json.hpp"

namespace casus::report {
namespace {

Span place_of(const Diagnostic& one, const Sources& sources) {
  const Span span = one.labels.empty() ? Span{} : one.labels.front().span;
  return span.valid() && span.file < sources.size() ? span : Span{};
}

/// What stands for itself in no workflow command; in a property neither do commas and colons.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    out += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return out;
}

/// Stable while other lines of the file change: FNV-1a of what is said where, and the how-manieth
/// it is of those that say the same.
class Fingerprints {
 public:
  std::string of(const std::string& said) {
    const std::size_t number = seen_[said]++;
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : said + '#' + std::to_string(number)) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return fmt::format("{:016x}", hash);
  }

 private:
  std::map<std::string, std::size_t> seen_;
};

}  // namespace

std::string diagnostics_github(const Diagnostics& diagnostics, const Sources& sources) {
  std::string out;
  for (const Diagnostic& one : diagnostics) {
    out += one.severity == Severity::error ? "::error " : "::warning ";
    if (const Span span = place_of(one, sources); span.valid()) {
      const Position from = sources.position(span.file, span.begin);
      const Position to = sources.position(span.file, span.end);
      out += fmt::format("file={},line={},col={}", escaped(sources.name(span.file), true),
                         from.line, from.column);
      out += to.line == from.line ? fmt::format(",endColumn={},", to.column)
                                  : fmt::format(",endLine={},", to.line);
    }
    std::string text = one.message;
    for (const Help& help : one.help) text += "\nhelp: " + help.text;
    out += fmt::format("title={}::{}\n", escaped(one.code, true), escaped(text, false));
  }
  return out;
}

std::string diagnostics_gitlab(const std::vector<DiagnosticGroup>& groups) {
  json::array list;
  Fingerprints fingerprints;
  for (const DiagnosticGroup& group : groups) {
    for (const Diagnostic& one : group.diagnostics) {
      const Span span = place_of(one, *group.sources);
      const std::string file = span.valid() ? group.sources->name(span.file) : "";
      const std::uint32_t line =
          span.valid() ? group.sources->position(span.file, span.begin).line : 1;
      list.push_back(json::object{
          {"description", one.message},
          {"check_name", one.code},
          {"fingerprint", fingerprints.of(one.code + '\n' + file + '\n' + one.message)},
          {"severity", one.severity == Severity::error ? "major" : "minor"},
          {"location", json::object{{"path", file}, {"lines", json::object{{"begin", line}}}}}});
    }
  }
  return write_json(list) + '\n';
}

}  // namespace casus::report
