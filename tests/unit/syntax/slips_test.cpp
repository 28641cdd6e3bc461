// SPDX-License-Identifier: Apache-2.0
//
// The mistakes that authors most likely make: the whole message, and what the fix makes of the
// text.
#include <string>

#include "support/catch.hpp"
#include "unit/syntax/texts.hpp"

using casus::tests::messages;
using casus::tests::tree;
using casus::tests::with_fixes;

TEST_CASE("a rule without a conclusion gets then before the fact it ends with", "[syntax][slips]") {
  const std::string text =
      "rule export_route \"Exports leave through the partner's pipelines\"\n"
      "  when pipeline(exporter: c, operator_country: p, share: s)\n"
      "  depends_on(country: c, on: p)\n";
  CHECK(messages(text) ==
        "E0101 3:3 this rule has conditions but no conclusion\n"
        "  `depends_on` expected `and`, `or`, `unless` or a conclusion\n"
        "  `export_route` in this rule\n"
        "  help: conclude with `then` (safe)");
  CHECK(with_fixes(text) ==
        "rule export_route \"Exports leave through the partner's pipelines\"\n"
        "  when pipeline(exporter: c, operator_country: p, share: s)\n"
        "  then depends_on(country: c, on: p)\n");
  CHECK(messages("rule a when p(x)\nrule b then p(1)") ==
        "E0101 1:17 this rule has conditions but no conclusion\n"
        "  `` expected `and`, `or`, `unless` or a conclusion\n"
        "  `a` in this rule\n"
        "  help: end the rule with what follows: `then …`, `supports … by`, `undermines … by`, "
        "`caps … at` or `floors … at`");
  CHECK(messages("rule a") ==
        "E0101 1:7 this rule has no conclusion\n"
        "  `` expected `when`, `unless` or a conclusion\n"
        "  `a` in this rule");
}

TEST_CASE("conditions without and get it where a conclusion follows", "[syntax][slips]") {
  const std::string text = "rule a\n  when p(x)\n   q(x)\n  then r(x)\n";
  CHECK(messages(text) ==
        "E0101 3:4 two conditions stand side by side\n"
        "  `q` expected `and` or `or` before this\n"
        "  `a` in this rule\n"
        "  help: join them with `and` (unsafe)");
  CHECK(with_fixes(text) == "rule a\n  when p(x)\n   and q(x)\n  then r(x)\n");
}

TEST_CASE("a condition that begins with if is joined with and", "[syntax][slips]") {
  const std::string text = "rule a\n  when p(x)\n  if q(x)\n  then r(x)\n";
  CHECK(messages(text) ==
        "E0101 3:3 a condition does not begin with `if`\n"
        "  `if` expected `and`, `or`, `unless` or a conclusion\n"
        "  `a` in this rule\n"
        "  help: join the conditions with `and` (safe)");
  CHECK(with_fixes(text) == "rule a\n  when p(x)\n  and q(x)\n  then r(x)\n");
}

TEST_CASE("a sentence behind because stands in quotes", "[syntax][slips]") {
  const std::string text = "rule a\n  when p(x)\n  then r(x)\n  because {x} is old \n";
  CHECK(messages(text) ==
        "E0101 4:11 what stands behind `because` is a text in double quotes\n"
        "  `{x} is old` expected a text in double quotes\n"
        "  `a` in this rule\n"
        "  help: put it in quotes (unsafe)");
}

TEST_CASE("conditions without when get it", "[syntax][slips]") {
  const std::string text = "rule a\n  p(x)\n  then r(x)\n";
  CHECK(messages(text) ==
        "E0101 2:3 the conditions of a rule begin with `when`\n"
        "  `p` expected `when` before this\n"
        "  `a` in this rule\n"
        "  help: begin them with `when` (safe)");
  CHECK(with_fixes(text) == "rule a\n  when p(x)\n  then r(x)\n");
}

TEST_CASE("a misspelt keyword is recognised and the rest still read", "[syntax][slips]") {
  const std::string text = "rul a\n  wehn p(x)\n  then q(x)\n  certanty 0.9\nrule b then q(1)\n";
  CHECK(messages(text) ==
        "E0101 1:1 `rul` is no keyword\n"
        "  `rul` expected a declaration, such as `rule` or `fact`\n"
        "  help: did you mean `rule`? (unsafe)\n"
        "E0101 2:3 `wehn` is no keyword\n"
        "  `wehn` expected `when`, `unless` or a conclusion\n"
        "  `a` in this rule\n"
        "  help: did you mean `when`? (unsafe)\n"
        "E0101 4:3 `certanty` is no keyword\n"
        "  `certanty` expected another conclusion, a clause such as `because`, or the next "
        "declaration\n"
        "  `a` in this rule\n"
        "  help: did you mean `certainty`? (safe)");
  CHECK(tree(with_fixes(text)) ==
        "(rule a (when (p x)) (then (q x)) (certainty 0.9))\n(rule b (then (q 1)))");
}

TEST_CASE("a misspelt and is not taken for a unit", "[syntax][slips]") {
  const std::string text = "rule a when y >= 70 adn p(y) then q(y)";
  CHECK(messages(text) ==
        "E0101 1:21 `adn` is out of place\n"
        "  `adn` read as the unit of the number\n"
        "  `a` in this rule\n"
        "  help: did you mean `and`? (unsafe)");
  CHECK(with_fixes(text) == "rule a when y >= 70 and p(y) then q(y)");
}

TEST_CASE("the signs of other languages are read as what they mean", "[syntax][slips]") {
  struct Case {
    const char* text;
    const char* message;
    const char* fixed;
  };
  const Case c = GENERATE(values<Case>({
      {"a == 3", "E0101 1:15 `==` is written `=` here", "a = 3"},
      {"a <> 3", "E0101 1:15 `<>` is written `!=` here", "a != 3"},
      {"a => 3", "E0101 1:15 `=>` is written `>=` here", "a >= 3"},
      {"a =< 3", "E0101 1:15 `=<` is written `<=` here", "a <= 3"},
      {"a := 3", "E0101 1:15 `:=` is written `=` here", "a = 3"},
      {"a ≥ 3", "E0101 1:15 `≥` is written `>=` here", "a >= 3"},
      {"a – 3", "E0101 1:15 `–` is written `-` here", "a - 3"},
      {"a = −3", "E0101 1:17 a minus is written `-`", "a = -3"},
      {"a && b", "E0101 1:15 `&&` is written `and` here", "a and b"},
      {"a || b", "E0101 1:15 `||` is written `or` here", "a or b"},
      {"!a(x)", "E0101 1:13 `!` is written `not` here", "not a(x)"},
      {"a AND b", "E0101 1:15 keywords are written in lower case", "a and b"},
      {"NOT a(x)", "E0101 1:13 keywords are written in lower case", "not a(x)"},
      {"a = 'b'", "E0101 1:17 a text stands in straight double quotes", "a = \"b\""},
      {"a = “b”", "E0101 1:17 a text stands in straight double quotes", "a = \"b\""},
      {"a = «b»", "E0101 1:17 a text stands in straight double quotes", "a = \"b\""},
      {"p(a: 1 b: 2)", "E0101 1:20 a comma is missing", "p(a: 1, b: 2)"},
      {"a = 5\n  years", "E0101 2:3 a unit stands on the line of its number", "a = 5 years"},
      {"a < b < c", "E0101 1:19 comparisons cannot be chained", "a < b and b < c"},
  }));
  CAPTURE(c.text);
  const auto rule = [](const char* body) {
    return "rule r when " + std::string(body) + " then p(1)";
  };
  const std::string found = messages(rule(c.text));
  CHECK(found.substr(0, found.find('\n')) == c.message);
  CHECK(with_fixes(rule(c.text)) == rule(c.fixed));
  CHECK(with_fixes(rule(c.text), true) == rule(c.fixed));
  CHECK(messages(rule(c.fixed)) == "");
}

TEST_CASE("an arrow before a conclusion is read as then", "[syntax][slips]") {
  for (const char* arrow : {"=>", "->", "→", "so", "therefore"}) {
    CAPTURE(arrow);
    const std::string text = "rule a when p(x) " + std::string(arrow) + " q(x)";
    CHECK(messages(text) == "E0101 1:18 `" + std::string(arrow) +
                                "` is written `then` here\n"
                                "  `" +
                                std::string(arrow) +
                                "` expected `and`, `or`, `unless` or a conclusion\n"
                                "  `a` in this rule\n"
                                "  help: write `then` (safe)");
    CHECK(with_fixes(text) == "rule a when p(x) then q(x)");
  }
}

TEST_CASE("if is read as when, and else has no counterpart", "[syntax][slips]") {
  CHECK(with_fixes("rule a if p(x) then q(x)") == "rule a when p(x) then q(x)");
  CHECK(
      messages("rule a when p(x) then q(x)\n  else r(x)") ==
      "E0101 2:3 a rule has no `else`\n"
      "  `else` expected another conclusion, a clause such as `because`, or the next declaration\n"
      "  `a` in this rule\n"
      "  help: write a second rule for the other case, with `unless` and these conditions");
}

TEST_CASE("keywords in capitals are one message each", "[syntax][slips]") {
  const std::string text = "Rule a When p(x) THEN q(x)";
  CHECK(messages(text) ==
        "E0101 1:1 keywords are written in lower case\n"
        "  `Rule`\n"
        "  help: write `rule` (safe)\n"
        "E0101 1:8 keywords are written in lower case\n"
        "  `When`\n"
        "  help: write `when` (safe)\n"
        "E0101 1:18 keywords are written in lower case\n"
        "  `THEN`\n"
        "  help: write `then` (safe)");
  CHECK(with_fixes(text) == "rule a when p(x) then q(x)");
}

TEST_CASE("semicolons and # comments are one message a file, with a fix for all of them",
          "[syntax][slips]") {
  const std::string text = "use a; # one\nuse b;\nuse c # two\n";
  CHECK(messages(text) ==
        "E0101 1:6 a line needs no semicolon at its end\n"
        "  `;` not needed\n"
        "  help: remove it (safe)\n"
        "E0101 1:8 a comment begins with `//`\n"
        "  `#` here\n"
        "  help: replace it (safe)");
  CHECK(with_fixes(text) == "use a // one\nuse b\nuse c // two\n");
}

TEST_CASE("brackets that are not closed are shown where they open", "[syntax][slips]") {
  const std::string text = "rule a\n  when p(a: c\n   and y >= 70\n  then q(x)\nuse b\n";
  CHECK(messages(text) ==
        "E0101 2:9 this `(` is not closed\n"
        "  `(` opened here\n"
        "  `then` expected `,` or `)`\n"
        "  help: close it with `)` (unsafe)");
  CHECK(with_fixes(text) == "rule a\n  when p(a: c)\n   and y >= 70\n  then q(x)\nuse b\n");
  CHECK(messages("fact f {\n  a: text,\n\nrule b then p(1)") ==
        "E0101 1:8 this `{` is not closed\n"
        "  `{` opened here\n"
        "  `` expected a field or the end of the fields\n"
        "  help: close it with `}` (unsafe)");
  CHECK(messages("rule a when p(x)) then q(x)") ==
        "E0101 1:17 this `)` closes nothing\n"
        "  `)` no bracket is open\n"
        "  `a` in this rule\n"
        "  help: remove it (unsafe)");
}

TEST_CASE("a reserved word is never a name", "[syntax][slips]") {
  const std::string told = "`in` is a reserved word, never a name";
  for (const char* text : {"rule in then p(1)", "fact f { in: text }", "enum e { a, in }",
                           "rule r when p(in: 3) then q(1)", "scale s 0..1 { in }",
                           "fact f {\n  a: text\n  in: text }", "rule r then p(1) overrides in"}) {
    CAPTURE(text);
    CHECK(messages(text).substr(0, 5) == "E0106");
    CHECK(messages(text).find(told) != std::string::npos);
  }
}

TEST_CASE("a text that does not end with its line is not closed", "[syntax][slips]") {
  CHECK(messages("rule a when p(\"abc)\n  then q(x)") ==
        "E0102 1:15 this text is not closed\n"
        "  `\"abc)` the `\"` at its end is missing\n"
        "  `a` in this rule\n"
        "  help: close it where it ends (unsafe)");
  CHECK(messages("rule a \"it's\" when p('x) then q(1)").starts_with("E0102 1:22"));
}

TEST_CASE("numbers, dates and escapes have one way to be written", "[syntax][slips]") {
  struct Case {
    const char* text;
    const char* message;
    const char* fixed;
  };
  const Case c = GENERATE(values<Case>({
      {"1.", "E0105 1:16 a number has digits on both sides of its point", "1.0"},
      {".5", "E0105 1:15 a number has digits on both sides of its point", "0.5"},
      {"1_000", "E0105 1:15 a number is written without `_`", "1000"},
      {"70years", "E0105 1:15 a blank is missing between a number and its unit", "70 years"},
      {"31.01.2015",
       "E0105 1:15 a date is written year-month-day, with two digits for month and day",
       "2015-01-31"},
      {"2015-1-3", "E0105 1:15 a date is written year-month-day, with two digits for month and day",
       "2015-01-03"},
      {R"("a\d")", "E0105 1:17 a backslash begins an escape that is not known", R"("a\\d")"},
  }));
  CAPTURE(c.text);
  const auto rule = [](const char* value) { return "rule r then p(" + std::string(value) + ")"; };
  const std::string found = messages(rule(c.text));
  CHECK(found.substr(0, found.find('\n')) == c.message);
  CHECK(with_fixes(rule(c.text)) == rule(c.fixed));
  CHECK(messages(rule(c.fixed)) == "");
}

TEST_CASE("an exponent and a second point are refused", "[syntax][slips]") {
  CHECK(messages("rule r then p(1e5)") ==
        "E0105 1:15 a number is written out in full\n"
        "  `1e5` an exponent, `e5`");
  CHECK(messages("rule r then p(1.2.3)").starts_with("E0105 1:18 a number has only one point"));
}

TEST_CASE("a comparison in words is told its signs", "[syntax][slips]") {
  const std::string help =
      "  `a` in this rule\n"
      "  help: write `>` for more than, `>=` for at least, `<` for less than, `<=` for at most, "
      "`=` "
      "for equal";
  CHECK(messages("rule a when f(s) and s is more than 25% then q(s)") ==
        "E0101 1:24 a comparison is written with a sign\n  `is` expected a sign\n" + help);
  // Not these, which most likely begin the conclusion.
  for (const char* text : {"rule a when f(s) than q(s)", "rule a when f(s) and s > 3 than q(s)"}) {
    CHECK(messages(text).ends_with("help: did you mean `then`? (unsafe)"));
  }
  CHECK(messages("rule a when f(s) and s more than 25% then q(s)") ==
        "E0101 1:24 a comparison is written with a sign\n  `more` expected a sign\n" + help);
}

TEST_CASE("a row that is not closed takes in the next one", "[syntax][slips]") {
  const std::string head = "table t(a: int) -> int first {\n  | a | result |\n";
  CHECK(messages(head + "  | 1 | 2\n  | 3 | 4 |\n}") ==
        "E0101 3:3 a row is not closed\n"
        "  `| 1 | 2` goes on in the next line\n"
        "  help: close the row with `|` at the end of its line (safe)");
  CHECK(messages(head + "  | 1 | 2\n}") ==
        "E0101 3:10 a row is not closed\n"
        "  `` expected `|`\n"
        "  `t` in this table\n"
        "  help: close the row with `|` (unsafe)");
  CHECK(messages(head + "  | 1, 2 | 3 |\n}")
            .ends_with("help: a cell holds one value or range; write a row for each"));
  CHECK(messages(head + "  | up to 2 | 3 |\n}")
            .ends_with("help: a cell holds a value, a comparison such as `<= 5`, a range such as "
                       "`1..5`, or `_`"));
}

TEST_CASE("what a rule says about a rating, a certainty and another rule has its own form",
          "[syntax][slips]") {
  CHECK(messages("rule a when f(x) caps s at 45") ==
        "E0101 1:25 `s` has no arguments\n"
        "  `at` expected `(` and arguments\n"
        "  `a` in this rule\n"
        "  help: say of whom or what: `s(…)`");
  CHECK(messages("rule a when f(x) then q(x) certainty = 0.9") ==
        "E0101 1:38 no sign stands behind `certainty`\n"
        "  `=` expected a value\n"
        "  `a` in this rule\n"
        "  help: remove it (safe)");
  CHECK(with_fixes("rule a when f(x) then q(x) certainty=0.9") ==
        "rule a when f(x) then q(x) certainty 0.9");
  CHECK(messages("rule a when f(x) then q(x) because: \"y\"")
            .starts_with("E0101 1:35 no sign stands behind `because`\n"));
  CHECK(messages("rule a when f(x) then q(x) overrides \"The title\"") ==
        "E0101 1:38 `overrides` asks for the name of a rule\n"
        "  `\"The title\"` a text\n"
        "  `a` in this rule\n"
        "  help: write the name that stands behind `rule`, without quotes");
}

TEST_CASE("mistakes in tables name the cell or the row", "[syntax][slips]") {
  const std::string text =
      "table t(a: int) -> text unique {\n"
      "  | a | b | result |\n"
      "  | 1 |   | \"x\" |\n"
      "  | - | 2 | \"x\" |\n"
      "  | 1 | 2 |\n"
      "}";
  CHECK(messages(text) ==
        "E0101 3:8 a cell is empty\n"
        "  `   ` expected a value, a comparison, a range or `_`\n"
        "  help: where any value fits write `_` (safe)\n"
        "E0101 4:5 a cell is empty\n"
        "  `-` expected a value, a comparison, a range or `_`\n"
        "  help: where any value fits write `_` (safe)\n"
        "E0101 5:3 a row has 2 cells where the table has 3 columns\n"
        "  `| 1 | 2 |`\n"
        "  help: write 3 cells; `_` stands in one where any value fits");
  CHECK(messages("table t(a: int) text unique { | a | }")
            .starts_with("E0101 1:17 this table has no result\n"
                         "  `text` expected `->` and the type of the result"));
  CHECK(messages("table t(a: int) -> text { | a | }")
            .starts_with("E0101 1:25 this table has no hit policy\n"
                         "  `{` expected `unique`, `any`, `first`, `priority` or `collect`"));
}

TEST_CASE("mistakes in lists of fields", "[syntax][slips]") {
  CHECK(with_fixes("fact f {\n  a = text\n}") == "fact f {\n  a : text\n}");
  CHECK(with_fixes("fact f {\n  a text\n}") == "fact f {\n  a: text\n}");
  CHECK(with_fixes("fact f {\n  a: text\n  b: int\n}") == "fact f {\n  a: text,\n  b: int\n}");
  CHECK(with_fixes("enum e { a b }") == "enum e { a, b }");
  CHECK(with_fixes("scale s 0..9 { a < 3\n b }") == "scale s 0..9 { a < 3,\n b }");
}

TEST_CASE("clauses have their order and come once", "[syntax][slips]") {
  CHECK(messages("rule r then p(1) because \"x\" then q(1)") ==
        "E0101 1:30 conclusions stand before `certainty`, `because`, `source` and `overrides`\n"
        "  `then` a conclusion behind them\n"
        "  `r` in this rule");
  CHECK(messages("rule r then p(1) because \"x\" because \"y\"") ==
        "E0101 1:30 `because` is given twice\n"
        "  `because` for the second time");
  CHECK(messages("rule r then p(1), supports s.f(a) by 3")
            .starts_with("E0101 1:17 no comma stands before `supports`"));
  CHECK(with_fixes("rule r when p(x) when q(x) then r(x)") ==
        "rule r when p(x) and q(x) then r(x)");
  CHECK(with_fixes("rule r: when p(x) then r(x)") == "rule r when p(x) then r(x)");
}

TEST_CASE("a word that asks for something says what", "[syntax][slips]") {
  struct Case {
    const char* text;
    const char* message;
  };
  const Case c = GENERATE(values<Case>({
      {"rule r when then p(1)", "E0101 1:13 `when` asks for a condition"},
      {"rule r then", "E0101 1:12 `then` asks for a fact"},
      {"rule r then p(1) certainty", "E0101 1:27 `certainty` asks for a value"},
      {"rule r then p(1) because 3", "E0101 1:26 `because` asks for a text in double quotes"},
      {"rule r when a + then p(1)", "E0101 1:17 `+` asks for a condition or a value"},
      {"rule r then p(a: )", "E0101 1:18 `:` asks for a value"},
      {"rule r supports s.f(a)", "E0101 1:23 this conclusion has no weight"},
      {"rule r supports s.f by 3", "E0101 1:21 `s.f` has no arguments"},
      {"rule r caps s(a) 3", "E0101 1:18 this limit has no value"},
      {"rule r supports s.f(a) by 6 for c", "E0101 1:33 `for` asks for `each` and a variable"},
      {"rule r then one of p(1) certainty 0.5", "E0101 1:38 a choice has two outcomes or more"},
      {"rule r then one of p(1) certainty 0.5\n p(2) certainty 0.3",
       "E0101 2:2 a choice has two outcomes or more"},
      {"use", "E0101 1:4 `use` asks for the name of a module"},
      {"rating r(a: text) on S", "E0101 1:19 this rating has no subjects"},
      {"rating r(a: text) of p(a) starts 3", "E0101 1:27 this rating has no scale"},
      {"rating r(a: text) of p(a) on S", "E0101 1:31 this rating has no starting point"},
      {"scale s 0 100 { a }", "E0101 1:11 a range has only one end"},
      {"unit a = b", "E0101 1:10 `=` asks for a number and a unit"},
      {"fact f { a: }", "E0101 1:13 a field has no type"},
      {"fact { a: text }", "E0101 1:6 this fact has no name"},
      {"rule \"x\" then p(1)", "E0101 1:6 this rule has no name"},
      {"fact f { a: text } presumed 0.5", "E0101 1:29 `presumed` asks for `absent` and a number"},
      {"test \"t\" expect", "E0101 1:16 `expect` asks for a condition"},
      {"rule країна then p(1)", "E0101 1:6 `країна` cannot stand outside a text"},
  }));
  CAPTURE(c.text);
  const std::string found = messages(c.text);
  CHECK(found.substr(0, found.find('\n')) == c.message);
}

TEST_CASE("a choice of one outcome is told what is missing", "[syntax][slips]") {
  CHECK(messages("rule r then one of p(1) certainty 0.5") ==
        "E0101 1:38 a choice has two outcomes or more\n"
        "  `` expected `,` and a second outcome\n"
        "  `r` in this rule");
}

TEST_CASE("wherever a text breaks off, words say what is expected and no name of C++",
          "[syntax][slips]") {
  const std::string text =
      "edition 2026 module a.b certainty mycin use c enum e { a, b } unit u = 2 v "
      "scale s 0..9 { a < 3, b } fact f open { a: least int u in 0..9 open, b: text } "
      "reads \"x\" asks \"x\" presumed absent 0.5 half_life 3 days relation g(a: text) "
      "rating r(a: text) \"x\" of f(a: a) on s starts 3 factor c \"x\" 0..9 "
      "likelihood \"x\" base 9% within 5 years doubles per 10 "
      "rule h \"x\" when f(a: a, b: >= 3) and n = sum(distinct v for f(a: v)) and not (a in 1..3) "
      "unless unknown f(a: a) then not g(a: -1), g(a: 2) supports r.c(a) by 3 for each a, b "
      "caps r(a) at 3 certainty 0.9 because \"x\" source \"x\" overrides k "
      "rule i then one of g(a: 1) certainty 0.5 , not g(a: 2) certainty 0.3 , g(a: 3) certainty "
      "0.1 "
      "table t(a: int) -> int collect sum { | a | result | | < 3 | _ | | 1..3 | 4 | } "
      "test \"x\" given \"x\" assume not f(a: 1) certainty 0.5 drop f(a: 1) drop \"F1\" "
      "expect f(a: 1) ";
  REQUIRE(messages(text).empty());
  for (std::size_t end = text.find(' '); end != std::string::npos; end = text.find(' ', end + 1)) {
    for (const std::string& rest : {std::string(), std::string(" )"), std::string(" a b")}) {
      const std::string told = messages(text.substr(0, end) + rest);
      CAPTURE(told);
      CHECK(told.find("boost") == std::string::npos);
      CHECK(told.find("casus") == std::string::npos);
    }
  }
}

TEST_CASE("except is read as unless", "[syntax][slips]") {
  const std::string text = "rule a when p(x: x) except q(x: x) then r(x: x)";
  CHECK(messages(text) ==
        "E0101 1:21 `except` is written `unless` here\n"
        "  `except` expected `and`, `or`, `unless` or a conclusion\n"
        "  `a` in this rule\n"
        "  help: write `unless` (safe)");
  CHECK(with_fixes(text) == "rule a when p(x: x) unless q(x: x) then r(x: x)");
}

TEST_CASE("a decimal comma is told apart from one between thousands", "[syntax][slips]") {
  struct Case {
    const char* text;
    const char* fixed;
  };
  const Case c = GENERATE(values<Case>({
      {"rule r then p(x: 1) certainty 0,5", "rule r then p(x: 1) certainty 0.5"},
      {"rule r when p(x: x) and x > 0,25 then q(x: x)",
       "rule r when p(x: x) and x > 0.25 then q(x: x)"},
      {"rating r(a: text) of p(a: a) on S starts 0,5",
       "rating r(a: text) of p(a: a) on S starts 0.5"},
      {"scale S 0..1 { a < 0,5, b }", "scale S 0..1 { a < 0.5, b }"},
      {"table t(a: number) -> int first { | a | result | | < 0,5 | 3 | }",
       "table t(a: number) -> int first { | a | result | | < 0.5 | 3 | }"},
  }));
  CAPTURE(c.text);
  CHECK(messages(c.text).find(" a number has a point, not a comma\n") != std::string::npos);
  CHECK(with_fixes(c.text, true) == c.fixed);
}

TEST_CASE("half-life is written with an underscore", "[syntax][slips]") {
  const std::string text = "fact f { a: text } half-life 3 days";
  CHECK(messages(text) ==
        "E0101 1:20 `half-life` is written `half_life` here\n"
        "  `half-life` expected `reads`, `asks`, `presumed`, `half_life` or the next declaration\n"
        "  `f` in this fact\n"
        "  help: write `half_life` (safe)");
  CHECK(with_fixes(text) == "fact f { a: text } half_life 3 days");
}

TEST_CASE("words without quotes where a text belongs get them", "[syntax][slips]") {
  CHECK(messages("rule r when p(x: x) then q(x: x) because the pump is old") ==
        "E0101 1:42 `because` asks for a text in double quotes\n"
        "  `the pump is old` expected a text in double quotes\n"
        "  `r` in this rule\n"
        "  help: put it in quotes (unsafe)");
  CHECK(with_fixes("rule r then q(x: 1)\n  because pump {n} is old // so\n  certainty 1") ==
        "rule r then q(x: 1)\n  because \"pump {n} is old\" // so\n  certainty 1");
  const std::string titled = "rule r Old pump\n  when p(x: x) then q(x: x)";
  CHECK(messages(titled) ==
        "E0101 1:8 a name is one word, and the title behind it stands in double quotes\n"
        "  `Old pump` expected a text in double quotes\n"
        "  `r` in this rule\n"
        "  help: put it in quotes (unsafe)");
  CHECK(with_fixes(titled) == "rule r \"Old pump\"\n  when p(x: x) then q(x: x)");
}

TEST_CASE("at and by, confused, are exchanged", "[syntax][slips]") {
  CHECK(messages("rule r caps s(a) by 3") ==
        "E0101 1:18 `by` is written `at` here\n"
        "  `by` expected `at` and a value\n"
        "  `r` in this rule\n"
        "  help: write `at` (safe)");
  CHECK(with_fixes("rule r floors s(a) to 3", true) == "rule r floors s(a) at 3");
  CHECK(with_fixes("rule r supports s.f(a) at 3", true) == "rule r supports s.f(a) by 3");
}

TEST_CASE("rows of a table without strokes are told how a row is written", "[syntax][slips]") {
  CHECK(messages("table t(a: int) -> int first {\n  | a | result |\n  < 5 | 3\n}") ==
        "E0101 3:3 a row stands between `|`\n"
        "  `<` expected a row or `}`\n"
        "  `t` in this table\n"
        "  help: put `|` before the row, between its cells and behind it, as in `| 1 | 2 |`");
  CHECK(messages("table t(a: int) -> int first {\n  a | result\n  < 5 | 3\n}") ==
        "E0101 2:3 a row stands between `|`\n"
        "  `a` expected `|` and the names of the columns\n"
        "  `t` in this table\n"
        "  help: put `|` before the row, between its cells and behind it, as in `| 1 | 2 |`");
}

TEST_CASE("letters of another alphabet inside a name are named", "[syntax][slips]") {
  // Cyrillic Те (U+0422) in the first, Cyrillic а (U+0430) in the second, Greek ο in the third.
  CHECK(messages("rule Тurkey then q(x: 1)") ==
        "E0101 1:6 `Тurkey` mixes letters of two alphabets\n"
        "  `Т` a Cyrillic letter that looks like `T`\n"
        "  help: write it with the letters a to z: `Turkey` (safe)");
  CHECK(messages("rule r when pаir(x: 1) then q(x: 1)") ==
        "E0101 1:14 `pаir` mixes letters of two alphabets\n"
        "  `а` a Cyrillic letter that looks like `a`\n"
        "  `r` in this rule\n"
        "  help: write it with the letters a to z: `pair` (safe)");
  CHECK(with_fixes("fact f { nοte: text }", true) == "fact f { note: text }");
  CHECK(messages("rule країна then p(1)") ==
        "E0101 1:6 `країна` cannot stand outside a text\n"
        "  `країна` expected a name\n"
        "  help: names are written with the letters a to z, digits and `_`");
}

TEST_CASE("parts of a rule in the wrong order are told their places", "[syntax][slips]") {
  CHECK(messages("rule a when p(x: x) certainty 0.9 then q(x: x)") ==
        "E0101 1:21 `certainty` stands behind the conclusion\n"
        "  `certainty` expected `and`, `or`, `unless` or a conclusion\n"
        "  `a` in this rule\n"
        "  help: move it behind `then …`, or what else the rule concludes");
  CHECK(messages("rule a when p(x: x) then q(x: x) unless p(x: \"b\")") ==
        "E0101 1:34 `unless` stands before the conclusion\n"
        "  `unless` behind the conclusion\n"
        "  `a` in this rule\n"
        "  help: move it, and the conditions that follow it, before the first conclusion");
}

TEST_CASE("words and commas that join too much or too little are put right", "[syntax][slips]") {
  CHECK(with_fixes("rule a when p(x: x) then q(x: x) and r(x: x)", true) ==
        "rule a when p(x: x) then q(x: x) , r(x: x)");
  CHECK(with_fixes("rule a when p(x: x), p(x: y) then q(x: x)", true) ==
        "rule a when p(x: x) and p(x: y) then q(x: x)");
  CHECK(with_fixes("rule a when p(x: x) and x > 10,000 then q(x: x)", true) ==
        "rule a when p(x: x) and x > 10000 then q(x: x)");
  CHECK(with_fixes("rule a when p(x: x) and then q(x: x)", true) ==
        "rule a when p(x: x) then q(x: x)");
  CHECK(with_fixes("rule a when p(x: x) then supports r.f(x) by 5", true) ==
        "rule a when p(x: x)  supports r.f(x) by 5");
}

TEST_CASE("a comprehension without for gets it", "[syntax][slips]") {
  CHECK(with_fixes("rule a when n = sum(v where p(v: v)) then q(x: n)", true) ==
        "rule a when n = sum(v for p(v: v)) then q(x: n)");
}

TEST_CASE("a name of two words is taken for a text without quotes", "[syntax][slips]") {
  CHECK(messages("rule a when p(x: Alpha Chips) then q(x: 1)") ==
        "E0101 1:18 a text stands in double quotes\n"
        "  `Alpha Chips` read as several names\n"
        "  `a` in this rule\n"
        "  help: put it in quotes (unsafe)");
}
