// SPDX-License-Identifier: Apache-2.0
//
// Which way facts may move a goal, read off small rules.
#include "check/influence.hpp"

#include <string>

#include "support/catch.hpp"
#include "syntax/parse.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

const std::string declared =
    "fact p { x: text, n: int }\nfact q { x: text }\nfact s open { x: text }\nfact t { x: text }\n"
    "relation r(x: text)\nrelation n(x: text, n: int)\n"
    "scale Level 0..100 { low < 50, high }\n"
    "rating health(x: text) of t(x: x) on Level starts 50\n  factor wear -50..50\n";

std::string signs(const check::Influence& one) {
  return std::string(one.raises ? "+" : "") + (one.lowers ? "-" : "");
}

/// "p+ q-"; behind a fact with a number, in brackets, which way a larger number goes.
std::string influences(const std::string& rules, const std::string& goal) {
  const CheckedText text = check_text(declared + rules);
  INFO(text.diagnostics());
  const check::Program& program = text.program();
  Sources sources;
  const std::uint32_t file = sources.add("goal", goal);
  const auto parsed = syntax::parse_goal(sources, file);
  REQUIRE(parsed.body);
  const auto checked = check::check_goal(sources, *parsed.body, program, program.symbols);
  REQUIRE(checked.goal);
  const check::Influences found = check::influences(program, *checked.goal);
  std::string result;
  for (std::size_t r = 0; r < program.schema.relations.size(); ++r) {
    const model::Relation& relation = program.schema.relations[r];
    if (relation.kind != model::RelationKind::fact || !found.rows[r].any()) continue;
    result += (result.empty() ? "" : " ") + relation.name + signs(found.rows[r]);
    const auto number = relation.find("n");
    if (number && found.larger[r][*number].any()) {
      result += '(' + signs(found.larger[r][*number]) + ')';
    }
  }
  return result;
}

}  // namespace

TEST_CASE("what a conclusion asks for speaks for it, what it excludes against it", "[check]") {
  const std::string rules = "rule one when p(x: x) and not q(x: x) then r(x)\n";
  CHECK(influences(rules, "r(\"a\")") == "p+ q-");
  CHECK(influences(rules, "not r(\"a\")") == "p- q+");
  CHECK(influences(rules, "r(\"a\") and q(\"a\")") == "p+ q+-");
  CHECK(influences(rules + "rule two when t(x: x) and not (q(x: x) and not s(x: x)) then r(x)\n",
                   "r(\"a\")") == "p+ q- s+ t+");
}

TEST_CASE("what is asked to be unknown may go either way", "[check]") {
  CHECK(influences("rule one when t(x: x) and unknown s(x: x) then r(x)\n", "r(\"a\")") ==
        "s+- t+");
}

TEST_CASE("a comparison tells which way a larger number goes", "[check]") {
  CHECK(influences("rule one when p(x: x, n: > 3) then r(x)\n", "r(\"a\")") == "p+(+)");
  CHECK(influences("rule one when p(x: x, n: n) and 10 - n >= 3 then r(x)\n", "r(\"a\")") ==
        "p+(-)");
  CHECK(influences("rule one when p(x: x, n: 3) then r(x)\n", "r(\"a\")") == "p+(+-)");
  CHECK(influences("rule one when p(x: x, n: n) and p(x: y, n: n) and x != y then r(x)\n",
                   "r(\"a\")") == "p+(+-)");
  CHECK(influences("rule one when p(x: x, n: n) and 2 * n > 3 then n(x, n + 1)\n"
                   "rule two when n(x: x, n: <= 9) then r(x)\n",
                   "r(\"a\")") == "p+(+-)");
  CHECK(influences("rule one when t(x: x) and not p(x: x, n: > 3) then r(x)\n", "r(\"a\")") ==
        "p-(-) t+");
}

TEST_CASE("what is gathered may go either way", "[check]") {
  CHECK(influences("rule one when t(x: x) and count(m for p(x: x, n: m)) > 3 then r(x)\n",
                   "r(\"a\")") == "p+- t+");
}

TEST_CASE("supports raise a rating, undermines and caps lower it", "[check]") {
  const std::string rules =
      "rule up when p(x: x, n: n) supports health.wear(x) by n\n"
      "rule down when q(x: x) undermines health.wear(x) by 5\n"
      "rule cap when s(x: x) caps health(x) at 40\n";
  // Its subjects are those of t.
  CHECK(influences(rules, "health(\"a\") > low") == "p+(+) q- s- t+-");
  CHECK(influences(rules, "health(\"a\") < 30") == "p-(-) q+ s+ t+-");
  CHECK(influences(rules, "health(\"a\", score: v) and v <= 30") == "p-(-) q+ s+ t+-");
  CHECK(influences(rules, "health(\"a\", band: high)") == "p+-(+-) q+- s+- t+-");
  CHECK(influences(rules + "rule reads when q(x: x) and health(x) >= 60 then r(x)\n", "r(\"a\")") ==
        "p+(+) q+- s- t+-");
}

TEST_CASE("a rule that overrides speaks against what it overrides", "[check]") {
  CHECK(influences("rule plain when p(x: x) then r(x)\n"
                   "rule other when q(x: x) and t(x: x) then r(x) overrides plain\n",
                   "r(\"a\")") == "p+ q+- t+-");
}

}  // namespace casus::testing
