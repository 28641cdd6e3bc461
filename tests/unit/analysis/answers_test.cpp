// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "casus/gaps.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

using Texts = std::vector<std::string>;

/// The answers of each question.
std::map<std::string, Texts> questions(const std::string& facts, const std::string& condition) {
  const Ruleset ruleset = testing::load_rules(R"(
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
  const GapsRun run = find_gaps(*started.session);
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
                   {"price(pump: \"P1\", value: 0)", "price(pump: \"P1\", value: 9)",
                    "not price(pump: \"P1\")"}}});
}

TEST_CASE("what the author's question leaves out is added to it", "[gaps][answers]") {
  CHECK(questions("fact seal open { pump: text } asks \"Is it sealed?\"", "seal(pump: p)")
            .contains("Is it sealed (pump: P1)?"));
  CHECK(questions("fact seal open { pump: text } asks \"Is {pump} sealed?\"", "seal(pump: p)")
            .contains("Is P1 sealed?"));
}
