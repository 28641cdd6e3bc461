// SPDX-License-Identifier: Apache-2.0
//
// The case of a sample with other facts, as an author would write it: what a session is told by a
// change, done to the text.
#pragma once

#include <string>
#include <vector>

#include "casus/session.hpp"
#include "properties/sample.hpp"

namespace casus::properties {

/// `sets`: as `FactChange::set` has them; `drop`: ids.
[[nodiscard]] std::string rewritten(Sample sample, const std::vector<std::string>& sets,
                                    const std::vector<std::string>& drop = {});

/// The rules of a sample with one as `how` says.
[[nodiscard]] std::string rewritten(Sample sample, const RuleAdjustment& how);

}  // namespace casus::properties
