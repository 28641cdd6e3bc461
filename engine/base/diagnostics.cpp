// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "casus/diagnostic.hpp"

namespace casus {

bool has_errors(const Diagnostics& diagnostics) {
  return std::ranges::any_of(diagnostics,
                             [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_by_place(Diagnostics& diagnostics) {
  const auto place = [](const Diagnostic& d) {
    const Span span = d.labels.empty() ? Span{} : d.labels.front().span;
    return std::tuple(span.file, span.begin);
  };
  std::ranges::stable_sort(diagnostics, {}, place);
}

}  // namespace casus
