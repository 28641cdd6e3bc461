// SPDX-License-Identifier: Apache-2.0
//
// What `snapshot` steps keep: the explanations of goals as prose, in one readable file beside each
// test file, `pumps_test.snapshots.md` beside `pumps_test.casus`.
#pragma once

#include <string>
#include <vector>

#include "casus/testing.hpp"
#include "cli/console.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

/// Compares what tests say now with what is kept; what differs becomes failures of `results`. With
/// `review`, on a terminal, each difference is shown and asked about: what is accepted is no
/// failure, and is kept. `all_ran`: every test of the files ran, so that kept texts that nobody
/// asks for are left over: they are told, and a review drops them. A problem where a file cannot be
/// read or written.
[[nodiscard]] Outcome<void> compare_snapshots(const std::vector<Test>& tests,
                                              std::vector<TestResult>& results, bool all_ran,
                                              bool review, SourceLoader& loader, Console& console);

}  // namespace casus::cli
