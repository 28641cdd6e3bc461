// SPDX-License-Identifier: Apache-2.0
#include "cli/repl/repl.hpp"

#include "cli/repl/input.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using namespace casus;
using casus::testing::casus_with;
using casus::testing::Outcome;
using casus::testing::read_file;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace {

constexpr const char* rules = R"(module pumps
fact pump { name: text, age: int years } reads "{name} is {age} old"
fact spare open { pump: text, name: text }
scale Level 0..100 { low < 50, high }
rating risk(name: text) "Risk" of pump(name: name) on Level starts 20
  factor wear "Wear" 0..60
rule worn "Worn out"
  when pump(name: n, age: >= 10 years)
  supports risk.wear(n) by 40
  because "{n} is old"
)";

/// A project of one case, talked to.
class Talk {
 public:
  Talk() {
    write("casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n");
    write("rules/pumps.casus", rules);
    write("facts/north.toml",
          "[[pump]]\nname = \"P 1\"\nage = 12\n[[pump]]\nname = \"P 2\"\nage = 3\n");
  }
  void write(const std::string& file, const std::string& text) const {
    write_file(folder_.path() / file, text);
  }
  [[nodiscard]] std::string read(const std::string& file) const {
    return read_file(folder_.path() / file);
  }
  [[nodiscard]] Outcome say(const std::string& input,
                            const std::vector<std::string>& words = {"repl"}) const {
    return casus_with({.folder = folder_.path(), .input = input}, words);
  }
  /// What is printed for an input of which nothing is to be said besides.
  [[nodiscard]] std::string answer(const std::string& input) const {
    const Outcome outcome = say(input);
    CHECK(outcome.exit == 0);
    CHECK(outcome.err == "north: 1 rule and 2 facts; :help says what to type\n");
    return outcome.out;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a goal gets its answers, and a rating its score", "[cli][repl]") {
  const Talk talk;
  CHECK(talk.answer("pump(name: n, age: a)\n") == "n           a\nP 1  12 years\nP 2   3 years\n");
  CHECK(talk.answer("pump(name: \"P 1\")\n") == "yes\n");
  // starts 20 and 40 for wear
  CHECK(talk.answer("risk(\"P 1\")\n") ==
        "pump    rating  score   range   confidence\n"
        "P 1     HIGH     60.0    60.0   low: no source given\n");
  CHECK(talk.answer(":why risk(\"P 1\") = high\n").find("40.0") != std::string::npos);
}

TEST_CASE("an input goes on while a bracket is open, up to an empty line", "[cli][repl]") {
  CHECK_FALSE(cli::goes_on("pump(name: n)"));
  CHECK(cli::goes_on("pump(name: n,"));
  CHECK_FALSE(cli::goes_on("pump(name: n,\n"));
  CHECK_FALSE(cli::goes_on("pump(name: \"(\")"));
  CHECK_FALSE(cli::goes_on("pump(name: n) // ("));
  CHECK(cli::goes_on("rule a when p(x) then q(x)"));
  CHECK_FALSE(cli::goes_on("rule a when p(x) then q(x)\n"));
  CHECK(cli::goes_on("/// About it."));
  CHECK_FALSE(
      cli::goes_on(":why p(x"
                   ")"));
  const Talk talk;
  CHECK(talk.answer("pump(\n  name: n, // its name\n  age: >= 5 years)\n") == "n\nP 1\n");
}

TEST_CASE("an input is recalled as one line that means the same", "[cli][repl]") {
  CHECK(cli::as_one_line("pump(\n  name: n, // (its name)\n  age: a\n)") ==
        "pump(name: n, age: a)");
  CHECK(cli::as_one_line("p(\"a  // b\\\" c\")  and\n\tq(x)\n") == "p(\"a  // b\\\" c\") and q(x)");
  CHECK(cli::as_one_line("// nothing").empty());
}

TEST_CASE("a change stays until it is taken back, and what-if does not", "[cli][repl]") {
  const Talk talk;
  const std::string before = talk.answer("risk(\"P 2\")\n");
  const std::string tried = talk.answer(":what-if F2(age: 11)\nrisk(\"P 2\")\n");
  CHECK(tried.find("- LOW   20.0\n+ HIGH  60.0  +40.0\n") != std::string::npos);
  CHECK(tried.ends_with(before));
  const std::string set = talk.answer(":set F2(age: 11)\nrisk(\"P 2\")\n:undo\nrisk(\"P 2\")\n");
  CHECK(set.find("P 2     HIGH     60.0") != std::string::npos);
  CHECK(set.ends_with("taken back: :set F2(age: 11)\n" + before));
  CHECK(talk.answer(":drop F1\npump(name: n)\n").ends_with("n\nP 2\n"));
}

TEST_CASE("a declaration joins the rules, keeps the changes, and can be taken back",
          "[cli][repl]") {
  const Talk talk;
  const Outcome outcome = talk.say(
      ":set F2(age: 11)\n"
      "relation old(name: text)\nrule aged when pump(name: n, age: >= 11 years)\n"
      "then old(name: n)\n\n"
      "old(name: n)\n"
      "rule aged when nothing(x) then old(name: x)\n\n"
      ":undo\n"
      "old(name: n)\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.find("2 rules now\nn\nP 1\nP 2\n1 rule now\n") != std::string::npos);
  CHECK(outcome.err.find("error[E0201]: no fact or relation is called `nothing`") !=
        std::string::npos);
  CHECK(outcome.err.find("error[E0201]: no fact or relation is called `old`") != std::string::npos);
}

TEST_CASE("what was asked is saved as a test that says the same", "[cli][repl]") {
  const Talk talk;
  const std::string said =
      ":drop F2\n"
      ":set spare(pump: \"P 1\", name: \"S\")\n"
      "risk(\"P 1\")\n"
      "spare(\n  pump: \"P 1\")\n"
      "pump(name: \"P 2\")\n";
  const std::string block =
      "test \"risk(\\\"P 1\\\") = high\"\n"
      "  given \"facts/north.toml\"\n"
      "  drop \"F2\"\n"
      "  assume spare(pump: \"P 1\", name: \"S\")\n"
      "  expect risk(\"P 1\") = high\n"
      "  expect spare(pump: \"P 1\")\n"
      "  expect not (pump(name: \"P 2\"))\n";
  CHECK(talk.say(said + ":save\n").out.ends_with(block));
  const Outcome saved = talk.say(said + ":save rules/pumps_test.casus\n");
  CHECK(saved.out.ends_with("added to rules/pumps_test.casus\n"));
  CHECK(talk.read("rules/pumps_test.casus") == "use pumps\n\n" + block);
  const Outcome more =
      talk.say("pump(name: \"P 1\")\n:save rules/pumps_test.casus it is a \"pump\"\n");
  CHECK(talk.read("rules/pumps_test.casus") == "use pumps\n\n" + block +
                                                   "\ntest \"it is a \\\"pump\\\"\"\n"
                                                   "  given \"facts/north.toml\"\n"
                                                   "  expect pump(name: \"P 1\")\n");
}

TEST_CASE("what cannot be saved is said, and nothing written", "[cli][repl]") {
  const Talk talk;
  CHECK(talk.say(":save rules/x_test.casus\n").err.find("nothing has been asked yet") !=
        std::string::npos);
  CHECK(talk.say(":set F1(age: 2)\nrisk(\"P 1\")\n:save rules/x_test.casus\n")
            .err.find("a test cannot change a fact by its id, as `F1(age: 2)` does") !=
        std::string::npos);
  CHECK(talk.say("relation r(a: text)\n\npump(name: n)\n:save rules/x_test.casus\n")
            .err.find("a declaration that was typed here is in no file yet") != std::string::npos);
  CHECK(talk.say("pump(name: n)\n:save nowhere/x_test.casus\n")
            .err.find("nowhere/x_test.casus cannot be written: ") != std::string::npos);
}

TEST_CASE("mistyped commands are told, and the dialogue goes on", "[cli][repl]") {
  const Talk talk;
  const Outcome outcome =
      talk.say(":wy\n:why\n:undo now\n:undo\n\npump(name: n\n\n:drop F9\n:quit\npump(name: n)\n");
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.empty());
  for (const char* said : {"error: there is no command `:wy`\nhelp: did you mean `:why`?\n",
                           "error: `:why` needs GOAL\n", "error: `:undo` has no use for `now`\n",
                           "error: there is nothing to take back\n", "error[E0101]", "F9"}) {
    INFO(said);
    CHECK(outcome.err.find(said) != std::string::npos);
  }
}

TEST_CASE("files that have changed are read anew, with the changes on top", "[cli][repl]") {
  const Talk talk;
  CHECK(talk.say(":reload\n").out == "north: 1 rule and 2 facts; :help says what to type\n");
}

TEST_CASE("a dialogue is about one case", "[cli][repl]") {
  const Talk talk;
  talk.write("facts/south.toml", "[[pump]]\nname = \"S\"\nage = 1\n");
  const Outcome refused = talk.say("pump(name: n)\n");
  CHECK(refused.exit == 2);
  CHECK(refused.err ==
        "error: one case can be talked about at a time\n"
        "help: name one of `north`, `south`: casus repl CASE\n");
  CHECK(talk.say("pump(name: n)\n", {"repl", "south"}).out == "n\nS\n");
}

TEST_CASE("the end of a line becomes a command, a name or a rating's subject", "[cli][repl]") {
  const Talk talk;
  struct Line {
    std::string text;
    std::size_t typed;
    std::vector<std::string> words;
  };
  const TemporaryFolder folder;
  write_file(folder.path() / "case.toml", "[[pump]]\nname = \"P 1\"\nage = 12\n");
  write_file(folder.path() / "pumps.casus", rules);
  std::istringstream in;
  std::ostringstream out;
  cli::Streams streams{.in = in, .out = out, .err = out};
  streams.folder = folder.path();
  const auto arguments = cli::parse({"repl", "case.toml", "-r", "pumps.casus"});
  REQUIRE(arguments.has_value());
  auto console = cli::Console::open(*arguments, streams);
  REQUIRE(console.has_value());
  const auto repl = cli::Repl::open(*arguments, *console);
  REQUIRE(repl.has_value());
  for (const Line& line : std::vector<Line>{
           {":wh", 3, {":why", ":why-not", ":what-if"}},
           {"pu", 2, {"pump"}},
           {"not pu", 2, {"pump"}},
           {":why risk(\"P", 7, {"risk(\"P 1\")"}},
           {"wor", 3, {"worn"}},
           {"pump(name: x) and ris", 3, {"risk(\"P 1\")"}},
           {"zzz", 0, {}},
       }) {
    INFO(line.text);
    const cli::Completion found = repl->complete(line.text);
    CHECK(found.typed == line.typed);
    std::vector<std::string> words = found.words;
    CHECK(words == line.words);
  }
}
