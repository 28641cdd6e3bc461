// SPDX-License-Identifier: Apache-2.0
//
// Pumps whose ratings follow from their age and from the spares that there are. Scores by hand:
// 50 to begin with, less 2 a year of age above 10, less 20 where no spare is listed.
#include "casus/session.hpp"

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

constexpr auto pump_rules = R"(
fact pump {
    name: text,
    age: int
}
fact spare { pump: text }
relation old(pump: text)
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
    factor wear -100..0

rule ageing
    when pump(name: p, age: a)
     and a > 10
    undermines health.wear(p) by 2 * (a - 10)
    then old(p)
rule no_spare
    when pump(name: p)
     and not spare(pump: p)
    undermines health.wear(p) by 20
)";

constexpr auto pump_facts = R"(
[case]
title = "Pumps"

[[source]]
id = "log"
reliability = "A"

[[pump]]
name = "P1"
age = 15

[[pump]]
name = "P2"
age = 5
id = "second"

[[spare]]
pump = "P2"
)";

Session start(const std::string& toml = pump_facts) {
  const Ruleset rules = testing::load_rules(pump_rules);
  auto started = Session::start(rules, testing::load_facts(rules, toml));
  INFO(testing::lines(started.diagnostics, *started.sources));
  REQUIRE(started.session);
  return std::move(*started.session);
}

std::string text(const Session::Changed& changed) {
  std::string result;
  if (!changed.done) return testing::lines(changed.diagnostics, *changed.sources);
  for (const std::string& id : changed.gone) result += "-" + id + " ";
  for (const std::string& id : changed.come) result += "+" + id + " ";
  const auto rated = [](const std::optional<RatingChange::Rated>& one) {
    if (!one) return std::string("none");
    return std::to_string(static_cast<int>(one->score)) + ' ' + one->band;
  };
  for (const RatingChange& one : changed.ratings) {
    result += '\n' + one.rating + ' ' + one.subject.front().text + ": " + rated(one.before) +
              " -> " + rated(one.after);
  }
  for (const ConclusionChange& one : changed.conclusions) {
    result += '\n' + one.text + (one.after > 0 ? " holds" : " is gone");
  }
  return result;
}

}  // namespace

TEST_CASE("ratings and conclusions follow the facts that go and come", "[session]") {
  Session session = start();
  // 50 - 2 x 5 - 20 = 20; without the spare 50 - 20 = 30.
  CHECK(text(session.change({.drop = {"F3"}})) == "-F3 \nhealth P2: 50 fair -> 30 fair");
  CHECK(text(session.change({.add = "[[spare]]\npump = \"P1\"\n"})) ==
        "+F4 \nhealth P1: 20 poor -> 40 fair");
  // 50 - 2 x 10 - 20 = 10.
  CHECK(text(session.change({.drop = {"second"}, .add = "[[pump]]\nname = \"P2\"\nage = 20\n"})) ==
        "-second +F5 \nhealth P2: 30 fair -> 10 poor\nold(pump: \"P2\") holds");
  CHECK(session.changes() == 3);
  CHECK(testing::answers(session.now(), "old(pump: p)") == "p=P1 1\np=P2 1\n");
}

TEST_CASE("a fact may be dropped by what it says", "[session]") {
  Session session = start();
  CHECK(text(session.change({.drop = {"pump(name: \"P1\")"}})) ==
        "-F1 \nhealth P1: 20 poor -> none\nold(pump: \"P1\") is gone");
  CHECK(text(session.undo()) == "+F1 \nhealth P1: none -> 20 poor\nold(pump: \"P1\") holds");
  CHECK(text(session.change({.drop = {"pump"}})) == "rules.casus: there is no fact `pump`\n");
}

TEST_CASE("changes are taken back one by one", "[session]") {
  Session session = start();
  const std::string before = testing::answers(session.now(), "health(pump: p, score: s)");
  (void)session.change({.drop = {"F1"}, .add = "[[pump]]\nname = \"P3\"\nage = 12\n"});
  (void)session.change({.drop = {"F4"}});
  CHECK(text(session.undo()) == "+F4 \nhealth P3: none -> 26 poor\nold(pump: \"P3\") holds");
  CHECK(session.undo().done);
  CHECK(testing::answers(session.now(), "health(pump: p, score: s)") == before);
  CHECK_FALSE(session.undo().done);
}

TEST_CASE("a change that cannot be is not done at all", "[session]") {
  Session session = start();
  const auto refused = [&](const FactChange& change) {
    const Session::Changed changed = session.change(change);
    CHECK_FALSE(changed.done);
    return testing::lines(changed.diagnostics, *changed.sources);
  };
  CHECK(refused({.drop = {"F1", "F9"}}) != "");
  CHECK(refused({.drop = {"F1"}, .add = "[[pump]]\nname = \"P3\"\n"}) != "");
  CHECK(refused({.add = "[case]\ntitle = \"other\"\n"}) != "");
  CHECK(refused({.add = "[[spare]]\npump = \"P1\"\nid = \"second\"\n"}) != "");
  CHECK(refused({.add = "[[spare]]\npump = \"P1\"\nsource = \"letter\"\n"}) != "");
  CHECK(refused({.drop = {"old(pump: \"P1\")"}}) != "");
  CHECK(session.changes() == 0);
  CHECK(testing::answers(session.now(), "health(pump: \"P1\", score: s)") == "s=20 1\n");
  // What is dropped gives its id away.
  CHECK(session.change({.drop = {"second"}, .add = "[[spare]]\npump = \"P1\"\nid = \"second\"\n"})
            .done);
}

TEST_CASE("what comes may name a source of the case, and its evidence is listed", "[session]") {
  Session session = start();
  (void)session.change({.drop = {"F3"}, .add = "[[spare]]\npump = \"P1\"\nsource = \"log\"\n"});
  const Assessment assessment = session.assessment();
  std::string evidence;
  for (const Evidence& one : assessment.evidence) evidence += one.id + ' ' + one.source + '\n';
  CHECK(evidence == "F1 \nsecond \nF4 log\n");
  REQUIRE(assessment.ratings.size() == 2);
  CHECK(assessment.ratings.front().score == 40);
  const auto why = session.now().why("health(pump: \"P1\")");
  REQUIRE(why.explanation);
  CHECK(why.explanation->holds);
}
