// SPDX-License-Identifier: Apache-2.0
//
// A comparison that fails, in words: "age 68, needs at least 70: 2 short".
#pragma once

#include <span>
#include <string>

#include "casus/source.hpp"
#include "casus/why_not.hpp"
#include "explain/words.hpp"
#include "infer/ask/shortfall.hpp"

namespace casus::explain {

/// A conversion keeps the name of what it converts.
[[nodiscard]] check::ExprId without_conversion(const check::Terms& terms, check::ExprId expr);

/// How what is compared is called: by the field that gives a variable its value among these
/// conditions, else as written.
[[nodiscard]] std::string name_of(const Words& words, const check::Terms& terms,
                                  std::span<const check::ConditionId> among, check::ExprId expr,
                                  const Sources& sources);

/// Both sides have values.
[[nodiscard]] WhyNot::Shortfall shortfall_of(const Words& words, const check::Terms& terms,
                                             const infer::Shortfall& miss, std::string what,
                                             const Sources& sources);

/// How far a value lies from what is needed, above 0: "2", or "less than 0.000001".
[[nodiscard]] std::string distance_text(double distance, int decimals = 6);

}  // namespace casus::explain
