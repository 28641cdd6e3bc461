// SPDX-License-Identifier: Apache-2.0
//
// Goals explained, however they are read: from a text, or as they were checked with the rules.
#pragma once

#include <memory>
#include <string>

#include "base/function_ref.hpp"
#include "session/asking.hpp"

namespace casus::session {

/// Reads and answers the goal: called again where something stands in for exact probabilities.
using Ask = base::FunctionRef<std::unique_ptr<AskedGoal>(const Asking&, infer::Purpose)>;

/// As `Evaluation::why`; `goal` is the text of what is asked.
[[nodiscard]] Evaluation::Explained explain_why(const EvaluationData& data, const std::string& goal,
                                                Ask ask, std::size_t most, Evaluation::Told told);
/// As `Evaluation::why_not`.
[[nodiscard]] Evaluation::Unexplained explain_why_not(const EvaluationData& data,
                                                      const std::string& goal, Ask ask,
                                                      const WhyNotOptions& options);

}  // namespace casus::session
