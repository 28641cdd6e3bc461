// SPDX-License-Identifier: Apache-2.0
//
// A diagnostic is data: what is wrong, where, and what to do next. Passes append diagnostics and go
// on; renderers turn them into text or JSON. The first label is the primary one: the narrowest text
// at fault. Further labels only tell where half of the sentence comes from.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "casus/source.hpp"

namespace casus {

enum class Severity { error, warning };

struct Label {
  Span span;
  std::string text;
};

/// Replaces the bytes of `span` (an empty span inserts).
struct Edit {
  Span span;
  std::string replacement;
};

/// Advice on what to do next. With edits it is a fix; a safe fix keeps the author's meaning.
struct Help {
  std::string text;
  std::vector<Edit> edits = {};
  bool safe = false;
};

struct Diagnostic {
  std::string code;  ///< "E0201", with a page in docs/diagnostics/; empty: the call is wrong
  Severity severity = Severity::error;
  std::string message;  ///< Lower case, one sentence without a full stop.
  std::vector<Label> labels = {};
  std::vector<std::string> notes = {};
  std::vector<Help> help = {};

  Diagnostic& label(Span span, std::string text = {}) {
    labels.push_back({span, std::move(text)});
    return *this;
  }
  Diagnostic& note(std::string text) {
    notes.push_back(std::move(text));
    return *this;
  }
  Diagnostic& advise(std::string text) {
    help.push_back({std::move(text)});
    return *this;
  }
  Diagnostic& fix(std::string text, std::vector<Edit> edits, bool safe) {
    help.push_back({std::move(text), std::move(edits), safe});
    return *this;
  }
};

using Diagnostics = std::vector<Diagnostic>;

[[nodiscard]] inline Diagnostic error(std::string code, std::string message) {
  return {.code = std::move(code), .severity = Severity::error, .message = std::move(message)};
}
[[nodiscard]] inline Diagnostic warning(std::string code, std::string message) {
  return {.code = std::move(code), .severity = Severity::warning, .message = std::move(message)};
}

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);
/// Orders by file and place; diagnostics at one place keep their order.
void sort_by_place(Diagnostics& diagnostics);

}  // namespace casus
