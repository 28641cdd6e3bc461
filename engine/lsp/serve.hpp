// SPDX-License-Identifier: Apache-2.0
//
// A language server over two streams, from the first message to the last.
#pragma once

#include <iosfwd>

#include "lsp/host.hpp"

namespace casus::lsp {

/// Returns the exit code that the protocol asks for: 0 after "shutdown" and "exit", else 1. What
/// ends the session early is told on `log`.
[[nodiscard]] int serve(std::istream& in, std::ostream& out, std::ostream& log, Host host);

}  // namespace casus::lsp
