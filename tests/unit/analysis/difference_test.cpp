// SPDX-License-Identifier: Apache-2.0
//
// Pumps: 50 to begin with, less 2 a year of age above 10, less 20 where there is no spare.
#include "casus/difference.hpp"

#include <array>
#include <cmath>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

constexpr const char* rules = R"(
fact pump { name: text, age: int }
fact spare { pump: text }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -100..0
rule ageing
  when pump(name: p, age: a)
   and a > 10
  undermines health.wear(p) by 2 * (a - 10)
rule no_spare
  when pump(name: p)
   and not spare(pump: p)
  undermines health.wear(p) by 20
)";

/// Of a date, with a pump of an age and a spare that is there until another date.
std::string toml(const std::string& as_of, int age, const std::string& until) {
  return "[case]\nas_of = " + as_of + "\n[[pump]]\nname = \"P1\"\nage = " + std::to_string(age) +
         "\n[[spare]]\npump = \"P1\"\nvalid = { until = " + until + " }\n";
}

/// The first with other rules or at the date of another case, where one is given.
Difference compared(const std::string& before, const std::string& after,
                    const std::string& old_rules = rules, const std::string& dated = {}) {
  const Ruleset ruleset = testing::load_rules(rules);
  const Ruleset old = old_rules == rules ? ruleset : testing::load_rules(old_rules);
  DifferenceSide first{old, testing::load_facts(old, before), {}};
  if (!dated.empty()) first.options.as_of = testing::load_facts(old, dated).info().as_of;
  const DifferenceRun run = difference(first, {ruleset, testing::load_facts(ruleset, after), {}});
  REQUIRE(run.difference);
  return *run.difference;
}

/// "facts 18, no_spare 20, ageing -2": a line for each cause.
std::string parts(const Difference& of) {
  std::string text;
  REQUIRE(of.ratings.size() == 1);
  for (const Difference::Part& part : of.ratings.front().parts) {
    constexpr std::array names{"date", "facts", "facts_and_date", "weights", "rules", "both"};
    const auto whole = [](double points) { return std::to_string(std::lround(points)); };
    text += names.at(static_cast<std::size_t>(part.cause)) + (' ' + whole(part.points));
    for (const ScoreChange& one : part.changes) text += ", " + one.rule + ' ' + whole(one.points);
    text += '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("two cases keep their dates, which change with their facts", "[difference]") {
  // 50 - 2 - 20 = 28, the spare being gone; 50 - 20 = 30.
  const Difference one =
      compared(toml("2014-12-31", 11, "2014-06-30"), toml("2016-12-31", 20, "2017-06-30"));
  CHECK(one.ratings.front().before->score == 28);
  CHECK(one.ratings.front().after->score == 30);
  CHECK(parts(one) == "facts_and_date 2, no_spare 20, ageing -18\n");
  CHECK(one.begun == std::vector<std::string>{"F2: spare(pump: \"P1\")"});
  CHECK(one.lapsed.empty());
  // Of one date, with the same facts in force.
  const Difference same =
      compared(toml("2014-03-31", 11, "2014-06-30"), toml("2014-03-31", 20, "2017-06-30"));
  CHECK(parts(same) == "facts -18, ageing -18\n");
  CHECK(same.begun.empty());
}

TEST_CASE("facts that lapse between two dates of a case are told", "[difference]") {
  const std::string text = toml("2014-12-31", 11, "2014-06-30");
  const Difference one = compared(text, text, rules, toml("2014-03-31", 0, "2014-06-30"));
  CHECK(parts(one) == "date -20, no_spare -20\n");
  CHECK(one.lapsed == std::vector<std::string>{"F2: spare(pump: \"P1\")"});
  CHECK(one.gone.empty());
  CHECK(one.come.empty());
}

TEST_CASE("facts are the same by what they say, whatever their sentences leave out",
          "[difference]") {
  std::string terse = rules;
  terse.replace(terse.find("fact spare"), 0,
                "fact note { pump: text, size: int, by: text open }\n");
  terse.replace(terse.find("fact pump { name: text, age: int }") + 34, 0,
                " reads \"{name} is a pump\"");
  const Ruleset ruleset = testing::load_rules(terse);
  const auto of = [&](const std::string& text) {
    return DifferenceSide{ruleset, testing::load_facts(ruleset, text), {}};
  };
  const auto told = [&](const std::string& before, const std::string& after) {
    const DifferenceRun run = difference(of(before), of(after));
    REQUIRE(run.difference);
    std::string text;
    for (const std::string& one : run.difference->gone) text += "- " + one + '\n';
    for (const std::string& one : run.difference->come) text += "+ " + one + '\n';
    for (const Difference::ChangedFact& one : run.difference->changed) {
      text += "~ " + one.text;
      for (const auto& part : one.parts) {
        text += "; " + part.what + ' ' + part.before + " -> " + part.after;
      }
      text += '\n';
    }
    return text;
  };
  const std::string pump = "[[pump]]\nname = \"P1\"\nage = ";
  CHECK(told(pump + "11\n", pump + "20\n") == "~ F1: P1 is a pump; age 11 -> 20\n");
  CHECK(told(pump + "11\n", pump + "11\n").empty());
  const std::string note = pump + "11\n[[note]]\npump = \"P1\"\nsize = 3\n";
  CHECK(told(note, note + "by = \"Ann\"\n") ==
        "~ F2: note(pump: \"P1\", size: 3, by: \"Ann\"); by unknown -> \"Ann\"\n");
  CHECK(told(note + "by = \"Ann\"\n", note) ==
        "~ F2: note(pump: \"P1\", size: 3); by \"Ann\" -> unknown\n");
  // How sure they are is said of those that are on one side alone.
  const std::string spare = pump + "11\n[[spare]]\npump = \"P1\"\ncertainty = 0.7\n";
  CHECK(told(pump + "11\n", spare) == "+ F2: spare(pump: \"P1\") (certainty 0.7)\n");
  CHECK(told(spare, pump + "11\n") == "- F2: spare(pump: \"P1\") (certainty 0.7)\n");
}

TEST_CASE("weights change after the facts, and before other rules", "[difference]") {
  std::string old = rules;
  old.replace(old.find("by 2 *"), 6, "by 3 *");
  old.replace(old.find("starts 50"), 9, "starts 60");
  // From 60 - 3 - 20 = 37: of 20 years 60 - 30 - 20 = 10, with 2 a year 20, from 50 on 10.
  const Difference one =
      compared(toml("2014-12-31", 11, "2014-06-30"), toml("2014-12-31", 20, "2014-06-30"), old);
  CHECK(parts(one) == "facts -27, ageing -27\nweights 10, ageing 10\nrules -10,  -10\n");
}

TEST_CASE("weights are numbers: another formula is another rule", "[difference]") {
  const std::string text = toml("2014-12-31", 11, "2014-06-30");
  const auto with = [](const std::string& weight) {
    std::string old = rules;
    old.replace(old.find("by 20"), 5, "by " + weight);
    return old;
  };
  // 50 - 2 - 20 = 28 now; before 50 - 2 - 5 * 6 = 18, and the same of other numbers.
  CHECK(parts(compared(text, text, with("5 * 6"))) == "rules 10, no_spare 10\n");
  CHECK(parts(compared(text, text, with("30"))) == "weights 10, no_spare 10\n");
}

TEST_CASE("a comment in a rule is not part of what it says", "[difference]") {
  std::string old = rules;
  old.replace(old.find("by 20"), 5, "by 25");
  old.replace(old.find("and not spare(pump: p)"), 22,
              "and not spare(pump: p)  // \"none\" in store");
  // 50 - 2 - 25 = 23, and 28 with 20 instead.
  const std::string text = toml("2014-12-31", 11, "2014-06-30");
  CHECK(parts(compared(text, text, old)) == "weights 5, no_spare 5\n");
}

TEST_CASE("subjects whose numbers are shown alike are two", "[difference]") {
  const Ruleset ruleset = testing::load_rules(
      "fact gap { width: number, level: int }\nscale Level 0..100 { poor < 30, good }\n"
      "rating tightness(width: number) of gap(width: width) on Level starts 50\n"
      "  factor level -100..100\n"
      "rule r when gap(width: w, level: l) supports tightness.level(w) by l\n");
  const auto assess = [&](const std::string& text) {
    return Evaluation::run(ruleset, testing::load_facts(ruleset, text)).evaluation->assessment();
  };
  const std::string text =
      "[[gap]]\nwidth = 0.0000001\nlevel = 1\n[[gap]]\nwidth = 0.0000002\nlevel = 2\n";
  const Assessment before = assess(text);
  const Assessment after = assess(text);
  for (const RatingPair& pair : rating_pairs(before, after)) {
    REQUIRE(pair.before);
    REQUIRE(pair.after);
    CHECK(pair.before->score == pair.after->score);
  }
}

TEST_CASE("ratings are paired by what they rate", "[difference]") {
  const Ruleset ruleset = testing::load_rules(rules);
  const auto assess = [&](const std::string& text) {
    return Evaluation::run(ruleset, testing::load_facts(ruleset, text)).evaluation->assessment();
  };
  const Assessment before =
      assess("[[pump]]\nname = \"P1\"\nage = 5\n[[pump]]\nname = \"P2\"\nage = 5\n");
  const Assessment after =
      assess("[[pump]]\nname = \"P3\"\nage = 5\n[[pump]]\nname = \"P2\"\nage = 11\n");
  const std::vector<RatingPair> pairs = rating_pairs(before, after);
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0].after == nullptr);
  CHECK(pairs[0].changed());
  REQUIRE(pairs[1].changes.size() == 1);
  CHECK(pairs[1].changes.front().points == -2);
  CHECK(pairs[2].before == nullptr);
  CHECK(pairs[2].any().subject.front().text == "P3");
  CHECK_FALSE(rating_pairs(before, before)[1].changed());
}
