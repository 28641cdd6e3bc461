// SPDX-License-Identifier: Apache-2.0
//
// Which statements of a case something rests on. What is left over was read for nothing, and a
// report says so.
#pragma once

#include <set>

#include "explain/words.hpp"

namespace casus::explain {

/// Statements under any conclusion that a rule drew, rated or not: its conditions, what a `not`
/// relied on, and the members of comprehensions. Not what only says which subjects a rating has.
/// Replays each conclusion of a rule with a `not` or a comprehension. After a limit, also that of
/// `meter`, it looks at plain conditions only.
[[nodiscard]] std::set<model::StatementId> used_statements(const Words& words, infer::Meter& meter);

}  // namespace casus::explain
