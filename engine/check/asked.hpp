// SPDX-License-Identifier: Apache-2.0
//
// What rules ask of facts: intake points out facts that miss it by a slip.
#pragma once

#include "check/program.hpp"

namespace casus::check {

/// Notes in the schema which texts rules and the subjects of ratings compare fields of facts with:
/// as the argument of an atom, and by `=` and `!=` with a variable that is one.
void mark_asked(Program& program);

}  // namespace casus::check
