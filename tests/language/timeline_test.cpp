// SPDX-License-Identifier: Apache-2.0
//
// One case at many dates: which dates, what each rating is at them, and why it moved.
#include "casus/timeline.hpp"

#include <fmt/format.h>

#include "model/calendar.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Date;
using casus::DateStep;
using casus::ScoreChange;
using casus::Timeline;
using casus::TimelineRange;

namespace {

Date day(const std::string& date) { return {*casus::model::parse_date(date)}; }

TimelineRange years(const std::string& from, const std::string& until) {
  return {day(from), day(until), {12, false}};
}

casus::TimelineRun run(const std::string& rules, const std::string& facts,
                       const TimelineRange& range, const casus::Options& options = {}) {
  const auto ruleset = load_rules(rules);
  return run_timeline(ruleset, load_facts(ruleset, facts), range, options);
}

Timeline timeline(const std::string& rules, const std::string& facts, const TimelineRange& range,
                  const casus::Options& options = {}) {
  const auto result = run(rules, facts, range, options);
  INFO(lines(result.diagnostics, *result.sources));
  REQUIRE(result.timeline);
  return *result.timeline;
}

std::string show(const std::optional<double>& points) {
  return points ? fmt::format("{:g}", *points) : "none";
}

/// "2000-01-01 40 strained; armed_force score -30 (none to -30)" a date, with reasons behind it.
std::string shown(const casus::SubjectTimeline& subject) {
  std::string text;
  for (const casus::TimelinePoint& point : subject.points) {
    text += casus::model::show_date(point.date.day);
    if (!point.rating) {
      text += point.changed ? " changed: not rated\n" : " not rated\n";
      continue;
    }
    text += fmt::format(" {:g} {}{}", point.rating->score, point.rating->band,
                        point.changed ? "" : " as before");
    for (const ScoreChange& change : point.changes) {
      text += fmt::format("; {} {} {:g} ({} to {})", change.rule.empty() ? "bounds" : change.rule,
                          change.factor.empty() ? "score" : change.factor, change.points,
                          show(change.before), show(change.after));
    }
    text += '\n';
  }
  return text;
}

std::string dates(const TimelineRange& range) {
  std::string text;
  const std::string rules = "fact a { x: text }\n";
  for (const Date date : timeline(rules, "", range).dates) {
    text += casus::model::show_date(date.day) + ' ';
  }
  return text;
}

const std::string rules = R"(
fact alliance { name: text }
fact leader { alliance: text, person: text, born: date }
fact trade { alliance: text, value: number }
fact poll { alliance: text, share: number } half_life 365 days
fact threat { maker: text, alliance: text }
scale Stability 0..100 { weak < 40, strained < 60, firm }
rating stability(a: text) of alliance(name: a) on Stability starts 50
  factor leadership -10..0
  factor economy 0..25
rule ageing when leader(alliance: a, person: p, born: b) and years(b, as_of) >= 70
  undermines stability.leadership(a) by 8 for each p
rule distrust when poll(alliance: a, share: s) undermines stability.leadership(a) by 10 * s
rule trade_binds when trade(alliance: a, value: v) supports stability.economy(a) by v
rule armed_force when threat(alliance: a) caps stability(a) at 40
)";

const std::string alliance = "[[alliance]]\nname = \"A\"\n";

std::string trade(const std::string& value, const std::string& valid) {
  return "[[trade]]\nalliance = \"A\"\nvalue = " + value + "\nvalid = { " + valid + " }\n";
}

std::string only(const std::string& facts, const TimelineRange& range) {
  const Timeline result = timeline(rules, facts, range);
  REQUIRE(result.subjects.size() == 1);
  return shown(result.subjects.front());
}

}  // namespace

TEST_CASE("months count from the first date and stop at a month's end", "[language][timeline]") {
  CHECK(dates({day("2015-01-31"), day("2015-05-31"), {1, false}}) ==
        "2015-01-31 2015-02-28 2015-03-31 2015-04-30 2015-05-31 ");
  CHECK(dates({day("2012-02-29"), day("2016-02-29"), {12, false}}) ==
        "2012-02-29 2013-02-28 2014-02-28 2015-02-28 2016-02-29 ");
  CHECK(dates({day("2015-01-30"), day("2015-02-28"), {1, false}}) == "2015-01-30 2015-02-28 ");
  CHECK(dates({day("2015-01-31"), day("2015-02-27"), {1, false}}) == "2015-01-31 2015-02-27 ");
  CHECK(dates({day("2000-01-01"), day("2019-11-30"), {60, false}}) ==
        "2000-01-01 2005-01-01 2010-01-01 2015-01-01 2019-11-30 ");
  CHECK(dates({day("2000-01-01"), day("2019-11-30"), {INT64_MAX, false}}) ==
        "2000-01-01 2019-11-30 ");
}

TEST_CASE("days and weeks count days, and the last date stands where no step meets it",
          "[language][timeline]") {
  CHECK(dates({day("2012-02-22"), day("2012-03-07"), {7, true}}) ==
        "2012-02-22 2012-02-29 2012-03-07 ");
  CHECK(dates({day("2012-02-22"), day("2012-03-06"), {7, true}}) ==
        "2012-02-22 2012-02-29 2012-03-06 ");
  CHECK(dates({day("2012-02-22"), day("2012-02-22"), {7, true}}) == "2012-02-22 ");
  CHECK(dates({day("9999-12-31"), day("9999-12-31"), {12, false}}) == "9999-12-31 ");
}

TEST_CASE("a range that is none is refused with what is wrong", "[language][timeline]") {
  const auto refused = [](const TimelineRange& range) {
    const auto result = run("fact a { x: text }\n", "", range);
    CHECK_FALSE(result.timeline);
    REQUIRE(result.diagnostics.size() == 1);
    return result.diagnostics.front().message;
  };
  CHECK(refused(years("2022-01-01", "1991-01-01")) ==
        "the timeline ends, on 1991-01-01, before it begins, on 2022-01-01");
  CHECK(refused({day("1991-01-01"), day("1991-01-01"), {0, true}}) ==
        "the step of a timeline is longer than nothing");
  // 10,000 dates are 9,999 days behind the first: 27 years have 9,862 days (7 leap days among
  // them), and 137 more, from 2018-01-01, lead to 2018-05-18.
  CHECK(casus::timeline_obstacles({day("1991-01-01"), day("2018-05-18"), {1, true}}).empty());
  CHECK(refused({day("1991-01-01"), day("2018-05-19"), {1, true}}) ==
        "from 1991-01-01 to 2018-05-19 every 1 day would be 10001 dates");
}

TEST_CASE("what holds for a time appears and disappears, both days included",
          "[language][timeline]") {
  CHECK(only(alliance + trade("15", "from = 1992-01-01, until = 1993-01-01"),
             years("1991-01-01", "1995-01-01")) ==
        "1991-01-01 50 strained as before\n"
        "1992-01-01 65 firm; trade_binds economy 15 (none to 15)\n"
        "1993-01-01 65 firm as before\n"
        "1994-01-01 50 strained; trade_binds economy -15 (15 to none)\n"
        "1995-01-01 50 strained as before\n");
}

TEST_CASE("another fact under the same rule is a change, not a new reason",
          "[language][timeline]") {
  const std::string facts =
      alliance + trade("15", "until = 1991-12-31") + trade("20", "from = 1992-01-01");
  CHECK(only(facts, years("1991-01-01", "1992-01-01")) ==
        "1991-01-01 65 firm as before\n"
        "1992-01-01 70 firm; trade_binds economy 5 (15 to 20)\n");
  const Timeline result = timeline(rules, facts, years("1991-01-01", "1992-01-01"));
  const ScoreChange& change = result.subjects.front().points.back().changes.front();
  CHECK(change.facts == std::vector<std::string>{"F3"});
}

TEST_CASE("what the bounds of a factor hold back is a reason of its own", "[language][timeline]") {
  // 1996: 70 years on 1996-01-01, -8. 1997: -8 - 8 = -16, held at -10, so 6 are given back. 1998:
  // 365 days halve the poll, -8 - 4 = -12, 2 are given back. 1999: the poll counts 2.
  const std::string facts = alliance +
                            "[[leader]]\nalliance = \"A\"\nperson = \"P\"\nborn = 1926-01-01\n"
                            "[[poll]]\nalliance = \"A\"\nshare = 0.8\nobserved = 1997-01-01\n"
                            "valid = { from = 1997-01-01 }\n";
  CHECK(only(facts, years("1995-01-01", "1999-01-01")) ==
        "1995-01-01 50 strained as before\n"
        "1996-01-01 42 strained; ageing leadership -8 (none to -8)\n"
        "1997-01-01 40 strained; distrust leadership -8 (none to -8); bounds leadership 6 (none "
        "to 6)\n"
        "1998-01-01 40 strained; distrust leadership 4 (-8 to -4); bounds leadership -4 (6 to 2)\n"
        "1999-01-01 40 strained; distrust leadership 2 (-4 to -2); bounds leadership -2 (2 to "
        "none)\n");
}

TEST_CASE("a cap is a reason, and the largest stands first", "[language][timeline]") {
  // 50 + 15 = 65, capped at 40: -25. Then 50 + 20 = 70, capped at 40: -30.
  const std::string threat =
      "[[threat]]\nmaker = \"M\"\nalliance = \"A\"\nvalid = { from = 1992-01-01, until = "
      "1993-01-01 }\n";
  CHECK(
      only(alliance + threat + trade("15", "until = 1992-12-31") + trade("20", "from = 1993-01-01"),
           years("1991-01-01", "1994-01-01")) ==
      "1991-01-01 65 firm as before\n"
      "1992-01-01 40 strained; armed_force score -25 (none to -25)\n"
      "1993-01-01 40 strained; trade_binds economy 5 (15 to 20); armed_force score -5 (-25 to "
      "-30)\n"
      "1994-01-01 70 firm; armed_force score 30 (-30 to none)\n");
}

TEST_CASE("contributions of `for each` are told apart by its values", "[language][timeline]") {
  const auto leader = [](const std::string& person, const std::string& valid) {
    return "[[leader]]\nalliance = \"A\"\nperson = \"" + person +
           "\"\nborn = 1900-01-01\nvalid = { " + valid + " }\n";
  };
  // Two old leaders take 16, held at 10; one goes and another comes in the same year.
  const std::string facts = alliance + leader("P", "until = 1991-06-30") +
                            leader("Q", "from = 0001-01-01") + leader("R", "from = 1991-07-01");
  const Timeline result = timeline(rules, facts, years("1991-01-01", "1992-01-01"));
  const auto& changes = result.subjects.front().points.back().changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].for_each.front().second.text == "R");
  CHECK(changes[0].points == -8);
  CHECK(changes[1].for_each.front().second.text == "P");
  CHECK(changes[1].points == 8);
}

TEST_CASE("the points of all reasons add up to the difference of the scores",
          "[language][timeline]") {
  const std::string facts =
      alliance + trade("15", "from = 1992-02-01, until = 1994-01-31") +
      trade("30", "from = 1993-05-01") +
      "[[leader]]\nalliance = \"A\"\nperson = \"P\"\nborn = 1922-07-01\ncertainty = 0.7\n"
      "[[poll]]\nalliance = \"A\"\nshare = 0.9\nobserved = 1990-01-01\n"
      "[[threat]]\nmaker = \"M\"\nalliance = \"A\"\ncertainty = 0.6\n"
      "valid = { from = 1993-01-01 }\n";
  const Timeline result =
      timeline(rules, facts, {day("1991-01-01"), day("1995-12-01"), {1, false}});
  const auto& points = result.subjects.front().points;
  REQUIRE(points.size() == 60);
  std::size_t changed = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    double sum = 0;
    for (const ScoreChange& change : points[i].changes) sum += change.points;
    INFO(casus::model::show_date(points[i].date.day));
    CHECK(sum == Approx(points[i].rating->score - points[i - 1].rating->score).margin(1e-9));
    changed += points[i].changed ? 1 : 0;
  }
  CHECK(changed == 59);  // the poll ages every month
}

TEST_CASE("subjects may exist at some dates only", "[language][timeline]") {
  const std::string facts =
      "[[alliance]]\nname = \"B\"\nvalid = { from = 1992-01-01, until = 1992-12-31 }\n"
      "[[alliance]]\nname = \"A\"\nvalid = { from = 1993-01-01 }\n" +
      trade("15", "from = 1993-01-01");
  const Timeline result = timeline(rules, facts, years("1991-01-01", "1994-01-01"));
  REQUIRE(result.subjects.size() == 2);
  CHECK(result.subjects[0].subject.front().text == "B");  // the first to be rated
  CHECK(shown(result.subjects[0]) ==
        "1991-01-01 not rated\n"
        "1992-01-01 50 strained\n"
        "1993-01-01 changed: not rated\n"
        "1994-01-01 not rated\n");
  CHECK(shown(result.subjects[1]) ==
        "1991-01-01 not rated\n"
        "1992-01-01 not rated\n"
        "1993-01-01 65 firm\n"
        "1994-01-01 65 firm as before\n");
}

TEST_CASE("ratings of one name in two modules stand apart", "[language][timeline]") {
  const auto module = [](const std::string& name) {
    return "module " + name + "\nfact " + name + "_site { name: text }\n" +
           "scale L 0..100 { low < 50, high }\n"
           "rating risk(name: text) of " +
           name + "_site(name: name) on L starts 50 factor f -9..9\n";
  };
  const auto loaded = casus::Ruleset::load({{"a.casus", module("a")}, {"b.casus", module("b")}});
  INFO(lines(loaded.diagnostics, *loaded.sources));
  REQUIRE(loaded.ruleset);
  const std::string site = "_site]]\nname = ";
  const auto facts =
      load_facts(*loaded.ruleset, "[[a" + site + "\"a1\"\n[[b" + site + "\"b1\"\n[[a" + site +
                                      "\"a2\"\nvalid = { from = 2001-01-01 }\n");
  const auto result = run_timeline(*loaded.ruleset, facts, years("2000-01-01", "2001-01-01"));
  REQUIRE(result.timeline);
  std::string subjects;
  for (const auto& one : result.timeline->subjects) subjects += one.subject.front().text + ' ';
  CHECK(subjects == "a1 a2 b1 ");
}

TEST_CASE("a date ended by a limit is left out, and those before it stay", "[language][timeline]") {
  std::string facts = alliance;
  for (const char* maker : {"K", "L", "M", "N"}) {
    facts += "[[threat]]\nmaker = \"" + std::string(maker) +
             "\"\nalliance = \"A\"\nvalid = { from = 1993-01-01 }\n";
  }
  casus::Options options;
  options.max_facts = 3;
  const std::string many = rules +
                           "relation hostile(maker: text)\n"
                           "rule hostility when threat(maker: m) then hostile(maker: m)\n";
  const Timeline result = timeline(many, facts, years("1991-01-01", "1995-01-01"), options);
  REQUIRE(result.limit);
  CHECK(result.limit->what == casus::Limit::facts);
  CHECK(result.limit->text.find("the limit on facts was reached at 1993-01-01, in rule") == 0);
  CHECK(shown(result.subjects.front()) ==
        "1991-01-01 50 strained as before\n"
        "1992-01-01 50 strained as before\n");
}

TEST_CASE("an interrupted timeline ends before its next date", "[language][timeline]") {
  const std::atomic<bool> interrupted{true};
  casus::Options options;
  options.interrupted = &interrupted;
  const Timeline result = timeline(rules, alliance, years("1991-01-01", "1995-01-01"), options);
  REQUIRE(result.limit);
  CHECK(result.limit->what == casus::Limit::interrupted);
  CHECK(result.limit->text == "interrupted at 1991-01-01");
  CHECK(result.dates.empty());
}

TEST_CASE("time is that of the whole timeline", "[language][timeline]") {
  casus::Options options;
  options.timeout = std::chrono::milliseconds(5);
  const Timeline result =
      timeline(rules, alliance, {day("1991-01-01"), day("2018-05-18"), {1, true}}, options);
  REQUIRE(result.limit);
  CHECK(result.limit->what == casus::Limit::time);
  CHECK(result.dates.size() < 10'000);
}

TEST_CASE("what is noticed at several dates is said once, a contradiction with its first date",
          "[language][timeline]") {
  const std::string open =
      "fact heir open { of: text, age: int open }\nrelation old(of: text)\n"
      "rule oldness when heir(of: o, age: a) and 100 / (a - 60) > 50 then old(of: o)\n";
  const std::string facts =
      "[[heir]]\nof = \"A\"\nage = 60\n"
      "[[heir]]\nof = \"B\"\nage = 60\nvalid = { from = 1992-01-01 }\n"
      "[[heir]]\nof = \"B\"\nage = 60\nholds = false\ncertainty = 0.5\n";
  const Timeline result = timeline(open, facts, years("1991-01-01", "1994-01-01"));
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings.front().code == "W0701");
  REQUIRE(result.contradictions.size() == 1);
  CHECK(result.contradictions.front().find("1992-01-01: ") == 0);
}

TEST_CASE("facts published later than a date are named for each date, and warned of once",
          "[language][timeline]") {
  const std::string rules = "fact coup { of: text }\n";
  const std::string facts =
      "[[source]]\nid = \"early\"\npublished = 1991-06-01\n"
      "[[source]]\nid = \"late\"\npublished = 1992-06-01\n"
      "[[coup]]\nof = \"A\"\nsource = \"early\"\n"
      "[[coup]]\nof = \"B\"\nsource = \"late\"\n"
      "[[coup]]\nof = \"C\"\nsource = \"late\"\nvalid = { from = 1992-01-01 }\n"
      "[[coup]]\nof = \"D\"\nobserved = 1993-01-01\n"
      "[[coup]]\nof = \"E\"\n";
  const Timeline result = timeline(rules, facts, years("1991-01-01", "1994-01-01"));
  // A until 1991-06, B until 1992-06, C only while it counts, D until its day.
  CHECK(result.published_later ==
        std::vector<std::vector<std::string>>{{"F1", "F2", "F4"}, {"F2", "F3", "F4"}, {}, {}});
  REQUIRE(result.warnings.size() == 1);
  CHECK(result.warnings.front().code == "W0708");
  CHECK(result.warnings.front().message ==
        "3 facts were published or observed after 1991-01-01 and count in full: F1 (early, "
        "1991-06-01), F2 (late, 1992-06-01), F4 (observed 1993-01-01)");
}

TEST_CASE("what begins to count for its origin is a reason, what comes without counting is none",
          "[language][timeline][origin]") {
  const auto leader = [](const std::string& person, const std::string& valid) {
    return "[[leader]]\nalliance = \"A\"\nperson = \"" + person +
           "\"\nborn = 1920-01-01\norigin = \"agency\"\nvalid = { " + valid + " }\n";
  };
  // One of the two takes 8: first P alone, then P for both, then Q alone.
  const std::string facts =
      alliance + leader("P", "until = 1992-12-31") + leader("Q", "from = 1992-01-01");
  CHECK(
      only(facts, years("1991-01-01", "1993-01-01")) ==
      "1991-01-01 42 strained as before\n"
      "1992-01-01 42 strained as before\n"
      "1993-01-01 42 strained; ageing leadership -8 (0 to -8); ageing leadership 8 (-8 to none)\n");
}

TEST_CASE("subjects that differ only beyond what is printed have a line each",
          "[language][timeline]") {
  const Timeline found = timeline(
      "fact part { w: number }\nscale Level 0..100 { poor < 30, good }\n"
      "rating health(w: number) of part(w: w) on Level starts 50\n  factor wear -50..50\n",
      "[[part]]\nw = 1e-7\n[[part]]\nw = 2e-7\n", years("2000-01-01", "2001-01-01"));
  CHECK(found.subjects.size() == 2);
}
