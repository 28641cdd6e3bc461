// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Options;

namespace {

const std::string rules = R"(
fact a { x: text }
fact b { x: text }
relation both(x: text)
relation one(x: text)
relation ruled(x: text)
relation absent(x: text)
relation compared(x: text)

rule and_rule when a(x) and b(x) then both(x)
rule or_rule when a(x) or b(x) then one(x)
rule own_certainty when a(x) then ruled(x) certainty 0.6
rule not_rule when a(x) and not b(x) then absent(x)
rule comparison when a(x) and x != "q" then compared(x)
)";

std::string fact(const std::string& relation, const std::string& certainty) {
  return "[[" + relation + "]]\nx = \"p\"\ncertainty = " + certainty + "\n";
}

}  // namespace

TEST_CASE("weakest-link: `and` is as sure as the least sure", "[language][certainty]") {
  CHECK(answers(evaluate(rules, fact("a", "0.7") + fact("b", "0.4")), "both(x)") == "x=p 0.4\n");
}

TEST_CASE("weakest-link: `or` is as sure as the surest", "[language][certainty]") {
  CHECK(answers(evaluate(rules, fact("a", "0.4") + fact("b", "0.7")), "one(x)") == "x=p 0.7\n");
}

TEST_CASE("weakest-link: a conclusion is at most as sure as its rule", "[language][certainty]") {
  CHECK(answers(evaluate(rules, fact("a", "0.9")), "ruled(x)") == "x=p 0.6\n");
  CHECK(answers(evaluate(rules, fact("a", "0.3")), "ruled(x)") == "x=p 0.3\n");
}

TEST_CASE("weakest-link: `not` has what is left of certainty", "[language][certainty]") {
  CHECK(answers(evaluate(rules, fact("a", "1") + fact("b", "0.25")), "absent(x)") == "x=p 0.75\n");
  CHECK(answers(evaluate(rules, fact("a", "1") + fact("b", "1")), "absent(x)") == "no\n");
}

TEST_CASE("a comparison is certain", "[language][certainty]") {
  CHECK(answers(evaluate(rules, fact("a", "0.8")), "compared(x)") == "x=p 0.8\n");
}

TEST_CASE("certain: what holds at all holds fully", "[language][certainty]") {
  Options options;
  options.certainty = "certain";
  const auto run = evaluate(rules, fact("a", "0.2") + fact("b", "0.1"), options);
  CHECK(run.assessment().calculus == "certain");
  CHECK(answers(run, "both(x)") == "x=p 1\n");
  CHECK(answers(run, "ruled(x)") == "x=p 1\n");
  CHECK(answers(run, "absent(x)") == "no\n");
}

TEST_CASE("a rule's certainty may be computed; outside 0 to 1 it does not conclude, warned of once",
          "[language][certainty]") {
  const auto run = evaluate(R"(
fact report { name: text, trust: number }
relation believed(name: text)
rule believe when report(name: n, trust: t) then believed(name: n) certainty t / 10
)",
                            R"(
[[report]]
name = "half"
trust = 5
[[report]]
name = "too sure"
trust = 11
[[report]]
name = "far too sure"
trust = 12
[[report]]
name = "less than nothing"
trust = -1
)");
  CHECK(answers(run, "believed(name: n)") == "n=half 0.5\n");
  CHECK(warnings(run) ==
        "W0702 this certainty is not between 0 and 1, so rule `believe` does not conclude\n");
}

TEST_CASE("the modules' calculus counts where the run names none", "[language][certainty]") {
  const std::string strict = "module strict certainty certain\n" + rules;
  CHECK(answers(evaluate(strict, fact("a", "0.2")), "ruled(x)") == "x=p 1\n");
  Options options;
  options.certainty = "weakest-link";
  CHECK(answers(evaluate(strict, fact("a", "0.2"), options), "ruled(x)") == "x=p 0.2\n");
}

TEST_CASE("a condition holds above the threshold only", "[language][certainty]") {
  Options options;
  options.threshold = 0.2;
  CHECK(answers(evaluate(rules, fact("a", "0.2"), options), "ruled(x)") == "no\n");
  CHECK(answers(evaluate(rules, fact("a", "0.3"), options), "ruled(x)") == "x=p 0.3\n");
  // b does not hold at 0.2, yet it counts against its absence; 1 - 0.85 does not hold.
  CHECK(answers(evaluate(rules, fact("a", "1") + fact("b", "0.2"), options), "absent(x)") ==
        "x=p 0.8\n");
  CHECK(answers(evaluate(rules, fact("a", "1") + fact("b", "0.85"), options), "absent(x)") ==
        "no\n");
}

TEST_CASE("what is left of a certainty is the number that one writes", "[language][certainty]") {
  // In binary 1 - 0.7 is a little more than 0.3, and would hold above it.
  Options options;
  options.threshold = 0.3;
  CHECK(answers(evaluate(rules, fact("a", "1") + fact("b", "0.7"), options), "absent(x)") ==
        "no\n");
}

TEST_CASE("facts run only with the rules they were loaded for", "[language][certainty]") {
  const auto first = load_rules(rules);
  const auto second = load_rules(rules);
  const auto run = casus::Evaluation::run(second, load_facts(first, fact("a", "1")));
  CHECK_FALSE(run.evaluation);
  REQUIRE(run.diagnostics.size() == 1);
  CHECK(run.diagnostics.front().message == "these facts were loaded for another rule base");
  const auto foreign = load_facts(first, fact("a", "1"));
  CHECK(casus::Evaluation::obstacles(second, foreign).size() == 1);
  CHECK(casus::Evaluation::obstacles(first, foreign).empty());
  const auto planned = casus::join_plan(second, foreign);
  CHECK_FALSE(planned.plan);
  CHECK(planned.diagnostics.size() == 1);
  CHECK(casus::join_plan(first, foreign).plan);
}

TEST_CASE("a run in an unknown calculus is refused", "[language][certainty]") {
  const auto ruleset = load_rules(rules);
  Options options;
  options.certainty = "guesswork";
  const auto run = casus::Evaluation::run(ruleset, load_facts(ruleset, fact("a", "1")), options);
  CHECK_FALSE(run.evaluation);
  REQUIRE(run.diagnostics.size() == 1);
  CHECK(run.diagnostics.front().message == "there is no certainty calculus `guesswork`");
}
