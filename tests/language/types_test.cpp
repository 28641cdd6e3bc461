// SPDX-License-Identifier: Apache-2.0
//
// What values mean when rules compute with them.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string declarations = R"(
enum Duty { consultation, neutrality, defence }
unit USD_bn
unit USD_m = 0.001 USD_bn
fact treaty { name: text, duty: Duty, signed: date, term: duration }
fact trade { pair: text, value: number USD_bn, cost: number USD_m }
fact leader { name: text, age: int years }
relation result(name: text)
)";

const std::string facts = R"(
[[treaty]]
name = "T"
duty = "neutrality"
signed = 2010-01-31
term = "61 months"
[[trade]]
pair = "P"
value = "580 USD_m"
cost = 290
[[leader]]
name = "L"
age = 70
)";

bool holds(const std::string& condition) {
  const auto run =
      evaluate(declarations + "rule r when " + condition + " then result(name: \"yes\")\n", facts);
  return answers(run, "result(x)") == "x=yes 1\n";
}

}  // namespace

TEST_CASE("amounts of convertible units compare by size", "[language][types]") {
  CHECK(holds("trade(value: v) and v = 0.58 USD_bn"));
  CHECK(holds("trade(value: v) and v = 580 USD_m"));
  CHECK(holds("trade(value: v, cost: c) and v > c"));
  CHECK(holds("trade(value: v, cost: c) and v / c = 2"));
  // The right side takes the unit of the left: 290 + 1000 × 0.58.
  CHECK(holds("trade(value: v, cost: c) and c + v = 870 USD_m"));
}

TEST_CASE("a bare number adopts the unit it is compared with", "[language][types]") {
  CHECK(holds("trade(value: v) and v < 1"));
  CHECK_FALSE(holds("trade(cost: c) and c < 1"));
  CHECK(holds("leader(age: y) and y >= 70 years"));
  CHECK(holds("leader(age: y) and y >= 840 months"));
  CHECK_FALSE(holds("leader(age: y) and y > 840 months"));
}

TEST_CASE("a per cent is a hundredth", "[language][types]") {
  CHECK(holds("trade(value: v, cost: c) and c / v = 50%"));
}

TEST_CASE("enums compare in declared order", "[language][types]") {
  CHECK(holds("treaty(duty: d) and d >= neutrality"));
  CHECK(holds("treaty(duty: d) and d < defence"));
  CHECK(holds("treaty(duty: < Duty.defence)"));
}

TEST_CASE("dates move by months to the month's end, by days through it", "[language][types]") {
  CHECK(holds("treaty(signed: s) and s + 1 month = 2010-02-28"));
  CHECK(holds("treaty(signed: s, term: t) and s + t = 2015-02-28"));
  CHECK(holds("treaty(signed: s) and s + 1 day = 2010-02-01"));
  CHECK(holds("treaty(signed: s) and as_of - s = 1826 days"));  // 5 years, one leap day
  CHECK(holds("treaty(signed: s) and years(s, as_of) = 5 years"));
  CHECK(holds("treaty(signed: s) and years(s, 2015-01-30) = 4 years"));
}

TEST_CASE("a date by itself is not a subtraction", "[language][types]") {
  CHECK(holds("2015-01-31 = as_of"));
  CHECK(holds("2015 - 01 - 31 = 1983"));
}

TEST_CASE("`/` gives a number, other operators keep whole numbers", "[language][types]") {
  CHECK(holds("7 / 2 = 3.5"));
  CHECK(holds("7 - 2 * 3 = 1"));
  CHECK(holds("1 / 4 + 1 / 4 = 0.5"));
}

TEST_CASE("texts compare by code point after bringing accents to one form", "[language][types]") {
  CHECK(holds("\"Zug\" < \"alpha\""));
  CHECK(holds("\"\u00e9\" = \"e\u0301\""));
  CHECK(holds("\"z\" < \"\u00e4\""));
}

TEST_CASE("ranges include both ends", "[language][types]") {
  CHECK(holds("leader(age: y) and y in 70..75"));
  CHECK(holds("leader(age: in 60..70 years)"));
  CHECK_FALSE(holds("leader(age: y) and y in 71..75"));
}

TEST_CASE("an equation of a variable with itself leaves its value to another", "[language]") {
  // u is 4, so v is 8; w / v is 8 for w = 64 and not for w = 65.
  const std::string rules = R"(
fact a { x: number }
fact b { x: number }
fact u { x: number }
relation r(x: number)
rule either when (a(x: w) and (w / v) = v or b(x: v)) and u(x: t) and v = 2 * t then r(v)
)";
  CHECK(answers(evaluate(rules, "[[u]]\nx = 4\n[[a]]\nx = 64\n"), "r(v)") == "v=8 1\n");
  CHECK(answers(evaluate(rules, "[[u]]\nx = 4\n[[a]]\nx = 65\n"), "r(v)") == "no\n");
  CHECK(answers(evaluate(rules, "[[u]]\nx = 4\n[[b]]\nx = 8\n"), "r(v)") == "v=8 1\n");
}

TEST_CASE("an amount is the same number in whichever of its units it is written",
          "[language][types]") {
  const std::string rules = R"(
unit USD_bn
unit USD_m = 0.001 USD_bn
unit km
unit m = 0.001 km
fact trade { value: number USD_bn }
fact road { length: int m }
relation result(name: text)
rule a when trade(value: v) and v = 0.0082 then result("bn")
rule b when trade(value: v) and v = 8.2 USD_m then result("m")
rule c when road(length: l) and l = 1001 then result("1001 m")
rule d when road(length: l) and l = 1.001 km then result("1.001 km")
)";
  for (const std::string value : {"\"8.2 USD_m\"", "\"0.0082 USD_bn\"", "0.0082"}) {
    CHECK(answers(evaluate(rules, "[[trade]]\nvalue = " + value + "\n"), "result(x)") ==
          "x=bn 1\nx=m 1\n");
  }
  for (const std::string length : {"\"1.001 km\"", "1001"}) {
    CHECK(answers(evaluate(rules, "[[road]]\nlength = " + length + "\n"), "result(x)") ==
          "x=1.001 km 1\nx=1001 m 1\n");
  }
}

TEST_CASE("amounts that are read in different units are compared as they are written",
          "[language][types]") {
  // A thousand amounts, each written alike for a field in billions and one in millions.
  const std::string rules = R"(
unit USD_bn
unit USD_m = 0.001 USD_bn
fact sold { n: int, value: number USD_bn }
fact bought { n: int, value: number USD_m }
relation same(n: int)
relation same_back(n: int)
rule a when sold(n: n, value: v) and bought(n: n, value: w) and v = w then same(n)
rule b when sold(n: n, value: v) and bought(n: n, value: w) and w >= v and not (w > v)
  then same_back(n)
)";
  std::string facts;
  for (int i = 1; i <= 1000; ++i) {
    const std::string value = std::to_string(i / 10) + '.' + std::to_string(i % 10);
    for (const char* fact : {"sold", "bought"}) {
      facts += std::string("[[") + fact + "]]\nn = " + std::to_string(i) + "\nvalue = \"" + value +
               " USD_m\"\n";
    }
  }
  const auto run = evaluate(rules, facts);
  CHECK(run.query("same(n)").answers->answers.size() == 1000);
  CHECK(run.query("same_back(n)").answers->answers.size() == 1000);
}

TEST_CASE("a literal beyond the doubles is refused", "[language][types]") {
  const std::string large(400, '9');
  const std::string head = "unit bn\nunit k = 0.001 bn\nfact t { v: number k }\nrelation p()\n";
  const auto codes = [&](const std::string& condition) {
    const auto loaded = casus::Ruleset::load(
        {{"rules.casus", head + "rule r when t(v: v) and " + condition + " then p()\n"}});
    return lines(loaded.diagnostics, *loaded.sources);
  };
  const std::string expected = "E0305 rules.casus:5: this number is too large\n";
  CHECK(codes("v < " + large + ".0") == expected);
  // 10^307 billions are 10^310 thousandths of one: 10^308 and some is the end.
  CHECK(codes("v < 1" + std::string(307, '0') + ".0 bn") == expected);
  CHECK(codes("v < 1" + std::string(304, '0') + ".0 bn").empty());
}

TEST_CASE("a duration longer than a trillion months or days is refused", "[language][types]") {
  const std::string too_long = ": this duration is too long\n";
  const auto said = [&](const std::string& text) {
    const auto loaded = casus::Ruleset::load({{"rules.casus", text}});
    return lines(loaded.diagnostics, *loaded.sources);
  };
  const std::string head = "fact i { x: duration, d: date }\nrelation p()\n";
  for (const std::string size : {"1000000000001 days", "5000000000000000000 days",
                                 "5000000000000000000 months", "900000000000000000 years"}) {
    INFO(size);
    CHECK(said(head + "rule a when i(x: x) and x < " + size + " then p()\n") ==
          "E0305 rules.casus:3" + too_long);
    CHECK(said(head + "rule a when i(d: d) and d + " + size + " > d then p()\n") ==
          "E0305 rules.casus:3" + too_long);
    CHECK(said("fact t { a: text } half_life " + size) == "E0305 rules.casus:1" + too_long);
    CHECK(said("table t(x: duration) -> int first {\n| x | result |\n| > " + size +
               " | 1 |\n| _ | 2 |\n}") == "E0305 rules.casus:3" + too_long);
    CHECK(said("fact t { a: duration in " + size + ".." + size + " }") ==
          "E0305 rules.casus:1" + too_long + "E0305 rules.casus:1" + too_long);
  }
  CHECK(said(head + "rule a when i(x: x) and x < 1000000000000 days then p()\n").empty());
  // As a number of days it is no duration.
  CHECK(said("fact i { x: int days }\nrelation p()\n"
             "rule a when i(x: x) and x < 5000000000000 days then p()\n")
            .empty());
}

TEST_CASE("a function of numbers says once that it takes no dates", "[language][types]") {
  const std::string rules =
      "fact t { x: date, y: date }\nrelation later(d: date)\n"
      "rule r when t(x: x, y: y) then later(max(x, y))\n";
  const auto loaded = casus::Ruleset::load({{"rules.casus", rules}});
  CHECK(lines(loaded.diagnostics, *loaded.sources) ==
        "E0307 rules.casus:3: `max` needs a number here, not a date\n");
  REQUIRE(loaded.diagnostics.front().help.size() == 1);
  CHECK(loaded.diagnostics.front().help.front().text ==
        "compare other values with `<` or `>`, in a rule for each case");
}
