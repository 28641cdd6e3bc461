// SPDX-License-Identifier: Apache-2.0
//
// What other languages, or plain English, write otherwise: the message, and what the fix makes of
// the text.
#include <string>

#include "support/catch.hpp"
#include "unit/syntax/texts.hpp"

using casus::tests::messages;
using casus::tests::with_fixes;

TEST_CASE("what is written otherwise elsewhere is put as it is written here", "[syntax][slips]") {
  struct Case {
    const char* text;
    const char* message;
    const char* fixed;
  };
  const Case c = GENERATE(values<Case>({
      {"rule r when p(x),\n then q(x)", "E0101 1:17 no comma stands before `then`",
       "rule r when p(x)\n then q(x)"},
      {"rule r when p(x),\n supports s(x) by 1", "E0101 1:17 no comma stands before `supports`",
       "rule r when p(x)\n supports s(x) by 1"},
      {"rule r when p(x), unless q(x) then t(x)", "E0101 1:17 no comma stands before `unless`",
       "rule r when p(x) unless q(x) then t(x)"},
      {"rule r when p(x) and no q(x) then t(x)", "E0101 1:22 `no` is written `not` here",
       "rule r when p(x) and not q(x) then t(x)"},
      {"rule r when p(x) and there is no q(x) then t(x)",
       "E0101 1:22 a condition is the fact alone, or `not` and the fact",
       "rule r when p(x) and not q(x) then t(x)"},
      {"rule r when there is p(x) then t(x)",
       "E0101 1:13 a condition is the fact alone, or `not` and the fact",
       "rule r when p(x) then t(x)"},
      {"rule r when p(x) and unless q(x) then t(x)", "E0101 1:18 no `and` stands before `unless`",
       "rule r when p(x) unless q(x) then t(x)"},
      {"rule r when p[x, y] then q(x)", "E0101 1:14 arguments stand in round brackets",
       "rule r when p(x, y) then q(x)"},
      {"rule r when p(x) supports s(x) by +8", "E0101 1:35 no `+` stands before a number",
       "rule r when p(x) supports s(x) by 8"},
      {"enum E { low < mid <high }", "E0101 1:14 between the members of an enum stand commas",
       "enum E { low, mid,high }"},
      {"fact p { km: int 0..9 }", "E0101 1:18 the range of a field stands behind `in`",
       "fact p { km: int in 0..9 }"},
      {"open fact p { km: int }", "E0101 1:1 `open` stands behind the name",
       "fact p open { km: int }"},
      {"rule r when s(x).f > 0 then q(x)", "E0101 1:17 the factor stands before what is rated",
       "rule r when s.f(x) > 0 then q(x)"},
  }));
  CAPTURE(c.text);
  const std::string found = messages(c.text);
  CHECK(found.substr(0, found.find('\n')) == c.message);
  CHECK(with_fixes(c.text, true) == c.fixed);
}

TEST_CASE("a verb that is none gets those that conclude", "[syntax][slips]") {
  const char* const text =
      GENERATE("rule a when p(x)\n  adds 8 to s.f(x)", "rule a when p(x)\n  lowers s.f(x) by 8");
  CHECK_THAT(messages(text), Catch::Contains("help: a conclusion begins with `then`, `supports`, "
                                             "`undermines`, `caps` or `floors`"));
}

TEST_CASE("a text without its closing quote ends before the bracket that a comparison follows",
          "[syntax][slips]") {
  CHECK(with_fixes("rule r when s(\"A (B) C) >= firm\n then q(1)") ==
        "rule r when s(\"A (B) C\") >= firm\n then q(1)");
  CHECK(with_fixes("rule r when p(\"A)\n then q(1)") == "rule r when p(\"A\")\n then q(1)");
}
