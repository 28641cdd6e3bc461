// SPDX-License-Identifier: Apache-2.0
//
// Which recursions fall into parts, by hand: a column is carried where each rule that recurs has
// one variable there, in its head and in every atom of the recursion.
#include "plan/carried.hpp"

#include <string>

#include "plan/plan.hpp"
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

/// "path 0" for each store of the first recursion with carried columns.
std::string carried(const std::string& rules) {
  const CheckedText checked = check_text(
      "fact edge { a: text, b: text } fact weight { a: text, n: int in 0..100 }\n"
      "relation path(a: text, b: text) relation even(a: text, b: text) relation odd(a: text, b: "
      "text)\nrelation total(a: text, n: int)\n" +
      rules);
  const check::Program& program = checked.program();
  const plan::Plan planned = plan::plan(program, plan::Cardinalities(7, 1));
  std::string text;
  for (const plan::ComponentPlan& component : planned.components) {
    for (const auto& [store, column] : component.carried) {
      const auto& relation = program.schema[planned[store].relation];
      text += relation.name + ' ' + relation.fields[column].name + '\n';
    }
  }
  return text;
}

const std::string start = "rule start when edge(a: x, b: y) then path(x, y)\n";

}  // namespace

TEST_CASE("paths that grow at their end carry their beginning, and the other way round", "[plan]") {
  CHECK(carried(start + "rule on when path(x, y) and edge(a: y, b: z) then path(x, z)") ==
        "path a\n");
  CHECK(carried(start + "rule on when edge(a: x, b: y) and path(y, z) then path(x, z)") ==
        "path b\n");
}

TEST_CASE("paths made of paths, or that grow at both ends, carry nothing", "[plan]") {
  CHECK(carried(start + "rule on when path(x, y) and path(y, z) then path(x, z)").empty());
  CHECK(carried(start + "rule on when path(p, q) and edge(a: p, b: x) and edge(a: q, b: y) "
                        "then path(x, y)")
            .empty());
  CHECK(carried(start + "rule on when path(x, y) and edge(a: y, b: z) then path(x, z)\n"
                        "rule back when edge(a: x, b: y) and path(y, z) then path(x, z)")
            .empty());
}

TEST_CASE("every rule that recurs has to carry the same column", "[plan]") {
  CHECK(carried(start + "rule on when path(x, y) and edge(a: y, b: z) then path(x, z)\n"
                        "rule stop when path(x, y) and edge(a: y, b: x) then path(x, x)") ==
        "path a\n");
  CHECK(carried(start + "rule on when path(x, y) and edge(a: y, b: z) then path(x, z)\n"
                        "rule turn when path(x, y) then path(y, x)")
            .empty());
}

TEST_CASE("relations that recur by way of each other carry one value", "[plan]") {
  CHECK(carried("rule first when edge(a: x, b: y) then odd(y, x)\n"
                "rule second when odd(y, x) and edge(a: y, b: z) then even(x, z)\n"
                "rule third when even(x, y) and edge(a: y, b: z) then odd(z, x)") ==
        "even a\nodd b\n");
}

TEST_CASE("a value that is computed is not carried, and one beside it may be", "[plan]") {
  CHECK(carried("rule first when weight(a: x, n: n) then total(x, n)\n"
                "rule on when total(x, n) and n < 9 then total(x, n + 1)") == "total a\n");
}

TEST_CASE("what makes texts or counts is derived as a whole", "[plan]") {
  CHECK(carried(start + "rule on when path(x, y) and edge(a: y, b: z) then path(x, lower(z))")
            .empty());
  CHECK(carried(start + "rule on when path(x, y) and edge(a: y, b: z) and "
                        "2 > count(n for weight(a: z, n: n)) then path(x, z)")
            .empty());
}

TEST_CASE("a rule that gathers rows of its own recursion makes it go as a whole", "[plan]") {
  // What is gathered may be of any beginning.
  CHECK(carried(start + "rule on when path(x, y) and edge(a: y, b: z) then path(x, z)\n"
                        "rule all when edge(a: x) and edge(b: z) and "
                        "sum(n for weight(a: y, n: n) and (y = x or path(x, y))) > 5 "
                        "then path(x, z)")
            .empty());
}

TEST_CASE("no recursion carries nothing", "[plan]") { CHECK(carried(start).empty()); }

}  // namespace casus::testing
