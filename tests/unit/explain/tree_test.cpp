// SPDX-License-Identifier: Apache-2.0
#include "casus/explanation.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using casus::Explanation;

namespace casus::testing {
namespace {

void number(const Explanation::Node& node, std::vector<std::uint32_t>& ids) {
  ids.push_back(node.id);
  for (const Explanation::Node& child : node.children) number(child, ids);
}

std::vector<std::uint32_t> ids(const Explanation& explanation) {
  std::vector<std::uint32_t> all;
  for (const Explanation::Node& root : explanation.roots) number(root, all);
  return all;
}

const char* const rules = R"(
fact edge { a: text, b: text }
relation path(a: text, b: text)
rule one when edge(a: x, b: y) then path(a: x, b: y)
rule more when path(a: x, b: y) and path(a: y, b: z) then path(a: x, b: z)
rule free then path(a: "p", b: "q")
)";
const char* const facts = R"(
[[edge]]
a = "1"
b = "2"
[[edge]]
a = "2"
b = "3"
)";

}  // namespace

TEST_CASE("the nodes of a tree are numbered from 1, whatever the goal is", "[explain]") {
  const auto run = evaluate(rules, facts);
  const auto chain = run.why("path(a: \"1\", b: \"3\")");
  CHECK(ids(*chain.explanation) == std::vector<std::uint32_t>{1, 2, 3, 4, 5});
  const auto both = run.why("path(a: \"1\", b: \"2\") and edge(a: x, b: \"3\")");
  REQUIRE(both.explanation->roots.size() == 1);
  const Explanation::Node& root = both.explanation->roots[0];
  CHECK(root.kind == Explanation::Kind::goal);
  CHECK(root.rule.empty());
  CHECK(ids(*both.explanation) == std::vector<std::uint32_t>{1, 2, 3, 4});
  const auto two = run.why("edge(a: x, b: y) and x != \"\"");
  CHECK(ids(*two.explanation) == std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("a sub-proof is told once", "[explain]") {
  const auto run = evaluate(rules, facts);
  const auto twice = run.why("path(a: \"1\", b: \"2\") and path(a: \"1\", b: x) and x = \"2\"");
  const auto& children = twice.explanation->roots.at(0).children;
  REQUIRE(children.size() >= 2);
  CHECK(children[1].same_as == children[0].id);
  CHECK(children[1].children.empty());
}

TEST_CASE("a rule without conditions explains itself", "[explain]") {
  const auto free = evaluate(rules, facts).why("path(a: \"p\", b: x)");
  const Explanation::Node& root = free.explanation->roots.at(0);
  CHECK(root.rule == "free");
  CHECK(root.children.empty());
  CHECK(root.facts.empty());
}

TEST_CASE("all derivations of a conclusion are told up to a number, and the others counted",
          "[explain]") {
  std::string many;
  for (int i = 0; i < 150; ++i) many += "[[seen]]\nby = " + std::to_string(i) + "\n";
  const auto run = evaluate(R"(
fact seen { by: int }
relation known(what: text)
rule told when seen(by: x) then known(what: "it")
)",
                            many);
  const auto best = run.why("known(what: \"it\")");
  CHECK(best.explanation->roots.at(0).children.size() == 1);
  const auto all = run.why("known(what: \"it\")", 10, Evaluation::Told::all);
  const Explanation::Node& root = all.explanation->roots.at(0);
  // The best, then a hundred of 149 others in order of what they rest on.
  REQUIRE(root.children.size() == 101);
  CHECK(root.further == 49);
  CHECK(root.children[0].text == "seen(by: 0)");
  CHECK(root.children[1].kind == Explanation::Kind::alternative);
  CHECK(root.children[1].children.at(0).text == "seen(by: 1)");
  CHECK(root.children[100].children.at(0).text == "seen(by: 100)");
}

TEST_CASE("derivations that stand on what they conclude are left out", "[explain]") {
  // From 1 to 2 there is the edge alone: 1 to 1 to 2 and 1 to 3 to 2 stand on it.
  const std::string circle = std::string(facts) + "[[edge]]\na = \"3\"\nb = \"1\"\n";
  const auto run = evaluate(rules, circle.c_str());
  const auto why = run.why("path(a: \"1\", b: \"2\")", 10, Evaluation::Told::all);
  const Explanation::Node& root = why.explanation->roots.at(0);
  CHECK(root.rule == "one");
  CHECK(root.children.size() == 1);
  // From 1 to 1: by 2 or by 3, as one likes; not by 1.
  const auto round = run.why("path(a: \"1\", b: \"1\")", 10, Evaluation::Told::all);
  const Explanation::Node& back = round.explanation->roots.at(0);
  REQUIRE(back.children.size() == 3);
  CHECK(back.children[2].kind == Explanation::Kind::alternative);
}

TEST_CASE("other derivations refer to what the best ones rest on", "[explain]") {
  // `b` is a reason for the whole, and another way to `a` rests on it as well.
  const auto run = evaluate(R"(
fact seen { what: text }
relation a(of: text)
relation b(of: text)
relation whole(of: text)
rule a_seen when seen(what: x) then a(of: x)
rule b_seen when seen(what: x) then b(of: x) certainty 0.9
rule a_by_b when b(of: x) then a(of: x)
rule both when a(of: x) and b(of: x) then whole(of: x)
)",
                            "[[seen]]\nwhat = \"it\"\n");
  const auto why = run.why("whole(of: x)", 10, Evaluation::Told::all);
  const Explanation::Node& root = why.explanation->roots.at(0);
  REQUIRE(root.children.size() == 2);
  const Explanation::Node& a = root.children[0];
  const Explanation::Node& b = root.children[1];
  CHECK(b.children.size() == 1);
  REQUIRE(a.children.size() == 2);
  CHECK(a.children[1].kind == Explanation::Kind::alternative);
  CHECK(a.children[1].children.at(0).same_as == b.id);
}

}  // namespace casus::testing
