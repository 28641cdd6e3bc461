// SPDX-License-Identifier: Apache-2.0
#include "support/markup.hpp"

#include "support/catch.hpp"

using casus::testing::markup_mistakes;

namespace {

std::string page(const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"en\"><body><h1>Title</h1>" + body + "</body></html>\n";
}

}  // namespace

TEST_CASE("a good page has no mistakes", "[support]") {
  CHECK(markup_mistakes(page("<p id=\"a\">1 &lt; 2<br></p><a href=\"#a\">up</a>")).empty());
}

TEST_CASE("each mistake of markup is found", "[support]") {
  const char* const body =
      GENERATE("<p>", "<p></b></p>", "a & b", "a > b", "<p id=\"a\"></p><p id=\"a\"></p>",
               "<a href=\"#nowhere\">x</a>", "<h3>deep</h3>", "<h1>again</h1>",
               "<a href=\"javascript:x\">x</a>", "<script></script>", "<p onclick=\"x\"></p>",
               "<table><thead></thead></table>", "<th>x</th>", "a\x01", "<p class=x></p>");
  INFO(body);
  CHECK_FALSE(markup_mistakes(page(body)).empty());
}
