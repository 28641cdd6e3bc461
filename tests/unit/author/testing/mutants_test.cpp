// SPDX-License-Identifier: Apache-2.0
#include "author/testing/mutants.hpp"

#include <string>

#include "casus/mutation.hpp"
#include "support/catch.hpp"
#include "syntax/parse.hpp"

using namespace casus;

namespace {

/// The first rule of a text in every way that it is changed, a line each.
std::string mutants(const std::string& text) {
  Sources sources;
  const std::uint32_t file = sources.add("m.casus", text);
  const syntax::Parsed parsed = syntax::parse(sources, file);
  REQUIRE(parsed.diagnostics.empty());
  std::string out;
  for (const Mutant& one :
       author::mutants_of(std::get<ast::Rule>(parsed.file.declarations[0].node), sources)) {
    std::string changed = text;
    changed.replace(one.span.begin, one.span.size(), one.replacement);
    out += changed + '\n';
  }
  return out;
}

TestSuite suite_of(const std::string& rules, const std::string& tests) {
  auto loaded = Ruleset::load({{"m.casus", rules}, {"m_test.casus", "use m\n" + tests}});
  for (const Diagnostic& one : loaded.diagnostics) UNSCOPED_INFO(one.message);
  REQUIRE(loaded.ruleset);
  return TestSuite::load(*loaded.ruleset,
                         [](const Test::Given&) { return std::optional<GivenText>(); })
      .suite;
}

}  // namespace

TEST_CASE("comparisons, connectives and negations are changed, conditions left out",
          "[author][mutants]") {
  CHECK(mutants("rule r when p(x) and not q(x) or x >= y then t(x)") ==
        "rule r when p(x) or not q(x) or x >= y then t(x)\n"
        "rule r when p(x) and q(x) or x >= y then t(x)\n"
        "rule r when p(x) and not q(x) and x >= y then t(x)\n"
        "rule r when p(x) and not q(x) or x > y then t(x)\n");
  CHECK(mutants("rule r when p(x) and (q(x) or not s(x)) then t(x)") ==
        "rule r when (q(x) or not s(x)) then t(x)\n"
        "rule r when p(x) or (q(x) or not s(x)) then t(x)\n"
        "rule r when p(x)  then t(x)\n"
        "rule r when p(x) and (q(x) and not s(x)) then t(x)\n"
        "rule r when p(x) and (q(x) or s(x)) then t(x)\n");
}

TEST_CASE("numbers go up and down in their last place", "[author][mutants]") {
  CHECK(mutants("rule r when p(x, 0, 9.9) supports s(x) by 10 certainty 0.5") ==
        "rule r when p(x, 1, 9.9) supports s(x) by 10 certainty 0.5\n"
        "rule r when p(x, 0, 10.0) supports s(x) by 10 certainty 0.5\n"
        "rule r when p(x, 0, 9.8) supports s(x) by 10 certainty 0.5\n"
        "rule r when p(x, 0, 9.9) undermines s(x) by 10 certainty 0.5\n"
        "rule r when p(x, 0, 9.9) supports s(x) by 11 certainty 0.5\n"
        "rule r when p(x, 0, 9.9) supports s(x) by 9 certainty 0.5\n"
        "rule r when p(x, 0, 9.9) supports s(x) by 10 certainty 0.4\n"
        "rule r when p(x, 0, 9.9) supports s(x) by 10 certainty 0.6\n");
}

TEST_CASE("exceptions and limits are changed", "[author][mutants]") {
  CHECK(mutants("rule r when p(x: < 25%) unless q(y) caps s(x) at 5") ==
        "rule r when p(x: <= 25%) unless q(y) caps s(x) at 5\n"
        "rule r when p(x: < 24%) unless q(y) caps s(x) at 5\n"
        "rule r when p(x: < 26%) unless q(y) caps s(x) at 5\n"
        "rule r when p(x: < 25%)  caps s(x) at 5\n"
        "rule r when p(x: < 25%) unless q(y) floors s(x) at 5\n"
        "rule r when p(x: < 25%) unless q(y) caps s(x) at 4\n"
        "rule r when p(x: < 25%) unless q(y) caps s(x) at 6\n");
}

TEST_CASE("a mutant is noticed where a test fails", "[author][mutants]") {
  using Outcome = Mutant::Outcome;
  const std::string rules =
      "module m\nfact p { x: text, n: int }\nrelation r(x: text)\n"
      "rule one when p(x: v, n: k) and k >= 5 then r(v)\n";
  const auto outcomes = [&](const std::string& tests) {
    const TestSuite suite = suite_of(rules, tests);
    const MutationRun run = mutate(suite, all_tests(suite));
    REQUIRE(run.diagnostics.empty());
    std::string out;
    for (const Mutant& one : run.mutants) {
      out += std::string(run.sources->text(one.span)) + " -> " + one.replacement +
             (one.outcome == Outcome::noticed    ? ": noticed\n"
              : one.outcome == Outcome::survived ? ": survived\n"
              : one.outcome == Outcome::refused  ? ": refused\n"
                                                 : ": not run\n");
    }
    return out;
  };
  // Without its atom nothing gives `v` and `k` a value; so with an `or`.
  CHECK(outcomes(
            "test \"t\" assume p(\"A\", 9) assume p(\"B\", 4) expect r(\"A\") and not r(\"B\")") ==
        "p(x: v, n: k) and  -> : refused\n"
        "and -> or: refused\n"
        "and k >= 5 -> : noticed\n"
        ">= -> >: survived\n"
        "5 -> 4: noticed\n"
        "5 -> 6: survived\n");
  CHECK(outcomes(
            "test \"t\" assume p(\"A\", 5) assume p(\"B\", 4) expect r(\"A\") and not r(\"B\")") ==
        "p(x: v, n: k) and  -> : refused\n"
        "and -> or: refused\n"
        "and k >= 5 -> : noticed\n"
        ">= -> >: noticed\n"
        "5 -> 4: noticed\n"
        "5 -> 6: noticed\n");
}

TEST_CASE("nothing is learned from mutants where the tests fail", "[author][mutants]") {
  const TestSuite suite =
      suite_of("module m\nfact p { x: text }\nrelation r(x: text)\nrule one when p(v) then r(v)\n",
               "test \"t\" expect r(\"A\")");
  const MutationRun run = mutate(suite, all_tests(suite));
  CHECK(run.mutants.empty());
  REQUIRE(run.diagnostics.size() == 1);
  CHECK(run.diagnostics[0].labels[0].span == suite.tests()[0].span);
}
