// SPDX-License-Identifier: Apache-2.0
//
// What tells derivations of one row apart, by hand: what the head, a constant or an earlier column
// repeats tells nothing. (The kind of a statement is such a constant: these atoms ask for facts.)
#include "plan/deciding.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

/// "edge.b " for each deciding column of the last rule, premise by premise.
std::string deciding(const std::string& rule) {
  const CheckedText checked = check_text(
      "fact edge { a: text, b: text, n: int in 0..100 }\n"
      "relation path(a: text, b: text) relation total(a: text, n: int in 0..200)\n" +
      rule);
  const check::Program& program = checked.program();
  const plan::Plan planned = plan::plan(program, plan::Cardinalities(7, 1));
  const plan::RulePlan& last = planned.rules.back();
  std::string text;
  for (const plan::DecidingColumn& one : last.deciding) {
    const plan::StoreId store = last.premise_stores[one.premise];
    const auto& relation = program.schema[planned[store].relation];
    const bool is_kind = one.column == relation.fields.size();
    text += relation.name + '.' + (is_kind ? "kind" : relation.fields[one.column].name) + ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("what the head repeats does not tell derivations apart", "[plan]") {
  CHECK(deciding("rule r when path(x, y) and path(y, z) then path(x, z)") == "path.b ");
  CHECK(deciding("rule r when path(x, y) and path(y, x) then path(x, y)").empty());
}

TEST_CASE("constants and what an earlier premise tells do not tell derivations apart", "[plan]") {
  CHECK(deciding("rule r when path(\"A\", y) and path(y, z) and path(z, w) then path(w, w)") ==
        "path.b path.b ");
  CHECK(deciding("rule r when path(y, y) then path(\"A\", \"B\")") == "path.a ");
}

TEST_CASE("columns that nothing names and computed heads tell derivations apart", "[plan]") {
  CHECK(deciding("rule r when edge(a: x, b: y) then path(x, y)") == "edge.n ");
  CHECK(deciding("rule r when edge(a: x, b: y, n: n) then total(x, n + n)") == "edge.b edge.n ");
}

}  // namespace casus::testing
