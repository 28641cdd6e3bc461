// SPDX-License-Identifier: Apache-2.0
//
// What a test expects, held against what follows.
#pragma once

#include "author/testing/suite.hpp"
#include "session/data.hpp"

namespace casus::author {

/// Judges every expectation of a test in its evaluated world, into `result`.
void judge(const session::EvaluationData& data, const check::TestCase& test, TestResult& result);

/// Whether every expectation comes true, and nothing besides: ends at the first that does not.
/// Snapshots are not looked at. Nothing where a limit came first.
[[nodiscard]] std::optional<bool> all_come_true(const session::EvaluationData& data,
                                                const check::TestCase& test);

}  // namespace casus::author
