// SPDX-License-Identifier: Apache-2.0
//
// What an evaluation without derivations refuses.
#include <stdexcept>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

const std::string rules =
    "fact pump { name: text, age: int } relation old(name: text)\n"
    "rule ageing when pump(name: p, age: >= 10) then old(name: p)";
const std::string facts = "[[pump]]\nname = \"a\"\nage = 12\n";

}  // namespace

TEST_CASE("reasons and explanations need derivations", "[session]") {
  const Ruleset ruleset = testing::load_rules(rules);
  const Facts loaded = testing::load_facts(ruleset, facts);
  Options options;
  options.derivations = false;
  const Evaluation::Run refused = Evaluation::run(ruleset, loaded, options);
  CHECK_FALSE(refused.evaluation);
  REQUIRE(refused.diagnostics.size() == 1);
  CHECK(refused.diagnostics[0].message == "reasons rest on derivations, and none are to be kept");

  options.reasons = false;
  const Evaluation::Run run = Evaluation::run(ruleset, loaded, options);
  REQUIRE(run.evaluation);
  CHECK(testing::answers(*run.evaluation, "old(name: p)") == "p=a 1\n");
  const Evaluation::Explained explained = run.evaluation->why("old(name: \"a\")");
  CHECK_FALSE(explained.explanation);
  REQUIRE(explained.diagnostics.size() == 1);
  CHECK(explained.diagnostics[0].message == "nothing can be explained: no derivations were kept");
  CHECK_THROWS_AS(run.evaluation->scores([](const Rating&) { return true; }), std::logic_error);
}

TEST_CASE("scores have the confidence that a page with reasons gives", "[session]") {
  // What `idle` counts is nothing, what `busy` counts are facts: neither asks for a row of them.
  const std::string rated =
      "fact pump { name: text } fact job { pump: text }\n"
      "relation idle(name: text) relation busy(name: text) relation seen(name: text)\n"
      "scale L 0..100 { low < 50, high }\n"
      "rating load(name: text) of pump(name: name) on L starts 50 factor f -50..50\n"
      "rule r1 when p = \"a\" and count(j for job(pump: j) and j = \"z\") = 0 then idle(p)\n"
      "rule r2 when p = \"b\" and count(j for job(pump: j)) > 0 then busy(p)\n"
      "rule r3 when pump(name: p) and p = \"c\" then seen(p)\n"
      "rule r4 when idle(p) undermines load.f(p) by 10\n"
      "rule r5 when busy(p) supports load.f(p) by 10\n"
      "rule r6 when seen(p) supports load.f(p) by 5\n";
  const Evaluation evaluation =
      testing::evaluate(rated,
                        "[[pump]]\nname = \"a\"\n[[pump]]\nname = \"b\"\n[[pump]]\nname = \"c\"\n"
                        "[[pump]]\nname = \"d\"\n[[job]]\npump = \"b\"\n");
  std::string with_reasons;
  std::string without;
  const auto line = [](const Rating& one) {
    return one.subject.front().text + ": " + one.confidence.reasons.front() + '\n';
  };
  for (const Rating& one : evaluation.assessment().ratings) with_reasons += line(one);
  (void)evaluation.scores([&](const Rating& one) {
    without += line(one);
    return true;
  });
  CHECK(with_reasons == "a: no evidence\nb: no source given\nc: no source given\nd: no evidence\n");
  CHECK(without == with_reasons);
}

TEST_CASE("without reasons only facts from after the date are evidence", "[session]") {
  const Ruleset ruleset = testing::load_rules(rules);
  const Facts loaded = testing::load_facts(
      ruleset, "[case]\nas_of = 2015-01-31\n" + facts + facts + "observed = 2015-02-01\n");
  Options options;
  options.reasons = false;
  const Evaluation::Run run = Evaluation::run(ruleset, loaded, options);
  REQUIRE(run.evaluation);
  const Assessment& assessment = run.evaluation->assessment();
  CHECK(assessment.published_later == std::vector<std::string>{"F2"});
  REQUIRE(assessment.evidence.size() == 1);
  CHECK(assessment.evidence[0].id == "F2");
  REQUIRE(assessment.warnings.size() == 1);
  CHECK(assessment.warnings[0].code == "W0708");
}

TEST_CASE("a run measures nothing unless it is asked to", "[session][profile]") {
  const Evaluation plain = testing::evaluate(rules, facts);
  CHECK_FALSE(plain.profile());
  Options options;
  options.profile = true;
  const Evaluation measured = testing::evaluate(rules, facts, options);
  REQUIRE(measured.profile());
  REQUIRE(measured.profile()->rules.size() == 1);
  CHECK(measured.profile()->rules[0].visited == 1);
  CHECK(measured.profile()->rules[0].fresh == 1);
  CHECK(measured.profile()->rules[0].seconds >= 0);
}
