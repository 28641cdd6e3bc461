// SPDX-License-Identifier: Apache-2.0
//
// The certainty calculi by name, the usual one first. The checker, the flags and the help read the
// list here; infer/calculus/ has the calculi themselves.
#pragma once

#include <array>
#include <string_view>

namespace casus::model {

inline constexpr std::array<std::string_view, 2> calculus_names = {"weakest-link", "certain"};

}  // namespace casus::model
