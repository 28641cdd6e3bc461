// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "casus/gaps.hpp"
#include "report/gaps.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

using Texts = std::vector<std::string>;

/// The answers of each question.
std::map<std::string, Texts> questions(const std::string& facts, const std::string& condition) {
  const Ruleset ruleset = testing::load_rules(R"(
unit cm
unit m = 100 cm
fact pump { name: text }
)" + facts + R"(
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule asks
  when pump(name: p)
   and )" + condition + R"(
  undermines health.wear(p) by 10
)");
  auto started = Session::start(ruleset, testing::load_facts(ruleset, "[[pump]]\nname = \"P1\"\n"));
  REQUIRE(started.session);
  const GapsRun run = find_gaps(*started.session, {}, {.unstated = true});
  REQUIRE(run.gaps);
  std::map<std::string, Texts> result;
  for (const Gap& gap : run.gaps->gaps) result[gap.question] = gap.answers;
  return result;
}

using Questions = std::map<std::string, Texts>;

}  // namespace

TEST_CASE("a question is one whatever the fact is called, and however its sentence ends",
          "[gaps][answers]") {
  CHECK(questions("fact hedges open { pump: text }", "hedges(pump: p)") ==
        Questions{{"is there a fact hedges (pump: P1)?",
                   {"hedges(pump: \"P1\")", "not hedges(pump: \"P1\")"}}});
  CHECK(questions("fact leak { pump: text } reads \"{pump} leaks\"", "leak(pump: p)") ==
        Questions{{"is it so that P1 leaks?", {"leak(pump: \"P1\")"}}});
  CHECK(
      questions("fact sale { pump: text } reads \"{pump} is sold\"", "sale(pump: p, kind: plan)") ==
      Questions{{"is it planned that P1 is sold?", {"sale(pump: \"P1\", kind: plan)"}}});
}

TEST_CASE("a value that is not known is named in its place", "[gaps][answers]") {
  CHECK(questions("fact price open { pump: text, value: int in 0..9 } "
                  "reads \"{pump} costs USD {value}bn\"",
                  "price(pump: p, value: > 5)") ==
        Questions{{"is it so that P1 costs USD any value bn?",
                   {"price(pump: \"P1\", value: 0)", "price(pump: \"P1\", value: 4)",
                    "price(pump: \"P1\", value: 5)", "price(pump: \"P1\", value: 6)",
                    "price(pump: \"P1\", value: 9)", "not price(pump: \"P1\")"}}});
}

TEST_CASE("a field whose name is no noun is named otherwise", "[gaps][answers]") {
  const auto asked = questions(
      "fact reign open { pump: text, since: int in 0..9, before: number in 0..1 }\n"
      "  reads \"{pump} has run since {since}, and fell from {before}\"",
      "reign(pump: p, since: > 5, before: > 0.5)");
  CHECK(asked.contains("is it so that P1 has run since any time, and fell from any value?"));
}

TEST_CASE("a value is not named by the word beside its place", "[gaps][answers]") {
  const auto asked = questions(
      "fact idle open { pump: text, days: int in 0..9, on: date, through: text }\n"
      "  reads \"{pump} stood still for {days} days on {on} through {through}\"",
      "idle(pump: p, days: > 5)");
  REQUIRE(asked.size() == 1);
  CHECK(asked.begin()->first ==
        "is it so that P1 stood still for any number of days on any date through any value?");
}

TEST_CASE("what the author's question leaves out is added to it", "[gaps][answers]") {
  CHECK(questions("fact seal open { pump: text } asks \"Is it sealed?\"", "seal(pump: p)")
            .contains("Is it sealed (pump: P1)?"));
  CHECK(questions("fact seal open { pump: text } asks \"Is {pump} sealed?\"", "seal(pump: p)")
            .contains("Is P1 sealed?"));
}

namespace {

/// What is tried of a field `v`, but that nothing is so.
Texts tried(const std::string& type, const std::string& condition) {
  const auto all = questions("fact gauge open { pump: text, v: " + type + " }",
                             "gauge(pump: p, v: d) and " + condition);
  Texts result;
  for (const auto& [question, answers] : all) {
    for (const std::string& one : answers) {
      const std::string begin = "gauge(pump: \"P1\", v: ";
      if (one.starts_with(begin))
        result.push_back(one.substr(begin.size(), one.size() - begin.size() - 1));
    }
  }
  return result;
}

}  // namespace

TEST_CASE("a number or date is tried where rules compare it, and next to that", "[gaps][answers]") {
  CHECK(tried("number in 0..1", "d in 40%..60%") ==
        Texts{"0", "0.399", "0.4", "0.401", "0.599", "0.6", "0.601", "1"});
  CHECK(tried("int", "d < 50") == Texts{"49", "50", "51"});
  // Units: 3 m are 300 cm.
  CHECK(tried("int cm in 0..1000", "d > 3 m") ==
        Texts{"0 cm", "299 cm", "300 cm", "301 cm", "1000 cm"});
  // Arithmetic: 2 d + 1 = 9 where d is 4; an assignment between.
  CHECK(tried("int in 0..100", "x = 2 * d + 1 and x >= 9") == Texts{"0", "3", "4", "5", "100"});
  // 90 days behind 2024-06-01 is 2024-08-30.
  CHECK(tried("date in 2024-01-01..2026-12-31", "days(2024-06-01, d) in 0..90") ==
        Texts{"2024-01-01", "2024-05-31", "2024-06-01", "2024-06-02", "2024-08-29", "2024-08-30",
              "2024-08-31", "2026-12-31"});
  // Two years are completed on 2026-06-01, one on 2025-06-01, three on 2027-06-01.
  CHECK(tried("date in 2024-01-01..2026-12-31", "years(2024-06-01, d) >= 2") ==
        Texts{"2024-01-01", "2025-05-31", "2025-06-01", "2025-06-02", "2026-05-31", "2026-06-01",
              "2026-06-02", "2026-12-31"});
  CHECK(tried("date in 2024-01-01..2024-12-31", "months(d, 2024-06-01) < 3") ==
        Texts{"2024-01-01", "2024-01-31", "2024-02-01", "2024-02-02", "2024-02-29", "2024-03-01",
              "2024-03-02", "2024-03-31", "2024-04-01", "2024-04-02", "2024-12-31"});
  const Texts begin_and_end{"2020-01-01", "2023-12-31", "2024-01-01", "2024-01-02",
                            "2024-12-31", "2025-01-01", "2025-01-02", "2030-12-31"};
  CHECK(tried("date in 2020-01-01..2030-12-31", "year(d) = 2024") == begin_and_end);
  CHECK(tried("date in 2020-01-01..2030-12-31", "year(2026-06-01) - year(d) = 2") == begin_and_end);
}

TEST_CASE("what only the middle of a range does is found", "[gaps][answers]") {
  CHECK(questions("fact share open { pump: text, part: number in 0..1 }",
                  "share(pump: p, part: s) and s in 40%..60%")
            .size() == 1);
}

TEST_CASE("of several numbers no more answers are made than are tried", "[gaps][answers]") {
  const auto all =
      questions("fact box open { pump: text, a: int in 0..99, b: int in 0..99, c: int in 0..99 }",
                "box(pump: p, a: x, b: y, c: z) and x > 50 and y > 50 and z > 50");
  REQUIRE(all.size() == 1);
  const Texts& answers = all.begin()->second;
  // 4 * 4 * 4 and that there is none; the ends of every range are among them.
  CHECK(answers.size() == 65);
  CHECK(answers.front() == "box(pump: \"P1\", a: 0, b: 0, c: 0)");
  CHECK(answers[63] == "box(pump: \"P1\", a: 99, b: 99, c: 99)");
}

TEST_CASE("what is open and moves nothing is told with what was tried", "[gaps]") {
  const Ruleset ruleset = testing::load_rules(R"(
fact pump { name: text }
fact gauge open { pump: text, v: int in 0..9 }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule never when pump(name: p) and gauge(pump: p, v: v) and v * v = 50
  undermines health.wear(p) by 10
)");
  auto session =
      Session::start(ruleset, testing::load_facts(ruleset, "[[pump]]\nname = \"P1\"\n")).session;
  REQUIRE(session);
  const GapsRun run = find_gaps(*session);
  REQUIRE(run.gaps);
  CHECK(run.gaps->gaps.empty());
  CHECK(report::gaps_text({{*run.gaps, *run.sources}}, false, {.width = 0}) ==
        "P1: FAIR, 50.0 of 100\n"
        "no answer that was tried moves the rating\n"
        "1 open question moved nothing at the values tried:\n"
        "  is there a fact gauge (pump: P1)? (v: 0, 9, no)\n"
        "what is not stated, and so does not hold, was not asked: --all\n");
}

namespace {

/// As `casus gaps` prints it.
std::string told(const std::string& rules, const std::string& facts, const std::string& goal = {}) {
  const Ruleset ruleset = testing::load_rules(rules);
  auto session = Session::start(ruleset, testing::load_facts(ruleset, facts)).session;
  REQUIRE(session);
  const GapsRun run = find_gaps(*session, goal);
  REQUIRE(run.gaps);
  return report::gaps_text({{*run.gaps, *run.sources}}, false, {.width = 0});
}

}  // namespace

TEST_CASE("how far answers lead away from the present score counts as well", "[gaps]") {
  // 20 + 30 while the alarm is unknown; whatever is found out of it, 20. A worn pump takes 10.
  const std::string rules = R"(
fact pump { name: text }
fact alarm open { pump: text } asks "Is there an alarm at {pump}?"
fact worn open { pump: text } asks "Is {pump} worn?"
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 20
  factor wear -50..50
rule silent when pump(name: p) and unknown alarm(pump: p) supports health.wear(p) by 30
rule wearing when worn(pump: p) undermines health.wear(p) by 10
)";
  const std::string facts = "[[pump]]\nname = \"P1\"\n";
  CHECK(told(rules, facts) ==
        "P1: FAIR, 50.0 of 100\n"
        "  20.0 – 50.0  Is there an alarm at P1? (20.0 with each answer tried; may become POOR)\n"
        "  40.0 – 50.0  Is P1 worn?\n");
  CHECK(told(rules, facts, "health(\"P1\") < 30") ==
        "health(\"P1\") < 30: not derived now\n"
        "  0 – 1  Is there an alarm at P1? (1 with each answer tried)\n"
        "1 open question moved nothing at the values tried: --all\n");
}

TEST_CASE("a question about what is stated less than surely says so", "[gaps]") {
  // 50 - 20 * (1 - 0.8); without one 30, with one for sure 50
  CHECK(told(R"(
fact pump { name: text }
fact spare open { pump: text } presumed absent 0.7 asks "Is there a spare for {pump}?"
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule none when pump(name: p) and not spare(pump: p) undermines health.wear(p) by 20
)",
             "[[pump]]\nname = \"P1\"\n[[spare]]\nid = \"S1\"\npump = \"P1\"\ncertainty = 0.8\n") ==
        "P1: FAIR, 46.0 of 100\n"
        "  30.0 – 50.0  Is there a spare for P1? (stated by S1, 0.8)\n");
}
