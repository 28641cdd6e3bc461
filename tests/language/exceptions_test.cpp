// SPDX-License-Identifier: Apache-2.0
//
// `overrides`, `unless`, `caps` and `floors`: what stands against what. Every number is reckoned in
// a comment beside it.
#include <algorithm>
#include <map>

#include "infer/fixpoint.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using namespace casus::testing;

namespace {

const std::string declarations = R"(
fact country { name: text }
fact old { name: text }
fact crown { name: text }
fact regent { name: text }
fact rumour open { name: text }
  presumed absent 0.6
relation shaky(name: text)
relation heir open (name: text)
relation ally(a: text, b: text)
scale Level 0..100 { low < 50, high }
rating level(a: text) of country(name: a) on Level starts 50
  factor first -20..20
  factor second -20..20
)";

const std::string four = R"(
[[country]]
name = "N"
[[country]]
name = "E"
[[country]]
name = "S"
[[country]]
name = "W"
[[old]]
name = "N"
[[old]]
name = "E"
[[old]]
name = "S"
certainty = 0.9
[[old]]
name = "W"
[[crown]]
name = "E"
[[crown]]
name = "S"
certainty = 0.4
[[crown]]
name = "W"
[[regent]]
name = "W"
certainty = 0.75
)";

Evaluation run(const std::string& rules, const std::string& facts = four, double threshold = 0) {
  Options options;
  options.threshold = threshold;
  return evaluate(declarations + rules, facts, options);
}

/// How shaky each of the four is under a calculus: low and high end.
std::map<std::string, infer::Interval> shaky(const std::string& rules,
                                             const std::string& calculus) {
  const Ruleset ruleset = load_rules(declarations + rules);
  infer::Settings settings;
  settings.calculus.name = calculus;
  const auto program = ruleset.data().program;
  const auto fixpoint = infer::infer(program, load_facts(ruleset, four).data().facts, settings);
  const auto& relations = program->schema.relations;
  const auto relation = std::ranges::find(relations, "shaky", &model::Relation::name);
  const auto id = static_cast<std::size_t>(relation - relations.begin());
  const infer::Store& rows = fixpoint->store(fixpoint->plan->rows[id]);
  std::map<std::string, infer::Interval> result;
  for (infer::RowId row = 0; row < rows.size(); ++row) {
    const auto name = fixpoint->symbols.text(static_cast<base::Symbol>(rows.at(row, 0)));
    result[std::string(name)] = fixpoint->calculus->interval(rows.grade(row));
  }
  return result;
}

Approx points(double value) { return Approx(value); }

double score(const Evaluation& run, const std::string& subject) {
  for (const Rating& rating : run.assessment().ratings) {
    if (rating.subject.front().text == subject) return rating.score;
  }
  FAIL("not rated: " << subject);
  return 0;
}

const std::string heirs = R"(
rule aged when old(name: c) then shaky(name: c)
rule crowned when crown(name: k) then shaky(name: k) certainty 0.2 overrides aged
)";

}  // namespace

TEST_CASE("a rule does not conclude where one that overrides it does", "[language][exceptions]") {
  // N: nothing against it. E: crowned, so only what crowned says, 0.2. S: 0.9 old and 1 - 0.4 not
  // crowned make 0.6, more than crowned's 0.2. The own certainty of crowned plays no part.
  CHECK(answers(run(heirs), "shaky(name: c)") == "c=E 0.2\nc=N 1\nc=S 0.6\nc=W 0.2\n");
}

TEST_CASE("`overrides` says the same as `unless` in the other rule", "[language][exceptions]") {
  const std::string calculus =
      GENERATE(values<std::string>({"weakest-link", "certain", "mycin", "probability", "bounds"}));
  const std::string unless = R"(
rule aged when old(name: c) unless crown(name: c) then shaky(name: c)
rule crowned when crown(name: k) then shaky(name: k) certainty 0.2
)";
  CHECK(shaky(heirs, calculus) == shaky(unless, calculus));
}

TEST_CASE("an exception is as sure as each calculus has it", "[language][exceptions]") {
  const auto s = [](const std::string& calculus) { return shaky(heirs, calculus).at("S"); };
  // At face value S is crowned; crowned's own 0.2 is taken for sure as well.
  CHECK(s("certain").low == 1);
  // Aged with min(0.9, 1 - 0.4), crowned with 0.4 x 0.2; 0.6 + 0.08 - 0.6 x 0.08.
  CHECK(s("mycin").low == Approx(0.632));
  // Aged in 0.9 x (1 - 0.4) of all worlds, crowned in 0.4 x 0.2, never both.
  CHECK(s("probability").low == Approx(0.62));
  // Aged in 0.9 + 0.6 - 1 to 0.6, crowned in 0 (0.4 + 0.2 - 1) to 0.2.
  CHECK(s("bounds").low == Approx(0.5));
  CHECK(s("bounds").high == Approx(0.8));
}

TEST_CASE("a defeated rule defeats nobody where it is defeated", "[language][exceptions]") {
  const std::string rules = R"(
rule aged when old(name: c) then shaky(name: c)
rule crowned when crown(name: c) then shaky(name: c) certainty 0.1 overrides aged
rule regency when regent(name: c) then shaky(name: c) certainty 0.1 overrides crowned
)";
  // W is crowned with 1, and a regent with 0.75 stands against that: crowned holds with 0.25, so
  // aged holds with 0.75. E has no regent.
  CHECK(answers(run(rules), "shaky(name: c)") == "c=E 0.1\nc=N 1\nc=S 0.6\nc=W 0.75\n");
  const std::string both = R"(
rule aged when old(name: c) then shaky(name: c)
rule crowned when crown(name: c) then shaky(name: c) certainty 0.1 overrides aged
rule regency when regent(name: c) then shaky(name: c) certainty 0.1
  overrides crowned
  overrides aged
)";
  // W: aged now yields to the regent too, 1 - 0.75.
  CHECK(answers(run(both), "shaky(name: c)") == "c=E 0.1\nc=N 1\nc=S 0.6\nc=W 0.25\n");
}

TEST_CASE("a denial overrides an assertion and the other way round", "[language][exceptions]") {
  const std::string denies = R"(
rule aged when old(name: c) then heir(name: c)
rule crowned when crown(name: c) then not heir(name: c) overrides aged
)";
  // Without `overrides` E and W would be contradicted; now they are denied, and nothing is said.
  const Evaluation denied = run(denies);
  CHECK(answers(denied, "heir(name: c)") == "c=N 1\nc=S 0.6\n");
  CHECK(denied.assessment().contradictions.size() == 1);  // S, held with 0.6 and denied with 0.4
  const std::string asserts = R"(
rule aged when old(name: c) then heir(name: c) overrides crowned
rule crowned when crown(name: c) then not heir(name: c)
)";
  const Evaluation asserted = run(asserts);
  // All are old, S with 0.9: its denial is left with 0.1.
  CHECK(answers(asserted, "heir(name: c)") == "c=E 1\nc=N 1\nc=S 0.9\nc=W 1\n");
  CHECK(asserted.assessment().contradictions.size() == 1);
}

TEST_CASE("only the same arguments are defeated", "[language][exceptions]") {
  const std::string rules = R"(
rule all when country(name: x) and country(name: y) and x < y then ally(a: x, b: y)
rule none when crown(name: x) and old(name: y) then ally(a: x, b: y) certainty 0.1 overrides all
rule named when country(name: "W") then ally(a: "N", b: "W") certainty 0.3 overrides all
)";
  // E, S and W are crowned (S with 0.4), all are old (S with 0.9): so E-N falls to 0.1 and E-S to
  // 1 - 0.9 = 0.1; N is not crowned, so N-S stays; N-W falls to 0.3 by name; S-W is left with
  // 1 - 0.4.
  CHECK(answers(run(rules), "ally(a: x, b: y) and x < y") ==
        "x=E y=N 0.1\nx=E y=S 0.1\nx=E y=W 0.1\nx=N y=S 1\nx=N y=W 0.3\nx=S y=W 0.6\n");
}

TEST_CASE("an exception that may hold cannot be ruled out", "[language][exceptions][open]") {
  const std::string rules = R"(
rule aged when old(name: c) then shaky(name: c)
rule rumoured when rumour(name: c) then shaky(name: c) certainty 0.1 overrides aged
)";
  // Nothing is said of rumours but in N (denied with 0.8) and E (0.3 sure): presumed absent 0.6.
  const std::string said =
      "\n[[rumour]]\nname = \"N\"\nholds = false\ncertainty = 0.8\n"
      "[[rumour]]\nname = \"E\"\ncertainty = 0.3\n";
  // E: a rumour of 0.3 leaves 0.7, but what is not listed is ruled out with 0.6 only.
  CHECK(answers(run(rules, four + said), "shaky(name: c)") ==
        "c=E 0.6\nc=N 0.8\nc=S 0.6\nc=W 0.6\n");
}

TEST_CASE("what the threshold takes for too little still counts against a rule",
          "[language][exceptions]") {
  // Crowned with 0.4 does not conclude above 0.5, and yet leaves aged in S with 0.6.
  CHECK(answers(run(heirs, four, 0.5), "shaky(name: c)") == "c=N 1\nc=S 0.6\n");
}

TEST_CASE("a contribution yields to one for the same subject and factor",
          "[language][exceptions][ratings]") {
  const std::string rules = R"(
rule aged when old(name: c) undermines level.first(c) by 10
rule also when old(name: c) undermines level.second(c) by 5
rule crowned when crown(name: c) supports level.first(c) by 4 overrides aged
)";
  const Evaluation rated = run(rules);
  CHECK(score(rated, "N") == points(50 - 10 - 5));
  CHECK(score(rated, "E") == points(50 + 4 - 5));  // aged is defeated in the first factor only
  // S: 10 x min(0.9, 0.6) = 6; 5 x 0.9 = 4.5; 4 x 0.4 = 1.6.
  CHECK(score(rated, "S") == points(50 - 6 - 4.5 + 1.6));
  for (const Rating& rating : rated.assessment().ratings) {
    for (const Contribution& one : rating.contributions) {
      CHECK((rating.subject.front().text != "E" || one.rule != "aged"));
    }
  }
}

TEST_CASE("one value of `for each` defeats all values for that subject",
          "[language][exceptions][ratings]") {
  const std::string rules = R"(
fact tie { a: text, b: text }
rule ties when tie(a: c, b: d) supports level.first(c) by 3 for each d
rule rivals when tie(a: c, b: d) and crown(name: d) undermines level.first(c) by 1 for each d
  overrides ties
)";
  const std::string ties = R"(
[[tie]]
a = "N"
b = "E"
[[tie]]
a = "N"
b = "S"
[[tie]]
a = "S"
b = "N"
[[tie]]
a = "S"
b = "old Kingdom"
)";
  const Evaluation rated = run(rules, four + ties);
  // N has ties to E, crowned with 1, and S, with 0.4: rivals takes 1 and 0.4; ties is defeated for
  // both, whichever of the two is crowned. S has two ties, and nobody crowned.
  CHECK(score(rated, "N") == points(50 - 1 - 0.4));
  CHECK(score(rated, "S") == points(50 + 3 + 3));
}

TEST_CASE("a limit yields to one of the same target", "[language][exceptions][ratings]") {
  const std::string rules = R"(
rule aged when old(name: c) caps level(c) at 20
rule bonus when country(name: c) supports level.first(c) by 10
rule bound when old(name: c) caps level.first(c) at 4
rule crowned when crown(name: c) floors level(c) at 40 overrides aged
)";
  const Evaluation rated = run(rules);
  CHECK(score(rated, "N") == points(20));
  // E: the cap of the whole rating is defeated, that of the factor is not: 50 + 4.
  CHECK(score(rated, "E") == points(54));
  // S: 10 drawn to 4 by 0.9: 10 - 5.4 = 4.6; 54.6 drawn to 20 by 0.6: 54.6 - 20.76 = 33.84.
  CHECK(score(rated, "S") == points(33.84));
}

TEST_CASE("a recursive relation may be overridden by what is settled before",
          "[language][exceptions][recursion]") {
  const std::string rules = R"(
fact tie { a: text, b: text }
rule direct when tie(a: x, b: y) then ally(a: x, b: y)
rule through when ally(a: x, b: y) and ally(a: y, b: z) then ally(a: x, b: z)
rule never when crown(name: x) and crown(name: y) then ally(a: x, b: y) certainty 0.1
  overrides direct
  overrides through
)";
  const std::string ties = R"(
[[tie]]
a = "N"
b = "E"
[[tie]]
a = "E"
b = "W"
[[tie]]
a = "E"
b = "N"
)";
  // E-W is a direct tie, but both are crowned: 0.1 by never. So N-W, through E, is 0.1 as well.
  CHECK(answers(run(rules, four + ties), "ally(a: x, b: \"W\")") ==
        "x=E 0.1\nx=N 0.1\nx=S 0.1\nx=W 0.1\n");
}

TEST_CASE("a field that a denial leaves out agrees with every value", "[language][exceptions]") {
  const std::string rules = R"(
relation partner open (a: text, b: text)
rule some when country(name: x) and country(name: y) and x < y then partner(a: x, b: y)
rule nobody when crown(name: x) then not partner(a: x) overrides some
)";
  // E is crowned, so nobody is its partner; S is with 0.4, which leaves S-W 0.6.
  const Evaluation all = run(rules);
  CHECK(answers(all, "partner(a: x, b: y)") == "x=N y=S 1\nx=N y=W 1\nx=S y=W 0.6\n");
}

TEST_CASE("an aggregate in a conclusion takes nothing from the exception",
          "[language][exceptions][aggregates]") {
  const std::string rules = R"(
relation sized(name: text, n: int)
rule counted when country(name: c) then sized(name: c, n: count(x for crown(name: x)))
rule fixed when crown(name: c) then sized(name: c, n: 3) certainty 0.1 overrides counted
)";
  // Three are crowned, the least sure with 0.4: so much is the count. E is crowned for certain, so
  // nothing but fixed speaks there; S is left with min(0.4, 1 - 0.4).
  CHECK(answers(run(rules), "sized(name: c, n: n)") ==
        "c=E n=3 0.1\nc=N n=3 0.4\nc=S n=3 0.4\nc=W n=3 0.1\n");
}

TEST_CASE("a conclusion that may lack a value lacks it with exceptions too",
          "[language][exceptions][aggregates]") {
  const std::string rules = R"(
fact guard { of: text, age: int }
relation kept(name: text, n: int open)
rule counted when country(name: c) then kept(name: c, n: min(a for guard(of: c, age: a)))
rule fixed when crown(name: c) then kept(name: c, n: 3) certainty 0.1 overrides counted
)";
  // Nobody is guarded. N has no crown; elsewhere the unknown number may be fixed's.
  CHECK(answers(run(rules), "kept(name: c, n: n)") ==
        "c=E n=3 0.1\nc=N n=unknown 1\nc=S n=unknown 0.6\nc=S n=3 0.1\nc=W n=3 0.1\n");
}

TEST_CASE("the order of exceptions never shows", "[language][exceptions]") {
  const std::string aged = "rule aged when old(name: c) then shaky(name: c)\n";
  const std::string one = "rule one when crown(name: c) then shaky(name: c) overrides aged\n";
  const std::string two = "rule two when regent(name: c) then shaky(name: c) overrides aged\n";
  const std::string calculus =
      GENERATE(values<std::string>({"weakest-link", "mycin", "probability", "bounds"}));
  CHECK(shaky(aged + one + two, calculus) == shaky(two + one + aged, calculus));
}

TEST_CASE("several `unless` are exceptions of their own", "[language][exceptions]") {
  const std::string rules = R"(
rule aged when old(name: c)
  unless crown(name: c) and regent(name: c)
  unless rumour(name: c)
  then shaky(name: c)
)";
  // Crown and regent together only in W, with 0.75; rumours are ruled out with 0.6 everywhere.
  CHECK(answers(run(rules), "shaky(name: c)") == "c=E 0.6\nc=N 0.6\nc=S 0.6\nc=W 0.25\n");
}

TEST_CASE("an `unless` in points counts in proportion to its certainty",
          "[language][exceptions][ratings]") {
  const std::string rules = R"(
rule aged when old(name: c) unless crown(name: c) undermines level.first(c) by 10
)";
  const Evaluation rated = run(rules);
  CHECK(score(rated, "N") == points(40));
  CHECK(score(rated, "E") == points(50));
  CHECK(score(rated, "S") == points(44));  // min(0.9, 1 - 0.4) x 10
}

TEST_CASE("caps and floors draw in proportion, on factors and on the whole",
          "[language][exceptions][ratings]") {
  const std::string rules = R"(
rule gives when country(name: c) supports level.first(c) by 16
rule takes when country(name: c) undermines level.second(c) by 18
rule kept when crown(name: c) caps level.first(c) at 6
rule held when crown(name: c) floors level.second(c) at -8
rule whole when regent(name: c) caps level(c) at 28
rule least when crown(name: c) floors level(c) at 52
)";
  const Evaluation rated = run(rules);
  CHECK(score(rated, "N") == points(50 + 16 - 18));
  // E: 16 down to 6, -18 up to -8: 48, up to 52 by the floor.
  CHECK(score(rated, "E") == points(52));
  // S, by 0.4: 16 - 4 = 12, -18 + 4 = -14, 48; 52 is 4 above: + 1.6.
  CHECK(score(rated, "S") == points(49.6));
  // W: as E 52; then the cap, which comes last: 24 above 28, 0.75 of it: 52 - 18.
  CHECK(score(rated, "W") == points(34));
}
