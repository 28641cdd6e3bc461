// SPDX-License-Identifier: Apache-2.0
//
// Answers told one after the other are those of `query`; a limit ends the telling and is said.
#include <atomic>

#include "report/answers.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"

using namespace casus::testing;
using casus::Answer;
using casus::AnswerList;
using casus::Certainty;
using casus::Limit;
using casus::Options;

namespace {

/// Facts `a` with x from 0 to below `count`.
std::string numbers(int count) {
  std::string facts;
  for (int i = 0; i < count; ++i) facts += "[[a]]\nx = " + std::to_string(i) + "\n";
  return facts;
}

const std::string rules = "fact a { x: int }\n";

}  // namespace

TEST_CASE("a list tells the answers of a query, in the same order", "[language][answers]") {
  const auto run =
      evaluate("unit kW\nfact pump { name: text, load: number kW open, on: date }\n",
               "[[pump]]\nname = \"P2\"\nload = \"2.5 kW\"\non = 2014-03-01\ncertainty = 0.5\n"
               "[[pump]]\nname = \"P1\"\non = 2015-01-02\n");
  const auto asked = run.query("pump(name: p, load: l, on: d)");
  const auto listed = run.list("pump(name: p, load: l, on: d)");
  REQUIRE(asked.answers);
  REQUIRE(listed.answers);
  const AnswerList& list = *listed.answers;
  CHECK(list.size() == 2);
  CHECK(list.summary().variables == std::vector<std::string>{"p", "l", "d"});
  CHECK(list.summary().answers.empty());
  std::size_t at = 0;
  const auto limit = list.each([&](const Answer& one) {
    const Answer& wanted = asked.answers->answers.at(at++);
    CHECK(one.bindings == wanted.bindings);
    CHECK(one.certainty == wanted.certainty);
    return true;
  });
  CHECK(at == 2);
  CHECK_FALSE(limit);
  CHECK(asked.answers->answers[0].bindings[0].second.text == "P1");
  CHECK(list.any([](Certainty one, const auto&) { return one == 0.5; }));
  CHECK_FALSE(list.any([](Certainty, const auto& between) { return between.has_value(); }));
}

TEST_CASE("programs are told the data of values alone", "[language][answers]") {
  const auto run =
      evaluate("unit kW\nfact pump { name: text, load: number kW open }\n",
               "[[pump]]\nname = \"P1\"\nload = \"2.5 kW\"\n[[pump]]\nname = \"P2\"\n");
  std::vector<std::vector<casus::Value>> told;
  const auto limit = run.list("pump(name: p, load: l)")
                         .answers->each(
                             [&](const Answer& one) {
                               told.push_back({one.bindings[0].second, one.bindings[1].second});
                               return true;
                             },
                             AnswerList::Values::data);
  CHECK_FALSE(limit);
  REQUIRE(told.size() == 2);
  CHECK(told[0] == std::vector<casus::Value>{{.data = "P1"}, {.data = 2.5}});
  CHECK(told[1] == std::vector<casus::Value>{{.data = "P2"}, {}});
}

TEST_CASE("a list ends where no more is wanted", "[language][answers]") {
  const auto run = evaluate(rules, numbers(10));
  int told = 0;
  const auto limit = run.list("a(x)").answers->each([&](const Answer&) { return ++told < 3; });
  CHECK(told == 3);
  CHECK_FALSE(limit);
}

TEST_CASE("a list outlives the evaluation that it is of", "[language][answers]") {
  auto list = evaluate(rules, numbers(3)).list("a(x)").answers;
  std::string told;
  CHECK_FALSE(list->each([&](const Answer& one) {
    told += one.bindings[0].second.text;
    return true;
  }));
  CHECK(told == "012");
}

TEST_CASE("a limit ends the telling, and is said behind it", "[language][answers]") {
  std::atomic<bool> interrupted = false;
  Options options;
  options.interrupted = &interrupted;
  const auto run = evaluate(rules, numbers(150), options);
  const auto listed = run.list("a(x) and a(y)");
  REQUIRE(listed.answers->size() == 22'500);
  REQUIRE_FALSE(listed.answers->summary().limit);
  interrupted = true;
  int told = 0;
  const auto limit = listed.answers->each([&](const Answer&) { return ++told > 0; });
  REQUIRE(limit);
  CHECK(limit->what == Limit::interrupted);
  CHECK(limit->where == "the goal");
  CHECK(told == 10'000);
  const casus::Answers all = listed.answers->all();
  CHECK(all.answers.size() == 10'000);
  REQUIRE(all.limit);

  std::vector<std::size_t> cut;
  const auto written = casus::report::text_of([&](casus::report::Output& out) {
    casus::report::answers_json(
        {{"case", *listed.answers}}, out,
        [&](std::size_t place, const casus::LimitReached&) { cut.push_back(place); });
  });
  CHECK(cut == std::vector<std::size_t>{0});
  CHECK(written.find("\"limit\":{\"what\":\"interrupted\"") != std::string::npos);
  const auto text = casus::report::answers_text({{"case", *listed.answers}}, {});
  // The last of 10,000 is number 9,999 = 66 * 150 + 99.
  CHECK(text.ends_with("\n66   99\npartial: a limit came first\n"));
}
