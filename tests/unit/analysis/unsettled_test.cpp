// SPDX-License-Identifier: Apache-2.0
#include "casus/gaps.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus;

namespace {

/// "question", and "first + second" of pairs, in order.
std::vector<std::string> asked(const std::string& rules, const std::string& facts,
                               const std::string& goal = {}) {
  const Ruleset ruleset = testing::load_rules(rules);
  auto started = Session::start(ruleset, testing::load_facts(ruleset, facts));
  REQUIRE(started.session);
  const GapsRun run = find_gaps(*started.session, goal);
  REQUIRE(run.gaps);
  CHECK_FALSE(run.gaps->partial);
  std::vector<std::string> result;
  for (const Gap& gap : run.gaps->gaps) {
    if (gap.kind != Gap::Kind::unstated) result.push_back(gap.question);
  }
  for (const GapPair& pair : run.gaps->pairs) {
    result.push_back(pair.questions[0].question + " + " + pair.questions[1].question);
  }
  return result;
}

using Texts = std::vector<std::string>;

const std::string base = R"(
fact pump { name: text }
fact feeds { pump: text, into: text }
fact worn open { pump: text } asks "Is {pump} worn?"
fact cracked open { pump: text } asks "Is {pump} cracked?"
fact seal open { pump: text } asks "Is {pump} sealed?"
relation bad closed(pump: text)
relation risky(pump: text)
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
)";
const std::string one = "[[pump]]\nname = \"P1\"\n";

}  // namespace

TEST_CASE("a question two rules behind a rating has the rating's values", "[gaps]") {
  CHECK(asked(base + R"(
rule r1 when worn(pump: p) then bad(p)
rule r2 when bad(x) then risky(x)
rule r3 when risky(q) undermines health.wear(q) by 10
)",
              one) == Texts{"Is P1 worn?"});
}

TEST_CASE("values come from the earlier conditions of the rule that asks", "[gaps]") {
  CHECK(asked(base + R"(
rule r1 when worn(pump: p) then bad(p)
rule r2 when feeds(pump: p, into: q) and bad(p) undermines health.wear(q) by 10
)",
              one + "[[feeds]]\npump = \"P0\"\ninto = \"P1\"\n") == Texts{"Is P0 worn?"});
}

TEST_CASE("what is under a not, or in an aggregate, is asked behind rules as well", "[gaps]") {
  CHECK(asked(base + R"(
rule r1 when worn(pump: p) then bad(p)
rule r2 when pump(name: p) and not bad(p) supports health.wear(p) by 10
)",
              one) == Texts{"Is P1 worn?"});
  CHECK(asked(base + R"(
rule r1 when worn(pump: p) then bad(p)
rule r2 when pump(name: p) and count(x for feeds(pump: x, into: p) and bad(x)) > 0
  undermines health.wear(p) by 10
)",
              one + "[[feeds]]\npump = \"P0\"\ninto = \"P1\"\n") == Texts{"Is P0 worn?"});
}

TEST_CASE("recursion ends, and asks about what is reached", "[gaps]") {
  CHECK(asked(base + R"(
rule r1 when worn(pump: p) then bad(p)
rule r2 when feeds(pump: p, into: q) and bad(p) then bad(q)
rule r3 when bad(p) undermines health.wear(p) by 10
)",
              one + "[[feeds]]\npump = \"P0\"\ninto = \"P1\"\n"
                    "[[feeds]]\npump = \"P1\"\ninto = \"P0\"\n") ==
        Texts{"Is P0 worn?", "Is P1 worn?"});
}

TEST_CASE("two that one rule lacks are asked together where neither matters alone", "[gaps]") {
  const std::string both = base + R"(
rule r1 when pump(name: p) and worn(pump: p) and cracked(pump: p)
  undermines health.wear(p) by 10
)";
  CHECK(asked(both, one) == Texts{"Is P1 worn? + Is P1 cracked?"});
  CHECK(asked(both, one + "[[worn]]\npump = \"P1\"\n") == Texts{"Is P1 cracked?"});
  CHECK(asked(both, one + "[[worn]]\npump = \"P1\"\nholds = false\n").empty());
  // worn matters by itself: then it is asked alone, and what hangs on it afterwards
  CHECK(asked(both + "rule r2 when worn(pump: p) undermines health.wear(p) by 1\n", one) ==
        Texts{"Is P1 worn?"});
  // three are too many
  CHECK(asked(base + R"(
rule r1 when pump(name: p) and worn(pump: p) and cracked(pump: p) and seal(pump: p)
  undermines health.wear(p) by 10
)",
              one)
            .empty());
}

TEST_CASE("pairs are found behind rules", "[gaps]") {
  CHECK(asked(base + R"(
rule r1 when worn(pump: p) then bad(p)
rule r2 when cracked(pump: p) then risky(p)
rule r3 when bad(p) and risky(p) undermines health.wear(p) by 10
)",
              one) == Texts{"Is P1 worn? + Is P1 cracked?"});
}

TEST_CASE("values that facts leave out make pairs, with each other and with other questions",
          "[gaps]") {
  const std::string declared = R"(
fact pump { name: text, load: number in 0..1 open, heat: number in 0..1 open }
fact motor { name: text, heat: number in 0..1 open }
fact alarm open { pump: text } asks "Is there an alarm at {pump}?"
scale Level 0..100 { poor < 45, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
)";
  const std::string conclude = "  undermines health.wear(p) by 10\n";
  const std::string load = "what is the load of F1: pump(name: \"P1\")?";
  const std::string heat = "what is the heat of F1: pump(name: \"P1\")?";
  // of one fact
  CHECK(asked(declared + "rule r when pump(name: p, load: > 0.4, heat: > 0.5)\n" + conclude, one) ==
        Texts{load + " + " + heat});
  // of two, each of the other's
  const std::string motors = one + "[[pump]]\nname = \"P2\"\nload = 0.1\n" +
                             "[[motor]]\nname = \"P1\"\n[[motor]]\nname = \"P2\"\n";
  CHECK(asked(declared +
                  "rule r when pump(name: p, load: l) and motor(name: p, heat: h) "
                  "and l > 0.4 and h > 0.5\n" +
                  conclude,
              motors) == Texts{load + " + what is the heat of F3: motor(name: \"P1\")?"});
  // with a fact that is not known
  CHECK(asked(declared + "rule r when pump(name: p, load: l) and l > 0.4 and alarm(pump: p)\n" +
                  conclude,
              one) == Texts{load + " + Is there an alarm at P1?"});
}

TEST_CASE("what is stated with one member of an enum may be so with another as well", "[gaps]") {
  const std::string rules = base + R"(
enum Smell { oil, dust }
fact smell open { pump: text, of: Smell } asks "Which smell has {pump}?"
rule r when pump(name: p) and unknown smell(pump: p, of: oil) supports health.wear(p) by 10
)";
  const std::string facts = one + "[[smell]]\npump = \"P1\"\nof = \"dust\"\n";
  const Texts oil{"Which smell has P1 (of: oil)?"};
  CHECK(asked(rules, facts) == oil);
  CHECK(asked(rules, facts, "health(\"P1\") < 60") == oil);
  CHECK(asked(rules, facts + "[[smell]]\npump = \"P1\"\nof = \"oil\"\n").empty());
}

TEST_CASE("one answer that settles two conditions of a rule is asked for alone", "[gaps]") {
  CHECK(asked(R"(
fact pump { name: text }
fact alarm open { pump: text } asks "Is there an alarm at {pump}?"
relation quiet open(pump: text)
relation calm open(pump: text)
scale Level 0..100 { poor < 55, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor care -20..20
rule q1 when pump(name: p) and not alarm(pump: p) then quiet(p)
rule q2 when pump(name: p) and not alarm(pump: p) then calm(p)
rule c when quiet(p) and calm(p) supports health.care(p) by 10
)",
              one) == Texts{"Is there an alarm at P1?"});
  // The shelf named by the second condition is one that the first asks for: no pair.
  CHECK(asked(R"(
fact pump { name: text }
fact spare open { pump: text, shelf: text } asks "Which spare?"
scale Level 0..100 { poor < 55, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor care -20..20
rule c when pump(name: p) and spare(pump: p, shelf: s) and spare(pump: p, shelf: "A")
  supports health.care(p) by 10
)",
              one) == Texts{"Which spare (pump: P1)?", "Which spare (pump: P1, shelf: A)?"});
}

TEST_CASE("what a rule asks for, and its exception as well, is asked for alone", "[gaps]") {
  CHECK(asked(base + "rule r1 when worn(pump: p) unless not worn(pump: p) undermines "
                     "health.wear(p) by 5\n",
              one) == Texts{"Is P1 worn?"});
}

TEST_CASE("a rating that another one reads is asked about", "[gaps]") {
  CHECK(asked(base + R"(
rating outlook(pump: text) of pump(name: pump) on Level starts 50
  factor state -50..50
rule r1 when worn(pump: p) undermines health.wear(p) by 30
rule r2 when pump(name: p) and health(p) < 30 undermines outlook.state(p) by 10
)",
              one, "outlook(\"P1\")") == Texts{"Is P1 worn?"});
}

TEST_CASE("what is stated less than surely is asked of the rating and of a goal alike", "[gaps]") {
  const std::string rules = base + R"(
fact spare open { pump: text, shelf: text } presumed absent 0.7 asks "Which spare has {pump}?"
rule none when pump(name: p) and not spare(pump: p) undermines health.wear(p) by 20
)";
  const std::string facts = one + "[[spare]]\npump = \"P1\"\nshelf = \"A\"\ncertainty = 0.8\n";
  CHECK(asked(rules, facts) == Texts{"Which spare has P1?"});
  CHECK(asked(rules, facts, "health(\"P1\") < 40") == Texts{"Which spare has P1?"});
  const std::string sure = one + "[[spare]]\npump = \"P1\"\nshelf = \"A\"\n";
  CHECK(asked(rules, sure).empty());
  CHECK(asked(rules, sure, "health(\"P1\") < 40").empty());
  // Denied, it rests on no presumption.
  const std::string denied = facts + "[[spare]]\npump = \"P1\"\nholds = false\n";
  CHECK(asked(rules, denied).empty());
  CHECK(asked(rules, denied, "health(\"P1\") > 40").empty());
}

TEST_CASE("what is presumed absent with one member is asked though another one is stated",
          "[gaps]") {
  const std::string rules = base + R"(
enum Smell { oil, dust }
fact smell open { pump: text, of: Smell } presumed absent 0.7 asks "Which smell has {pump}?"
rule r when pump(name: p) and not smell(pump: p, of: oil) supports health.wear(p) by 10
)";
  const std::string facts = one + "[[smell]]\npump = \"P1\"\nof = \"dust\"\n";
  const Texts oil{"Which smell has P1 (of: oil)?"};
  CHECK(asked(rules, facts) == oil);
  CHECK(asked(rules, facts, "health(\"P1\") < 55") == oil);
}

TEST_CASE("a goal with `_` that several subjects fit is refused", "[gaps]") {
  const Ruleset ruleset =
      testing::load_rules(base + "rule r when worn(pump: p) undermines health.wear(p) by 10\n");
  const auto run = [&](const std::string& facts) {
    auto started = Session::start(ruleset, testing::load_facts(ruleset, facts));
    REQUIRE(started.session);
    return find_gaps(*started.session, "health(_)");
  };
  CHECK(run(one).gaps);
  const GapsRun two = run(one + "[[pump]]\nname = \"P2\"\n");
  CHECK_FALSE(two.gaps);
  REQUIRE(two.diagnostics.size() == 1);
  CHECK(two.diagnostics.front().message == "this names 2 ratings: health(_)");
  CHECK(two.diagnostics.front().help.front().text ==
        "name one: `health(\"P1\")`, `health(\"P2\")`; or all of them, by a variable in place of "
        "`_`");
}

TEST_CASE("of what is closed nothing is asked unless that is wanted", "[gaps]") {
  const Ruleset ruleset = testing::load_rules(
      base + "rule r when feeds(pump: q, into: p) undermines health.wear(p) by 10\n");
  auto started = Session::start(ruleset, testing::load_facts(ruleset, one));
  REQUIRE(started.session);
  CHECK(find_gaps(*started.session).gaps->gaps.empty());
  const auto all = find_gaps(*started.session, {}, {.unstated = true}).gaps->gaps;
  REQUIRE(all.size() == 1);
  CHECK(all.front().kind == Gap::Kind::unstated);
}
