// SPDX-License-Identifier: Apache-2.0
//
// What is said about statements: kinds, several statements of one fact, validity, age.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Options;

namespace {

const std::string rules = R"(
fact threat { from: text, to: text }
relation threatened(who: text)
relation feared(who: text)
relation mentioned(who: text)
relation cited(who: text, where: text, by: number)
rule facts_only when threat(to: t) then threatened(who: t)
rule perceptions when threat(to: t, kind: perception) then feared(who: t)
rule any_kind when threat(to: t, kind: _) then mentioned(who: t)
rule single when threat(to: t, source: s, certainty: c) then cited(who: t, where: s, by: c)
)";

std::string threat(const std::string& to, const std::string& more = "") {
  return "[[threat]]\nfrom = \"P\"\nto = \"" + to + "\"\n" + more + "\n";
}

const std::string sources = R"(
[[source]]
id = "one"
reliability = "B"
published = 2014-12-31
[[source]]
id = "two"
)";

casus::Date date(std::int32_t day) { return {day}; }

}  // namespace

TEST_CASE("an atom means facts unless it asks for another kind", "[language][statements]") {
  const auto run = evaluate(
      rules, threat("A") + threat("B", "kind = \"perception\"") + threat("C", "kind = \"plan\""));
  CHECK(answers(run, "threatened(x)") == "x=A 1\n");
  CHECK(answers(run, "feared(x)") == "x=B 1\n");
  CHECK(answers(run, "mentioned(x)") == "x=A 1\nx=B 1\nx=C 1\n");
}

TEST_CASE("statements that agree attest one fact, as sure as the surest",
          "[language][statements]") {
  const auto run = evaluate(rules, sources + threat("A", "certainty = 0.4\nsource = \"two\"") +
                                       threat("A", "source = \"one\"") +
                                       threat("A", "certainty = 0.7\norigin = \"agency\""));
  CHECK(answers(run, "threatened(x)") == "x=A 0.9\n");
  CHECK(run.assessment().statistics.base_facts == 1);
}

TEST_CASE("within one origin the strongest statement counts", "[language][statements]") {
  const auto run = evaluate(
      rules, sources + threat("A", "certainty = 0.4\nsource = \"one\"\norigin = \"agency\"") +
                 threat("A", "certainty = 0.6\nsource = \"two\"\norigin = \"agency\""));
  CHECK(answers(run, "threatened(x)") == "x=A 0.6\n");
}

TEST_CASE("asking for source or certainty looks at single statements", "[language][statements]") {
  const auto run = evaluate(rules, sources + threat("A", "source = \"one\"") +
                                       threat("A", "certainty = 0.4\nsource = \"two\""));
  CHECK(answers(run, "cited(w, where: s, by: c)") ==
        "w=A s=one c=0.9 0.9\n"
        "w=A s=two c=0.4 0.4\n");
}

TEST_CASE("a goal may ask for single statements where no rule does", "[language][statements]") {
  const auto run = evaluate("fact threat { from: text, to: text }\n",
                            sources + threat("A", "source = \"one\"") + threat("B"));
  CHECK(answers(run, "threat(to: t, source: \"one\")") == "t=A 0.9\n");
  const auto why = run.why("threat(to: t, source: \"one\")");
  REQUIRE(why.explanation);
  CHECK(why.explanation->roots.size() == 1);
}

TEST_CASE("a fact holds within its time only, both days included", "[language][statements]") {
  const std::string facts = threat("past", "valid = { until = 2015-01-30 }") +
                            threat("until now", "valid = { until = 2015-01-31 }") +
                            threat("from now", "valid = { from = 2015-01-31 }") +
                            threat("to come", "valid = { from = 2015-02-01, until = 2015-03-01 }");
  CHECK(answers(evaluate(rules, facts), "threatened(x)") == "x=from now 1\nx=until now 1\n");
  Options options;
  options.as_of = date(16467);  // 2015-02-01: 45 * 365 + 11 leap days + 31
  CHECK(answers(evaluate(rules, facts, options), "threatened(x)") == "x=from now 1\nx=to come 1\n");
}

TEST_CASE("what needs a date and has none is refused", "[language][statements]") {
  const auto refused = [](const std::string& text, const std::string& facts) {
    const auto ruleset = load_rules(text);
    const auto run = casus::Evaluation::run(ruleset, load_facts(ruleset, "[case]\n" + facts), {});
    return !run.evaluation && run.diagnostics.size() == 1 &&
           run.diagnostics.front().code == "E0612";
  };
  CHECK_FALSE(refused(rules, threat("A")));
  CHECK(refused(rules, threat("A", "valid = { until = 2015-01-30 }")));
  CHECK(refused(rules + "rule now when threat(to: t) and as_of > 2015-01-01 then feared(who: t)",
                threat("A")));
  CHECK(
      refused("fact a { x: text, since: date }\nscale S 0..10 { low }\n"
              "rating r(x: text) of a(x: x, since: < as_of) on S starts 5 factor f -1..1\n",
              "[[a]]\nx = \"A\"\nsince = 2015-01-01\n"));
  CHECK(
      refused("fact a { x: text } half_life 2 years", "[[a]]\nx = \"A\"\nobserved = 2015-01-01\n"));
}

TEST_CASE("a goal that needs a date and has none is refused", "[language][statements]") {
  const auto run = evaluate("fact a { since: date }", "[case]\n[[a]]\nsince = 2015-01-01\n");
  const auto asked = run.query("a(since: s) and s < as_of");
  CHECK_FALSE(asked.answers);
  REQUIRE(asked.diagnostics.size() == 1);
  CHECK(asked.diagnostics.front().code == "E0612");
}

TEST_CASE("certainty halves with the half-life", "[language][statements]") {
  const std::string opinion =
      "fact opinion { who: text } half_life 10 days\n"
      "relation held(who: text)\n"
      "rule hold when opinion(who: w) then held(who: w)\n";
  const auto run = evaluate(opinion, sources + R"(
[[opinion]]
who = "aged"
observed = 2015-01-11
certainty = 0.8
[[opinion]]
who = "new"
observed = 2015-01-31
[[opinion]]
who = "undated"
[[opinion]]
who = "by its source"
source = "one"
)");
  // 20 days: 0.8 / 4. The source was published 31 days before: 0.9 * 2^-3.1 = 0.104966.
  CHECK(answers(run, "held(w)") == "w=aged 0.2\nw=by its source 0.104966\nw=new 1\nw=undated 1\n");
}

TEST_CASE("what does not hold at the date is shown, not counted", "[language][statements]") {
  const auto run = evaluate(rules, threat("A", "valid = { until = 2015-01-30 }") + threat("B"));
  REQUIRE(run.assessment().evidence.size() == 2);
  CHECK_FALSE(run.assessment().evidence[0].counted);
  CHECK(run.assessment().evidence[1].counted);
  CHECK(run.assessment().evidence[1].used);
}
