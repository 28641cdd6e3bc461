// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.hpp"

#include <string>

#include "support/catch.hpp"

using namespace std::string_literals;
using casus::base::check_encoding;
using casus::base::control_character;
using casus::base::nfc;

namespace {

std::string complaint(const std::string& text) {
  const auto d = check_encoding(text, 0);
  if (!d) return "fine";
  const casus::Label& label = d->labels.at(0);
  return d->code + " " + std::to_string(label.span.begin) + "-" + std::to_string(label.span.end) +
         " " + d->message + " | " + label.text;
}

}  // namespace

TEST_CASE("UTF-8 text is accepted, with and without a byte order mark", "[base][encoding]") {
  CHECK(complaint("") == "fine");
  CHECK(complaint("plain\r\n") == "fine");
  CHECK(complaint("\xEF\xBB\xBFКазахстан 日本 😀") == "fine");
  CHECK(casus::base::byte_order_mark("\xEF\xBB\xBFx") == 3);
  CHECK(casus::base::byte_order_mark("x") == 0);
}

TEST_CASE("well-formed UTF-8 passes at the edges of its lengths", "[base][encoding]") {
  // U+007F, U+0080, U+07FF, U+0800, U+D7FF, U+E000, U+FFFF, U+10000, U+10FFFF
  CHECK_FALSE(
      check_encoding("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"
                     "\xF0\x90\x80\x80\xF4\x8F\xBF\xBF",
                     0));
  CHECK_FALSE(check_encoding("", 0));
}

TEST_CASE("bytes that are no UTF-8 are refused at their place", "[base][encoding]") {
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

TEST_CASE("the complaint names the byte", "[base][encoding]") {
  const std::string refused = "this file is not written in UTF-8 | ";
  CHECK(complaint("ab\xFFz") == "E0104 2-3 " + refused + "the byte FF does not fit here");
  CHECK(complaint("\xC0\x80") == "E0104 0-1 " + refused + "the byte C0 does not fit here");
  CHECK(complaint("\xED\xA0\x80") == "E0104 0-1 " + refused + "the byte ED does not fit here");
  CHECK(complaint("\xF4\x90\x80\x80") == "E0104 0-1 " + refused + "the byte F4 does not fit here");
  CHECK(complaint("\xE2\x82") == "E0104 0-1 " + refused + "the byte E2 does not fit here");
  CHECK(complaint("\xFF\xFE") == "E0104 0-2 " + refused + "the bytes of UTF-16");
  CHECK(complaint("a\0b\0"s) == "E0104 0-2 " + refused + "the bytes of UTF-16");
}

TEST_CASE("a workbook is told from a text", "[base][encoding]") {
  CHECK(complaint("PK\x03\x04\x14\0\x06"s) ==
        "E0104 0-2 this file is no text, but an archive, as workbooks are | how a zip archive "
        "begins");
  CHECK(complaint("PK,year\n") == "fine");
}

TEST_CASE("NUL and a byte order mark in the middle are refused", "[base][encoding]") {
  CHECK(complaint("ab\0\0"s) == "E0104 2-3 this file holds a NUL character | a NUL character");
  CHECK(complaint("ab\xEF\xBB\xBF") ==
        "E0104 2-5 a byte order mark stands in the middle of this file | a byte order mark");
}

TEST_CASE("control characters are found, but tab and line feed are none", "[base][encoding]") {
  CHECK(control_character("a\tb\nc é Ж") == std::nullopt);
  CHECK(control_character("ab\a") == 2);
  CHECK(control_character("\r\n") == 0);
  CHECK(control_character("é\x7F") == 2);
  CHECK(control_character("x\u0085") == 1);
  CHECK(control_character("\u00A0") == std::nullopt);
}

TEST_CASE("texts that look the same have the same bytes in normal form", "[base][encoding]") {
  CHECK(nfc("Cafe\u0301") == "Caf\u00E9");
  CHECK(nfc("Caf\u00E9") == "Caf\u00E9");
  CHECK(nfc("\u0438\u0306") == "\u0439");
  // U+0323 (below) sorts before U+0307 (above) whatever the order in which they were typed.
  CHECK(nfc("q\u0307\u0323") == "q\u0323\u0307");
  CHECK(nfc("") == "");
}

TEST_CASE("a letter under a pile of accents has no normal form", "[base][encoding]") {
  std::string pile = "a";
  for (int i = 0; i < 64; ++i) pile += "\u0316";
  CHECK(nfc(pile).has_value());
  CHECK_FALSE(nfc(pile + "\u0301").has_value());
}

TEST_CASE("a byte that is no text is found wherever it stands", "[base][encoding]") {
  for (std::size_t at = 2; at < 40; ++at) {
    for (const char wrong : {'\0', '\x80', '\xFF'}) {
      std::string text(40, 'a');
      text[at] = wrong;
      const auto refusal = casus::base::check_encoding(text, 0);
      REQUIRE(refusal);
      CHECK(refusal->labels.front().span.begin == at);
    }
  }
}
