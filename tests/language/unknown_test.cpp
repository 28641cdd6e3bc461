// SPDX-License-Identifier: Apache-2.0
//
// False, unknown and contradicted are told apart, under every calculus; and conditions that meet an
// unknown value follow Kleene's strong tables.
#include <fmt/format.h>

#include <tuple>

#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Verdict;

namespace {

constexpr const char* calculi[] = {"weakest-link", "certain", "mycin", "probability", "bounds"};

casus::Evaluation evaluated(const std::string& rules, const std::string& facts,
                            const std::string& calculus) {
  casus::Options options;
  options.certainty = calculus;
  return evaluate(rules, facts, options);
}

/// "yes 0.9", "no", "unknown" or "contradicted"; "none" where a goal has no verdict.
std::string verdict(const casus::Evaluation& run, const std::string& goal) {
  const auto asked = run.query(goal);
  INFO(lines(asked.diagnostics, *asked.sources));
  REQUIRE(asked.answers);
  const auto why = run.why(goal);
  REQUIRE(why.explanation);
  CHECK(why.explanation->verdict == asked.answers->verdict);
  if (!asked.answers->verdict) return "none";
  switch (*asked.answers->verdict) {
    case Verdict::yes:
      return fmt::format("yes {:.6g}", asked.answers->answers.at(0).certainty);
    case Verdict::no:
      return "no";
    case Verdict::unknown:
      return "unknown";
    case Verdict::contradicted:
      return "contradicted";
  }
  return {};
}

const std::string pacts = R"(
fact pact open { a: text, b: text }
fact coup { state: text }
relation tied(a: text)
relation settled closed (a: text)
rule by_pact when pact(a: x) then tied(a: x)
rule all_told when pact(a: x) then settled(a: x)
)";

std::string pact(const std::string& b, const std::string& certainty, bool holds = true) {
  return "[[pact]]\na = \"A\"\nb = \"" + b + "\"\ncertainty = " + certainty + '\n' +
         (holds ? "" : "holds = false\n");
}

const std::string stated = pact("equal", "0.8") + pact("equal", "0.8", false) +
                           pact("likely", "0.9") + pact("likely", "0.4", false) +
                           pact("unlikely", "0.4") + pact("unlikely", "0.9", false) +
                           pact("denied", "0.9", false) + "[[coup]]\nstate = \"A\"\n";

}  // namespace

TEST_CASE("what is denied or closed is false, what is open and not listed is unknown",
          "[language][unknown]") {
  for (const char* calculus : calculi) {
    INFO(calculus);
    const auto run = evaluated(pacts, stated, calculus);
    const std::string sure = calculus == std::string("certain") ? "yes 1" : "yes 0.9";
    CHECK(verdict(run, "pact(a: \"A\", b: \"denied\")") == "no");
    CHECK(verdict(run, "not pact(a: \"A\", b: \"denied\")") == sure);
    CHECK(verdict(run, "pact(a: \"A\", b: \"nobody\")") == "unknown");
    CHECK(verdict(run, "not pact(a: \"A\", b: \"nobody\")") == "unknown");
    CHECK(verdict(run, "pact(a: \"B\")") == "unknown");
    CHECK(verdict(run, "coup(state: \"A\")") == "yes 1");
    CHECK(verdict(run, "not coup(state: \"A\")") == "no");
    CHECK(verdict(run, "coup(state: \"B\")") == "no");
    CHECK(verdict(run, "not coup(state: \"B\")") == "yes 1");
    // What rests on something open is false only where the relation says so.
    CHECK(verdict(run, "tied(a: \"B\")") == "unknown");
    CHECK(verdict(run, "settled(a: \"B\")") == "no");
  }
}

TEST_CASE("what is held and denied equally is contradicted, otherwise the stronger stands",
          "[language][unknown]") {
  struct Expected {
    const char* calculus;
    const char* equal;
    const char* not_equal;
    const char* likely;
    const char* unlikely;
  };
  const Expected all[] = {
      {"weakest-link", "contradicted", "contradicted", "yes 0.9", "no"},
      // Degrees do not count, so all three are equal.
      {"certain", "contradicted", "contradicted", "contradicted", "contradicted"},
      // (0.9 - 0.4) / (1 - 0.4) = 0.8333
      {"mycin", "contradicted", "contradicted", "yes 0.833333", "no"},
      // Held and not denied: 0.8 * 0.2; denied and not held: 0.2 * 0.8; 0.9 * 0.6; 0.4 * 0.1.
      {"probability", "yes 0.16", "yes 0.16", "yes 0.54", "yes 0.04"},
      // The middles of 0..0.2, 0..0.2, 0.5..0.6 and 0..0.1.
      {"bounds", "yes 0.1", "yes 0.1", "yes 0.55", "yes 0.05"},
  };
  for (const Expected& one : all) {
    INFO(one.calculus);
    const auto run = evaluated(pacts, stated, one.calculus);
    CHECK(verdict(run, "pact(a: \"A\", b: \"equal\")") == one.equal);
    CHECK(verdict(run, "not pact(a: \"A\", b: \"equal\")") == one.not_equal);
    CHECK(verdict(run, "pact(a: \"A\", b: \"likely\")") == one.likely);
    CHECK(verdict(run, "pact(a: \"A\", b: \"unlikely\")") == one.unlikely);
    CHECK(run.query("pact(a: \"A\", b: \"unlikely\")").answers->contradictions.size() == 1);
    CHECK(run.query("pact(a: \"A\", b: \"denied\")").answers->contradictions.empty());
  }
}

TEST_CASE("what is closed is never unknown, in rules, goals and what is given",
          "[language][unknown]") {
  const std::string rules = R"(
fact land { a: text }
fact coup { a: text }
fact pact open { a: text }
relation crisis(a: text)
relation tie(a: text)
relation to_ask(a: text)
rule in_crisis when coup(a: x) then crisis(a: x)
rule tied when pact(a: x) then tie(a: x)
rule ask when land(a: x) and (unknown coup(a: x) or unknown crisis(a: x)) then to_ask(a: x)
)";
  const std::string facts =
      "[[land]]\na = \"M\"\n[[land]]\na = \"N\"\n[[coup]]\na = \"N\"\ncertainty = 0.8\n";
  for (const char* calculus : calculi) {
    INFO(calculus);
    const auto run = evaluated(rules, facts, calculus);
    CHECK(answers(run, "to_ask(x)") == "no\n");
    for (const char* name : {"M", "N"}) {
      CHECK(answers(run, fmt::format("unknown coup(\"{}\")", name)) == "no\n");
      CHECK(answers(run, fmt::format("unknown crisis(\"{}\")", name)) == "no\n");
      // A relation that does not say is as open as what it rests on.
      CHECK(answers(run, fmt::format("unknown tie(\"{}\")", name)) != "no\n");
    }
    // Nobody need ask.
    CHECK(answers(run, "land(a: x) and not (unknown coup(a: x))") != "no\n");
  }
  const auto run = evaluated(rules, facts, "probability");
  const auto asked = run.query("unknown coup(\"M\")");
  CHECK(lines(asked.diagnostics, *asked.sources) == "W0402 goal:1: this can never hold\n");
  CHECK(run.query("unknown tie(\"M\")").diagnostics.empty());
  const auto given = run.query("land(x)", "unknown coup(\"M\")");
  CHECK(!given.answers);
  CHECK(lines(given.diagnostics, *given.sources).find("what is given cannot hold") !=
        std::string::npos);
}

TEST_CASE("where something is given a goal has its verdict as otherwise", "[language][unknown]") {
  const std::string rules = "fact land { a: text }\nfact pact open { a: text }\n";
  const auto pact = [](const std::string& a, const std::string& more) {
    return "[[pact]]\na = \"" + a + "\"\n" + more;
  };
  const std::string facts = "[[land]]\na = \"N\"\n[[land]]\na = \"S\"\ncertainty = 0.5\n" +
                            pact("half", "certainty = 0.8\n") + pact("both", "") +
                            pact("both", "holds = false\n") + pact("none", "holds = false\n") +
                            pact("maybe", "") + pact("maybe", "holds = false\ncertainty = 0.5\n");
  const auto run = evaluated(rules, facts, "probability");
  const auto verdict_given = [&](const std::string& goal, const std::string& given) {
    const auto asked = run.query(goal, given);
    REQUIRE(asked.answers);
    REQUIRE(asked.answers->verdict);
    CHECK((*asked.answers->verdict == Verdict::yes) == !asked.answers->answers.empty());
    return *asked.answers->verdict;
  };
  const std::string land = "land(\"N\")";
  CHECK(verdict_given("pact(\"half\")", land) == Verdict::yes);
  CHECK(verdict_given("not pact(\"half\")", land) == Verdict::no);
  CHECK(verdict_given("pact(\"nobody\")", land) == Verdict::unknown);
  CHECK(verdict_given("not pact(\"nobody\")", land) == Verdict::unknown);
  CHECK(verdict_given("pact(\"none\")", land) == Verdict::no);
  CHECK(verdict_given("land(\"X\")", land) == Verdict::no);
  CHECK(verdict_given("pact(\"both\")", land) == Verdict::contradicted);
  // What is given decides: where it is denied it is contradicted, and where it is not stated it is
  // unknown.
  CHECK(verdict_given("pact(\"maybe\")", land) == Verdict::yes);
  CHECK(verdict_given("pact(\"maybe\")", "unknown pact(\"maybe\")") == Verdict::contradicted);
  CHECK(verdict_given("pact(\"half\")", "unknown pact(\"half\")") == Verdict::unknown);
  CHECK(verdict_given("land(\"S\")", "not land(\"S\")") == Verdict::no);
  CHECK(verdict_given("pact(\"half\")", "pact(\"half\")") == Verdict::yes);
}

TEST_CASE("`not` of what is stated is false", "[language][unknown]") {
  for (const char* calculus : calculi) {
    INFO(calculus);
    const auto run = evaluated(pacts, pact("B", "0.8"), calculus);
    CHECK(verdict(run, "not pact(a: \"A\", b: \"B\")") == "no");
  }
  // 1 - 0.8 remains where that is also presumed.
  const auto run =
      evaluate("fact pact open { a: text, b: text } presumed absent 0.7\n", pact("B", "0.8"));
  CHECK(verdict(run, "not pact(a: \"A\", b: \"B\")") == "yes 0.2");
  // Something is known, but nothing surely enough: all three are false.
  casus::Options options;
  options.threshold = 0.9;
  const auto strict = evaluate(pacts, pact("B", "0.8"), options);
  CHECK(verdict(strict, "pact(a: \"A\", b: \"B\")") == "no");
  CHECK(verdict(strict, "not pact(a: \"A\", b: \"B\")") == "no");
  CHECK(answers(strict, "unknown pact(a: \"A\", b: \"B\")") == "no\n");
}

TEST_CASE("goals with variables or of several conditions have no verdict", "[language][unknown]") {
  const auto run = evaluate(pacts, stated);
  CHECK(verdict(run, "pact(a: x, b: \"nobody\")") == "none");
  CHECK(verdict(run, "pact(a: \"A\", b: \"nobody\") and coup(state: \"A\")") == "none");
  CHECK(verdict(run, "unknown pact(a: \"A\", b: \"nobody\")") == "none");
  CHECK(verdict(run, "not (not coup(state: \"A\"))") == "none");
}

TEST_CASE("a presumption makes `not` hold, and leaves the atom unknown", "[language][unknown]") {
  const std::string rules = "fact pact open { a: text, b: text } presumed absent 0.7\n";
  for (const char* calculus : calculi) {
    INFO(calculus);
    const auto run = evaluated(rules, pact("B", "0.8"), calculus);
    CHECK(verdict(run, "pact(a: \"A\", b: \"C\")") == "unknown");
    const std::string presumed = calculus == std::string("certain") ? "yes 1" : "yes 0.7";
    CHECK(verdict(run, "not pact(a: \"A\", b: \"C\")") == presumed);
  }
}

TEST_CASE("what is stated too faintly for the threshold is not unknown", "[language][unknown]") {
  casus::Options options;
  options.threshold = 0.5;
  const auto run = evaluate(pacts, pact("B", "0.4"), options);
  CHECK(verdict(run, "pact(a: \"A\", b: \"B\")") == "no");
  CHECK(verdict(run, "pact(a: \"A\", b: \"C\")") == "unknown");
}

TEST_CASE("a factor that adds nothing is balanced, unknown or contradicted",
          "[language][unknown][ratings]") {
  const std::string rules = R"(
fact state { name: text }
fact pact open { a: text, b: text }
fact strike { state: text }
scale Firmness 0..100 { weak < 50, firm }
rating firmness(s: text) of state(name: s) on Firmness starts 50
  factor economy -20..20
  factor ties -20..20
rule export when strike(state: s) supports firmness.economy(s) by 5
rule unrest when strike(state: s) undermines firmness.economy(s) by 5
rule allied when pact(a: s, b: b) and state(name: b) supports firmness.ties(s) by 8
rule strained when strike(state: s) and pact(a: s, b: "C") undermines firmness.ties(s) by 3
)";
  const std::string states =
      "[[state]]\nname = \"A\"\n[[state]]\nname = \"B\"\n[[strike]]\nstate = \"A\"\n";
  const std::string contradicted = pact("B", "0.8") + pact("B", "0.8", false);
  using State = casus::FactorScore::State;
  for (const char* calculus : {"weakest-link", "certain", "mycin"}) {
    INFO(calculus);
    const auto run = evaluated(rules, states + contradicted, calculus);
    const auto& [a, b] = std::tie(run.assessment().ratings.at(0), run.assessment().ratings.at(1));
    CHECK(a.score == 50);
    CHECK(b.score == 50);
    CHECK(a.factors[0].state == State::balanced);  // +5 -5
    CHECK(b.factors[0].state == State::nothing_known);
    CHECK(a.factors[1].state == State::contradicted);
    CHECK(a.factors[1].contradictions ==
          std::vector<std::string>{
              "pact(a: \"A\", b: \"B\"): held [F4] and denied [F5] equally, so it is unknown"});
    CHECK(b.factors[1].state == State::nothing_known);
    CHECK(b.factors[1].contradictions.empty());
  }
  // With C, which is no state, something counts, and what does not is still told.
  const auto more = evaluate(rules, states + contradicted + pact("C", "1"));
  const casus::FactorScore& ties = more.assessment().ratings.at(0).factors[1];
  CHECK(ties.points == -3);
  CHECK(ties.state == State::counted);
  CHECK(ties.contradictions.size() == 1);
  // Held and denied, each with 0.8: by chance 0.8 * 0.2 of 8 points.
  const auto by_chance = evaluated(rules, states + contradicted, "probability");
  CHECK(by_chance.assessment().ratings.at(0).factors[1].points == 1.28);
  CHECK(by_chance.assessment().ratings.at(0).factors[1].state == State::counted);
}

TEST_CASE("conditions with an unknown value follow Kleene's tables under every calculus",
          "[language][unknown][no_value]") {
  // t is true, f is false, and u has no value since x is left out.
  struct Row {
    const char* formula;
    char value;
  };
  const Row table[] = {
      {"u and u", 'u'}, {"u and t", 'u'}, {"t and u", 'u'}, {"u and f", 'f'}, {"f and u", 'f'},
      {"t and t", 't'}, {"t and f", 'f'}, {"f and f", 'f'}, {"u or u", 'u'},  {"u or t", 't'},
      {"t or u", 't'},  {"u or f", 'u'},  {"f or u", 'u'},  {"t or t", 't'},  {"t or f", 't'},
      {"f or f", 'f'},  {"not u", 'u'},   {"not t", 'f'},   {"not f", 't'},
  };
  std::string rules = "fact m { n: text, x: int open, y: int }\nrelation r(n: text)\n";
  for (const Row& row : table) {
    std::string formula;
    for (const char* at = row.formula; *at != '\0'; ++at) {
      const bool letter = std::string_view("utf").find(*at) != std::string_view::npos;
      const bool alone = (at == row.formula || at[-1] == ' ') && (at[1] == ' ' || at[1] == '\0');
      if (!letter || !alone) {
        formula += *at;
      } else {
        formula += *at == 'u' ? "x > 0" : *at == 't' ? "y > 0" : "y < 0";
      }
    }
    const std::string number = std::to_string(&row - table);
    // Plain, under `not`, and with the atom itself under `not`.
    rules += "rule p" + number + " when m(x: x, y: y) and (" + formula + ") then r(n: \"" +
             row.formula + "\")\n";
    rules += "rule n" + number + " when m(x: x, y: y) and not (" + formula + ") then r(n: \"not (" +
             row.formula + ")\")\n";
    rules += "rule a" + number + " unless m(x: x, y: y) and (" + formula +
             ") then r(n: \"none with " + row.formula + "\")\n";
  }
  for (const char* calculus : calculi) {
    INFO(calculus);
    const auto run = evaluated(rules, "[[m]]\nn = \"a\"\ny = 1\n", calculus);
    for (const Row& row : table) {
      INFO(row.formula);
      const auto holds = [&](const std::string& name) {
        return answers(run, "r(n: \"" + name + "\")") != "no\n";
      };
      CHECK(holds(row.formula) == (row.value == 't'));
      CHECK(holds("not (" + std::string(row.formula) + ")") == (row.value == 'f'));
      CHECK(holds("none with " + std::string(row.formula)) == (row.value == 'f'));
    }
  }
}

TEST_CASE("inside a negation a variable has its value from whichever atom knows it",
          "[language][unknown][negation]") {
  // Whoever is next is not known. But only Ann is trusted, so no trusted successor is called Bob,
  // and whether there is one called Ann is unknown.
  const std::string facts =
      "[[state]]\nn = \"A\"\n[[next]]\nof = \"A\"\n[[trusted]]\np = \"Ann\"\n";
  const std::string decl =
      "fact state { n: text }\nfact next { of: text, p: text open }\nfact trusted { p: text }\n"
      "fact other { p: text }\nrelation clear(n: text)\n";
  const std::string conditions[] = {"next(of: n, p: s)", "trusted(p: s)", "s = \"Bob\""};
  std::string more;  // so that either atom may be the one with fewer rows
  for (const char* rows : {"", "next", "trusted"}) {
    more = facts;
    for (int i = 0; *rows != '\0' && i < 40; ++i) {
      const std::string name = "\"P" + std::to_string(i) + "\"\n";
      more += std::string("[[") + rows + "]]\n" + (rows[0] == 'n' ? "of = \"B\"\n" : "") +
              "p = " + name;
    }
    for (const char* calculus : calculi) {
      INFO(calculus << ' ' << rows);
      for (int first = 0; first < 3; ++first) {
        std::string body = conditions[first];
        for (int i = 1; i < 3; ++i) body += " and " + conditions[(first + i) % 3];
        std::string ann = body;
        ann.replace(ann.find("Bob"), 3, "Ann");
        const auto asked = [&](const std::string& inner) {
          const auto run =
              evaluated(decl + "rule r when state(n: n) and not (" + inner + ") then clear(n: n)\n",
                        more, calculus);
          return answers(run, "clear(n: \"A\")");
        };
        CHECK(asked(body) != "no\n");
        CHECK(asked(ann) == "no\n");
      }
    }
  }
}

TEST_CASE("a goal may not ask for the absence of what rests on something open",
          "[language][unknown]") {
  // `tied` says neither open nor closed and rests on `pact`, which is open; `settled` is closed.
  const auto run = evaluate(pacts, stated);
  for (const char* goal : {"not tied(a: \"B\")", "coup(state: x) and not tied(a: x)"}) {
    const auto asked = run.query(goal);
    REQUIRE(asked.diagnostics.size() == 1);
    CHECK(asked.diagnostics[0].code == "E0405");
    CHECK_FALSE(asked.answers);
  }
  CHECK(verdict(run, "tied(a: \"B\")") == "unknown");
  CHECK(verdict(run, "not settled(a: \"B\")") == "yes 1");
}
