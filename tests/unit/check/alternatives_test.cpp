// SPDX-License-Identifier: Apache-2.0
//
// Negations inside each other over what is open: each is looked at twice as often as the one around
// it.
#include <string>

#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

const std::string declared =
    "fact c { x: text }\nfact p open { x: text, i: int }\nfact q { x: text, i: int }\n"
    "relation r(x: text)\n";

/// `not (p(x, 1) and not (p(x, 2) …))`, every level with so many atoms.
std::string nested(const std::string& relation, int levels, int atoms) {
  std::string text;
  for (int level = 1; level <= levels; ++level) {
    text += level == 1 ? "not (" : " and not (";
    for (int atom = 0; atom < atoms; ++atom) {
      text += (atom == 0 ? "" : " and ") + relation + "(x: x, i: " + std::to_string(level) + ")";
    }
  }
  return text + std::string(static_cast<std::size_t>(levels), ')');
}

std::string with_body(const std::string& body) {
  return check_text(declared + "rule deep when c(x: x) and " + body + " then r(x: x)\n")
      .diagnostics();
}

}  // namespace

TEST_CASE("negations inside each other over something open have an end", "[check][safety]") {
  // Each level doubles: 2^12 = 4,096.
  CHECK(with_body(nested("p", 12, 1)) == "");
  CHECK(with_body(nested("p", 13, 1))
            .starts_with("error[E0407]: this `not` has more than 4,096 alternatives\n"));
  CHECK(with_body(nested("p", 100, 1))
            .starts_with("error[E0407]: this `not` has more than 4,096 alternatives\n"));
  // Six atoms choose in 2^6 = 64 ways, more do not choose: 64 * 64 = 4,096.
  CHECK(with_body(nested("p", 2, 6)) == "");
  CHECK(with_body(nested("p", 2, 9)) == "");
  CHECK(with_body(nested("p", 3, 6)) != "");
}

TEST_CASE("negations inside each other over what is closed have no bound but that of brackets",
          "[check][safety]") {
  CHECK(with_body(nested("q", 60, 2)) == "");
}

TEST_CASE("negations beside each other do not multiply", "[check][safety]") {
  std::string body = nested("p", 6, 1);
  for (int i = 0; i < 20; ++i) body += " and " + nested("p", 6, 1);
  CHECK(with_body(body) == "");
  // Inside another one 21 * 64 ways are looked at with p and without.
  CHECK(with_body("not (p(x: x, i: 0) and " + body + ")") == "");
  CHECK(with_body("not (p(x: x, i: 0) and p(x: x, i: 9) and " + body + ")") != "");
}

}  // namespace casus::testing
