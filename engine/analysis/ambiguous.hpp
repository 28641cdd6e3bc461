// SPDX-License-Identifier: Apache-2.0
//
// A goal with `_` for its subject is answered by any subject, and stands for one: fine for asking
// whether it holds, and no goal to measure where several would do.
#pragma once

#include <optional>

#include "analysis/target.hpp"
#include "session/asking.hpp"

namespace casus::analysis {

/// That a goal names several ratings, and which; nothing where its target is what it names.
[[nodiscard]] std::optional<Diagnostic> names_several(const session::Asking& at,
                                                      const Target& target);

}  // namespace casus::analysis
