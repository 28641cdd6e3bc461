// SPDX-License-Identifier: Apache-2.0
//
// An int and a number, compared. Near 2^53 = 9007199254740992 two neighbouring numbers are 2 apart:
// the int between them, 9007199254740993, is neither.
#include "infer/fixpoint.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/naive/difference.hpp"

using namespace casus;
using namespace casus::testing;

namespace {

const std::string values = R"(
fact whole { x: int }
fact real { y: number }
relation equals(x: int, y: number)
relation differs(x: int, y: number)
relation below(x: int, y: number)
relation below_turned(x: int, y: number)
relation above(x: int, y: number)
relation at_most(x: int, y: number)
relation at_least(x: int, y: number)
relation within(x: int, y: number)
relation met(x: int, y: number)
relation lone(x: int)
relation nearest(y: number)
rule a when whole(x) and real(y) and x = y then equals(x, y)
rule b when whole(x) and real(y) and x != y then differs(x, y)
rule c when whole(x) and real(y) and x < y then below(x, y)
rule d when whole(x) and real(y) and y > x then below_turned(x, y)
rule e when whole(x) and real(y) and x > y then above(x, y)
rule f when whole(x) and real(y) and x <= y then at_most(x, y)
rule g when whole(x) and real(y) and x >= y then at_least(x, y)
rule h when whole(x) and real(y) and y in x..x then within(x, y)
rule i when whole(x) and real(y: x + 0) and real(y) and x = y then met(x, y)
rule j when whole(x) and not real(y: x + 0) then lone(x)
rule k when whole(x) then nearest(number(x))
)";

std::string facts(const std::string& whole, const std::vector<std::string>& reals) {
  std::string text = "[[whole]]\nx = " + whole + "\n";
  for (const std::string& real : reals) text += "[[real]]\ny = " + real + "\n";
  return text;
}

/// How many numbers stand so to the int.
std::size_t count(const Evaluation& run, const std::string& relation) {
  const std::string found = answers(run, relation);
  return found == "no\n" ? 0 : static_cast<std::size_t>(std::ranges::count(found, '\n'));
}

}  // namespace

TEST_CASE("an int between two numbers lies above the one and below the other",
          "[language][mixed_numbers]") {
  // 2^53 + 1 between 2^53 and 2^53 + 2.
  const auto run =
      evaluate(values, facts("9007199254740993", {"9007199254740992.0", "9007199254740994.0"}));
  CHECK(count(run, "equals(x, y)") == 0);
  CHECK(count(run, "differs(x, y)") == 2);
  CHECK(answers(run, "below(y: y)") == "y=9.007199254740994e+15 1\n");
  CHECK(answers(run, "below_turned(y: y)") == "y=9.007199254740994e+15 1\n");
  CHECK(answers(run, "at_most(y: y)") == "y=9.007199254740994e+15 1\n");
  CHECK(answers(run, "above(y: y)") == "y=9.007199254740992e+15 1\n");
  CHECK(answers(run, "at_least(y: y)") == "y=9.007199254740992e+15 1\n");
  CHECK(count(run, "within(x, y)") == 0);
}

TEST_CASE("a field is asked for an int as it is, and `number` rounds it",
          "[language][mixed_numbers]") {
  // Of 2^53 and 2^53 + 2, equally near, the former has the even last bit.
  const auto between = evaluate(values, facts("9007199254740993", {"9007199254740992.0"}));
  CHECK(count(between, "met(x, y)") == 0);
  CHECK(answers(between, "lone(x)") == "x=9007199254740993 1\n");
  CHECK(answers(between, "nearest(y)") == "y=9.007199254740992e+15 1\n");
  const auto on = evaluate(values, facts("9007199254740992", {"9007199254740992.0"}));
  CHECK(count(on, "met(x, y)") == 1);
  CHECK(count(on, "equals(x, y)") == 1);
  CHECK(count(on, "lone(x)") == 0);
}

TEST_CASE("the greatest int is below 2^63, and fractions count", "[language][mixed_numbers]") {
  // 2^63 - 1 = 9223372036854775807, whose nearest number is 2^63.
  const auto greatest = evaluate(values, facts("9223372036854775807", {"9223372036854775808.0"}));
  CHECK(count(greatest, "below(x, y)") == 1);
  CHECK(count(greatest, "equals(x, y)") == 0);
  const auto least = evaluate(values, facts("-9223372036854775807", {"-9223372036854775808.0"}));
  CHECK(count(least, "above(x, y)") == 1);
  const auto small = evaluate(values, facts("-2", {"-2.5", "-1.5", "-2.0", "1e300", "-1e300"}));
  CHECK(count(small, "above(x, y)") == 2);
  CHECK(count(small, "below(x, y)") == 2);
  CHECK(count(small, "equals(x, y)") == 1);
}

TEST_CASE("of an int and a number exactly one of less, equal and greater holds",
          "[language][mixed_numbers]") {
  for (const std::string x : {"9007199254740991", "9007199254740992", "9007199254740993",
                              "9007199254740995", "-9007199254740993", "9223372036854775807"}) {
    for (const std::string y : {"9007199254740991.0", "9007199254740992.0", "9007199254740994.0",
                                "9007199254740996.0", "-9007199254740992.0"}) {
      CAPTURE(x, y);
      const Ruleset rules = load_rules(values);
      const Facts given = load_facts(rules, facts(x, {y}));
      infer::Settings settings;
      settings.calculus.name = "certain";
      const auto fixpoint = infer::infer(rules.data().program, given.data().facts, settings);
      const auto world = naive::evaluate(*rules.data().program, *given.data().facts,
                                         {.degrees = false, .threshold = 0, .as_of = {}});
      CHECK(naive::difference(world, *fixpoint) == "");
      const auto run = evaluate(values, facts(x, {y}));
      CHECK(count(run, "below(x, y)") + count(run, "equals(x, y)") + count(run, "above(x, y)") ==
            1);
      CHECK(count(run, "met(x, y)") == count(run, "equals(x, y)"));
    }
  }
}
