// SPDX-License-Identifier: Apache-2.0
//
// Decision tables inside rules: every hit policy, over every type of parameter. The expected
// results are read off the rows by eye; where there is arithmetic, it is shown.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

namespace casus::testing {
namespace {

/// What a table makes of each `item`: its name and the result of `t(…)`.
std::string results(const std::string& declarations, const std::string& call,
                    const std::string& facts) {
  return answers(evaluate(declarations +
                              "\nrelation found(name: text, result: text)\n"
                              "rule find when item(name: n, v: v) and r = " +
                              call + " then found(name: n, result: text(r))",
                          facts),
                 "found(name: n, result: r)");
}

std::string item(const std::string& name, const std::string& value) {
  return "[[item]]\nname = \"" + name + "\"\nv = " + value + "\n";
}

}  // namespace

TEST_CASE("unique: amounts are held against cells in the table's unit", "[language][tables]") {
  // 499 USD_m are 0.499 USD_bn, below 0.5; 500 USD_m are 0.5 USD_bn.
  CHECK(results("unit USD_bn unit USD_m = 0.001 USD_bn\n"
                "fact item { name: text, v: number USD_m }\n"
                "table t(value: number USD_bn) -> text unique {\n"
                "| value | result |\n| < 500 USD_m | \"small\" |\n| >= 0.5 | \"big\" |\n}",
                "t(v)", item("a", "499") + item("b", "500") + item("c", "\"2 USD_bn\"")) ==
        "n=a r=small 1\nn=b r=big 1\nn=c r=big 1\n");
}

TEST_CASE("any: rows over dates that agree may both fit", "[language][tables]") {
  CHECK(results("fact item { name: text, v: date }\n"
                "table t(since: date) -> text any {\n"
                "| since | result |\n| < 2014-03-18 | \"before\" |\n| 2014-01-01..2014-03-17 | "
                "\"before\" |\n| >= 2014-03-18 | \"after\" |\n}",
                "t(v)", item("a", "2014-03-17") + item("b", "2014-03-18")) ==
        "n=a r=before 1\nn=b r=after 1\n");
}

TEST_CASE("first: the upper row counts; priority: the result declared first",
          "[language][tables]") {
  const std::string facts =
      item("a", "\"patron\"") + item("b", "\"partner\"") + item("c", "\"junior\"");
  const auto under = [&](const std::string& policy, const std::string& duties) {
    return results("enum Role { patron, partner, junior }\nenum Duty { " + duties +
                       " }\nfact item { name: text, v: Role }\ntable t(role: Role) -> Duty " +
                       policy +
                       " {\n| result | role |\n| high | patron |\n| low | >= partner |\n| high | "
                       "!= partner |\n}",
                   "t(v)", facts);
  };
  CHECK(under("first", "low, high") == "n=a r=high 1\nn=b r=low 1\nn=c r=low 1\n");
  CHECK(under("first", "high, low") == "n=a r=high 1\nn=b r=low 1\nn=c r=low 1\n");
  CHECK(under("priority", "low, high") == "n=a r=high 1\nn=b r=low 1\nn=c r=low 1\n");
  CHECK(under("priority", "high, low") == "n=a r=high 1\nn=b r=low 1\nn=c r=high 1\n");
}

TEST_CASE("collect: all rows that fit take part", "[language][tables]") {
  // "ab" fits all three rows, "b" the last two, "zz" only the one with `!=`.
  const auto collected = [](const std::string& policy) {
    return results(
        "fact item { name: text, v: text }\n"
        "table t(word: text) -> int collect " +
            policy +
            " {\n| word | result |\n| \"ab\" | 5 |\n| < \"m\" | 3 |\n| != \"q\" | 4 "
            "|\n}",
        "t(v)",
        item("1", "\"ab\"") + item("2", "\"b\"") + item("3", "\"zz\"") + item("4", "\"q\""));
  };
  CHECK(collected("sum") == "n=1 r=12 1\nn=2 r=7 1\nn=3 r=4 1\n");
  CHECK(collected("min") == "n=1 r=3 1\nn=2 r=3 1\nn=3 r=4 1\n");
  CHECK(collected("max") == "n=1 r=5 1\nn=2 r=4 1\nn=3 r=4 1\n");
  CHECK(collected("count") == "n=1 r=3 1\nn=2 r=2 1\nn=3 r=1 1\nn=4 r=0 1\n");
}

TEST_CASE("a sum keeps the unit of the results", "[language][tables]") {
  // 2 bn and 500 m are 2.5 bn.
  CHECK(results("unit USD_bn unit USD_m = 0.001 USD_bn\nfact item { name: text, v: bool }\n"
                "table t(yes: bool) -> number USD_bn collect sum {\n"
                "| yes | result |\n| _ | 2 |\n| true | 500 USD_m |\n}",
                "t(v) / 1 USD_m",
                item("a", "true") + item("b", "false")) == "n=a r=2500 1\nn=b r=2000 1\n");
}

TEST_CASE("without a row there is no value, neither for the condition nor for its `not`",
          "[language][tables]") {
  const std::string rules = R"(
fact item { name: text, v: int open }
relation is(name: text) relation is_not(name: text)
table t(v: int in 0..9) -> bool first {
  | v   | result |
  | < 3 | true   |
  | 5   | false  |
}
rule yes when item(name: n, v: v) and t(v) then is(name: n)
rule no  when item(name: n, v: v) and not t(v) then is_not(name: n)
)";
  // 4 has no row, -1 lies outside the range, and one value is not known.
  const Evaluation evaluation =
      evaluate(rules, item("two", "2") + item("five", "5") + item("four", "4") +
                          item("minus", "-1") + "[[item]]\nname = \"unknown\"\n");
  CHECK(answers(evaluation, "is(name: n)") == "n=two 1\n");
  CHECK(answers(evaluation, "is_not(name: n)") == "n=five 1\n");
  CHECK(warnings(evaluation).find("W0701") != std::string::npos);
}

TEST_CASE("a table may stand in recursion, in points and in certainties", "[language][tables]") {
  const std::string rules = R"(
fact link { from: text, to: text }
fact start { on: text }
relation reached(on: text, strength: int)
table next(strength: int in 0..3) -> int unique {
  | strength | result |
  | 0        | 0      |
  | 1..2     | 0      |
  | 3        | 2      |
}
table surely(strength: int in 0..3) -> number first {
  | strength | result |
  | 3        | 1      |
  | 2        | 50%    |
  | _        | 20%    |
}
rule begin when start(on: a) then reached(on: a, strength: 3)
rule go when reached(on: a, strength: s) and link(from: a, to: b)
  then reached(on: b, strength: next(s)) certainty surely(s)
fact place { name: text }
scale S 0..100 { low < 50, high }
rating worth(p: text) of place(name: p) on S starts 40 factor f 0..50
rule worthy when reached(on: a, strength: s) supports worth.f(a) by 10 * surely(s)
)";
  const Evaluation evaluation = evaluate(rules, R"(
[[start]]
on = "a"
[[link]]
from = "a"
to = "b"
[[link]]
from = "b"
to = "c"
[[link]]
from = "c"
to = "a"
[[place]]
name = "b"
)");
  // a: 3 to start with; b: 2, surely as 3 is; c: 0, with 0.5 (weakest link); back in a and on to b
  // the strength is 0 with 0.2, and so for c once more, where 0.5 is known already.
  CHECK(answers(evaluation, "reached(on: x, strength: s)") ==
        "x=a s=0 0.2\nx=a s=3 1\nx=b s=0 0.2\nx=b s=2 1\nx=c s=0 0.5\n");
  // The best witness in b: 10 × 0.5 for strength 2, certainty 1; for 0 it is 10 × 0.2 × 0.2.
  CHECK(only_rating(evaluation).score == Approx(45));
}

}  // namespace casus::testing
