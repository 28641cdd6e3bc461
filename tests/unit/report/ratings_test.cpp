// SPDX-License-Identifier: Apache-2.0
#include "report/ratings.hpp"

#include <limits>

#include "report/wording.hpp"
#include "support/catch.hpp"
#include "unit/report/sample.hpp"

using namespace casus;
using report::Style;

namespace {

std::string text(const Assessment& assessment, const Style& style = {}) {
  return report::ratings_text({{assessment, Sources{}}}, style);
}

std::string written(void (*write)(const report::CaseAssessments&, report::Output&),
                    const report::CaseAssessments& cases) {
  return report::text_of([&](report::Output& out) { write(cases, out); });
}

Assessment with_subject(const std::string& name) {
  Assessment a = sample::assessment();
  a.ratings[0].subject = {sample::text(name)};
  return a;
}

}  // namespace

TEST_CASE("the rating stands in one line with its first reason", "[report][ratings]") {
  CHECK(text(sample::assessment()) ==
        "alliance             rating  score   range   confidence\n"
        "Kazakhstan-Russia    FIRM     63.6   55–71   low: one source\n");
  CHECK(text(sample::assessment(), {.ascii = true}) ==
        "alliance             rating  score   range   confidence\n"
        "Kazakhstan-Russia    FIRM     63.6   55-71   low: one source\n");
}

TEST_CASE("columns are aligned by display width", "[report][ratings]") {
  const Assessment cyrillic = with_subject("Казахстан");
  const Assessment chinese = with_subject("中国");
  CHECK(report::ratings_text({{cyrillic, Sources{}}, {chinese, Sources{}}}, {}) ==
        "alliance     rating  score   range   confidence\n"
        "Казахстан    FIRM     63.6   55–71   low: one source\n"
        "中国         FIRM     63.6   55–71   low: one source\n");
}

TEST_CASE("two ratings of one subject name their cases", "[report][ratings]") {
  Assessment now = sample::assessment();
  Assessment before = sample::assessment();
  now.info.name = "y2015";
  before.info.name = "y2010";
  before.ratings[0].score = 81;
  before.ratings[0].band = "solid";
  before.ratings[0].range_low = before.ratings[0].range_high = 81;
  CHECK(report::ratings_text({{before, Sources{}}, {now, Sources{}}}, {}) ==
        "alliance             case     rating  score   range   confidence\n"
        "Kazakhstan-Russia    y2010    SOLID    81.0    81.0   low: one source\n"
        "Kazakhstan-Russia    y2015    FIRM     63.6   55–71   low: one source\n");
}

TEST_CASE("long names and reasons wrap inside 80 columns", "[report][ratings]") {
  Assessment a =
      with_subject("The Treaty of Friendship, Cooperation and Mutual Assistance of eight states");
  a.ratings[0].confidence.reasons = {"every statement comes from one and the same newspaper"};
  CHECK(text(a) ==
        "alliance                      rating  score   range   confidence\n"
        "The Treaty of Friendship,     FIRM     63.6   55–71   low: every statement comes\n"
        "Cooperation and Mutual                                from one and the same\n"
        "Assistance of eight states                            newspaper\n");
}

TEST_CASE("names with hyphens are broken at these", "[report][ratings]") {
  Assessment winter = with_subject("Ruritania-Northland-Southland");
  winter.info.name = "ruritania-northland-2015-winter";
  Assessment summer = winter;
  summer.info.name = "ruritania-northland-2015-summer";
  // 29 + 31 + 47 columns in 80: the widest give way first.
  CHECK(report::ratings_text({{winter, Sources{}}, {summer, Sources{}}}, {}) ==
        "alliance            case                 rating  score   range   confidence\n"
        "Ruritania-          ruritania-           FIRM     63.6   55–71   low: one source\n"
        "Northland-          northland-2015-\n"
        "Southland           winter\n"
        "Ruritania-          ruritania-           FIRM     63.6   55–71   low: one source\n"
        "Northland-          northland-2015-\n"
        "Southland           summer\n");
}

TEST_CASE("a terminal of one column gets a list", "[report][ratings]") {
  CHECK(text(sample::assessment(), {.width = 1}) ==
        "alliance:\nKazakhstan-Russia\nrating: FIRM\nscore: 63.6\nrange: 55–71\n"
        "confidence: low: one\nsource\n");
}

TEST_CASE("a score never seems to belong to another band", "[report][ratings]") {
  Assessment a = sample::assessment();
  a.ratings[0].score = 59.97;
  a.ratings[0].band = "strained";
  CHECK(text(a).find(" 59.97 ") != std::string::npos);
  a.ratings[0].score = 79.999999;
  a.ratings[0].band = "firm";
  CHECK(text(a).find(" 79.999999 ") != std::string::npos);
}

TEST_CASE("names cannot reach the terminal", "[report][ratings]") {
  CHECK(text(with_subject("a\x1b[31m\nb")) ==
        "alliance        rating  score   range   confidence\n"
        "a\\x1b[31m\\nb    FIRM     63.6   55–71   low: one source\n");
}

TEST_CASE("nothing rated is an empty text and an empty document", "[report][ratings]") {
  Assessment a;
  a.info.name = "empty";
  CHECK(text(a).empty());
  CHECK(report::ratings_prose({{a, Sources{}}}).empty());
  CHECK(written(report::ratings_json, {}) ==
        "{\"schema\":\"casus.eval/1\",\"ratings\":[],\"cases\":[]}\n");
  CHECK(written(report::ratings_ndjson, {{a, Sources{}}}).empty());
}

TEST_CASE("prose is one statement a line", "[report][ratings]") {
  CHECK(report::ratings_prose({{sample::assessment(), Sources{}}}) ==
        "Kazakhstan-Russia: Alliance stability is firm, 63.6 of 100.\n"
        "Kazakhstan-Russia: the range is 55.4 to 71.2.\n"
        "Kazakhstan-Russia: confidence is low: one source, 1 presumption.\n"
        "Kazakhstan-Russia: Economic interdependence adds 14.4 points.\n"
        "Kazakhstan-Russia: Security adds 10.4 points.\n"
        "Kazakhstan-Russia: Institutions takes 3.2 points.\n"
        "Kazakhstan-Russia: Leadership and succession takes 6.8 points.\n"
        "Kazakhstan-Russia: Sovereignty takes 11.2 points.\n");
}

TEST_CASE("JSON begins with the keys of the contract and does not round", "[report][ratings]") {
  Assessment a = sample::assessment();
  Rating& r = a.ratings[0];
  r.score = 63.600000000000001;
  r.range_low = 0.1 + 0.2;  // 0.30000000000000004
  r.range_high = std::numeric_limits<double>::infinity();
  r.contributions = {r.contributions[9]};
  const std::string json = written(report::ratings_json, {{a, Sources{}}});
  CHECK(json.starts_with(
      R"({"schema":"casus.eval/1","ratings":[{"rating":"stability","subject":["Kazakhstan-Russia"],)"
      R"("score":63.6,"band":"firm","range":[0.30000000000000004,null],"confidence":"low",)"
      R"("contributions":[{"rule":"rule_of_F18","title":"succession open","factor":"leadership",)"
      R"("amount":-8.4,"weight":-12,"certainty":0.7,)"
      R"("because":"leader is 75, nobody recognised as successor","facts":["F18"],)"
      R"j("presumptions":["no successor in Kazakhstan (0.7)"],"for_each":{},"source":"","place":""}],)j"
      R"("title":"Alliance stability","case":"kazakhstan-russia-2015","as_of":"2015-01-31",)"
      R"("calculus":"weakest-link",)"));
  CHECK(json.ends_with("\n"));
}

TEST_CASE("NDJSON has one rating a line, each with its schema", "[report][ratings]") {
  Assessment a = sample::assessment();
  a.ratings.push_back(a.ratings[0]);
  const std::string lines = written(report::ratings_ndjson, {{a, Sources{}}});
  const std::string start = R"({"schema":"casus.eval/1","rating":"stability",)";
  const std::size_t end = lines.find('\n');
  CHECK(lines.starts_with(start));
  CHECK(lines.substr(end + 1).starts_with(start));
  CHECK(lines.size() == 2 * (end + 1));
}

TEST_CASE("CSV quotes as RFC 4180 has it", "[report][ratings]") {
  Assessment a = with_subject("A \"great\", old tie\nof two");
  a.ratings[0].score = 1.0 / 3;
  const auto csv = [&](report::Output& out) {
    (void)report::RatingsCsv(out).add(a.info, a.ratings[0]);
  };
  CHECK(report::text_of(csv) ==
        "case,as_of,rating,subject,score,band,range_low,range_high,confidence,confidence_reasons,"
        "event,probability,probability_low,probability_high,likelihood,module\r\n"
        "kazakhstan-russia-2015,2015-01-31,stability,\"A \"\"great\"\", old tie\nof two\","
        "0.3333333333333333,firm,55.4,71.2,low,one source; 1 presumption,,,,,,\r\n");
}

TEST_CASE("a likelihood is said in whole per cent, in their term, never as 0% or 100%",
          "[report][ratings]") {
  Rating rating = sample::rating();
  const auto said = [&](double probability, double low, double high) {
    rating.likelihood = Likelihood{.event = "the tie ends",
                                   .horizon = "5 years",
                                   .base = 0.09,
                                   .doubles_per = -12,
                                   .probability = probability,
                                   .low = low,
                                   .high = high,
                                   .term = std::string(likelihood_term(probability))};
    return report::likelihood_text(rating);
  };
  CHECK(said(0.24, 0.24, 0.24) ==
        "the tie ends within 5 years: unlikely (about 24%; base rate 9%)");
  CHECK(
      said(0.24, 0.181, 0.312) ==
      "the tie ends within 5 years: unlikely (about 24%, 18% to 32% over the range; base rate 9%)");
  // 19.6% and 20% are said alike, so they have one term; ends of the range go outwards.
  CHECK(said(0.196, 0.196, 0.196) ==
        "the tie ends within 5 years: unlikely (about 20%; base rate 9%)");
  CHECK(said(0.199, 0.1901, 0.2001) ==
        "the tie ends within 5 years: unlikely (about 20%, 19% to 21% over the range; base rate "
        "9%)");
  CHECK(said(0.04979, 0.0099, 0.04979) ==
        "the tie ends within 5 years: very unlikely (about 5%, below 1% to 5% over the range; base "
        "rate 9%)");
  // What arithmetic misses by its last digit is whole.
  CHECK(said(0.2, 0.2 - 1e-12, 0.5 + 1e-12) ==
        "the tie ends within 5 years: unlikely (about 20%, 20% to 50% over the range; base rate "
        "9%)");
  CHECK(said(0, 0, 0) == "the tie ends within 5 years: almost no chance (below 1%; base rate 9%)");
  CHECK(said(0.999, 0.99, 1) ==
        "the tie ends within 5 years: almost certain (above 99%, 99% to above 99% over the range; "
        "base rate 9%)");
  rating.likelihood.reset();
  CHECK(report::likelihood_text(rating).empty());
}
