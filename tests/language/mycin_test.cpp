// SPDX-License-Identifier: Apache-2.0
//
// `mycin`: certainty factors. Norvig, Paradigms of Artificial Intelligence Programming (1992),
// chapter 16, has the first example; the others are worked out by hand.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Evaluation;
using casus::Options;

namespace {

Options mycin(double threshold = 0) {
  Options options;
  options.certainty = "mycin";
  options.threshold = threshold;
  return options;
}

double certainty(const Evaluation& run, const std::string& goal) {
  const auto asked = run.query(goal);
  REQUIRE(asked.answers.has_value());
  return asked.answers->answers.empty() ? 0 : asked.answers->answers.front().certainty;
}

std::string sign(const std::string& name, double certainty) {
  return "[[sign]]\nname = \"" + name + "\"\ncertainty = " + std::to_string(certainty) + "\n";
}

const std::string rules = R"(
fact sign { name: text }
relation guilty open (who: text)
rule one when sign(name: "a") then guilty("X")
rule two when sign(name: "b") then guilty("X")
rule against when sign(name: "c") then not guilty("X")
rule more_against when sign(name: "d") then not guilty("X")
)";

}  // namespace

TEST_CASE("mycin: rules of 0.4 and 0.6 make 0.76", "[language][mycin]") {
  // PAIP 16: rules 52 and 71 conclude pseudomonas with .4 and .6, and the findings say (.760).
  const auto run = evaluate(R"(
fact organism { site: text, gram: text, morphology: text }
fact patient { burn: text, compromised: bool }
relation identity(name: text)
rule rule_52
  when organism(site: "blood", gram: "neg", morphology: "rod") and patient(burn: "serious")
  then identity("pseudomonas") certainty 0.4
rule rule_71
  when organism(gram: "neg", morphology: "rod") and patient(compromised: true)
  then identity("pseudomonas") certainty 0.6
)",
                            R"(
[[organism]]
site = "blood"
gram = "neg"
morphology = "rod"
[[patient]]
burn = "serious"
compromised = true
)",
                            mycin());
  CHECK(certainty(run, "identity(\"pseudomonas\")") == Approx(0.76));
}

TEST_CASE("mycin: all signs of evidence", "[language][mycin]") {
  CHECK(certainty(evaluate(rules, sign("a", 0.6) + sign("b", 0.4), mycin()), "guilty(\"X\")") ==
        Approx(0.76));
  // Against: 0.3 + 0.5 * 0.7 = 0.65; for 0.76: (0.76 - 0.65) / (1 - 0.65).
  const auto run =
      evaluate(rules, sign("a", 0.6) + sign("b", 0.4) + sign("c", 0.3) + sign("d", 0.5), mycin());
  CHECK(certainty(run, "guilty(\"X\")") == Approx(0.11 / 0.35));
  // Nothing is left of the denial, and what is not denied may be so in an open relation.
  CHECK(certainty(run, "not guilty(\"X\")") == 0);
  REQUIRE(run.assessment().contradictions.size() == 1);
  // Only against: (0.65 - 0.4) / 0.6 stands against it, and `not` is as sure as that.
  const auto other = evaluate(rules, sign("b", 0.4) + sign("c", 0.3) + sign("d", 0.5), mycin());
  CHECK(certainty(other, "guilty(\"X\")") == 0);
  CHECK(certainty(other, "not guilty(\"X\")") == Approx(0.25 / 0.6));
  // As much for it as against it: unknown.
  const auto even = evaluate(rules, sign("a", 0.5) + sign("c", 0.5), mycin());
  CHECK(certainty(even, "guilty(\"X\")") == 0);
  CHECK(certainty(even, "unknown guilty(\"X\")") == 1);
}

TEST_CASE("mycin: a denial keeps the presumption out, also where it is outweighed",
          "[language][mycin]") {
  const auto absent = [](double held, double denied, const std::string& value) {
    const std::string heir = "[[heir]]\nof = \"North\"\n";
    std::string facts = held > 0 ? heir + "name = \"A\"\ncertainty = " + std::to_string(held) : "";
    if (denied > 0) {
      facts += '\n' + heir + value + "\nholds = false\ncertainty = " + std::to_string(denied);
    }
    const auto run =
        evaluate("fact heir open { of: text, name: text } presumed absent 0.7", facts, mycin());
    const double one = certainty(run, R"(not heir(of: "North", name: "A"))");
    CHECK(certainty(run, R"(not heir(of: "North"))") == Approx(one));
    return one;
  };
  for (const char* value : {"name = \"A\"", ""}) {
    INFO("denied: " << value);
    CHECK(absent(0, 0, value) == Approx(0.7));
    CHECK(absent(0.41, 0, value) == Approx(0.59));
    CHECK(absent(0, 0.4, value) == Approx(0.4));
    CHECK(absent(0.4, 0.4, value) == 0);
    // The net is (0.41 - 0.4) / (1 - 0.4) for it.
    CHECK(absent(0.41, 0.4, value) == 0);
    CHECK(absent(0.9, 0.4, value) == 0);
  }
  // Against: (0.4 - 0.1) / (1 - 0.1).
  CHECK(absent(0.1, 0.4, "name = \"A\"") == Approx(0.3 / 0.9));
}

TEST_CASE("mycin: a denial of any value is netted for the value that is held",
          "[language][mycin]") {
  const auto run = [](double held, double any, double own) {
    const std::string heir = "[[heir]]\nof = \"North\"\n";
    std::string facts = heir + "holds = false\ncertainty = " + std::to_string(any) + "\n";
    if (own > 0) {
      facts += heir + "name = \"A\"\nholds = false\ncertainty = " + std::to_string(own) + "\n";
    }
    facts += heir + "name = \"A\"\ncertainty = " + std::to_string(held) + "\n";
    return evaluate("fact heir open { of: text, name: text }", facts, mycin());
  };
  const std::string a = R"(not heir(of: "North", name: "A"))";
  const std::string b = R"(not heir(of: "North", name: "B"))";
  // (0.9 - 0.4) / (1 - 0.4) is left of it for A; of B nothing is held.
  const auto denied = run(0.4, 0.9, 0);
  CHECK(certainty(denied, a) == Approx(0.5 / 0.6));
  CHECK(certainty(denied, b) == Approx(0.9));
  // That there is none at all is no surer than that it is not A.
  CHECK(certainty(denied, R"(not heir(of: "North"))") == Approx(0.5 / 0.6));
  // For A both denials join: 0.5 + 0.6 (1 - 0.5) = 0.8, and (0.8 - 0.4) / (1 - 0.4) is left.
  const auto both = run(0.4, 0.5, 0.6);
  CHECK(certainty(both, a) == Approx(0.4 / 0.6));
  CHECK(certainty(both, b) == Approx(0.5));
  // (0.9 - 0.4) / (1 - 0.4) is left of what is held.
  const auto held = run(0.9, 0.4, 0);
  CHECK(certainty(held, R"(heir(of: "North", name: "A"))") == Approx(0.5 / 0.6));
  CHECK(certainty(held, a) == 0);
  CHECK(certainty(held, b) == Approx(0.4));
}

TEST_CASE("mycin: a denial with the same fields left open counts once", "[language][mycin]") {
  const std::string heir = "[[heir]]\nof = \"North\"\n";
  const auto run =
      evaluate("fact heir open { of: text, name: text open }",
               heir + "certainty = 0.6\n" + heir + "holds = false\ncertainty = 0.5\n", mycin());
  // (0.6 - 0.5) / (1 - 0.5)
  CHECK(certainty(run, R"(heir(of: "North"))") == Approx(0.2));
  CHECK(run.assessment().contradictions.size() == 1);
}

TEST_CASE("mycin: a condition holds above the threshold", "[language][mycin]") {
  // 0.2 is MYCIN's own: 0.3 * 0.6 = 0.18 is not enough to fire the next rule.
  const std::string chain = R"(
fact sign { name: text }
relation suspect(who: text)
relation watched(who: text)
rule first when sign(name: "a") then suspect("X") certainty 0.6
rule second when suspect(x) then watched(x)
)";
  CHECK(certainty(evaluate(chain, sign("a", 0.3), mycin(0)), "watched(\"X\")") == Approx(0.18));
  CHECK(certainty(evaluate(chain, sign("a", 0.3), mycin(0.2)), "watched(\"X\")") == 0);
  CHECK(certainty(evaluate(chain, sign("a", 0.4), mycin(0.2)), "watched(\"X\")") == Approx(0.24));
}

TEST_CASE("mycin: one rule counts once, by its best witness", "[language][mycin]") {
  const auto run = evaluate(R"(
fact sign { name: text }
relation suspect(who: text)
rule any when sign(name: _) then suspect("X") certainty 0.5
rule either when sign(name: "a") or sign(name: "b") then suspect("Y")
)",
                            sign("a", 0.6) + sign("b", 0.8), mycin());
  CHECK(certainty(run, "suspect(\"X\")") == Approx(0.4));
  CHECK(certainty(run, "suspect(\"Y\")") == Approx(0.8));
}

TEST_CASE("mycin: in recursion the best derivation alone counts", "[language][mycin]") {
  // 0.8 directly and 0.9 * 0.9 by way of B; together they would make more.
  const auto run = evaluate(R"(
fact link { a: text, b: text }
relation near(a: text, b: text)
rule one when link(a: x, b: y) then near(x, y)
rule far when near(x, y) and near(y, z) then near(x, z) certainty 0.9
)",
                            R"(
[[link]]
a = "A"
b = "C"
certainty = 0.8
[[link]]
a = "A"
b = "B"
certainty = 0.9
[[link]]
a = "B"
b = "C"
certainty = 0.9
)",
                            mycin());
  CHECK(certainty(run, "near(\"A\", \"C\")") == Approx(0.81));
}

TEST_CASE("mycin: what an outweighed denial takes away is told", "[language][mycin]") {
  // (0.8 - 0.5) / (1 - 0.5) = 0.6, so the score is 50 + 0.6 * 10.
  const auto run = evaluate(
      "fact land { c: text }\nfact calm_there open { c: text }\n"
      "scale C 0..100 { low < 40, high }\n"
      "rating calm(a: text) \"Calm\" of land(c: a) on C starts 50 factor m \"M\" -40..20\n"
      "rule u when calm_there(c: X) supports calm.m(X) by 10 because \"s\"\n",
      "[[land]]\nc = \"A\"\n[[calm_there]]\nc = \"A\"\ncertainty = 0.8\n"
      "[[calm_there]]\nc = \"A\"\nholds = false\ncertainty = 0.5\n",
      mycin());
  const casus::Assessment& assessment = run.assessment();
  CHECK(std::abs(assessment.ratings.at(0).score - 56) < 1e-9);
  REQUIRE(assessment.contradictions.size() == 1);
  CHECK(assessment.contradictions[0] ==
        "calm_there(c: \"A\"): held [F2] and denied [F3], the assertion is stronger, so it counts "
        "as held, less surely");
  CHECK(assessment.evidence.at(1).used);
  CHECK(assessment.evidence.at(2).used);
  const auto why = run.why("calm_there(\"A\")");
  REQUIRE(why.explanation);
  const auto& nodes = why.explanation->roots;
  REQUIRE(nodes.size() == 1);
  REQUIRE(nodes[0].children.size() == 1);
  CHECK(nodes[0].children[0].text == "denied: calm_there(c: \"A\")");
  CHECK(nodes[0].children[0].certainty == 0.5);
}
