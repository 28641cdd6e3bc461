// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "support/catch.hpp"
#include "unit/syntax/texts.hpp"

using namespace std::string_literals;
using casus::tests::messages;
using casus::tests::tree;

TEST_CASE("the message names the byte and the remedy", "[syntax][encoding]") {
  CHECK(messages("use a\nuse \xE4\n") ==
        "E0104 2:5 this file is not written in UTF-8\n"
        "  `\xE4` the byte E4 does not fit here\n"
        "  help: save the file with the encoding UTF-8");
}

TEST_CASE("NUL, UTF-16 and a byte order mark inside are refused", "[syntax][encoding]") {
  CHECK(messages("use a\nuse \0b"s).starts_with("E0104 2:5 this file holds a NUL character"));
  CHECK(messages("use \xEF\xBB\xBF"s + "a")
            .starts_with("E0104 1:5 a byte order mark stands in the middle of this file"));
  CHECK(messages("\xFF\xFEu\0s\0"s)
            .starts_with("E0104 1:1 this file is not written in UTF-8\n"
                         "  `\xFF\xFE` the bytes of UTF-16"));
  CHECK(messages("u\0s\0e\0"s).starts_with("E0104 1:1 this file is not written in UTF-8"));
}

TEST_CASE("a byte order mark at the start is skipped", "[syntax][encoding]") {
  CHECK(tree("\xEF\xBB\xBFuse a") == "(use a)");
  CHECK(tree("\xEF\xBB\xBF") == "");
  CHECK(casus::tests::places("\xEF\xBB\xBF\nrule a when\n\xEF\xBB\xBFuse b") == "E0104 3:1");
}
