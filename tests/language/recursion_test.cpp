// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string chain = R"(
fact supplies { from: text, to: text }
relation depends_on(country: text, on: text)

rule direct
  when supplies(from: s, to: c)
  then depends_on(country: c, on: s)

rule passed_on
  when depends_on(country: a, on: b)
   and depends_on(country: b, on: c)
   and a != c
  then depends_on(country: a, on: c)
  certainty 0.5
)";

std::string supplies(const std::string& from, const std::string& to, const std::string& more = "") {
  return "[[supplies]]\nfrom = \"" + from + "\"\nto = \"" + to + "\"\n" + more + "\n";
}

}  // namespace

TEST_CASE("a relation may rest on itself", "[language][recursion]") {
  const auto run = evaluate(chain, supplies("A", "B") + supplies("B", "C") + supplies("C", "D"));
  CHECK(answers(run, "depends_on(country: \"D\", on: x)") == "x=A 0.5\nx=B 0.5\nx=C 1\n");
}

TEST_CASE("recursion in a circle ends", "[language][recursion]") {
  const auto run = evaluate(chain, supplies("A", "B") + supplies("B", "A"));
  CHECK(answers(run, "depends_on(x, y)") == "x=A y=B 1\nx=B y=A 1\n");
}

TEST_CASE("a recursive conclusion is as sure as its surest derivation", "[language][recursion]") {
  // D on A directly with 0.2, through B and C with min(0.9, 0.4, 0.5) = 0.4.
  const auto run = evaluate(chain, supplies("A", "D", "certainty = 0.2") +
                                       supplies("A", "C", "certainty = 0.9") +
                                       supplies("C", "D", "certainty = 0.4"));
  CHECK(answers(run, "depends_on(country: \"D\", on: \"A\")") == "0.4\n");
}

TEST_CASE("relations may rest on each other", "[language][recursion]") {
  const auto run = evaluate(R"(
fact step { from: int, to: int }
relation even(n: int)
relation odd(n: int)
rule zero when step(from: 0) then even(n: 0)
rule to_odd when even(n: a) and step(from: a, to: b) then odd(n: b)
rule to_even when odd(n: a) and step(from: a, to: b) then even(n: b)
)",
                            R"(
[[step]]
from = 0
to = 1
[[step]]
from = 1
to = 2
[[step]]
from = 2
to = 3
)");
  CHECK(answers(run, "even(n)") == "n=0 1\nn=2 1\n");
  CHECK(answers(run, "odd(n)") == "n=1 1\nn=3 1\n");
}

TEST_CASE("a long chain is followed to its end", "[language][recursion]") {
  std::string facts;
  for (int i = 0; i < 300; ++i) facts += supplies(std::to_string(i), std::to_string(i + 1));
  const auto run = evaluate(R"(
fact supplies { from: text, to: text }
relation reached(place: text)
rule start when supplies(from: "0") then reached(place: "0")
rule on when reached(place: a) and supplies(from: a, to: b) then reached(place: b)
)",
                            facts);
  CHECK(answers(run, "reached(place: \"300\")") == "1\n");
  CHECK(run.assessment().statistics.derived_facts == 301);
}

TEST_CASE("what is absent is settled before it is missed", "[language][recursion]") {
  const auto run =
      evaluate(chain + R"(
fact country { name: text }
relation independent(name: text)
rule independent_of_all
  when country(name: c)
   and not depends_on(country: c)
  then independent(name: c)
)",
               supplies("A", "B") + "[[country]]\nname = \"A\"\n[[country]]\nname = \"B\"\n");
  CHECK(answers(run, "independent(x)") == "x=A 1\n");
}
