// SPDX-License-Identifier: Apache-2.0
#include "syntax/encoding.hpp"

#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/syntax/texts.hpp"

using namespace std::string_literals;
using casus::syntax::check_encoding;
using casus::tests::messages;
using casus::tests::tree;

TEST_CASE("well-formed UTF-8 passes at the edges of its lengths", "[syntax][encoding]") {
  // U+007F, U+0080, U+07FF, U+0800, U+D7FF, U+E000, U+FFFF, U+10000, U+10FFFF
  CHECK_FALSE(
      check_encoding("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"
                     "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
                     0));
  CHECK_FALSE(check_encoding("", 0));
}

TEST_CASE("bytes that are no UTF-8 are refused at their place", "[syntax][encoding]") {
  struct Case {
    std::string text;
    std::uint32_t at;
  };
  const auto c = GENERATE(values<Case>({
      {"ab\x80", 2},             // continuation without a lead
      {"ab\xC2", 2},             // cut off
      {"a\xE2\x82\n", 1},        // cut off by a line end
      {"\xC0\xAF", 0},           // overlong
      {"a\xE0\x9F\xBF", 1},      // overlong
      {"a\xF0\x8F\xBF\xBF", 1},  // overlong
      {"a\xED\xA0\x80", 1},      // surrogate
      {"a\xF4\x90\x80\x80", 1},  // beyond U+10FFFF
      {"a\xFE", 1},
  }));
  CAPTURE(c.text);
  const auto refusal = check_encoding(c.text, 7);
  REQUIRE(refusal);
  CHECK(refusal->code == "E0104");
  CHECK(refusal->labels.front().span == casus::Span{7, c.at, c.at + 1});
}

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
