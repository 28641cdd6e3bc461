// SPDX-License-Identifier: Apache-2.0
//
// A run that meets a limit ends, says where, and has derived nothing wrong.
#include <cmath>

#include "infer/fixpoint.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Options;

namespace {

const std::string counting = R"(
fact start { n: int }
relation counted(n: int)
rule first when start(n: n) then counted(n: n)
rule next when counted(n: n) then counted(n: n + 1)
)";

const std::string zero = "[[start]]\nn = 0\n";

}  // namespace

TEST_CASE("a limit on facts ends a run that would not end", "[language][limits]") {
  Options options;
  options.max_facts = 1000;
  const auto run = evaluate(counting, zero, options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->what == casus::Limit::facts);
  CHECK(run.assessment().limit->where == "rule `next` (rules.casus:5)");
  CHECK(answers(run, "counted(n: 999)") == "1\n");
  CHECK(answers(run, "counted(n: 1001)") == "no\n");
}

TEST_CASE("a limit on facts says what it counts", "[language][limits]") {
  // -1, -2, -3, … each take the place of the one before: at the 1001st, 999 have been displaced.
  Options options;
  options.max_facts = 1000;
  const auto run = evaluate(R"(
fact road { from: text, to: text, len: int }
relation dist(from: text, to: text, len: least int)
rule first when road(from: a, to: b, len: d) then dist(a, b, d)
rule next when dist(a, b, d) and road(from: b, to: c, len: e) then dist(a, c, d + e)
)",
                            "[[road]]\nfrom = \"a\"\nto = \"a\"\nlen = -1\n", options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->text ==
        "the limit on facts was reached in rule `next` (rules.casus:5) with 1 fact derived and "
        "999 more that better values took the place of");
}

TEST_CASE("a goal names the rule at which a limit was reached, also where it reaches it again",
          "[language][limits]") {
  // 4 facts are one too many; as many answers are one too many for the goal.
  Options options;
  options.max_facts = 3;
  const auto run = evaluate(counting, zero, options);
  REQUIRE(run.assessment().limit);
  const auto asked = run.query("counted(n: x)");
  REQUIRE(asked.answers->limit);
  CHECK(asked.answers->limit->where == "rule `next` (rules.casus:5)");
  CHECK(asked.answers->limit->text == run.assessment().limit->text);
  // Here the run is complete, and the goal has 4 pairs.
  const auto pairs = evaluate(
                         "fact start { n: int }\nrelation counted(n: int)\n"
                         "rule first when start(n) then counted(n)\n",
                         zero + "[[start]]\nn = 1\n", options)
                         .query("counted(x) and counted(y)");
  REQUIRE(pairs.answers->limit);
  CHECK(pairs.answers->limit->where == "the goal");
}

TEST_CASE("a run below its limits says nothing of them", "[language][limits]") {
  Options options;
  options.max_facts = 4;
  options.timeout = std::chrono::minutes(5);
  const auto run = evaluate("fact a { x: text }\nrelation b(x: text)\nrule r when a(x) then b(x)\n",
                            "[[a]]\nx = \"1\"\n[[a]]\nx = \"2\"\n", options);
  CHECK_FALSE(run.assessment().limit);
}

TEST_CASE("a limit on time ends a run that would not end", "[language][limits]") {
  Options options;
  options.timeout = std::chrono::milliseconds(30);
  const auto run = evaluate(counting, zero, options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->what == casus::Limit::time);
}

TEST_CASE("a limit on memory ends a run that would not end", "[language][limits]") {
  Options options;
  options.max_memory = 1;
  const auto run = evaluate(counting, zero, options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->what == casus::Limit::memory);
}

TEST_CASE("limits also count the making of long texts", "[language][limits]") {
  // A handful of rows, each with a text of a quarter of a million bytes and more: no count of rows
  // would tell.
  std::string rule =
      "fact start { text: text }\nfact step { n: int }\nrelation grown(n: int, text: text)\n"
      "rule first when start(text: t) then grown(n: 0, text: t)\n"
      "rule next when grown(n: n, text: t) and n < 1000 and long = concat(t, text(n))\n"
      "  then grown(n: n + 1, text: long)\n";
  Options options;
  options.max_memory = 1;
  const auto run =
      evaluate(rule, "[[start]]\ntext = \"" + std::string(1 << 18, 'a') + "\"\n", options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->what == casus::Limit::memory);
  CHECK(answers(run, "grown(n: 20)") == "no\n");
}

TEST_CASE("a text that doubles again and again ends without value", "[language][limits]") {
  const std::string rule =
      "fact start { text: text }\nrelation grown(text: text)\n"
      "rule first when start(text: t) then grown(text: t)\n"
      "rule next when grown(text: t) then grown(text: concat(t, t))\n";
  const auto run = evaluate(rule, "[[start]]\ntext = \"ab\"\n");
  CHECK_FALSE(run.assessment().limit);
  CHECK(warnings(run) == "W0701 this has no value for some facts, so rule `next` skips them\n");
}

TEST_CASE("an interrupted run says so", "[language][limits]") {
  const std::atomic<bool> interrupted = true;
  Options options;
  options.interrupted = &interrupted;
  const auto run = evaluate(counting, zero, options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->what == casus::Limit::interrupted);
}

TEST_CASE("a limit also ends a single huge join", "[language][limits]") {
  std::string facts;
  for (int i = 0; i < 400; ++i) facts += "[[a]]\nx = " + std::to_string(i) + "\n";
  Options options;
  options.timeout = std::chrono::milliseconds(30);
  const auto run = evaluate(R"(
fact a { x: int }
relation b(x: int)
rule r when a(x) and a(y) and a(z) and a(w) and x + y + z + w < 0 then b(x)
)",
                            facts, options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->where == "rule `r` (rules.casus:4)");
}

TEST_CASE("a limit also ends the search for a goal, asked or explained", "[language][limits]") {
  std::string facts;
  for (int i = 0; i < 400; ++i) facts += "[[a]]\nx = " + std::to_string(i) + "\n";
  Options options;
  options.timeout = std::chrono::milliseconds(30);
  const auto run = evaluate("fact a { x: int }", facts, options);
  const std::string goal = "a(x) and a(y) and a(z) and a(w) and x + y + z + w < 0";
  CHECK(run.query(goal).answers->limit->what == casus::Limit::time);
  CHECK(run.why(goal).explanation->limit->what == casus::Limit::time);
}

TEST_CASE("what a limit cuts short derives nothing from what it did not see",
          "[language][limits]") {
  // The join in `not` looks at 200 * 200 combinations, and only the last of them holds.
  const auto ruleset = load_rules(R"(
fact a { x: int }
fact start { x: int }
relation b(x: int)
relation c(n: int)
rule r when start(x) and not (a(x: y) and a(x: z) and y + z >= 398) then b(x)
rule s when n = count(y for a(x: y) and a(x: z) and y + z < 0) then c(n)
)");
  std::string facts = "[[start]]\nx = 1\n";
  for (int i = 0; i < 200; ++i) facts += "[[a]]\nx = " + std::to_string(i) + "\n";
  const auto loaded = load_facts(ruleset, facts);
  for (int polls = 0; polls < 12; ++polls) {
    casus::infer::Settings settings;
    int left = polls;
    settings.budget.poll = [&left]() -> std::optional<casus::Limit> {
      if (left-- > 0) return std::nullopt;
      return casus::Limit::time;
    };
    const auto run = casus::infer::infer(ruleset.data().program, loaded.data().facts, settings);
    REQUIRE(run->stopped);
    for (const std::size_t relation : {2, 3}) {
      const auto& rows = run->store(run->plan->rows[relation]);
      for (casus::infer::RowId row = 0; row < rows.size(); ++row) {
        REQUIRE(rows.grade(row) == casus::infer::Grade::none);
      }
    }
  }
}

TEST_CASE("a calculus that gives up ends the run and says so", "[language][limits]") {
  const auto ruleset = load_rules(R"(
fact edge { from: text, to: text }
relation path(from: text, to: text)
rule step when edge(from: a, to: b) then path(from: a, to: b)
rule on when path(from: a, to: b) and edge(from: b, to: c) then path(from: a, to: c)
)");
  std::string facts;
  for (const char* pair : {"ab", "bc", "ca", "ac", "cb"}) {
    facts += std::string("[[edge]]\nfrom = \"") + pair[0] + "\"\nto = \"" + pair[1] +
             "\"\ncertainty = 0.5\n";
  }
  const auto loaded = load_facts(ruleset, facts);
  casus::infer::Settings settings;
  settings.calculus.name = "probability";
  const auto whole = casus::infer::infer(ruleset.data().program, loaded.data().facts, settings);
  CHECK_FALSE(whole->stopped);
  settings.calculus.exactness.max_nodes = 3;
  const auto cut = casus::infer::infer(ruleset.data().program, loaded.data().facts, settings);
  REQUIRE(cut->stopped);
  CHECK(cut->stopped->what == casus::Limit::exactness);
}

namespace {

std::string numbers(int count) {
  std::string facts;
  for (int i = 0; i < count; ++i) facts += "[[a]]\nx = " + std::to_string(i) + "\n";
  return facts;
}

}  // namespace

TEST_CASE("a limit also ends a goal with millions of answers, and keeps few of them",
          "[language][limits]") {
  Options options;
  options.timeout = std::chrono::milliseconds(50);
  const auto run = evaluate("fact a { x: int }\n", numbers(3000), options);
  // The nine millions would take seconds to find, and more to sort and print.
  const auto asked = run.query("a(x: x) and a(x: y)");
  REQUIRE(asked.answers);
  REQUIRE(asked.answers->limit);
  CHECK(asked.answers->limit->what == casus::Limit::time);
  CHECK(asked.answers->limit->where == "the goal");
  CHECK(asked.answers->answers.size() <= 10'000);
}

TEST_CASE("a limit counts what is to be printed, not only what is searched", "[language][limits]") {
  // 40 * 40 = 1,600 rows are too few for the search to look at the clock.
  std::atomic<bool> interrupted = false;
  Options options;
  options.interrupted = &interrupted;
  const auto run = evaluate("fact a { x: int }\n", numbers(40), options);
  REQUIRE_FALSE(run.query("a(x: x) and a(x: y)").answers->limit);
  interrupted = true;
  const auto asked = run.query("a(x: x) and a(x: y)");
  REQUIRE(asked.answers->limit);
  CHECK(asked.answers->limit->what == casus::Limit::interrupted);
  CHECK(asked.answers->answers.size() == 1600);
}

TEST_CASE("a limit also ends an explanation, and leaves out what it did not finish",
          "[language][limits]") {
  std::atomic<bool> interrupted = false;
  Options options;
  options.interrupted = &interrupted;
  // 400 levels are told; each rests on the thousands below.
  const auto run = evaluate(
      "relation n(x: int)\nrule z then n(0)\n"
      "rule s when n(x) and x < 5000 and y = x + 1 then n(y)\n",
      "", options);
  interrupted = true;
  const auto why = run.why("n(5000)");
  REQUIRE(why.explanation);
  CHECK(why.explanation->holds);
  CHECK(why.explanation->roots.empty());
  REQUIRE(why.explanation->limit);
  CHECK(why.explanation->limit->what == casus::Limit::interrupted);
  CHECK(why.explanation->limit->text == "interrupted at the explanation");
  interrupted = false;
  CHECK(run.why("n(5000)").explanation->roots.size() == 1);
}

TEST_CASE("no run and no goal goes on beyond the deadline", "[language][limits]") {
  Options options;
  options.timeout = std::chrono::hours(1);
  options.deadline = std::chrono::steady_clock::now();
  const auto run = evaluate(counting, zero, options);
  REQUIRE(run.assessment().limit);
  CHECK(run.assessment().limit->what == casus::Limit::time);
}

TEST_CASE("options out of their range are refused", "[language][limits]") {
  const auto rules = load_rules(counting);
  const auto facts = load_facts(rules, zero);
  const auto refused = [&](const Options& options) {
    const auto run = casus::Evaluation::run(rules, facts, options);
    if (run.evaluation) return std::string();
    REQUIRE(run.diagnostics.size() == 1);
    return run.diagnostics.front().message;
  };
  Options options;
  options.max_facts = 10;
  CHECK(refused(options).empty());
  for (const double threshold : {-0.1, 1.0, std::nan("")}) {
    Options one = options;
    one.threshold = threshold;
    CHECK(refused(one) == "the threshold is a number from 0 to below 1");
  }
  for (const std::uint32_t samples : {0U, (1U << 24) + 1}) {
    Options one = options;
    one.probabilities.samples = samples;
    CHECK(refused(one) == "the worlds to draw are from 1 to 16777216");
  }
  Options marks = options;
  marks.grades.credibility[2] = 1.5;
  CHECK(refused(marks) == "the certainty of a mark is a number from 0 to 1");
  Options time = options;
  time.timeout = std::chrono::milliseconds(-1);
  CHECK(refused(time) == "the time of a run is no less than nothing");
}
