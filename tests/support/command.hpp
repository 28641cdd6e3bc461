// SPDX-License-Identifier: Apache-2.0
//
// `casus` as the page runners see it: a function from arguments and input to what came out. They
// are handed one, so that they run the real command in this process and, in their own tests, a
// fake.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace casus::testing {

struct Outcome {
  int exit = 0;
  std::string out = {};
  std::string err = {};
};

/// Takes the words after `casus` and what stands on its standard input. Relative paths count from
/// the current folder, which the runners set.
using Command =
    std::function<Outcome(const std::vector<std::string>& arguments, const std::string& input)>;

}  // namespace casus::testing
