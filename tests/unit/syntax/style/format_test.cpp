// SPDX-License-Identifier: Apache-2.0
//
// Expected layouts are those of docs/language.md, "Layout".
#include "syntax/style/format.hpp"

#include "support/catch.hpp"

using casus::syntax::format;

TEST_CASE("clauses and conditions stand on lines of their own", "[syntax][format]") {
  CHECK(
      format(
          "rule near \"Near\" when ally(of:a,with:b) and not a=b or c(a)\n"
          "unless war( a ) and x>=3 then reaches( from : a, to:b ) certainty 0.9 because \"so\"") ==
      R"(rule near "Near"
  when ally(of: a, with: b) and not a = b
    or c(a)
  unless war(a)
     and x >= 3
  then reaches(from: a, to: b)
  certainty 0.9
  because "so"
)");
}

TEST_CASE("what is too long for its line is broken where it is read", "[syntax][format]") {
  CHECK(
      format(
          "rule total when alliance(name: a) and total = sum(v for trade(exporter: c, importer: i, "
          "value: v) and member(alliance: a, country: c) and member(alliance: a, country: i)) "
          "supports s.e(a) by 1") == R"(rule total
  when alliance(name: a)
   and total = sum(v for trade(exporter: c, importer: i, value: v)
                     and member(alliance: a, country: c)
                     and member(alliance: a, country: i))
  supports s.e(a) by 1
)");
  CHECK(format("rule r when p(a_long_name_of_a_variable, another_long_name_of_a_variable, "
               "a_third_long_name_of_a_variable) then q(x)") == R"(rule r
  when p(a_long_name_of_a_variable, another_long_name_of_a_variable,
         a_third_long_name_of_a_variable)
  then q(x)
)");
  CHECK(format("rule r when p(x) and (a_long_condition(of: x, with: \"a text\") or "
               "another_long_condition(of: x, with: \"another text\")) then q(x)") == R"(rule r
  when p(x)
   and (a_long_condition(of: x, with: "a text")
        or another_long_condition(of: x, with: "another text"))
  then q(x)
)");
}

TEST_CASE("fields stand on one line, or below each other in columns", "[syntax][format]") {
  CHECK(format("fact a{x:text,\n y:int years in 0..5 open,}\nreads \"{x}\" asks \"?\"\n"
               "presumed absent 0.7 half_life 2 years") ==
        R"(fact a { x: text, y: int years in 0..5 open }
  reads "{x}"
  asks "?"
  presumed absent 0.7
  half_life 2 years
)");
  CHECK(format("relation r  (a: text,  // one\n\n // two\n longer: least number USD_bn)") ==
        R"(relation r(
  a:      text,  // one

  // two
  longer: least number USD_bn,
)
)");
  CHECK(format("fact none{}\nenum E{a,b}\nscale S 0..10{low<5,high}\nunit m=0.001 k") ==
        R"(fact none {}
enum E { a, b }
scale S 0..10 { low < 5, high }
unit m = 0.001 k
)");
}

TEST_CASE("factors and rows stand in columns", "[syntax][format]") {
  CHECK(
      format(
          "rating s(a:text) \"S\" of p(a) on L starts 60 factor one \"First\" -20..8 factor three "
          "-5..5 // small\nlikelihood \"it ends\" base 9% within 5 years doubles per -12") ==
      R"(rating s(a: text) "S"
  of p(a)
  on L
  starts 60
  factor one   "First" -20..8
  factor three         -5..5  // small
  likelihood "it ends" base 9% within 5 years doubles per -12
)");
  CHECK(format("table t(x:number,y:text)->text unique {|x|y|result|\n|<10%|_|\"é\"|\n"
               "// then\n|10%..25%|\"long text\"|\"b\"|}") ==
        R"(table t(x: number, y: text) -> text unique {
  | x        | y           | result |
  | < 10%    | _           | "é"    |
  // then
  | 10%..25% | "long text" | "b"    |
}
)");
}

TEST_CASE("comments stay where they are read", "[syntax][format]") {
  CHECK(format(R"(// of the file

/// The module.
module m // here
// why
rule r // first
  // what
  when p(x) // one
    // two
    and q(x)
  then s(x, // of the first
    y)
// at the end
)") == R"(// of the file

/// The module.
module m  // here

// why
rule r  // first
  // what
  when p(x)  // one
   // two
   and q(x)
  then s(x,  // of the first
         y)
// at the end
)");
}

TEST_CASE("a comment inside a line goes behind it, one above it stays above", "[syntax][format]") {
  CHECK(format(R"(fact f {
  /// What it is.

  // Not a part of that.
  x: /// one
    int, /// two

  // the last
}
rule r when p(x)
  and x
    // three
    = 3
  then q(x)
)") == R"(fact f {
  /// What it is.

  // Not a part of that.
  x: int,  /// one /// two

  // the last
}

rule r
  when p(x)
   and x
       // three
       = 3
  then q(x)
)");
}

TEST_CASE("what a comment interrupts goes on indented", "[syntax][format]") {
  // At the margin `text` would be taken for a slip of `test`.
  CHECK(format("table t(x: int) -> // one\n // two\n text unique { | x | r | }\n"
               "rule r when p(a,\n // three\n) then q(a // four\n,)") ==
        R"(table t(x: int) ->  // one
  // two
  text unique {
  | x | r |
}

rule r
  when p(a
         // three
       )
  then q(a  // four
       )
)");
}

TEST_CASE("what follows the lines of a list follows its sign", "[syntax][format]") {
  CHECK(format("fact f { // one\n x: int } reads \"{x}\" asks \"?\"") == R"(fact f {  // one
  x: int,
} reads "{x}"
  asks "?"
)");
}

TEST_CASE("the steps of a test stand on lines of their own", "[syntax][format]") {
  CHECK(format("test \"t\" given \"a\" as_of   2015-01-31 drop \"F1\" expect p(1) certainty\n>=0.8 "
               "expect p(2) certainty in 0.5 .. 0.6 because m.worn   and \"F12\" snapshot r( 1 ) "
               "expect some_long_relation_name(first_field: \"some long value\", second: \"another "
               "long value\") because some_rule and another_rule") == R"(test "t"
  given "a"
  as_of 2015-01-31
  drop "F1"
  expect p(1) certainty >= 0.8
  expect p(2) certainty in 0.5..0.6 because m.worn and "F12"
  snapshot r(1)
  expect some_long_relation_name(first_field: "some long value", second: "another long value")
    because some_rule and another_rule
)");
}

TEST_CASE("words and signs are told apart as the reader does", "[syntax][format]") {
  CHECK(format("rule r when p(distinct(x : 1)) and n=count(distinct(x+1) for p(x)) and "
               "m = count(distinct  x for p(x)) and 2015-01-31 -3 days>d\f and 2015-01-31-3>d then "
               "q(-x, - -1,)") ==
        R"(rule r
  when p(distinct(x: 1))
   and n = count(distinct (x + 1) for p(x))
   and m = count(distinct x for p(x))
   and 2015-01-31 - 3 days > d
   and 2015 - 01 - 31 - 3 > d
  then q(-x, --1)
)");
}

TEST_CASE("lines end in line feeds, and no byte order mark begins a text", "[syntax][format]") {
  CHECK(format("\xEF\xBB\xBF// é\r\nuse a  // b\r\n\r\nuse c") == "// é\nuse a  // b\n\nuse c\n");
  CHECK(format("") == "");
  CHECK(format("\r\n \n") == "");
  CHECK(format("\n\n// only\n\n\n// comments") == "// only\n\n// comments\n");
}

TEST_CASE("one blank line stands between what takes several lines", "[syntax][format]") {
  CHECK(format("module a\nuse b\nenum E { x }\n\n\nenum F { y }\nrule r when p(x) then q(x)\n"
               "enum G { z }") == R"(module a
use b

enum E { x }

enum F { y }

rule r
  when p(x)
  then q(x)

enum G { z }
)");
}

TEST_CASE("tests keep their steps and the blank lines between them", "[syntax][format]") {
  CHECK(format("test \"t\" given \"a.toml\"\n\nassume not p(x:1) certainty 0.5 drop \"F1\"\n"
               "drop p(2)\nexpect s(\"K\")>=firm and not q(1)") == R"(test "t"
  given "a.toml"

  assume not p(x: 1) certainty 0.5
  drop "F1"
  drop p(2)
  expect s("K") >= firm and not q(1)
)");
}
