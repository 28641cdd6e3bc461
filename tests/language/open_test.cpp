// SPDX-License-Identifier: Apache-2.0
//
// Open relations: what is not stated is unknown.
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;

namespace {

std::string rules(const std::string& presumed) {
  return R"(
fact leader { country: text }
fact successor open { country: text, person: text }
)" + presumed +
         R"(
relation open_succession(country: text)
relation to_be_asked(country: text)
rule nobody_in_line
  when leader(country: c)
   and not successor(country: c)
  then open_succession(country: c)
rule ask
  when leader(country: c)
   and unknown successor(country: c)
  then to_be_asked(country: c)
)";
}

const std::string presumed = rules("  presumed absent 0.7");
const std::string north = "[[leader]]\ncountry = \"North\"\n";

std::string successor(const std::string& more) {
  return "[[successor]]\ncountry = \"North\"\n" + more + "\n";
}

}  // namespace

TEST_CASE("`not` of a closed fact is certain where nothing is stated", "[language][open]") {
  const auto run = evaluate(R"(
fact leader { country: text }
fact coup { country: text }
relation calm(country: text)
rule quiet when leader(country: c) and not coup(country: c) then calm(country: c)
)",
                            north);
  CHECK(answers(run, "calm(c)") == "c=North 1\n");
}

TEST_CASE("what is unknown is absent only as far as presumed", "[language][open]") {
  CHECK(answers(evaluate(presumed, north), "open_succession(c)") == "c=North 0.7\n");
}

TEST_CASE("without a presumption nothing unknown is absent", "[language][open]") {
  CHECK(answers(evaluate(rules(""), north), "open_succession(c)") == "no\n");
}

TEST_CASE("an explicit negative is absent with its certainty", "[language][open]") {
  const auto run = evaluate(presumed, north + successor("holds = false\ncertainty = 0.9"));
  CHECK(answers(run, "open_succession(c)") == "c=North 0.9\n");
  CHECK(answers(evaluate(presumed, north + successor("holds = false\ncertainty = 0.3")),
                "open_succession(c)") == "c=North 0.3\n");
}

TEST_CASE("an explicit negative of one person leaves the others unknown", "[language][open]") {
  const auto run =
      evaluate(presumed, north + successor("person = \"P\"\nholds = false\ncertainty = 0.9"));
  CHECK(answers(run, "open_succession(c)") == "c=North 0.7\n");
}

TEST_CASE("of one person denied less surely than the rest are presumed absent, that person decides",
          "[language][open]") {
  // Nobody at all is surely absent only as far as the one who is denied with 0.3.
  CHECK(answers(evaluate(presumed, north + successor("person = \"B\"\nholds = false\n"
                                                     "certainty = 0.3")),
                "open_succession(c)") == "c=North 0.3\n");
  CHECK(answers(evaluate(presumed, north + successor("person = \"B\"\nholds = false\n"
                                                     "certainty = 0.9")),
                "open_succession(c)") == "c=North 0.7\n");
  // A denial of everybody that covers the same person is surer, and counts.
  CHECK(answers(evaluate(presumed, north +
                                       successor("person = \"B\"\nholds = false\n"
                                                 "certainty = 0.3") +
                                       successor("holds = false\ncertainty = 0.8")),
                "open_succession(c)") == "c=North 0.8\n");
}

TEST_CASE("what is stated is absent with what is left", "[language][open]") {
  const auto run = evaluate(presumed, north + successor("person = \"P\"\ncertainty = 0.9"));
  CHECK(answers(run, "open_succession(c)") == "c=North 0.1\n");
  CHECK(answers(evaluate(presumed, north + successor("person = \"P\"")), "open_succession(c)") ==
        "no\n");
}

TEST_CASE("what is faintly stated stays within the presumption", "[language][open]") {
  const auto run = evaluate(presumed, north + successor("person = \"P\"\ncertainty = 0.1"));
  CHECK(answers(run, "open_succession(c)") == "c=North 0.7\n");
}

TEST_CASE("`unknown` asks for what is neither stated nor denied", "[language][open]") {
  CHECK(answers(evaluate(presumed, north), "to_be_asked(c)") == "c=North 1\n");
  CHECK(answers(evaluate(presumed, north + successor("person = \"P\"")), "to_be_asked(c)") ==
        "no\n");
  CHECK(answers(evaluate(presumed, north + successor("holds = false")), "to_be_asked(c)") ==
        "no\n");
  CHECK(answers(evaluate(presumed, north + successor("person = \"P\"\nholds = false")),
                "to_be_asked(c)") == "c=North 1\n");
}

TEST_CASE("that there is no fact says nothing of plans and opinions", "[language][open]") {
  const std::string any = presumed + R"(
relation nobody_at_all(country: text)
rule nobody_says_so when leader(country: c) and not successor(country: c, kind: _)
  then nobody_at_all(country: c)
)";
  const auto run = evaluate(any, north + successor("holds = false"));
  CHECK(answers(run, "open_succession(c)") == "c=North 1\n");
  CHECK(answers(run, "nobody_at_all(c)") == "c=North 0.7\n");  // presumed
}

TEST_CASE("a conclusion names the presumptions it rests on", "[language][open]") {
  const auto run = evaluate(presumed + R"(
scale Firmness 0..100 { weak < 50, firm }
rating firmness(c: text) of leader(country: c) on Firmness starts 50 factor succession -20..0
rule strain when open_succession(country: c) undermines firmness.succession(c) by 10
)",
                            north);
  const casus::Rating& rating = only_rating(run);
  CHECK(rating.score == 43);  // 50 - 10 * 0.7
  REQUIRE(rating.contributions.size() == 1);
  CHECK(rating.contributions[0].presumptions ==
        std::vector<std::string>{"no successor (country: North)"});
}

TEST_CASE("held and denied equally is contradicted, and unknown", "[language][open]") {
  const auto run = evaluate(presumed, north + successor("person = \"P\"\ncertainty = 0.8") +
                                          successor("holds = false\ncertainty = 0.8"));
  CHECK(answers(run, "successor(c, p)") == "no\n");
  CHECK(answers(run, "open_succession(c)") == "no\n");  // nor is it presumed absent
  CHECK(answers(run, "to_be_asked(c)") == "c=North 1\n");
  REQUIRE(run.assessment().contradictions.size() == 1);
}

TEST_CASE("what is contradicted is not presumed absent", "[language][open]") {
  const std::string rules = R"(
fact threat open { by: text, to: text } presumed absent 0.8
)";
  const auto threat = [](const std::string& to, const std::string& certainty, bool holds = true) {
    return "[[threat]]\nby = \"A\"\n" + (to.empty() ? "" : "to = \"" + to + "\"\n") +
           "certainty = " + certainty + '\n' + (holds ? "" : "holds = false\n");
  };
  const std::string goal = "not threat(by: \"A\", to: \"B\")";
  const std::string to_anybody = "not threat(by: \"A\")";
  const std::string denied = threat("B", "0.7", false);
  for (const char* calculus : {"weakest-link", "mycin", "certain"}) {
    INFO(calculus);
    casus::Options options;
    options.certainty = calculus;
    const auto run = evaluate(rules, denied + threat("B", "0.7"), options);
    CHECK(answers(run, goal) == "no\n");
    CHECK(answers(run, to_anybody) == "no\n");
    CHECK(answers(run, "threat(by: \"A\", to: \"B\")") == "no\n");
    CHECK(answers(run, "unknown threat(by: \"A\", to: \"B\")") == "1\n");
    // Of others nothing is said.
    CHECK(answers(run, "not threat(by: \"A\", to: \"C\")") != "no\n");
    // A denial whoever it is to.
    const auto wild = evaluate(rules, threat("", "0.7", false) + threat("B", "0.7"), options);
    CHECK(answers(wild, goal) == "no\n");
    CHECK(answers(wild, to_anybody) == "no\n");
    CHECK(answers(wild, "not threat(by: \"A\", to: \"C\")") ==
          (calculus == std::string("certain") ? "1\n" : "0.7\n"));
  }
  // More evidence for the threat never makes it surer that there is none.
  CHECK(answers(evaluate(rules, denied), goal) == "0.7\n");
  CHECK(answers(evaluate(rules, denied + threat("B", "0.6")), goal) == "0.7\n");
  CHECK(answers(evaluate(rules, denied + threat("B", "0.8")), goal) == "0.2\n");
  casus::Options options;
  options.certainty = "probability";
  // Not stated, and denied or presumed absent: 0.3 * (1 - 0.3 * 0.2) = 0.282.
  CHECK(answers(evaluate(rules, denied + threat("B", "0.7"), options), goal) == "0.282\n");
  // Of others than B nothing is denied, so it must be presumed: 0.3 * 0.8.
  CHECK(answers(evaluate(rules, denied + threat("B", "0.7"), options), to_anybody) == "0.24\n");
  // Always stated: then there is no world without it.
  CHECK(answers(evaluate(rules, denied + threat("B", "1"), options), goal) == "no\n");
}

TEST_CASE("of held and denied the stronger stands", "[language][open]") {
  auto run = evaluate(presumed, north + successor("person = \"P\"\ncertainty = 0.9") +
                                    successor("person = \"P\"\nholds = false\ncertainty = 0.6"));
  CHECK(answers(run, "successor(c, p)") == "c=North p=P 0.9\n");
  CHECK(run.assessment().contradictions.size() == 1);
  run = evaluate(presumed, north + successor("person = \"P\"\ncertainty = 0.6") +
                               successor("holds = false\ncertainty = 0.9"));
  CHECK(answers(run, "successor(c, p)") == "no\n");
  CHECK(answers(run, "open_succession(c)") == "c=North 0.9\n");
  CHECK(run.assessment().contradictions.size() == 1);
}

TEST_CASE("rules may deny an open relation", "[language][open]") {
  const auto run = evaluate(R"(
fact treaty { a: text, b: text }
fact feud { a: text, b: text }
relation friends open (a: text, b: text)
relation apart(a: text, b: text)
rule partners when treaty(a: x, b: y) then friends(a: x, b: y) certainty 0.6
rule feuding when feud(a: x, b: y) then not friends(a: x, b: y) certainty 0.8
rule tell when feud(a: x, b: y) and not friends(a: x, b: y) then apart(a: x, b: y)
)",
                            "[[treaty]]\na = \"P\"\nb = \"Q\"\n[[feud]]\na = \"P\"\nb = \"Q\"\n");
  CHECK(answers(run, "friends(x, y)") == "no\n");
  CHECK(answers(run, "apart(x, y)") == "x=P y=Q 0.8\n");
  CHECK(run.assessment().contradictions.size() == 1);
}

TEST_CASE("inside `not (…)` what is known to be otherwise rules a way out", "[language][open]") {
  const std::string program = R"(
fact leader { country: text }
fact trusted { person: text }
fact successor open { country: text, person: text } presumed absent 0.7
relation alone(country: text)
rule no_trusted_successor
  when leader(country: c)
   and not (successor(country: c, person: p) and trusted(person: p))
  then alone(country: c)
)";
  // Whoever it may be, nobody is trusted.
  CHECK(answers(evaluate(program, north), "alone(c)") == "c=North 1\n");
  // T is trusted, and may be the successor.
  const std::string trusted = "[[trusted]]\nperson = \"T\"\n";
  CHECK(answers(evaluate(program, north + trusted), "alone(c)") == "c=North 0.7\n");
  // T is denied to be the successor.
  const std::string denied = successor("person = \"T\"\nholds = false\ncertainty = 0.9");
  CHECK(answers(evaluate(program, north + trusted + denied), "alone(c)") == "c=North 0.9\n");
  // T is trusted with 0.2 only: that rules the way out with 0.8.
  CHECK(answers(evaluate(program, north + "[[trusted]]\nperson = \"T\"\ncertainty = 0.2\n"),
                "alone(c)") == "c=North 0.8\n");
}

TEST_CASE("what `not (…)` means does not depend on how many facts there are", "[language][open]") {
  // The join could start from either relation; only one way round knows who may be meant.
  const std::string program = R"(
fact start { x: text }
fact p open { x: text, y: text } presumed absent 0.2
fact q open { y: text } presumed absent 0.9
relation r(x: text)
rule one when start(x) and not (p(x, y) and q(y)) then r(x)
)";
  std::string facts = "[[start]]\nx = \"a\"\n[[q]]\ny = \"b\"\n";
  // p(a, b) is ruled out with 0.2 only, and q(b) holds.
  CHECK(answers(evaluate(program, facts), "r(x)") == "x=a 0.2\n");
  for (int i = 0; i < 40; ++i) facts += "[[q]]\ny = \"" + std::to_string(i) + "\"\n";
  CHECK(answers(evaluate(program, facts), "r(x)") == "x=a 0.2\n");
  for (int i = 0; i < 200; ++i) {
    facts += "[[p]]\nx = \"z\"\ny = \"" + std::to_string(i) + "\"\n";
  }
  CHECK(answers(evaluate(program, facts), "r(x)") == "x=a 0.2\n");
}

TEST_CASE("`not` in `not` needs evidence, not presumptions", "[language][open]") {
  const std::string program = R"(
fact leader { country: text }
fact successor open { country: text, person: text } presumed absent 0.7
relation secured(country: text)
rule not_not when leader(country: c) and not (not successor(country: c)) then secured(country: c)
)";
  CHECK(answers(evaluate(program, north), "secured(c)") == "no\n");
  CHECK(answers(evaluate(program, north + successor("person = \"P\"\ncertainty = 0.6")),
                "secured(c)") == "c=North 0.6\n");
}

TEST_CASE("a rating names what is disputed of all that it may rest on", "[language][open]") {
  const std::string rated = presumed + R"(
fact rumour open { of: text }
scale S 0..10 { low < 5, high }
rating calm(c: text) of leader(country: c) on S starts 5 factor f -5..5
rating quiet(c: text) of leader(country: c) on S starts 5
rule uneasy when open_succession(country: c) undermines calm.f(c) by 1
)";
  const std::string both =
      "[[rumour]]\nof = \"North\"\n[[rumour]]\nof = \"North\"\nholds = false\n" +
      successor("id = \"S1\"\nperson = \"P\"\ncertainty = 0.6") +
      successor("id = \"S2\"\nholds = false\ncertainty = 0.9");
  const auto run = evaluate(rated, north + both);
  REQUIRE(run.assessment().ratings.size() == 2);
  CHECK(run.assessment().contradictions.size() == 2);
  // By way of a conclusion, and for its absence; no rule asks for rumours.
  CHECK(run.assessment().ratings[0].disputed ==
        std::vector<std::string>{"successor(country: \"North\", person: \"P\"): held [S1] and "
                                 "denied [S2], the denial is stronger, so it counts as denied"});
  CHECK(run.assessment().ratings[1].disputed.empty());
}
