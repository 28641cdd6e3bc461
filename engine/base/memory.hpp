// SPDX-License-Identifier: Apache-2.0
//
// Memory for arrays that may be large and are read at random. Where the system lets it, large
// memory grows without being copied and takes pages of 2 MiB, so that most accesses find the
// address of their page at once, and new memory costs few faults. All throw `std::bad_alloc`.
#pragma once

#include <cstddef>

namespace casus::base {

/// Memory of `bytes` bytes, no fewer than before, that begins with the `before` bytes there were;
/// these are given up. Null and 0: there were none.
[[nodiscard]] void* grown(void* memory, std::size_t before, std::size_t bytes);
/// Memory of so many zeros.
[[nodiscard]] void* zeroed(std::size_t bytes);
/// Gives back `bytes` bytes that one of the others returned; or null.
void release(void* memory, std::size_t bytes);

}  // namespace casus::base
