// SPDX-License-Identifier: Apache-2.0
//
// What the fuzzers of facts demand of every text: diagnostics that have a page, point into the text
// and say what to do.
#pragma once

#include <cstdlib>
#include <string>

#include "base/codes.hpp"
#include "casus/diagnostic.hpp"
#include "casus/source.hpp"

namespace casus::testing {

inline void demand(bool condition) {
  if (!condition) std::abort();
}

inline bool is_registered(const std::string& code) {
  for (const auto& known : base::codes) {
    if (known.code == code) return true;
  }
  return false;
}

/// A place inside the file, or the file's end.
inline void demand_inside(const Sources& sources, Span span) {
  demand(span.valid() && span.begin <= span.end);
  demand(span.end <= sources.text(span.file).size());
}

inline void demand_sound(const Sources& sources, const Diagnostics& diagnostics) {
  for (const Diagnostic& d : diagnostics) {
    demand(is_registered(d.code) && !d.message.empty() && !d.labels.empty() && !d.help.empty());
    for (const Label& label : d.labels) demand_inside(sources, label.span);
    for (const Help& help : d.help) {
      for (const Edit& edit : help.edits) demand_inside(sources, edit.span);
    }
  }
}

}  // namespace casus::testing
