// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Contribution;
using casus::Rating;

namespace {

const std::string rating = R"(
fact alliance { name: text }
fact leader { alliance: text, country: text, age: int }
fact trade { alliance: text, value: number }
fact threat { alliance: text }
fact pledge { alliance: text }
scale Stability 0..100 { critical < 20, fragile < 40, strained < 60, firm < 80, solid }
rating stability(a: text) "Alliance stability"
  of alliance(name: a)
  on Stability
  starts 60
  factor leadership "Leadership" -20..5
  factor economy    "Economy"    -15..25
)";

const std::string ageing = R"(
rule ageing when leader(alliance: a, country: c, age: y) and y >= 70
  undermines stability.leadership(a) by y - 60 for each c
)";

const std::string alliance = "[[alliance]]\nname = \"A\"\n";

std::string leader(const std::string& country, const std::string& age,
                   const std::string& more = "") {
  return "[[leader]]\nalliance = \"A\"\ncountry = \"" + country + "\"\nage = " + age + "\n" + more +
         "\n";
}

std::string trade(const std::string& value, const std::string& more = "") {
  return "[[trade]]\nalliance = \"A\"\nvalue = " + value + "\n" + more + "\n";
}

std::string about(const std::string& what, const std::string& certainty) {
  return "[[" + what + "]]\nalliance = \"A\"\ncertainty = " + certainty + "\n";
}

/// score, band, low..high
std::string shown(const Rating& one) {
  const auto number = [](double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  };
  return number(one.score) + " " + one.band + " " + number(one.range_low) + ".." +
         number(one.range_high);
}

std::string shown(const std::string& rules, const std::string& facts) {
  return shown(only_rating(evaluate(rating + rules, alliance + facts)));
}

}  // namespace

TEST_CASE("a subject of which nothing is said has the starting score", "[language][ratings]") {
  CHECK(shown("", "") == "60 firm 60..60");
}

TEST_CASE("the subjects are those of `of`, in order of values", "[language][ratings]") {
  const auto run =
      evaluate(rating + "rule r when leader(alliance: a) supports stability.economy(a) by 1",
               "[[alliance]]\nname = \"B\"\n" + alliance +
                   "[[leader]]\nalliance = \"C\"\ncountry = \"c\"\nage = 1\n");
  REQUIRE(run.assessment().ratings.size() == 2);
  CHECK(run.assessment().ratings[0].subject[0].text == "A");
  CHECK(run.assessment().ratings[1].subject[0].text == "B");
}

TEST_CASE("a contribution is weight times certainty", "[language][ratings]") {
  const auto run = evaluate(rating +
                                "rule r when trade(alliance: a, value: v) "
                                "supports stability.economy(a) by v certainty 0.8",
                            alliance + trade("7.5", "certainty = 0.9"));
  const Rating& one = only_rating(run);
  REQUIRE(one.contributions.size() == 1);
  CHECK(one.contributions[0].weight == 7.5);
  CHECK(one.contributions[0].amount == 6);  // 7.5 * min(0.9, 0.8)
  CHECK(one.contributions[0].certainty == 0.8);
  CHECK(shown(one) == "66 firm 66..67.5");
}

TEST_CASE("contributions are rounded to millionths of a point", "[language][ratings]") {
  // 10 / 3 = 3.333333…
  CHECK(shown("rule r when trade(alliance: a, value: v) supports stability.economy(a) by v / 3",
              trade("10")) == "63.333333 firm 63.333333..63.333333");
}

TEST_CASE("a rule contributes once per subject, by the witness with the largest amount",
          "[language][ratings]") {
  const std::string rule =
      "rule r when trade(alliance: a, value: v) supports stability.economy(a) by v";
  CHECK(shown(rule, trade("4") + trade("6") + trade("5")) == "66 firm 66..66");
  // 6 * 0.5 = 3 is less than 4 * 0.9 = 3.6.
  CHECK(shown(rule, trade("4", "certainty = 0.9") + trade("6", "certainty = 0.5")) ==
        "63.6 firm 63.6..64");
}

TEST_CASE("of equal amounts the smaller weight counts, the surer one", "[language][ratings]") {
  CHECK(shown("rule r when trade(alliance: a, value: v) supports stability.economy(a) by v",
              trade("4") + trade("8", "certainty = 0.5")) == "64 firm 64..64");
}

TEST_CASE("with `for each` a rule contributes once per value", "[language][ratings]") {
  // Leadership: -(74 - 60) for P, -(71 - 60) for Q, the larger of P's; at most -20.
  const auto run = evaluate(rating + ageing, alliance + leader("P", "74") + leader("P", "72") +
                                                 leader("Q", "71") + leader("R", "69"));
  const Rating& one = only_rating(run);
  REQUIRE(one.contributions.size() == 2);
  CHECK(one.contributions[0].amount == -14);
  CHECK(one.contributions[0].for_each[0].second.text == "P");
  CHECK(one.contributions[1].amount == -11);
  CHECK(one.contributions[1].for_each[0].second.text == "Q");
  CHECK(one.factors[0].sum == -25);
  CHECK(one.factors[0].points == -20);
  CHECK(one.score == 40);
  CHECK(one.band == "strained");
}

TEST_CASE("without `for each` the other variables do not multiply", "[language][ratings]") {
  CHECK(shown("rule r when leader(alliance: a, country: c) undermines stability.leadership(a) by 3",
              leader("P", "1") + leader("Q", "1")) == "57 strained 57..57");
}

TEST_CASE("factors and score stay within their bounds", "[language][ratings]") {
  const std::string many = R"(
rule one when alliance(name: a) supports stability.economy(a) by 20
rule two when alliance(name: a) supports stability.economy(a) by 20
rule three when alliance(name: a) supports stability.leadership(a) by 20
)";
  CHECK(shown(many, "") == "90 solid 90..90");  // 60 + 25 + 5
}

TEST_CASE("a score of exactly a band's bound belongs to the band above", "[language][ratings]") {
  CHECK(shown("rule r when alliance(name: a) supports stability.economy(a) by 20", "") ==
        "80 solid 80..80");
}

TEST_CASE("a cap draws the score to its limit in proportion to certainty", "[language][ratings]") {
  const std::string rule = "rule r when threat(alliance: a) caps stability(a) at 40";
  CHECK(shown(rule, about("threat", "1")) == "40 strained 40..40");
  // 60 - 0.75 * 20; with a full cap 40.
  CHECK(shown(rule, about("threat", "0.75")) == "45 strained 40..45");
}

TEST_CASE("a floor draws the score up in proportion to certainty", "[language][ratings]") {
  const std::string rule = "rule r when pledge(alliance: a) floors stability(a) at 80";
  CHECK(shown(rule, about("pledge", "1")) == "80 solid 80..80");
  CHECK(shown(rule, about("pledge", "0.5")) == "70 firm 70..80");
}

TEST_CASE("a limit outside the scale does not count", "[language][ratings]") {
  const std::string floor = "rule r when trade(alliance: a, value: v) floors stability(a) at v\n";
  const auto above = evaluate(rating + floor, alliance + trade("500"));
  CHECK(above.assessment().ratings.front().score == 60);
  CHECK(warnings(above) ==
        "W0704 this limit lies outside the range it bounds, so rule `r` does not count\n");
  CHECK(evaluate(rating + floor, alliance + trade("100")).assessment().ratings.front().score ==
        100);
  const std::string cap = "rule r when trade(alliance: a, value: v) caps stability(a) at v\n";
  CHECK(evaluate(rating + cap, alliance + trade("-50")).assessment().ratings.front().score == 60);
  // Of a factor, its own range: leadership stays within -20..5.
  const std::string factor =
      "rule r when trade(alliance: a, value: v) caps stability.leadership(a) at v\n";
  CHECK(evaluate(rating + factor, alliance + trade("-300")).assessment().ratings.front().score ==
        60);
  CHECK(evaluate(rating + factor, alliance + trade("-20")).assessment().ratings.front().score ==
        40);
}

TEST_CASE("caps come after floors", "[language][ratings]") {
  const std::string rules =
      "rule cap when threat(alliance: a) caps stability(a) at 50\n"
      "rule lift when pledge(alliance: a) floors stability(a) at 80\n";
  CHECK(shown(rules, about("threat", "1") + about("pledge", "1")) == "50 strained 50..50");
  // Up to 80, then half of the 30 above 50 off: 65.
  CHECK(shown(rules, about("threat", "0.5") + about("pledge", "1")) == "65 firm 50..65");
}

TEST_CASE("of several caps the lowest result counts", "[language][ratings]") {
  const std::string rules =
      "rule low when threat(alliance: a) caps stability(a) at 10\n"
      "rule high when pledge(alliance: a) caps stability(a) at 50\n";
  // To 10 by 0.1: 55. To 50 by 1: 50.
  const auto run =
      evaluate(rating + rules, alliance + about("threat", "0.1") + about("pledge", "1"));
  const Rating& one = only_rating(run);
  CHECK(one.score == 50);
  REQUIRE(one.limits.size() == 2);
  CHECK(one.limits[0].rule == "high");  // by name
  CHECK(one.limits[0].effect == -10);
  CHECK(one.limits[1].effect == 0);
}

TEST_CASE("a factor can be capped and floored", "[language][ratings]") {
  const std::string rules =
      "rule boom when trade(alliance: a, value: v) supports stability.economy(a) by v\n"
      "rule cap when threat(alliance: a) caps stability.economy(a) at 5\n"
      "rule lift when pledge(alliance: a) floors stability.leadership(a) at 4\n";
  CHECK(shown(rules, trade("30") + about("threat", "0.5")) == "75 firm 65..75");  // 25 - 20 / 2
  CHECK(shown(rules, about("pledge", "1")) == "64 firm 64..64");
}

TEST_CASE("the range lets each uncertain contribution count fully", "[language][ratings]") {
  const std::string rules =
      "rule up when trade(alliance: a, value: v) supports stability.economy(a) by v\n" + ageing;
  // 60 + 10 * 0.5 - 12 * 0.25 = 62; low: -12 fully; high: +10 fully.
  CHECK(shown(rules, trade("10", "certainty = 0.5") + leader("P", "72", "certainty = 0.25")) ==
        "62 firm 53..67");
}

TEST_CASE("a later rule reads score, band and points", "[language][ratings]") {
  const auto run = evaluate(rating + R"(
rule up when trade(alliance: a, value: v) supports stability.economy(a) by v certainty 0.5
relation shaky(name: text)
relation holding(name: text)
relation scored(name: text, score: number)
relation growing(name: text)
rule by_band when stability(a, band: firm) then holding(name: a)
rule by_comparison when alliance(name: a) and stability(a) < firm then shaky(name: a)
rule by_score when stability(a, score: s) and s > 0 then scored(name: a, score: s)
rule by_points when alliance(name: a) and stability.economy(a) >= 2 then growing(name: a)
)",
                            alliance + trade("4"));
  CHECK(answers(run, "holding(x)") == "x=A 1\n");  // the score has counted certainties
  CHECK(answers(run, "shaky(x)") == "no\n");
  CHECK(answers(run, "scored(x, s)") == "x=A s=62 1\n");
  CHECK(answers(run, "growing(x)") == "x=A 1\n");
  CHECK(answers(run, "stability(\"A\") >= strained") == "1\n");
  CHECK(answers(run, "stability(\"A\", score: s, band: b)") == "s=62 b=firm 1\n");
}

TEST_CASE("a subject that is not rated has no score", "[language][ratings]") {
  const auto run = evaluate(rating + R"(
relation low(name: text)
relation not_low(name: text)
rule is_low when leader(alliance: a) and stability(a) < 50 then low(name: a)
rule is_not_low when leader(alliance: a) and not stability(a) < 50 then not_low(name: a)
)",
                            leader("P", "50"));
  CHECK(answers(run, "low(x)") == "no\n");
  CHECK(answers(run, "not_low(x)") == "no\n");
}

TEST_CASE("one rating may build on another", "[language][ratings]") {
  const auto run = evaluate(rating + R"(
rule up when trade(alliance: a, value: v) supports stability.economy(a) by v
scale Risk 0..10 { low < 5, high }
rating risk(a: text) of alliance(name: a) on Risk starts 2 factor decay 0..8
rule weak when alliance(name: a) and stability(a) < 70 supports risk.decay(a) by (70 - stability(a)) / 2
)",
                            alliance + trade("4"));
  REQUIRE(run.assessment().ratings.size() == 2);
  CHECK(run.assessment().ratings[1].rating == "risk");
  CHECK(run.assessment().ratings[1].score == 5);  // 2 + (70 - 64) / 2
  CHECK(run.assessment().ratings[1].band == "high");
}

TEST_CASE("contributions tell their facts, sentence and certainty", "[language][ratings]") {
  const auto run = evaluate(rating + R"(
rule ageing "Aged leader" when leader(alliance: a, country: c, age: y) and y >= 70
  undermines stability.leadership(a) by 12 for each c
  because "the leader of {c} is {y}"
  source "handbook"
)",
                            alliance + leader("P", "74", "id = \"X9\"\ncertainty = 0.5"));
  const Contribution& one = only_rating(run).contributions.at(0);
  CHECK(one.rule == "ageing");
  CHECK(one.title == "Aged leader");
  CHECK(one.because == "the leader of P is 74");
  CHECK(one.facts == std::vector<std::string>{"X9"});
  CHECK(one.source == "handbook");
  CHECK(one.amount == -6);
}

TEST_CASE("points for subjects that are not rated are one warning, which names them",
          "[language][ratings]") {
  const std::string rules =
      "rule traded when trade(alliance: a) supports stability.economy(a) by 1\n"
      "rule held when trade(alliance: a) supports stability.economy(a) by 2\n"
      "rule capped when threat(alliance: a) caps stability(a) at 30";
  const auto elsewhere = [](const std::string& name) {
    return "[[trade]]\nalliance = \"" + name + "\"\nvalue = 1\n";
  };
  const auto warnings =
      evaluate(rating + rules, alliance + elsewhere("B") + elsewhere("C") + about("threat", "1"))
          .assessment()
          .warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(warnings.front().code == "W0705");
  CHECK(
      warnings.front().message ==
      "points for `stability(\"B\")` and `stability(\"C\")` count for nothing: these subjects are "
      "not rated");
  CHECK(warnings.front().notes.front() == "given by rules `held` and `traded`");
}
