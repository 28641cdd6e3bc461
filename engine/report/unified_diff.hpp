// SPDX-License-Identifier: Apache-2.0
//
// Changes of a text, in the form that people know from reviews.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/diagnostic.hpp"

namespace casus::report {

/// What the edits do to the text `before`, as `diff -u` tells it and `patch` takes it: three lines
/// around each change. The edits stand in the order of the text and do not overlap. Empty where
/// there are none.
[[nodiscard]] std::string unified_diff(std::string_view name, std::string_view before,
                                       const std::vector<Edit>& edits);

}  // namespace casus::report
