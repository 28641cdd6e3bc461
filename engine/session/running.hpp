// SPDX-License-Identifier: Apache-2.0
//
// One evaluation, from options to assessment.
#pragma once

#include <optional>

#include "casus/casus.hpp"
#include "session/data.hpp"

namespace casus::session {

/// Errors where an option has no value that it may have, whatever the calculus.
[[nodiscard]] Diagnostics bad_options(const Options& options);

/// Why these rules cannot run over these facts with these options, if anything speaks against it.
/// Fills in the calculus that the options leave to the modules.
[[nodiscard]] Diagnostics refusals(const Ruleset& ruleset, const Facts& facts, Options& options);

/// The same whatever the facts.
[[nodiscard]] Diagnostics refusals(const Ruleset& ruleset, Options& options);

/// An error where the facts were loaded for another rule base, else nothing.
[[nodiscard]] Diagnostics loaded_for_others(const Ruleset& ruleset, const Facts& facts);

/// Reasons over the facts with the options of `data`, and sums up what follows. Where there is a
/// fallback, what is exact gets half of the time.
void evaluate(EvaluationData& data);

/// Sums up what has been reasoned; returns what cut that short.
std::optional<Limit> summarise(EvaluationData& data, const infer::Budget& budget);

}  // namespace casus::session
