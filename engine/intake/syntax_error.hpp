// SPDX-License-Identifier: Apache-2.0
//
// The TOML library's syntax error in the words of an analyst: what is wrong, at the narrowest
// place, and what to write instead.
#pragma once

#include <cstdint>
#include <string_view>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "intake/prescan.hpp"

namespace casus::intake {

/// `at` is the byte where the library stopped, `description` what it said.
[[nodiscard]] Diagnostic explain_syntax_error(std::string_view text, std::uint32_t file,
                                              std::uint32_t at, std::string_view description,
                                              const Prescan& scan);

}  // namespace casus::intake
