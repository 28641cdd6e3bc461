// SPDX-License-Identifier: Apache-2.0
//
// `probability`: examples whose values are published or worked out by hand.
#include <cmath>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Evaluation;
using casus::Options;
using casus::Probabilities;

namespace {

Options probability() {
  Options options;
  options.certainty = "probability";
  return options;
}

double chance(const Evaluation& run, const std::string& goal) {
  const auto asked = run.query(goal);
  REQUIRE(asked.answers.has_value());
  return asked.answers->answers.empty() ? 0 : asked.answers->answers.front().certainty;
}

double chance_given(const Evaluation& run, const std::string& goal, const std::string& given) {
  const auto asked = run.query(goal, given);
  REQUIRE(asked.answers.has_value());
  return asked.answers->answers.empty() ? 0 : asked.answers->answers.front().certainty;
}

std::string fact(const std::string& relation, const std::string& fields, double certainty) {
  return "[[" + relation + "]]\n" + fields + "\ncertainty = " + std::to_string(certainty) + "\n";
}

std::string edge(int from, int to, double certainty) {
  return fact("edge", "a = " + std::to_string(from) + "\nb = " + std::to_string(to), certainty);
}

}  // namespace

TEST_CASE("probability: two coins", "[language][probability]") {
  // ProbLog's tutorial, "Tossing coins": 0.5 * 0.6 = 0.3 and 1 - 0.5 * 0.4 = 0.8.
  const auto run =
      evaluate(R"(
fact heads { coin: int }
relation both()
relation some()
rule two when heads(coin: 1) and heads(coin: 2) then both()
rule one when heads(coin: _) then some()
)",
               fact("heads", "coin = 1", 0.5) + fact("heads", "coin = 2", 0.6), probability());
  CHECK(chance(run, "both()") == Approx(0.3));
  CHECK(chance(run, "some()") == Approx(0.8));
  CHECK(chance(run, "not some()") == Approx(0.2));
}

TEST_CASE("probability: what is given changes the rest", "[language][probability]") {
  // ProbLog's tutorial, "Bayesian networks". P(alarm) = 0.7 * 0.2 * 0.9 + 0.7 * 0.8 * 0.8
  // + 0.3 * 0.2 * 0.1 = 0.58; P(burglary, alarm) = 0.574; P(earthquake, alarm) = 0.132.
  const auto run = evaluate(
      R"(
fact burglary { place: text }
fact earthquake { place: text }
relation alarm(place: text)
rule both when burglary(place: x) and earthquake(place: x) then alarm(x) certainty 0.9
rule burglar when burglary(place: x) and not earthquake(place: x) then alarm(x) certainty 0.8
rule tremor when not burglary(place: x) and earthquake(place: x) then alarm(x) certainty 0.1
)",
      fact("burglary", "place = \"home\"", 0.7) + fact("earthquake", "place = \"home\"", 0.2),
      probability());
  CHECK(chance(run, "alarm(x)") == Approx(0.58));
  CHECK(chance_given(run, "burglary(x)", "alarm(x)") == Approx(0.574 / 0.58));
  CHECK(chance_given(run, "earthquake(x)", "alarm(x)") == Approx(0.132 / 0.58));
  // What is given may be any condition: P(alarm | no earthquake) = 0.7 * 0.8.
  CHECK(chance_given(run, "alarm(x)", "not earthquake(\"home\")") == Approx(0.56));
  CHECK(chance_given(run, "alarm(x)", "not alarm(\"home\")") == 0);
}

TEST_CASE("probability: what cannot hold cannot be given", "[language][probability]") {
  const auto run = evaluate("fact burglary { place: text }\n",
                            fact("burglary", "place = \"home\"", 0.7), probability());
  const auto impossible = run.query("burglary(x)", "burglary(\"office\")");
  CHECK_FALSE(impossible.answers.has_value());
  REQUIRE(impossible.diagnostics.size() == 1);
  CHECK(impossible.diagnostics.front().message ==
        "what is given cannot hold: burglary(\"office\")");
  const auto elsewhere =
      evaluate("fact burglary { place: text }\n", fact("burglary", "place = \"home\"", 0.7));
  CHECK_FALSE(elsewhere.query("burglary(x)", "burglary(\"home\")").answers.has_value());
  const auto mistaken = run.query("burglary(x)", "burglery(x)");
  CHECK_FALSE(mistaken.answers.has_value());
  CHECK(mistaken.diagnostics.front().code == "E0201");
}

TEST_CASE("probability: ways through a graph share their edges", "[language][probability]") {
  // ProbLog's tutorial, "Probabilistic graph": 0.25824 and 0.2167296.
  const std::string rules = R"(
fact edge { a: int, b: int }
relation path(a: int, b: int)
rule step when edge(a: x, b: y) then path(x, y)
rule on when edge(a: x, b: y) and path(y, z) then path(x, z)
)";
  const std::string graph = edge(1, 2, 0.6) + edge(1, 3, 0.1) + edge(2, 5, 0.4) + edge(2, 6, 0.3) +
                            edge(3, 4, 0.3) + edge(4, 5, 0.8) + edge(5, 6, 0.2);
  const auto run = evaluate(rules, graph, probability());
  CHECK(chance(run, "path(1, 5)") == Approx(0.25824));
  CHECK(chance(run, "path(1, 6)") == Approx(0.2167296));
  // Ways back change nothing: what holds in a world holds there without going in circles.
  const auto round = evaluate(rules, graph + edge(5, 1, 0.9) + edge(6, 2, 0.9), probability());
  CHECK(chance(round, "path(1, 5)") == Approx(0.25824));
}

TEST_CASE("probability: smokers and their friends", "[language][probability]") {
  // ProbLog's tutorial, "Social network". By hand for joris: dimitar does not influence him with
  // 0.94; jonas and angelika do not with 0.7 * 0.94 + 0.3 * 0.8 * (1 - 0.2 * 0.44) = 0.87688;
  // 1 - 0.7 * 0.94 * 0.87688 = 0.42301296.
  const auto run = evaluate(R"(
fact person { name: text }
fact friend { one: text, other: text }
relation influences(one: text, on: text)
relation smokes(name: text)
rule stress when person(name: x) then smokes(x) certainty 0.3
rule influence when person(name: x) and person(name: y) then influences(x, y) certainty 0.2
rule peers when friend(one: x, other: y) and influences(y, x) and smokes(y) then smokes(x)
)",
                            R"(
[[person]]
name = "angelika"
[[person]]
name = "joris"
[[person]]
name = "jonas"
[[person]]
name = "dimitar"
[[friend]]
one = "joris"
other = "jonas"
[[friend]]
one = "joris"
other = "angelika"
[[friend]]
one = "joris"
other = "dimitar"
[[friend]]
one = "angelika"
other = "jonas"
)",
                            probability());
  CHECK(chance(run, "smokes(\"jonas\")") == Approx(0.3));
  CHECK(chance(run, "smokes(\"angelika\")") == Approx(0.342));
  CHECK(chance(run, "smokes(\"joris\")") == Approx(0.42301296));
}

TEST_CASE("probability: amounts of a rating are expected values", "[language][probability]") {
  // P(threatens) = 0.7 * (1 - 0.2 * 0.7) = 0.602, so 60 - 30 * 0.602 = 41.94.
  const auto run = evaluate(R"(
scale Level 0..100 { low < 40, high }
fact troops { by: text }
fact incident { by: text }
relation prepares(by: text)
relation threatens(by: text)
rule moves when troops(by: x) then prepares(x) certainty 0.8
rule clash when incident(by: x) then prepares(x) certainty 0.5
rule threat when prepares(x) and troops(by: x) then threatens(x)
fact state { name: text }
rating calm(a: text) of state(name: a) on Level starts 60
  factor menace -40..0
rule menaced when threatens(x) undermines calm.menace(x) by 30
)",
                            R"(
[[state]]
name = "N"
[[troops]]
by = "N"
certainty = 0.7
[[incident]]
by = "N"
certainty = 0.6
)",
                            probability());
  const casus::Rating& rating = run.assessment().ratings.front();
  CHECK(rating.score == Approx(41.94));
  CHECK(rating.range_low == 30);
  CHECK(rating.contributions.front().certainty == Approx(0.602));
  CHECK(rating.contributions.front().facts == std::vector<std::string>{"F2", "F3"});
}

TEST_CASE("probability: an aggregate has a value in each world", "[language][probability]") {
  // Two reports of 0.5 and 0.4: at least one 1 - 0.5 * 0.6 = 0.7, both 0.2. The mean of those there
  // is 15 with 0.2, 10 with 0.3, 20 with 0.2.
  const auto run = evaluate(
      R"(
fact report { n: int, v: number }
relation counted(n: int)
relation mean(v: number)
rule how_many when k = count(n for report(n: n)) then counted(k)
rule average when m = avg(v for report(v: v)) then mean(m)
)",
      fact("report", "n = 1\nv = 10", 0.5) + fact("report", "n = 2\nv = 20", 0.4), probability());
  CHECK(chance(run, "counted(0)") == Approx(0.3));
  CHECK(chance(run, "counted(1)") == Approx(0.5));
  CHECK(chance(run, "counted(2)") == Approx(0.2));
  CHECK(chance(run, "mean(10)") == Approx(0.3));
  CHECK(chance(run, "mean(15)") == Approx(0.2));
  CHECK(chance(run, "mean(20)") == Approx(0.2));
}

TEST_CASE("probability: a sum too large has no value in the worlds in which it is",
          "[language][probability]") {
  // Both are there with 0.2: no sum, but a mean. One alone with 0.5, none with 0.3.
  const auto run = evaluate(
      R"(
fact report { n: int, v: number }
relation total(v: number)
relation mean(v: number)
rule add when s = sum(v for report(v: v)) then total(s)
rule average when m = avg(v for report(v: v)) then mean(m)
)",
      fact("report", "n = 1\nv = 1.7e308", 0.5) + fact("report", "n = 2\nv = 1.7e308", 0.4),
      probability());
  CHECK(chance(run, "total(0)") == Approx(0.3));
  CHECK(chance(run, "total(v) and v > 1") == Approx(0.5));
  CHECK(chance(run, "mean(v) and v > 1") == Approx(0.7));
}

TEST_CASE("probability: beyond the work allowed it is estimated, bounded or left",
          "[language][probability]") {
  const std::string rules = R"(
fact a { n: int }
relation some()
rule any when a(n: _) then some()
)";
  const std::string facts = fact("a", "n = 1", 0.5) + fact("a", "n = 2", 0.6);
  Options options = probability();
  options.probabilities.max_nodes = 0;
  const auto sampled = evaluate(rules, facts, options);
  REQUIRE(sampled.assessment().inexact);
  CHECK(sampled.assessment().inexact->samples == 16'384);
  // 1.96 / (2 sqrt(16384 + 1.96^2)) = 0.00766 at most; twice that is beyond any seed tried.
  CHECK(sampled.assessment().inexact->error == Approx(0.00766).epsilon(0.001));
  CHECK(std::abs(chance(sampled, "some()") - 0.8) < 0.0153);
  const auto answer = sampled.query("some()").answers->answers.front();
  REQUIRE(answer.between);
  CHECK(answer.between->low < answer.certainty);
  CHECK(answer.certainty < answer.between->high);
  options.probabilities.seed = 2;
  CHECK(chance(evaluate(rules, facts, options), "some()") != chance(sampled, "some()"));

  options.probabilities.beyond = Probabilities::Beyond::bounds;
  const auto bounded = evaluate(rules, facts, options);
  CHECK(bounded.assessment().calculus == "bounds");
  REQUIRE(bounded.assessment().inexact);
  CHECK(bounded.query("some()").answers->answers.front().between == casus::Between{0.6, 1});

  options.probabilities.beyond = Probabilities::Beyond::stop;
  const auto stopped = evaluate(rules, facts, options);
  REQUIRE(stopped.assessment().limit);
  CHECK(stopped.assessment().limit->what == casus::Limit::exactness);
}

TEST_CASE("probability: under what is given only the worlds count in which it holds",
          "[language][probability]") {
  Options options = probability();
  options.probabilities.max_nodes = 0;
  const auto run =
      evaluate("fact a { n: int }\n", fact("a", "n = 1", 0.1) + fact("a", "n = 2", 0.6), options);
  const auto counted = static_cast<std::uint32_t>(std::lround(16'384 * chance(run, "a(1)")));
  const auto asked = run.query("a(2)", "a(1)");
  REQUIRE(asked.answers);
  REQUIRE(asked.answers->inexact);
  CHECK(asked.answers->inexact->samples == 16'384);
  CHECK(asked.answers->inexact->counted == counted);
  // About 1638 worlds of 16384: 1.96 / (2 sqrt(1638 + 1.96^2)) = 0.0242. Their number is within 115
  // (three deviations), so the error is between 0.0234 and 0.0251.
  const double error = asked.answers->inexact->error;
  CHECK(error == Approx(0.0242).margin(0.0009));
  // Twice the error is beyond any seed tried.
  const auto answer = asked.answers->answers.front();
  CHECK(std::abs(answer.certainty - 0.6) < 2 * error);
  REQUIRE(answer.between);
  CHECK(answer.between->high - answer.between->low < 2 * error);
  CHECK(answer.between->high - answer.between->low > 1.9 * error);
  // Nothing else happened in any of them: 1.96^2 / (1638 + 1.96^2) = 0.00234.
  REQUIRE(asked.answers->others);
  CHECK(asked.answers->others->high == Approx(0.00234).epsilon(0.08));
}

TEST_CASE("probability: a goal may be too much work where the ratings were not",
          "[language][probability]") {
  std::string facts;
  for (int i = 0; i < 40; ++i) facts += fact("a", "n = " + std::to_string(i), 0.5);
  Options options = probability();
  options.probabilities.max_nodes = 100;
  const auto run = evaluate("fact a { n: int }\nrelation odd()\nrule o when a(n: 1) then odd()\n",
                            facts, options);
  CHECK_FALSE(run.assessment().inexact);
  // How many of 40 there are needs about 800 nodes.
  const auto asked = run.query("20 = count(n for a(n: n))");
  REQUIRE(asked.answers);
  REQUIRE(asked.answers->inexact);
  // 40! / (20! 20!) / 2^40 = 0.12537.
  CHECK(std::abs(asked.answers->answers.front().certainty - 0.12537) < 0.0153);
}

TEST_CASE("probability: a goal that is too much work changes no other", "[language][probability]") {
  std::string facts;
  for (int i = 0; i < 40; ++i) facts += fact("a", "n = " + std::to_string(i), 0.5);
  Options options = probability();
  options.probabilities.max_nodes = 100;
  const auto run = evaluate("fact a { n: int }\nrelation odd()\nrule o when a(n: 1) then odd()\n",
                            facts, options);
  REQUIRE(run.query("20 = count(n for a(n: n))").answers->inexact);
  const auto copy = run;
  const auto asked = copy.query("odd()");
  CHECK_FALSE(asked.answers->inexact);
  CHECK(asked.answers->answers.front().certainty == 0.5);
  CHECK_FALSE(asked.answers->answers.front().between);
  CHECK_FALSE(run.why("odd()").explanation->inexact);
  CHECK_FALSE(run.assessment().inexact);
  // And it is answered as before.
  const auto first = run.query("20 = count(n for a(n: n))").answers->answers.front().certainty;
  CHECK(run.query("20 = count(n for a(n: n))").answers->answers.front().certainty == first);
}

TEST_CASE("probability: goals do not use up each other's work", "[language][probability]") {
  // Each count of 30 takes about 30 * 31 / 2 = 465 nodes or more, of its own facts.
  std::string facts;
  for (int i = 0; i < 180; ++i) facts += fact("a", "n = " + std::to_string(i), 0.5);
  Options options = probability();
  options.probabilities.max_nodes = 2'500;
  options.probabilities.beyond = Probabilities::Beyond::stop;
  const auto run = evaluate("fact a { n: int }\n", facts, options);
  for (int from = 0; from < 180; from += 30) {
    const std::string goal = "15 = count(n for a(n: n) and n >= " + std::to_string(from) +
                             " and n < " + std::to_string(from + 30) + ")";
    const auto asked = run.query(goal);
    INFO(goal);
    REQUIRE_FALSE(asked.answers->limit);
    // 30! / (15! 15!) / 2^30 = 155117520 / 1073741824.
    CHECK(asked.answers->answers.front().certainty == Approx(0.1444644));
  }
}

TEST_CASE("probability: what a goal takes too much work for is left where nothing stands in",
          "[language][probability]") {
  std::string facts;
  for (int i = 0; i < 40; ++i) facts += fact("a", "n = " + std::to_string(i), 0.5);
  Options options = probability();
  options.probabilities.max_nodes = 100;
  options.probabilities.beyond = Probabilities::Beyond::stop;
  const auto run = evaluate("fact a { n: int }\n", facts, options);
  const auto asked = run.query("20 = count(n for a(n: n))");
  REQUIRE(asked.answers->limit);
  CHECK(asked.answers->limit->text == "exact probabilities take too much work in the goal");
  CHECK(asked.answers->answers.empty());
  CHECK_FALSE(run.query("a(n: 1)").answers->limit);
}

TEST_CASE("probability: half of the time is left to what stands in for exactness",
          "[language][probability]") {
  // Ways through a grid of 144 crossings: far beyond a tenth of a second, and sampled in no time.
  std::string facts;
  for (int at = 0; at < 144; ++at) {
    if (at % 12 != 11) facts += edge(at, at + 1, 0.9);
    if (at < 132) facts += edge(at, at + 12, 0.9);
  }
  Options options = probability();
  options.probabilities.max_nodes = 1'000'000'000;
  options.probabilities.samples = 64;
  options.timeout = std::chrono::milliseconds(100);
  const auto run = evaluate(R"(
fact edge { a: int, b: int }
relation path(a: int, b: int)
rule e when edge(a, b) then path(a, b)
rule t when path(a, b) and edge(b, c) then path(a, c)
)",
                            facts, options);
  REQUIRE(run.assessment().inexact);
  CHECK(run.assessment().inexact->samples == 64);
}

TEST_CASE("probability: what is denied for certain is not presumed besides",
          "[language][probability]") {
  // The doctor's absence holds in all worlds by the denial; there is none in which it is presumed.
  const std::string rules = R"(
fact ward { name: text }
fact doctor open { ward: text } presumed absent 0.7
scale Care 0..100 { poor < 50, good }
rating care(w: text) of ward(name: w) on Care starts 60
  factor staff -20..0
rule alone when ward(name: w) and not doctor(ward: w) undermines care.staff(w) by 10
)";
  const std::string facts = "[[ward]]\nname = \"A\"\n[[doctor]]\nward = \"A\"\nholds = false\n";
  for (const char* calculus : {"probability", "bounds"}) {
    INFO(calculus);
    const Evaluation denied = evaluate(rules, facts, {.certainty = calculus});
    CHECK(only_rating(denied).contributions.front().amount == -10);
    CHECK(only_rating(denied).contributions.front().presumptions.empty());
    const Evaluation doubted =
        evaluate(rules, facts + "certainty = 0.5\n", {.certainty = calculus});
    CHECK(only_rating(doubted).contributions.front().presumptions.size() == 1);
  }
}
