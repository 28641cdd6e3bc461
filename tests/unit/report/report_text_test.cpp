// SPDX-License-Identifier: Apache-2.0
#include "report/assessment_report.hpp"
#include "support/catch.hpp"
#include "unit/report/sample.hpp"

using namespace casus;
using report::Style;

namespace {

std::string text(const Assessment& assessment, const Style& style = {}) {
  return report::report_text(
      {assessment, Sources{}}, style,
      {"casus report facts/kazakhstan-russia-2015.toml --as-of 2015-01-31", "casus 0.1.0"});
}

std::vector<std::string> lines(const std::string& whole) {
  std::vector<std::string> result;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = whole.find('\n', at);
    result.push_back(whole.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

}  // namespace

TEST_CASE("the report says all that the values carry, judgement first", "[report][report_text]") {
  CHECK(text(sample::assessment()) ==
        R"(KAZAKHSTAN-RUSSIA                                   Alliance stability, Jan 2015
================================================================================
FIRM     63.6 of 100    range 55–71    confidence LOW
[#############·······]  strained below 60, solid from 80

CASE      Kazakhstan and Russia, January 2015

KEY JUDGEMENT
Alliance stability of Kazakhstan-Russia is FIRM: 63.6 of 100, 3.6 points above
STRAINED and 16.4 below SOLID. It is supported most by Economic interdependence
(+14.4) and Security (+10.4), and strained most by Sovereignty (-11.2) and
Leadership and succession (-6.8). Without any one of the five largest reasons
under SUPPORTS it would be STRAINED. Uncertain evidence leaves a range from 55.4
to 71.2, STRAINED to FIRM. Confidence is low: one source, 1 presumption.

SUPPORTS                                 STRAINS
 +8.0 trade                 F5 F6         -11.2 secession fear       F21
 +6.4 CSTO membership       F12            -8.4 succession open      F18
 +4.8 oil by Russian pipes  F9             -4.8 purpose of the EEU   F16
 +4.0 60+ defence accords   F13            -2.4 Moscow-led EEU body  F22
 +4.0 founding EEU members  F2
 +1.6 investment            F7
 +1.6 elite ties            F4

SUM      start 60.0, Economic interdependence +14.4, Security +10.4,
         Institutions -3.2, Leadership and succession -6.8, Sovereignty -11.2:
         63.6

EVIDENCE (3 of 5 facts used; B2 where not said)
 F13 ¶15 "more than 60 bilateral defence and military-technical agreements"
         (kusznir-2015)
 F16 ¶17 "For Russia it is mainly a geopolitical project" (kusznir-2015)
 F18 ¶19 "not clear who will succeed President Nazarbayev" (kusznir-2015)

SOURCES
 kusznir-2015  J. Kusznir: Russia and Kazakhstan (reliability B)

GRADES  reliability of the source, A completely reliable to E unreliable, F
        cannot be judged; credibility of the statement, 1 confirmed by others to
        5 improbable, 6 cannot be judged

GAPS
 presumed: no successor in Kazakhstan (0.7)

UNUSED
 F30 ¶9 a common currency is planned (a plan; no reason above rests on it)
 F31    a treaty of 1992 is in force (not valid at 2015-01-31)

METHOD  certainty weakest-link, as of 2015-01-31, casus 0.1.0
REPEAT  casus report facts/kazakhstan-russia-2015.toml --as-of 2015-01-31
)");
}

TEST_CASE("what most of many reasons rest on is said once, of few with each",
          "[report][report_text]") {
  Assessment assessment = sample::assessment();
  Rating& rating = assessment.ratings[0];
  for (Contribution& one : rating.contributions) one.facts.push_back("F99");
  CHECK(text(assessment).find("most of these also rest on F99") != std::string::npos);
  CHECK(text(assessment).find("+8.0 trade                 F5 F6 ") != std::string::npos);
  rating.contributions.resize(3);
  CHECK(text(assessment).find("most of these") == std::string::npos);
  CHECK(text(assessment).find("+8.0 trade                 F5 F6 F99") != std::string::npos);
}

TEST_CASE("origins that count in place of sources stand among these", "[report][report_text]") {
  Assessment assessment = sample::assessment();
  assessment.evidence[0].origin = "the ministry";
  assessment.evidence[1].origin = "the ministry";
  assessment.evidence[2].origin = "kusznir-2015";  // itself a source
  CHECK(text(assessment)
            .find("SOURCES\n"
                  " kusznir-2015  J. Kusznir: Russia and Kazakhstan (reliability B)\n"
                  " origin  the ministry, of F13 F16: counts in place of their source\n\n") !=
        std::string::npos);
}

TEST_CASE("the ASCII report has no sign beyond ASCII", "[report][report_text]") {
  for (const char c : text(sample::assessment(), {.ascii = true})) {
    REQUIRE(static_cast<unsigned char>(c) < 0x80);
  }
}

TEST_CASE("no report line is wider than the page or ends in a blank", "[report][report_text]") {
  Assessment a = sample::assessment();
  a.info.question = "Will the alliance hold over the next five years, and what would end it?";
  a.ratings[0].contributions[0].title =
      "Trade of twenty-three and a half billion dollars a year ties the members together";
  a.contradictions = {
      "F3 says that Armenia is a member and F4 denies that it ever joined the union"};
  a.ratings[0].limits = {{"threat",
                          "",
                          "",
                          true,
                          40,
                          -3.2,
                          0.8,
                          "the patron threatens a member with force",
                          {"F36"},
                          {}}};
  for (const std::uint32_t width : {80u, 60u, 44u}) {
    // A heading and a word stay whole on the narrowest pages.
    for (const std::string& line : lines(text(a, {.ascii = true, .width = width}))) {
      INFO(line);
      CHECK(line.size() <= width);
      CHECK_FALSE(line.ends_with(' '));
    }
  }
}

TEST_CASE("a denial is never told as what it denies", "[report][report_text]") {
  Assessment a = sample::assessment();
  for (Evidence& one : a.evidence) {
    one.holds = false;
    one.contradicted = !one.used;
  }
  std::string report;  // its lines as one
  for (const std::string& line : lines(text(a))) {
    report += (report.empty() ? "" : " ") +
              line.substr(std::min(line.size(), line.find_first_not_of(' ')));
  }
  CHECK(report.find("F18 ¶19 \"not clear who will succeed President Nazarbayev\" (kusznir-2015, "
                    "denied: ") != std::string::npos);
  CHECK(report.find("F30 ¶9 denied: a common currency is planned (held and denied equally") !=
        std::string::npos);
}

TEST_CASE("a cap that binds is part of the judgement", "[report][report_text]") {
  Rating r = sample::rating();
  r.score = 40;
  r.band = "strained";
  r.limits = {
      {"threat", "", "", true, 40, -23.6, 1, "the patron threatens a member with force", {}, {}}};
  const auto sentences = report::key_judgement(r);
  REQUIRE(sentences.size() == 5);
  CHECK(sentences[0] ==
        "Alliance stability of Kazakhstan-Russia is STRAINED: 40.0 of 100, "
        "0.0 points above FRAGILE and 20.0 below FIRM.");
  CHECK(sentences[2] == "It is capped at 40: the patron threatens a member with force.");
  // 63.6 - 23.6 * 0.4 = 54.2 is not 40, so how sure the cap is belongs to it.
  r.limits[0].certainty = 0.4;
  CHECK(report::key_judgement(r)[2] ==
        "It is capped at 40 with certainty 0.4: the patron threatens a member with force.");
  // No sentence about single supports: taking one away does not move a capped score.
  CHECK(sentences[3].starts_with("Uncertain evidence"));
}

TEST_CASE("what goes back to the same origin stands in for a support that is lost",
          "[report][report_text][origin]") {
  Rating r = sample::rating();
  // Trade gives 8.0. Without it 7.0 would still come from there: 62.6 is FIRM.
  Contribution twin = r.contributions[0];
  twin.amount = 0;
  twin.alone = 7;
  twin.counted_with = 0;
  r.contributions.push_back(twin);
  const auto sentences = report::key_judgement(r);
  CHECK(std::ranges::count(sentences,
                           "Without any one of four of the reasons under SUPPORTS it would be "
                           "STRAINED.") == 1);
}

TEST_CASE("what does not count for its origin leaves no gap", "[report][report_text][origin]") {
  Assessment a = sample::assessment();
  Contribution& open = a.ratings[0].contributions[9];
  REQUIRE(open.presumptions.size() == 1);
  open.counted_with = 0;
  open.origins = {"agency", "ministry"};
  open.alone = -8.4;
  open.amount = 0;
  const std::string page = text(a);
  CHECK(page.find("nothing was presumed") != std::string::npos);
  CHECK(page.find("NOT COUNTED\n"
                  "  -8.4 succession open, same origins (agency, ministry) as trade [F18]\n") !=
        std::string::npos);
}

TEST_CASE("confidence stands in a sentence of its own", "[report][report_text]") {
  for (const std::string& sentence : report::key_judgement(sample::rating())) {
    const bool about_confidence = sentence.find("onfidence") != std::string::npos;
    CHECK(about_confidence == sentence.starts_with("Confidence is low: "));
  }
}

TEST_CASE("a rating that nothing moves says so", "[report][report_text]") {
  Rating r = sample::rating();
  r.factors.clear();
  r.contributions.clear();
  r.score = r.range_low = r.range_high = 60;
  CHECK(report::key_judgement(r) ==
        std::vector<std::string>{
            "Alliance stability of Kazakhstan-Russia is FIRM: 60.0 of 100, 0.0 points above "
            "STRAINED and 20.0 below SOLID.",
            "Nothing moves it from its starting point.",
            "Confidence is low: one source, 1 presumption."});
}

TEST_CASE("a case without ratings still lists its evidence", "[report][report_text]") {
  Assessment a;
  a.info.name = "bare";
  a.calculus = "certain";
  CHECK(report::report_text({a, Sources{}}, {.width = 40}, {}) ==
        "BARE\n"
        "========================================\n"
        "Nothing is rated in this case.\n"
        "\n"
        "GAPS\n"
        " nothing was presumed\n"
        "\n"
        "METHOD  certainty certain\n");
}
