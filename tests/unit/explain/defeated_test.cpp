// SPDX-License-Identifier: Apache-2.0
//
// What explanations say of rules that others defeat.
#include <fmt/format.h>

#include "casus/explanation.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using casus::Explanation;

namespace casus::testing {
namespace {

using Node = Explanation::Node;
using Kind = Explanation::Kind;

/// Every defeated node below: rule, amount or certainty, then who defeats it and how surely.
void collect(const Node& node, std::string& text) {
  if (node.kind == Kind::defeated) {
    text += fmt::format("{} {}:", node.rule, node.amount ? *node.amount : *node.certainty);
    for (const Node& by : node.children) {
      if (by.kind == Kind::defeating)
        text += fmt::format(" {} {}", by.rule, by.certainty.value_or(-1));
    }
    text += '\n';
  }
  for (const Node& child : node.children) collect(child, text);
}

std::string defeated(const Evaluation& run, const std::string& goal) {
  const auto why = run.why(goal);
  REQUIRE(why.explanation);
  std::string text;
  for (const Node& root : why.explanation->roots) collect(root, text);
  for (const Node& node : why.explanation->defeated) collect(node, text);
  return text;
}

const std::string declared = R"(
fact land { name: text }
fact old { name: text }
fact crown { name: text }
fact regent { name: text }
fact rumour open { name: text }
fact tie { a: text, b: text }
relation shaky(name: text)
relation heir open (name: text)
scale Level 0..100 { low < 50, high }
rating level(a: text) of land(name: a) on Level starts 50
  factor first -20..20
  factor second -20..20
)";

/// One land, N: old with 0.9, a crown with what is given.
std::string land(const std::string& more) {
  return "[[land]]\nname = \"N\"\n[[old]]\nname = \"N\"\ncertainty = 0.9\n" + more;
}
const std::string crowned = "[[crown]]\nname = \"N\"\n";

}  // namespace

TEST_CASE("a defeated contribution is shown with what it would have counted",
          "[explain][overrides]") {
  const std::string rules = declared + R"(
rule aged when old(name: c) undermines level.first(c) by 10 certainty 0.8
rule crowned when crown(name: c) supports level.second(c) by 1 supports level.first(c) by 2
  overrides aged
)";
  const auto run = evaluate(rules, land(crowned));
  // 10 x min(0.9, 0.8)
  CHECK(defeated(run, "level(\"N\")") == "aged -8: crowned 1\n");
  for (const Contribution& one : only_rating(run).contributions) CHECK(one.rule == "crowned");
  // Half defeated is not defeated: 10 x min(0.8, 0.9, 1 - 0.4).
  const auto half = evaluate(rules, land(crowned + "certainty = 0.4\n"));
  CHECK(defeated(half, "level(\"N\")") == "");
  CHECK(only_rating(half).contributions.at(0).amount == Approx(-6));
}

TEST_CASE("each value of `for each` would have counted by itself", "[explain][overrides]") {
  const auto run =
      evaluate(declared + R"(
rule ties when tie(a: c, b: d) supports level.first(c) by 3 for each d
rule crowned when crown(name: c) supports level.first(c) by 1 overrides ties
)",
               land(crowned + "[[tie]]\na = \"N\"\nb = \"1\"\n[[tie]]\na = \"N\"\nb = \"2\"\n"
                              "certainty = 0.5\n"));
  CHECK(defeated(run, "level(\"N\")") == "ties 3: crowned 1\nties 1.5: crowned 1\n");
}

TEST_CASE("defeated limits are shown where they would have counted", "[explain][overrides]") {
  const auto run = evaluate(declared + R"(
rule aged when old(name: c) caps level(c) at 20 caps level.first(c) at 5
rule crowned when crown(name: c) floors level(c) at 10 overrides aged
)",
                            land(crowned));
  CHECK(defeated(run, "level(\"N\")") == "aged 0.9: crowned 1\n");
  const auto why = run.why("level(\"N\")");
  CHECK(why.explanation->roots.at(0).children.back().text == "aged (capped at 20)");
}

TEST_CASE("what stood for or against a conclusion is shown with it", "[explain][overrides]") {
  const std::string rules = declared + R"(
rule aged when old(name: c) then heir(name: c)
rule crowned when crown(name: c) then not heir(name: c) overrides aged
rule regency when regent(name: c) then heir(name: c) overrides crowned
)";
  const auto denied = evaluate(rules, land(crowned));
  CHECK(defeated(denied, "heir(\"N\")") == "aged 0.9: crowned 1\n");
  CHECK(defeated(denied, "heir(x)") == "aged 0.9: crowned 1\n");
  CHECK(defeated(denied, "heir(\"M\")") == "");
  // A regent: crowned is defeated, so aged is not.
  const auto held = evaluate(rules, land(crowned + "[[regent]]\nname = \"N\"\n"));
  CHECK(answers(held, "heir(x)") == "x=N 1\n");
  CHECK(defeated(held, "heir(\"N\")") == "crowned 1: regency 1\n");
}

TEST_CASE("of several rules those are named that suffice", "[explain][overrides]") {
  const std::string rules = declared + R"(
rule aged when old(name: c) then shaky(name: c)
rule crowned when crown(name: c) then shaky(name: c) certainty 0.1 overrides aged
rule regency when regent(name: c) then shaky(name: c) certainty 0.1 overrides aged
)";
  const std::string regent = "[[regent]]\nname = \"N\"\n";
  const auto both = evaluate(rules, land(crowned + regent));
  CHECK(defeated(both, "shaky(\"N\")") == "aged 0.9: crowned 1 regency 1\n");
  const auto one = evaluate(rules, land(crowned + regent + "certainty = 0.5\n"));
  CHECK(defeated(one, "shaky(\"N\")") == "aged 0.9: crowned 1\n");
}

TEST_CASE("a rule that cannot be ruled out defeats too", "[explain][overrides][open]") {
  const auto run = evaluate(declared + R"(
rule aged when old(name: c) then shaky(name: c)
rule rumoured when rumour(name: c) then shaky(name: c) overrides aged
)",
                            land(""));
  // Nobody knows of a rumour, and none is presumed absent.
  CHECK(answers(run, "shaky(x)") == "no\n");
  CHECK(defeated(run, "shaky(\"N\")") == "aged 0.9: rumoured -1\n");
}

TEST_CASE("rules that override leave no trace but this", "[explain][overrides]") {
  const std::string rules = declared + R"(
rule aged when old(name: c) then shaky(name: c)
rule crowned when crown(name: c) then shaky(name: c) overrides aged
)";
  const auto run = evaluate(rules, land(crowned));
  // The two facts and the land; one conclusion.
  CHECK(run.assessment().statistics.base_facts == 3);
  CHECK(run.assessment().statistics.derived_facts == 2);  // shaky, and N as a subject
  const auto goal = run.query("aged(c: x)");
  REQUIRE(goal.answers);
  // The name of a rule asks for its conditions, and shows its own variables only.
  CHECK(goal.answers->variables == std::vector<std::string>{"x"});
  CHECK(answers(run, "aged(c: x)") == "x=N 0.9\n");
}

}  // namespace casus::testing
