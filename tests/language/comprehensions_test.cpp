// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string declarations = R"(
fact country { name: text }
fact trade { from: text, to: text, value: number, year: int open }
fact gift { from: text, value: number }
fact ally open { of: text, name: text }
relation result(name: text, is: number)
relation found(name: text)
)";

/// `result` of A holds the value of an expression over A's trade.
casus::Evaluation of(const std::string& expression, const std::string& facts) {
  return evaluate(declarations + "rule compute when country(name: c) and n = " + expression +
                      " then result(name: c, is: 1.0 * n)\n",
                  "[[country]]\nname = \"A\"\n" + facts);
}

std::string trade(const std::string& from, const std::string& value, const std::string& more = "") {
  return "[[trade]]\nfrom = \"" + from + "\"\nto = \"X\"\nvalue = " + value + "\n" + more + "\n";
}

const std::string three = trade("A", "3", "year = 2013") + trade("A", "3", "year = 2014") +
                          trade("A", "5") + trade("B", "100");

}  // namespace

TEST_CASE("a comprehension ranges over facts, not over values", "[language][comprehensions]") {
  CHECK(answers(of("sum(v for trade(from: c, value: v))", three), "result(_, n)") == "n=11 1\n");
  CHECK(answers(of("count(v for trade(from: c, value: v))", three), "result(_, n)") == "n=3 1\n");
  CHECK(answers(of("count(c for trade(from: c))", three), "result(_, n)") == "n=3 1\n");
  CHECK(answers(of("avg(v for trade(from: c, value: v))", trade("A", "3") + trade("A", "4")),
                "result(_, n)") == "n=3.5 1\n");
}

TEST_CASE("`count(distinct …)` counts values", "[language][comprehensions]") {
  CHECK(answers(of("count(distinct v for trade(from: c, value: v))", three), "result(_, n)") ==
        "n=2 1\n");
}

TEST_CASE("what is not known is no value to count", "[language][comprehensions]") {
  const auto run = of("count(distinct y for trade(from: c, year: y))", three);
  CHECK(answers(run, "result(_, n)") == "n=2 1\n");
  CHECK(answers(of("count(y for trade(from: c, year: y))", three), "result(_, n)") == "n=3 1\n");
}

TEST_CASE("a member whose value is unknown is left out with a warning",
          "[language][comprehensions]") {
  const auto run = of("max(y for trade(from: c, year: y))", three);
  CHECK(answers(run, "result(_, n)") == "n=2014 1\n");
  CHECK(warnings(run) == "W0701 this has no value for some facts, so rule `compute` skips them\n");
}

TEST_CASE("the smallest and largest value", "[language][comprehensions]") {
  CHECK(answers(of("min(v for trade(from: c, value: v))", three), "result(_, n)") == "n=3 1\n");
  CHECK(answers(of("max(v for trade(from: c, value: v))", three), "result(_, n)") == "n=5 1\n");
}

TEST_CASE("an empty count or sum is 0", "[language][comprehensions]") {
  CHECK(answers(of("count(v for trade(from: c, value: v))", ""), "result(_, n)") == "n=0 1\n");
  CHECK(answers(of("sum(v for trade(from: c, value: v))", ""), "result(_, n)") == "n=0 1\n");
}

TEST_CASE("an empty min, max or avg does not hold and needs no warning",
          "[language][comprehensions]") {
  for (const std::string name : {"min", "max", "avg"}) {
    const auto run = of(name + "(v for trade(from: c, value: v))", "");
    CHECK(answers(run, "result(_, n)") == "no\n");
    CHECK(warnings(run) == "");
  }
}

TEST_CASE("beside an empty max another side of `or` may decide", "[language][comprehensions]") {
  const auto run = evaluate(declarations + R"(
rule either
  when country(name: c)
   and (max(v for trade(from: c, value: v)) > 4 or c = "A")
  then found(name: c)
)",
                            "[[country]]\nname = \"A\"\n[[country]]\nname = \"B\"\n");
  CHECK(answers(run, "found(c)") == "c=A 1\n");
}

TEST_CASE("variables bound outside group an aggregate", "[language][comprehensions]") {
  const auto run = evaluate(declarations + R"(
rule totals
  when country(name: c)
   and n = sum(v for trade(from: c, value: v))
  then result(name: c, is: n)
)",
                            "[[country]]\nname = \"A\"\n[[country]]\nname = \"B\"\n" + three);
  CHECK(answers(run, "result(c, n)") == "c=A n=11 1\nc=B n=100 1\n");
}

TEST_CASE("several atoms make members of combinations of facts", "[language][comprehensions]") {
  // Trade from A with X is in two facts of 3 and one of 5; X has two allies.
  const auto run =
      of("sum(v for trade(from: c, to: t, value: v) and ally(of: t, name: _))",
         three + "[[ally]]\nof = \"X\"\nname = \"P\"\n[[ally]]\nof = \"X\"\nname = \"Q\"\n");
  CHECK(answers(run, "result(_, n)") == "n=22 1\n");
}

TEST_CASE("a member that several alternatives reach counts once", "[language][comprehensions]") {
  const std::string body = "trade(from: c, value: v) and (v > 4 or v = 5)";
  CHECK(answers(of("count(v for " + body + ")", three), "result(_, n)") == "n=1 1\n");
  // Alternatives with variables of their own only say whether a member counts.
  const auto run =
      evaluate(declarations + R"(
rule compute
  when n = count(c for country(name: c) and (ally(of: c, name: x) or trade(from: c)))
  then result(name: "all", is: 1.0 * n)
)",
               "[[country]]\nname = \"A\"\n[[country]]\nname = \"B\"\n[[country]]\nname = \"C\"\n"
               "[[ally]]\nof = \"A\"\nname = \"P\"\n[[ally]]\nof = \"A\"\nname = \"Q\"\n"
               "[[ally]]\nof = \"B\"\nname = \"P\"\n" +
                   three);
  CHECK(answers(run, "result(_, n)") == "n=2 1\n");
}

TEST_CASE("an or that brings in facts counts facts, not values", "[language][comprehensions]") {
  // By hand: trade 3 + 3 + 5 from A, gifts 3 + 9.
  const std::string facts = three +
                            "[[gift]]\nfrom = \"A\"\nvalue = 3\n"
                            "[[gift]]\nfrom = \"A\"\nvalue = 9\n";
  const auto result = [&](const std::string& value) {
    return answers(of(value, facts), "result(_, n)");
  };
  const std::string either = "trade(from: c, value: v) or gift(from: c, value: v)";
  CHECK(result("sum(v for " + either + ")") == "n=23 1\n");
  CHECK(result("count(v for " + either + ")") == "n=5 1\n");
  CHECK(result("count(distinct v for " + either + ")") == "n=3 1\n");
  CHECK(result("avg(v for " + either + ")") == "n=4.6 1\n");
  CHECK(result("sum(1 for trade(from: c) or gift(from: c))") == "n=5 1\n");
  CHECK(result("sum(v for country(name: c) and (" + either + "))") == "n=23 1\n");
  // One fact on both sides is one fact.
  CHECK(result("sum(v for trade(from: c, value: v) or trade(from: c, value: v, year: _))") ==
        "n=11 1\n");
  CHECK(
      result("sum(v for trade(from: c, to: \"X\", value: v) or trade(from: c, value: v, to: _))") ==
      "n=11 1\n");
  // Within a source an inner `or` over what is already bound only tests.
  CHECK(result("sum(v for gift(from: c, value: v) or (trade(from: c, value: v)"
               " and (country(name: c) or trade(from: c, value: 5))))") == "n=23 1\n");
}

TEST_CASE("a sum is as sure as its least sure member", "[language][comprehensions]") {
  const std::string facts = trade("A", "3", "certainty = 0.9") + trade("A", "5", "certainty = 0.4");
  CHECK(answers(of("sum(v for trade(from: c, value: v))", facts), "result(_, n)") == "n=8 0.4\n");
  CHECK(answers(of("count(v for trade(from: c, value: v))", facts), "result(_, n)") == "n=2 0.4\n");
  CHECK(answers(of("avg(v for trade(from: c, value: v))", facts), "result(_, n)") == "n=4 0.4\n");
}

TEST_CASE("min and max are as sure as the member that gives the value",
          "[language][comprehensions]") {
  const std::string facts = trade("A", "3", "certainty = 0.9") +
                            trade("A", "5", "certainty = 0.4") +
                            trade("A", "5", "certainty = 0.6\nyear = 2014");
  CHECK(answers(of("min(v for trade(from: c, value: v))", facts), "result(_, n)") == "n=3 0.9\n");
  CHECK(answers(of("max(v for trade(from: c, value: v))", facts), "result(_, n)") == "n=5 0.6\n");
}

TEST_CASE("`count(distinct …)` takes each value at its surest", "[language][comprehensions]") {
  const std::string facts = trade("A", "3", "certainty = 0.9") +
                            trade("A", "5", "certainty = 0.4") +
                            trade("A", "5", "certainty = 0.6\nyear = 2014");
  CHECK(answers(of("count(distinct v for trade(from: c, value: v))", facts), "result(_, n)") ==
        "n=2 0.6\n");
}

TEST_CASE("over an open fact a comprehension takes what is known", "[language][comprehensions]") {
  CHECK(answers(of("count(x for ally(of: c, name: x))", ""), "result(_, n)") == "n=0 1\n");
}

TEST_CASE("sums are exact whatever the order of facts", "[language][comprehensions]") {
  // Added one by one from the left, the first order gives 0 and the second 1.
  const std::string big = trade("A", "1e16");
  const std::string one = trade("A", "1");
  const std::string back = trade("A", "-1e16");
  for (const std::string& facts : {big + one + back, big + back + one, one + back + big}) {
    CHECK(answers(of("sum(v for trade(from: c, value: v))", facts), "result(_, n)") == "n=1 1\n");
  }
}

TEST_CASE("the mean of equal values is that value", "[language][comprehensions]") {
  // Three doubles 0.7 add up to 2.0999999999999996, a third of which is 0.6999999999999998.
  const auto run = of("avg(v for trade(from: c, value: v))", trade("A", "0.7", "year = 2013") +
                                                                 trade("A", "0.7", "year = 2014") +
                                                                 trade("A", "0.7", "year = 2015"));
  CHECK(answers(run, "result(_, 0.7)") == "1\n");
}

TEST_CASE("an aggregate may stand inside a comprehension's body", "[language][comprehensions]") {
  const auto run = evaluate(
      declarations + R"(
rule heavy
  when n = count(c for country(name: c) and sum(v for trade(from: c, value: v)) > 10)
  then result(name: "heavy", is: 1.0 * n)
)",
      "[[country]]\nname = \"A\"\n[[country]]\nname = \"B\"\n[[country]]\nname = \"C\"\n" + three);
  CHECK(answers(run, "result(_, n)") == "n=2 1\n");  // A 11, B 100, C 0
}

TEST_CASE("what one alternative assigns, another that has bound it compares",
          "[language][comprehensions]") {
  const std::string rules = R"(
fact link { x: text, y: text }
fact size { x: text, v: int }
relation out(v: int)
rule r
  when link(x: p, y: q)
   and (size(x: q) and n > 0 or size(x: _, v: n))
   and n = count(y for link(x: p, y: y))
  then out(v: n)
)";
  const std::string links = R"(
[[link]]
x = "a"
y = "b"
[[link]]
x = "a"
y = "c"
[[link]]
x = "a"
y = "d"
[[size]]
)";
  CHECK(answers(evaluate(rules, links + "x = \"z\"\nv = 1"), "out(v)") == "no\n");
  CHECK(answers(evaluate(rules, links + "x = \"z\"\nv = 3"), "out(v)") == "v=3 1\n");
  CHECK(answers(evaluate(rules, links + "x = \"b\"\nv = 1"), "out(v)") == "v=3 1\n");
}

TEST_CASE("months and days have no smallest or largest", "[language][comprehensions]") {
  const std::string terms =
      "fact term { lasts: duration }\nrelation longest(lasts: duration)\n"
      "rule most when m = max(t for term(lasts: t)) then longest(lasts: m)\n";
  const auto of_terms = [&](const std::string& one, const std::string& other) {
    return answers(
        evaluate(terms, "[[term]]\nlasts = \"" + one + "\"\n[[term]]\nlasts = \"" + other + "\"\n"),
        "longest(lasts: l)");
  };
  CHECK(of_terms("24 months", "14 days") == "no\n");
  CHECK(of_terms("24 months", "14 months") == "l=24 months 1\n");
}
