// SPDX-License-Identifier: Apache-2.0
//
// One name is written in many ways: "the United States" and "United States", "Incirlik" and
// "İncirlik", "U.S.A." and "USA". Facts and rules tell them apart; who looks for slips does not.
#pragma once

#include <string>
#include <string_view>

namespace casus::base {

/// What is left of a UTF-8 text without an article in front (the, a, an), accents, capitals, blanks
/// and punctuation. Signs between two digits stay, and so do signs with a meaning of their own, a
/// hyphen at either end among them: "1.5" is not "15", nor "A+" or "A-" the same as "A".
[[nodiscard]] std::string bare(std::string_view text);
/// In small letters, without accents.
[[nodiscard]] std::string unaccented(std::string_view text);

}  // namespace casus::base
