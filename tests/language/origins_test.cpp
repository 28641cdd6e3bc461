// SPDX-License-Identifier: Apache-2.0
//
// docs/language.md, Ratings: evidence of one origin counts once.
#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

namespace casus::testing {
namespace {

const std::string declared = R"(
fact land { name: text }
fact troops { name: text }
fact press { name: text }
fact trade { name: text, with: text }
relation tense(name: text)
scale Level 0..100 { low < 50, high }
rating level(a: text) of land(name: a) on Level starts 50
  factor first -40..40
  factor second -40..40
)";
const std::string massing =
    "rule massing when troops(name: c) undermines level.first(c) by 10 certainty 0.8\n";
const std::string hostile = "rule hostile when press(name: c) undermines level.first(c) by 6\n";

const std::string land = "[[land]]\nname = \"N\"\n";
const std::string agency = "origin = \"agency\"\n";
const std::string ministry = "origin = \"ministry\"\n";
const std::string wire = "[[source]]\nid = \"wire\"\n";
std::string troops(const std::string& more) {
  return "[[troops]]\nname = \"N\"\ncertainty = 0.9\n" + more;
}
std::string press(const std::string& more) {
  return "[[press]]\nname = \"N\"\ncertainty = 0.7\n" + more;
}
std::string trade(const std::string& with, const std::string& more) {
  return "[[trade]]\nname = \"N\"\nwith = \"" + with + "\"\n" + more;
}

/// "massing -8, hostile 0 (-4.2 with massing)" and the score.
std::string counted(const Evaluation& run) {
  const Rating& rating = only_rating(run);
  std::string text = fmt::format("{:g}:", rating.score);
  for (const Contribution& one : rating.contributions) {
    text += fmt::format(" {} {:g}", one.rule, one.amount);
    if (!one.counted_with) continue;
    text += fmt::format(" ({:g} with {})", one.alone, rating.contributions[*one.counted_with].rule);
  }
  return text;
}

std::string counted(const std::string& rules, const std::string& facts,
                    const Options& options = {}) {
  return counted(evaluate(declared + rules, land + facts, options));
}

}  // namespace

TEST_CASE("contributions of one origin count once, by the strongest", "[language][origin]") {
  // massing: 10 x min(0.9, 0.8) = 8. hostile: 6 x 0.7 = 4.2.
  CHECK(counted(massing + hostile, troops("") + press("")) == "37.8: massing -8 hostile -4.2");
  CHECK(counted(massing + hostile, troops(agency) + press(ministry)) ==
        "37.8: massing -8 hostile -4.2");
  const auto run = evaluate(declared + massing + hostile, land + troops(agency) + press(agency));
  CHECK(counted(run) == "42: massing -8 hostile 0 (-4.2 with massing)");
  const Rating& rating = only_rating(run);
  CHECK(rating.factors[0].sum == -8);
  CHECK(rating.contributions[1].origins == std::vector<std::string>{"agency"});
  // Only massing may still rise, to its weight of 10.
  CHECK(rating.range_low == 40);
  CHECK(rating.range_high == 42);
}

TEST_CASE("one origin is one in every calculus", "[language][origin]") {
  const std::string facts = troops(agency) + press(agency);
  const auto with = [&](const std::string& calculus) {
    return counted(massing + hostile, facts, {.certainty = calculus});
  };
  CHECK(with("certain") == "40: massing -10 hostile 0 (-6 with massing)");
  // 0.9 x 0.8 = 0.72
  CHECK(with("mycin") == "42.8: massing -7.2 hostile 0 (-4.2 with massing)");
  CHECK(with("probability") == "42.8: massing -7.2 hostile 0 (-4.2 with massing)");
  // 0.9 + 0.8 - 1 = 0.7 to 0.8, the middle of which is 0.75
  CHECK(with("bounds") == "42.5: massing -7.5 hostile 0 (-4.2 with massing)");
}

TEST_CASE("other factors, directions and subjects count by themselves", "[language][origin]") {
  const std::string facts = troops(agency) + press(agency);
  CHECK(counted(massing + "rule calm when press(name: c) supports level.first(c) by 6\n", facts) ==
        "46.2: massing -8 calm 4.2");
  CHECK(counted(massing + "rule other when press(name: c) undermines level.second(c) by 6\n",
                facts) == "37.8: massing -8 other -4.2");
  // M has the press of the same origin, and no troops.
  const auto two =
      evaluate(declared + massing + hostile, "[[land]]\nname = \"M\"\n[[press]]\nname = \"M\"\n" +
                                                 agency + land + troops(agency));
  CHECK(two.assessment().ratings.at(0).score == 44);
  CHECK(two.assessment().ratings.at(1).score == 42);
}

TEST_CASE("origins are the same if their sets are", "[language][origin]") {
  const std::string both =
      "rule both when troops(name: c) and press(name: c) undermines level.first(c) by 10\n";
  // {agency, ministry} is neither {agency} nor {ministry}. 10 x 0.7 and 6 x 0.7
  CHECK(counted(both + hostile, troops(agency) + press(ministry)) == "38.8: both -7 hostile -4.2");
  // Facts without an origin are left aside: {ministry}.
  CHECK(counted(both + hostile, troops("") + press(ministry)) ==
        "43: both -7 hostile 0 (-4.2 with both)");
}

TEST_CASE("what carries no origin is not grouped, even where one source says it",
          "[language][origin]") {
  const std::string from_wire = "source = \"wire\"\n";
  for (const char* calculus : {"weakest-link", "certain"}) {
    const Options options{.certainty = calculus};
    const std::string facts = wire + troops(from_wire) + press(from_wire);
    CHECK(counted(massing + hostile, facts, options).find("with") == std::string::npos);
  }
  // hostile alone carries an origin.
  CHECK(counted(massing + hostile, troops("") + press(agency)) == "37.8: massing -8 hostile -4.2");
}

TEST_CASE("a source that is named as an origin is the origin of what it says itself",
          "[language][origin]") {
  const std::string from_wire = "source = \"wire\"\n";
  const std::string via_wire = "origin = \"wire\"\n";
  CHECK(counted(massing + hostile, wire + troops(via_wire) + press(from_wire)) ==
        "42: massing -8 hostile 0 (-4.2 with massing)");
  CHECK(counted(massing + hostile, wire + troops(from_wire) + press(via_wire)) ==
        "42: massing -8 hostile 0 (-4.2 with massing)");
  // Then it is for all that cites it alone, whatever the rule that named it.
  const std::string named = "[[trade]]\nname = \"N\"\nwith = \"A\"\n" + via_wire;
  CHECK(counted(massing + hostile, wire + troops(from_wire) + press(from_wire) + named) ==
        "42: massing -8 hostile 0 (-4.2 with massing)");
  // An origin of its own goes before the source.
  CHECK(counted(massing + hostile, wire + troops(via_wire) + press(from_wire + agency)) ==
        "37.8: massing -8 hostile -4.2");
}

TEST_CASE("statements of one fact by a source and with it as origin are of one hand",
          "[language][origin]") {
  const std::string both = wire + "[[troops]]\nname = \"N\"\ncertainty = 0.6\nsource = \"wire\"\n" +
                           "[[troops]]\nname = \"N\"\ncertainty = 0.5\norigin = \"wire\"\n";
  for (const char* calculus : {"mycin", "probability"}) {
    // Of two hands 1 - 0.4 x 0.5 = 0.8.
    CHECK(answers(evaluate(declared, land + both, {.certainty = calculus}), "troops(x)") ==
          "x=N 0.6\n");
  }
}

TEST_CASE("the values of `for each` count once too", "[language][origin]") {
  const std::string partner =
      "rule partner when trade(name: c, with: d) supports level.first(c) by 3 for each d\n";
  CHECK(counted(partner, trade("A", agency) + trade("B", agency) + trade("C", ministry)) ==
        "56: partner 3 partner 0 (3 with partner) partner 3");
}

TEST_CASE("of equal amounts the one that is listed first counts", "[language][origin]") {
  const std::string twin = "rule alike when press(name: c) undermines level.first(c) by 6\n";
  CHECK(counted(hostile + twin, press(agency)) == "45.8: alike -4.2 hostile 0 (-4.2 with alike)");
  CHECK(counted(twin + hostile, press(agency)) == "45.8: alike -4.2 hostile 0 (-4.2 with alike)");
}

TEST_CASE("the origin is that of the facts below a conclusion, or below a negation",
          "[language][origin]") {
  const std::string derived = R"(
rule tension when troops(name: c) then tense(name: c)
rule strained when tense(name: c) undermines level.first(c) by 20
)";
  CHECK(counted(derived + hostile, troops(agency) + press(agency)) ==
        "32: strained -18 hostile 0 (-4.2 with strained)");
  // Quiet is 1 - 0.9; how far it is rests on what the agency says of the troops.
  const std::string quiet =
      "rule quiet when land(name: c) and not troops(name: c) supports level.first(c) by 5\n"
      "rule friendly when press(name: c) supports level.first(c) by 10\n";
  CHECK(counted(quiet, troops(agency) + press(agency)) ==
        "57: friendly 7 quiet 0 (0.5 with friendly)");
}

TEST_CASE("a score read by another rating carries the origins of what counts",
          "[language][origin]") {
  const std::string second = R"(
rating outlook(a: text) of land(name: a) on Level starts 50
  factor all -40..40
rule level_low when level(a, score: s) and s < 45 undermines outlook.all(a) by 10
rule press_bad when press(name: c) undermines outlook.all(c) by 9
)";
  const auto run = evaluate(declared + massing + second, land + troops(agency) + press(agency));
  const Rating& outlook = run.assessment().ratings.at(1);
  CHECK(outlook.score == 40);
  CHECK(outlook.contributions.at(1).counted_with == std::size_t{0});
}

TEST_CASE("limits count by themselves, and what does not count gives no confidence",
          "[language][origin]") {
  const std::string caps =
      "rule capped when troops(name: c) caps level(c) at 30\n"
      "rule milder when press(name: c) caps level(c) at 20\n";
  // Each by itself: 50 - 20 x 0.9 = 32, 50 - 30 x 0.7 = 29.
  CHECK(only_rating(evaluate(declared + caps, land + troops(agency) + press(agency))).score == 29);
  // What does not count is no evidence: one source of certainty 0.8, 0.8 x 1/2; else
  // q = (10 x 0.8 + 6 x 0.7) / 16 = 0.7625, n = 1 / ((10/16)^2 + (6/16)^2) = 256 / 136.
  const std::string sources = "[[source]]\nid = \"wire\"\n[[source]]\nid = \"radio\"\n";
  const auto confidence = [&](const std::string& origin) {
    const std::string facts =
        sources + troops("source = \"wire\"\n" + agency) + press("source = \"radio\"\n" + origin);
    return only_rating(evaluate(declared + massing + hostile, land + facts)).confidence;
  };
  CHECK(confidence(agency).index == Approx(0.4));
  CHECK(confidence(agency).reasons == std::vector<std::string>{"one origin"});
  const double n = 256.0 / 136;
  CHECK(confidence(ministry).index == Approx(0.7625 * n / (n + 1)));
}

TEST_CASE("in mycin rules of one origin count once, where none is given those of one source",
          "[language][origin][mycin]") {
  const std::string rules = declared + R"(
rule moves when troops(name: c) then tense(name: c) certainty 0.8
rule says when press(name: c) then tense(name: c) certainty 0.5
)";
  const auto tense = [&](const std::string& facts, const std::string& calculus) {
    return answers(evaluate(rules, wire + facts, {.certainty = calculus}), "tense(name: x)");
  };
  const std::string from_wire = "source = \"wire\"\n";
  // 0.9 x 0.8 = 0.72 and 0.7 x 0.5 = 0.35 make 0.72 + 0.35 x 0.28 = 0.818.
  CHECK(tense(troops("") + press(""), "mycin") == "x=N 0.818\n");
  CHECK(tense(troops(agency) + press(ministry), "mycin") == "x=N 0.818\n");
  CHECK(tense(troops(agency) + press(agency), "mycin") == "x=N 0.72\n");
  CHECK(tense(troops(from_wire) + press(from_wire), "mycin") == "x=N 0.72\n");
  // An origin goes before the source, and one that is the id of a source is that source.
  CHECK(tense(troops(from_wire + agency) + press(from_wire), "mycin") == "x=N 0.818\n");
  CHECK(tense(troops("origin = \"wire\"\n") + press(from_wire), "mycin") == "x=N 0.72\n");
  CHECK(tense(troops(from_wire) + press(""), "mycin") == "x=N 0.818\n");
  // Elsewhere rules of one origin have nothing to add, or are separate events.
  CHECK(tense(troops(agency) + press(agency), "weakest-link") == "x=N 0.8\n");
  CHECK(tense(troops(agency) + press(agency), "probability") == "x=N 0.818\n");
}

TEST_CASE("in mycin denials of one origin count once", "[language][origin][mycin]") {
  const std::string rules = R"(
fact land { name: text }
fact troops { name: text }
fact press { name: text }
relation calm open (name: text)
rule at_rest when land(name: c) then calm(name: c) certainty 0.9
rule moves when troops(name: c) then not calm(name: c) certainty 0.5
rule says when press(name: c) then not calm(name: c) certainty 0.5
)";
  const auto calm = [&](const std::string& origin) {
    return answers(evaluate(rules, land + troops(agency) + press(origin), {.certainty = "mycin"}),
                   "calm(name: x)");
  };
  // For it 0.9; against it 0.45, and with 0.35 from elsewhere 0.45 + 0.35 x 0.55 = 0.6425.
  CHECK(calm(agency) == fmt::format("x=N {:.6g}\n", (0.9 - 0.45) / (1 - 0.45)));
  CHECK(calm(ministry) == fmt::format("x=N {:.6g}\n", (0.9 - 0.6425) / (1 - 0.6425)));
}

TEST_CASE("a presumption of a rule that does not count in mycin is no gap",
          "[language][origin][mycin]") {
  const std::string rules = R"(
fact land { name: text }
fact troops { name: text }
fact pact open { name: text } presumed absent 0.6
relation tense(name: text)
scale Level 0..100 { low < 50, high }
rating level(a: text) of land(name: a) on Level starts 50
  factor first -40..40
rule moves when troops(name: c) then tense(name: c) certainty 0.8
rule alone when troops(name: c) and not pact(name: c) then tense(name: c) certainty 0.5
rule strained when tense(name: c) undermines level.first(c) by 10
)";
  const auto with = [&](const std::string& origin) {
    const auto run = evaluate(rules, land + troops(origin), {.certainty = "mycin"});
    return only_rating(run).contributions.at(0);
  };
  // 0.72, and without an origin 0.72 + 0.6 x 0.5 x 0.28 = 0.804.
  CHECK(with(agency).amount == Approx(-7.2));
  CHECK(with(agency).presumptions.empty());
  CHECK(with("").amount == Approx(-8.04));
  CHECK(with("").presumptions.size() == 1);
}

TEST_CASE("repeating a fact under a new id moves nothing", "[language][origin]") {
  const std::string once = troops(agency) + press(ministry);
  const std::string again = once + troops(agency + "id = \"again\"\n");
  CHECK(counted(massing + hostile, again) == counted(massing + hostile, once));
}

TEST_CASE("sources of one origin are one source for the confidence", "[language][origins]") {
  const std::string rules = R"(
fact land { name: text }
fact troops { of: text }
scale Calm 0..100 { tense < 45, calm }
rating calm(a: text) of land(name: a) on Calm starts 60
  factor menace -40..0
rule massing when troops(of: c) undermines calm.menace(c) by 10
)";
  const auto confidence = [&](int sources, const std::string& origin,
                              const std::string& more = "") {
    std::string facts = "[[land]]\nname = \"N\"\n";
    for (int i = 0; i < sources; ++i) {
      const std::string id = "\"s" + std::to_string(i) + "\"\n";
      facts += "[[source]]\nid = " + id;
      facts += "[[troops]]\nof = \"N\"\nsource = " + id;
      if (!origin.empty()) facts += "origin = \"" + origin + "\"\n";
    }
    return only_rating(evaluate(rules, facts + more)).confidence;
  };
  // q = s = 1: six voices are n / (n + 1) = 6 / 7, but six reprints of one agency are 1 / 2.
  CHECK(confidence(6, "").index == Approx(6.0 / 7));
  CHECK(confidence(6, "").reasons == std::vector<std::string>{"6 sources"});
  CHECK(confidence(6, "Reuters").index == Approx(0.5));
  CHECK(confidence(6, "Reuters").reasons == std::vector<std::string>{"one origin"});
  // With one that has it from elsewhere: 2 / 3.
  const std::string own = "[[troops]]\nof = \"N\"\nsource = \"s0\"\n";
  CHECK(confidence(6, "Reuters", own).index == Approx(2.0 / 3));
  CHECK(confidence(6, "Reuters", own).reasons ==
        std::vector<std::string>{"one source", "one origin"});
  // A reprint of s0 is no second source.
  const std::string reprint = "[[troops]]\nof = \"N\"\nsource = \"s1\"\norigin = \"s0\"\n";
  const std::string paper = "[[source]]\nid = \"s1\"\n";
  CHECK(confidence(1, "", paper + reprint).index == Approx(0.5));
  CHECK(confidence(1, "", paper + reprint).reasons == std::vector<std::string>{"one source"});
  // An origin is no source: half of the weight has one, 1/2 * 1/2.
  const std::string rumour = "[[troops]]\nof = \"N\"\norigin = \"rumour\"\n";
  CHECK(confidence(1, "", rumour).index == Approx(0.25));
}

}  // namespace casus::testing
