// SPDX-License-Identifier: Apache-2.0
//
// How often an aggregate is gathered. Rows visited are counted by hand.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;
using namespace casus::testing;

namespace {

/// Two groups: g of 1, 2 and 3, h of 10 and 20.
const std::string groups = R"(
[[item]]
group = "g"
value = 1
[[item]]
group = "g"
value = 2
[[item]]
group = "h"
value = 10
[[item]]
group = "h"
value = 20
[[item]]
group = "g"
value = 3
)";

Evaluation measured(const std::string& rules, const std::string& facts,
                    const std::string& certainty = "weakest-link") {
  Options options;
  options.profile = true;
  options.certainty = certainty;
  return evaluate(rules, facts, options);
}

/// Rows that the first rule, the only one, has visited.
std::uint64_t visited(const Evaluation& run) {
  REQUIRE(run.profile());
  REQUIRE(run.profile()->rules.size() == 1);
  return run.profile()->rules.front().visited;
}

}  // namespace

TEST_CASE("an aggregate is gathered once for each of its groups", "[infer][aggregates]") {
  const std::string rules =
      "fact item { group: text, value: int } relation share(group: text, value: int, of: int)\n"
      "rule all when item(group: g, value: v) and s = sum(w for item(group: g, value: w))\n"
      "then share(g, v, s)";
  const Evaluation run = measured(rules, groups);
  // 1 + 2 + 3 = 6 and 10 + 20 = 30.
  CHECK(answers(run, "share(g, v, s)") ==
        "g=g v=1 s=6 1\ng=g v=2 s=6 1\ng=g v=3 s=6 1\ng=h v=10 s=30 1\ng=h v=20 s=30 1\n");
  // 5 rows, and 3 and 2 members once each; not 3 x 3 + 2 x 2.
  CHECK(visited(run) == 5 + 3 + 2);
}

TEST_CASE("an aggregate of nothing from outside is gathered once", "[infer][aggregates]") {
  const Evaluation run = measured(
      "fact item { group: text, value: int } relation part(value: int, of: int)\n"
      "rule all when item(value: v) and n = count(w for item(value: w)) then part(v, n)",
      groups);
  CHECK(answers(run, "part(3, n)") == "n=5 1\n");
  CHECK(visited(run) == 5 + 5);
}

TEST_CASE("all that an aggregate reads tells its groups apart", "[infer][aggregates]") {
  // Also what stands in its value, in a condition of its own and in an aggregate inside:
  // of what is not above v, w + v. Of 1: 1+1. Of 2: 1+2, 2+2. Of 3: 1+3, 2+3, 3+3. Of 10 and 20
  // likewise. And of g the three values, each with how many of g lie below v: 3 x 0, 3 x 1, 3 x 2.
  const Evaluation run = measured(
      "fact item { group: text, value: int } relation out(value: int, a: int, b: int)\n"
      "rule all when item(group: g, value: v) and a = sum(w + v for item(group: g, value: w) and "
      "w <= v)\n"
      "and b = sum(n for item(group: g, value: w) and n = count(x for item(group: g, value: x) and "
      "x < v))\n"
      "then out(v, a, b)",
      groups);
  CHECK(answers(run, "out(v, a, b)") ==
        "v=1 a=2 b=0 1\nv=2 a=7 b=3 1\nv=3 a=15 b=6 1\nv=10 a=20 b=0 1\nv=20 a=70 b=2 1\n");
}

TEST_CASE("an aggregate that was gathered before is told and explained like the first",
          "[infer][aggregates]") {
  // The oldest of g has no age: it is left out with a warning, and each row of g rests on what is
  // left.
  const std::string rules =
      "fact member { group: text, name: text, age: int open }\n"
      "relation oldest(group: text, name: text, age: int)\n"
      "rule all when member(group: g, name: n) and m = max(a for member(group: g, age: a))\n"
      "then oldest(g, n, m)";
  const std::string facts =
      "[[member]]\ngroup = \"g\"\nname = \"a\"\nage = 7\n[[member]]\ngroup = \"g\"\nname = \"b\"\n";
  const Evaluation run = measured(rules, facts);
  CHECK(answers(run, "oldest(g, n, m)") == "g=g n=a m=7 1\ng=g n=b m=7 1\n");
  CHECK(visited(run) == 2 + 2);
  CHECK(warnings(run).find("W0701") != std::string::npos);
  for (const std::string name : {"a", "b"}) {
    const auto asked = run.why("oldest(\"g\", \"" + name + "\", 7)");
    REQUIRE(asked.explanation);
    std::string text;
    const auto tell = [&](const auto& self, const Explanation::Node& node) -> void {
      text += node.text + "\n";
      for (const auto& child : node.children) self(self, child);
    };
    for (const auto& root : asked.explanation->roots) tell(tell, root);
    INFO(text);
    CHECK(text.find("member(group: \"g\", name: \"a\", age: 7)") != std::string::npos);
  }
}

TEST_CASE("an aggregate with several values has all of them wherever it is used",
          "[infer][aggregates][probability]") {
  // Of g one of two is there for certain, the other with 0.5: one or two, each with 0.5.
  const Evaluation run = measured(
      "fact member { group: text, name: text }\nfact asked { group: text, by: text }\n"
      "relation size(by: text, n: int)\n"
      "rule all when asked(group: g, by: b) and n = count(m for member(group: g, name: m))\n"
      "then size(b, n)",
      "[[member]]\ngroup = \"g\"\nname = \"a\"\n"
      "[[member]]\ngroup = \"g\"\nname = \"b\"\ncertainty = 0.5\n"
      "[[asked]]\ngroup = \"g\"\nby = \"x\"\n[[asked]]\ngroup = \"g\"\nby = \"y\"\n",
      "probability");
  CHECK(answers(run, "size(b, n)") == "b=x n=1 0.5\nb=x n=2 0.5\nb=y n=1 0.5\nb=y n=2 0.5\n");
  CHECK(visited(run) == 2 + 2);
}
