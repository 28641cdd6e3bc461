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

TEST_CASE("a condition that lacks only what is not known is warned of nowhere",
          "[language][no_value]") {
  // The year of "by zero" is left out.
  const auto run = evaluate(shares + R"(
rule late when trade(pair: p, year: y) and y + 1 >= 2010 then recent(pair: p)
rule argument when trade(pair: p, year: >= 2010) then recent(pair: p)
rule negated when trade(pair: p, year: y) and not y >= 2010 then not_recent(pair: p)
rule assigned when trade(pair: p, year: y) and next = y + 1 and next > 2010 then recent(pair: p)
rule either when trade(pair: p, year: y) and (y > 2010 or y < 1990) then recent(pair: p)
)",
                            facts);
  CHECK(warnings(run).empty());
  // With 6 / 0 beside it it is, also where the unknown year comes first.
  const auto both = evaluate(shares + R"(
rule one when trade(pair: p, sold: s, bought: b, year: y) and y >= 2010 and s / b >= 2
  then recent(pair: p)
rule in_one when trade(pair: p, sold: s, bought: b, year: y) and s / b + y >= 2010
  then recent(pair: p)
rule by_name when trade(pair: p, sold: s, bought: b, year: y) and r = s / b and y + r > 0
  then recent(pair: p)
)",
                             facts);
  CHECK(warnings(both) ==
        "W0701 this has no value for some facts, so rule `one` skips them\n"
        "W0701 this has no value for some facts, so rule `in_one` skips them\n"
        "W0701 this has no value for some facts, so rule `by_name` skips them\n");
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

TEST_CASE("a warning of what has no value says why, and what to do", "[language][no_value]") {
  const auto run = evaluate(shares + R"(
fact period { pair: text, days: duration }
table size(v: number) -> text first {
  | v    | result  |
  | < 10 | "small" |
  | > 10 | "large" |
}
relation mean_year(pair: text, year: number)
rule much when trade(pair: p, sold: s, bought: b) and s / b >= 2 then lopsided(pair: p)
rule sized when trade(pair: p, sold: s) and size(s + 4) = "small" then balanced(pair: p)
rule long when period(pair: p, days: d) and d > 30 days then balanced(pair: p)
rule root when trade(pair: p, sold: s) and sqrt(s - 10) > 2 then balanced(pair: p)
rule copied when trade(pair: p, year: y) then mean_year(pair: p, year: y)
rule halved when trade(pair: p, sold: s, bought: b) then mean_year(pair: p, year: s / b)
rule summed
  when trade(pair: p) and sum(y for trade(pair: p, year: y)) > 0
  then balanced(pair: p)
)",
                            facts + "[[period]]\npair = \"by zero\"\ndays = \"2 months\"\n");
  // `sold` is 6: 6 + 4 = 10 has no row, and 6 - 10 no root.
  std::string said;
  for (const casus::Diagnostic& one : run.assessment().warnings) {
    said += one.labels.front().text + "; " + one.help.front().text + '\n';
  }
  const std::string zero =
      "if that is expected, ask before it that what it divides by is not 0: `… != 0`\n";
  const std::string unknown = "`casus gaps` asks for what is not known\n";
  CHECK(said ==
        "divides by 0, for some facts; " + zero +
            "has no row in the table, for some facts; add a row that fits, or ask in the rule for "
            "what the table has rows for\n"
            "compares months with days, for some facts; state both in days, or both in months or "
            "years\n"
            "is out of range, for some facts; if that is expected, say in the rule which facts it "
            "is about\n"
            "is not known, for some facts; " +
            unknown + "divides by 0 or is not known, for some facts; " + zero +
            "is not known, for some facts; " + unknown);
}

TEST_CASE("of a condition without value is warned only where all others hold",
          "[language][no_value]") {
  // b = 0 of "by zero" would matter to nobody: it is not sold in 2014, nor more than 100.
  const auto run = evaluate(shares + R"(
rule of_year when trade(pair: p, sold: s, bought: b) and s / b >= 2 and s > 100
  then lopsided(pair: p)
rule never when trade(pair: p, sold: s, bought: b) and s / b >= 2 and not trade(pair: p)
  then lopsided(pair: p)
rule nowhere when trade(pair: p, sold: s, bought: b) and s / b >= 2 and lopsided(pair: "nobody")
  then balanced(pair: p)
)",
                            facts);
  CHECK(warnings(run).empty());
}

TEST_CASE("warnings do not depend on which condition the plan looks at first",
          "[language][no_value]") {
  // In the first round `step` reads what `base` has found only where it comes after it, and what
  // is new is looked at from the other end.
  const std::string declared = R"(
fact seed { x: text, v: int }
fact a { d: int }
fact b { v: int, u: int, w: int }
relation p(x: text, v: int, u: int)
)";
  const std::string base = "rule base when seed(x: x, v: v) then p(x: x, v: v, u: v)\n";
  const auto step = [](const std::string& least) {
    return "rule step when a(d: d) and p(v: v, u: u) and v / d > 0 "
           "and b(v: v, u: u, w: w, kind: _) and w > " +
           least + " then p(x: \"z\", v: v, u: u)\n";
  };
  std::string stated = "[[seed]]\nx = \"1\"\nv = 1\n";
  for (int i = 0; i < 10; ++i) stated += "[[a]]\nd = 0\n";
  for (int i = 0; i < 20; ++i) {
    const std::string value = std::to_string(i);
    stated += "[[b]]\nv = " + value + "\nu = " + value + "\nw = " + value + "\n";
  }
  CHECK(warnings(evaluate(declared + base + step("100"), stated)).empty());
  CHECK(warnings(evaluate(declared + step("100") + base, stated)).empty());
  const std::string warned = "W0701 this has no value for some facts, so rule `step` skips them\n";
  CHECK(warnings(evaluate(declared + base + step("0"), stated)) == warned);
  CHECK(warnings(evaluate(declared + step("0") + base, stated)) == warned);
}

TEST_CASE("an unknown field that another atom asks for does not fit, without warning",
          "[language][no_value]") {
  const std::string program = shares + R"(
fact era { year: int }
rule join when trade(pair: p, year: y) and era(year: y) then recent(pair: p)
)";
  std::string stated = facts + "[[era]]\nyear = 2014\n";
  // The join begins with the era while there is only one, later with the trade.
  for (int year = 1900; year < 1910; ++year) {
    const auto run = evaluate(program, stated);
    CHECK(answers(run, "recent(p)") == "p=divides 1\n");
    CHECK(warnings(run).empty());
    stated += "[[era]]\nyear = " + std::to_string(year) + "\n";
  }
}

TEST_CASE("an assignment without value that atoms ask for is warned of", "[language][no_value]") {
  const std::string program = shares + R"(
fact level { share: number, name: text }
rule ranked when trade(pair: p, sold: s, bought: b) and r = s / b and level(share: r, name: "high")
  then lopsided(pair: p)
rule unranked when trade(pair: p, sold: s, bought: b) and r = s / b and not level(share: r)
  then balanced(pair: p)
)";
  // 6 / 2 = 3; any level may be that of "by zero".
  const std::string level = "[[level]]\nshare = 3\nname = \"high\"\n";
  const auto run = evaluate(program, facts + level);
  CHECK(answers(run, "lopsided(pair: p)") == "p=divides 1\n");
  CHECK(answers(run, "balanced(pair: p)") == "no\n");
  CHECK(warnings(run) ==
        "W0701 this has no value for some facts, so rule `ranked` skips them\n"
        "W0701 this has no value for some facts, so rule `unranked` skips them\n");
  // There is no high level, so nothing is skipped for want of a value.
  const auto other = evaluate(program, facts + "[[level]]\nshare = 3\nname = \"low\"\n");
  CHECK(warnings(other) ==
        "W0701 this has no value for some facts, so rule `unranked` skips them\n");
}

TEST_CASE("what a comprehension leaves out is warned of also where its value then fails",
          "[language][no_value]") {
  // With the ratio of "by zero" the sum might pass 3; without it it is 3.
  const std::string rest = "sum(s / b for trade(sold: s, bought: b)) > 3 then lopsided(pair: p)\n";
  const std::string warned = "W0701 this has no value for some facts, so rule `r` skips them\n";
  CHECK(warnings(evaluate(shares + "rule r when trade(pair: p) and " + rest, facts)) == warned);
  CHECK(warnings(evaluate(shares + "rule r when trade(pair: p, sold: > 9) and " + rest, facts))
            .empty());
}

TEST_CASE("`bounds` warns of uncertain members also where something open stands beside them",
          "[language][no_value]") {
  // How many raids there are is not known, nor whether there is a pact: `not` does not hold.
  casus::Options options;
  options.certainty = "bounds";
  const auto run =
      evaluate(R"(
fact state { name: text }
fact raid { of: text }
fact pact open { of: text }
relation calm(name: text)
rule r
  when state(name: s)
   and not (count(1 for raid(of: s)) > 0 and not pact(of: s))
  then calm(name: s)
)",
               "[[state]]\nname = \"A\"\n[[raid]]\nof = \"A\"\ncertainty = 0.1\n", options);
  CHECK(answers(run, "calm(s)") == "no\n");
  CHECK(warnings(run).starts_with("W0706"));
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
