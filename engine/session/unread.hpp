// SPDX-License-Identifier: Apache-2.0
//
// Facts that wait for nothing: what a case states as a judgement, plan or perception, and rules ask
// for as something else only.
#pragma once

#include "casus/diagnostic.hpp"
#include "check/program.hpp"
#include "model/facts.hpp"

namespace casus::session {

/// W0603, one for each fact and kind: statements of a kind as which no rule reads the fact, though
/// rules do read it. What no rule reads at all is let be.
[[nodiscard]] Diagnostics unread_kinds(const check::Program& program, const model::FactBase& facts);

}  // namespace casus::session
