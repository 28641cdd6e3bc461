// SPDX-License-Identifier: Apache-2.0
//
// Why something does not hold (docs/language.md, "Why not"). Distances are differences taken by
// hand.
#include <fmt/format.h>

#include "casus/session.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

WhyNot why_not(const Evaluation& evaluation, const std::string& goal,
               const WhyNotOptions& options = {}) {
  const auto told = evaluation.why_not(goal, options);
  INFO(testing::lines(told.diagnostics, *told.sources));
  REQUIRE(told.why_not);
  return *told.why_not;
}

/// The texts of the nearest attempt's conditions, with their states.
std::string nearest(const WhyNot& told) {
  REQUIRE_FALSE(told.attempts.empty());
  std::string text = told.attempts.front().rule;
  for (const WhyNot::Condition& one : told.attempts.front().conditions) {
    using State = WhyNot::Condition::State;
    text += one.state == State::ok      ? "\n  ok "
            : one.state == State::fails ? "\n  fails "
                                        : "\n  - ";
    text += one.text;
    for (const WhyNot::Note& note : one.notes) text += " | " + note.text;
  }
  for (const WhyNot::Note& note : told.attempts.front().notes) text += "\n  " + note.text;
  return text;
}

/// What fails in a rule `r` with these conditions over one `item`.
std::string failing(const std::string& fields, const std::string& conditions,
                    const std::string& values, const std::string& more = "") {
  const Evaluation evaluation = testing::evaluate(
      more + "fact item { name: text, " + fields + " }\nrelation found(name: text)\nrule r when " +
          conditions + " then found(name: n)\n",
      "[[item]]\nname = \"a\"\n" + values + '\n');
  const WhyNot told = why_not(evaluation, "found(name: \"a\")");
  std::string text;
  for (const WhyNot::Condition& one : told.attempts.front().conditions) {
    if (one.state != WhyNot::Condition::State::ok) text += (text.empty() ? "" : "; ") + one.text;
  }
  return text;
}

}  // namespace

TEST_CASE("a comparison that fails says what it has, needs and lacks", "[why-not]") {
  struct Row {
    std::string fields, conditions, values, text;
  };
  const std::vector<Row> rows{
      {"age: int years", "item(name: n, age: y) and y >= 70 years", "age = 68",
       "age 68 years, needs at least 70 years: 2 years short"},
      {"age: int", "item(name: n, age: y) and y > 68", "age = 68", "age 68, needs more than 68"},
      {"age: int", "item(name: n, age: y) and 60 > y", "age = 68",
       "age 68, needs less than 60: 8 too much"},
      {"age: int", "item(name: n, age: <= 60)", "age = 68", "age 68, needs at most 60: 8 too much"},
      {"age: int", "item(name: n, age: y) and y = 70", "age = 68", "age 68, needs 70: 2 off"},
      {"age: int", "item(name: n, age: y) and y != 68", "age = 68", "age 68, needs other than 68"},
      {"part: number", "item(name: n, part: s) and s >= 50%", "part = 0.45",
       "part 45%, needs at least 50%: 5 points short"},
      {"since: date", "item(name: n, since: d) and d < 2014-01-01", "since = 2014-01-31",
       "since 2014-01-31, needs less than 2014-01-01: 30 days too late"},
      {"word: text", "item(name: n, word: w) and w = \"b\"", "word = \"c\"",
       "word \"c\", needs \"b\""},
      {"age: int", "item(name: n, age: y) and x = y + 1 and x >= 70", "age = 68",
       "x 69, needs at least 70: 1 short"},
      {"age: int", "item(name: n, age: y) and y * 2 >= 140", "age = 68",
       "`y * 2` is 136, needs at least 140: 4 short"},
      {"age: int", "item(name: n, age: y) and count(x for item(name: x)) >= 3", "age = 68",
       "`count(x for item(name: x))` is 1, needs at least 3: 2 short"},
      {"age: int", "item(name: n, age: _) and 1 >= 2", "age = 68", "1, needs at least 2: 1 short"},
      {"part: number", "item(name: n, part: s) and s > 0.3", "part = 0.29999999",
       "part 0.3, needs more than 0.3: less than 0.000001 short"},
      // Of an `or` the nearest: 2 of 70 is less than 18 of 68.
      {"age: int", "item(name: n, age: y) and (y < 50 or y > 70)", "age = 68",
       "age 68, needs more than 70: 2 short"},
      {"age: int", "item(name: n, age: y) and not (y < 70)", "age = 68",
       "age 68, needs at least 70: 2 short"},
      {"age: int", "item(name: n, age: y) and y / 0 > 1", "age = 68", "`y / 0` has no value"},
      {"years: int open", "item(name: n, years: >= 3)", "", "the years of F1 are not known"},
      {"years: int open", "item(name: n, years: y) and y * 2 >= 3", "",
       "the years of F1 are not known"},
      {"age: int open, size: int open", "item(name: n, age: 3, size: 4)", "",
       "the age and size of F1 are not known"},
      {"age: int open, size: int", "item(name: n, age: 3, size: 4)", "size = 4",
       "the age of F1 is not known"},
      {"age: int open, size: int", "item(name: n, age: 3, size: 4)", "size = 5",
       "there is no item(name: \"a\", age: 3, size: 4)"},
  };
  for (const Row& row : rows) {
    INFO(row.conditions);
    CHECK(failing(row.fields, row.conditions, row.values) == row.text);
  }
}

TEST_CASE("a distance counts in the unit that is compared", "[why-not]") {
  CHECK(failing("value: number USD_m", "item(name: n, value: v) and v >= 5 USD_bn", "value = 4400",
                "unit USD_bn\nunit USD_m = 0.001 USD_bn\n") ==
        "value 4400 USD_m, needs at least 5000 USD_m: 600 USD_m short");
}

TEST_CASE("members of an enumeration are told by name", "[why-not]") {
  CHECK(failing("mood: Mood", "item(name: n, mood: m) and m >= calm", "mood = \"tense\"",
                "enum Mood { hostile, tense, calm }\n") == "mood tense, needs at least calm");
}

TEST_CASE("of several bindings the one that leaves the fewest conditions open is told",
          "[why-not]") {
  // b fails one condition by 1 of 10, c one by 4 of 10, a two.
  const Evaluation evaluation = testing::evaluate(
      "fact item { name: text, size: int, heavy: bool }\nrelation big()\n"
      "rule r when item(name: n, size: s, heavy: h) and s >= 10 and h = true then big()\n",
      "[[item]]\nname = \"a\"\nsize = 9\nheavy = false\n"
      "[[item]]\nname = \"b\"\nsize = 9\nheavy = true\n"
      "[[item]]\nname = \"c\"\nsize = 6\nheavy = true\n");
  CHECK(nearest(why_not(evaluation, "big()")) ==
        "r\n  ok item(name: \"b\", size: 9, heavy: true)\n"
        "  fails size 9, needs at least 10: 1 short\n  ok true = true");
}

TEST_CASE("what stands behind a condition that fails is judged as far as it has values",
          "[why-not]") {
  const Evaluation evaluation = testing::evaluate(
      "fact a { x: text }\nfact b { x: text, y: int }\nfact c { x: text }\n"
      "relation all(x: text)\n"
      "rule r when a(x) and b(x, y) and y > 3 and not c(x) then all(x)\n",
      "[[a]]\nx = \"k\"\n[[c]]\nx = \"k\"\n[[b]]\nx = \"m\"\ny = 5\n");
  CHECK(nearest(why_not(evaluation, "all(\"k\")")) ==
        "r\n  ok a(x: \"k\")\n  fails there is no b(x: \"k\")\n  - y > 3\n"
        "  fails there must be no c (x: k) | c(x: \"k\")");
}

TEST_CASE("an atom that is left out does not leave out what it joins", "[why-not]") {
  // From p to s by three steps; the middle one is missing.
  const Evaluation evaluation = testing::evaluate(
      "fact step { from: text, to: text }\nrelation way(from: text, to: text)\n"
      "rule r when step(a, b) and step(b, c) and step(c, d) then way(a, d)\n",
      "[[step]]\nfrom = \"p\"\nto = \"q\"\n[[step]]\nfrom = \"r\"\nto = \"s\"\n");
  CHECK(nearest(why_not(evaluation, "way(\"p\", \"s\")")) ==
        "r\n  ok step(from: \"p\", to: \"q\")\n"
        "  fails there is no step(from: \"q\", to: \"r\")\n"
        "  ok step(from: \"r\", to: \"s\")");
}

TEST_CASE("a conclusion that rests on itself is told once", "[why-not]") {
  const Evaluation evaluation = testing::evaluate(
      "fact seed { x: text }\nrelation p(x: text)\nrelation q(x: text)\n"
      "rule a when q(x) and seed(x: _) then p(x)\nrule b when p(x) then q(x)\n",
      "[[seed]]\nx = \"k\"\n");
  const WhyNot told = why_not(evaluation, "p(\"k\")", {.most = 8, .depth = 10});
  const WhyNot::Condition& missing = told.attempts.at(0).conditions.at(0);
  REQUIRE(missing.attempts.size() == 1);
  const WhyNot::Condition& back = missing.attempts.front().conditions.at(0);
  REQUIRE(back.notes.size() == 1);
  CHECK(back.notes.front().kind == WhyNot::Note::Kind::repeated);
  CHECK(back.attempts.empty());
}

TEST_CASE("of a thousand rules the nearest are told and the rest counted", "[why-not]") {
  std::string rules = "fact item { size: int }\nrelation big()\n";
  for (int i = 0; i < 1000; ++i) {
    rules += fmt::format("rule r{} when item(size: >= {}) then big()\n", i, 11 + (i * 7) % 1000);
  }
  const Evaluation evaluation = testing::evaluate(rules, "[[item]]\nsize = 10\n");
  const WhyNot told = why_not(evaluation, "big()");
  CHECK(told.attempts.size() == 8);
  CHECK(told.further == 992);
  CHECK_FALSE(told.partial);
  // 7 i = 1 modulo 1000 where i = 143.
  CHECK(told.attempts.at(0).rule == "r0");
  CHECK(told.attempts.at(1).rule == "r143");
}

TEST_CASE("what fails is the same in every calculus", "[why-not]") {
  for (const std::string& calculus : calculi()) {
    INFO(calculus);
    Options options;
    options.certainty = calculus;
    const Evaluation evaluation = testing::evaluate(
        "fact item { name: text, size: int }\nfact flaw { of: text }\nrelation fine(name: text)\n"
        "rule r when item(name: n, size: s) and s >= 10 and not flaw(of: n)\n"
        "  then fine(name: n) certainty 0.5\n",
        "[[item]]\nname = \"a\"\nsize = 8\ncertainty = 0.7\n[[flaw]]\nof = \"a\"\n", options);
    CHECK(nearest(why_not(evaluation, "fine(name: \"a\")")) ==
          "r\n  ok item(name: \"a\", size: 8)\n  fails size 8, needs at least 10: 2 short\n"
          "  fails there must be no flaw (of: a) | flaw(of: \"a\")");
  }
}

TEST_CASE("outcomes that exclude each other hold each and not together", "[why-not]") {
  Options options;
  options.certainty = "probability";
  const Evaluation evaluation = testing::evaluate(
      "fact coin { name: text }\nrelation heads(name: text)\nrelation tails(name: text)\n"
      "relation both(name: text)\n"
      "rule toss when coin(name: n)\n"
      "  then one of heads(name: n) certainty 0.5, tails(name: n) certainty 0.5\n"
      "rule r when heads(name: n) and tails(name: n) then both(name: n)\n",
      "[[coin]]\nname = \"a\"\n", options);
  const WhyNot told = why_not(evaluation, "both(name: \"a\")");
  REQUIRE_FALSE(told.holds);
  CHECK(nearest(told) ==
        "r\n  ok heads(name: \"a\")\n  ok tails(name: \"a\")\n"
        "  each of its conditions may hold, but not all of them together");
}

TEST_CASE("a rule is told to give what it gives once its condition holds, in every calculus",
          "[why-not]") {
  for (const std::string& calculus : calculi()) {
    INFO(calculus);
    Options options;
    options.certainty = calculus;
    const Ruleset rules = testing::load_rules(
        "fact item { name: text, size: int }\nfact mate { of: text }\n"
        "fact flaw open { of: text } presumed absent 0.95\n"
        "scale Level 0..100 { poor < 60, good }\n"
        "rating health(name: text) of item(name: name) on Level starts 50\n"
        "  factor care -50..50\n"
        "rule r when item(name: n, size: s) and mate(of: n) and not flaw(of: n) and s >= 10\n"
        "  supports health.care(n) by 20 certainty 0.8\n");
    const Facts facts =
        testing::load_facts(rules,
                            "[[item]]\nid = \"I\"\nname = \"a\"\nsize = 8\ncertainty = 0.9\n"
                            "[[mate]]\nof = \"a\"\ncertainty = 0.7\n");
    auto started = Session::start(rules, facts, options);
    REQUIRE(started.session);
    const WhyNot told = why_not(started.session->now(), "health(\"a\") >= good");
    REQUIRE(told.ratings.size() == 1);
    REQUIRE(told.ratings.front().helping.size() == 1);
    REQUIRE(told.ratings.front().helping.front().amount);
    const double score = ratings_of(*started.session).ratings.at(0).score;
    REQUIRE(started.session->change({.set = {"I(size: 10)"}}).done);
    const double then = ratings_of(*started.session).ratings.at(0).score;
    CHECK(*told.ratings.front().helping.front().amount == Approx(then - score).margin(1e-5));
  }
}

TEST_CASE("a goal that holds is said to hold", "[why-not]") {
  const Evaluation evaluation =
      testing::evaluate("fact item { name: text }\n", "[[item]]\nname = \"a\"\n");
  CHECK(why_not(evaluation, "item(name: \"a\")").holds);
  CHECK(why_not(evaluation, "item(name: x)").attempts.empty());
}

TEST_CASE("a text that is no goal is refused", "[why-not]") {
  const Evaluation evaluation =
      testing::evaluate("fact item { name: text }\n", "[[item]]\nname = \"a\"\n");
  const auto told = evaluation.why_not("itme(name: \"a\")");
  CHECK_FALSE(told.why_not);
  CHECK(has_errors(told.diagnostics));
}

TEST_CASE("a session tells why not of the facts as they are", "[why-not]") {
  const Ruleset rules = testing::load_rules(
      "fact item { name: text, size: int }\nrelation big(name: text)\n"
      "rule r when item(name: n, size: >= 10) then big(name: n)\n");
  const Facts facts = testing::load_facts(rules, "[[item]]\nid = \"I\"\nname = \"a\"\nsize = 8\n");
  auto started = Session::start(rules, facts);
  REQUIRE(started.session);
  CHECK(nearest(why_not(started.session->now(), "big(name: \"a\")")) ==
        "r\n  ok item(name: \"a\", size: 8)\n  fails size 8, needs at least 10: 2 short");
  REQUIRE(started.session->change({.set = {"I(size: 9)"}}).done);
  CHECK(nearest(why_not(started.session->now(), "big(name: \"a\")")) ==
        "r\n  ok item(name: \"a\", size: 9)\n  fails size 9, needs at least 10: 1 short");
  REQUIRE(started.session->change({.set = {"I(size: 10)"}}).done);
  CHECK(why_not(started.session->now(), "big(name: \"a\")").holds);
}
