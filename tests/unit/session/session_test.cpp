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
  CHECK(text(session.change({.drop = {"pump"}})) == " there is no fact `pump`\n");
}

TEST_CASE("a mistake in an atom to drop is shown in its own text", "[session]") {
  Session session = start();
  const Session::Changed changed =
      session.change({.drop = {"pumq(name: \"P1\")", "spare(pomp: \"P2\")"}});
  REQUIRE(changed.diagnostics.size() == 1);
  REQUIRE(changed.sources);
  const Diagnostic& one = changed.diagnostics.front();
  CHECK(changed.sources->text(one.labels.front().span) == "pumq");
}

TEST_CASE("what is dropped by what it says are all facts that say so", "[session]") {
  const auto rules = testing::load_rules("fact run { pump: text, hours: int }\n");
  std::string facts;
  for (const char* one : {"P1\"\nhours = 1", "P1\"\nhours = 2", "P2\"\nhours = 2"}) {
    facts += std::string("[[run]]\npump = \"") + one + '\n';
  }
  Session session = std::move(*Session::start(rules, testing::load_facts(rules, facts)).session);
  CHECK(text(session.change({.drop = {"run(pump: \"P1\")"}})) == "-F1 -F2 ");
  CHECK(testing::answers(session.now(), "run(p, h)") == "p=P2 h=2 1\n");
  CHECK(text(session.undo()) == "+F1 +F2 ");
  CHECK(text(session.change({.drop = {"run(hours: 2)"}})) == "-F2 -F3 ");
  CHECK(text(session.change({.drop = {"run(hours: 2)"}})) ==
        " no fact is there to drop: run(hours: 2)\n");
}

TEST_CASE("what is dropped by what it says may be compared", "[session]") {
  const auto rules = testing::load_rules(
      "enum Tone { calm, sharp, hostile }\n"
      "fact leader { country: text, age: int years }\n"
      "fact poll { share: number in 0..1 }\n"
      "fact quarrel { tone: Tone }\n"
      "relation old(country: text)\n"
      "rule aged when leader(country: c, age: > 80 years) then old(c)\n");
  Session session = std::move(*Session::start(rules, testing::load_facts(rules, R"(
[[leader]]
country = "A"
age = 74
[[leader]]
country = "B"
age = 65
[[leader]]
country = "C"
age = 85
[[poll]]
share = 0.25
[[quarrel]]
tone = "sharp"
)"))
                                   .session);
  const auto dropped = [&](const std::string& atom) {
    const std::string said = text(session.change({.drop = {atom}}));
    (void)session.undo();
    return said;
  };
  CHECK(dropped("leader(age: >= 70 years)") == "-F1 -F3 \nold(country: \"C\") is gone");
  CHECK(dropped("leader(age: in 60 years..75 years)") == "-F1 -F2 ");
  CHECK(dropped("leader(country: != \"B\", age: < 80 years)") == "-F1 ");
  CHECK(dropped("leader(age: a) and a > 70 years") == "-F1 -F3 \nold(country: \"C\") is gone");
  CHECK(dropped("poll(share: < 30%)") == "-F4 ");
  CHECK(dropped("poll(share: in 10%..30%)") == "-F4 ");
  CHECK(dropped("quarrel(tone: >= sharp)") == "-F5 ");
  CHECK(dropped("leader(age: > 90 years)") ==
        " no fact is there to drop: leader(age: > 90 years)\n");
  for (const std::string none :
       {"leader(country: c) and poll(share: s)", "not leader(country: \"A\")",
        "old(country: \"C\")", "leader(country: \"A\") or poll(share: 25%)"}) {
    CHECK(dropped(none) == " only facts can be dropped, and this is none: " + none + '\n');
  }
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
  CHECK(refused({.drop = {"F1", "F9"}}) == " there is no fact `F9`\n");
  CHECK(refused({.drop = {"F1"}, .add = "[[pump]]\nname = \"P3\"\n"}) ==
        "E0604 change 1:1: `pump` lacks `age`\n");
  CHECK(refused({.add = "[case]\ntitle = \"other\"\n"}) ==
        " change 2:1: facts that come to a case have no `case`\n");
  CHECK(refused({.add = "[[spare]]\npump = \"P1\"\nid = \"second\"\n"}) ==
        "E0609 change 3:3: the id `second` belongs to two facts\n");
  CHECK(refused({.add = "[[spare]]\npump = \"P1\"\nsource = \"letter\"\n"}) ==
        "E0608 change 4:3: no source is called `letter`\n");
  CHECK(refused({.drop = {"old(pump: \"P1\")"}}) ==
        " only facts can be dropped, and this is none: old(pump: \"P1\")\n");
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

TEST_CASE("what a change brings comes in order of declaration and values", "[session]") {
  Session session = start();
  // Dropped and added at once; texts that come later have larger numbers, not later places.
  const auto pump = [](const std::string& name) {
    return "[[pump]]\nname = \"" + name + "\"\nage = 20\n";
  };
  CHECK(text(session.change({.add = pump("Z") + pump("A") + pump("M")})) ==
        "+F4 +F5 +F6 "
        "\nhealth A: none -> 10 poor"
        "\nhealth M: none -> 10 poor"
        "\nhealth Z: none -> 10 poor"
        "\nold(pump: \"A\") holds"
        "\nold(pump: \"M\") holds"
        "\nold(pump: \"Z\") holds");
}

TEST_CASE("what is as sure as before has not changed", "[session]") {
  const Ruleset rules = testing::load_rules(
      "fact sign { name: text } relation alarm(on: bool)\n"
      "rule seen when sign(name: _) then alarm(true)");
  const auto sign = [](const std::string& id) {
    return "[[sign]]\nname = \"" + id + "\"\ncertainty = 0.5\n";
  };
  Options options;
  options.certainty = "probability";
  auto started = Session::start(rules, testing::load_facts(rules, sign("a")), options);
  REQUIRE(started.session);
  // One sign in two, whichever it is: an alarm is as likely as not.
  CHECK(text(started.session->change({.drop = {"F1"}, .add = sign("b")})) == "-F1 +F2 ");
}

TEST_CASE("limits that come by a change show in scores told one by one", "[session]") {
  const Ruleset rules = testing::load_rules(
      "fact pump { name: text } fact alarm { name: text }\n"
      "scale L 0..100 { low < 50, high }\n"
      "rating load(name: text) of pump(name: name) on L starts 50 factor f -50..50\n"
      "rule warm when pump(name: p) supports load.f(p) by 20\n"
      "rule alarmed when alarm(name: p) caps load(p) at 30");
  auto started = Session::start(rules, testing::load_facts(rules, "[[pump]]\nname = \"a\"\n"));
  REQUIRE(started.session);
  (void)started.session->change({.add = "[[alarm]]\nname = \"a\"\ncertainty = 0.5\n"});
  const Assessment whole = started.session->assessment();
  REQUIRE(whole.ratings.size() == 1);
  // 70, of which a cap at 30 that is half certain takes half of 40, and at least so much: if it
  // were certain, all of it.
  CHECK(whole.ratings[0].score == 50);
  CHECK(whole.ratings[0].range_low == 30);
  CHECK(whole.ratings[0].range_high == 50);
  (void)started.session->now().scores([&](const Rating& one) {
    CHECK(one.score == whole.ratings[0].score);
    CHECK(one.range_low == whole.ratings[0].range_low);
    CHECK(one.range_high == whole.ratings[0].range_high);
    CHECK(one.confidence.reasons == whole.ratings[0].confidence.reasons);
    return true;
  });
  // The facts, and beside them what is derived: a subject, its support and its cap.
  CHECK(whole.statistics.base_facts == 2);
  CHECK(whole.statistics.derived_facts == 3);
}

TEST_CASE("a source of the case is as sure of what comes as of what it has said", "[session]") {
  const std::string said = "[[pump]]\nname = \"P3\"\nage = 20\nsource = \"log\"\ncertainty = ";
  Session session = start(std::string(pump_facts) + said + "0.9\n");
  const auto add = [&](const std::string& more) { return text(session.change({.add = more})); };

  CHECK(add(said + "0.6\n") ==
        "E0610 change 1:1: the source `log` gives this fact two certainties\n");
  CHECK(session.changes() == 0);
  CHECK(add(said + "0.9\n") == "+F5 ");
  // Without times it speaks of all of them.
  CHECK(add(said + "0.6\nvalid = { from = 2001-01-01 }\n").starts_with("E0610"));
  // What has been dropped contradicts nothing.
  CHECK_FALSE(
      text(session.change({.drop = {"F4", "F5"}, .add = said + "0.6\n"})).starts_with("E0610"));
  CHECK(add(said + "0.9\n").starts_with("E0610"));
}

TEST_CASE("texts that rules make and texts that come go along with each other", "[session]") {
  const Ruleset rules = testing::load_rules(R"(
fact part { name: text }
relation label(text: text)
rule labelled
    when part(name: n)
    then label(concat("part ", n))
)");
  auto started = Session::start(rules, testing::load_facts(rules, "[[part]]\nname = \"a\"\n"));
  REQUIRE(started.session);
  Session& session = *started.session;
  CHECK(session.change({.add = "[[part]]\nname = \"b\"\n"}).done);
  // An origin concerns all evidence, so that everything is derived anew.
  CHECK(text(session.change({.add = "[[part]]\nname = \"c\"\norigin = \"letter\"\n"})) ==
        "+F3 \nlabel(text: \"part c\") holds");
  CHECK(session.change({.add = "[[part]]\nname = \"part a\"\n"}).done);
  CHECK(testing::answers(session.now(), "label(text: t)") ==
        "t=part a 1\nt=part b 1\nt=part c 1\nt=part part a 1\n");
  CHECK(text(session.change({.drop = {"part(name: \"b\")"}})) ==
        "-F2 \nlabel(text: \"part b\") is gone");
}

TEST_CASE("records of data files go and come like facts of the case", "[session]") {
  const Ruleset rules = testing::load_rules(pump_rules);
  const auto text_of = [](const char* text) { return std::make_shared<const std::string>(text); };
  const std::vector<DataFile> data = {
      {"pump", DataFile::Format::csv, "pump.csv", text_of("name,age\nP1,15\nP2,5\nP2,5\n"), true},
      {"spare", DataFile::Format::csv, "spare.csv", text_of("pump\nP2\n"), true}};
  const auto loaded = Facts::load(rules, {"case.toml", "[case]\ntitle = \"Pumps\"\n"}, data);
  REQUIRE(loaded.facts);
  auto started = Session::start(rules, *loaded.facts);
  REQUIRE(started.session);
  Session& session = *started.session;
  CHECK(text(session.change({.drop = {"spare.csv:2"}})) ==
        "-spare.csv:2 \nhealth P2: 50 fair -> 30 fair");
  // The pump is listed twice.
  CHECK(text(session.change({.drop = {"pump.csv:3"}})) == "-pump.csv:3 ");
  CHECK(text(session.change({.drop = {"pump(name: \"P2\")"}})) ==
        "-pump.csv:4 \nhealth P2: 30 fair -> none");
  CHECK(text(session.undo()) == "+pump.csv:4 \nhealth P2: none -> 30 fair");
  CHECK(text(session.change({.drop = {"spare.csv:2"}})) == " there is no fact `spare.csv:2`\n");
}

TEST_CASE("a fact is set as rules write it", "[session]") {
  Session session = start();
  // 50 - 2 x 20 - 20 < 0: the factor's bound is -100, the scale's end 0.
  CHECK(text(session.change({.set = {"pump(name: \"P3\", age: 20)"}})) ==
        "+set \nhealth P3: none -> 10 poor\nold(pump: \"P3\") holds");
  // By its id, with all that was said about it: 50 - 2 x 2.
  CHECK(text(session.change({.set = {"second(age: 12)"}})) ==
        "-second +second \nhealth P2: 50 fair -> 46 fair\nold(pump: \"P2\") holds");
  CHECK(text(session.undo()) ==
        "-second +second \nhealth P2: 46 fair -> 50 fair\nold(pump: \"P2\") is gone");
  CHECK(text(session.change({.set = {"second (age: 11 )"}})) ==
        "-second +second \nhealth P2: 50 fair -> 48 fair\nold(pump: \"P2\") holds");
  CHECK(text(session.change({.set = {"second(age: 5)", "F1(age: 5)"}})) ==
        "-F1 -second +second +F1 \nhealth P1: 20 poor -> 30 fair\nhealth P2: 48 fair -> 50 fair\n"
        "old(pump: \"P1\") is gone\nold(pump: \"P2\") is gone");
  CHECK(session.changes() == 3);
}

TEST_CASE("a fact that is set keeps what was said about it", "[session]") {
  const auto rules = testing::load_rules(
      "fact alarm { name: text, level: int }\nrelation raised(name: text)\n"
      "rule raise when alarm(name: n, level: l) and l > 3 then raised(n)\n");
  Session session = std::move(
      *Session::start(rules, testing::load_facts(
                                 rules,
                                 "[[source]]\nid = \"log\"\nreliability = \"C\"\n"
                                 "[[alarm]]\nname = \"a \\\"b\\\\\"\nlevel = 1\nsource = \"log\"\n"
                                 "quote = \"level 1\"\n"))
           .session);
  REQUIRE(session.change({.set = {"F1(level: 5)"}}).done);
  const Assessment now = session.assessment();
  REQUIRE(now.evidence.size() == 1);
  CHECK(now.evidence[0].id == "F1");
  CHECK(now.evidence[0].source == "log");
  CHECK(now.evidence[0].quote == "level 1");
  CHECK(testing::answers(session.now(), "raised(n)") == "n=a \"b\\ 0.75\n");
  REQUIRE(session.change({.set = {"F1(certainty: 0.3)"}}).done);
  CHECK(testing::answers(session.now(), "raised(n)") == "n=a \"b\\ 0.3\n");
}

TEST_CASE("values of one fact may be set one by one", "[session]") {
  Session session = start();
  REQUIRE(session.change({.set = {"F1(age: 3)", "second(age: 6)", "F1(certainty: 0.5)"}}).done);
  CHECK(testing::answers(session.now(), "pump(name: n)") == "n=P1 0.5\nn=P2 1\n");
  CHECK(testing::answers(session.now(), "pump(name: n, age: 3)") == "n=P1 0.5\n");
}

TEST_CASE("what cannot be set is said, and nothing is done", "[session]") {
  Session session = start();
  const auto refused = [&](const FactChange& change) {
    const Session::Changed changed = session.change(change);
    CHECK_FALSE(changed.done);
    CHECK(session.changes() == 0);
    return testing::lines(changed.diagnostics, *changed.sources);
  };
  CHECK(refused({.set = {"pump(name: \"P3\")"}}).find("`pump` lacks `age`") != std::string::npos);
  CHECK(refused({.set = {"pumq(name: \"P3\", age: 1)"}}).starts_with("E0201 set:1"));
  CHECK(refused({.set = {"pump(name: n, age: 1)"}}) == " set:1: `name` has no value here\n");
  CHECK(refused({.set = {"old(pump: \"P3\")"}}) ==
        " only a fact can be set, and this is none: old(pump: \"P3\")\n");
  CHECK(refused({.drop = {"F1"}, .set = {"F1(age: 3)"}}) ==
        " `F1` is set, and the same change sets or drops it besides\n");
  CHECK(refused({.set = {"F1(age: 3)", "F1(age: 4)"}}) == "E0204 set:1: `age` is given twice\n");
  // What came before the mistake has not come.
  CHECK(refused({.set = {"pump(name: \"P4\", age: 1)", "pump(name: \"P5\")"}}) != "");
  CHECK(testing::answers(session.now(), "pump(name: n)") == "n=P1 1\nn=P2 1\n");
}

TEST_CASE("an explicit negative is set by `not`", "[session]") {
  const auto rules = testing::load_rules(
      "fact spare open { pump: text }\nrelation bare(pump: text)\n"
      "rule none when spare(pump: p) and not spare(pump: \"P2\") then bare(p)\n");
  Session session = std::move(
      *Session::start(rules, testing::load_facts(rules, "[[spare]]\npump = \"P1\"\n")).session);
  CHECK(testing::answers(session.now(), "bare(p)") == "no\n");
  CHECK(text(session.change({.set = {"not spare(pump: \"P2\")"}})) ==
        "+set \nbare(pump: \"P1\") holds");
}

TEST_CASE("a fact that is set keeps its estimates of other fields, and takes another source",
          "[session]") {
  const auto rules = testing::load_rules("fact load { name: text, tons: number, days: int }\n");
  Session session =
      std::move(*Session::start(
                     rules, testing::load_facts(rules,
                                                "[[source]]\nid = \"a\"\n[[source]]\nid = \"b\"\n"
                                                "[[load]]\nname = \"x\"\ndays = 1\nsource = \"a\"\n"
                                                "tons = { low = 1, likely = 2, high = 3 }\n"))
                     .session);
  REQUIRE(session.change({.set = {"F1(days: 2, source: \"b\")"}}).done);
  const Evidence kept = session.assessment().evidence.at(0);
  CHECK(kept.source == "b");
  REQUIRE(kept.estimates.size() == 1);
  CHECK(kept.estimates[0].high == 3);
  REQUIRE(session.change({.set = {"F1(tons: 5)"}}).done);
  const Evidence other = session.assessment().evidence.at(0);
  CHECK(other.source == "b");
  CHECK(other.estimates.empty());
}

TEST_CASE("a text that comes and looks misspelt is told again once it was taken back",
          "[session]") {
  Session session =
      start("[[pump]]\nname = \"Northgate\"\nage = 5\n[[spare]]\npump = \"Northgate\"\n");
  const FactChange slip{.set = {"spare(pump: \"Nortgate\")"}};
  const auto codes = [&](const FactChange& change) {
    const Session::Changed changed = session.change(change);
    std::string result = changed.done ? "" : "refused ";
    for (const Diagnostic& one : changed.diagnostics) result += one.code + ' ';
    return result;
  };
  CHECK(codes(slip) == "W0601 ");
  // The case has it now.
  CHECK(codes({.set = {"pump(name: \"Nortgate\", age: 3)"}}) == "");
  CHECK(session.undo().done);
  CHECK(session.undo().done);
  CHECK(codes(slip) == "W0601 ");
  CHECK(session.undo().done);
  // A change that is refused leaves nothing behind.
  CHECK(codes({.set = {"spare(pump: \"Nortgate\")", "pump(name: \"P1\")"}}) ==
        "refused W0601 E0604 ");
  CHECK(codes(slip) == "W0601 ");
}
