// SPDX-License-Identifier: Apache-2.0
//
// In which order the conditions of a rule run. A scan is expected to visit the rows of its
// relation, a sixteenth for each column whose value is known; of every fact one column is, its
// kind.
#include "plan/plan.hpp"

#include <map>
#include <string>

#include "plan/dump.hpp"
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

/// The steps of rule `r`, for one fact of each kind but those given.
std::string steps(const std::string& text, const std::map<std::string, std::uint64_t>& sizes = {}) {
  const CheckedText checked = check_text(text);
  const check::Program& program = checked.program();
  plan::Cardinalities rows;
  for (const model::Relation& relation : program.schema.relations) {
    const auto size = sizes.find(relation.name);
    rows.push_back(size == sizes.end() ? 1 : size->second);
  }
  const plan::Plan planned = plan::plan(program, rows);
  for (const plan::RulePlan& rule : planned.rules) {
    if (program[rule.rule].name == "r") return '\n' + plan::dump(program, planned, rule);
  }
  return "no such rule";
}

const std::string edges =
    "fact edge { a: text, b: text } fact size { a: text, n: int } relation far(a: text) "
    "relation path(a: text, b: text)\n";

}  // namespace

TEST_CASE("tests run as soon as they can, and equal scans in the order of the text", "[plan]") {
  CHECK(
      steps(edges + "rule r when n > 3 and edge(a: x, b: y) and size(a: y, n: n) then far(a: x)") ==
      R"(
for each edge: a gives x, b gives y
for each size with a = y: n gives n
test n > 3
)");
}

TEST_CASE("the scan that is expected to visit fewer rows comes first", "[plan]") {
  // 100/16 against 10/16.
  CHECK(steps(edges + "rule r when edge(a: x, b: y) and size(a: y, n: n) and n > 3 then far(a: x)",
              {{"edge", 100}, {"size", 10}}) == R"(
for each size: a gives y, n gives n
test n > 3
for each edge with b = y: a gives x
)");
}

TEST_CASE("a variable that occurs twice in an atom is compared in it", "[plan]") {
  CHECK(steps(edges + "rule r when edge(a: x, b: x) then far(a: x)") == R"(
for each edge: a gives x, b is again x
)");
}

TEST_CASE("of recursion a conclusion is expected to have as many rows as the largest fact",
          "[plan]") {
  // 100 against 100/16: a conclusion has no kind.
  CHECK(steps(edges + "rule base when edge(a: x, b: y) then path(a: x, b: y) "
                      "rule r when path(a: x, b: y) and edge(a: y, b: z) then path(a: x, b: z)",
              {{"edge", 100}}) == R"(
for each edge: a gives y, b gives z
for each path so far with b = y: a gives x
)");
}

TEST_CASE("a comprehension is gathered before what reads it", "[plan]") {
  CHECK(steps("fact country { name: text } fact trade { by: text, value: int } "
              "relation total(by: text, value: int)\n"
              "rule r when country(name: c) and t = sum(v for trade(by: c, value: v)) "
              "then total(by: c, value: t)") == R"(
for each country: name gives c
#3 is gathered
  where
    for each trade with by = c: value gives v
t is sum{v | trade(by=c, value=v)}
)");
}

TEST_CASE("what is negated runs behind what gives its variables a value", "[plan]") {
  CHECK(steps(edges + "rule r when not size(a: y) and edge(a: x, b: y) then far(a: x)") == R"(
for each edge: a gives x, b gives y
none
  where
    for each size with a = y
)");
}

const std::string kingdoms =
    "fact kingdom { name: text } fact heir open { of: text, who: text } "
    "fact loved { who: text } relation adrift(name: text)\n";

TEST_CASE("for what is open a negation asks as well whether an unlisted row may hold", "[plan]") {
  CHECK(steps(kingdoms + "rule r when kingdom(name: k) and not heir(of: k) then adrift(name: k)") ==
        R"(
for each kingdom: name gives k
none
  where
    for each heir with of = k
  perhaps where
    an unlisted heir with of = k
)");
}

TEST_CASE("what is unlisted comes behind all that may give it a value", "[plan]") {
  CHECK(steps(kingdoms +
              "rule r when kingdom(name: k) and not (heir(of: k, who: w) and loved(who: w)) "
              "then adrift(name: k)") == R"(
for each kingdom: name gives k
none
  where
    for each heir with of = k: who gives w
    for each loved with who = w
  perhaps where
    for each loved: who gives w
    an unlisted heir with of = k, who = w
)");
}

TEST_CASE("what nothing listed gives has no value at first", "[plan]") {
  CHECK(steps("fact kingdom { name: text } fact heir open { of: text, who: text } "
              "fact loved open { who: text } relation adrift(name: text)\n"
              "rule r when kingdom(name: k) and not (heir(of: k, who: w) and loved(who: w)) "
              "then adrift(name: k)") == R"(
for each kingdom: name gives k
none
  where
    for each heir with of = k: who gives w
    for each loved with who = w
  perhaps where
    for each loved: who gives w
    an unlisted heir with of = k, who = w
  perhaps where
    for each heir with of = k: who gives w
    an unlisted loved with who = w
  perhaps where, without value at first: w
    an unlisted heir with of = k, who = w
    an unlisted loved with who = w
)");
}

TEST_CASE("of two atoms in a negation either may give what the other leaves unknown", "[plan]") {
  const std::string text =
      "fact kingdom { name: text } fact heir { of: text, who: text } "
      "fact loved { who: text open } relation adrift(name: text)\n"
      "rule r when kingdom(name: k) and not (heir(of: k, who: w) and loved(who: w)) "
      "then adrift(name: k)";
  // 1/256 against 1/16: an heir of a known kingdom is looked for first.
  CHECK(steps(text) == R"(
for each kingdom: name gives k
none
  where
    for each heir with of = k: who gives w
    for each loved: who gives #2
    w agrees with what is read
)");
  // 100000/256 against 1/16.
  CHECK(steps(text, {{"heir", 100'000}}) == R"(
for each kingdom: name gives k
none
  where
    for each loved: who gives w
    for each heir with of = k, who = w or giving it
)");
}

}  // namespace casus::testing
