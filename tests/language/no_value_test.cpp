// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string shares = R"(
fact trade { pair: text, sold: number, bought: number, year: int open }
relation lopsided(pair: text)
relation balanced(pair: text)
relation recent(pair: text)
relation not_recent(pair: text)
relation early_or_large(pair: text)
)";

const std::string facts = R"(
[[trade]]
pair = "divides"
sold = 6
bought = 2
year = 2014

[[trade]]
pair = "by zero"
sold = 6
bought = 0
)";

}  // namespace

TEST_CASE("a condition without a value neither holds nor does its `not`", "[language][no_value]") {
  const auto run = evaluate(shares + R"(
rule much when trade(pair: p, sold: s, bought: b) and s / b >= 2 then lopsided(pair: p)
rule little when trade(pair: p, sold: s, bought: b) and not s / b >= 2 then balanced(pair: p)
)",
                            facts);
  CHECK(answers(run, "lopsided(pair: p)") == "p=divides 1\n");
  CHECK(answers(run, "balanced(pair: p)") == "no\n");
}

TEST_CASE("an unknown field leaves its comparison without a value", "[language][no_value]") {
  const auto run = evaluate(shares + R"(
rule late when trade(pair: p, year: y) and y >= 2010 then recent(pair: p)
rule early when trade(pair: p, year: y) and not y >= 2010 then not_recent(pair: p)
)",
                            facts);
  CHECK(answers(run, "recent(pair: p)") == "p=divides 1\n");
  CHECK(answers(run, "not_recent(pair: p)") == "no\n");
}

TEST_CASE("`not (…)` around an atom and a condition without value does not hold",
          "[language][no_value]") {
  const auto run = evaluate(shares + R"(
rule never when trade(pair: p) and not trade(pair: p, year: >= 2010) then not_recent(pair: p)
)",
                            facts);
  CHECK(answers(run, "not_recent(pair: p)") == "no\n");
}

TEST_CASE("a side that decides is enough", "[language][no_value]") {
  const auto run = evaluate(shares + R"(
rule either
  when trade(pair: p, sold: s, bought: b, year: y)
   and (s / b > 100 or s >= 6)
  then early_or_large(pair: p)
rule neither
  when trade(pair: p, sold: s, bought: b)
   and not (s / b > 100 and s < 0)
  then balanced(pair: p)
)",
                            facts);
  CHECK(answers(run, "early_or_large(pair: p)") == "p=by zero 1\np=divides 1\n");
  CHECK(answers(run, "balanced(pair: p)") == "p=by zero 1\np=divides 1\n");
}

TEST_CASE("each rule warns once of conditions without value", "[language][no_value]") {
  const auto run = evaluate(shares + R"(
rule much when trade(pair: p, sold: s, bought: b) and s / b >= 2 then lopsided(pair: p)
rule much_too when trade(pair: p, sold: s, bought: b) and s / b >= 2 then balanced(pair: p)
)",
                            facts + "[[trade]]\npair = \"again\"\nsold = 1\nbought = 0\n");
  CHECK(warnings(run) ==
        "W0701 this has no value for some facts, so rule `much` skips them\n"
        "W0701 this has no value for some facts, so rule `much_too` skips them\n");
}

TEST_CASE("a conclusion with an argument without value is left out and warned of",
          "[language][no_value]") {
  const auto run = evaluate(shares + R"(
relation ratio(pair: text, of: number)
rule divided when trade(pair: p, sold: s, bought: b) then ratio(pair: p, of: s / b)
)",
                            facts);
  CHECK(answers(run, "ratio(p, r)") == "p=divides r=3 1\n");
  CHECK(warnings(run) == "W0701 this has no value for some facts, so rule `divided` skips them\n");
}

TEST_CASE("a conclusion may leave an open field unknown", "[language][no_value]") {
  const auto run = evaluate(shares + R"(
relation traded(pair: text, year: int open)
relation dated(pair: text)
rule pass_on when trade(pair: p, year: y) then traded(pair: p, year: y)
rule with_date when traded(pair: p, year: y) and y > 0 then dated(pair: p)
)",
                            facts);
  CHECK(answers(run, "traded(p, y)") == "p=by zero y=unknown 1\np=divides y=2014 1\n");
  CHECK(answers(run, "dated(p)") == "p=divides 1\n");
}

TEST_CASE("points below 0 do not count, warned of once", "[language][no_value]") {
  const auto run = evaluate(R"(
fact alliance { name: text, weight: number }
scale Firmness 0..100 { weak < 50, firm }
rating firmness(a: text) of alliance(name: a) on Firmness starts 50 factor economy -20..20
rule weigh when alliance(name: a, weight: w) supports firmness.economy(a) by w
)",
                            R"(
[[alliance]]
name = "A"
weight = 5
[[alliance]]
name = "B"
weight = -5
[[alliance]]
name = "C"
weight = -6
)");
  REQUIRE(run.assessment().ratings.size() == 3);
  CHECK(run.assessment().ratings[0].score == 55);
  CHECK(run.assessment().ratings[1].score == 50);
  CHECK(warnings(run) ==
        "W0703 these points are negative or above a million million, so rule `weigh` does not "
        "count\n");
}

TEST_CASE("whole numbers past 64 bits have no value", "[language][no_value]") {
  const auto run = evaluate(R"(
fact n { value: int }
relation big(value: int)
rule times when n(value: v) and v * v > 0 then big(value: v)
)",
                            "[[n]]\nvalue = 4000000000\n[[n]]\nvalue = 3000000000\n");
  // 9e18 is below 2^63 = 9.22e18, 16e18 is not.
  CHECK(answers(run, "big(v)") == "v=3000000000 1\n");
}
