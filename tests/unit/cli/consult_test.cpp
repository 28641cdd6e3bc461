// SPDX-License-Identifier: Apache-2.0
#include "casus/consult.hpp"

#include <utility>

#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;

namespace {

constexpr const char* rules = R"(
fact pump { name: text }
fact spare open { pump: text } presumed absent 0.5
scale Level 0..100 { poor < 30, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..0
rule no_spare
  when pump(name: p)
   and not spare(pump: p)
  undermines health.wear(p) by 20
)";

struct Works {
  testing::TemporaryFolder folder;
  Works() {
    testing::write_file(folder.path() / "rules.casus", rules);
    testing::write_file(folder.path() / "case.toml",
                        "[case]\nrules = [\"rules.casus\"]\n\n[[pump]]\nname = \"P1\"\n");
  }
  [[nodiscard]] testing::Surroundings terminal(std::string input) const {
    return {.folder = folder.path(), .input = std::move(input), .terminal = true};
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    return testing::read_file(folder.path() / name);
  }
};

}  // namespace

TEST_CASE("on a terminal consult wants a file for the answers", "[cli][consult]") {
  const Works works;
  const auto outcome = casus_with(works.terminal("yes\n"), {"consult", "case.toml"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("nothing says where the answers go") != std::string::npos);
}

TEST_CASE("consult prompts on a terminal, and writes what was answered", "[cli][consult]") {
  const Works works;
  const std::string before = works.text("case.toml");
  const auto outcome =
      casus_with(works.terminal("no\n"), {"consult", "case.toml", "-o", "new.toml"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.find("> ") != std::string::npos);
  // 50 - 20 * 0.5 before, 50 - 20 where there is none for sure
  CHECK(outcome.err.find("now P1: GOOD, 30.0 of 100") != std::string::npos);
  CHECK(works.text("case.toml") == before);
  CHECK(works.text("new.toml") == before +
                                      "\n[[spare]]\nholds = false\npump = \"P1\"\n"
                                      "note = \"said in casus consult\"\n");
}

TEST_CASE("an answer says who gave it, when, and how sure it is", "[cli][consult]") {
  const Works works;
  testing::Surroundings around{.folder = works.folder.path(), .variables = {{"USER", "ada"}}};
  // 16496 days after 1970-01-01 is 2015-03-02
  around.today = Date{16496};
  const auto answered = [&](const std::string& input) {
    around.input = input;
    const auto outcome = casus_with(around, {"consult", "case.toml"});
    CHECK(outcome.exit == 0);
    return outcome.out.substr(works.text("case.toml").size());
  };
  const std::string note = "note = \"said in casus consult by ada on 2015-03-02\"\n";
  const std::string spare = "\n[[spare]]\npump = \"P1\"\n";
  const std::string none = "\n[[spare]]\nholds = false\npump = \"P1\"\n";
  CHECK(answered("yes\n") == spare + note);
  CHECK(answered("Yes, probably\n") == spare + "credibility = 2\n" + note);
  CHECK(answered("possibly\n") == spare + "credibility = 3\n" + note);
  CHECK(answered("probably not\n") == none + "credibility = 2\n" + note);
  CHECK(answered("no, 70 %\n") == none + "certainty = 0.7\n" + note);
  CHECK(answered("yes, certainty 0.25\n") == spare + "certainty = 0.25\n" + note);
  CHECK(answered("yes, 170 %\n").empty());
}

TEST_CASE("confidence does not rise because a question was answered", "[cli][consult]") {
  const Works works;
  testing::write_file(works.folder.path() / "sourced.toml",
                      "[case]\nrules = [\"rules.casus\"]\n\n[[source]]\nid = \"report\"\n\n"
                      "[[pump]]\nname = \"P1\"\nsource = \"report\"\n");
  const testing::Surroundings around{.folder = works.folder.path(), .input = "no\n"};
  CHECK(casus_with(around, {"consult", "sourced.toml", "-o", "new.toml"}).exit == 0);
  // The denial has no source: half the weight has one, so 1 * 1/2 * 1/2 = 0.25; a source of its own
  // would have made it 2/3, moderate.
  const auto rated =
      casus_with({.folder = works.folder.path()}, {"eval", "new.toml", "-f", "json"});
  CHECK(rated.out.find("\"confidence_index\":0.25,") != std::string::npos);
}

TEST_CASE("a line that is no text is refused as an answer", "[cli][consult]") {
  const Works works;
  const auto outcome =
      casus_with({.folder = works.folder.path(), .input = std::string("\0y\n\xFF\nno\n", 7)},
                 {"consult", "case.toml", "-o", "new.toml"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.find("that cannot be: the answer holds a NUL character\n") !=
        std::string::npos);
  CHECK(outcome.err.find("that cannot be: the answer is not written in UTF-8\n") !=
        std::string::npos);
  CHECK(outcome.err.find("now P1: GOOD, 30.0 of 100") != std::string::npos);
}

TEST_CASE("questions of one sentence are told apart, and each has its own answer",
          "[cli][consult]") {
  const Works works;
  const std::string more =
      "fact seal open { pump: text } asks \"Is it sealed?\"\n"
      "rule sealed when pump(name: p) and seal(pump: p)\n"
      "  undermines health.wear(p) by 10\n";
  testing::write_file(works.folder.path() / "rules.casus", rules + more);
  testing::write_file(works.folder.path() / "two.toml",
                      "[case]\nrules = [\"rules.casus\"]\n"
                      "[[pump]]\nname = \"P1\"\n[[pump]]\nname = \"P2\"\n"
                      "[[spare]]\npump = \"P1\"\n[[spare]]\npump = \"P2\"\n");
  const auto outcome = casus_with({.folder = works.folder.path(), .input = "yes\nno\n"},
                                  {"consult", "two.toml", "-o", "new.toml"});
  CHECK(outcome.err.find("Is it sealed (pump: P1)?") != std::string::npos);
  CHECK(outcome.err.find("Is it sealed (pump: P2)?") != std::string::npos);
  // 50 - 10, and 50
  CHECK(outcome.err.find("now P1: GOOD, 40.0 of 100; P2: GOOD, 50.0 of 100") != std::string::npos);
}

TEST_CASE("questions are as wide as the terminal", "[cli][consult]") {
  const Works works;
  testing::Surroundings around = works.terminal("quit\n");
  around.width = 40;
  const auto outcome = casus_with(around, {"consult", "case.toml", "-o", "new.toml"});
  CHECK(
      outcome.err.starts_with("is there a fact spare (pump: P1)?\n"
                              "  P1 (GOOD 40.0) from 30.0 to 50.0;\n"
                              "  presumed absent, 0.5\n"
                              "  answers: yes, no, unknown, why, back,\n"
                              "  quit\n> "));
}

TEST_CASE("a case that names its rules from the project may be written elsewhere in it",
          "[cli][consult]") {
  const Works works;
  testing::write_file(works.folder.path() / "casus.toml", "[project]\nrules = [\"rules.casus\"]\n");
  std::filesystem::create_directories(works.folder.path() / "out");
  const testing::Surroundings around{.folder = works.folder.path(), .input = "no\n"};
  CHECK(casus_with(around, {"consult", "case.toml", "-o", "out/new.toml"}).exit == 0);
  CHECK(casus_with({.folder = works.folder.path()}, {"eval", "out/new.toml"}).exit == 0);
}

TEST_CASE("a case that names data files by paths from its folder is written into that folder",
          "[cli][consult]") {
  const Works works;
  const auto& folder = works.folder.path();
  testing::write_file(folder / "casus.toml", "[project]\nrules = [\"rules.casus\"]\n");
  std::filesystem::create_directories(folder / "in");
  testing::write_file(folder / "in/pump.csv", "name\nP1\n");
  testing::write_file(folder / "in/case.toml", "[[data]]\nsource = \"pump.csv\"\n");
  const testing::Surroundings around{.folder = folder, .input = "no\n"};
  const auto elsewhere = casus_with(around, {"consult", "in/case.toml", "-o", "new.toml"});
  CHECK(elsewhere.exit == 2);
  CHECK(elsewhere.err ==
        "error: in/case.toml names data files by paths that count from its folder, and new.toml "
        "would be elsewhere\nhelp: write the new case into the same folder\n");
  CHECK(casus_with(around, {"gaps", "in/case.toml"})
            .out.ends_with("\nnext: casus consult in/case.toml -o in/answers.toml\n"));
  CHECK(casus_with(around, {"consult", "in/case.toml", "-o", "in/answers.toml"}).exit == 0);
  CHECK(casus_with({.folder = folder}, {"eval", "in/answers.toml"}).exit == 0);
  // A path from the root leads to the same file from everywhere.
  testing::write_file(folder / "in/case.toml",
                      "[[data]]\nsource = \"" + (folder / "in/pump.csv").string() + "\"\n");
  CHECK(casus_with(around, {"consult", "in/case.toml", "-o", "new.toml"}).exit == 0);
  CHECK(casus_with({.folder = folder}, {"eval", "new.toml"}).exit == 0);
}

TEST_CASE("nothing can be answered where nothing is asked", "[consult]") {
  const Ruleset ruleset = testing::load_rules(rules);
  const Facts facts =
      testing::load_facts(ruleset, "[[pump]]\nname = \"P1\"\n[[spare]]\npump = \"P1\"\n");
  auto started = Consultation::start(ruleset, facts);
  REQUIRE(started.consultation);
  CHECK(started.consultation->question() == nullptr);
  CHECK(has_errors(started.consultation->yes({})));
  CHECK(has_errors(started.consultation->no()));
  started.consultation->unknown();
  CHECK_FALSE(started.consultation->back());
}

TEST_CASE("a file with brackets in its name is no goal", "[cli][gaps]") {
  const Works works;
  testing::write_file(works.folder.path() / "case (1).toml", works.text("case.toml"));
  const testing::Surroundings around{.folder = works.folder.path()};
  CHECK(casus_with(around, {"gaps", "case (1).toml"}).exit == 0);
  const auto asked = casus_with(around, {"reach", "case (1).toml"});
  CHECK(asked.exit == 2);
  CHECK(asked.err.find("is a case, not a question") != std::string::npos);
}

namespace {

/// A question for a name, one for a date without range, one for a share.
struct Council {
  testing::TemporaryFolder folder;
  Council() {
    testing::write_file(folder.path() / "rules.casus", R"(
fact party { name: text }
fact contest open { party: text, challenger: text }
  reads "{challenger} challenges the leader of {party}"
  asks "Who challenges the leader of {party}?"
fact ballot open { party: text, day: date }
  asks "When does {party} vote?"
fact turnout open { party: text, share: number in 0..1 }
  asks "How high was turnout?"
fact rival { day: date }
scale Level 0..100 { poor < 30, good }
rating unity(p: text) of party(name: p) on Level starts 50
  factor peace -50..50
rule contested when contest(party: p) undermines unity.peace(p) by 20
rule clash when ballot(party: p, day: d) and rival(day: e) and month(d) = month(e)
  undermines unity.peace(p) by 10
rule weak when turnout(party: p, share: s) and s < 50% undermines unity.peace(p) by 5
)");
    testing::write_file(folder.path() / "case.toml",
                        "[case]\nrules = [\"rules.casus\"]\n\n[[party]]\nname = \"Centre\"\n"
                        "\n[[rival]]\nday = 2024-03-01\n");
  }
  [[nodiscard]] testing::Outcome consult(std::string input, const std::string& output) const {
    return casus_with({.folder = folder.path(), .input = std::move(input)},
                      {"consult", "case.toml", "-o", output});
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return std::filesystem::exists(folder.path() / name);
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    return testing::read_file(folder.path() / name);
  }
};

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("what is no name is asked again, and stands for itself in quotes", "[cli][consult]") {
  const Council council;
  const auto no_name = council.consult(
      "nobody\nNone\nnope\nno one\nmaybe\nperhaps\nyes please\nnobody knows\n", "a.toml");
  CHECK(times(no_name.err, "a name is wanted, or any text in quotes; where there is none, no") ==
        8);
  CHECK_FALSE(council.has("a.toml"));
  const auto unsure =
      council.consult("Lind, 170%\nno, 0%\nLind, certainty 70\nLind, likely\nA, maybe\n", "b.toml");
  CHECK(times(unsure.err, "how sure an answer is stands behind a comma") == 5);
  CHECK_FALSE(council.has("b.toml"));
  CHECK(council.consult("\"nobody\"\nquit\n", "c.toml").exit == 0);
  CHECK(council.text("c.toml").find("challenger = \"nobody\"") != std::string::npos);
}

TEST_CASE("each answer is told as a sentence before the next question", "[cli][consult]") {
  const Council council;
  const auto outcome = council.consult("No.\n30%, probably\nq\n", "a.toml");
  CHECK(outcome.err.find("> No.\n"
                         "noted: it is not so that any challenger challenges the leader of Centre\n"
                         "How high was turnout (party: Centre)?\n") != std::string::npos);
  CHECK(outcome.err.find("noted: turnout(party: \"Centre\", share: 0.3), probably\n") !=
        std::string::npos);
  CHECK(
      outcome.err.ends_with("the answers are in a.toml\n"
                            "next: casus diff case.toml a.toml\n"));
}

TEST_CASE("a value that a fact leaves open is neither yes nor how sure it is", "[cli][consult]") {
  const testing::TemporaryFolder folder;
  testing::write_file(folder.path() / "rules.casus", R"(
fact pump { name: text, sound: bool open, age: int years in 0..100 open } reads "{name} is a pump"
scale Level 0..100 { poor < 30, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..40
rule sound when pump(name: p, sound: true) supports health.wear(p) by 30
rule old when pump(name: p, age: > 9 years) undermines health.wear(p) by 20
)");
  testing::write_file(folder.path() / "case.toml",
                      "[case]\nrules = [\"rules.casus\"]\n\n[[pump]]\nname = \"P1\"\n");
  const auto told = [&](std::string input) {
    return casus_with({.folder = folder.path(), .input = std::move(input)},
                      {"consult", "case.toml"});
  };
  const auto has = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  // What matters most is asked first: `sound`.
  CHECK(has(told("yes\n").out, "\nsound = true"));
  CHECK(has(told("No.\n").out, "\nsound = false"));
  for (const char* const said : {"60%\n", "probably\n", "maybe\n"}) {
    CAPTURE(said);
    const auto outcome = told(said);
    CHECK(has(outcome.err, "false or true is wanted"));
    CHECK_FALSE(has(outcome.err, "noted"));
    CHECK_FALSE(has(outcome.err, "now P1"));
  }
  CHECK(has(told("yes, 60%\n").err, "a value is as sure as the fact that it belongs to"));
  for (const char* const said : {"yes\nyes\n", "yes\nno\n", "yes\n60%\n"}) {
    CAPTURE(said);
    const auto outcome = told(said);
    CHECK(has(outcome.err, "a whole number in years is wanted, as 12"));
    CHECK_FALSE(has(outcome.out, "age"));
  }
  // A sentence without a place for the value.
  CHECK(has(told("yes\n").err, "noted: the sound of F1 is true: P1 is a pump\n"));
  // At the end as well.
  const auto ended = told("yes\n12\nhelp\nback\n");
  CHECK(has(ended.err, "back takes the last answer back, quit ends"));
  CHECK_FALSE(has(ended.out, "age"));
}

TEST_CASE("a wrong answer is met with what is wanted", "[cli][consult]") {
  const Council council;
  const auto outcome = council.consult(
      "skip\nFebruary\n1.7\nskip\nFebruary 2026\n2026-02-30\n\"2026-02-01\"\nback\nexit\n",
      "a.toml");
  CHECK(times(outcome.err,
              "a number is wanted, as 0.3 or 30%; or no, unknown, why, back, quit\n") == 2);
  CHECK(outcome.err.find("that cannot be: `share` is 1.7, outside 0..1: write 1.7%\n") !=
        std::string::npos);
  CHECK(times(outcome.err, "a date is wanted, as 2026-02-01; or no, unknown, why, back, quit\n") ==
        3);
  // Taken back: the question before that one is put once more.
  CHECK(times(outcome.err, "How high was turnout (party: Centre)?\n") == 2);
  CHECK(outcome.err.find("stand side by side") == std::string::npos);
}

TEST_CASE("what was not tried is asked last", "[cli][consult]") {
  const Council council;
  const auto outcome = council.consult("no\n0.7\n2024-03-01\n", "a.toml");
  CHECK(outcome.err.find("When does Centre vote?\n"
                         "  its effect is not known; nothing tells which values `day` may have") !=
        std::string::npos);
  // 50 - 10
  CHECK(outcome.err.find("now Centre: GOOD, 40.0 of 100") != std::string::npos);
}

TEST_CASE("a file that is there is refused before anything is asked", "[cli][consult]") {
  const Council council;
  CHECK(council.consult("no\n", "a.toml").exit == 0);
  const std::string before = council.text("a.toml");
  const auto again = council.consult("Lind\n", "a.toml");
  CHECK(again.exit == 2);
  CHECK(again.err ==
        "error: a.toml exists, and is not written over\n"
        "help: to go on with the answers in it: casus consult a.toml -o NEW.toml\n");
  CHECK(council.text("a.toml") == before);
  const auto itself = council.consult("Lind\n", "case.toml");
  CHECK(itself.exit == 2);
  CHECK(itself.err.starts_with("error: the answers would be written over case.toml"));
  // Nothing answered, nothing written.
  const auto none = council.consult("quit\n", "none.toml");
  CHECK(none.exit == 0);
  CHECK(none.err.find("nothing was answered, and none.toml was not written") != std::string::npos);
  CHECK_FALSE(council.has("none.toml"));
}

TEST_CASE("where all answers are taken back, the file made for them goes with them",
          "[cli][consult]") {
  const Council council;
  const auto outcome = council.consult("no\nback\nquit\n", "back.toml");
  CHECK(outcome.exit == 0);
  CHECK(outcome.err.ends_with("all answers were taken back, and back.toml was removed again\n"));
  CHECK_FALSE(council.has("back.toml"));
  // One that was taken back and given once more is kept.
  CHECK(council.consult("no\nback\nno\nquit\n", "back.toml").exit == 0);
  CHECK(council.has("back.toml"));
}

TEST_CASE("a member that is nearly said is asked after, and an open value says what Enter means",
          "[cli][consult]") {
  const testing::TemporaryFolder folder;
  testing::write_file(folder.path() / "rules.casus", R"(
enum Manner { asked_to_leave, expelled }
fact pump { name: text }
fact crew open { pump: text, left: Manner, share: number in 0..1 open }
scale Level 0..100 { poor < 30, good }
rating health(pump: text) of pump(name: pump) on Level starts 50
  factor wear -50..40
rule gone when pump(name: p) and crew(pump: p, left: expelled, share: s)
  undermines health.wear(p) by 30 * s
)");
  testing::write_file(folder.path() / "case.toml",
                      "[case]\nrules = [\"rules.casus\"]\n\n[[pump]]\nname = \"P1\"\n");
  const auto outcome = casus_with(
      {.folder = folder.path(), .input = "asked to leave\nexpelled\n\n"}, {"consult", "case.toml"});
  CHECK(outcome.err.find("did you mean `asked_to_leave`? asked_to_leave or expelled is wanted") !=
        std::string::npos);
  CHECK(outcome.err.find("  share (number, as 0.3 or 30%); Enter where it is not known\n") !=
        std::string::npos);
}

TEST_CASE("gaps names the command that asks", "[cli][gaps]") {
  const Works works;
  const auto outcome = casus_with(works.terminal(""), {"gaps", "case.toml"});
  CHECK(outcome.err.empty());
  CHECK(outcome.out.ends_with("\nnext: casus consult case.toml -o answers.toml\n"));
  // Without a project what a case names by paths is sought beside it.
  const testing::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "cases");
  testing::write_file(folder.path() / "cases/rules.casus", R"(
fact party { name: text }
fact split open { of: text }
scale Level 0..100 { poor < 30, good }
rating unity(p: text) of party(name: p) on Level starts 50
  factor peace -50..50
rule torn when split(of: p) undermines unity.peace(p) by 5
)");
  const std::string text = "[case]\nrules = [\"rules.casus\"]\n[[party]]\nname = \"Centre\"\n";
  testing::write_file(folder.path() / "cases/one.toml", text);
  const testing::Surroundings around{.folder = folder.path(), .input = "yes\n"};
  const auto nested = casus_with(around, {"gaps", "cases/one.toml"});
  CHECK(nested.out.ends_with("\nnext: casus consult cases/one.toml -o cases/answers.toml\n"));
  CHECK(casus_with(around, {"consult", "cases/one.toml", "-o", "cases/answers.toml"}).exit == 0);
  // Other formats are read by programs, and what came from stdin is used up.
  const auto next = [](const testing::Outcome& of) { return of.out.find("next:"); };
  CHECK(next(casus_with(around, {"gaps", "cases/one.toml", "-f", "json"})) == std::string::npos);
  CHECK(next(casus_with(around, {"gaps", "cases/one.toml", "-f", "prose"})) == std::string::npos);
  CHECK(next(casus_with({.folder = folder.path() / "cases", .input = text}, {"gaps", "-"})) ==
        std::string::npos);
}

TEST_CASE("of several values each is looked at before the next is asked for", "[cli][consult]") {
  const testing::TemporaryFolder folder;
  testing::write_file(folder.path() / "rules.casus", R"(
fact party { name: text }
fact poll open { of: text, yes: number in 0..1, taken: date }
scale Level 0..100 { poor < 30, good }
rating unity(p: text) of party(name: p) on Level starts 50
  factor peace -50..50
rule weak when poll(of: p, yes: y) and y < 50% undermines unity.peace(p) by 5
)");
  testing::write_file(folder.path() / "case.toml",
                      "[case]\nrules = [\"rules.casus\"]\n\n[[party]]\nname = \"Centre\"\n");
  const auto outcome = casus_with({.folder = folder.path(), .input = "56\n40%\n?\n2024-03-01\n"},
                                  {"consult", "case.toml", "-o", "new.toml"});
  CHECK(outcome.err.find("> 56\n"
                         "that cannot be: `yes` is 56, outside 0..1: write 56%\n"
                         "a number is wanted, as 0.3 or 30%; or no, unknown, why, back, quit\n"
                         "> 40%\n"
                         "  taken (date)\n"
                         "> ?\n"
                         "yes and no, or a value, are taken into the case;") != std::string::npos);
  // 50 - 5
  CHECK(outcome.err.find("now Centre: GOOD, 45.0 of 100") != std::string::npos);
}

TEST_CASE("a denial of what is stated says who states it, and that is a contradiction",
          "[cli][consult]") {
  const Works works;
  testing::write_file(
      works.folder.path() / "said.toml",
      works.text("case.toml") + "\n[[spare]]\nid = \"S1\"\npump = \"P1\"\ncertainty = 0.6\n");
  const testing::Surroundings around{.folder = works.folder.path(), .input = "no\n"};
  const auto asked = casus_with(around, {"consult", "said.toml", "-o", "new.toml"});
  CHECK(asked.err.find("  P1 (GOOD 42.0) from 30.0 to 50.0; stated by S1, 0.6\n") !=
        std::string::npos);
  CHECK(asked.err.find("warning: S1 says otherwise, 0.6: take it out of the case, or back\n") !=
        std::string::npos);
  // From now on every command that evaluates the case says so.
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"eval", "new.toml"},
                                             {"gaps", "new.toml"},
                                             {"sensitivity", "health(\"P1\")", "new.toml"},
                                             {"reach", "health(\"P1\") > 40", "new.toml"},
                                             {"what-if", "new.toml", "--drop", "F1"},
                                             {"diff", "said.toml", "new.toml"},
                                             {"consult", "new.toml", "-o", "newer.toml"},
                                             {"query", "spare(pump: x)", "new.toml"},
                                             {"why", "health(\"P1\")", "new.toml"}}) {
    INFO(words.front());
    const auto outcome = casus_with({.folder = works.folder.path()}, words);
    CHECK(times(outcome.err, "warning: new.toml: contradicted: ") == 1);
  }
}

TEST_CASE("a change that contradicts the case is said of what-if", "[cli][consult]") {
  const Works works;
  testing::write_file(works.folder.path() / "said.toml",
                      works.text("case.toml") + "\n[[spare]]\npump = \"P1\"\ncertainty = 0.6\n");
  const auto outcome = casus_with({.folder = works.folder.path()},
                                  {"what-if", "said.toml", "--set", "not spare(pump: \"P1\")"});
  CHECK(times(outcome.err, "warning: said.toml, changed: contradicted: ") == 1);
}

TEST_CASE("a note is as wide as the terminal, and for programs one line", "[cli][consult]") {
  const Works works;
  testing::write_file(
      works.folder.path() / "two.toml",
      works.text("case.toml") +
          "\n[[spare]]\npump = \"P1\"\n\n[[spare]]\npump = \"P1\"\nholds = false\n");
  testing::Surroundings around = works.terminal("");
  const std::string line =
      "warning: two.toml: contradicted: spare(pump: \"P1\"): held [F2] and denied [F3] equally";
  around.terminal = false;
  CHECK(casus_with(around, {"eval", "two.toml"}).err.find(line) != std::string::npos);
  around.terminal = true;
  around.width = 40;
  CHECK(casus_with(around, {"eval", "two.toml"})
            .err.starts_with("warning: two.toml: contradicted:\n"));
}

TEST_CASE("consult ends with commands about the new case", "[cli][consult]") {
  const Council council;
  // Of the day no answer that was tried moves anything once the rival's is another.
  testing::write_file(council.folder.path() / "rules.casus", R"(
fact party { name: text }
fact contest open { party: text }
fact turnout open { party: text, share: number in 0..1 }
scale Level 0..100 { poor < 30, good }
rating unity(p: text) of party(name: p) on Level starts 50
  factor peace -50..50
rule contested when contest(party: p) undermines unity.peace(p) by 20
rule weak when turnout(party: p, share: s) and s * s = 0.3 undermines unity.peace(p) by 5
)");
  testing::write_file(council.folder.path() / "case.toml",
                      "[case]\nrules = [\"rules.casus\"]\n\n[[party]]\nname = \"Centre\"\n");
  const auto outcome = council.consult("no\n", "a.toml");
  CHECK(
      outcome.err.ends_with("next: casus diff case.toml a.toml\nnext: casus gaps a.toml --all\n"));
}

TEST_CASE("answers are found by the name of their file", "[cli][consult]") {
  const Council council;
  testing::write_file(council.folder.path() / "casus.toml",
                      "[project]\nrules = [\"rules.casus\"]\nfacts = [\"facts\"]\n");
  std::filesystem::create_directories(council.folder.path() / "facts");
  testing::write_file(council.folder.path() / "facts/one.toml", council.text("case.toml"));
  testing::write_file(council.folder.path() / "facts/two.toml", council.text("case.toml"));
  CHECK(council.consult("no\n", "answers.toml").exit == 0);
  const testing::Surroundings around{.folder = council.folder.path()};
  CHECK(casus_with(around, {"diff", "one", "answers"}).exit == 0);
  CHECK(casus_with(around, {"eval", "answers"}).exit == 0);
  CHECK(casus_with(around, {"consult"}).err ==
        "error: one case is asked about at a time, and these are 2: facts/one.toml, "
        "facts/two.toml\n"
        "help: name one: casus consult facts/one.toml -o answered.toml\n");
  CHECK(casus_with(around, {"consult", "one", "more.toml"}).err ==
        "error: there is no case more.toml\n"
        "help: to write the answers there: casus consult one -o more.toml\n");
}
