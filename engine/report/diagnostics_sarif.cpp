// SPDX-License-Identifier: Apache-2.0
//
// Diagnostics as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"): one run, a
// result for each. Columns count code points, as the text form does.
#include <set>

#include "casus/casus.hpp"
#include "report/diagnostics.hpp"
#include "report/json.hpp"

namespace casus::report {
namespace {

json::object region(Span span, const Sources& sources) {
  const Position from = sources.position(span.file, span.begin);
  const Position to = sources.position(span.file, span.end);
  return {{"startLine", from.line},
          {"startColumn", from.column},
          {"endLine", to.line},
          {"endColumn", to.column}};
}

/// A path as a URI reference.
std::string uri(std::string_view path) {
  constexpr std::string_view plain = "-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || plain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte / 16];
      out += digits[byte % 16];
    }
  }
  return out;
}

json::object artifact(Span span, const Sources& sources) {
  return {{"uri", uri(sources.name(span.file))}};
}

json::object location(const Label& label, const Sources& sources) {
  json::object result{
      {"physicalLocation", json::object{{"artifactLocation", artifact(label.span, sources)},
                                        {"region", region(label.span, sources)}}}};
  if (!label.text.empty()) result["message"] = json::object{{"text", label.text}};
  return result;
}

json::object fix(const Help& help, const Sources& sources) {
  json::array changes;
  for (const Edit& edit : help.edits) {
    json::array replacements{
        json::object{{"deletedRegion", region(edit.span, sources)},
                     {"insertedContent", json::object{{"text", edit.replacement}}}}};
    changes.push_back(json::object{{"artifactLocation", artifact(edit.span, sources)},
                                   {"replacements", std::move(replacements)}});
  }
  return {{"description", json::object{{"text", help.text}}},
          {"artifactChanges", std::move(changes)}};
}

json::object result_of(const Diagnostic& one, const Sources& sources) {
  std::string text = one.message;
  for (const std::string& note : one.notes) text += "\nnote: " + note;
  json::array fixes;
  for (const Help& help : one.help) {
    text += "\nhelp: " + help.text;
    if (!help.edits.empty()) fixes.push_back(fix(help, sources));
  }
  json::array places;
  json::array related;
  for (const Label& label : one.labels) {
    if (!label.span.valid() || label.span.file >= sources.size()) continue;
    (places.empty() ? places : related).push_back(location(label, sources));
  }
  json::object result{{"ruleId", one.code},
                      {"level", one.severity == Severity::error ? "error" : "warning"},
                      {"message", json::object{{"text", std::move(text)}}},
                      {"locations", std::move(places)}};
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  if (!fixes.empty()) result["fixes"] = std::move(fixes);
  return result;
}

}  // namespace

std::string diagnostics_sarif(const std::vector<DiagnosticGroup>& groups) {
  json::array results;
  std::set<std::string> codes;
  for (const DiagnosticGroup& group : groups) {
    for (const Diagnostic& one : group.diagnostics) {
      codes.insert(one.code);
      results.push_back(result_of(one, *group.sources));
    }
  }
  json::array rules;
  for (const std::string& code : codes) rules.push_back(json::object{{"id", code}});
  json::object driver{{"name", "casus"}, {"version", version()}, {"rules", std::move(rules)}};
  json::array runs{json::object{{"tool", json::object{{"driver", std::move(driver)}}},
                                {"columnKind", "unicodeCodePoints"},
                                {"results", std::move(results)}}};
  return write_json(json::object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                                 {"version", "2.1.0"},
                                 {"runs", std::move(runs)}}) +
         '\n';
}

}  // namespace casus::report
