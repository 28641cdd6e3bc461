// SPDX-License-Identifier: Apache-2.0
#include "report/marked_line.hpp"

#include "support/catch.hpp"

using casus::report::Gutter;
using casus::report::LineMark;
using casus::report::marked_line;
using casus::report::plain_line;

TEST_CASE("a line as long as a file is cut around its mark", "[report][marked_line]") {
  std::string line(3'000'000, 'k');
  line.replace(2'000'000, 5, "WRONG");
  const Gutter gutter{.width = 2, .style = {.ascii = true, .width = 40}};
  const std::string shown = marked_line(
      gutter, 7, line, {LineMark{.begin = 2'000'000, .end = 2'000'005, .text = "here"}});
  CHECK(shown ==
        " 7 | ...kkkkkkkkkkkkWRONGkkkkkkkkkkkk...\n"
        "   |                ^^^^^ here\n");
  CHECK(plain_line(gutter, 7, line).size() < 50);
}

TEST_CASE("a long line is cut between characters", "[report][marked_line]") {
  std::string line;
  for (int i = 0; i < 200'000; ++i) line += "ю";
  const Gutter gutter{.width = 2, .style = {.width = 40}};
  const std::string shown =
      marked_line(gutter, 1, line, {LineMark{.begin = 300'000, .end = 300'002, .text = ""}});
  CHECK(shown.find("юю") != std::string::npos);
  CHECK(shown.find("�") == std::string::npos);
  CHECK(shown.find("\\x") == std::string::npos);
}
