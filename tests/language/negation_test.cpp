// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string declarations = R"(
fact country { name: text }
fact border { a: text, b: text }
fact threat { from: text, to: text, force: int }
relation result(name: text)
)";

const std::string facts = R"(
[[country]]
name = "A"
[[country]]
name = "B"
[[border]]
a = "A"
b = "B"
[[threat]]
from = "B"
to = "A"
force = 3
certainty = 0.75
)";

std::string result(const std::string& rule, const std::string& more = "") {
  return answers(evaluate(declarations + rule, facts + more), "result(c)");
}

}  // namespace

TEST_CASE("variables only inside `not` are local", "[language][negation]") {
  CHECK(result("rule r when country(name: c) and not border(a: c, b: x) then result(name: c)") ==
        "c=B 1\n");
}

TEST_CASE("`not (…)` is false as far as all its conditions hold together", "[language][negation]") {
  CHECK(
      result("rule r when country(name: c) and not (border(a: c, b: x) and threat(from: x, to: c)) "
             "then result(name: c)") == "c=A 0.25\nc=B 1\n");
  CHECK(
      result("rule r when country(name: c) and not (border(a: c, b: x) and threat(from: x, to: c, "
             "force: > 5)) then result(name: c)") == "c=A 1\nc=B 1\n");
}

TEST_CASE("`not (… or …)` is false as far as one of them holds", "[language][negation]") {
  CHECK(result("rule r when country(name: c) and not (border(a: c) or threat(from: c)) "
               "then result(name: c)") == "c=B 0.25\n");
}

TEST_CASE("of several ways to hold the surest counts against `not`", "[language][negation]") {
  CHECK(result("rule r when country(name: c) and not threat(to: c) then result(name: c)",
               "[[threat]]\nfrom = \"B\"\nto = \"A\"\nforce = 9\ncertainty = 0.5\n") ==
        "c=A 0.25\nc=B 1\n");
}

TEST_CASE("`not` may stand inside `not`", "[language][negation]") {
  // For A: a border with B, and B threatens with 0.75: so far all neighbours threaten.
  CHECK(result("rule r when country(name: c) and not (border(a: c, b: x) and not threat(from: x, "
               "to: c)) then result(name: c)") == "c=A 0.75\nc=B 1\n");
}

TEST_CASE("`unless` is `and not (…)`, each an exception of its own", "[language][negation]") {
  CHECK(result("rule r when country(name: c) unless border(a: c) unless threat(from: c) "
               "then result(name: c)") == "c=B 0.25\n");
  CHECK(result("rule r when country(name: c) unless border(a: c, b: x) and threat(from: x) "
               "then result(name: c)") == "c=A 0.25\nc=B 1\n");
}

TEST_CASE("a rule without `when` always holds, but for its exceptions", "[language][negation]") {
  CHECK(result("rule r then result(name: \"all\")") == "c=all 1\n");
  CHECK(result("rule r unless threat(to: \"A\") then result(name: \"all\")") == "c=all 0.25\n");
}

TEST_CASE("what is denied shows no value of the variables inside", "[language][negation]") {
  const auto run = evaluate(declarations +
                                "rule r when country(name: c) and not (border(a: c, b: x) and "
                                "threat(from: x, to: _)) then result(name: c)",
                            facts);
  const auto why = run.why("result(\"B\")");
  REQUIRE(why.explanation);
  const auto& derived = why.explanation->roots.at(0);
  REQUIRE(derived.children.size() == 2);
  CHECK(derived.children[1].text == "no border (a: B, b: x) and threat (from: x)");
}
