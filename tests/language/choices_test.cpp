// SPDX-License-Identifier: Apache-2.0
//
// Outcomes that exclude each other; values by hand.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Options;

namespace {

const std::string rules = R"(
fact meeting { host: text, hope: number }
relation treaty(host: text)
relation walkout(host: text)
relation over(host: text)
relation both(host: text)
rule ends when meeting(host: h, hope: x)
  then one of treaty(h) certainty x, walkout(h) certainty 0.3
rule any when treaty(h) or walkout(h) then over(h)
rule all when treaty(h) and walkout(h) then both(h)
)";

std::string meeting(const std::string& host, double hope, double certainty = 1) {
  return "[[meeting]]\nhost = \"" + host + "\"\nhope = " + std::to_string(hope) +
         "\ncertainty = " + std::to_string(certainty) + "\n";
}

Options under(const std::string& calculus) {
  Options options;
  options.certainty = calculus;
  return options;
}

}  // namespace

TEST_CASE("choices: at most one outcome happens", "[language][choices]") {
  const auto run = evaluate(rules, meeting("M", 0.6), under("probability"));
  CHECK(answers(run, "treaty(x)") == "x=M 0.6\n");
  CHECK(answers(run, "walkout(x)") == "x=M 0.3\n");
  CHECK(answers(run, "over(x)") == "x=M 0.9\n");
  CHECK(answers(run, "both(x)") == "no\n");
  // What is left is that none happens; given that one does, 0.6 / 0.9.
  const auto given = run.query("treaty(x)", "over(\"M\")");
  REQUIRE(given.answers);
  CHECK(given.answers->answers.front().certainty == Approx(2.0 / 3));
}

TEST_CASE("choices: each instance makes its own", "[language][choices]") {
  const auto run =
      evaluate(rules, meeting("M", 0.6, 0.5) + meeting("N", 0.7), under("probability"));
  CHECK(answers(run, "over(x)") == "x=M 0.45\nx=N 1\n");
  // 0.3 * 0.7
  CHECK(answers(run, "treaty(\"M\") and treaty(\"N\")") == "0.21\n");
}

TEST_CASE("choices: a thousand outcomes take few questions each", "[language][choices]") {
  // log2 1000 is below 10: 1000 outcomes of two choices are at most 20,000 nodes. Asked one after
  // the other they would be 2 * 1000 * 1001 / 2 = a million.
  std::string text =
      "fact land { name: text }\nrelation w(a: text, k: int)\nrelation some(a: text)\n";
  std::string outcomes;
  for (int k = 0; k < 1000; ++k) {
    outcomes += std::string(k == 0 ? "" : ", ") + "w(x, " + std::to_string(k) + ") certainty 0.001";
  }
  text += "rule r when land(name: x) then one of " + outcomes + "\n";
  text += "rule s when w(a: x, k: k) and k >= 700 then some(x)\n";
  Options options = under("probability");
  options.probabilities.max_nodes = 50'000;
  options.probabilities.beyond = casus::Probabilities::Beyond::stop;
  const auto run =
      evaluate(text, "[[land]]\nname = \"N\"\n[[land]]\nname = \"M\"\ncertainty = 0.5\n", options);
  CHECK_FALSE(run.assessment().limit);
  CHECK(answers(run, "w(x, 0)") == "x=M 0.0005\nx=N 0.001\n");
  CHECK(answers(run, "w(x, 999)") == "x=M 0.0005\nx=N 0.001\n");
  CHECK(answers(run, "some(x)") == "x=M 0.15\nx=N 0.3\n");
  CHECK(answers(run, "w(x, 1) and w(x, 2)") == "no\n");
}

TEST_CASE("choices: outcomes that exclude each other contradict nothing", "[language][choices]") {
  const auto run = evaluate(
      "fact land { name: text }\nrelation calm open (a: text)\n"
      "rule r when land(name: x) then one of not calm(x) certainty 0.3, calm(x) certainty 0.5\n",
      "[[land]]\nname = \"N\"\n", under("probability"));
  CHECK(answers(run, "calm(x)") == "x=N 0.5\n");
  CHECK(answers(run, "land(name: x) and not calm(x)") == "x=N 0.3\n");
  CHECK(run.assessment().contradictions.empty());
}

TEST_CASE("choices: what is unlikely, certain or left over has its share", "[language][choices]") {
  // 0.25 + 0 + 0.5 + 0.125 leaves 0.125; outcomes that fill up 1 leave nothing.
  const auto run = evaluate(R"(
fact coin { n: int }
relation side(n: int)
relation whole(n: int)
relation any()
relation all()
rule toss when coin(_)
  then one of side(1) certainty 0.25, side(2) certainty 0, side(3) certainty 0.5,
    side(4) certainty 0.125
rule full when coin(_)
  then one of whole(1) certainty 0, whole(2) certainty 1, whole(3) certainty 0
rule a when side(_) then any()
rule b when whole(_) then all()
)",
                            "[[coin]]\nn = 1\n", under("probability"));
  CHECK(answers(run, "side(n)") == "n=1 0.25\nn=3 0.5\nn=4 0.125\n");
  CHECK(answers(run, "whole(n)") == "n=2 1\n");
  CHECK(answers(run, "any()") == "0.875\n");
  CHECK(answers(run, "all()") == "1\n");
}

TEST_CASE("choices: two of one rule are independent", "[language][choices]") {
  const auto run = evaluate(R"(
fact coin { n: int }
relation side(n: int, up: text)
relation edge(n: int, mark: text)
rule toss when coin(n: i)
  then one of side(i, "heads") certainty 0.5, side(i, "tails") certainty 0.5
  then one of edge(i, "worn") certainty 0.2, edge(i, "sharp") certainty 0.8
)",
                            "[[coin]]\nn = 1\n", under("probability"));
  CHECK(answers(run, "side(1, \"heads\") and edge(1, \"worn\")") == "0.1\n");
  CHECK(answers(run, "side(1, \"heads\") and side(1, \"tails\")") == "no\n");
  CHECK(answers(run, "not side(1, \"heads\") and not side(1, \"tails\")") == "no\n");
}

TEST_CASE("choices: bounds go by each outcome's certainty", "[language][choices]") {
  const auto run = evaluate(rules, meeting("M", 0.6, 0.5), under("bounds"));
  const auto treaty = run.query("treaty(x)").answers->answers.front();
  CHECK(treaty.between == casus::Between{0.1, 0.5});  // 0.5 + 0.6 - 1, min(0.5, 0.6)
}

TEST_CASE("choices: more than 1 together concludes nothing", "[language][choices]") {
  const auto run = evaluate(rules, meeting("M", 0.8) + meeting("N", 0.7), under("probability"));
  CHECK(answers(run, "treaty(x)") == "x=N 0.7\n");
  REQUIRE(run.assessment().warnings.size() == 1);
  CHECK(run.assessment().warnings.front().code == "W0707");
}

TEST_CASE("choices: other calculi refuse them", "[language][choices]") {
  const auto ruleset = load_rules(rules);
  const auto facts = load_facts(ruleset, meeting("M", 0.6));
  for (const std::string calculus : {"weakest-link", "certain", "mycin"}) {
    const auto run = casus::Evaluation::run(ruleset, facts, under(calculus));
    CHECK_FALSE(run.evaluation);
    REQUIRE(run.diagnostics.size() == 1);
    CHECK(run.diagnostics.front().code == "E0615");
  }
}
