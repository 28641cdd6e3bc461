// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "report/explanation.hpp"
#include "report/svg.hpp"
#include "report/tree_layout.hpp"
#include "support/catch.hpp"
#include "unit/report/sample.hpp"

using namespace casus;
using Kind = Explanation::Kind;

namespace {

Explanation of(std::vector<Explanation::Node> roots) {
  Explanation e;
  e.goal = "goal";
  e.holds = true;
  e.roots = std::move(roots);
  e.answers = e.roots.size();
  return e;
}

Explanation::Node numbered(std::uint32_t id, Kind kind, std::string text) {
  Explanation::Node node = sample::node(kind, std::move(text));
  node.id = id;
  return node;
}

std::string dot(const Explanation& e, std::uint32_t depth = 0) {
  return report::explanation_dot({{"case", e, Sources{}}}, "a(\"x\")", {.depth = depth});
}

std::string svg(const Explanation& e) {
  return report::explanation_svg({{"case", e, Sources{}}}, "a(\"x\")", {.depth = 0});
}

/// The flagship, with everything that has a shape of its own.
Explanation flagship() {
  Explanation e = sample::explanation({});
  std::uint32_t id = 0;
  const auto number = [&](auto&& self, Explanation::Node& node) -> void {
    node.id = ++id;
    for (Explanation::Node& child : node.children) self(self, child);
  };
  number(number, e.roots[0]);
  return e;
}

}  // namespace

TEST_CASE("a graph has one node for what occurs twice, and escapes what it quotes",
          "[report][explanation]") {
  Explanation::Node fact = numbered(3, Kind::fact, "he said \"no\" to a\\b");
  fact.evidence = sample::evidence("F1", "", fact.text, "");
  fact.facts = {"F1"};
  Explanation::Node twice = fact;
  twice.id = 5;
  Explanation::Node rule = numbered(2, Kind::rule, "b");
  rule.children = {fact};
  Explanation::Node again = numbered(4, Kind::rule, "b");
  again.same_as = 2;
  Explanation::Node other = numbered(6, Kind::alternative, "by c");
  other.children = {twice};
  Explanation::Node root = numbered(1, Kind::rule, "a");
  root.children = {rule, again, other};
  CHECK(dot(of({root})) == R"dot(digraph why {
  label="why a(\"x\")";
  labelloc=t;
  labeljust=l;
  rankdir=RL;
  fontname="Helvetica";
  node [fontname="Helvetica", fontsize=11];
  edge [fontname="Helvetica", fontsize=11];
  subgraph cluster_0 {
    label="case";
    c0n1 [label="a", shape=box];
    c0n2 [label="b", shape=box];
    c0n3 [label="he said \"no\" to a\\b\l[F1]\l", shape=note, style=filled, fillcolor="#f5f3ea"];
    c0n6 [label="also: by c", shape=box, style=dashed];
    c0n3 -> c0n2;
    c0n2 -> c0n1;
    c0n3 -> c0n6;
    c0n6 -> c0n1 [style=dashed];
  }
}
)dot");
}

TEST_CASE("what is told at a place that is not shown is told where it is named",
          "[report][explanation]") {
  Explanation::Node deep = numbered(3, Kind::rule, "c");
  Explanation::Node rule = numbered(2, Kind::rule, "b");
  rule.children = {deep};
  Explanation::Node again = numbered(4, Kind::rule, "c");
  again.same_as = 3;
  Explanation::Node root = numbered(1, Kind::rule, "a");
  root.children = {rule, again};
  CHECK(dot(of({root}), 1).find("c0n4 [label=\"c, as above\"") != std::string::npos);
  CHECK(dot(of({root}), 2).find("c0n3 -> c0n1") != std::string::npos);
}

TEST_CASE("Graphviz reads our graphs", "[report][explanation]") {
  if (std::system("command -v dot >/dev/null 2>&1") != 0) return;
  const auto file = std::filesystem::temp_directory_path() / "casus_pictures_test.dot";
  Explanation hostile = of({numbered(1, Kind::rule, "a\\ \"b\" <c> {d|e} \x1b[2J ¶ \xff\\")});
  for (const Explanation& e : {flagship(), hostile}) {
    std::ofstream(file) << dot(e);
    CHECK(std::system(("dot -Tsvg '" + file.string() + "' >/dev/null").c_str()) == 0);
  }
  std::filesystem::remove(file);
}

TEST_CASE("a picture has a title, a description and two themes, and nothing from elsewhere",
          "[report][explanation]") {
  const std::string shown = svg(flagship());
  CHECK(shown.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""));
  CHECK(shown.find("<title id=\"casus-title\">why a(&quot;x&quot;)</title>") != std::string::npos);
  CHECK(shown.find("<desc id=\"casus-description\">Kazakhstan-Russia: FIRM, 63.6 of 100: starting "
                   "point 60.0; Economic interdependence +14.4; Security +10.4; ") !=
        std::string::npos);
  CHECK(shown.find("@media (prefers-color-scheme:dark)") != std::string::npos);
  for (const char* word : {"<script", "href", "url(", "@import", "<image", "foreignObject"}) {
    CHECK(shown.find(word) == std::string::npos);
  }
  CHECK(shown.find(">+14.4</text>") != std::string::npos);
  CHECK(shown.find(">(12 × 0.7)  [F18] ¶19</text>") != std::string::npos);
}

TEST_CASE("hostile sentences stay text in a picture", "[report][explanation]") {
  const std::string shown = svg(of({numbered(1, Kind::rule, "<b>&\"\x1b[2J\xff")}));
  CHECK(shown.find("&lt;b&gt;&amp;&quot;\\x1b[2J\\xff</text>") != std::string::npos);
}

TEST_CASE("several answers stand below each other in a picture", "[report][explanation]") {
  Explanation e = of({numbered(1, Kind::rule, "one"), numbered(2, Kind::rule, "two")});
  e.answers = 1000;
  const std::string shown = svg(e);
  CHECK(shown.find(">one</text>") < shown.find(">two</text>"));
  CHECK(shown.find(">998 more answers: `casus query` lists them all</text>") != std::string::npos);
  CHECK(dot(e).find("998 more answers") != std::string::npos);
}

TEST_CASE("of many reasons a picture shows a hundred and counts the others",
          "[report][explanation]") {
  Explanation::Node root = numbered(1, Kind::rule, "all");
  for (std::uint32_t i = 0; i < 5000; ++i) {
    root.children.push_back(numbered(i + 2, Kind::comparison, "reason " + std::to_string(i)));
  }
  const std::string shown = svg(of({root}));
  CHECK(shown.find(">reason 99</text>") != std::string::npos);
  CHECK(shown.find(">reason 100</text>") == std::string::npos);
  CHECK(shown.find(">4900 more</text>") != std::string::npos);
  CHECK(dot(of({root})).find("label=\"4900 more\"") != std::string::npos);
}

TEST_CASE("what does not hold has a picture that says so", "[report][explanation]") {
  const Explanation e;
  CHECK(svg(e).find(">does not hold</text>") != std::string::npos);
  CHECK(dot(e).find("none [label=\"does not hold\"") != std::string::npos);
}

TEST_CASE("lines of a picture are as wide as they may be, whatever the words",
          "[report][explanation]") {
  const report::Font font{.size = 13};
  for (const std::string text :
       {"a long sentence of many short words that goes on and on",
        "Donaudampfschiffahrtsgesellschaft", "экономическая взаимозависимость двух стран",
        "經濟上的相互依存關係和安全保障", "", "  a  b "}) {
    std::string joined;
    for (const std::string& line : report::wrap_text(text, 90, font)) {
      CHECK(report::text_width(line, font) <= 90);
      joined += line;
    }
    std::string letters = text;
    std::erase(joined, ' ');
    std::erase(letters, ' ');
    CHECK(joined == letters);
  }
  // By hand: DejaVu Sans gives "A" 0.68 and "i" 0.28 of the size.
  CHECK(report::text_width("Ai", font) == Approx(13 * 0.96));
}

TEST_CASE("boxes of a tree do not overlap, and the first child stands beside its parent",
          "[report][explanation]") {
  // Root 0 with 1 (high, one child) and 2; gaps are 36 across, 8 between, 6 more behind families.
  const std::vector<report::TreeBox> boxes{
      {.width = 50, .height = 20, .children = {1, 3}},
      {.width = 40, .height = 60, .children = {2}},
      {.width = 30, .height = 20, .children = {}},
      {.width = 70, .height = 20, .children = {}},
  };
  const report::TreeLayout layout = report::lay_out(boxes);
  const auto at = [&](std::size_t i) {
    return std::pair(layout.positions[i].x, layout.positions[i].y);
  };
  CHECK(at(0) == std::pair(0.0, 0.0));
  CHECK(at(1) == std::pair(86.0, 0.0));
  CHECK(at(2) == std::pair(192.0, 0.0));
  CHECK(at(3) == std::pair(86.0, 74.0));
  CHECK(layout.width == 222);
  CHECK(layout.height == 94);
}
