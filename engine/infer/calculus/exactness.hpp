// SPDX-License-Identifier: Apache-2.0
//
// What `probability` does where exact computation would take too long.
#pragma once

#include <cstdint>

namespace casus::infer {

struct Exactness {
  std::uint64_t max_nodes = 2'000'000;  ///< of decision diagrams, alive at one time
  bool estimate = false;                ///< sample worlds from the start
  std::uint32_t samples = 16'384;       ///< worlds
  std::uint64_t seed = 1;
};

}  // namespace casus::infer
