// SPDX-License-Identifier: Apache-2.0
//
// The part of `recognise_slip` that knows how a rule is built, and what its files share.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "syntax/slips.hpp"

namespace casus::syntax {

using Slip = std::optional<Diagnosis>;

[[nodiscard]] inline std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}
[[nodiscard]] inline bool wants_conclusion(const Situation& s) {
  return s.expectation.key.starts_with("conclusion");
}
/// `word` in place of what was found.
[[nodiscard]] inline Diagnosis replaced(const Situation& s, Diagnostic diagnostic,
                                        std::string word) {
  const auto length = static_cast<std::size_t>(s.found.to - s.found.from);
  return {std::move(diagnostic), Repair{s.found.from, length, std::move(word)}};
}

/// Words and commas that stand in the wrong place of a rule.
[[nodiscard]] Slip recognise_rule_slip(const Situation& situation);
/// What is written otherwise elsewhere: `p[x]`, `by +8`, `enum { a < b }`, `open fact p`.
[[nodiscard]] Slip recognise_foreign_form(const Situation& situation);
/// `when`, `and` or `then` left out: asked last, since it explains almost anything.
/// A small word or sign where only one can be meant.
[[nodiscard]] Slip recognise_missing_part(const Situation& situation);
/// What only the author can fill in.
[[nodiscard]] Slip recognise_lack(const Situation& situation);
[[nodiscard]] Slip recognise_argument_slip(const Situation& situation);
/// Clauses, conditions and conclusions in the wrong order.
[[nodiscard]] Slip recognise_order(const Situation& situation);
[[nodiscard]] Slip recognise_missing_word(const Situation& situation);

}  // namespace casus::syntax
