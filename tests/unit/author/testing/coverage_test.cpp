// SPDX-License-Identifier: Apache-2.0
#include "casus/coverage.hpp"

#include <string>

#include "casus/testing.hpp"
#include "report/coverage.hpp"
#include "support/catch.hpp"

using namespace casus;

namespace {

const std::string rules = R"(module m
fact a { x: text, n: int }
fact b { x: text }
fact c { x: text }
relation r(x: text)
relation q(x: text)
rule plain
  when a(x: v, n: k)
   and k > 5
  then r(v)
rule late
  when k > 5
   and a(x: v, n: k)
   and not b(v)
   and m = k * 2
   and m < 100
  then q(v)
rule sides
  when a(x: v, n: _)
   and (b(v) or c(v))
  then q(v)
table t(n: int) -> int first {
  | n   | result |
  | < 5 | 1      |
  | < 9 | 2      |
  | _   | 3      |
}
scale S 0..10 { low < 5, high }
rating s(x: text) of a(x: x, n: _) on S starts 5 factor f -5..5
rule weighs
  when a(x: v, n: k)
  undermines s.f(v) by t(k)
)";

Coverage coverage_of(const std::string& tests) {
  auto loaded = Ruleset::load({{"m.casus", rules}, {"m_test.casus", "use m\n" + tests}});
  for (const Diagnostic& one : loaded.diagnostics) UNSCOPED_INFO(one.message);
  REQUIRE(loaded.ruleset);
  const auto find = [](const Test::Given& given) -> std::optional<GivenText> {
    return GivenText{{given.path, "[[a]]\nx = \"A\"\nn = 7\n[[b]]\nx = \"Z\"\n"}};
  };
  const TestSuite suite = TestSuite::load(*loaded.ruleset, find).suite;
  const TestRun run = suite.run(all_tests(suite), {}, TestSuite::Measure::coverage);
  REQUIRE(run.coverage);
  return *run.coverage;
}

/// "7 never applies", a line each.
std::string missed(const Coverage& coverage) {
  std::string out;
  for (const report::Uncovered& one : report::uncovered(coverage)) {
    out += std::to_string(one.line);
    for (const std::string& mark : one.marks) out += ' ' + mark;
    out += '\n';
  }
  return out;
}

}  // namespace

TEST_CASE("without facts first conditions are false and the rest is not reached",
          "[author][coverage]") {
  CHECK(missed(coverage_of("test \"t\" expect not r(_)")) ==
        "7 never applies\n8 never true\n9 never reached\n"
        "11 never applies\n12 never reached\n13 never true\n14 never reached\n"
        "15 never reached\n16 never reached\n"
        "18 never applies\n19 never true\n20 never reached\n"
        "24 never decides\n25 never decides\n26 never decides\n"
        "29 never low, high\n30 never applies\n31 never true\n");
}

TEST_CASE("a condition is seen both ways where those before it hold", "[author][coverage]") {
  // A: n is 7, so 7 > 5, 14 < 100, the second row; neither b nor c.
  CHECK(missed(coverage_of("test \"t\" assume a(x: \"A\", n: 7) expect r(\"A\")")) ==
        "8 never false\n9 never false\n12 never false\n13 never false\n14 never false\n"
        "16 never false\n18 never applies\n19 never false\n20 never true\n"
        "24 never decides\n26 never decides\n29 never high\n31 never false\n");
}

TEST_CASE("all there is to see is seen by tests that look for it", "[author][coverage]") {
  const Coverage all = coverage_of(
      "test \"none\" expect not r(_)\n"
      "test \"many\"\n"
      "  assume a(x: \"A\", n: 7) assume a(x: \"B\", n: 1) assume b(\"B\") assume a(x: \"C\", n: "
      "60)\n"
      "  assume c(\"C\") assume a(x: \"D\", n: 8) assume b(\"D\")\n"
      "  expect s(\"A\") = 3\n"
      "test \"high\" assume a(x: \"E\", n: 1) assume c(\"E\") expect q(\"E\")");
  // No contribution supports, so the band above 5 is out of reach but for the start.
  CHECK(missed(all) == "29 never high\n");
  CHECK(all.of_rules().seen == 4);
  CHECK(all.of_rows().seen == 3);
  // 2 + 5 + 3 + 1 conditions, of which one binds.
  CHECK(all.of_conditions().all == 21);
  CHECK(all.total().seen == all.total().all - 1);
}

TEST_CASE("given facts that nothing rests on are told", "[author][coverage]") {
  const Coverage coverage = coverage_of("test \"t\" given \"f.toml\" expect r(\"A\")");
  REQUIRE(coverage.unused.size() == 1);
  CHECK(coverage.unused[0].id == "F2");
  CHECK(coverage.unused[0].place == "f.toml:4");
}

TEST_CASE("coverage is written for people and for tools", "[author][coverage]") {
  const Coverage coverage = coverage_of("test \"t\" assume a(x: \"A\", n: 7) expect r(\"A\")");
  CHECK(report::coverage_line(coverage) ==
        "coverage 53.3%: rules 3 of 4, conditions 11 of 21, rows 1 of 3, bands 1 of 2");
  const std::string lcov = report::coverage_lcov(coverage);
  CHECK(lcov.starts_with("TN:\nSF:m.casus\nFN:7,plain\nFNDA:1,plain\n"));
  CHECK(lcov.find("FNF:4\nFNH:3\n") != std::string::npos);
  CHECK(lcov.find("BRDA:8,0,0,1\nBRDA:8,0,1,0\n") != std::string::npos);
  CHECK(lcov.find("BRF:20\nBRH:10\n") != std::string::npos);
  CHECK(lcov.find("DA:24,0\nDA:25,1\nDA:26,0\n") != std::string::npos);
  const std::string json = report::coverage_json(coverage);
  CHECK(json.starts_with(R"({"schema":"casus.coverage/1","total":{"seen":16,"all":30})"));
  const std::string html = report::coverage_html(coverage);
  CHECK(html.find("<tr class=\"missed\"><td class=\"number\">9</td><td class=\"source\">"
                  "   and k &gt; 5</td><td class=\"marks\">never false</td></tr>") !=
        std::string::npos);
  CHECK(html.find("<script") == std::string::npos);
}
