// SPDX-License-Identifier: Apache-2.0
//
// The command from files to exit code, on a rule base of two rules. Every number follows from them:
// pump 1 is 12 years old, 10 + 3 * 12 = 46; pump 2 is 4 years old, 10 + 3 * 4 = 22.
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

using casus::testing::casus_with;
using casus::testing::Surroundings;
using casus::testing::TemporaryFolder;
using casus::testing::write_file;

namespace {

constexpr const char* vocabulary = R"(module pumps.vocabulary
fact pump {
  name: text,
  age:  int years in 0..100,
} reads "{name} is {age} years old"
relation old(name: text) reads "{name} is old"
)";

constexpr const char* rules = R"(module pumps.risk
use pumps.vocabulary
scale Risk 0..100 { low < 40, high }
rating risk(p: text) "Failure risk"
  of pump(name: p)
  on Risk
  starts 10
  factor wear "Wear" 0..80
rule wear_with_age "Wear grows with age"
  when pump(name: p, age: y)
  supports risk.wear(p) by 3 * number(y / 1 years)
  because "{p} has run {y} years"
rule old_pump "Old pump"
  when pump(name: p, age: >= 10 years)
  then old(name: p)
)";

/// A project with two cases, each of one pump.
struct Works {
  TemporaryFolder folder;
  Works() {
    put("casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n");
    put("rules/pumps/vocabulary.casus", vocabulary);
    put("rules/pumps/risk.casus", rules);
    put("facts/east.toml", "[[pump]]\nid = \"F1\"\nname = \"pump 1\"\nage = 12\n");
    put("facts/west.toml", "[[pump]]\nid = \"F1\"\nname = \"pump 2\"\nage = 4\n");
  }
  void put(const std::string& name, const std::string& text) const {
    write_file(folder.path() / name, text);
  }
  [[nodiscard]] casus::testing::Outcome run(const std::vector<std::string>& words,
                                            const std::string& input = {}) const {
    return casus_with(Surroundings{.folder = folder.path(), .input = input}, words);
  }
};

}  // namespace

TEST_CASE("eval rates every case of the project, in order of the files", "[cli][evaluation]") {
  const Works works;
  const auto outcome = works.run({"eval"});
  CHECK(outcome.out ==
        "pump      rating  score   range   confidence\n"
        "pump 1    HIGH     46.0    46.0   low: no source given\n"
        "pump 2    LOW      22.0    22.0   low: no source given\n");
  CHECK(outcome.err.empty());
  CHECK(outcome.exit == 0);
}

TEST_CASE("a module that cannot be read ends the command with the reason", "[cli][evaluation]") {
  const Works works;
  works.put("use.casus", "module use\nuse large\n");
  works.put("large.casus", "");
  std::filesystem::resize_file(works.folder.path() / "large.casus", (256ULL << 20) + 1);
  const auto outcome = works.run({"check", "-r", "use.casus"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err ==
        "error: `large.casus` is larger than 256 MB\nhelp: split it into several files\n");
}

TEST_CASE("the project is found from a folder inside it", "[cli][evaluation]") {
  const Works works;
  works.put("rules/deep/er/note.md", "");
  const auto inside = casus_with({.folder = works.folder.path() / "rules/deep/er"}, {"eval"});
  CHECK(inside.out == works.run({"eval"}).out);
}

TEST_CASE("a case is named by file, folder, name or comes from standard input",
          "[cli][evaluation]") {
  const Works works;
  const std::string east = works.run({"eval", "facts/east.toml", "-f", "csv"}).out;
  CHECK(east.find("risk,pump 1,46,high,46,46,") != std::string::npos);
  CHECK(works.run({"eval", "east", "-f", "csv"}).out == east);
  CHECK(works.run({"eval", "facts"}).out == works.run({"eval"}).out);
  const auto piped =
      works.run({"eval", "-", "-f", "csv"}, "[[pump]]\nname = \"pump 3\"\nage = 0\n");
  CHECK(piped.out.find("risk,pump 3,10,low,10,10,") != std::string::npos);
  CHECK(works.run({"eval", "easst"}).err ==
        "error: there is no case `easst`\nhelp: did you mean `east`?\n");
}

TEST_CASE("a case that is not there is told which are", "[cli][evaluation]") {
  CHECK(Works().run({"eval", "turkey-2019"}).err ==
        "error: there is no case `turkey-2019`\n"
        "help: the cases of this project are `east` (facts/east.toml), `west` (facts/west.toml)\n");
}

TEST_CASE("where there are no cases, a path is asked for", "[cli][evaluation]") {
  Works works;
  CHECK(works.run({"eval", "turkey-2019", "--config", "/dev/null"}).err ==
        "error: there is no case `turkey-2019`\n"
        "help: write the path of a case, as in `facts/north.toml`\n");
}

TEST_CASE("a question that is missing or behind the case is asked for", "[cli][evaluation]") {
  const Works works;
  for (const std::string command : {"why", "query"}) {
    const auto forgotten = works.run({command, "facts/east.toml"});
    CHECK(forgotten.exit == 2);
    CHECK(forgotten.err ==
          "error: `facts/east.toml` is a case, not a question\n"
          "help: the question comes first, then the case: casus " +
              command + " 'GOAL' facts/east.toml\n");
    CHECK(works.run({command, "east", "old(name: \"pump 1\")"}).err ==
          "error: `east` is a case, not a question\n"
          "help: the question comes first, then the case: casus " +
              command + " 'old(name: \"pump 1\")' east\n");
  }
}

TEST_CASE("a missing file of rules is shown where it is asked for", "[cli][evaluation]") {
  const Works works;
  works.put("facts/north.toml", "[case]\nrules = [\"rules/pump\"]\n");
  CHECK(works.run({"eval", "north"}).err ==
        "error: there is no file or folder `rules/pump`\n"
        "  --> facts/north.toml:2:9\n"
        "   |\n"
        " 2 | rules = [\"rules/pump\"]\n"
        "   |         ^^^^^^^^^^^^^^ asked for here\n"
        "   |\n"
        "help: did you mean `rules/pumps`?\n"
        "help: paths start at the folder of casus.toml\n"
        "help: or name the rules with `-r PATH`\n");
  works.put("casus.toml", "[project]\nrules = [\"rule\"]\nfacts = [\"nowhere\"]\n");
  const std::string project = works.run({"eval"}).err;
  CHECK(project.find("there is no file or folder `nowhere`") != std::string::npos);
  CHECK(project.find("casus.toml:3:9") != std::string::npos);
  CHECK(works.run({"check", "-r", "nope.casus"}).err ==
        "error: there is no file or folder `nope.casus`\n");
  const TemporaryFolder alone;
  write_file(alone.path() / "e.casus", "");
  write_file(alone.path() / "sub/c.toml", "[case]\nrules = [\"nope.casus\"]\n");
  const std::string told = casus_with({.folder = alone.path()}, {"eval", "sub/c.toml"}).err;
  CHECK(told.find("there is no file or folder `sub/nope.casus`") != std::string::npos);
  CHECK(told.find("paths start at the folder of the case") != std::string::npos);
}

TEST_CASE("check looks at the rules of a project whose folder of facts is empty", "[cli][check]") {
  const Works works;
  works.put("casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"none\"]\n");
  works.put("none/note.md", "");
  CHECK(works.run({"check"}).err == "2 rules: no problems\n");
  CHECK(works.run({"eval"}).err.find("there is no case in `none`") != std::string::npos);
}

TEST_CASE("values of flags are refused with what is wrong about them", "[cli][evaluation]") {
  const Works works;
  CHECK(works.run({"eval", "--as-of", "2015-02-29"}).err ==
        "error: `--as-of` cannot be `2015-02-29`\n"
        "help: it is written like a date, but there is no such day\n");
  CHECK(works.run({"eval", "--timeline", "2015-01-01..2016-01-01", "--every", "9999999999y"}).err ==
        "error: `--every` cannot be `9999999999y`: it is too large\n"
        "help: it is at most 4000000 of its unit\n");
  CHECK(works.run({"eval", "--timeline", "2015-01-01..2016-01-01", "--every", "0y"})
            .err.find("it is a time above nothing") != std::string::npos);
  CHECK(works.run({"eval", "--seed", "99999999999999999999"}).err ==
        "error: `--seed` cannot be `99999999999999999999`\n"
        "help: it is a whole number from 0 to 18446744073709551615\n");
  CHECK(works.run({"query", "old(name: p)", "--certainty", "all"}).err ==
        "error: `casus query` goes by one calculus, not by all\n"
        "help: name one; `casus eval --certainty all` shows the ratings under each\n");
}

TEST_CASE("rules come from -r, else from the case, else from the project", "[cli][evaluation]") {
  const Works works;
  // The same rules with another starting point: 20 + 3 * 12 = 56.
  std::string other = rules;
  other.replace(other.find("starts 10"), 9, "starts 20");
  works.put("other/pumps/risk.casus", other);
  works.put("other/pumps/vocabulary.casus", vocabulary);
  works.put("north.toml", "[case]\nrules = [\"other\"]\n[[pump]]\nname = \"pump 1\"\nage = 12\n");
  CHECK(works.run({"eval", "north.toml", "-f", "csv"}).out.find(",56,") != std::string::npos);
  CHECK(works.run({"eval", "north.toml", "-r", "rules", "-f", "csv"}).out.find(",46,") !=
        std::string::npos);
  // Each case by its own rules in one run.
  const std::string both = works.run({"eval", "facts/east.toml", "north.toml", "-f", "csv"}).out;
  CHECK(both.find("east,,risk,pump 1,46,") != std::string::npos);
  CHECK(both.find("north,,risk,pump 1,56,") != std::string::npos);
  // A single rule file finds the module that it uses beside itself.
  CHECK(works.run({"eval", "facts/east.toml", "-r", "other/pumps/risk.casus", "-f", "csv"})
            .out.find(",56,") != std::string::npos);
}

TEST_CASE("the gate crosses below its band only", "[cli][evaluation]") {
  const Works works;
  const auto crossed = works.run({"eval", "--fail-below", "high"});
  CHECK(crossed.exit == 1);
  CHECK(crossed.err == "gate: pump 2 is LOW, below HIGH\n");
  CHECK(works.run({"eval", "--fail-below", "low"}).exit == 0);
  CHECK(works.run({"eval", "east", "--fail-below", "high"}).exit == 0);
  const auto let_pass = works.run({"eval", "--fail-below", "high", "--exit-zero", "-q"});
  CHECK(let_pass.exit == 0);
  CHECK(let_pass.err.empty());
  const auto unknown = works.run({"eval", "--fail-below", "hihg"});
  CHECK(unknown.exit == 2);
  CHECK(unknown.err == "error: no rating has a band `hihg`\nhelp: did you mean `high`?\n");
  // A gate with nothing to look at is not open.
  works.put("empty.toml", "[case]\ntitle = \"none\"\n");
  CHECK(works.run({"eval", "empty.toml", "--fail-below", "low"}).exit == 1);
}

TEST_CASE("query prints bindings, or yes and no with exit 1", "[cli][evaluation]") {
  const Works works;
  CHECK(works.run({"query", "old(name: p)", "east"}).out == "p\npump 1\n");
  CHECK(works.run({"query", "old(name: \"pump 1\")", "east"}).out == "yes\n");
  const auto no = works.run({"query", "old(name: \"pump 1\")", "west"});
  CHECK(no.out == "no\n");
  CHECK(no.exit == 1);
  CHECK(works.run({"query", "old(name: p)", "west"}).out == "no answer\n");
  CHECK(works.run({"query", "old(name: p)", "west", "--exit-zero"}).exit == 0);
  CHECK(works.run({"query", "old(name: p)", "east", "-f", "json"})
            .out.starts_with(R"({"schema":"casus.query/1","answers":[{"bindings":)"
                             R"({"p":"pump 1"},"certainty":1,"case":"east"}])"));
  const auto wrong = works.run({"query", "odl(name: p)", "east"});
  CHECK(wrong.exit == 2);
  CHECK(wrong.out.empty());
  CHECK(wrong.err.starts_with("error[E0201]: "));
  CHECK(wrong.err.find("  --> goal:1:1\n") != std::string::npos);
}

TEST_CASE("query says on stderr what may be behind no answer", "[cli][evaluation]") {
  const Works works;
  const auto told = [&](std::vector<std::string> words, const std::string& out) {
    words.insert(words.begin(), "query");
    const auto outcome = works.run(words);
    CHECK(outcome.exit == 1);
    CHECK(outcome.out == out);
    return outcome.err;
  };
  const std::string meant = "note: no fact and no rule has \"pmp 1\"; did you mean \"pump 1\"?\n";
  CHECK(told({"old(name: \"pmp 1\")", "east"}, "no\n") == meant);
  CHECK(told({"old(name: \"pmp 1\")", "east", "-q"}, "no\n").empty());
  CHECK(told({"old(name: \"pmp 1\")", "east", "--no-derivations"}, "no\n") == meant);
  CHECK(told({"old(name: \"pmp 1\")", "east", "--count"}, "0\n") == meant);
  CHECK(told({"pump(name: \"pmp 1\", age: a)", "east"}, "no answer\n") == meant);
  CHECK(told({"old(name: \"turbine\")", "east"}, "no\n") ==
        "note: no fact and no rule has \"turbine\"\n");
  // The other case knows it.
  CHECK(told({"old(name: \"pump 2\")"}, "east: no\nwest: no\n").empty());
  // With `not`, that nothing is known of it is an answer.
  CHECK(works.run({"query", "not old(name: \"pmp 1\")", "east"}).err.empty());

  works.put("north.toml", "[[pump]]\nid = \"P1\"\nname = \"pump 3\"\nage = 20\nkind = \"plan\"\n");
  const std::string kind =
      "stated as a plan (P1); ask for it with kind: plan, or kind: _ for any\n";
  const std::string goal = "pump(name: \"pump 3\", age: a)";
  CHECK(told({goal, "north.toml", "-q"}, "no answer\n").empty());
  CHECK(told({goal, "north.toml"}, "no answer\n").ends_with("\nnote: " + kind));
  CHECK(told({goal, "north.toml", "east"}, "no answer\n").ends_with("\nnote: north.toml: " + kind));
}

TEST_CASE("a bare word in place of a goal is answered with a goal", "[cli][evaluation]") {
  const Works works;
  const auto name = works.run({"why", "pump 1", "east"});
  CHECK(name.exit == 2);
  CHECK(name.out.empty());
  CHECK(name.err ==
        "error: `pump 1` is a name, not a condition\n"
        "help: ask for its rating: casus why 'risk(\"pump 1\")' east\n");
  const auto rating = works.run({"why", "risk"});
  CHECK(rating.exit == 2);
  CHECK(rating.err ==
        "error: this is no rating with its subject: risk\n"
        "help: what is rated is `risk(\"pump 1\")`\n");
  const auto misspelt = works.run({"why", "rsk(\"pump 1\")"});
  CHECK(misspelt.err.find("has an answer") == std::string::npos);
}

TEST_CASE("why says what is not derived, and what is near", "[cli][evaluation]") {
  const Works works;
  const auto tree = works.run({"why", "risk(\"pump 1\")", "east"});
  CHECK(tree.exit == 0);
  CHECK(tree.out ==
        "pump 1: HIGH, 46.0 of 100              risk.casus:4\n"
        "├─ 10.0  starting point\n"
        "└─+36.0  Wear: pump 1 has run 12 years [F1]\n");
  const auto far = works.run({"why", "risk(\"pmp 1\")", "east"});
  CHECK(far.exit == 1);
  CHECK(far.out ==
        "not derived: risk(\"pmp 1\")\nhelp: no fact and no rule has \"pmp 1\"; did you mean "
        "\"pump 1\"?\n");
  const auto low = works.run({"why", "risk(\"pump 1\") < 40", "east", "-f", "prose"});
  CHECK(low.exit == 1);
  CHECK(low.out ==
        "Not derived: risk(\"pump 1\") < 40.\nPump 1 is HIGH, 46.0 of 100.\n"
        "Next: casus why-not 'risk(\"pump 1\") < 40' east.\n");
  CHECK(works.run({"why", "old(name: \"pump 2\")", "west", "--exit-zero"}).exit == 0);
}

TEST_CASE("mistakes in rules or facts end with exit 3 and no result", "[cli][evaluation]") {
  const Works works;
  works.put("facts/east.toml", "[[pump]]\nname = \"pump 1\"\naeg = 12\n");
  for (const std::string command : {"eval", "check", "report"}) {
    const auto outcome = works.run({command});
    INFO(outcome.err);
    CHECK(outcome.exit == 3);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find("  --> facts/east.toml:3:1\n") != std::string::npos);
    CHECK(outcome.err.find("did you mean `age`?") != std::string::npos);
  }
  const auto concise = works.run({"check", "-f", "concise"});
  CHECK(concise.exit == 3);
  CHECK(concise.out.starts_with("facts/east.toml:"));
  // A rule base that two cases share reports its mistakes once.
  works.put("rules/pumps/bad.casus", "module pumps.bad\nrule x\n  when pump(name: p)\n");
  const std::string twice = works.run({"check", "-f", "json"}).out;
  CHECK(twice.starts_with("{\"schema\":\"casus.check/1\",\"errors\":1,"));
}

TEST_CASE("check counts what it looked at", "[cli][evaluation]") {
  const Works works;
  const auto all = works.run({"check"});
  CHECK(all.exit == 0);
  CHECK(all.out.empty());
  CHECK(all.err == "2 rules and 2 facts: no problems\n");
  CHECK(works.run({"check", "east"}).err == "2 rules and 1 fact: no problems\n");
  CHECK(casus_with({.folder = works.folder.path() / "facts"}, {"check", "-r", "../rules"}).err ==
        "2 rules: no problems\n");
  CHECK(works.run({"check", "-q"}).err.empty());
}

TEST_CASE("a limit ends with exit 4 and says so", "[cli][evaluation]") {
  const Works works;
  const auto outcome = works.run({"eval", "east", "--max-facts", "1"});
  CHECK(outcome.exit == 4);
  CHECK(outcome.err.starts_with("stopped: facts/east.toml: the limit on facts was reached"));
  CHECK(outcome.err.ends_with("; the result is partial\n"));
}

TEST_CASE("a wrong project file is a problem of the configuration", "[cli][evaluation]") {
  const Works works;
  works.put("casus.toml", "[project]\nruels = [\"rules\"]\n");
  const auto outcome = works.run({"eval"});
  CHECK(outcome.exit == 2);
  CHECK(outcome.err.find("  --> casus.toml:2:1\n") != std::string::npos);
  // Another one may be named instead.
  works.put("good.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts/east.toml\"]\n");
  CHECK(works.run({"check", "--config", "good.toml"}).err == "2 rules and 1 fact: no problems\n");
}

TEST_CASE("settings come from flag, variable, project and user file in this order",
          "[cli][evaluation]") {
  const Works works;
  works.put("home/casus/casus.toml", "[eval]\ncertainty = \"certain\"\n");
  const std::string home = (works.folder.path() / "home").string();
  const auto calculus = [&](std::map<std::string, std::string> variables,
                            std::vector<std::string> more) {
    variables["XDG_CONFIG_HOME"] = home;
    std::vector<std::string> words{"report", "east"};
    words.insert(words.end(), more.begin(), more.end());
    const std::string out =
        casus_with({.folder = works.folder.path(), .variables = variables}, words).out;
    const std::size_t at = out.find("METHOD  certainty ") + 18;
    return out.substr(at, out.find_first_of(",\n", at) - at);
  };
  CHECK(calculus({}, {}) == "certain");
  works.put("casus.toml",
            "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n"
            "[eval]\ncertainty = \"weakest-link\"\n");
  CHECK(calculus({}, {}) == "weakest-link");
  CHECK(calculus({{"CASUS_CERTAINTY", "certain"}}, {}) == "certain");
  CHECK(calculus({{"CASUS_CERTAINTY", "certain"}}, {"--certainty", "weakest-link"}) ==
        "weakest-link");
}

TEST_CASE("grades come from the project, else from the user's file", "[cli][evaluation]") {
  const Works works;
  works.put("home/casus/casus.toml", "[grades]\nreliability = { B = 0.5 }\n");
  works.put("facts/graded.toml",
            "[[source]]\nid = \"s\"\nreliability = \"B\"\n"
            "[[pump]]\nname = \"pump 3\"\nage = 12\nsource = \"s\"\n");
  const auto certainty = [&] {
    const std::map<std::string, std::string> variables = {
        {"XDG_CONFIG_HOME", (works.folder.path() / "home").string()}};
    const std::string out = casus_with({.folder = works.folder.path(), .variables = variables},
                                       {"query", "pump(name: p)", "graded", "-f", "json"})
                                .out;
    const std::size_t at = out.find("\"certainty\":") + 12;
    return out.substr(at, out.find_first_of(",}", at) - at);
  };
  CHECK(certainty() == "0.5");
  works.put("casus.toml",
            "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n"
            "[grades]\nreliability = { B = 0.6 }\n");
  CHECK(certainty() == "0.6");
}

TEST_CASE("hints are for people at a terminal", "[cli][evaluation]") {
  const Works works;
  const Surroundings terminal{.folder = works.folder.path(), .terminal = true};
  CHECK(casus_with(terminal, {"eval", "west"}).err ==
        "next: casus why 'risk(\"pump 2\")' facts/west.toml\n");
  CHECK(casus_with(terminal, {"eval", "west", "-q"}).err.empty());
  CHECK(casus_with(terminal, {"eval", "west", "-f", "json"}).err.empty());
}

TEST_CASE("a report tells how to repeat it", "[cli][evaluation]") {
  const Works works;
  const std::string out = works.run({"report", "east", "-r", "rules", "--as-of", "2015-01-31"}).out;
  CHECK(out.ends_with("REPEAT  casus report facts/east.toml -r rules --as-of 2015-01-31\n"));
}

TEST_CASE("a module that says another name is the reason why it is not found", "[cli][check]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "t.casus",
             "module mod.t\nuse mod.u\nuse mod.u\nrelation q(x: text)\n"
             "rule r when q(x) then q(x)\n");
  write_file(folder.path() / "u.casus", "module mod.wrong\nfact p { x: text }\n");
  const auto check = [&] {
    return casus_with({.folder = folder.path()}, {"check", "-r", "t.casus"}).err;
  };
  const std::string named = check();
  CHECK(named.find("u.casus:1:8") != std::string::npos);
  CHECK(named.find("this file says that it is another module") != std::string::npos);
  CHECK(named.find("E0503") == named.rfind("E0503"));  // once, though used twice
  write_file(folder.path() / "u.casus", "fact p { x: text }\n");
  CHECK(check().find("`u.casus` does not say which module it is; let it begin with "
                     "`module mod.u`") != std::string::npos);
}

TEST_CASE("after a limit nothing is denied or counted", "[cli][evaluation]") {
  const Works works;
  const auto ask = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"east", "--max-facts", "1"});
    return works.run(words);
  };
  const auto positive = ask({"query", "old(name: \"pump 9\")"});
  CHECK(positive.exit == 4);
  CHECK(positive.out == "not found before a limit\n");
  const auto negative = ask({"query", "not old(name: \"pump 1\")"});
  CHECK(negative.exit == 4);
  CHECK(negative.out == "not found before a limit\n");
  const auto counted = ask({"query", "n = count(p for old(name: p))"});
  CHECK(counted.out == "no answer\npartial: a limit came first\n");
  CHECK(ask({"query", "old(name: \"pump 9\")", "-f", "json"}).out.find("\"limit\":null") ==
        std::string::npos);
  const auto why = ask({"why", "old(name: \"pump 9\")"});
  CHECK(why.exit == 4);
  CHECK(why.out == "not found before a limit ended the run: old(name: \"pump 9\")\n");
}

TEST_CASE("one file by two paths is read once", "[cli][evaluation]") {
  const Works works;
  const auto outcome = works.run({"check", "-r", "rules", "-r", "rules/pumps/../pumps/risk.casus",
                                  "-r", (works.folder.path() / "rules/pumps").string()});
  CHECK(outcome.exit == 0);
  CHECK(outcome.err == "2 rules: no problems\n");
}

TEST_CASE("check says of a missing date what eval says", "[cli][evaluation]") {
  const Works works;
  works.put("rules/pumps/dated.casus",
            "module pumps.dated\nuse pumps.vocabulary\nrelation noted(y: int)\n"
            "rule note when y = year(as_of) then noted(y: y)\n");
  const auto checked = works.run({"check", "east"});
  CHECK(checked.exit == 3);
  CHECK(checked.err.find("error[E0612]") != std::string::npos);
  CHECK(works.run({"check", "east", "--as-of", "2015-01-31"}).exit == 0);
}

TEST_CASE("a date comes from the flag, else from the case, else from the project",
          "[cli][evaluation]") {
  const Works works;
  works.put("casus.toml", "[project]\nrules = [\"rules\"]\n[eval]\nas_of = 1999-12-31\n");
  works.put("rules/pumps/dated.casus",
            "module pumps.dated\nrelation noted(y: int)\n"
            "rule note when y = year(as_of) then noted(y: y)\n");
  works.put("facts/dated.toml", "[case]\nas_of = 2015-01-31\n");
  const auto noted = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"query", "noted(y: y)"};
    words.insert(words.end(), more.begin(), more.end());
    return works.run(words).out;
  };
  CHECK(noted({"facts/dated.toml"}) == "   y\n2015\n");
  CHECK(noted({"facts/dated.toml", "--as-of", "2001-01-01"}) == "   y\n2001\n");
  CHECK(noted({"facts/east.toml"}) == "   y\n1999\n");
}

TEST_CASE("a timeline is refused with what is wrong with it", "[cli][evaluation]") {
  const Works works;
  const auto refused = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"eval", "east"});
    const auto outcome = works.run(words);
    CHECK(outcome.exit == 2);
    CHECK(outcome.out.empty());
    return outcome.err;
  };
  const std::string dates = "1991-01-01..1995-01-01";
  CHECK(refused({"--timeline", "1995-01-01..1991-01-01"}) ==
        "error: the timeline ends, on 1991-01-01, before it begins, on 1995-01-01\n"
        "help: write the earlier date first\n");
  CHECK(refused({"--timeline", dates, "--every", "0y"}) ==
        "error: `--every` cannot be `0y`\n"
        "help: it is a time above nothing: 1y, 6mo, 2w, 10d, or in quotes '3 months'\n");
  CHECK(refused({"--timeline", "1991-01-01..2022-01-01", "--every", "1d"}) ==
        "error: from 1991-01-01 to 2022-01-01 every 1 day would be 11324 dates\n"
        "help: take longer steps or a shorter time: 10000 dates are the most\n");
  CHECK(refused({"--every", "1y"}) ==
        "error: `--every` is the step of a timeline, and there is none\n"
        "help: add the dates: --timeline 1991-01-01..2022-01-01\n");
  CHECK(refused({"--timeline", dates, "--as-of", "1991-01-01"}) ==
        "error: `--as-of` is about one date, `--timeline` about many\n"
        "help: leave one of the two out\n");
  CHECK(refused({"--timeline", "1991-02-29..1995-01-01"}) ==
        "error: `1991-02-29` in `--timeline` is no date\n"
        "help: write year, month and day of a day that exists: 2015-01-31\n");
  for (const char* text : {"1991-01-01", "1991-01-01..", "..1991-01-01", ".."}) {
    CHECK(refused({"--timeline", text}) == "error: `--timeline` cannot be `" + std::string(text) +
                                               "`\nhelp: it is two dates, as "
                                               "1991-01-01..2022-01-01\n");
  }
}

TEST_CASE("a timeline that a limit or an interrupt ends prints what it has", "[cli][evaluation]") {
  const Works works;
  const std::vector<std::string> words{"eval", "east", "--timeline", "1991-01-01..1993-01-01",
                                       "-f",   "csv"};
  const std::string head =
      "case,date,rating,subject,score,band,range_low,range_high,confidence,changes\r\n";
  std::vector<std::string> limited = words;
  limited.insert(limited.end(), {"--max-facts", "1"});
  const auto stopped = works.run(limited);
  CHECK(stopped.exit == 4);
  CHECK(stopped.out == head);
  CHECK(stopped.err.starts_with(
      "stopped: facts/east.toml: the limit on facts was reached at 1991-01-01, in rule"));
  CHECK(stopped.err.ends_with("; the result is partial\n"));

  const std::atomic<bool> interrupted{true};
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  casus::cli::Streams streams{.in = in, .out = out, .err = err};
  streams.folder = works.folder.path();
  streams.await_interrupt = [&] { return &interrupted; };
  CHECK(casus::cli::run(words, streams) == 130);
  CHECK(out.str() == head);
  CHECK(err.str() ==
        "stopped: facts/east.toml: interrupted at 1991-01-01; the result is partial\n");
}

TEST_CASE("a timeline of several cases names them, and says where nothing is rated",
          "[cli][evaluation]") {
  const Works works;
  works.put("facts/none.toml", "[case]\ntitle = \"none\"\n");
  const auto outcome = works.run({"eval", "--timeline", "1991-01-01..1992-01-01"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out ==
        "pump 1: Failure risk (east)\n"
        "date        rating  score  range\n"
        "1991-01-01  HIGH     46.0   46.0\n"
        "            the same on 1992-01-01\n"
        "\n"
        "pump 2: Failure risk (west)\n"
        "date        rating  score  range\n"
        "1991-01-01  LOW      22.0   22.0\n"
        "            the same on 1992-01-01\n");
  CHECK(outcome.err == "facts/none.toml: nothing is rated at any of 2 dates\n");
}

TEST_CASE("a report repeats what the environment set", "[cli][evaluation]") {
  const Works works;
  const auto outcome = casus_with(
      Surroundings{.folder = works.folder.path(), .variables = {{"CASUS_THRESHOLD", "0.25"}}},
      {"report", "east"});
  CHECK(outcome.out.find("weakest-link above 0.25") != std::string::npos);
  CHECK(outcome.out.find("--threshold 0.25") != std::string::npos);
}

TEST_CASE("what a report says to repeat it prints the same report", "[cli][evaluation]") {
  const Works works;
  write_file(works.folder.path() / "home/casus/casus.toml", "[eval]\nthreshold = 0.125\n");
  write_file(works.folder.path() / "other.toml", "[eval]\nas_of = 2015-06-30\n");
  const auto outcome = casus_with(
      Surroundings{.folder = works.folder.path(),
                   .variables = {{"XDG_CONFIG_HOME", (works.folder.path() / "home").string()},
                                 {"CASUS_CERTAINTY", "mycin"},
                                 {"CASUS_CONFIG", "other.toml"},
                                 {"CASUS_SEED", "7"},
                                 {"CASUS_MAX_FACTS", "1000"}}},
      {"report", "facts/east.toml", "-r", "rules"});
  REQUIRE(outcome.exit == 0);
  CHECK(outcome.out.ends_with(
      "REPEAT  casus report facts/east.toml -r rules --as-of 2015-06-30 --certainty \\\n"
      "        mycin --threshold 0.125 --config other.toml --seed 7 --max-facts 1000\n"));
  const auto again = works.run({"report", "facts/east.toml", "-r", "rules", "--as-of", "2015-06-30",
                                "--certainty", "mycin", "--threshold", "0.125", "--config",
                                "other.toml", "--seed", "7", "--max-facts", "1000"});
  CHECK(again.out == outcome.out);
}

TEST_CASE("a proof that shares its parts is explained once", "[cli][evaluation]") {
  // Each step rests twice on the step before: told apart, the last one would have 2^60 parts.
  const TemporaryFolder folder;
  std::string rules =
      "fact a { t: text }\nrelation r0(t: text)\nrule q when a(t: t) then r0(t: t)\n";
  for (int i = 0; i < 60; ++i) {
    const std::string from = std::to_string(i);
    const std::string to = std::to_string(i + 1);
    const std::string both = "r" + from + "(t: t)" + (i == 0 ? "" : " and s" + from + "(t: t)");
    rules += "relation r" + to + "(t: text)\nrelation s" + to + "(t: text)\nrule to_r" + to +
             " when " + both + " then r" + to + "(t: t)\nrule to_s" + to + " when " + both +
             " then s" + to + "(t: t)\n";
  }
  write_file(folder.path() / "dag.casus", rules);
  write_file(folder.path() / "a.toml", "[[a]]\nt = \"x\"\n");
  const auto outcome = casus_with(Surroundings{.folder = folder.path()},
                                  {"why", "r60(t: t)", "a.toml", "-r", "dag.casus"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out.starts_with("r60(t: \"x\")"));
}

TEST_CASE("standard input that cannot be read is a problem", "[cli][evaluation]") {
  struct Broken : std::streambuf {
    int_type underflow() override { throw std::ios_base::failure("broken"); }
  } broken;
  std::istream in(&broken);
  std::ostringstream out;
  std::ostringstream err;
  casus::cli::Streams streams{.in = in, .out = out, .err = err};
  CHECK(casus::cli::run({"eval", "-"}, streams) == 2);
  CHECK(err.str().find("standard input cannot be read") != std::string::npos);
  CHECK(out.str().empty());
}

TEST_CASE("names are whole in a pipe, whatever the width", "[cli][evaluation]") {
  const Works works;
  const std::string name(90, 'n');
  works.put("facts/long.toml", "[[pump]]\nname = \"" + name + "\"\nage = 12\n");
  CHECK(works.run({"query", "old(name: n)", "long"}).out == "n\n" + name + "\n");
}

TEST_CASE("explanations and reports say what is no fact, and what was noted", "[cli][evaluation]") {
  const Works works;
  works.put("rules/pumps/fear.casus",
            "module pumps.fear\nuse pumps.vocabulary\nrelation feared(name: text)\n"
            "rule fear when pump(name: p, age: >= 10 years, kind: perception)\n"
            "  then feared(name: p)\n");
  works.put("facts/doubt.toml",
            "[[pump]]\nid = \"F1\"\nname = \"pump 3\"\nage = 20\nkind = \"perception\"\n"
            "note = \"hearsay\"\n");
  const std::string tree = works.run({"why", "feared(name: n)", "doubt"}).out;
  CHECK(tree.find("pump 3 is 20 years old, a perception") != std::string::npos);
  const std::string prose = works.run({"why", "feared(name: n)", "doubt", "-f", "prose"}).out;
  CHECK(prose.find("pump 3 is 20 years old, a perception") != std::string::npos);
  CHECK(works.run({"report", "doubt"}).out.find("note: hearsay") != std::string::npos);
}

TEST_CASE("a value that an argument compares with and that is none has a place",
          "[cli][evaluation]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "r.casus",
             "fact k { t: text, n: int, s: number }\nrelation r(t: text)\n"
             "rule b when k(t: t, n: n, s: > 1 / n) then r(t)\n");
  write_file(folder.path() / "c.toml", "[[k]]\nt = \"a\"\nn = 0\ns = 1\n");
  const auto outcome = casus_with(Surroundings{.folder = folder.path()},
                                  {"query", "r(t)", "c.toml", "-r", "r.casus"});
  CHECK(outcome.err.find("warning[W0701]") != std::string::npos);
  CHECK(outcome.err.find("--> r.casus:3:30\n") != std::string::npos);
}

TEST_CASE("a joined text is in normal form", "[cli][evaluation]") {
  // e and a combining accent make the one letter that the fact has.
  const TemporaryFolder folder;
  write_file(folder.path() / "r.casus",
             "fact a { t: text }\nrelation same(t: text)\n"
             "rule join when a(t: t) and t = concat(\"e\", \"\xCC\x81\") then same(t)\n");
  write_file(folder.path() / "c.toml", "[[a]]\nt = \"\xC3\xA9\"\n");
  const auto outcome = casus_with(Surroundings{.folder = folder.path()},
                                  {"query", "same(t)", "c.toml", "-r", "r.casus"});
  CHECK(outcome.exit == 0);
  CHECK(outcome.out == "t\n\xC3\xA9\n");
}

TEST_CASE("a case without a fact is told so before its missing date", "[cli]") {
  TemporaryFolder folder;
  write_file(folder.path() / "rules.casus",
             "fact pump { name: text, since: date }\n"
             "relation old(name: text)\n"
             "rule aged when pump(name: p, since: s) and s < as_of then old(name: p)\n");
  const auto said = [&](const std::string& text) {
    write_file(folder.path() / "case.toml", text);
    const auto run = casus_with(Surroundings{.folder = folder.path()},
                                {"check", "-r", "rules.casus", "case.toml"});
    return (run.out + run.err).substr(0, (run.out + run.err).find('\n'));
  };
  const std::string empty =
      "error[E0612]: the case holds no fact, and rule `aged` needs a date of assessment, which it "
      "lacks too";
  CHECK(said("") == empty);
  CHECK(said("[case]\ntitle = \"Pumps\"\n") == empty);
  CHECK(said("[[pump]]\nname = \"1\"\nsince = 2001-01-01\n") ==
        "error[E0612]: rule `aged` needs a date of assessment, and the case has none");
}
