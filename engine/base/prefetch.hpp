// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace casus::base {

/// Memory that will soon be read. Inline in all cases: GCC 12 takes a function that does nothing
/// else for one without effect, and drops calls of it (`-fipa-pure-const`).
[[gnu::always_inline]] inline void prefetch(const void* address) { __builtin_prefetch(address); }

}  // namespace casus::base
