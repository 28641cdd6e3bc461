// SPDX-License-Identifier: Apache-2.0
#include "session/unread.hpp"

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string rules = R"(
fact opposed { country: text, to: text }
fact aim { of: text }
fact noted { what: text }
relation strained(country: text)
rule opposition when opposed(country: c) then strained(country: c)
rule aims when aim(of: c, kind: _) then strained(country: c)
)";

std::string said(const std::string& facts) {
  const casus::Ruleset ruleset = load_rules(rules);
  const auto loaded = casus::Facts::load(ruleset, {"case.toml", facts});
  return lines(loaded.diagnostics, *loaded.sources);
}

const std::string judged =
    "[[opposed]]\nid = \"O1\"\ncountry = \"Russia\"\nto = \"Turkey\"\nkind = \"judgement\"\n";

}  // namespace

TEST_CASE("a fact of a kind that no rule reads is pointed out once", "[session][kinds]") {
  CHECK(said(judged) == "W0603 case.toml:1: no rule reads `opposed` as a judgement\n");
  const std::string other =
      "[[opposed]]\ncountry = \"China\"\nto = \"Turkey\"\nkind = \"judgement\"\n";
  CHECK(said(judged + other) == "W0603 case.toml:1: no rule reads `opposed` as a judgement\n");
}

TEST_CASE("what a rule reads, or none does, is let be", "[session][kinds]") {
  CHECK(said("[[opposed]]\ncountry = \"Russia\"\nto = \"Turkey\"\n").empty());
  CHECK(said("[[aim]]\nof = \"Russia\"\nkind = \"plan\"\n").empty());  // read as any kind
  CHECK(said("[[noted]]\nwhat = \"x\"\nkind = \"plan\"\n").empty());   // a fact may wait for a rule
}

TEST_CASE("what is stated as another kind than asked for is told of a goal", "[session][kinds]") {
  const auto ids = [](const std::string& goal) {
    const auto explained = evaluate(rules, judged).why(goal);
    REQUIRE(explained.explanation);
    std::string text;
    for (const casus::Evidence& one : explained.explanation->other_kinds) {
      text += one.id + ' ' + one.kind + '\n';
    }
    return text;
  };
  CHECK(ids(R"(opposed(country: "Russia", to: "Turkey"))") == "O1 judgement\n");
  CHECK(ids(R"(opposed(country: "Russia", kind: plan))") == "O1 judgement\n");
  CHECK(ids(R"(opposed(country: "China"))").empty());
  CHECK(ids(R"(opposed(country: "Russia", kind: judgement))").empty());
}
