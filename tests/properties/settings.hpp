// SPDX-License-Identifier: Apache-2.0
//
// How many programs are tried: CASUS_PROGRAMS sets it for longer runs, CASUS_SEED names the first.
// Under a sanitizer, which makes all ten times as slow, a quarter of them: there the question is
// whether memory is used rightly, not whether results are right.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace casus::properties {

[[nodiscard]] inline std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

#ifdef __SANITIZE_ADDRESS__
inline constexpr std::uint64_t one_in = 4;
#else
inline constexpr std::uint64_t one_in = 1;
#endif

/// The first seed and how many of them.
[[nodiscard]] inline std::pair<std::uint64_t, std::uint64_t> seeds(std::uint64_t programs) {
  return {setting("CASUS_SEED", 1), setting("CASUS_PROGRAMS", (programs + one_in - 1) / one_in)};
}

}  // namespace casus::properties
