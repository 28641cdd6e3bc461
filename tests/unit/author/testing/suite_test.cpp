// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include "casus/testing.hpp"
#include "support/catch.hpp"

using namespace casus;

namespace {

const std::string pumps = R"(
module pumps
fact pump { name: text, hours: int, owner: text open } reads "{name} has run {hours} hours"
fact spare open { part: text } presumed absent 0.8
fact checked { pump: text, on: date }
relation worn(pump: text)
relation feeds open (from: text, to: text)
relation reaches(from: text, to: text)
scale Risk 0..100 { high < 40, low }
rating soundness(pump: text) of pump(name: pump) on Risk starts 80
  factor wear -50..0
  factor stock -20..10

rule worn_bearing when pump(name: p, hours: >= 1000) then worn(p) certainty 0.9
rule wears when worn(p) undermines soundness.wear(p) by 30
rule no_spare when pump(name: p) and not spare(part: p) undermines soundness.stock(p) by 10
rule seen_late when checked(pump: p, on: d) and d < as_of undermines soundness.wear(p) by 5
rule pipe when pump(name: p, owner: o) then feeds(from: p, to: o)
rule one when feeds(from: a, to: b) then reaches(a, b)
rule more when reaches(a, b) and feeds(from: b, to: c) then reaches(a, c) certainty 0.5
)";

const std::map<std::string, std::string> files{
    {"two.toml",
     "[case]\nas_of = 2020-01-01\n[[source]]\nid = \"log\"\n"
     "[[pump]]\nname = \"A\"\nhours = 1200\nowner = \"X\"\nsource = \"log\"\n"
     "[[pump]]\nname = \"B\"\nhours = 10\n"},
    {"more.toml", "[[spare]]\npart = \"A\"\n[[pump]]\nname = \"C\"\nhours = 5000\n"},
    {"scenario.toml", "[scenario]\ndrop = [\"F1\"]\nset = ['F2(hours: 2000)']\n"},
    {"broken.toml", "[[pump]]\nname = 3\n"}};

TestSuite suite_of(const std::string& tests) {
  auto loaded = Ruleset::load({{"pumps.casus", pumps}, {"t_test.casus", "use pumps\n" + tests}});
  for (const Diagnostic& one : loaded.diagnostics) UNSCOPED_INFO(one.message);
  REQUIRE(loaded.ruleset);
  const auto find = [](const Test::Given& given) -> std::optional<GivenText> {
    return GivenText{{given.path, files.at(given.path)}};
  };
  return TestSuite::load(*loaded.ruleset, find).suite;
}

/// "passed", else what is wrong, a line each: the expectation, or why it did not run.
Options dated(const std::string& calculus = {}) {
  Options options;
  options.certainty = calculus;
  options.as_of = Date{18262};  // 2020-01-01
  return options;
}

std::string outcome(const std::string& steps, const Options& options = dated()) {
  const TestSuite suite = suite_of("test \"t\"\n" + steps);
  const TestRun run = suite.run(all_tests(suite), options);
  REQUIRE(run.diagnostics.empty());
  REQUIRE(run.results.size() == 1);
  const TestResult& result = run.results.front();
  if (result.passed()) return "passed";
  std::string out;
  for (const Diagnostic& one : result.diagnostics) out += one.message + '\n';
  for (const TestFailure& one : result.failures) out += one.expected + '\n';
  return out.empty() ? "not run" : out;
}

}  // namespace

TEST_CASE("a test begins with what it gives and assumes", "[author][testing]") {
  CHECK(outcome("given \"two.toml\" expect worn(\"A\") expect not worn(\"B\")") == "passed");
  CHECK(outcome("expect not pump(name: _)") == "passed");
  CHECK(outcome("assume pump(name: \"N\", hours: 1000) expect worn(\"N\")") == "passed");
  // A fact's own certainty and the rule's: the lesser, by weakest link.
  CHECK(outcome("assume pump(name: \"N\", hours: 1000) certainty 0.5\n"
                "expect worn(\"N\") certainty = 0.5") == "passed");
  CHECK(outcome("assume pump(name: \"N\", hours: 1000, certainty: 0.4, kind: fact)\n"
                "expect worn(\"N\") certainty = 0.4") == "passed");
  // Of another kind it is no fact.
  CHECK(outcome("assume pump(name: \"N\", hours: 1000, kind: plan)\n"
                "expect not worn(\"N\")\nexpect pump(name: \"N\", kind: plan)") == "passed");
  CHECK(outcome("given \"two.toml\" assume pump(name: \"N\", hours: 1, source: \"log\")\n"
                "expect pump(name: \"N\", source: \"log\")") == "passed");
  CHECK(outcome("given \"two.toml\" assume pump(name: \"N\", hours: 1, source: \"lo\")\n"
                "expect pump(name: \"N\")") == "no source `lo` is given\n");
}

TEST_CASE("what is given may be dropped", "[author][testing]") {
  CHECK(outcome("given \"two.toml\" drop \"F1\" expect not worn(_) expect pump(name: \"B\")") ==
        "passed");
  CHECK(outcome("given \"two.toml\" drop pump(hours: > 500) expect not pump(name: \"A\")\n"
                "expect pump(name: \"B\")") == "passed");
  CHECK(outcome("given \"two.toml\" drop pump(name: \"A\")\n"
                "assume pump(name: \"A\", hours: 1) expect not worn(_)") == "passed");
  CHECK(outcome("given \"two.toml\" drop \"F3\" expect worn(_)") ==
        "there is no fact `F3` to drop\n");
  CHECK(outcome("given \"two.toml\" drop pump(name: \"Z\") expect worn(_)") ==
        "no fact is there to drop\n");
}

TEST_CASE("files on top of the first add facts, or change them as a scenario does",
          "[author][testing]") {
  CHECK(outcome("given \"two.toml\" given \"more.toml\" expect worn(\"C\")\n"
                "expect not no_spare(p: \"A\")") == "passed");
  CHECK(outcome("given \"two.toml\" given \"scenario.toml\"\n"
                "expect not pump(name: \"A\") expect worn(\"B\")") == "passed");
  CHECK(outcome("given \"two.toml\" given \"scenario.toml\" given \"more.toml\"\n"
                "drop \"F2\" expect not worn(\"B\") expect worn(\"C\")") == "passed");
  CHECK(outcome("given \"broken.toml\" expect worn(_)") == "not run");
}

TEST_CASE("what rules conclude may be assumed of a relation", "[author][testing]") {
  CHECK(outcome("assume pump(name: \"N\", hours: 1) assume worn(\"N\")\n"
                "expect soundness(\"N\") = 42") == "passed");  // 80 - 30 - 10 × 0.8
  CHECK(outcome("assume pump(name: \"N\", hours: 1) assume worn(\"N\") certainty 0.5\n"
                "expect soundness(\"N\") = 57") == "passed");  // 80 - 15 - 8
  CHECK(outcome("assume feeds(from: \"a\", to: \"b\") assume feeds(from: \"b\", to: \"c\")\n"
                "expect reaches(\"a\", \"c\") certainty = 0.5") == "passed");
  CHECK(outcome("assume reaches(\"a\", \"b\") assume feeds(from: \"b\", to: \"c\")\n"
                "expect reaches(\"a\", \"c\")") == "passed");
  // It joins what rules conclude: the surer counts.
  CHECK(outcome("given \"two.toml\" assume worn(\"A\") expect worn(\"A\") certainty = 1") ==
        "passed");
  CHECK(outcome("given \"two.toml\" assume not feeds(from: \"A\", to: \"Y\")\n"
                "expect not feeds(from: \"A\", to: \"Y\") certainty = 1") == "passed");
}

TEST_CASE("a test's date goes before that of its case", "[author][testing]") {
  const std::string late = "given \"two.toml\" assume checked(pump: \"A\", on: 2020-06-01)\n";
  CHECK(outcome(late + "expect not seen_late(p: \"A\")") == "passed");
  CHECK(outcome(late + "as_of 2021-01-01 expect seen_late(p: \"A\")") == "passed");
  const std::string undated =
      "assume pump(name: \"A\", hours: 1)\n"
      "assume checked(pump: \"A\", on: 2020-06-01)\n";
  CHECK(outcome(undated + "expect seen_late(p: \"A\")", Options()) ==
        "this test needs a date of assessment\n");
  Options options;
  options.as_of = Date{20000};  // 2024-10-04
  CHECK(outcome(undated + "expect seen_late(p: \"A\")", options) == "passed");
  CHECK(outcome(late + "expect not seen_late(p: \"A\")", options) == "passed");
}

TEST_CASE("certainties are held against bounds without rounding errors", "[author][testing]") {
  const std::string given = "given \"two.toml\"\n";
  CHECK(outcome(given + "expect worn(\"A\") certainty >= 0.9") == "passed");
  CHECK(outcome(given + "expect worn(\"A\") certainty < 1") == "passed");
  CHECK(outcome(given + "expect worn(\"A\") certainty != 1") == "passed");
  CHECK(outcome(given + "expect worn(\"A\") certainty in 0.9..0.9") == "passed");
  CHECK(outcome(given + "expect worn(\"A\") certainty > 0.9") == "worn(\"A\") certainty > 0.9\n");
  CHECK(outcome(given + "expect worn(\"A\") certainty in 0.1..0.8") ==
        "worn(\"A\") certainty in 0.1..0.8\n");
  // The surest answer counts: A is worn, and feeds X for sure.
  CHECK(outcome(given + "expect reaches(_, _) certainty = 1") == "passed");
  // not spare: 0.8 at least, 1 at most; both ends have to fit.
  CHECK(outcome(given + "expect no_spare(p: \"A\") certainty >= 0.8", dated("bounds")) == "passed");
  CHECK(outcome(given + "expect no_spare(p: \"A\") certainty >= 0.85", dated("bounds")) !=
        "passed");
}

TEST_CASE("what is expected not to hold must not hold a little either", "[author][testing]") {
  const std::string given = "given \"two.toml\"\n";
  // `worn` has certainty 0.9, so that its `not` has 0.1.
  CHECK(outcome(given + "expect not worn(\"A\")") == "not worn(\"A\")\n");
  CHECK(outcome(given + "expect not worn(\"A\") certainty = 0.1") == "passed");
  CHECK(outcome(given + "expect not worn(_) and pump(name: \"A\")") ==
        "not worn(_) and pump(name: \"A\")\n");
  CHECK(outcome(given + "expect not worn(\"B\") and not worn(\"C\")") == "passed");
  // Inside other conditions it is as in rules.
  CHECK(outcome(given + "expect pump(name: p, hours: > 500) and not worn(p)") == "passed");
  // What is unknown is not known to be absent: `presumed absent 0.8` makes it so.
  CHECK(outcome(given + "expect not spare(part: \"A\")") == "passed");
  CHECK(outcome(given + "expect not feeds(from: \"B\", to: \"X\")") ==
        "not feeds(from: \"B\", to: \"X\")\n");
}

TEST_CASE("reasons are rules and facts of the proof", "[author][testing]") {
  const std::string given = "given \"two.toml\"\n";
  CHECK(outcome(given + "expect soundness(\"A\") because wears and no_spare and worn_bearing") ==
        "passed");
  CHECK(outcome(given + "expect soundness(\"A\") <= 50 because wears and \"F1\"") == "passed");
  CHECK(outcome(given + "expect soundness(\"B\") because wears") ==
        "soundness(\"B\") because wears\n");
  CHECK(outcome(given + "expect worn(\"A\") because \"F2\" and wears and worn_bearing") ==
        "worn(\"A\") because \"F2\"\nworn(\"A\") because wears\n");
  CHECK(outcome(given + "expect not worn(\"A\") because wears") == "not worn(\"A\")\n");
}

TEST_CASE("every test runs, in order, whatever comes of others", "[author][testing]") {
  std::string tests;
  for (int i = 0; i < 200; ++i) {
    tests += "test \"t" + std::to_string(i) +
             "\"\n  assume pump(name: \"N\", hours: " + std::to_string(i * 10) +
             ")\n  expect worn(\"N\")\n";
  }
  const TestSuite suite = suite_of(tests);
  const TestRun run = suite.run(all_tests(suite), dated());
  REQUIRE(run.results.size() == 200);
  for (std::size_t i = 0; i < 200; ++i) {
    CHECK(run.results[i].test == i);
    CHECK(run.results[i].passed() == (i * 10 >= 1000));
  }
  CHECK(suite.run({7, 150}, dated()).results[1].passed());
}

TEST_CASE("a limit ends the tests that have not run", "[author][testing]") {
  const TestSuite suite = suite_of("test \"a\" expect not worn(_)\ntest \"b\" expect not worn(_)");
  const std::atomic<bool> interrupted{true};
  Options options;
  options.interrupted = &interrupted;
  for (const TestResult& one : suite.run(all_tests(suite), options).results) {
    CHECK_FALSE(one.ran);
    REQUIRE(one.limit);
    CHECK(one.limit->what == Limit::interrupted);
  }
}

TEST_CASE("what is denied of a relation is not in a circle", "[author][testing]") {
  const auto loaded = Ruleset::load(
      {{"a.casus",
        "fact e { a: text, b: text }\nrelation r open (a: text, b: text)\n"
        "rule base when e(x, y) then r(x, y)\nrule step when r(x, y) and e(y, z) then r(x, z)\n"
        "test \"t\" assume not r(\"a\", \"b\") expect not r(\"a\", \"b\")"}});
  REQUIRE(loaded.diagnostics.size() == 1);
  CHECK(loaded.diagnostics[0].code == "E0406");
  CHECK(loaded.diagnostics[0].message == "`r` depends on itself, so that it is not denied");
}

TEST_CASE("nothing below 0 is assumed where no rule concludes it", "[author][testing]") {
  const auto loaded = Ruleset::load(
      {{"a.casus",
        "fact e { n: int in 0..9 }\nrelation r(n: int)\nrule base when e(x) then r(x)\n"
        "test \"t\" assume r(-1) expect r(-1)"}});
  REQUIRE(loaded.diagnostics.size() == 1);
  CHECK(loaded.diagnostics[0].message == "no rule concludes less than 0 for `n`");
}
