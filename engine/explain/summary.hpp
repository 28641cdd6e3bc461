// SPDX-License-Identifier: Apache-2.0
//
// The assessment as users see it: every number and sentence as a value, nothing left inside.
#pragma once

#include "assess/assess.hpp"
#include "casus/evaluation.hpp"
#include "explain/words.hpp"
#include "infer/ask/contradicted.hpp"
#include "infer/ask/defeats.hpp"

namespace casus::explain {

/// One rated subject; `contradicting` concerns its rating.
[[nodiscard]] Rating rating(const Words& words, const assess::Rated& rated,
                            const std::vector<infer::Contradicting>& contradicting,
                            infer::Defeats& defeats, infer::Lineages& lineages);

/// What is both held and denied, and which of the two stands, as a sentence.
[[nodiscard]] std::string contradiction(const Words& words, const infer::Contradiction& one,
                                        infer::Lineages& lineages);

/// Everything but `info.path`, warnings and the limit, which the session knows. `ratings` are those
/// of the fixpoint, as `assess` gives them. Where `meter` stops, evidence may count as unused,
/// and facts be missing from sentences.
[[nodiscard]] Assessment summarise(const Words& words, const std::vector<assess::Rated>& ratings,
                                   const Grades& grades, infer::Meter& meter, bool reasons = true);

}  // namespace casus::explain
