// SPDX-License-Identifier: Apache-2.0
#include "session/notices.hpp"

#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using namespace casus::session;

TEST_CASE("what ended the work is said in words", "[session][notices]") {
  CHECK(limit_text(Limit::time) == "the limit on time was reached");
  CHECK(limit_text(Limit::memory) == "the limit on memory was reached");
  CHECK(limit_text(Limit::facts) == "the limit on facts was reached");
  CHECK(limit_text(Limit::exactness) == "exact probabilities take too much work");
  CHECK(limit_in("the goal", Limit::facts).text == "the limit on facts was reached in the goal");
  CHECK(limit_in("the goal", Limit::interrupted).text == "interrupted at the goal");
  CHECK(limit_in("the goal", Limit::time).where == "the goal");
}

TEST_CASE("of facts that nobody could know yet, ten are named", "[session][notices]") {
  Assessment assessment;
  CHECK_FALSE(published_later(assessment));
  assessment.info.as_of = Date{0};  // 1970-01-01
  const auto of = [&](int count) {
    assessment.published_later.clear();
    assessment.evidence.clear();
    for (int i = 1; i <= count; ++i) {
      assessment.published_later.push_back("F" + std::to_string(i));
      Evidence& fact = assessment.evidence.emplace_back();
      fact.id = assessment.published_later.back();
      fact.source = "wire";
      fact.published = Date{i};
    }
    return published_later(assessment)->message;
  };
  CHECK(of(1) ==
        "1 fact was published or observed after 1970-01-01 and counts in full: "
        "F1 (wire, 1970-01-02)");
  const std::string ten =
      "F1 (wire, 1970-01-02), F2 (wire, 1970-01-03), F3 (wire, 1970-01-04), "
      "F4 (wire, 1970-01-05), F5 (wire, 1970-01-06), F6 (wire, 1970-01-07), "
      "F7 (wire, 1970-01-08), F8 (wire, 1970-01-09), F9 (wire, 1970-01-10), "
      "F10 (wire, 1970-01-11)";
  CHECK(of(10) == "10 facts were published or observed after 1970-01-01 and count in full: " + ten);
  CHECK(of(12) == "12 facts were published or observed after 1970-01-01 and count in full: " + ten +
                      " and 2 more");
}

TEST_CASE("a calculus refuses only what it has no meaning for", "[session][notices]") {
  const Ruleset rules = testing::load_rules(R"(
fact meeting { of: text }
relation deal(of: text)
relation row(of: text)
rule ends when meeting(of: m)
  then one of deal(of: m) certainty 0.6, row(of: m) certainty 0.3
)");
  for (const char* calculus : {"probability", "bounds"}) {
    CHECK(refused_by_calculus(*rules.data().program, calculus).empty());
  }
  for (const char* calculus : {"weakest-link", "certain", "mycin"}) {
    const Diagnostics refused = refused_by_calculus(*rules.data().program, calculus);
    REQUIRE(refused.size() == 1);
    CHECK(refused.front().code == "E0615");
  }
}
