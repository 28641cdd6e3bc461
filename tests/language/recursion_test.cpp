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

namespace {

/// The shares held by a company itself and by those it controls, added up.
const std::string control = R"(
fact company { name: text }
fact owns { owner: text, of: text, share: number in 0..1 }
relation controls(a: text, b: text)

rule more_than_half
  when company(name: a) and company(name: b) and a != b
   and sum(s for owns(owner: c, of: b, share: s) and (c = a or controls(a: a, b: c))) > 50%
  then controls(a: a, b: b)
)";

std::string companies(const std::string& names) {
  std::string facts;
  for (const char name : names) facts += std::string("[[company]]\nname = \"") + name + "\"\n";
  return facts;
}

std::string owns(const std::string& owner, const std::string& of, int percent,
                 const std::string& certainty = "1") {
  return "[[owns]]\nowner = \"" + owner + "\"\nof = \"" + of + "\"\nshare = \"" +
         std::to_string(percent) + "%\"\ncertainty = " + certainty + "\n";
}

std::string controlled(const std::string& facts, const std::string& certainty = "") {
  return answers(evaluate(control, facts, {.certainty = certainty}), "controls(a: x, b: y)");
}

}  // namespace

TEST_CASE("shares are summed over the companies that are controlled", "[language][recursion]") {
  // A has 60% of B; of C it has 30% and B 25%, together 55%; of D B has 20% and C 31%: 51%.
  CHECK(controlled(companies("ABCD") + owns("A", "B", 60) + owns("A", "C", 30) +
                   owns("B", "C", 25) + owns("B", "D", 20) + owns("C", "D", 31)) ==
        "x=A y=B 1\nx=A y=C 1\nx=A y=D 1\n");
  // Exactly half is not more than half.
  CHECK(controlled(companies("ABC") + owns("A", "B", 60) + owns("A", "C", 25) +
                   owns("B", "C", 25)) == "x=A y=B 1\n");
}

TEST_CASE("companies that own each other are controlled by nobody for that reason",
          "[language][recursion]") {
  // B and C hold 40% of each other, A 20% of both: 20% + 40% would be enough, if A had either.
  const std::string ring =
      owns("A", "B", 20) + owns("A", "C", 20) + owns("B", "C", 40) + owns("C", "B", 40);
  CHECK(controlled(companies("ABC") + ring) == "no\n");
  // With D, of which A has all and which has 15% of B, A comes to 35%; with 35% of B to 55%.
  CHECK(controlled(companies("ABCD") + ring + owns("A", "D", 100) + owns("D", "B", 15)) ==
        "x=A y=D 1\n");
  CHECK(controlled(companies("ABCD") + ring + owns("A", "D", 100) + owns("D", "B", 35)) ==
        "x=A y=B 1\nx=A y=C 1\nx=A y=D 1\n");
}

TEST_CASE("a sum in recursion is as sure as the surest members that are enough",
          "[language][recursion]") {
  // Of C: 30% with 0.7, 25% through B with min(0.9, 0.8), 40% with 0.3. The first two are enough,
  // with 0.7; the third makes it no less sure. Of D: 51% of C's, so 0.7 again.
  const std::string facts = companies("ABCD") + owns("A", "B", 60, "0.9") +
                            owns("A", "C", 30, "0.7") + owns("B", "C", 25, "0.8") +
                            owns("D", "C", 40, "0.3") + owns("C", "D", 51);
  CHECK(controlled(facts) == "x=A y=B 0.9\nx=A y=C 0.7\nx=A y=D 0.7\nx=C y=D 1\n");
  CHECK(controlled(facts, "certain") == "x=A y=B 1\nx=A y=C 1\nx=A y=D 1\nx=C y=D 1\n");
}

TEST_CASE("that a sum only rises may follow from a condition", "[language][recursion]") {
  const auto refused = [](const std::string& condition) {
    const auto loaded = casus::Ruleset::load({{"rules.casus", R"(
fact owns { owner: text, of: text, share: number }
relation controls(a: text, b: text)
rule more_than_half
  when owns(owner: a, of: b)
   and sum(s for owns(owner: c, of: b, share: s) and (c = a or controls(a, c)) and )" +
                                                                  condition + R"() > 0.5
  then controls(a, b)
)"}});
    return !loaded.diagnostics.empty() && loaded.diagnostics.front().code == "E0402";
  };
  CHECK_FALSE(refused("s >= 0"));
  CHECK_FALSE(refused("0.25 < s"));
  CHECK_FALSE(refused("s in 0..1"));
  CHECK(refused("s >= -1"));
  CHECK(refused("s <= 1"));
  CHECK(refused("(s >= 0 or s <= 1)"));
  CHECK(refused("not s >= 0"));
}

TEST_CASE("a count in recursion starts from nothing", "[language][recursion]") {
  // Whoever has two friends who go goes as well. 1 and 2 go; 3 knows both; 4 knows 2 and 3; 5
  // knows 4 alone; 6 and 7 wait for each other and for 5.
  const std::string rules = R"(
fact friend { a: text, of: text }
fact organiser { a: text }
relation goes(a: text)
rule first when organiser(a: x) then goes(a: x)
rule crowd when friend(a: x) and n = count(y for friend(a: x, of: y) and goes(a: y)) and n >= 2
  then goes(a: x)
)";
  const auto friends = [](const std::string& pairs) {
    std::string facts = "[[organiser]]\na = \"1\"\n[[organiser]]\na = \"2\"\n";
    for (std::size_t i = 0; i < pairs.size(); i += 3) {
      facts += std::string("[[friend]]\na = \"") + pairs[i] + "\"\nof = \"" + pairs[i + 1] + "\"\n";
    }
    return facts;
  };
  CHECK(answers(evaluate(rules, friends("31 32 42 43 54 65 67 75 76")), "goes(a: x)") ==
        "x=1 1\nx=2 1\nx=3 1\nx=4 1\n");
}

TEST_CASE("what an explanation counts does not rest on what it explains", "[language][recursion]") {
  // A controls B by 60%. Through B, C and D it has far more of B; but it has these by having B.
  const auto run =
      evaluate(control, companies("ABCD") + owns("A", "B", 60) + owns("B", "C", 100) +
                            owns("C", "B", 20) + owns("D", "B", 20) + owns("B", "D", 100));
  const auto why = run.why("controls(a: \"A\", b: \"B\")");
  REQUIRE(why.explanation->roots.size() == 1);
  std::string sum;
  for (const auto& node : why.explanation->roots[0].children) {
    if (node.kind == casus::Explanation::Kind::aggregate) sum = node.text;
  }
  CHECK(sum == "sum of 1 fact = 0.6");
}

TEST_CASE("recursion: only weakest-link and certain count what it concludes",
          "[language][recursion]") {
  const auto ruleset = load_rules(R"(
fact owns { owner: text, company: text, share: number in 0..1 }
relation controls(owner: text, company: text)
rule control
  when owns(owner: a, company: c)
   and sum(s for owns(owner: b, company: c, share: s) and (b = a or controls(a, b))) > 0.5
  then controls(a, c)
)");
  const auto facts = load_facts(ruleset, R"(
[[owns]]
owner = "A"
company = "B"
share = 0.6
)");
  for (const std::string& calculus : casus::calculi()) {
    casus::Options options;
    options.certainty = calculus;
    const auto run = casus::Evaluation::run(ruleset, facts, options);
    const bool known = calculus == "weakest-link" || calculus == "certain";
    CHECK(run.evaluation.has_value() == known);
    if (!known) CHECK(run.diagnostics.front().code == "E0615");
  }
}
