// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "lsp/features.hpp"

namespace casus::lsp {
namespace {

/// Files are told by their whole paths, of which an editor shows its own folder elsewhere.
std::string shortened(std::string text, const std::string& folder) {
  if (folder.size() < 2) return text;
  for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) {
    text.erase(at, folder.size());
  }
  return text;
}

/// The message and all that the command prints below it: an editor shows one text.
std::string whole_message(const Finding& finding) {
  const Diagnostic& diagnostic = finding.diagnostic;
  std::string text = diagnostic.message;
  const Label* first = diagnostic.labels.empty() ? nullptr : &diagnostic.labels.front();
  if (first != nullptr && !first->text.empty()) text += ": " + first->text;
  for (const std::string& note : diagnostic.notes) text += "\nnote: " + note;
  for (const Help& help : diagnostic.help) text += "\nhelp: " + help.text;
  return shortened(std::move(text), finding.folder);
}

json::object diagnostic(const Finding& finding, Ranges& ranges, const Uris& uris) {
  const Diagnostic& found = finding.diagnostic;
  const Span place = found.labels.front().span;
  json::object result{{"range", to_json(ranges.of(place))},
                      {"severity", found.severity == Severity::error ? 1 : 2},
                      {"source", "casus"},
                      {"message", whole_message(finding)}};
  if (!found.code.empty()) result["code"] = found.code;
  if (found.code == "W0401" || found.code == "W0501") result["tags"] = json::array{1};
  json::array related;
  for (std::size_t i = 1; i < found.labels.size(); ++i) {
    const Label& label = found.labels[i];
    if (!label.span.valid()) continue;
    related.push_back(json::object{
        {"location", json::object{{"uri", uri_of(uris, finding.sources->name(label.span.file))},
                                  {"range", to_json(ranges.of(label.span))}}},
        {"message", label.text.empty() ? found.message : label.text}});
  }
  if (!related.empty()) result["relatedInformation"] = std::move(related);
  return result;
}

/// Ranges of several sets of texts, of which most findings share one.
class AllRanges {
 public:
  explicit AllRanges(Encoding encoding) : encoding_(encoding) {}
  Ranges& of(const Sources& sources) {
    return ranges_.try_emplace(&sources, sources, encoding_).first->second;
  }

 private:
  Encoding encoding_;
  std::map<const Sources*, Ranges> ranges_;
};

bool touches(const Range& a, const Range& b) { return a.start <= b.end && b.start <= a.end; }

}  // namespace

json::array diagnostics(const std::vector<Finding>& findings, const Uris& uris, Encoding encoding) {
  AllRanges ranges(encoding);
  json::array list;
  for (const Finding& finding : findings) {
    json::value one = diagnostic(finding, ranges.of(*finding.sources), uris);
    // Two rule bases may find the same in a file of both.
    if (std::ranges::find(list, one) == list.end()) list.push_back(std::move(one));
  }
  return list;
}

json::array code_actions(Workspace& workspace, const Uris& uris, const std::string& path,
                         const Range& range, Encoding encoding) {
  AllRanges all(encoding);
  json::array list;
  std::vector<std::string> codes;
  for (const Finding& finding : workspace.findings(path)) {
    Ranges& ranges = all.of(*finding.sources);
    const json::object about = diagnostic(finding, ranges, uris);
    if (!touches(ranges.of(finding.diagnostic.labels.front().span), range)) continue;
    const std::string& code = finding.diagnostic.code;
    if (!code.empty() && std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
    for (const Help& help : finding.diagnostic.help) {
      if (help.edits.empty()) continue;
      json::object changes;
      for (const Edit& edit : help.edits) {
        const std::string uri = uri_of(uris, finding.sources->name(edit.span.file));
        json::value& edits = changes[uri];
        if (!edits.is_array()) edits = json::array{};
        edits.get_array().push_back(
            json::object{{"range", to_json(ranges.of(edit.span))}, {"newText", edit.replacement}});
      }
      json::value action = json::object{{"title", shortened(help.text, finding.folder)},
                                        {"kind", "quickfix"},
                                        {"diagnostics", json::array{about}},
                                        {"isPreferred", help.safe},
                                        {"edit", json::object{{"changes", std::move(changes)}}}};
      if (std::ranges::find(list, action) == list.end()) list.push_back(std::move(action));
    }
  }
  for (const std::string& code : codes) {
    const std::string title = "what " + code + " means";
    list.push_back(json::object{
        {"title", title},
        {"command", json::object{{"title", title},
                                 {"command", "casus.run"},
                                 {"arguments", json::array{"explain", json::string(code)}}}}});
  }
  return list;
}

}  // namespace casus::lsp
