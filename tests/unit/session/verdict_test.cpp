// SPDX-License-Identifier: Apache-2.0
#include "session/verdict.hpp"

#include "check/check.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "syntax/parse.hpp"

using namespace casus;

namespace {

/// "plain", "negated" or "more": what a goal is taken for.
std::string taken_for(const std::string& text) {
  static const Ruleset rules = testing::load_rules("fact a { x: int }\n");
  Sources sources;
  const std::uint32_t file = sources.add("goal", text);
  const syntax::ParsedGoal parsed = syntax::parse_goal(sources, file);
  REQUIRE(parsed.body);
  const check::Program& program = *rules.data().program;
  const check::CheckedGoal checked =
      check::check_goal(sources, *parsed.body, program, program.symbols);
  REQUIRE(checked.goal);
  const auto single = session::single_atom(*checked.goal);
  if (!single) return "more";
  REQUIRE(checked.goal->terms[single->condition].kind == check::Condition::Kind::atom);
  return single->negated ? "negated" : "plain";
}

}  // namespace

TEST_CASE("a verdict is about one atom, perhaps under one not", "[session][verdict]") {
  CHECK(taken_for("a(x: 1)") == "plain");
  CHECK(taken_for("(a(x: 1))") == "plain");
  CHECK(taken_for("not a(x: 1)") == "negated");
  CHECK(taken_for("not (a(x: 1) and a(x: 2))") == "more");
  CHECK(taken_for("a(x: 1) and a(x: 2)") == "more");
  CHECK(taken_for("a(x: 1) or a(x: 2)") == "more");
  CHECK(taken_for("1 < 2") == "more");
}
