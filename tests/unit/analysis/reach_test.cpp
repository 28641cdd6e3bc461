// SPDX-License-Identifier: Apache-2.0
#include "casus/reach.hpp"

#include <algorithm>
#include <atomic>

#include "report/reach.hpp"
#include "session/data.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;

namespace {

// Each leak takes 10 of 50, a patch gives 1. What counts leaks may go either way, so that nothing
// can be ruled out.
constexpr const char* rules = R"(
fact pump { name: text }
fact leak { pump: text, place: text }
fact patch { pump: text, size: int in 0..9 }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule leaking
  when pump(name: p)
   and n = count(a for leak(pump: p, place: a))
  undermines health.wear(p) by 10 * n
rule patched
  when patch(pump: p, size: s)
  supports health.wear(p) by s
)";

constexpr const char* facts = R"(
[[pump]]
name = "P1"
[[leak]]
pump = "P1"
place = "top"
changeable = 2
[[leak]]
pump = "P1"
place = "valve"
changeable = 3
)";

Session started(const std::string& case_text) {
  const Ruleset ruleset = testing::load_rules(rules);
  auto started = Session::start(ruleset, testing::load_facts(ruleset, case_text));
  REQUIRE(started.session);
  return std::move(*started.session);
}

}  // namespace

TEST_CASE("a search that ends early tells what it found, and what all else costs", "[reach]") {
  Session session = started(facts);
  // 50 - 20 = 30: without one leak 40, without both 50.
  const auto run = reach(session, "health(\"P1\") >= 40", {.most_answers = 1});
  REQUIRE(run.reach);
  REQUIRE(run.reach->answers.size() == 1);
  CHECK(run.reach->answers.front().cost == 2);
  CHECK(run.reach->answers.front().steps.front().kind == ReachStep::Kind::gone);
  CHECK(run.reach->beyond == 3);
  const std::string text = report::reach_text({{*run.reach}}, false, {.width = 0});
  CHECK(text.find("any other answer costs at least 3") != std::string::npos);

  const auto none = reach(session, "health(\"P1\") >= 50", {.most_tried = 2});
  REQUIRE(none.reach);
  CHECK(none.reach->answers.empty());
  CHECK(none.reach->beyond);
  REQUIRE(none.reach->nearest);
  CHECK(none.reach->nearest->after->score == 40);
  CHECK(report::reach_text({{*none.reach}}, false, {.width = 0})
            .find("nothing was found before the search ended") != std::string::npos);
}

TEST_CASE("where nothing does it, what comes nearest is told", "[reach]") {
  Session session = started(facts);
  const auto run = reach(session, "health(\"P1\") >= good");
  REQUIRE(run.reach);
  CHECK(run.reach->answers.empty());
  CHECK_FALSE(run.reach->beyond);
  REQUIRE(run.reach->nearest);
  CHECK(run.reach->nearest->after->score == 50);
  CHECK(run.reach->nearest->after->band == "fair");
  const auto down = reach(session, "health(\"P1\") < 30");
  REQUIRE(down.reach);
  CHECK(down.reach->answers.empty());
  CHECK_FALSE(down.reach->nearest);  // nothing moves it down
}

TEST_CASE("what changes comes before what is found out, whichever is tried first", "[reach]") {
  const Ruleset ruleset = testing::load_rules(R"(
fact pump { name: text }
fact leak { pump: text }
fact seal open { pump: text }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule leaking when leak(pump: p) undermines health.wear(p) by 10
rule sealed when seal(pump: p) supports health.wear(p) by 10
)");
  const Facts pumps = testing::load_facts(
      ruleset, "[[pump]]\nname = \"P1\"\n[[leak]]\npump = \"P1\"\nchangeable = 4\n");
  auto session = Session::start(ruleset, pumps).session;
  REQUIRE(session);
  const auto run = reach(*session, "health(\"P1\") >= good");
  REQUIRE(run.reach);
  REQUIRE(run.reach->answers.size() == 1);
  const ReachAnswer& answer = run.reach->answers.front();
  REQUIRE(answer.steps.size() == 2);
  CHECK(answer.steps[0].kind == ReachStep::Kind::gone);
  CHECK(answer.steps[1].kind == ReachStep::Kind::known);
  CHECK(answer.cost == 5);
  const std::string text = report::reach_text({{*run.reach}}, false, {.width = 0});
  CHECK(text.find("if it were not so that leak(pump: \"P1\") [F2]") != std::string::npos);
  CHECK(text.find("4 of it to change, 1 to find out") != std::string::npos);
}

TEST_CASE("a search that a timeout ends exits 4", "[cli][reach]") {
  const testing::TemporaryFolder folder;
  std::string many = "[case]\nrules = [\"rules.casus\"]\n[[pump]]\nname = \"P1\"\n";
  for (int i = 0; i < 40; ++i) {
    many += "[[leak]]\npump = \"P1\"\nplace = \"" + std::to_string(i) + "\"\nchangeable = true\n";
  }
  testing::write_file(folder.path() / "rules.casus", rules);
  testing::write_file(folder.path() / "case.toml", many);
  const auto outcome =
      testing::casus_with({.folder = folder.path()},
                          {"reach", "health(\"P1\") >= good", "case.toml", "--timeout", "500ms"});
  CHECK(outcome.exit == 4);
  // On a slow machine it may come before the search.
  CHECK(outcome.err.find("the limit on time was reached") != std::string::npos);
  CHECK(outcome.out.find("cannot be reached") == std::string::npos);
}

TEST_CASE("a session keeps no text of changes that were taken back or refused", "[session]") {
  Session session = started(facts);
  const auto texts = [&] { return session.now().shared()->facts->sources->size(); };
  const std::size_t before = texts();
  for (int i = 0; i < 10; ++i) {
    CHECK(session.change({.set = {"patch(pump: \"P1\", size: 3)"}}).done);
    CHECK(session.undo().done);
    const auto refused = session.change({.set = {"patch(pump: \"P1\", size: 30)"}});
    CHECK_FALSE(refused.done);
    // Whoever was told why can still quote it.
    CHECK(refused.sources->size() >= before);
  }
  CHECK(texts() == before);
}

TEST_CASE("ratings are named by any goal that fits them", "[reach]") {
  const Session session = started(facts);
  for (const char* goal : {"", "health(\"P1\")", "health(pump: \"P1\")", "health(x)"}) {
    INFO(goal);
    const RatingsRun run = ratings_of(session, goal);
    REQUIRE(run.ratings.size() == 1);
    CHECK(run.ratings.front().score == 30);
  }
  CHECK(ratings_of(session, "health(\"P2\")").ratings.empty());
  CHECK(has_errors(ratings_of(session, "healt(x)").diagnostics));
}

TEST_CASE("a question that could not be tried in full is named, and nothing is ruled out",
          "[reach]") {
  const Ruleset ruleset = testing::load_rules(R"(
fact pump { name: text }
fact load open { pump: text, share: int } asks "How high is the load of {pump}?"
fact limit { share: int }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule strained when load(pump: p, share: s) and limit(share: m) and s * s > m
  undermines health.wear(p) by 30
rule light when load(pump: p, share: s) and s < 5
  supports health.wear(p) by 20
)");
  auto session = Session::start(ruleset, testing::load_facts(ruleset,
                                                             "[[pump]]\nname = \"P1\"\n"
                                                             "[[limit]]\nshare = 40\n"))
                     .session;
  REQUIRE(session);
  // 7 would do: where a value is multiplied by itself, nothing is reckoned back.
  const auto down = reach(*session, "health(\"P1\") < 30");
  REQUIRE(down.reach);
  CHECK(down.reach->answers.empty());
  REQUIRE(down.reach->untried.size() == 1);
  const std::string text = report::reach_text({{*down.reach}}, false, {.width = 0});
  CHECK(text.find("cannot be reached") == std::string::npos);
  CHECK(text.find("not all answers tried: How high is the load of P1? (`share` has no range; "
                  "tried at what rules compare it with)\n") != std::string::npos);
  // 50 + 20: 4 of 4, 5 and 6; what differs in a number alone is one answer.
  const auto up = reach(*session, "health(\"P1\") >= good");
  REQUIRE(up.reach);
  REQUIRE(up.reach->answers.size() == 1);
  CHECK(up.reach->answers.front().steps.front().now == "load(pump: \"P1\", share: 4)");
  CHECK(report::reach_text({{*up.reach}}, false, {.width = 0}).find("no other set") ==
        std::string::npos);
}

TEST_CASE("a question that comes up only after a change is found", "[reach]") {
  const Ruleset ruleset = testing::load_rules(R"(
enum Mode { calm, harsh }
fact pump { name: text }
fact run { pump: text, mode: Mode }
fact seal open { pump: text }
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule sealed when run(pump: p, mode: harsh) and seal(pump: p) supports health.wear(p) by 10
)");
  const Facts facts_of_p1 = testing::load_facts(
      ruleset,
      "[[pump]]\nname = \"P1\"\n[[run]]\npump = \"P1\"\nmode = \"calm\"\nchangeable = 3\n");
  auto session = Session::start(ruleset, facts_of_p1).session;
  REQUIRE(session);
  const auto run = reach(*session, "health(\"P1\") >= good");
  REQUIRE(run.reach);
  CHECK(run.reach->changeable == 2);
  REQUIRE(run.reach->answers.size() == 1);
  const ReachAnswer& answer = run.reach->answers.front();
  CHECK(answer.cost == 4);
  REQUIRE(answer.steps.size() == 2);
  CHECK(answer.steps[0].now == "F2(mode: harsh)");
  CHECK(answer.steps[1].now == "seal(pump: \"P1\")");
}

TEST_CASE("what is stated for certain is no question until that has changed", "[reach]") {
  // To find out that there is no guard would contradict F2; without F2 the guard is unknown.
  const Ruleset ruleset = testing::load_rules(R"(
fact pump { name: text }
fact guard open { pump: text }
scale Level 0..100 { poor < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule unguarded when pump(name: p) and unknown guard(pump: p) supports health.wear(p) by 20
)");
  auto started = Session::start(
      ruleset, testing::load_facts(ruleset,
                                   "[[pump]]\nname = \"P1\"\n"
                                   "[[guard]]\nid = \"F2\"\npump = \"P1\"\nchangeable = 3\n"));
  REQUIRE(started.session);
  const auto found = reach(*started.session, "health(\"P1\") >= good").reach;
  REQUIRE(found->answers.size() == 1);
  CHECK(found->answers.front().cost == 3);
  CHECK(found->answers.front().steps.front().change.drop == std::vector<std::string>{"F2"});
}

TEST_CASE("a question behind a change to which no answer is tried rules nothing out", "[reach]") {
  // With the fresh mode a spare of 145 would do: sqrt(145) > 12.
  const Ruleset ruleset = testing::load_rules(R"(
enum Mode { old, fresh }
fact pump { name: text }
fact mode { pump: text, is: Mode }
fact spare open { pump: text, size: number }
scale Level 0..100 { poor < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule fits
  when mode(pump: p, is: fresh)
   and spare(pump: p, size: s)
   and sqrt(s) > 12
  supports health.wear(p) by 20
)");
  auto started = Session::start(
      ruleset, testing::load_facts(ruleset,
                                   "[[pump]]\nname = \"P1\"\n"
                                   "[[mode]]\npump = \"P1\"\nis = \"old\"\nchangeable = true\n"));
  REQUIRE(started.session);
  const auto found = reach(*started.session, "health(\"P1\") >= good").reach;
  CHECK(found->answers.empty());
  REQUIRE(found->untried.size() == 1);
  CHECK_FALSE(found->untried.front().question.empty());
}

TEST_CASE("a score beyond the scale is not searched for", "[reach]") {
  Session session = started(facts);
  for (const auto& [goal, end] : std::vector<std::pair<std::string, std::optional<double>>>{
           {"health(\"P1\") >= 101", 100},
           {"health(\"P1\") > 100", 100},
           {"health(\"P1\") >= 100", std::nullopt},
           {"-5 > health(\"P1\")", 0},
           {"health(\"P1\") < 0", 0},
           {"health(\"P1\") <= 0", std::nullopt}}) {
    INFO(goal);
    const auto run = reach(session, goal);
    REQUIRE(run.reach);
    CHECK(run.reach->scale_end == end);
    CHECK((run.reach->tried == 0) == end.has_value());
  }
}

TEST_CASE("facts about others are not searched where no rule leads to them", "[reach]") {
  const std::string alone = R"(
fact pump { name: text }
fact leak { pump: text }
fact seal open { pump: text }
relation weak(pump: text)
scale Level 0..100 { poor < 30, fair < 60, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..50
rule leaking when leak(pump: p) then weak(p)
rule worn when weak(pump: p) undermines health.wear(p) by 10
rule sealed when pump(name: p) and not seal(pump: p) supports health.wear(p) by 5
rule broken when pump(name: p) and seal(pump: p) undermines health.wear(p) by 5
)";
  const std::string fed = R"(
fact feeds { to: text, by: text }
rule fed when feeds(to: a, by: b) and weak(pump: b) then weak(a)
)";
  std::string facts = "[[feeds]]\nto = \"P1\"\nby = \"P12\"\n";
  for (int i = 1; i <= 12; ++i) {
    const std::string name = "\"P" + std::to_string(i) + "\"\n";
    facts += "[[pump]]\nname = " + name + "changeable = true\n";
    if (i > 1) facts += "[[leak]]\npump = " + name + "changeable = true\n";
  }
  const auto searched = [&](const std::string& rule_text, const std::string& goal) {
    const Ruleset ruleset = testing::load_rules(rule_text);
    auto session = Session::start(ruleset, testing::load_facts(ruleset, facts)).session;
    REQUIRE(session);
    auto run = reach(*session, goal);
    REQUIRE(run.reach);
    return *std::move(run.reach);
  };
  // The pump, and the question of its seal.
  const std::string unused = "fact feeds { to: text, by: text }\n";
  const Reach own = searched(alone + unused, "health(\"P1\") > 55");
  CHECK(own.bearing == 2);
  CHECK(own.answers.empty());
  // 50 - 10 + 5: P12 leaks, and feeds P1.
  const Reach through = searched(alone + fed, "health(\"P1\") >= 50");
  REQUIRE_FALSE(through.answers.empty());
  CHECK(through.answers.front().steps.front().was == "leak(pump: \"P12\")");
}

TEST_CASE("a search that a limit ends says how far it came", "[reach]") {
  const Ruleset ruleset = testing::load_rules(rules);
  std::atomic<bool> interrupted = false;
  auto session =
      Session::start(ruleset, testing::load_facts(ruleset, facts), {.interrupted = &interrupted})
          .session;
  REQUIRE(session);
  interrupted = true;
  const auto run = reach(*session, "health(\"P1\") >= good");
  REQUIRE(run.reach);
  REQUIRE(run.reach->limit);
  CHECK(run.reach->limit->text == "interrupted, and the search stopped after 1 set");
}

TEST_CASE("an answer has the command that shows it", "[reach][cli]") {
  const testing::TemporaryFolder folder;
  testing::write_file(folder.path() / "rules.casus", rules);
  testing::write_file(folder.path() / "case.toml",
                      "[case]\nrules = [\"rules.casus\"]\n" + std::string(facts));
  const auto once = testing::casus_with({.folder = folder.path()},
                                        {"reach", "health(\"P1\") >= 50", "case.toml"});
  CHECK(once.out.find("\ntry: casus what-if case.toml --drop F2 --drop F3\n") != std::string::npos);
  const auto flip =
      testing::casus_with({.folder = folder.path()}, {"reach", "--flip", "case.toml"});
  CHECK(flip.out.find("P1: to rise above FAIR (now 30.0)\n") != std::string::npos);
}
