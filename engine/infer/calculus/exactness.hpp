// SPDX-License-Identifier: Apache-2.0
//
// What `probability` does where exact computation would take too long.
#pragma once

#include <algorithm>
#include <cstdint>

namespace casus::infer {

struct Exactness {
  std::uint64_t max_nodes = 2'000'000;  ///< of decision diagrams, alive at one time
  bool estimate = false;                ///< sample worlds from the start
  std::uint32_t samples = 16'384;       ///< worlds
  std::uint64_t seed = 1;
};

inline constexpr std::uint32_t most_samples = 1U << 24;

/// As many worlds as are drawn where `samples` are asked for, 1 to `most_samples`: whole words
/// of 64.
[[nodiscard]] constexpr std::uint32_t worlds_drawn(std::uint32_t samples) {
  return (std::clamp(samples, 1U, most_samples) + 63) / 64 * 64;
}

/// 95% of the normal distribution lie within this many standard deviations.
inline constexpr double normal_95 = 1.959963984540054;

}  // namespace casus::infer
