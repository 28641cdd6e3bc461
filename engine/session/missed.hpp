// SPDX-License-Identifier: Apache-2.0
//
// What may be behind a goal without answers: a name that is misspelt, facts of another kind, or
// facts to which no rule applies.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "check/program.hpp"
#include "explain/words.hpp"

namespace casus::session {

/// `words` has the symbols of the goal. Takes as long as looking at every text of the facts, up to
/// 100,000 of them.
[[nodiscard]] Missed missed(const check::Goal& goal, const explain::Words& words,
                            const Grades& grades);

/// As of `Explanation::naming`.
[[nodiscard]] std::optional<std::vector<std::string>> naming(const check::Goal& goal,
                                                             const explain::Words& words);

}  // namespace casus::session
