// SPDX-License-Identifier: Apache-2.0
//
// What a rating with a likelihood says: odds from the base rate at the starting point, doubled by
// points, and the terms for them.
#include <fmt/format.h>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::likelihood_term;

namespace {

/// A rating that starts at 50 and moves by the facts `up` and `down`.
std::string rules(const std::string& clause) {
  return "fact alliance { name: text }\n"
         "fact up { points: number }\nfact down { points: number }\n"
         "scale S 0..100 { low < 50, high }\n"
         "rating r(a: text) of alliance(name: a) on S starts 50\n"
         "  factor f -50..50\n  " +
         clause +
         "\n"
         "rule rises when alliance(name: a) and up(points: p) supports r.f(a) by p\n"
         "rule falls when alliance(name: a) and down(points: p) undermines r.f(a) by p\n";
}

std::string fact(const std::string& name, const std::string& points, const std::string& more = {}) {
  return "[[" + name + "]]\npoints = " + points + "\n" + more + "\n";
}

/// "0.333333 unlikely [0.2 unlikely, 0.5 roughly even chance]"
std::string likelihood(const std::string& clause, const std::string& facts = {}) {
  const auto run = evaluate(rules(clause), "[[alliance]]\nname = \"A\"\n" + facts);
  const casus::Rating& rating = only_rating(run);
  REQUIRE(rating.likelihood);
  const casus::Likelihood& l = *rating.likelihood;
  return fmt::format("{:.6g} {} [{:.6g} {}, {:.6g} {}]", l.probability, l.term, l.low, l.low_term,
                     l.high, l.high_term);
}

const std::string fifth = "likelihood \"the tie ends\" base 20% within 5 years doubles per -12";

std::string refused(const std::string& clause) {
  const auto loaded = casus::Ruleset::load({{"rules.casus", rules(clause)}});
  CHECK_FALSE(loaded.ruleset);
  return lines(loaded.diagnostics, *loaded.sources);
}

}  // namespace

TEST_CASE("at the starting point the base rate holds", "[language][likelihood]") {
  CHECK(likelihood(fifth) == "0.2 unlikely [0.2 unlikely, 0.2 unlikely]");
  const auto run = evaluate(rules(fifth), "[[alliance]]\nname = \"A\"\n");
  const casus::Likelihood& l = *only_rating(run).likelihood;
  CHECK(l.event == "the tie ends");
  CHECK(l.horizon == "5 years");
  CHECK(l.base == 0.2);
  CHECK(l.doubles_per == -12);
}

TEST_CASE("odds double for each so many points below the start", "[language][likelihood]") {
  // 20% is 1 to 4. 12 points below: 2 to 4, a third. 24: 4 to 4, a half. 48: 16 to 4, four fifths.
  // 12 above: 1 to 8, a ninth. 6 below: 4 to the square root of 2, 1 / (1 + 2.828427) = 0.261204.
  CHECK(likelihood(fifth, fact("down", "12")).starts_with("0.333333 unlikely"));
  CHECK(likelihood(fifth, fact("down", "24")).starts_with("0.5 roughly even chance"));
  CHECK(likelihood(fifth, fact("down", "48")).starts_with("0.8 likely"));
  CHECK(likelihood(fifth, fact("up", "12")).starts_with("0.111111 very unlikely"));
  CHECK(likelihood(fifth, fact("down", "6")).starts_with("0.261204 unlikely"));
}

TEST_CASE("a positive number doubles the odds above the start", "[language][likelihood]") {
  const std::string rising = "likelihood \"it breaks\" base 20% within 30 days doubles per 12";
  CHECK(likelihood(rising, fact("up", "12")).starts_with("0.333333 unlikely"));
  CHECK(likelihood(rising, fact("down", "12")).starts_with("0.111111 very unlikely"));
}

TEST_CASE("over the range the lower probability stands first", "[language][likelihood]") {
  // 24 points at certainty 0.5 take 12: 1/3. Fully they would take 24: 1/2. Nothing raises it.
  const std::string facts = fact("down", "24", "certainty = 0.5");
  CHECK(likelihood(fifth, facts) ==
        "0.333333 unlikely [0.333333 unlikely, 0.5 roughly even chance]");
  const std::string rising = "likelihood \"it breaks\" base 20% within 30 days doubles per 12";
  // 24 below: 1 to 16, one in 17.
  CHECK(likelihood(rising, facts) ==
        "0.111111 very unlikely [0.0588235 very unlikely, 0.111111 very unlikely]");
}

TEST_CASE("odds past all numbers are no nonsense", "[language][likelihood]") {
  const std::string steep = "likelihood \"it ends\" base 20% within 5 years doubles per -0.001";
  CHECK(likelihood(steep, fact("down", "50")).starts_with("1 almost certain"));
  CHECK(likelihood(steep, fact("up", "50")).starts_with("0 almost no chance"));
}

TEST_CASE(
    "terms are those of ICD 203 for whole percents, boundaries going to the one nearer to even",
    "[language][likelihood]") {
  struct Term {
    double from, to;  // both ends belong to it: of halves the one nearer to even is taken
    const char* name;
  };
  const std::vector<Term> terms{
      {0, 0.044999, "almost no chance"}, {0.045, 0.194999, "very unlikely"},
      {0.195, 0.444999, "unlikely"},     {0.445, 0.555, "roughly even chance"},
      {0.555001, 0.805, "likely"},       {0.805001, 0.955, "very likely"},
      {0.955001, 1, "almost certain"},
  };
  for (const Term& term : terms) {
    INFO(term.name);
    CHECK(likelihood_term(term.from) == term.name);
    CHECK(likelihood_term((term.from + term.to) / 2) == term.name);
    CHECK(likelihood_term(term.to) == term.name);
  }
  CHECK(likelihood_term(0.195 - 1e-12) == "unlikely");  // a half, but for the last digits
}

TEST_CASE("a rating without a base rate has no probability", "[language][likelihood]") {
  CHECK_FALSE(only_rating(evaluate(rules(""), "[[alliance]]\nname = \"A\"\n")).likelihood);
}

TEST_CASE("a likelihood that says nothing is refused", "[language][likelihood]") {
  const auto with = [](const std::string& base, const std::string& within, const std::string& per) {
    return refused("likelihood \"x\" base " + base + " within " + within + " doubles per " + per);
  };
  for (const char* base : {"0", "0%", "100%", "1", "9", "-9%"}) {
    CHECK(with(base, "5 years", "-12") ==
          "E0305 rules.casus:7: a base rate lies between 0 and 1, both excluded\n");
  }
  CHECK(with("9 years", "5 years", "-12") ==
        "E0302 rules.casus:7: a base rate must be a plain number\n");
  CHECK(with("9%", "5", "-12") == "E0302 rules.casus:7: a horizon must be a duration\n");
  CHECK(with("9%", "0.1 years", "-12") == "E0302 rules.casus:7: a horizon must be a duration\n");
  CHECK(with("9%", "0 years", "-12") == "E0305 rules.casus:7: a horizon is longer than nothing\n");
  CHECK(with("9%", "-5 years", "-12") == "E0305 rules.casus:7: a horizon is longer than nothing\n");
  CHECK(with("9%", "5 years", "0") == "E0305 rules.casus:7: no points cannot double the odds\n");
  CHECK(with("9%", "5 years", "12 years") ==
        "E0302 rules.casus:7: the points that double the odds must be a plain number\n");
  CHECK(refused(fifth + ' ' + fifth) == "E0501 rules.casus:7: a rating has one likelihood\n");
  CHECK(refused("likelihood \" \" base 9% within 5 years doubles per -12") ==
        "E0510 rules.casus:7: this likelihood does not say of what\n");
}

TEST_CASE("each part of a likelihood that is missing has its message", "[language][likelihood]") {
  CHECK(refused("likelihood base 9% within 5 years doubles per -12") ==
        "E0101 rules.casus:7: this likelihood does not say of what\n");
  CHECK(refused("likelihood \"x\" within 5 years doubles per -12") ==
        "E0101 rules.casus:7: this likelihood has no base rate\n");
  CHECK(refused("likelihood \"x\" base 9% doubles per -12") ==
        "E0101 rules.casus:7: this likelihood has no horizon\n");
  CHECK(refused("likelihood \"x\" base 9% within 5 years") ==
        "E0101 rules.casus:7: this likelihood does not say how it follows the score\n");
  CHECK(refused("likelihood \"x\" base 9% within 5 years doubles -12") ==
        "E0101 rules.casus:7: `doubles` asks for `per` and points\n");
}
