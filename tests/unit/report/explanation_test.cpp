// SPDX-License-Identifier: Apache-2.0
#include "report/explanation.hpp"

#include "report/display.hpp"
#include "support/catch.hpp"
#include "unit/report/sample.hpp"

using namespace casus;
using report::Style;
using report::TreeOptions;
using Kind = Explanation::Kind;

namespace {

std::string tree(const Explanation& explanation, const Sources& sources, const Style& style = {},
                 const TreeOptions& options = {}) {
  return report::explanation_tree({{"case", explanation, sources}}, style, options);
}

struct Flagship {
  Sources sources;
  Explanation explanation;
  Flagship() {
    const auto file = sources.add("rules/alliance/rating.casus", "\n\n\nrating stability");
    explanation = sample::explanation({file, 3, 9});
  }
};

Explanation of(Explanation::Node root) {
  Explanation e;
  e.goal = "goal";
  e.holds = true;
  e.roots = {std::move(root)};
  e.answers = 1;
  return e;
}

}  // namespace

TEST_CASE("the tree shows the largest amounts and folds the others", "[report][explanation]") {
  const Flagship f;
  CHECK(tree(f.explanation, f.sources) ==
        R"(Kazakhstan-Russia: FIRM, 63.6 of 100                              rating.casus:4
├─ 60.0  starting point
├─+14.4  Economic interdependence
│  ├─ +8.0  trade of $23.5bn ties them (10 × 0.8)                 [F5 F6] ¶12
│  ├─ +4.8  much Kazakh oil leaves by Russian pipelines (6 × 0.8) [F9] ¶14
│  └─ +1.6  Russian investment of about $1.3bn (2 × 0.8)          [F7] ¶13
├─+10.4  Security (2)
├─ -3.2  Institutions (3)
├─ -6.8  Leadership and succession
│  ├─ +1.6  elites have been close since Soviet times (2 × 0.8)   [F4] ¶11
│  └─ -8.4  leader is 75, nobody recognised as successor (12 × 0.7) [F18] ¶19
│           presumed: no successor in Kazakhstan (0.7)
└─-11.2  Sovereignty: fear of secession in the north (14 × 0.8)   [F21] ¶20
)");
}

TEST_CASE("plain ASCII draws the same tree", "[report][explanation]") {
  const Flagship f;
  CHECK(tree(f.explanation, f.sources, {.ascii = true}, {.depth = 1}) ==
        R"(Kazakhstan-Russia: FIRM, 63.6 of 100  rating.casus:4
|-  60.0  starting point
|- +14.4  Economic interdependence (3)
|- +10.4  Security (2)
|-  -3.2  Institutions (3)
|-  -6.8  Leadership and succession (2, 1 presumed)
`- -11.2  Sovereignty (1)
)");
}

TEST_CASE("without a limit of lines everything is open", "[report][explanation]") {
  const Flagship f;
  const std::string all = tree(f.explanation, f.sources, {}, {.depth = 2, .lines = 0});
  CHECK(all.find("(2)") == std::string::npos);
  CHECK(all.find("├─ +6.4  both belong to the CSTO (8 × 0.8)") != std::string::npos);
  CHECK(std::count(all.begin(), all.end(), '\n') == 18);
}

TEST_CASE("what is smallest becomes one line with its sum", "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rating, "a");
  Explanation::Node factor = sample::node(Kind::factor, "trade");
  for (const double amount : {1.0, 5.0, 0.5, 4.0, -0.25, 3.0}) {
    Explanation::Node c = sample::node(Kind::contribution, "one of " + std::to_string(int(amount)));
    c.amount = amount;
    factor.children.push_back(c);
  }
  factor.amount = 13.25;
  root.children.push_back(factor);
  const Explanation e = of(root);
  CHECK(tree(e, {}, {}, {.depth = 2, .lines = 5}) ==
        R"(a
└─+13.3  trade
   ├─ +5.0  one of 5
   ├─ +4.0  one of 4
   ├─ +3.0  one of 3
   └─ +1.3  3 smaller
)");
  CHECK(tree(e, {}, {}, {.depth = 2, .lines = 2}) == "a\n└─+13.3  trade (6)\n");
}

TEST_CASE("what is folded away says what of it is presumed, unknown or not counted",
          "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rating, "a");
  root.children = {sample::node(Kind::start, "starting point")};
  Explanation::Node factor = sample::node(Kind::factor, "trade");
  factor.amount = 12;
  for (const double amount : {9.0, 2.0, 1.0}) {
    Explanation::Node c = sample::node(Kind::contribution, "why");
    c.amount = amount;
    if (amount == 2) c.children = {sample::node(Kind::presumption, "no spare")};
    if (amount == 1) c.children = {sample::node(Kind::unknown, "whether there is a spare")};
    factor.children.push_back(c);
  }
  factor.children.push_back(sample::node(Kind::defeated, "beaten"));
  root.children.push_back(factor);
  const Explanation e = of(root);
  CHECK(tree(e, {}, {}, {.lines = 4}) == R"(a
├─       starting point
└─+12.0  trade
   ├─ +9.0  why
   └─ +3.0  2 smaller, 1 not counted, 1 presumed, 1 unknown
)");
  CHECK(tree(e, {}, {}, {.lines = 3}) == R"(a
├─       starting point
└─+12.0  trade (3, 1 not counted, 1 presumed, 1 unknown)
)");
}

TEST_CASE("lines are counted as drawn, and what needs too many gives way",
          "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rating, "a");
  root.children = {sample::node(Kind::start, "starting point")};
  for (const double amount : {5.0, 3.0}) {
    Explanation::Node factor = sample::node(Kind::factor, amount == 5 ? "trade" : "peace");
    factor.amount = amount;
    Explanation::Node c = sample::node(Kind::contribution, "why not");
    if (amount == 5) c.text = "a long story of many words";
    c.amount = amount;
    factor.children = {c};
    root.children.push_back(factor);
  }
  const Explanation e = of(root);
  CHECK(tree(e, {}, {.width = 30}, {.lines = 4}) == R"(a
├─       starting point
├─ +5.0  trade: a long story
│        of many words
└─ +3.0  peace: why not
)");
  CHECK(tree(e, {}, {.width = 30}, {.lines = 3}) == R"(a
├─       starting point
├─ +5.0  trade (1)
└─ +3.0  peace: why not
)");
}

TEST_CASE("factors of which nothing is known share a line where all is too long",
          "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rating, "a");
  for (const char* name : {"trade", "peace", "health"}) {
    Explanation::Node factor = sample::node(Kind::factor, name);
    factor.amount = 0;
    if (factor.text == "peace") {
      Explanation::Node c = sample::node(Kind::contribution, "why");
      c.amount = 0;
      factor.children = {c};
    } else {
      factor.text += ": nothing known";
    }
    root.children.push_back(factor);
  }
  CHECK(tree(of(root), {}, {}, {.lines = 3}).find(';') == std::string::npos);
  CHECK(tree(of(root), {}, {}, {.lines = 2}) == R"(a
├─  0.0  trade: nothing known; health: nothing known
└─  0.0  peace: why
)");
}

TEST_CASE("the largest amounts are shown wherever they are", "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rating, "a");
  for (const double base : {1.0, 2.0}) {
    Explanation::Node factor = sample::node(Kind::factor, "factor");
    factor.amount = 3 * base;
    for (const double amount : {base, 1.5 * base, 0.5 * base}) {
      Explanation::Node c = sample::node(Kind::contribution, "why");
      c.amount = amount;
      factor.children.push_back(c);
    }
    root.children.push_back(factor);
  }
  // Two factors; 3.0 and a line for the others; 2.0; 1.5 finds no room; 1.0 takes the line left.
  CHECK(tree(of(root), {}, {}, {.depth = 2, .lines = 5}) ==
        R"(a
├─ +3.0  factor (3)
└─ +6.0  factor
   ├─ +2.0  why
   ├─ +3.0  why
   └─ +1.0  why
)");
}

TEST_CASE("the default never shows more than 12 lines below the root", "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rating, "a");
  for (int i = 0; i < 40; ++i) {
    Explanation::Node factor = sample::node(Kind::factor, "factor");
    for (int j = 0; j <= i; ++j) {
      Explanation::Node c = sample::node(Kind::contribution, "why");
      c.amount = i + j;
      factor.children.push_back(c);
    }
    factor.amount = i;
    root.children.push_back(factor);
  }
  const std::string shown = tree(of(root), {});
  CHECK(std::count(shown.begin(), shown.end(), '\n') == 13);
  CHECK(shown.find("29 smaller") != std::string::npos);
}

TEST_CASE("a derivation shows certainties, presumptions and what was told above",
          "[report][explanation]") {
  Sources sources;
  const auto file = sources.add("rules/energy.casus", "rule chain\n  when a and\n     b\n");
  Explanation::Node fact = sample::node(Kind::fact, "A sends oil through B");
  fact.id = 2;
  fact.evidence = sample::evidence("F1", "p. 7", fact.text, "through B");
  fact.certainty = 0.9;
  Explanation::Node absent = sample::node(Kind::absence, "no other pipeline");
  Explanation::Node presumed = sample::node(Kind::presumption, "A has no other pipeline");
  presumed.certainty = 0.6;
  absent.id = 3;
  absent.children = {presumed};
  Explanation::Node again = sample::node(Kind::fact, "A sends oil through B");
  again.same_as = 2;
  Explanation::Node root = sample::node(Kind::rule, "A depends on B");
  root.rule = "chain";
  root.code = "a and\n     b";
  root.values = {{"x", sample::text("A")}};
  root.conclusion = "then depends_on(country: c, on: the_very_first_partner)";
  root.concluded = {{"c", sample::text("A")}, {"the_very_first_partner", sample::text("B")}};
  root.certainty = 0.5;
  root.bindings = {{"c", sample::text("A")}, {"y", sample::text("B")}};
  root.span = {file, 5, 10};
  root.facts = {"F1"};
  root.children = {fact, absent, again};
  CHECK(tree(of(root), sources, {}, {.depth = 1}) ==
        R"(A depends on B (0.5)           [F1] p. 7
├─ A sends oil through B (0.9) [F1] p. 7
├─ no other pipeline
│  presumed: A has no other pipeline (0.6)
└─ A sends oil through B, as above
)");
  CHECK(tree(of(root), sources, {}, {.depth = 2, .code = true}) ==
        R"(A depends on B (0.5)           [F1] p. 7
│  a and b   (x = "A")
│  rule chain, rules/energy.casus:1
│  then depends_on(country: c, on: the_very_first_partner)
│  (c = "A", the_very_first_partner = "B")
├─ A sends oil through B (0.9) [F1] p. 7
├─ no other pipeline
│  └─ presumed: A has no other pipeline (0.6)
└─ A sends oil through B, as above
)");
}

TEST_CASE("a narrow terminal wraps texts and puts references below", "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rule, "A depends on B");
  Explanation::Node fact = sample::node(Kind::fact, "A sends nearly all of its oil through B");
  fact.facts = {"F1"};
  root.children = {fact};
  CHECK(tree(of(root), {}, {.width = 1}) ==
        R"(A depends on B
└─ A sends nearly
   all of its oil
   through B    [F1]
)");
}

TEST_CASE("no line of a tree is wider than the terminal", "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rule, "A depends on B for nearly all that it sells");
  Explanation::Node inner = root;
  inner.facts = {"F1", "F22"};
  inner.code = "depends_on(country: c, on: p, share: s)";
  inner.values = {{"c", sample::text("A")}, {"p", sample::text("B")}};
  inner.children = {sample::node(Kind::comparison, "0.9 of all exports >= 0.5 of all exports")};
  inner.children[0].facts = {"F1"};
  root.children = {inner, inner};
  root.children[0].children = {inner};
  for (const std::uint32_t width : {40, 50, 60, 70, 80}) {
    const std::string shown = tree(of(root), {}, {.width = width}, {.depth = 0, .code = true});
    for (std::size_t at = 0; at < shown.size(); at = shown.find('\n', at) + 1) {
      const std::string line = shown.substr(at, shown.find('\n', at) - at);
      INFO(line);
      CHECK(report::display_width(line) <= width);
    }
  }
}

TEST_CASE("colour marks the root and the references", "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rule, "A depends on B");
  root.facts = {"F1"};
  CHECK(tree(of(root), {}, {.colour = true}) ==
        "\x1b[1mA depends on B\x1b[0m  \x1b[2m[F1]\x1b[0m\n");
}

TEST_CASE("hostile sentences are escaped in the tree", "[report][explanation]") {
  Explanation::Node root = sample::node(Kind::rule, "a\x1b[2Jb\nc");
  CHECK(tree(of(root), {}) == "a\\x1b[2Jb\\nc\n");
}

TEST_CASE("several answers stand below each other, further ones are counted",
          "[report][explanation]") {
  Explanation e = of(sample::node(Kind::rule, "one"));
  e.roots.push_back(sample::node(Kind::rule, "two"));
  e.answers = 5;
  CHECK(tree(e, {}) == "one\n\ntwo\n3 more answers: `casus query` lists them all\n");
  CHECK(report::explanation_prose({{"case", e, Sources{}}}, {}) ==
        "One.\nTwo.\n3 more answers: `casus query` lists them all.\n");
}

TEST_CASE("what does not hold has no tree", "[report][explanation]") {
  Explanation e;
  e.goal = "goal";
  CHECK(tree(e, {}).empty());
  CHECK(report::explanation_prose({{"case", e, Sources{}}}, {}).empty());
  CHECK(
      report::explanation_json({{"case", e, Sources{}}}) ==
      R"({"schema":"casus.why/1","goal":"goal","holds":false,"explanations":[)"
      R"({"case":"case","holds":false,"verdict":null,"contradictions":[],"answers":0,"limit":null,"inexact":null,"trees":[],"defeated":[],"contradicting":[],"other_kinds":[]}]})"
      "\n");
}

TEST_CASE("prose tells one statement a line, presumptions included", "[report][explanation]") {
  const Flagship f;
  const std::string prose = report::explanation_prose({{"case", f.explanation, f.sources}}, {});
  CHECK(prose.starts_with(
      "Kazakhstan-Russia is firm, 63.6 of 100.\n"
      "The starting point is 60.0.\n"
      "Economic interdependence adds 14.4 points.\n"
      "Trade of $23.5bn ties them: adds 8.0 points, 10 at certainty 0.8, resting on F5 and F6.\n"));
  CHECK(prose.find("Leader is 75, nobody recognised as successor: takes 8.4 points, 12 at "
                   "certainty 0.7, resting on F18.\n"
                   "Presumed: no successor in Kazakhstan (0.7).\n") != std::string::npos);
}

TEST_CASE("prose quotes the facts at the end of the proof", "[report][explanation]") {
  Explanation::Node fact = sample::node(Kind::fact, "Nazarbayev is 75");
  fact.evidence = sample::evidence("F18", "19", fact.text, "in his 75th year");
  fact.evidence->certainty = 0.9;
  CHECK(report::explanation_prose({{"case", of(fact), Sources{}}}, {}) ==
        "Fact F18: Nazarbayev is 75; source kusznir-2015; at 19; certainty 0.9; "
        "quote: \"in his 75th year\".\n");
}

TEST_CASE("JSON holds the whole tree and leaves out what says nothing", "[report][explanation]") {
  Sources sources;
  const auto file = sources.add("a.casus", "rule chain\n");
  Explanation::Node child = sample::node(Kind::comparison, "75 >= 70");
  child.id = 2;
  child.code = "y >= 70 years";
  child.values = {{"y", {.data = std::int64_t{75}, .text = "75"}}};
  Explanation::Node root = sample::node(Kind::rule, "A depends on B");
  root.id = 1;
  root.rule = "chain";
  root.certainty = 0.5;
  root.span = {file, 5, 10};
  root.bindings = {{"y", {.data = std::int64_t{75}, .text = "75"}}};
  root.conclusion = "then b";
  root.concluded = root.bindings;
  root.children = {child};
  CHECK(
      report::explanation_json({{"case", of(root), sources}}) ==
      R"({"schema":"casus.why/1","goal":"goal","holds":true,"explanations":[)"
      R"({"case":"case","holds":true,"verdict":null,"contradictions":[],"answers":1,"limit":null,"inexact":null,"trees":[)"
      R"({"id":1,"kind":"rule","text":"A depends on B","rule":"chain","conclusion":"then b","concluded":{"y":75},"certainty":0.5,)"
      R"("bindings":{"y":75},"place":{"file":"a.casus",)"
      R"("start":{"line":1,"column":6,"byte":5,"utf16":6},)"
      R"("end":{"line":1,"column":11,"byte":10,"utf16":11}},)"
      R"("children":[{"id":2,"kind":"comparison","text":"75 >= 70","code":"y >= 70 years","values":{"y":75}}]}],"defeated":[],"contradicting":[],"other_kinds":[]}]})"
      "\n");
}
