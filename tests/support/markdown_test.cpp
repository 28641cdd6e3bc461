// SPDX-License-Identifier: Apache-2.0
#include "support/markdown.hpp"

#include <stdexcept>

#include "support/catch.hpp"
#include "support/difference.hpp"

using namespace casus::testing;
using Lines = std::vector<std::string>;

TEST_CASE("a block has its language, attributes, section and lines", "[support]") {
  const auto page = read_markdown(
      "# Title\n"
      "## First part\n"
      "```casus file=rules/x.casus open\n"
      "rule a\n"
      "## no heading\n"
      "```\n"
      "# Another\n"
      "````\n"
      "```\n"
      "````\n");
  REQUIRE(page.fences.size() == 2);
  CHECK(page.fences[0].language == "casus");
  CHECK(page.fences[0].attribute("file") == "rules/x.casus");
  CHECK(page.fences[0].attributes.contains("open"));
  CHECK(page.fences[0].section == "First part");
  CHECK(page.fences[0].body == Lines{"rule a", "## no heading"});
  CHECK(page.fences[0].first == 2);
  CHECK(page.fences[0].last == 5);
  CHECK(page.fences[1].section.empty());
  CHECK(page.fences[1].body == Lines{"```"});
}

TEST_CASE("a block that is open or indented is refused rather than passed over", "[support]") {
  CHECK_THROWS_AS(read_markdown("```console\n$ casus\n"), std::invalid_argument);
  CHECK_THROWS_AS(read_markdown("- list\n  ```console\n  ```\n"), std::invalid_argument);
}

TEST_CASE("a table is found by its header", "[support]") {
  const auto page = read_markdown(
      "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n"
      "| A | C |\n| --- | --- |\n| 3 | 4 |\n| 5 |  x y |\ntext\n| 7 | 8 |\n");
  CHECK(table_below(page, {"A", "C"}) == std::vector<Lines>{{"3", "4"}, {"5", "x y"}});
  CHECK(table_below(page, {"A", "D"}).empty());
}

TEST_CASE("a difference shows only the lines that differ, and the one above", "[support]") {
  CHECK(difference("a\nb\nc\nd\n", "a\nb\nX\nY\nd\n") == "    b\n  - c\n  + X\n  + Y\n");
  CHECK(difference("a\na\n", "a\n") == "    a\n  - a\n");
  CHECK(difference("a\n", "a\n").empty());
  CHECK(difference("a\n", "a") == "    a\n  the last line has no end\n");
}
