// SPDX-License-Identifier: Apache-2.0
//
// The return type of steps that either succeed whole or fail with a reason. Steps that recover and
// report several mistakes return a value together with `Diagnostics` instead.
#pragma once

#include <tl/expected.hpp>

#include "casus/diagnostic.hpp"

namespace casus::base {

template <class T, class E = Diagnostic>
using Result = tl::expected<T, E>;

template <class E>
[[nodiscard]] auto fail(E&& error) {
  return tl::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace casus::base
