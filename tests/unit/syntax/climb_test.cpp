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

std::string repeated(std::string_view what, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += what;
  return out;
}

}  // namespace

TEST_CASE("operators bind in the order of the language page", "[syntax][climb]") {
  const Case c = GENERATE(values<Case>({
      {"a or b and c", "(or a (and b c))"},
      {"a and b or c", "(or (and a b) c)"},
      {"a or b or c", "(or (or a b) c)"},
      {"not a and b", "(and (not a) b)"},
      {"not a = b", "(not (= a b))"},
      {"not a = b and c", "(and (not (= a b)) c)"},
      {"not not a", "(not (not a))"},
      {"a and not b or c", "(or (and a (not b)) c)"},
      {"a = b + c", "(= a (+ b c))"},
      {"a + b * c", "(+ a (* b c))"},
      {"a * b + c", "(+ (* a b) c)"},
      {"a - b - c", "(- (- a b) c)"},
      {"a / b / c", "(/ (/ a b) c)"},
      {"-a * b", "(* (- a) b)"},
      {"-a + b", "(+ (- a) b)"},
      {"a - -b", "(- a (- b))"},
      {"not -a = b", "(not (= (- a) b))"},
      {"(a or b) and c", "(and (or a b) c)"},
      {"a * (b + c)", "(* a (+ b c))"},
      {"a != b", "(!= a b)"},
      {"a < b", "(< a b)"},
      {"a <= b", "(<= a b)"},
      {"a > b", "(> a b)"},
      {"a >= b", "(>= a b)"},
      {"x in 1..5", "(in x (.. 1 5))"},
      {"x in -a + 1..b * 2 and c", "(and (in x (.. (+ (- a) 1) (* b 2))) c)"},
      {"x in 2015-01-31..2016-01-31", "(in x (.. 2015-01-31 2016-01-31))"},
      {"1 + not a = b", "(+ 1 (not (= a b)))"},
  }));
  CAPTURE(c.text);
  CHECK(goal(c.text) == c.tree);
}

TEST_CASE("a place for a value takes arithmetic and ends before and, or and comparisons",
          "[syntax][climb]") {
  CHECK(goal("p(a: >= b + 1 * 2)") == "(p a: (>= (+ b (* 1 2))))");
  CHECK(goal("p(a: in 1..b - 1)") == "(p a: (in (.. 1 (- b 1))))");
  CHECK(goal("p(a: >= 1 and b)").starts_with("E0101 1:11 `and` is out of place"));
}

TEST_CASE("comparisons do not chain", "[syntax][climb]") {
  CHECK(goal("a < b < c") ==
        "E0101 1:7 comparisons cannot be chained\n"
        "  `<` a second comparison\n"
        "  `<` the first one\n"
        "  help: compare twice (safe)");
  CHECK(goal("a = b in 1..2").starts_with("E0101 1:7 comparisons cannot be chained"));
}

TEST_CASE("a range stands only after in", "[syntax][climb]") {
  CHECK(goal("a = 1..2").starts_with("E0101 1:6 a range stands only after `in`"));
  CHECK(goal("p(a: 1..2)").starts_with("E0101 1:7 a range stands only after `in`"));
  CHECK(goal("p(a: in 1)").starts_with("E0101 1:9 `in` asks for a range"));
  CHECK(goal("p(a: > 1..2)").starts_with("E0101 1:8 a range stands only after `in`"));
  CHECK(goal("x in 3") ==
        "E0101 1:6 `in` asks for a range\n"
        "  `3` expected a range `a..b`\n"
        "  `in` because of this `in`");
}

TEST_CASE("a chain of operators may have 999 of them and no more", "[syntax][climb]") {
  CHECK(goal("1" + repeated("+1", 999)).starts_with("(+ (+ "));
  CHECK(goal("1" + repeated("+1", 1000)).starts_with("E0103 1:2002 this expression is too long"));
}

TEST_CASE("a hundred thousand operators or prefixes are refused without harm", "[syntax][climb]") {
  CHECK(goal("1" + repeated(" + 1", 100'000)).starts_with("E0103"));
  CHECK(goal(repeated("not ", 100'000) + "a").starts_with("E0103"));
  CHECK(goal(repeated("-", 100'000) + "a").starts_with("E0103"));
  CHECK(goal("a" + repeated(" and a", 100'000)).starts_with("E0103"));
}

TEST_CASE("brackets nest 128 deep and no deeper", "[syntax][climb]") {
  CHECK(goal(repeated("(", 128) + "a" + repeated(")", 128)) == "a");
  CHECK(goal(repeated("(", 129) + "a" + repeated(")", 129)) ==
        "E0103 1:130 this expression is nested too deeply\n"
        "  `` level 129 begins here\n"
        "  help: give an inner part a name, as in `x = …`, or conclude it in a rule of its own");
  CHECK(goal(repeated("f(", 100'000)).starts_with("E0103 1:259"));
  CHECK(goal(repeated("sum(x for p(", 100'000)).starts_with("E0103"));
}
