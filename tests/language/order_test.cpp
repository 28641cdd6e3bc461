// SPDX-License-Identifier: Apache-2.0
//
// Which derivation explanations show, whatever the order of facts.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string rules = R"(
fact a { x: text, y: text }
fact b { x: text }
relation c(x: text)
rule by_a when a(x: x, y: y) then c(x)
rule by_b when b(x: x) then c(x)
)";

std::string facts_of(const std::string& facts) {
  const auto why = evaluate(rules, facts).why("c(x)");
  REQUIRE(why.explanation);
  REQUIRE(why.explanation->roots.size() == 1);
  std::string text = why.explanation->roots[0].rule;
  for (const std::string& fact : why.explanation->roots[0].facts) text += ' ' + fact;
  return text;
}

std::string a(const std::string& y, const std::string& more = "") {
  return "[[a]]\nx = \"1\"\ny = \"" + y + "\"\nid = \"A" + y + "\"\n" + more + "\n";
}

std::string b(const std::string& more = "") {
  return "[[b]]\nx = \"1\"\nid = \"B\"\n" + more + "\n";
}

}  // namespace

TEST_CASE("the surest derivation is shown", "[language][order]") {
  CHECK(facts_of(a("p", "certainty = 0.5") + b("certainty = 0.6")) == "by_b B");
}

TEST_CASE("of equally sure derivations that of the rule first by name is shown",
          "[language][order]") {
  CHECK(facts_of(a("p") + b()) == "by_a Ap");
  CHECK(facts_of(b() + a("p")) == "by_a Ap");
}

TEST_CASE("the order in which rules stand does not choose a derivation", "[language][order]") {
  const std::string turned = R"(
fact a { x: text, y: text }
fact b { x: text }
relation c(x: text)
rule by_b when b(x: x) then c(x)
rule by_a when a(x: x, y: y) then c(x)
)";
  const auto why = evaluate(turned, b() + a("p")).why("c(x)");
  REQUIRE(why.explanation);
  CHECK(why.explanation->roots.at(0).rule == "by_a");
}

TEST_CASE("then the one whose facts come first in order of values", "[language][order]") {
  CHECK(facts_of(a("q") + a("p")) == "by_a Ap");
  CHECK(facts_of(a("p") + a("q")) == "by_a Ap");
}
