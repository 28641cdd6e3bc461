// SPDX-License-Identifier: Apache-2.0
//
// How far down the conclusions about something reach: all that their rules read, and what these
// rest on.
#pragma once

#include <vector>

#include "check/program.hpp"

namespace casus::check {

/// By RelationId; `from` itself only where it rests on itself.
[[nodiscard]] std::vector<bool> reached(const Program& program, RelationId from);
/// What a rule reads, or a goal, and all that this rests on.
[[nodiscard]] std::vector<bool> reached(const Program& program, const Terms& terms);

}  // namespace casus::check
