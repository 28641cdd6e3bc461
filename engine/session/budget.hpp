// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "casus/casus.hpp"
#include "infer/budget.hpp"

namespace casus::session {

/// The budget of a run that begins now.
[[nodiscard]] infer::Budget budget(const Options& options);

}  // namespace casus::session
