// SPDX-License-Identifier: Apache-2.0
#include "intake/case_text.hpp"

#include "support/catch.hpp"

using namespace casus::intake;

TEST_CASE("lines come below headers and tables at the end, and all else stays", "[intake]") {
  const std::string text = "# One.\n[[pump]] # first\nname = \"P1\"\n\n[[pump]]\nname = \"P2\"";
  const auto first = header_end(text, 7);
  const auto second = header_end(text, 37);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(with_added(text, {{*first, "age = 1\n"}, {*second, "age = 2\n"}}, {"[[leak]]\n"}) ==
        "# One.\n[[pump]] # first\nage = 1\nname = \"P1\"\n\n[[pump]]\nage = 2\nname = \"P2\"\n"
        "\n[[leak]]\n");
}

TEST_CASE("a fact without a table of its own has no header", "[intake]") {
  CHECK_FALSE(header_end("pump = [{ name = \"P1\" }]\n", 8));
}

TEST_CASE("the line of a key is that of the whole key", "[intake]") {
  const std::string table = "[[pump]]\nold_age = 1\nage = \"12 years\"\n";
  CHECK(line_of(table, "age") == "age = \"12 years\"");
  CHECK(line_of(table, "name").empty());
}

TEST_CASE("what TOML would misread is escaped in a string", "[intake]") {
  CHECK(toml_string("a \"b\" \\ \n") == "\"a \\\"b\\\" \\\\ \\u000A\"");
}
