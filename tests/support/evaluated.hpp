// SPDX-License-Identifier: Apache-2.0
//
// From texts to an evaluation in one step, through the public API. What the author got wrong ends
// the test with the diagnostics.
#pragma once

#include <string>

#include "casus/casus.hpp"

namespace casus::testing {

/// Everything a diagnostic says, one line each: "E0401 rules.casus:3: message".
[[nodiscard]] std::string lines(const Diagnostics& diagnostics, const Sources& sources);

[[nodiscard]] Ruleset load_rules(const std::string& text);
[[nodiscard]] Facts load_facts(const Ruleset& rules, const std::string& toml);

/// `toml` gets an `as_of` of 2015-01-31 where it has no `[case]`.
[[nodiscard]] Evaluation evaluate(const std::string& rules, const std::string& toml,
                                  const Options& options = {});

/// Each answer on a line of its own: `c=Kazakhstan p=N. Nazarbayev 0.9`; "no" where there is none.
[[nodiscard]] std::string answers(const Evaluation& evaluation, const std::string& goal);

/// The only rating of the evaluation.
[[nodiscard]] const Rating& only_rating(const Evaluation& evaluation);

/// "W0701 message" of each warning, a line each.
[[nodiscard]] std::string warnings(const Evaluation& evaluation);

}  // namespace casus::testing
