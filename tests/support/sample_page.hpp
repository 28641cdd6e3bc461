// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace casus::testing {

/// The page of the language's design, in which every form of the language occurs.
extern const std::string_view sample_page;

}  // namespace casus::testing
