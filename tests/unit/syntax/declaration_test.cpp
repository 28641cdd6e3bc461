// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "support/catch.hpp"
#include "support/sample_page.hpp"
#include "unit/syntax/texts.hpp"

using casus::tests::tree;

namespace {
struct Case {
  const char* text;
  const char* tree;
};
}  // namespace

TEST_CASE("the first lines of a file are its edition and its module", "[syntax][declaration]") {
  CHECK(tree("") == "");
  CHECK(tree("edition 2026") == "(edition 2026)");
  CHECK(tree("module a.b.c") == "(module a.b.c)");
  CHECK(tree("edition 2026\nmodule a.b\ncertainty weakest-link\nuse c") ==
        "(edition 2026)\n(module a.b (certainty weakest-link))\n(use c)");
}

TEST_CASE("small declarations", "[syntax][declaration]") {
  const Case c = GENERATE(values<Case>({
      {"use alliance.vocabulary", "(use alliance.vocabulary)"},
      {"enum Role { patron, junior }", "(enum Role patron junior)"},
      {"enum Role {\n  patron,\n  junior,\n}", "(enum Role patron junior)"},
      {"enum Word { rule, fact }", "(enum Word rule fact)"},
      {"unit USD_bn", "(unit USD_bn)"},
      {"unit USD_m = 0.001 USD_bn", "(unit USD_m = 0.001:USD_bn)"},
      {"scale S 0..100 { low < 20.5, mid < 60, high }",
       "(scale S (.. 0 100) (low 20.5) (mid 60) (high))"},
      {"scale S -1..1 { bad < -0.5, good, }", "(scale S (.. (- 1) 1) (bad (- 0.5)) (good))"},
      {"scale S 0%..100% { one }", "(scale S (.. 0% 100%) (one))"},
  }));
  CAPTURE(c.text);
  CHECK(tree(c.text) == c.tree);
}

TEST_CASE("facts and relations have fields and clauses in any order", "[syntax][declaration]") {
  const Case c = GENERATE(values<Case>({
      {"fact f {}", "(fact f)"},
      {"relation r()", "(relation r)"},
      {"fact f { a: text }", "(fact f (field a text))"},
      {"fact f open { a: int years in 0..120 open, b: Role, }",
       "(fact f open (field a int:years (.. 0 120) open) (field b Role))"},
      {"relation r closed (a: text, on: number USD_bn)",
       "(relation r closed (field a text) (field on number:USD_bn))"},
      {"relation r(a: text, on: least date)", "(relation r (field a text) (field on least date))"},
      {"relation r(least: greatest number km in 0..9, b: least)",
       "(relation r (field least greatest number:km (.. 0 9)) (field b least))"},
      {"fact f { d: date in 2014-01-01..2014-12-31 }",
       "(fact f (field d date (.. 2014-01-01 2014-12-31)))"},
      {"fact f { x: number in -1.5..2% }", "(fact f (field x number (.. (- 1.5) 2%)))"},
      {"fact f { a: text } reads \"{a}\" asks \"a?\" presumed absent 0.7 half_life 24 months",
       "(fact f (field a text) (reads \"{a}\") (asks \"a?\") (presumed 0.7) (half_life "
       "24:months))"},
      {"fact f { a: text } half_life 24 months presumed absent 70% asks \"a?\"",
       "(fact f (field a text) (asks \"a?\") (presumed 70%) (half_life 24:months))"},
      {"fact f { unit: text,\n  rule: int\n}", "(fact f (field unit text) (field rule int))"},
  }));
  CAPTURE(c.text);
  CHECK(tree(c.text) == c.tree);
}

TEST_CASE("a rating has subjects, a scale, a start and factors", "[syntax][declaration]") {
  CHECK(tree("rating r(a: text) of p(name: a) and q(a) on S starts 60") ==
        "(rating r (field a text) (of (and (p name: a) (q a))) (on S) (starts 60))");
  CHECK(tree("rating r(a: text) \"R\" of p(a) on S starts -5\n"
             "factor x -20..5 factor y \"Y\" 0..5") ==
        "(rating r \"R\" (field a text) (of (p a)) (on S) (starts (- 5)) (factor x (.. (- 20) 5)) "
        "(factor y \"Y\" (.. 0 5)))");
  CHECK(tree("rating r(a: text) of p(a) on S starts 60\n"
             "likelihood \"it ends\" base 9% within 5 years doubles per -12 factor x -20..5") ==
        "(rating r (field a text) (of (p a)) (on S) (starts 60) (factor x (.. (- 20) 5)) "
        "(likelihood \"it ends\" (base 9%) (within 5:years) (doubles per (- 12))))");
}

TEST_CASE("a rule has conditions, exceptions, conclusions and clauses", "[syntax][declaration]") {
  const Case c = GENERATE(values<Case>({
      {"rule a then p(1)", "(rule a (then (p 1)))"},
      {"rule a \"A\" when q(x) then p(x)", "(rule a \"A\" (when (q x)) (then (p x)))"},
      {"rule a unless q(x) then p(x)", "(rule a (unless (q x)) (then (p x)))"},
      {"rule a when q(x) unless r(x) unless s(x) and t(x) then p(x)",
       "(rule a (when (q x)) (unless (r x)) (unless (and (s x) (t x))) (then (p x)))"},
      {"rule a then p(1), not q(2), r(3)", "(rule a (then (p 1)) (then not (q 2)) (then (r 3)))"},
      {"rule a then p(1) then q(2)", "(rule a (then (p 1)) (then (q 2)))"},
      {"rule a when p(x) supports r.f(x) by 6 + 4 * w",
       "(rule a (when (p x)) (supports (r.f x) by (+ 6 (* 4 w))))"},
      {"rule a when p(x, y) undermines r.f(x) by 12 for each y, z",
       "(rule a (when (p x y)) (undermines (r.f x) by 12 for each y z))"},
      {"rule a when p(x) caps r(x) at 40 floors r.f(x) at -1",
       "(rule a (when (p x)) (caps (r x) at 40) (floors (r.f x) at (- 1)))"},
      {"rule a then p(1) source \"s\" overrides b because \"c\" certainty 0.9 overrides m.d",
       "(rule a (then (p 1)) (certainty 0.9) (because \"c\") (source \"s\") (overrides b m.d))"},
      {"rule source when source(rule: on) then because(because: on) because \"x\"",
       "(rule source (when (source rule: on)) (then (because because: on)) (because \"x\"))"},
      {"rule a when y >= 70\nthen p(y)", "(rule a (when (>= y 70)) (then (p y)))"},
  }));
  CAPTURE(c.text);
  CHECK(tree(c.text) == c.tree);
}

TEST_CASE("a table has columns, a policy and rows of cells", "[syntax][declaration]") {
  CHECK(tree("table t(a: number, b: text) -> number USD_bn first {\n"
             "  | a        | b   | result |\n"
             "  | < 10%    | _   | 1 |\n"
             "  | 10%..25% | \"x\" | 2 + 3 |\n"
             "  | -5..-1   | != \"y\" | big |\n"
             "}") ==
        "(table t (field a number) (field b text) (result number:USD_bn) (first) "
        "(columns a b result) (row (< 10%) _ 1) (row (.. 10% 25%) \"x\" (+ 2 3)) "
        "(row (.. (- 5) (- 1)) (!= \"y\") big))");
  CHECK(tree("table t(a: int) -> int collect sum { | a | r | }") ==
        "(table t (field a int) (result int) (collect sum) (columns a r))");
  CHECK(tree("table t(a: int) -> int collect { | a | r | }") ==
        "(table t (field a int) (result int) (collect) (columns a r))");
  CHECK(tree("table t(a: int) -> int any { | a | r | | 1 | 2 | | 3 | 4 | }") ==
        "(table t (field a int) (result int) (any) (columns a r) (row 1 2) (row 3 4))");
}

TEST_CASE("a test has steps in the order written", "[syntax][declaration]") {
  CHECK(tree("test \"t\"\n"
             "  given \"a.toml\"\n"
             "  assume p(a: 1) certainty 0.5\n"
             "  assume not q(2)\n"
             "  drop \"F12\"\n"
             "  drop r(_)\n"
             "  expect not s(1) and t(2)\n"
             "  expect r(\"x\") >= strained") ==
        "(test \"t\" (given \"a.toml\") (assume (p a: 1) (certainty 0.5)) (assume not (q 2)) "
        "(drop \"F12\") (drop (r _)) (expect (and (not (s 1)) (t 2))) "
        "(expect (>= (r \"x\") strained)))");
}

TEST_CASE("a test expects how surely and for what reasons", "[syntax][declaration]") {
  CHECK(tree("test \"t\"\n"
             "  as_of 2015-01-31\n"
             "  expect p(1) certainty >= 0.8\n"
             "  expect p(2) certainty in 0.5..0.6 because worn\n"
             "  expect p(3) and q(4) because m.worn and \"F12\"\n"
             "  expect r(5) >= 60 certainty < 1\n"
             "  snapshot r(\"x\")") ==
        "(test \"t\" (as_of 2015-01-31) (expect (p 1) (certainty >= 0.8)) "
        "(expect (p 2) (certainty in (.. 0.5 0.6)) (because worn)) "
        "(expect (and (p 3) (q 4)) (because m.worn \"F12\")) "
        "(expect (>= (r 5) 60) (certainty < 1)) (snapshot (r \"x\")))");
}

TEST_CASE("doc comments belong to the declaration or field below them", "[syntax][docs]") {
  CHECK(tree("/// About the file.\nedition 2026\nmodule a\n\n"
             "/// First line.\n///   Second line.\n///\n/// Last.\nuse b\n"
             "// an ordinary comment\nuse c\n"
             "/// far\n\n\nuse d\n"
             "//// a ruler\nuse e /// behind\nuse f") ==
        "(edition 2026)\n(module a (doc \"About the file.\"))\n"
        "(use b (doc \"First line.\\n  Second line.\\n\\nLast.\"))\n"
        "(use c)\n(use d (doc \"far\"))\n(use e)\n(use f)");
  CHECK(tree("fact f {\r\n  /// The name.\r\n  a: text,\r\n  b: int, /// behind b\r\n"
             "  /// The third.\r\n  c: int }") ==
        "(fact f (field a text (doc \"The name.\")) (field b int) "
        "(field c int (doc \"The third.\")))");
}

TEST_CASE("line ends, blanks and comments mean nothing between tokens", "[syntax][declaration]") {
  const std::string plain = "(rule a (when (and (p x) (>= x 70:years))) (then (q x)))";
  CHECK(tree("rule a when p(x) and x >= 70 years then q(x)") == plain);
  CHECK(tree("rule\r\na\r\nwhen\tp\r\n(x)\r\nand x >=\r\n70 years\r\nthen q(x)\r\n") == plain);
  CHECK(tree("rule//1\na//\"2\nwhen p(//)\nx)and x>=70 years//3\nthen q(x)//4") == plain);
  CHECK(tree("\xEF\xBB\xBFrule a when p(x) and x >= 70 years then q(x)") == plain);
}

TEST_CASE("declarations may follow each other on one line", "[syntax][declaration]") {
  CHECK(tree("use a use b rule c then p(1) unit d enum e { f }") ==
        "(use a)\n(use b)\n(rule c (then (p 1)))\n(unit d)\n(enum e f)");
}

TEST_CASE("the sample page is read without a mistake", "[syntax][declaration]") {
  const std::string page = tree(casus::testing::sample_page);
  CAPTURE(page);
  CHECK(
      page.starts_with("(module alliance.stability (doc \"How likely an alliance is to hold over "
                       "the next five years.\"))\n(use alliance.vocabulary)\n"));
  CHECK(
      page.find("(rule trade_anchor \"Trade ties the members together\" (when (and (and (alliance "
                "name: a) (= total (for sum v (and (and (trade exporter: c importer: i value: v) "
                "(member alliance: a country: c)) (member alliance: a country: i))))) (>= total "
                "5:USD_bn))) (supports (stability.economy a) by (+ 6 (* 4 (min 1 (/ total "
                "20:USD_bn))))))") != std::string::npos);
  CHECK(std::count(page.begin(), page.end(), '\n') == 16);
}
