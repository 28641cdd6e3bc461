// SPDX-License-Identifier: Apache-2.0
//
// Literals of rules as constants.
#include <string>

#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

/// The codes for a rule whose text, at 3:18, has so many marks below one letter.
std::string codes_of_pile(std::size_t marks) {
  std::string pile = "a";
  for (std::size_t i = 0; i < marks; ++i) pile += "\u0316";
  return check_text("fact p { x: text }\nrelation q(x: text)\nrule r when p(x: \"" + pile +
                    "\") then q(x: \"b\")")
      .codes();
}

}  // namespace

TEST_CASE("a rule's text may pile up no more accents than a fact's", "[check][constants]") {
  CHECK(codes_of_pile(64).find("E0614") == std::string::npos);
  CHECK(codes_of_pile(65) == "E0614 3:18");
  // Ordering these would take their square: 10^10 steps.
  CHECK(codes_of_pile(100'000) == "E0614 3:18");
}

}  // namespace casus::testing
