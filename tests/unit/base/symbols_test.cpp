// SPDX-License-Identifier: Apache-2.0
#include "base/symbols.hpp"

#include <map>
#include <random>
#include <string>

#include "support/catch.hpp"

using casus::base::Symbol;
using casus::base::Symbols;

TEST_CASE("equal texts have equal symbols, and others have others", "[base][symbols]") {
  // Texts of 0 to 20 bytes out of three letters, the byte 0 among them: many that begin or end
  // alike.
  std::mt19937 random(7);
  std::map<std::string, Symbol> known;
  Symbols symbols;
  for (int i = 0; i < 20'000; ++i) {
    std::string text(random() % 21, 'a');
    for (char& c : text) c = std::string{'a', 'b', '\0'}[random() % 3];
    const Symbol symbol = symbols.intern(text);
    const auto [it, added] = known.try_emplace(text, symbol);
    REQUIRE(it->second == symbol);
    REQUIRE(symbols.text(symbol) == text);
    REQUIRE(symbols.size() == known.size());
  }
}

TEST_CASE("a table that stands on another one shares its symbols", "[base][symbols]") {
  Symbols below;
  const Symbol shared = below.intern("Kazakhstan and Russia");
  Symbols above(below);
  CHECK(above.intern("Kazakhstan and Russia") == shared);
  const Symbol own = above.intern("oil");
  CHECK(own == 1);
  CHECK(above.text(own) == "oil");
  CHECK(above.text(shared) == "Kazakhstan and Russia");
}
