// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "support/catch.hpp"
#include "unit/syntax/texts.hpp"

using casus::tests::goal;

namespace {
struct Case {
  const char* text;
  const char* tree;
};
}  // namespace

TEST_CASE("literals are read as written", "[syntax][expression]") {
  const Case c = GENERATE(values<Case>({
      {"12", "12"},
      {"0.5", "0.5"},
      {"007", "007"},
      {"70 years", "70:years"},
      {"25%", "25%"},
      {"25 %", "25%"},
      {"true", "true"},
      {"false", "false"},
      {"2015-01-31", "2015-01-31"},
      {"2015-02-30", "2015-02-30"},
      {"2015 - 01 - 31", "(- (- 2015 01) 31)"},
      {"\"\"", "\"\""},
      {R"("a \"b\" \\ \n \t c")", R"("a \"b\" \\ \n \t c")"},
      {"\"Қазақстан\"", "\"Қазақстан\""},
      {"\"// no comment\"", "\"// no comment\""},
  }));
  CAPTURE(c.text);
  CHECK(goal(c.text) == c.tree);
}

TEST_CASE("keywords and names with brackets or colons are never units", "[syntax][expression]") {
  CHECK(goal("p(60 and a)") == "(p (and 60 a))");
  CHECK(goal("sum(1 for p(x))") == "(for sum 1 (p x))");
  CHECK(goal("a = 5 USD_bn / 2") == "(= a (/ 5:USD_bn 2))");
  CHECK(goal("x in 5 years..10 years") == "(in x (.. 5:years 10:years))");
  CHECK(goal("a = 5 b(c)").starts_with("E0101 1:7 `b` is out of place"));
}

TEST_CASE("names may be dotted and may be keywords that are not reserved", "[syntax][expression]") {
  CHECK(goal("Role.patron") == "Role.patron");
  CHECK(goal("a.b.c(d)") == "(a.b.c d)");
  CHECK(goal("source(on: rule, unit: test) and factor = distinct") ==
        "(and (source on: rule unit: test) (= factor distinct))");
  CHECK(goal("_x = x_1") == "(= _x x_1)");
  CHECK(goal("a.in") ==
        "E0106 1:3 `in` is a reserved word, never a name\n"
        "  `in` expected a name\n"
        "  help: choose another name, such as `in_value`");
}

TEST_CASE("arguments come by position, by name, as wildcards and as comparisons",
          "[syntax][expression]") {
  const Case c = GENERATE(values<Case>({
      {"p()", "(p)"},
      {"p(a)", "(p a)"},
      {"p(a, b,)", "(p a b)"},
      {"p(_, b: _)", "(p _ b: _)"},
      {"p(a: b + 1, c: \"x\")", "(p a: (+ b 1) c: \"x\")"},
      {"p(age: >= 70 years)", "(p age: (>= 70:years))"},
      {"p(age: != -1)", "(p age: (!= (- 1)))"},
      {"p(age: = a)", "(p age: (= a))"},
      {"p(< 3, in 1..2)", "(p (< 3) (in (.. 1 2)))"},
      {"p(kind: Role.patron)", "(p kind: Role.patron)"},
      {"p(a = b)", "(p (= a b))"},
      {"p(not q(a))", "(p (not (q a)))"},
      {"p(In)", "(p In)"},
      {"min(1, total / 20 USD_bn)", "(min 1 (/ total 20:USD_bn))"},
      {"p\n(\na\n:\nb\n)", "(p a: b)"},
  }));
  CAPTURE(c.text);
  CHECK(goal(c.text) == c.tree);
}

TEST_CASE("a comprehension is told from a call by its for", "[syntax][expression]") {
  const Case c = GENERATE(values<Case>({
      {"count(x for p(x))", "(for count x (p x))"},
      {"count(distinct x for p(x) and q(x))", "(for count distinct x (and (p x) (q x)))"},
      {"count(distinct for p(distinct))", "(for count distinct (p distinct))"},
      {"count(distinct (x + 1) for p(x))", "(for count distinct (+ x 1) (p x))"},
      {"count(distinct (x) + \")\" for p(x))", "(for count distinct (+ x \")\") (p x))"},
      {"count(distinct(x), y)", "(count (distinct x) y)"},
      {"count(distinct, x)", "(count distinct x)"},
      {"sum(v * w for p(v, w)) >= 3", "(>= (for sum (* v w) (p v w)) 3)"},
      {"sum(sum(a for p(a, b)) for q(b))", "(for sum (for sum a (p a b)) (q b))"},
  }));
  CAPTURE(c.text);
  CHECK(goal(c.text) == c.tree);
}

TEST_CASE("unknown asks about one fact", "[syntax][expression]") {
  CHECK(goal("unknown p(a) and not q(a)") == "(and (unknown (p a)) (not (q a)))");
  CHECK(goal("p(a: Unknown)") == "(p a: Unknown)");
  CHECK(goal("unknown 3") ==
        "E0101 1:9 `unknown` asks for a fact\n"
        "  `3` expected a fact, such as `p(x)`");
}

TEST_CASE("nested calls take linear time", "[syntax][expression]") {
  std::string text;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    text += "f(";
    expected += "(f ";
  }
  text += "a" + std::string(100, ')');
  expected += "a" + std::string(100, ')');
  CHECK(goal(text) == expected);
}

TEST_CASE("a goal is one condition with nothing behind it", "[syntax][goal]") {
  CHECK(goal("stability(\"Kazakhstan-Russia\") >= solid") ==
        "(>= (stability \"Kazakhstan-Russia\") solid)");
  CHECK(goal("  p(a) // comment") == "(p a)");
  CHECK(goal("p(a) q(a)") ==
        "E0101 1:6 `q` is out of place\n"
        "  `q` expected `and`, `or` or the end of the goal");
  CHECK(goal(" ton q(x)").starts_with("E0101 1:2 a name is one word"));
  CHECK(goal("a....4").starts_with("E0101 1:4 `..` asks for a condition or a value"));
  CHECK(goal("a;;b;;").starts_with("E0101 1:2 a line needs no semicolon"));
  CHECK(goal("") ==
        "E0101 1:1 the text ends in the middle of this goal\n"
        "  `` expected a condition");
  CHECK(goal("p(a))").starts_with("E0101 1:5 this `)` closes nothing"));
  CHECK(goal("p(a) == 3").starts_with("E0101 1:6 `==` is written `=` here"));
  CHECK(goal("p(\xFF)").starts_with("E0104 1:3"));
}
