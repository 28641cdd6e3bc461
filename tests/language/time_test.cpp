// SPDX-License-Identifier: Apache-2.0
//
// Ages, half-lives and the date of assessment, from text to answer.
#include "model/calendar.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Options;

namespace {

Options at(const std::string& date) {
  Options options;
  options.as_of = casus::Date{*casus::model::parse_date(date)};
  return options;
}

std::string poll(const std::string& of, const std::string& more) {
  return "[[poll]]\nof = \"" + of + "\"\n" + more + "\n";
}

std::string poll_rules(const std::string& half_life) {
  return "fact poll { of: text } half_life " + half_life + "\n";
}

}  // namespace

TEST_CASE("a half-life in weeks counts days, one in years counts mean months", "[language][time]") {
  // From 2015-01-03 to 2015-01-31 there are 28 days: one half-life of 4 weeks, but
  // 28 / 30.436875 = 0.919937 months, and 2^-0.919937 = 0.528532.
  const std::string seen = poll("A", "observed = 2015-01-03");
  CHECK(answers(evaluate(poll_rules("4 weeks"), seen), "poll(of: o)") == "o=A 0.5\n");
  CHECK(answers(evaluate(poll_rules("28 days"), seen), "poll(of: o)") == "o=A 0.5\n");
  CHECK(answers(evaluate(poll_rules("1 month"), seen), "poll(of: o)") == "o=A 0.528532\n");
  // 400 years of the calendar have 146,097 days, which is 4,800 mean months.
  const std::string old = poll("A", "observed = 1600-01-01");
  CHECK(answers(evaluate(poll_rules("400 years"), old, at("2000-01-01")), "poll(of: o)") ==
        "o=A 0.5\n");
}

TEST_CASE("age counts from the observation, else from the source's publication, else not at all",
          "[language][time]") {
  const std::string source = "[[source]]\nid = \"s\"\npublished = 2015-01-11\n";
  const auto run =
      evaluate(poll_rules("10 days"),
               "[case]\nas_of = 2015-01-31\n" + source + poll("published", "source = \"s\"") +
                   poll("observed", "source = \"s\"\nobserved = 2015-01-21") +
                   poll("today", "observed = 2015-01-31") +
                   poll("tomorrow", "source = \"s\"\nobserved = 2015-02-01") + poll("undated", ""));
  CHECK(answers(run, "poll(of: o)") ==
        "o=observed 0.5\n"    // 10 days
        "o=published 0.25\n"  // 20 days
        "o=today 1\n"
        "o=tomorrow 1\n"
        "o=undated 1\n");
}

TEST_CASE("of several statements the surest at the date counts", "[language][time]") {
  // At 2015-01-31 the older one has 0.9 / 2 / 2 = 0.225, the newer one 0.6 / 2 = 0.3. Ten days
  // before it is 0.9 / 2 = 0.45 against 0.6, and at 2015-01-11 0.9 against 0.6: not aged yet.
  const std::string facts = poll("A", "observed = 2015-01-11\ncertainty = 0.9\norigin = \"one\"") +
                            poll("A", "observed = 2015-01-21\ncertainty = 0.6\norigin = \"two\"");
  CHECK(answers(evaluate(poll_rules("10 days"), facts), "poll(of: o)") == "o=A 0.3\n");
  CHECK(answers(evaluate(poll_rules("10 days"), facts, at("2015-01-11")), "poll(of: o)") ==
        "o=A 0.9\n");
}

TEST_CASE("a denial loses certainty with age like an assertion", "[language][time]") {
  const std::string rules =
      "fact heir open { of: text } half_life 10 days\n"
      "fact leader { of: text }\n"
      "relation heirless(of: text)\n"
      "rule none when leader(of: l) and not heir(of: l) then heirless(of: l)\n";
  const std::string facts =
      "[[leader]]\nof = \"A\"\n[[heir]]\nof = \"A\"\nholds = false\ncertainty = 0.8\n"
      "observed = 2015-01-11\n";
  CHECK(answers(evaluate(rules, facts), "heirless(of: l)") == "l=A 0.2\n");  // 0.8 / 4
}

TEST_CASE("an age is in completed years at the date of assessment", "[language][time]") {
  const std::string rules =
      "fact leader { person: text, born: date }\n"
      "relation aged(person: text, age: int years)\n"
      "rule age when leader(person: p, born: b) and y = years(b, as_of)"
      " then aged(person: p, age: y)\n";
  const auto ages = [&](const std::string& date) {
    const std::string born =
        "[[leader]]\nperson = \"N\"\nborn = 1940-07-06\n"
        "[[leader]]\nperson = \"O\"\nborn = 1940-02-29\n";
    return answers(evaluate(rules, born, at(date)), "aged(person: p, age: y)");
  };
  CHECK(ages("2015-01-31") == "p=N y=74 1\np=O y=74 1\n");
  CHECK(ages("2015-07-05") == "p=N y=74 1\np=O y=75 1\n");
  CHECK(ages("2015-07-06") == "p=N y=75 1\np=O y=75 1\n");
  // Adding 75 years to 29 February 1940 stops at 28 February 2015.
  CHECK(ages("2015-02-27") == "p=N y=74 1\np=O y=74 1\n");
  CHECK(ages("2015-02-28") == "p=N y=74 1\np=O y=75 1\n");
}

TEST_CASE("before a subject exists nothing is rated", "[language][time]") {
  const std::string rules =
      "fact alliance { name: text }\nscale S 0..10 { low < 5, high }\n"
      "rating r(a: text) of alliance(name: a) on S starts 5 factor f -1..1\n";
  const std::string facts = "[[alliance]]\nname = \"A\"\nvalid = { from = 2014-05-29 }\n";
  CHECK(evaluate(rules, facts, at("2014-05-28")).assessment().ratings.empty());
  CHECK(only_rating(evaluate(rules, facts, at("2014-05-29"))).score == 5);
}
