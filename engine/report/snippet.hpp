// SPDX-License-Identifier: Apache-2.0
//
// What a diagnostic points at: its place, the author's lines and the labels' marks. Labels near
// each other share a block; a label in another file, or far away, opens one of its own after `:::`.
#pragma once

#include <string>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "report/marked_line.hpp"

namespace casus::report {

/// Empty where no label has a place. The diagnostic's first label and the first of each further
/// block are marked with `^`, all others with `-`.
[[nodiscard]] std::string snippets(const Diagnostic& diagnostic, const Sources& sources,
                                   const Gutter& gutter);

/// The lines that a fix changes as they read afterwards, with `++++` below what it inserts and
/// `~~~~` below what it replaces. Empty where it only takes text away or makes new lines.
[[nodiscard]] std::string fixed_lines(const Help& help, const Sources& sources,
                                      const Gutter& gutter);

/// Digits of the largest line number that the diagnostic shows, at least 2.
[[nodiscard]] std::size_t gutter_width(const Diagnostic& diagnostic, const Sources& sources);

}  // namespace casus::report
