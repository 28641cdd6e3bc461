// SPDX-License-Identifier: Apache-2.0
//
// How much memory this process holds, as the system counts it: pages that were written to.
#pragma once

#include <cstdint>

namespace casus::session {

/// The most so far, in bytes.
[[nodiscard]] std::uint64_t peak_memory();
/// Now, in bytes; where the system does not tell, the most so far.
[[nodiscard]] std::uint64_t memory_now();

}  // namespace casus::session
