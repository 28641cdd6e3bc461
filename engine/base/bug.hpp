// SPDX-License-Identifier: Apache-2.0
//
// A broken assumption of ours: not a mistake of the author's, who gets a diagnostic, and not a
// limit. In every build it throws `std::logic_error`, which the library lets through to its caller
// (see casus.hpp); the command ends on it with exit code 70 and a request to report it.
#pragma once

#include <stdexcept>

namespace casus::base {

[[noreturn]] inline void bug(const char* assumption) { throw std::logic_error(assumption); }

}  // namespace casus::base
