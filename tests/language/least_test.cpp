// SPDX-License-Identifier: Apache-2.0
//
// Fields declared `least` or `greatest`.
#include <algorithm>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

const std::string map_of_roads = R"(
fact road { a: text, b: text, km: number in 0..10000 }
relation distance(from: text, to: text, km: least number)
rule direct when road(a: x, b: y, km: d) then distance(x, y, d)
rule further when distance(x, y, d) and road(a: y, b: z, km: e) then distance(x, z, d + e)
)";

std::string road(const std::string& a, const std::string& b, const std::string& km,
                 const std::string& certainty = "1") {
  return "[[road]]\na = \"" + a + "\"\nb = \"" + b + "\"\nkm = " + km +
         "\ncertainty = " + certainty + "\n";
}

std::string told(const casus::Explanation::Node& node) {
  std::string text = node.text + "\n";
  for (const auto& child : node.children) text += told(child);
  return text;
}

std::string why(const casus::Evaluation& run, const std::string& goal) {
  const auto asked = run.why(goal);
  REQUIRE(asked.explanation.has_value());
  std::string text;
  for (const auto& root : asked.explanation->roots) text += told(root);
  return text;
}

/// What loading the rules says: the first error and its notes, or the codes of the warnings.
std::string said(const std::string& rules) {
  const auto loaded = casus::Ruleset::load({{"rules.casus", rules}});
  std::string text;
  for (const auto& one : loaded.diagnostics) {
    if (one.code == "W0401" || one.code == "W0501") continue;
    text += one.code;
    for (const auto& note : one.notes) text += " " + note;
    text += "\n";
  }
  return text;
}

std::string message(const std::string& rules) {
  const auto loaded = casus::Ruleset::load({{"rules.casus", rules}});
  REQUIRE_FALSE(loaded.diagnostics.empty());
  return loaded.diagnostics.front().message;
}

}  // namespace

TEST_CASE("the shortest way is kept, in circles too", "[language][least]") {
  // A-B 4, B-C 3, A-C 9, C-A 1, C-D 2: A-C is 4 + 3 = 7, A-D 7 + 2 = 9, A-A 7 + 1 = 8,
  // B-A 3 + 1 = 4, B-B 4 + 4 = 8, B-D 3 + 2 = 5, C-B 1 + 4 = 5, C-C 5 + 3 = 8.
  const auto run =
      evaluate(map_of_roads, road("A", "B", "4") + road("B", "C", "3") + road("A", "C", "9") +
                                 road("C", "A", "1") + road("C", "D", "2"));
  CHECK(answers(run, "distance(from: \"A\", to: y, km: d)") ==
        "y=A d=8 1\ny=B d=4 1\ny=C d=7 1\ny=D d=9 1\n");
  CHECK(answers(run, "distance(from: \"B\", to: y, km: d)") ==
        "y=A d=4 1\ny=B d=8 1\ny=C d=3 1\ny=D d=5 1\n");
  CHECK(answers(run, "distance(from: \"C\", to: y, km: d)") ==
        "y=A d=1 1\ny=B d=5 1\ny=C d=8 1\ny=D d=2 1\n");
  CHECK(answers(run, "distance(\"A\", \"C\", 9)") == "no\n");
  // Ways that were given up count nowhere: 3 places to start from, 4 to go to.
  CHECK(run.assessment().statistics.derived_facts == 12);
}

TEST_CASE("a way over several roads may be shorter than a direct one", "[language][least]") {
  // 1 + 1 + 1 + 1 = 4 beats 10, which is found in the first round, and 6 = 5 + 1 in the second.
  const auto run =
      evaluate(map_of_roads, road("A", "E", "10") + road("A", "D", "5") + road("D", "E", "1") +
                                 road("A", "B", "1") + road("B", "C", "1") + road("C", "D", "1"));
  CHECK(answers(run, "distance(\"A\", \"E\", d)") == "d=4 1\n");
  const std::string reasons = why(run, "distance(\"A\", \"E\", d)");
  CHECK(reasons.find("km: 10") == std::string::npos);
  CHECK(reasons.find("km: 5") == std::string::npos);
  CHECK(reasons.find("road(a: \"A\", b: \"B\", km: 1)") != std::string::npos);
}

TEST_CASE("the best value is kept though a worse one is surer", "[language][least]") {
  // A-C by B: 4 + 3 = 7, as sure as its least sure road, 0.5; directly 9, surely.
  const std::string facts = road("A", "B", "4", "0.8") + road("B", "C", "3", "0.5") +
                            road("A", "C", "9") + road("C", "D", "1");
  const auto run = evaluate(map_of_roads, facts);
  CHECK(answers(run, "distance(\"A\", to: y, km: d)") == "y=B d=4 0.8\ny=C d=7 0.5\ny=D d=8 0.5\n");
  // What is not above the threshold is not there to be the best.
  CHECK(answers(evaluate(map_of_roads, facts, {.threshold = 0.5}),
                "distance(\"A\", to: y, km: d)") == "y=B d=4 0.8\ny=C d=9 1\ny=D d=10 1\n");
  CHECK(answers(evaluate(map_of_roads, facts, {.certainty = "certain"}),
                "distance(\"A\", to: y, km: d)") == "y=B d=4 1\ny=C d=7 1\ny=D d=8 1\n");
}

TEST_CASE("the best value is as sure as its surest derivation", "[language][least]") {
  // 3 + 4 with 0.6 and 5 + 2 with 0.9: both 7.
  const auto run = evaluate(map_of_roads, road("A", "B", "3", "0.6") + road("B", "D", "4") +
                                              road("A", "C", "5", "0.9") + road("C", "D", "2") +
                                              road("A", "D", "8"));
  CHECK(answers(run, "distance(\"A\", \"D\", d)") == "d=7 0.9\n");
  CHECK(why(run, "distance(\"A\", \"D\", d)").find("km: 5") != std::string::npos);
}

TEST_CASE("a conclusion that is not above the threshold takes no other's place",
          "[language][least]") {
  // The rumour concludes 2 with 0.1: no condition over it holds under a threshold of 0.2. What is
  // not surer than the threshold still counts against a `not`, where nothing better is there.
  const std::string rules = map_of_roads + R"(
fact rumour { a: text, b: text, km: number in 0..10000 }
relation unreachable(from: text, to: text)
rule heard when rumour(a: x, b: y, km: d) then distance(x, y, d) certainty 0.1
rule nowhere when rumour(a: x, b: y) and not distance(from: x, to: y) then unreachable(x, y)
)";
  const std::string facts = road("A", "B", "5") + road("B", "C", "1") +
                            "[[rumour]]\na = \"A\"\nb = \"B\"\nkm = 2\n" +
                            "[[rumour]]\na = \"A\"\nb = \"Z\"\nkm = 2\n";
  const auto run = evaluate(rules, facts, {.threshold = 0.2});
  CHECK(answers(run, "distance(\"A\", to: y, km: d)") == "y=B d=5 1\ny=C d=6 1\n");
  CHECK(answers(run, "unreachable(x, y)") == "x=A y=Z 0.9\n");
  CHECK(answers(evaluate(rules, facts), "distance(\"A\", to: y, km: d)") ==
        "y=B d=2 0.1\ny=C d=3 0.1\ny=Z d=2 0.1\n");
}

TEST_CASE("within the circle a surer worse value still counts where it is enough",
          "[language][least]") {
  // B is 3 away with 0.4 and 6 away surely; a day's walk is 10. C costs at least 8 from either, so
  // 8 surely, by the way of 6: as if all values were kept and the best taken at the end.
  const auto run = evaluate(R"(
fact road { a: text, b: text, km: number in 0..100 }
relation walk(to: text, km: least number)
relation reached(to: text)
rule start when road(a: "A", b: y, km: d) then walk(y, d)
rule within when walk(y, km: <= 10) then reached(y)
rule onward when walk(y, d) and reached(y) and road(a: y, b: z, km: e) then walk(z, max(d, e))
)",
                            road("A", "B", "3", "0.4") + road("A", "B", "6") + road("B", "C", "8"));
  CHECK(answers(run, "walk(y, d)") == "y=B d=3 0.4\ny=C d=8 1\n");
  CHECK(answers(run, "reached(y)") == "y=B 1\ny=C 1\n");
  CHECK(why(run, "walk(\"C\", d)").find("walk(to: \"B\", km: 6)") != std::string::npos);
}

TEST_CASE("the widest way is the greatest of the narrowest roads", "[language][least]") {
  // A-B-D: min(5, 2) = 2; A-C-D: min(3, 4) = 3; D-A closes a circle.
  const auto run = evaluate(R"(
fact road { a: text, b: text, lanes: int }
relation width(from: text, to: text, lanes: greatest int)
rule direct when road(a: x, b: y, lanes: d) then width(x, y, d)
rule further when width(x, y, d) and road(a: y, b: z, lanes: e) then width(x, z, min(d, e))
)",
                            R"(
[[road]]
a = "A"
b = "B"
lanes = 5
[[road]]
a = "B"
b = "D"
lanes = 2
[[road]]
a = "A"
b = "C"
lanes = 3
[[road]]
a = "C"
b = "D"
lanes = 4
[[road]]
a = "D"
b = "A"
lanes = 9
)");
  CHECK(answers(run, "width(\"A\", y, d)") == "y=A d=3 1\ny=B d=5 1\ny=C d=3 1\ny=D d=3 1\n");
}

TEST_CASE("the surest way needs no best field", "[language][least]") {
  // Under the weakest link a conclusion has its surest derivation: A-D by B min(0.9, 0.4), by C
  // min(0.6, 0.7) = 0.6, by C and B min(0.6, 0.8, 0.4).
  const auto run = evaluate(R"(
fact road { a: text, b: text, km: number }
relation reaches(from: text, to: text)
rule direct when road(a: x, b: y) then reaches(x, y)
rule further when reaches(x, y) and road(a: y, b: z) then reaches(x, z)
)",
                            road("A", "B", "1", "0.9") + road("B", "D", "1", "0.4") +
                                road("A", "C", "1", "0.6") + road("C", "D", "1", "0.7") +
                                road("C", "B", "1", "0.8"));
  CHECK(answers(run, "reaches(\"A\", \"D\")") == "0.6\n");
}

TEST_CASE("of dates the earliest is kept, with and without recursion", "[language][least]") {
  // North hears on the 3rd, or the 1st by another; South a week after North, by hand 8 March.
  const auto run = evaluate(R"(
fact told { who: text, on: date }
fact tells { from: text, to: text }
relation knows(who: text, since: least date)
relation last(who: text, on: greatest date)
rule heard when told(who: w, on: d) then knows(w, d)
rule passed_on when knows(a, d) and tells(from: a, to: b) then knows(b, d + 7 days)
rule latest when told(who: w, on: d) then last(w, d)
)",
                            R"(
[[told]]
who = "North"
on = 2014-03-03
[[told]]
who = "North"
on = 2014-03-01
[[told]]
who = "South"
on = 2014-04-01
[[tells]]
from = "North"
to = "South"
[[tells]]
from = "South"
to = "North"
)");
  CHECK(answers(run, "knows(w, d)") == "w=North d=2014-03-01 1\nw=South d=2014-03-08 1\n");
  CHECK(answers(run, "last(w, d)") == "w=North d=2014-03-03 1\nw=South d=2014-04-01 1\n");
}

TEST_CASE("later rules see the best value alone, as an ordinary one", "[language][least]") {
  // From A: B 4, C 7. Their sum is 11, two of them, and 7 is not 9.
  const auto run = evaluate(map_of_roads + R"(
fact guess { a: text, b: text, km: number }
relation total(from: text, km: number, places: int)
relation right(from: text, to: text)
relation off(from: text, to: text)
rule all when road(a: x) and s = sum(d for distance(x, y, d)) and n = count(y for distance(x, y))
  then total(x, s, n)
rule hit when guess(a: x, b: y, km: d) and distance(x, y, d) then right(x, y)
rule miss when guess(a: x, b: y, km: d) and not distance(x, y, d) then off(x, y)
)",
                            road("A", "B", "4") + road("B", "C", "3") + road("A", "C", "9") +
                                "[[guess]]\na = \"A\"\nb = \"C\"\nkm = 9\n" +
                                "[[guess]]\na = \"A\"\nb = \"B\"\nkm = 4\n");
  CHECK(answers(run, "total(\"A\", s, n)") == "s=11 n=2 1\n");
  CHECK(answers(run, "right(x, y)") == "x=A y=B 1\n");
  CHECK(answers(run, "off(x, y)") == "x=A y=C 1\n");
}

TEST_CASE("durations in months and in days do not compare, and the best of each is kept",
          "[language][least]") {
  const auto run = evaluate(R"(
fact bid { who: text, takes: duration }
relation fastest(takes: least duration)
rule any when bid(takes: t) then fastest(t)
)",
                            R"(
[[bid]]
who = "A"
takes = "2 months"
[[bid]]
who = "B"
takes = "40 days"
[[bid]]
who = "C"
takes = "1 month"
[[bid]]
who = "D"
takes = "90 days"
)");
  CHECK(answers(run, "fastest(t)") == "t=1 month 1\nt=40 days 1\n");
}

TEST_CASE("what is shown for a conclusion does not rest on itself", "[language][least]") {
  // B is 7 away at first, so within 10, so marked, and what is marked is 3 away. That B is marked
  // rests on the 7, though 3 is kept: with the 3 it would rest on itself.
  const auto run = evaluate(R"(
fact seen { town: text, km: number in 0..100 }
relation away(town: text, km: least number)
relation marked(town: text)
rule first when seen(town: x, km: d) then away(x, d)
rule mark when away(x, km: <= 10) then marked(x)
rule nearer when marked(x) then away(x, 3)
)",
                            "[[seen]]\ntown = \"B\"\nkm = 7\n");
  CHECK(answers(run, "away(x, d)") == "x=B d=3 1\n");
  const std::string reasons = why(run, "away(\"B\", d)");
  CHECK(reasons.find("seen(town: \"B\", km: 7)") != std::string::npos);
}

TEST_CASE("what is shown does not depend on the order of facts, also where values displace another",
          "[language][least]") {
  // In one round B to A is found in 4 with 0.9, by way of B, and in 1 with 1, by way of A. The
  // latter displaces the former, whichever is found first. So B to B in 1 rests on the road of 4.
  const std::string rules = R"(
fact road { a: text, b: text, km: int in 0..20 }
relation way(from: text, to: text, km: least int)
rule direct when road(a: x, b: y, km: d) then way(x, y, d)
rule on when way(x, y, d) and road(a: y, b: z, km: e) then way(x, z, min(d, e))
)";
  std::vector<std::string> facts = {road("A", "A", "1"), road("A", "B", "1", "0.6"),
                                    road("B", "A", "4", "0.6"), road("B", "A", "9"),
                                    road("B", "B", "4", "0.9")};
  std::ranges::sort(facts);
  do {
    std::string text;
    for (const std::string& one : facts) text += one;
    INFO(text);
    const std::string reasons = why(evaluate(rules, text), R"(way("B", "B", 1))");
    CHECK(reasons.find(R"(road(a: "B", b: "A", km: 4))") != std::string::npos);
    CHECK(reasons.find(R"(road(a: "B", b: "B", km: 4))") == std::string::npos);
  } while (std::ranges::next_permutation(facts).found);
}

TEST_CASE("recursion uses a best value only where a better one leads as far", "[language][least]") {
  const auto in_circle = [](const std::string& conditions, const std::string& value,
                            const std::string& more = "", const std::string& best = "least") {
    return said(
        "fact road { a: text, b: text, km: number in 0..10000, gain: number }\n"
        "fact post { km: number }\n"
        "relation way(from: text, to: text, km: " +
        best +
        " number)\n"
        "relation stop(at: text, km: number)\n"
        "rule direct when road(a: x, b: y, km: d) then way(x, y, d)\n"
        "rule further when way(x, y, d) and road(a: y, b: z, km: e, gain: g) " +
        conditions + " then way(x, z, " + value + ") " + more);
  };
  const auto only_compared = [](const std::string& best, const std::string& sign) {
    return "E0408 in a circle the " + best + " `km` may only be asked whether it is `" + sign +
           "` or `" + sign + "=` something cycle: way -> way\n";
  };
  const auto only_into = [](const std::string& best) {
    return "E0408 in a circle the " + best + " `km` may only go into a `" + best +
           "` field, by itself or in what rises and falls with it, such as a sum cycle: way -> "
           "way\n";
  };
  CHECK(in_circle("", "d + e") == "");
  CHECK(in_circle("and d <= 100", "d") == "");
  CHECK(in_circle("and 100 > d", "max(d, e)") == "");
  CHECK(in_circle("and d + e in 0..100", "d + e") == only_compared("least", "<"));
  // Twice a value below 0 is better again and again.
  CHECK(in_circle("and not d > 100", "2 * d + e / 2 + max(d, g)") == "W0403\n");
  CHECK(in_circle("and s = d + e and s < 50", "s") == "");
  CHECK(in_circle("and not (post(km: p) and d > p)", "d + e") == "");
  CHECK(in_circle("and d > 5", "d + e") == only_compared("least", "<"));
  CHECK(in_circle("and d = 5", "d + e") == only_compared("least", "<"));
  CHECK(in_circle("and post(km: d)", "d + e") == only_compared("least", "<"));
  CHECK(in_circle("and not post(km: d)", "d + e") == only_compared("least", "<"));
  CHECK(in_circle("and not (post(km: p) and d < p)", "d + e") == only_compared("least", "<"));
  CHECK(in_circle("and count(p for post(km: p) and p < d) > 3", "d + e") ==
        only_compared("least", "<"));
  CHECK(in_circle("and way(y, x, d)", "d + e") == only_compared("least", "<"));
  CHECK(in_circle("and x != z", "e - d") == only_into("least"));
  CHECK(in_circle("", "d * g") == only_into("least"));
  CHECK(in_circle("", "e / d") == only_into("least"));
  CHECK(in_circle("", "d + e", "certainty 1 / d")
            .starts_with("E0408 in a circle a better value must not make a conclusion less sure"));
  CHECK(in_circle("and d >= 5", "min(d, e)", "", "greatest") == "");
  CHECK(in_circle("and d <= 5", "min(d, e)", "", "greatest") == only_compared("greatest", ">"));
  // An override asks whether both conclude the same.
  CHECK(in_circle("", "d + e",
                  "rule fixed when road(a: x, b: y, gain: g) then "
                  "way(x, y, g) overrides further")
            .starts_with("E0408 in a circle the least `km` may only"));
  // Values that lead nowhere else are lost to other fields and to fields of another direction.
  const std::string other =
      "rule halt when way(x, y, d) then stop(y, d)\n"
      "rule go when stop(y, d) and road(a: y, b: z) then way(y, z, 0)\n";
  CHECK(in_circle("", "d + e", other).starts_with("E0408 in a circle the least `km` may only go"));
  // Outside the circle anything goes.
  CHECK(in_circle("", "d + e", "rule halt when way(x, y, d) and d > 5 then stop(y, d * d)") == "");
}

TEST_CASE("negation of best values and comprehensions over them are refused in a circle",
          "[language][least]") {
  const std::string blocked = map_of_roads + R"(
relation blocked(at: text)
rule block when road(a: x) and n = count(y for distance(x, y)) and n > 3 then blocked(x)
rule far when blocked(x) and road(a: x, b: y) then distance(x, y, 1)
)";
  CHECK(said(blocked) ==
        "E0402 a better value takes the place of another, and what was counted may be no more "
        "cycle: blocked -> all of distance -> distance -> blocked\n");
  CHECK(said(map_of_roads + R"(
rule else when road(a: x, b: y) and not distance(y, x) then distance(x, y, 1)
)") == "E0403 cycle: distance -> not distance\n");
}

TEST_CASE("adding what may be below 0 is warned about, and a limit ends it", "[language][least]") {
  const std::string rules = R"(
fact road { a: text, b: text, km: number }
relation distance(from: text, to: text, km: least number)
rule direct when road(a: x, b: y, km: d) then distance(x, y, d)
rule further when distance(x, y, d) and road(a: y, b: z, km: e) then distance(x, z, d + e)
)";
  CHECK(said(rules) == "W0403\n");
  CHECK(said(map_of_roads) == "");
  CHECK(said(rules + "rule positive when distance(x, y, d) and road(a: y, b: z, km: e) and e >= 0 "
                     "then distance(x, z, d + e)\n") == "W0403\n");
  // All that is concluded is at least 0: roads, and sums of what is.
  const std::string doubling =
      "relation distance(from: text, to: text, km: least number)\n"
      "rule direct when road(a: x, b: y, km: d) then distance(x, y, d)\n"
      "rule joined when distance(x, y, d) and distance(y, z, e) and s = d + e "
      "then distance(x, z, s)\n";
  CHECK(said("fact road { a: text, b: text, km: number in 0..9 }\n" + doubling) == "");
  CHECK(said("fact road { a: text, b: text, km: number in -1..9 }\n" + doubling) == "W0403\n");
  CHECK(said("fact road { a: text, b: text, km: number in 0..9 }\n" + doubling +
             "rule known when road(a: x) then distance(x, x, -1)\n") == "W0403\n");
  casus::Options options;
  options.max_facts = 1000;
  const auto run = evaluate(rules, road("A", "B", "-2") + road("B", "A", "1"), options);
  REQUIRE(run.assessment().limit.has_value());
  CHECK(run.assessment().limit->what == casus::Limit::facts);
  // A circle of roads of no length ends.
  CHECK(answers(evaluate(rules, road("A", "B", "0") + road("B", "A", "0")), "distance(x, y, d)") ==
        "x=A y=A d=0 1\nx=A y=B d=0 1\nx=B y=A d=0 1\nx=B y=B d=0 1\n");
}

TEST_CASE("going round makes a greatest value no better by a part of it", "[language][least]") {
  const auto product = [](const std::string& range, const std::string& start) {
    return said("fact road { a: text, b: text, share: number" + range +
                " }\n"
                "relation sure(from: text, to: text, share: greatest number)\n"
                "rule direct when road(a: x, b: y, share: c) then sure(x, y, " +
                start +
                ")\n"
                "rule on when sure(x, y, c) and road(a: y, b: z, share: k) "
                "then sure(x, z, c * k)\n");
  };
  CHECK(product(" in 0..1", "c") == "");
  CHECK(product(" in 0..2", "c") == "W0403\n");  // twice as much each time
  CHECK(product(" in 0..1", "c - 1") ==
        "W0403\n");  // 0.5 times -1 is more than -1, and so on up to 0
}

TEST_CASE("where no rule betters a value, each is looked at once, the best first",
          "[language][least]") {
  // As above A to E is 10 away at first, 6 by D, 4 in the end. Each of the 10 ways is looked at
  // once, and leads on by the roads from its end: from B one way, from C two, from D three, by one
  // road each; A has no way to it, and E no road.
  casus::Options options;
  options.profile = true;
  const std::string facts = road("A", "E", "10") + road("A", "D", "5") + road("D", "E", "1") +
                            road("A", "B", "1") + road("B", "C", "1") + road("C", "D", "1");
  const auto run = evaluate(map_of_roads, facts, options);
  CHECK(answers(run, "distance(\"A\", y, d)") == "y=B d=1 1\ny=C d=2 1\ny=D d=3 1\ny=E d=4 1\n");
  const auto& rules = run.profile()->rules;
  const auto further =
      std::ranges::find(rules, "further", [](const auto& one) { return one.plan.rule; });
  REQUIRE(further != rules.end());
  CHECK(further->visited == 10 + 1 + 2 + 3);
  CHECK(run.assessment().statistics.derived_facts == 10);
}

TEST_CASE("of a relation with one field the best value is kept as well, the largest int too",
          "[language][least]") {
  // 2^63 - 1, the largest int, and 7: 7 + 0 is no better. 7 alone is the least.
  const std::string rules = R"(
fact start { n: int }
fact more { n: int in 0..9 }
relation least_of(n: least int)
rule first when start(n) then least_of(n)
rule next when least_of(n) and more(n: e) then least_of(n + e)
)";
  const std::string largest = "[[start]]\nn = 9223372036854775807\n";
  const std::string more = "[[more]]\nn = 0\n[[more]]\nn = 2\n";
  CHECK(answers(evaluate(rules, largest + more), "least_of(n)") == "n=9223372036854775807 1\n");
  CHECK(answers(evaluate(rules, largest + more + "[[start]]\nn = 7\n"), "least_of(n)") ==
        "n=7 1\n");
}

TEST_CASE("only one field of a relation keeps the best value", "[language][least]") {
  CHECK(said("relation p(a: least int, b: greatest int)") == "E0510\n");
  CHECK(said("fact p { a: least int }") == "E0510\n");
  CHECK(said("table t(a: least int) -> int first { | a | result | \n | _ | 1 | }") == "E0510\n");
  CHECK(said("relation p(a: least bool)") == "E0302\n");
  CHECK(said("relation p(a: least int open)") == "E0510\n");
  CHECK(said("fact f { a: int }\nrelation p open (a: least int)\n"
             "rule r when f(a: x) then not p(x)") == "E0406\n");
  CHECK(message("relation p(a: int least)") == "`least` stands between `:` and the type");
  CHECK(message("relation p(greatest a: int)") == "`greatest` stands between `:` and the type");
  // The words are free for everything else.
  CHECK(said("enum least { few, many }\nfact f { least: least, greatest: least }\n"
             "relation greatest(least: least least)\n"
             "rule r when f(least: least, greatest: greatest) and greatest > few "
             "then greatest(least)") == "");
}

TEST_CASE("only weakest-link and certain keep best values", "[language][least]") {
  const auto ruleset = load_rules(map_of_roads);
  const auto facts = load_facts(ruleset, road("A", "B", "1"));
  for (const std::string& calculus : casus::calculi()) {
    casus::Options options;
    options.certainty = calculus;
    const auto run = casus::Evaluation::run(ruleset, facts, options);
    const bool known = calculus == "weakest-link" || calculus == "certain";
    CHECK(run.evaluation.has_value() == known);
    if (!known) CHECK(run.diagnostics.front().code == "E0615");
  }
}
