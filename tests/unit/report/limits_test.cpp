// SPDX-License-Identifier: Apache-2.0
//
// What a limit kept from being rated is told as not reached, never as not rated: pumps of which all
// have 50 less 20 without a spare.
#include <atomic>

#include "casus/difference.hpp"
#include "report/difference.hpp"
#include "report/what_if.hpp"
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;

namespace {

constexpr const char* rules = R"(
fact pump { name: text }
fact spare { pump: text }
relation bare(pump: text)
scale Level 0..100 { poor < 40, good }
rating health(pump: text) "Health" of pump(name: pump) on Level starts 50
  factor wear "Wear" -100..0
rule no_spare "No spare"
  when pump(name: p)
   and not spare(pump: p)
  undermines health.wear(p) by 20
  then bare(p)
)";

constexpr const char* facts =
    "[[pump]]\nname = \"P1\"\n[[pump]]\nname = \"P2\"\n[[spare]]\npump = \"P1\"\n"
    "[[spare]]\npump = \"P2\"\n";

/// The case before and after the spare of P1 goes, the latter cut short behind that pump.
struct Cut {
  Assessment before;
  Session::Changed changed;
  Assessment after;

  Cut() {
    const Ruleset ruleset = testing::load_rules(rules);
    auto session = Session::start(ruleset, testing::load_facts(ruleset, facts)).session;
    REQUIRE(session);
    before = session->assessment();
    changed = session->change({.drop = {"F3"}});
    after = session->assessment();
    REQUIRE(after.ratings.size() == 2);
    after.ratings.pop_back();
    after.limit = LimitReached{.what = Limit::time, .text = "the limit on time was reached"};
  }
};

}  // namespace

TEST_CASE("what-if says what was not reached before a limit", "[report][what_if][limits]") {
  const Cut cut;
  const std::vector<RatingPair> pairs = rating_pairs(cut.before, cut.after);
  const report::CaseWhatIfs views{
      {cut.before, cut.after, pairs, cut.changed, *cut.changed.sources, "gone"}};
  const report::Style style;
  CHECK(report::what_if_text(views, false, style) ==
        "gone\n\n"
        "P1: Health\n- GOOD  50.0\n+ POOR  30.0  -20.0\n"
        "  -20.0  new: Wear: No spare [no_spare F3]\n\n"
        "1 rating not reached before the limit\n"
        "conclusions: 1 new\n  new: bare(pump: \"P1\")\n");
  const std::string prose = report::what_if_prose(views, false);
  CHECK(prose.find("P2: Health was not reached before the limit.\n") != std::string::npos);
  CHECK(report::what_if_json(views).find("\"after\":null,\"reached\":false") != std::string::npos);
  const std::string table = report::scenarios_text(views, false, style);
  CHECK(table.find("not rated") == std::string::npos);
  CHECK(table.find("gone       not reached                          a limit came before") !=
        std::string::npos);
}

TEST_CASE("diff says what was not reached before a limit", "[report][difference][limits]") {
  const Ruleset ruleset = testing::load_rules(rules);
  const DifferenceSide side{ruleset, testing::load_facts(ruleset, facts), {}};
  Difference all = *difference(side, side).difference;
  REQUIRE(all.ratings.size() == 2);
  const report::SideNames names{"a.toml", "b.toml"};
  all.ratings.back().after = std::nullopt;
  CHECK(report::difference_text(all, names, false, {}).find("not rated  b.toml") ==
        std::string::npos);
  CHECK(report::difference_text(all, names, false, {}).find("+ not rated") != std::string::npos);
  all.limit = LimitReached{.what = Limit::time, .text = "the limit on time was reached"};
  all.limit_after = true;
  CHECK(report::difference_text(all, names, false, {}) ==
        "P1: Health: GOOD 50.0, unchanged\n1 rating not reached before the limit\n");
  CHECK(report::difference_prose(all, names, false)
            .find("P2: Health was not reached on both sides before the limit.") !=
        std::string::npos);
  CHECK(report::difference_json(all).find("\"after\":null,\"reached\":false") != std::string::npos);
}

TEST_CASE("what a limit keeps from being derived is not told as gone", "[session][limits]") {
  const Ruleset ruleset = testing::load_rules(rules);
  std::atomic<bool> interrupted = false;
  auto session = Session::start(ruleset, testing::load_facts(ruleset, "[[pump]]\nname = \"P1\"\n"),
                                {.interrupted = &interrupted})
                     .session;
  REQUIRE(session);
  interrupted = true;
  const Session::Changed changed = session->adjust({});
  REQUIRE(changed.limit);
  CHECK(changed.ratings.empty());
  CHECK(changed.conclusions.empty());
}

TEST_CASE("wherever a limit on time falls, what-if ends whole or with exit 4", "[cli][limits]") {
  const testing::TemporaryFolder folder;
  std::string many = "[case]\nrules = [\"rules.casus\"]\n";
  for (int i = 0; i < 1500; ++i) {
    many += "[[pump]]\nname = \"P" + std::to_string(i) + "\"\n";
  }
  testing::write_file(folder.path() / "rules.casus", rules);
  testing::write_file(folder.path() / "case.toml", many);
  const auto run = [&](const std::string& timeout) {
    return testing::casus_with({.folder = folder.path()}, {"what-if", "case.toml", "--drop", "F1",
                                                           "--timeout", timeout, "-q"});
  };
  const std::string whole = run("1h").out;
  CHECK(whole.find("\n+ not rated  ") != std::string::npos);
  CHECK(whole.find("  no pump P0\n") != std::string::npos);
  CHECK(whole.find("1499 ratings unchanged\n") != std::string::npos);
  for (int milliseconds = 2; milliseconds < 400; milliseconds += 1 + milliseconds / 6) {
    const auto outcome = run(std::to_string(milliseconds) + "ms");
    INFO(milliseconds << " ms");
    if (outcome.exit == 0) {
      CHECK(outcome.out == whole);
      CHECK(outcome.err.empty());
    } else {
      CHECK(outcome.exit == 4);
      CHECK(outcome.err.find("stopped: ") != std::string::npos);
      CHECK(outcome.out.find("not rated") == std::string::npos);
    }
  }
}
