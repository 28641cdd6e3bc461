// SPDX-License-Identifier: Apache-2.0
//
// That the checker can object: explanations as the engine makes them, tampered with in one way
// each.
#include <fmt/format.h>

#include <functional>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

using Node = Explanation::Node;
using Kind = Explanation::Kind;

const std::string rules = R"(
fact country { name: text, area: number }
fact leader { country: text, person: text, age: int years }
fact successor open { country: text, person: text }
  presumed absent 0.7
fact ally { of: text, with: text }
fact trade { of: text, with: text, value: number }
fact report open { of: text }
fact monarchy { country: text }
fact suspect { of: text }
fact rumour open { of: text }

relation reaches(from: text, to: text)
relation shaky(country: text)
relation weighty(country: text, total: number)
relation tense(country: text)
relation unheard(country: text)
relation calm open (country: text)
relation guilty open (country: text)

table weight(area: number) -> number first {
  | area  | result |
  | < 10  | 1      |
  | _     | 2      |
}

rule near when ally(of: a, with: b) then reaches(from: a, to: b) certainty 0.9
rule far when reaches(from: a, to: b) and reaches(from: b, to: c) and a != c
  then reaches(from: a, to: c)

rule aged
  when leader(country: c, person: p, age: y) and y >= 70 years and not successor(country: c)
  then shaky(country: c)
rule throne when monarchy(country: c) then shaky(country: c) certainty 0.1 overrides aged

rule traded
  when country(name: c) and total = sum(v for trade(of: c, value: v)) and total > 5
  then weighty(country: c, total: total)

rule quiet when country(name: c, area: n) and w = weight(n) and unknown report(of: c)
  then unheard(country: c)

rule at_ease when ally(of: c) then calm(country: c) certainty 0.8
rule blamed when suspect(of: c) then guilty(country: c) certainty 0.4
rule cleared when suspect(of: c) then not guilty(country: c) certainty 0.8
rule uneasy when shaky(country: c) then not calm(country: c) certainty 0.3

scale Level 0..100 { low < 40, high }
rating strength(c: text) of country(name: c) on Level starts 50
  factor trust -10..10
  factor goods 0..8
rule trusted when ally(of: c, with: w) supports strength.trust(c) by 6 for each w
rule shaken when shaky(country: c) undermines strength.trust(c) by 5
rule rich when weighty(country: c, total: t) supports strength.goods(c) by t
rule rich_too when trade(of: c, value: >= 6) supports strength.goods(c) by 3
rule bound when leader(country: c, age: > 60 years) caps strength(c) at 55
rule judged when country(name: c) and strength(c) < 90 and strength.trust(c) > -5
  then tense(country: c)
)";

// A by hand: trust 6 x 0.9 + 6 x 0.5 - 5 x 0.7 = 4.9; goods 4.5 + 6.25 = 10.75, bounded to 8 (the 3
// for one trade go back to the same origin); 50 + 4.9 + 8 = 62.9, of the 7.9 above 55 the cap takes
// 0.8: 56.58.
const std::string facts = R"(
[[country]]
name = "A"
area = 12
[[country]]
name = "B"
area = 3
[[leader]]
country = "A"
person = "P"
age = 75
certainty = 0.8
origin = "o1"
[[ally]]
of = "A"
with = "B"
certainty = 0.9
[[ally]]
of = "B"
with = "C"
[[ally]]
of = "A"
with = "D"
certainty = 0.5
[[trade]]
of = "A"
with = "B"
value = 4.5
[[trade]]
of = "A"
with = "C"
value = 6.25
origin = "o2"
[[leader]]
country = "B"
person = "Q"
age = 72
[[monarchy]]
country = "B"
certainty = 0.4
[[leader]]
country = "C"
person = "R"
age = 80
[[monarchy]]
country = "C"
[[suspect]]
of = "D"
[[rumour]]
of = "A"
certainty = 0.3
[[rumour]]
of = "A"
certainty = 0.8
holds = false
)";

/// The first node that `is` accepts, in order of the tree.
Node* find(std::vector<Node>& nodes, const std::function<bool(const Node&)>& is) {
  for (Node& node : nodes) {
    if (is(node)) return &node;
    if (Node* found = find(node.children, is)) return found;
  }
  return nullptr;
}

struct Forgery {
  std::string name;
  std::string goal;
  Kind kind;
  std::string text;  ///< that the node's sentence begins with
  std::function<void(Node&)> forge;
  std::string found;  ///< what the checker says of that node; "*": of another one
  std::string calculus = "weakest-link";
};

Value text(const std::string& of) { return {.data = of, .text = of, .literal = of}; }
Value number(double of) { return {.data = of}; }

void rename_evidence(Node& node) { node.evidence->id = "F2"; }

const std::vector<Forgery> forgeries = {
    {"a fact of other values", R"(reaches("A", "C"))", Kind::fact, "ally(of: \"A\"",
     [](Node& node) { node.claimed[1] = text("C"); }, "no statement that counts says this"},
    {"a fact that is no relation", R"(reaches("A", "C"))", Kind::fact, "ally(of: \"A\"",
     [](Node& node) { node.about = "alliance"; }, "no fact has such values"},
    {"a fact surer than stated", R"(reaches("A", "C"))", Kind::fact, "ally(of: \"A\"",
     [](Node& node) { node.certainty = 1; }, "its statements make it 0.9"},
    {"evidence surer than stated", R"(reaches("A", "C"))", Kind::fact, "ally(of: \"A\"",
     [](Node& node) { node.evidence->certainty = 1; }, "the statement has certainty 0.9"},
    {"another statement's id", R"(reaches("A", "C"))", Kind::fact, "ally(of: \"A\"",
     rename_evidence, "it is stated by F4"},
    {"another origin", R"(strength("A"))", Kind::fact, "trade(of: \"A\", with: \"C\"",
     [](Node& node) { node.evidence->origin = "o9"; },
     "the statement has another source, origin or quote"},
    {"another quote", R"(strength("A"))", Kind::fact, "trade(of: \"A\", with: \"C\"",
     [](Node& node) { node.evidence->quote = "as I said"; },
     "the statement has another source, origin or quote"},
    {"a fact said to be denied", R"(reaches("A", "C"))", Kind::fact, "ally(of: \"A\"",
     [](Node& node) { node.denies = true; }, "no statement that counts says this"},
    {"a judgement taken for a fact", R"(reaches("A", "C"))", Kind::fact, "ally(of: \"A\"",
     [](Node& node) { node.evidence->kind = "judgement"; }, "no statement that counts says this"},

    {"a conclusion of other values", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"B\"", [](Node& node) { node.claimed[1] = text("D"); },
     "its rule concludes reaches(from: \"A\", to: \"B\")"},
    {"a conclusion surer than its premises", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"C\"", [](Node& node) { node.certainty = 0.95; },
     "its premises make it 0.9"},
    {"a rule that does not conclude this", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"B\"", [](Node& node) { node.rule = "aged"; },
     "no rule `aged` concludes this"},
    {"a variable of another value", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"C\"", [](Node& node) { node.bindings[1].second = text("D"); },
     "the conditions of its rule do not hold by what is told below it"},
    {"a variable that there is not", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"C\"", [](Node& node) { node.bindings[1].first = "zz"; },
     "`far` has no such variables"},
    {"a premise left out", R"(reaches("A", "C"))", Kind::rule, "reaches(from: \"A\", to: \"C\"",
     [](Node& node) { node.children.erase(node.children.begin()); },
     "the conditions of its rule do not hold by what is told below it"},
    {"a premise too many", R"(shaky("A"))", Kind::rule, "shaky",
     [](Node& node) {
       node.children.push_back(node.children.front());
       node.children.back().id = 99;
     },
     "it rests on steps that no condition asks for"},
    {"facts that it does not rest on", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"B\"",
     [](Node& node) {
       node.facts = {"F4", "F5"};
     },
     "it rests on F4"},
    {"a circle", R"(reaches("A", "C"))", Kind::rule, "reaches(from: \"A\", to: \"B\"",
     [](Node& node) {
       node.claimed[1] = text("C");
       node.same_as = 1;
       node.children.clear();
     },
     "it rests on itself"},
    {"a reference to nothing", R"(reaches("A", "C"))", Kind::rule, "reaches(from: \"A\", to: \"B\"",
     [](Node& node) { node.same_as = 77; }, "there is no such step"},
    {"a reference to something else", R"(reaches("A", "C"))", Kind::rule, "reaches(from: \"B\"",
     [](Node& node) { node.same_as = 2; }, "that step tells of something else"},

    {"a comparison that is no condition", R"(shaky("A"))", Kind::comparison, "75",
     [](Node& node) { node.span.begin += 1; }, "no condition of its rule that holds stands there"},
    {"an assignment of another value", R"(unheard("A"))", Kind::assignment, "w = 2",
     [](Node& node) { node.claimed[0] = number(1); }, "no assignment of its rule gives this value"},
    {"an absence surer than it is", R"(shaky("A"))", Kind::absence, "no successor",
     [](Node& node) { node.certainty = 1; }, "it is 0.7 sure"},
    {"an absence that no condition asks for", R"(shaky("A"))", Kind::absence, "no successor",
     [](Node& node) { node.span = {}; }, "something stands against it"},
    {"a presumption surer than declared", R"(shaky("A"))", Kind::presumption, "no successor",
     [](Node& node) { node.certainty = 0.9; }, "it is presumed with 0.7"},
    {"a presumption about something else", R"(shaky("A"))", Kind::presumption, "no successor",
     [](Node& node) { node.about = "report"; }, "the condition does not ask for it"},
    {"an exception surer than it is", R"(shaky("B"))", Kind::absence, "not overridden by throne",
     [](Node& node) { node.certainty = 0.9; }, "it is 0.6 sure"},
    {"something known said to be unknown", R"(unheard("A"))", Kind::unknown, "unknown",
     [](Node& node) { node.span.end += 3; }, "it is not unknown"},
    {"a sum of another value", R"(weighty("A", t))", Kind::aggregate, "sum",
     [](Node& node) { node.claimed[0] = number(10); }, "its members make 10.75"},
    {"a member left out", R"(weighty("A", t))", Kind::aggregate, "sum",
     [](Node& node) {
       node.claimed[0] = number(6.25);
       node.children.erase(node.children.begin());
     },
     "it has 2 members"},
    {"a member that is none", R"(weighty("A", t))", Kind::aggregate, "sum",
     [](Node& node) {
       node.children.push_back(node.children[0]);
       node.children.back().id = 99;
       node.children.back().claimed = {text("B"), text("Q"), number(1)};
     },
     "a step below it is no member"},
    {"a score of another value", R"(tense("B"))", Kind::score, "strength of",
     [](Node& node) { node.claimed[0] = number(1); }, "the score is another one"},
    {"a conclusion that passes for a score", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"B\"",
     [](Node& node) {
       node.kind = Kind::score;
       node.children.clear();
     },
     "no rating has such values"},
    {"a defeated rule that does not conclude this", R"(shaky("C"))", Kind::defeated, "aged",
     [](Node& node) { node.rule = "near"; }, "no rule `near` concludes this"},
    {"a defeated rule surer than it would be", R"(shaky("C"))", Kind::defeated, "aged",
     [](Node& node) { node.certainty = 0.9; }, "its premises would make it 0.7"},
    {"a rule that nothing is said to defeat", R"(shaky("C"))", Kind::defeated, "aged",
     [](Node& node) { node.children.erase(node.children.begin()); },
     "nothing is told of what defeats it"},
    {"a rule that defeats no other", R"(shaky("C"))", Kind::defeating, "throne",
     [](Node& node) { node.rule = "near"; }, "`near` does not override `aged`"},
    {"a defeating rule without its conditions", R"(shaky("C"))", Kind::defeating, "throne",
     [](Node& node) { node.children.clear(); },
     "its conditions do not hold by what is told below it"},
    {"a rule that does not defeat", R"(strength("B"))", Kind::rule, "shaky",
     [](Node& node) { node.rule = "throne"; }, "*"},

    {"a rating of another score", R"(strength("A"))", Kind::rating, "A",
     [](Node& node) { node.amount = 60; }, "it comes to 56.58"},
    {"another subject", R"(strength("A"))", Kind::rating, "A",
     [](Node& node) { node.claimed[0] = text("Z"); }, "the rating has no such subject"},
    {"another starting point", R"(strength("A"))", Kind::start, "",
     [](Node& node) { node.amount = 40; }, "it starts at 50"},
    {"a factor of other points", R"(strength("A"))", Kind::factor, "trust",
     [](Node& node) { node.amount = 1; }, "it comes to 4.9"},
    {"a contribution of another amount", R"(strength("A"))", Kind::contribution, "trusted",
     [](Node& node) { node.amount = 6; }, "6 times 0.9 is another amount"},
    {"a contribution of another weight", R"(strength("A"))", Kind::contribution, "trusted",
     [](Node& node) { node.weight = 7, node.amount = 6.3; }, "its rule says 6"},
    {"a contribution told twice", R"(strength("A"))", Kind::factor, "trust",
     [](Node& node) {
       node.children.push_back(node.children.front());
       node.children.back().id = 98;
       for (Node& child : node.children.back().children) child.id = 99;
     },
     "*"},
    {"a contribution left out", R"(strength("A"))", Kind::factor, "trust",
     [](Node& node) { node.children.pop_back(); }, "*"},
    {"a contribution that nothing counts for", R"(strength("A"))", Kind::uncounted, "rich too",
     [](Node& node) { node.counted_with = 1; }, "nothing beside it counts in its place"},
    {"a contribution of other origins", R"(strength("A"))", Kind::uncounted, "rich too",
     [](Node& node) { node.origins = {"o9"}; }, "its origins are o2"},
    {"a contribution counted in spite of its origins", R"(strength("A"))", Kind::uncounted,
     "rich too", [](Node& node) { node.kind = Kind::contribution; },
     "step 16 counts for the same origins"},
    {"a clamp of another amount", R"(strength("A"))", Kind::clamp, "",
     [](Node& node) { node.amount = -1; }, "its bounds take -2.75"},
    {"a cap that stands elsewhere", R"(strength("A"))", Kind::limit, "bound",
     [](Node& node) { node.claimed[0] = number(60); }, "its rule says 55"},
    {"a cap of another effect", R"(strength("A"))", Kind::limit, "bound",
     [](Node& node) { node.amount = -1; }, "no cap or floor moves it by as much"},

    {"a derivation surer than it is", R"(reaches("A", "C"))", Kind::rule,
     "reaches(from: \"A\", to: \"B\"", [](Node& node) { node.certainty = 0.95; },
     "its premises make it 0.81", "mycin"},
    {"a way surer than it is", R"(shaky("B"))", Kind::way, "aged",
     [](Node& node) { node.certainty = 0.9; }, "its premises make it 0.6", "mycin"},
    {"a way left out", R"(shaky("B"))", Kind::rule, "shaky",
     [](Node& node) { node.children.erase(node.children.begin()); }, "its premises make it 0.04",
     "mycin"},
    {"a denial left out", R"(calm("A"))", Kind::rule, "calm",
     [](Node& node) { node.children.pop_back(); }, "its premises make it 0.72", "mycin"},
    {"a denial that is weaker than it is", R"(calm("A"))", Kind::rule, "denied: calm",
     [](Node& node) { node.certainty = 0.1; }, "its premises make it 0.21", "mycin"},
    {"a conclusion that is surer by itself than it is", R"(calm("A"))", Kind::rule, "calm",
     [](Node& node) { node.alone = 0.9; }, "by itself it is 0.72 sure", "mycin"},
    {"a denial without what it was netted with", R"(not guilty("D"))", Kind::rule, "denied: guilty",
     [](Node& node) { node.children.pop_back(); }, "its premises make it 0.8", "mycin"},
    {"a denial netted with something else", R"(not guilty("D"))", Kind::rule, "held: guilty",
     [](Node& node) { node.claimed[0] = text("A"); },
     "it does not say the contrary of what it stands below", "mycin"},
    {"a denied fact without what it was netted with", R"(not rumour("A"))", Kind::fact,
     "denied: rumour", [](Node& node) { node.children.clear(); }, "its statements make it 0.8",
     "mycin"},
};

/// A path of so many edges.
std::string path_of(int edges) {
  std::string text = "[[start]]\nplace = \"n0\"\n";
  for (int i = 0; i < edges; ++i) {
    text += fmt::format("[[edge]]\nfrom = \"n{}\"\nto = \"n{}\"\n", i, i + 1);
  }
  return text;
}

const std::string steps = R"(
fact start { place: text }
fact edge { from: text, to: text }
relation reached(place: text)
rule begin when start(place: x) then reached(place: x)
rule step when reached(place: x) and edge(from: x, to: y) then reached(place: y)
)";

std::string objections(const Verification& verification) {
  std::string all;
  for (const auto& one : verification.objections) {
    all += fmt::format("{} {}: {}\n", one.node, one.claimed, one.found);
  }
  return all;
}

}  // namespace

TEST_CASE("the checker objects to each step that was tampered with", "[verify]") {
  for (const Forgery& forgery : forgeries) {
    INFO(forgery.name);
    const Evaluation run = testing::evaluate(rules, facts, {.certainty = forgery.calculus});
    const auto explained = run.why(forgery.goal);
    REQUIRE(explained.explanation);
    Explanation forged = *explained.explanation;
    const Verification honest = run.verify(forged);
    REQUIRE(objections(honest) == "");
    CHECK(honest.steps > 0);
    Node* node = find(forged.roots, [&](const Node& one) {
      return one.kind == forgery.kind && one.text.starts_with(forgery.text);
    });
    REQUIRE(node != nullptr);
    const std::uint32_t id = node->id;
    forgery.forge(*node);
    const Verification found = run.verify(forged);
    INFO(objections(found));
    CHECK_FALSE(found.objections.empty());
    const bool told = std::ranges::any_of(found.objections, [&](const auto& one) {
      return one.node == id && one.found == forgery.found;
    });
    CHECK((told || forgery.found == "*"));
  }
}

TEST_CASE("a proof is checked to its end, however deep it is", "[verify]") {
  const int edges = GENERATE(10, 399, 400, 401, 1500);
  const Evaluation run = testing::evaluate(steps, path_of(edges), {});
  const auto explained = run.why(fmt::format("reached(\"n{}\")", edges));
  REQUIRE(explained.explanation);
  const Verification verification = run.verify(*explained.explanation);
  CHECK(objections(verification) == "");
  CHECK(verification.left_aside.empty());
  // One conclusion for each place.
  CHECK(verification.steps == static_cast<std::size_t>(edges) + 1);
  CHECK(verification.facts == static_cast<std::size_t>(edges) + 1);
}

TEST_CASE("what lies deep in a proof is objected to as well", "[verify]") {
  const Evaluation run = testing::evaluate(steps, path_of(1500), {});
  auto explained = run.why(R"(reached("n1500"))");
  REQUIRE(explained.explanation);
  Explanation forged = *explained.explanation;
  REQUIRE(forged.deeper.size() == 3);
  Node* const fact =
      find(forged.deeper.back().children, [](const Node& one) { return one.kind == Kind::fact; });
  REQUIRE(fact != nullptr);
  fact->claimed[0] = text("n9");
  CHECK_FALSE(run.verify(forged).objections.empty());

  // What is told nowhere is no lie, but it is said.
  forged = *explained.explanation;
  forged.deeper.clear();
  const Verification shorter = run.verify(forged);
  CHECK(objections(shorter) == "");
  CHECK(shorter.left_aside == std::vector<std::string>{"what is below 1 step"});
}

// 1 - (1 - 0.5 x 0.9) x (1 - 0.4 x 0.8): either witness is enough, of whom the second is believed
// with 0.8; a presumption counts as one more event.
TEST_CASE("probabilities that rest on few events are recomputed", "[verify]") {
  const std::string witnesses = R"(
fact saw { who: text, what: text }
fact excuse open { what: text } presumed absent 0.75
relation happened(what: text)
relation wrong(what: text)
rule first when saw(who: "A", what: x) then happened(what: x) certainty 0.9
rule second when saw(who: "B", what: x) then happened(what: x) certainty 0.8
rule judged when happened(what: x) and not excuse(what: x) then wrong(what: x)
)";
  const std::string said = R"(
[[saw]]
who = "A"
what = "it"
certainty = 0.5
[[saw]]
who = "B"
what = "it"
certainty = 0.4
)";
  const Evaluation run = testing::evaluate(witnesses, said, {.certainty = "probability"});
  const auto explained = run.why(R"(wrong("it"))");
  REQUIRE(explained.explanation);
  Explanation forged = *explained.explanation;
  CHECK(forged.roots.front().certainty.value_or(0) == Approx(0.626 * 0.75));
  const Verification honest = run.verify(forged);
  CHECK(objections(honest) == "");
  CHECK(honest.left_aside == std::vector<std::string>{"1 certainty of `probability`"});  // of `not`
  Node* const happened = find(forged.roots, [](const Node& one) {
    return one.kind == Kind::rule && one.text.starts_with("happened");
  });
  REQUIRE(happened != nullptr);
  happened->certainty = 0.5;
  CHECK(objections(run.verify(forged)).find("the worlds in which it holds make it 0.626") !=
        std::string::npos);
}
