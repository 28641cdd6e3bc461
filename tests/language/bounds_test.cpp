// SPDX-License-Identifier: Apache-2.0
//
// `bounds`: between which limits a probability lies; limits by hand.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Between;
using casus::Evaluation;
using casus::Verdict;

namespace {

Evaluation bounds(const std::string& rules, const std::string& facts) {
  casus::Options options;
  options.certainty = "bounds";
  return evaluate(rules, facts, options);
}

Between between(const Evaluation& run, const std::string& goal) {
  const auto asked = run.query(goal);
  REQUIRE(asked.answers.has_value());
  REQUIRE(asked.answers->answers.size() == 1);
  const casus::Answer& answer = asked.answers->answers.front();
  return answer.between.value_or(Between{answer.certainty, answer.certainty});
}

std::string fact(const std::string& relation, double certainty) {
  return "[[" + relation + "]]\nx = \"N\"\ncertainty = " + std::to_string(certainty) + "\n";
}

}  // namespace

TEST_CASE("bounds: derivations make no more than what all of them rest on", "[language][bounds]") {
  const auto run = bounds(R"(
fact a { x: text }
fact b { x: text }
fact c { x: text }
relation two(x: text)
relation apart(x: text)
rule t1 when a(x) and b(x) then two(x)
rule t2 when a(x) and c(x) then two(x)
rule p1 when b(x) then apart(x) certainty 0.2
rule p2 when c(x) then apart(x) certainty 0.2
)",
                          fact("a", 0.3) + fact("b", 0.4) + fact("c", 0.5));
  // a with b is 0.3 at most, and so is a with c; both need a: 0.3, not 0.6.
  CHECK(between(run, "two(x)") == Between{0, 0.3});
  // These share nothing, and two rules need not apply together: 0.2 + 0.2.
  CHECK(between(run, "apart(x)") == Between{0, 0.4});
}

TEST_CASE("bounds: what rests on an aggregate without value is left open", "[language][bounds]") {
  const auto run = bounds(R"(
fact land { x: text }
fact raid { x: text }
fact threat { x: text }
relation many(x: text)
relation tense(x: text)
relation lands(n: int)
rule m when land(x) and count(1 for raid(x: x)) >= 1 then many(x)
rule h when threat(x) then many(x)
rule t when many(x) then tense(x)
rule l when n = count(1 for tense(y)) then lands(n)
)",
                          fact("land", 1) + fact("raid", 0.5) + fact("threat", 0.2));
  CHECK(warnings(run).starts_with("W0706"));
  // The threat alone makes 0.2; how much the raids add is open.
  CHECK(between(run, "many(x)") == Between{0.2, 1});
  CHECK(between(run, "tense(x)") == Between{0.2, 1});
  // Nothing is known of another land, nor of how many are tense.
  const auto other = run.query("tense(\"M\")");
  CHECK(other.answers->answers.empty());
  CHECK(other.answers->verdict == Verdict::unknown);
  CHECK(other.answers->others == Between{0, 1});
  CHECK(run.query("lands(1)").answers->verdict == Verdict::unknown);
  // What does not rest on it is as certain as ever.
  CHECK(run.query("threat(\"M\")").answers->verdict == Verdict::no);
}
