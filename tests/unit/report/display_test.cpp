// SPDX-License-Identifier: Apache-2.0
#include "report/display.hpp"

#include "report/numbers.hpp"
#include "support/catch.hpp"

using namespace casus;

TEST_CASE("display width counts columns, not bytes", "[report][display]") {
  CHECK(report::display_width("abc") == 3);
  CHECK(report::display_width("Россия") == 6);
  CHECK(report::display_width("中国") == 4);
  CHECK(report::display_width("e\xCC\x81") == 1);  // e and a combining acute
  CHECK(report::display_width("\x1b") == 4);       // shown as \x1b
  CHECK(report::display_width("") == 0);
}

TEST_CASE("everything that could steer a terminal is shown as an escape", "[report][display]") {
  CHECK(report::printable("a\tb\nc\rd") == "a\\tb\\nc\\rd");
  CHECK(report::printable("\x7f") == "\\x7f");
  CHECK(report::printable("\xC2\x9B") == "\\u{9b}");              // C1 control
  CHECK(report::printable("\xE2\x80\xAE") == "\\u{202e}");        // right-to-left override
  CHECK(report::printable("\xE2\x81\xA6") == "\\u{2066}");        // isolate
  CHECK(report::printable("\xC3(") == "\\xc3(");                  // broken UTF-8
  CHECK(report::printable("\xED\xA0\x80") == "\\xed\\xa0\\x80");  // a surrogate
  CHECK(report::printable(std::string("\0", 1)) == "\\x00");
  CHECK(report::printable("naïve — 中国") == "naïve — 中国");
}

TEST_CASE("text wraps at blanks, inside words only where it must", "[report][display]") {
  using Lines = std::vector<std::string>;
  CHECK(report::wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(report::wrap("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(report::wrap("a-b c-d", 3) == Lines{"a-b", "c-d"});
  CHECK(report::wrap("of east-west_line", 8) == Lines{"of east-", "west_", "line"});
  CHECK(report::wrap("east-westward", 6) == Lines{"east-", "westwa", "rd"});
  CHECK(report::wrap("中国人", 4) == Lines{"中国", "人"});
  CHECK(report::wrap("中", 1) == Lines{"中"});
  CHECK(report::wrap("", 5) == Lines{""});
  CHECK(report::wrap("a b", 0) == Lines{"a", "b"});
}

TEST_CASE("numbers for people are rounded without surprises", "[report][numbers]") {
  CHECK(report::fixed(-0.04, 1) == "0.0");
  CHECK(report::with_sign(8) == "+8.0");
  // Halves go away from zero, those of decimal numbers too that binary ones only come near.
  CHECK(report::with_sign(-3.25) == "-3.3");
  CHECK(report::fixed(56.25, 1) == "56.3");
  CHECK(report::fixed(1.005, 2) == "1.01");
  CHECK(report::fixed(1.0049, 2) == "1.00");
  CHECK(report::with_sign(0) == "0.0");
  CHECK(report::brief(60, 1) == "60");
  CHECK(report::certainty_text(0.7) == "0.7");
  CHECK(report::certainty_text(0.9999) == "0.9999");
  CHECK(report::certainty_text(1) == "1");
  CHECK(report::certainty_text(0.0004) == "0.0004");
  // Intervals are rounded outwards, and never to 0 or 1.
  CHECK(report::certainty_text(0, casus::Between{0.3549, 0.3549}) == "0.35..0.36");
  CHECK(report::certainty_text(0, casus::Between{0.35, 0.7}) == "0.35..0.7");
  CHECK(report::certainty_text(0, casus::Between{0, 0.000234}) == "0..0.0003");
  CHECK(report::certainty_text(0, casus::Between{0.006, 0.994}) == "0.006..0.994");
  CHECK(report::certainty_text(1, casus::Between{0.999766, 1}) == "0.9997..1");
  CHECK(report::shortest(0.1) == "0.1");
  CHECK(report::shortest(-0.0) == "0");
  CHECK(report::date_text(Date{16466}) == "2015-01-31");
  CHECK(report::month_text(Date{-1}) == "Dec 1969");
}
