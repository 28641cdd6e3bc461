// SPDX-License-Identifier: Apache-2.0
//
// From the operands of `casus test` to tests that can run: which rules and test files, the facts
// that they give, and which of the tests are wanted.
#pragma once

#include <string>
#include <vector>

#include "casus/testing.hpp"
#include "cli/cases.hpp"
#include "cli/workspace.hpp"

namespace casus::cli {

struct ChosenTests {
  TestSuite suite;
  std::vector<std::size_t> which;  ///< in order; not empty
  bool troubled = false;           ///< something that is given has mistakes; they have been said
};

/// The tests of `operands`, files or folders; without any, those of `-r`, else of the project. Of
/// these, where `filter` is not empty, those whose titles have it. A problem where there is none,
/// or where the rules have mistakes.
[[nodiscard]] Outcome<ChosenTests> choose_tests(Workspace& workspace,
                                                const std::vector<std::string>& operands,
                                                const std::string& filter, Console& console);

}  // namespace casus::cli
