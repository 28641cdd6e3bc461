// SPDX-License-Identifier: Apache-2.0
//
// What a run has to say about itself, in words: rules that met a value that could not be computed,
// a limit that ended it, a date that it needs.
#pragma once

#include <optional>
#include <string>

#include "casus/diagnostic.hpp"
#include "casus/evaluation.hpp"
#include "infer/fixpoint.hpp"

namespace casus::session {

/// One warning a rule and cause.
[[nodiscard]] Diagnostics notices(const infer::Fixpoint& fixpoint);

/// A limit in words: "the limit on time was reached".
[[nodiscard]] std::string limit_text(Limit what);
/// A limit that ended something that is no rule: "the goal".
[[nodiscard]] LimitReached limit_in(const std::string& where, Limit what);

/// Of facts that count though nobody could know them at the date of assessment.
[[nodiscard]] std::optional<Diagnostic> published_later(const Assessment& assessment);

[[nodiscard]] std::optional<LimitReached> limit(const infer::Fixpoint& fixpoint,
                                                const Sources& sources);

/// Errors where statements have a validity or rules speak of `as_of`, but no date is given.
[[nodiscard]] Diagnostics date_needed(const check::Program& program, const model::FactBase& facts,
                                      std::optional<model::Day> as_of);

/// Of rules that speak of `as_of`, over cases that give none.
[[nodiscard]] std::optional<Diagnostic> date_read(const check::Program& program);
/// Errors where a goal speaks of `as_of`, the run's date, and there is none.
[[nodiscard]] Diagnostics date_needed(const check::Goal& goal, std::optional<model::Day> as_of);

/// An error where rules say something that the calculus has no meaning for.
[[nodiscard]] Diagnostics refused_by_calculus(const check::Program& program,
                                              const std::string& calculus);

}  // namespace casus::session
