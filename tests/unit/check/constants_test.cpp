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

TEST_CASE("units that may be meant are all named", "[check][constants]") {
  const auto said = [](const std::string& unit) {
    return check_text(
               "unit USD_bn\nunit USD_m = 0.001 USD_bn\nfact f { x: number USD_bn }\n"
               "relation q()\nrule r when f(x: x) and x > 3 " +
               unit + " then q()\n")
        .diagnostics();
  };
  CHECK(
      said("USD_mn").ends_with("  help: did you mean `USD_bn`? {5:31 [USD_mn] -> [USD_bn]}\n"
                               "  help: or `USD_m`? {5:31 [USD_mn] -> [USD_m]}\n"));
  CHECK(said("USD_k").ends_with("(rules.casus:2) {5:31 [USD_k] -> [USD_m]}\n"));
  CHECK(said("bn").ends_with("  help: did you mean `USD_bn`?\n"));
  CHECK(said("EUR").ends_with(
      "  help: units here are `USD_bn` and `USD_m`; or declare it: `unit EUR`\n"));
}

TEST_CASE("per cent of points is refused where the scale reaches further than 1",
          "[check][constants]") {
  const auto said = [](const std::string& scale, const std::string& starts,
                       const std::string& conclusion) {
    return check_text("scale S " + scale +
                      "\nfact f { x: text }\nrating r(x: text) of f(x: x) on S" + " starts " +
                      starts + "\n  factor a -20..0  factor b -1..0\nrule s when f(x: x) " +
                      conclusion + "\n")
        .diagnostics();
  };
  const std::string wide = "0..100 { low < 50, high }";
  CHECK(said(wide, "50", "caps r(x) at 45%") ==
        "error[E0308]: points are not written in per cent\n"
        "  5:34 [45%] is 0.45 points\n"
        "  help: write `45` {5:34 [45%] -> [45]}\n");
  CHECK(said(wide, "50", "undermines r.a(x) by 15%").starts_with("error[E0308]"));
  CHECK(said(wide, "50", "floors r.a(x) at 15%").starts_with("error[E0308]"));
  CHECK(said(wide, "50%", "caps r(x) at 45").starts_with("error[E0308]"));
  CHECK(said("0..100 { low < 50%, high }", "50", "caps r(x) at 45").starts_with("error[E0308]"));
  // A factor of one point, and a scale of 0..1, are points in per cent.
  CHECK(said(wide, "50", "undermines r.b(x) by 15%").empty());
  CHECK(said("0..1 { low < 50%, high }", "50%", "caps r(x) at 45%").empty());
}

}  // namespace casus::testing
