// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "unit/cli/command_line.hpp"

namespace {

using namespace casus::testing;
using Words = std::vector<std::string>;

const std::string declared =
    "fact leader { country: text, age: int years in 0..120 }\n"
    "relation ageing(country: text)\n";

/// `casus lint rules.casus` with `--select style --select suppressions` unless `more` says else.
struct Project {
  TemporaryFolder folder = {};

  explicit Project(const std::string& rules) { write("rules.casus", rules); }
  void write(const std::string& file, const std::string& text) const {
    write_file(folder.path() / file, text);
  }
  [[nodiscard]] std::string rules() const { return read_file(folder.path() / "rules.casus"); }
  [[nodiscard]] Outcome lint(const Words& more) const {
    Words words{"lint", "rules.casus", "-f", "concise"};
    words.insert(words.end(), more.begin(), more.end());
    return casus_with({.folder = folder.path()}, words);
  }
};

const Words title_style{"--select", "title-style", "--select", "suppressions"};

}  // namespace

TEST_CASE("a comment suppresses a lint on its line, the next one or a declaration", "[cli][lint]") {
  const std::string bad =
      "rule r \"a title\"\n  when leader(country: c, age: > 70 years)\n"
      "  then ageing(country: c)\n";
  const auto found = [](const std::string& text) { return Project(text).lint(title_style).out; };
  CHECK(found(declared + bad) ==
        "rules.casus:3:8: warning[L0402]: a title begins with a capital letter (title-style)\n");
  CHECK(found(declared + "// allow title-style: as it is in the handbook\n" + bad).empty());
  CHECK(found(declared + "// allow L0402: as it is in the handbook\n" + bad).empty());
  CHECK(found(declared + "// allow title-style: so\n/// A doc.\n// And more.\n" + bad).empty());
  CHECK(found(declared + "rule r \"a title\"  // allow title-style: so it is\n"
                         "  when leader(country: c, age: > 70 years)\n  then ageing(country: c)\n")
            .empty());
  CHECK(found("// allow-file title-style: as in the handbook\n" + declared + bad).empty());
  // Texts and comments of other kinds are none.
  CHECK(found(declared + "// Allow for a day more.\n// allow me to say so: a title\n" + bad)
            .find("L0402") != std::string::npos);
  CHECK(found(declared + "rule s \"// allow title-style: a title\"\n"
                         "  when leader(country: c, age: > 70 years)\n  then ageing(country: c)\n")
            .empty());
}

TEST_CASE("what is wrong with a suppression is said", "[cli][lint]") {
  const std::string rule =
      "rule r \"a title\"\n  when leader(country: c, age: > 70 years)\n"
      "  then ageing(country: c)\n";
  const auto found = [&](const std::string& comment) {
    return Project(declared + comment + rule).lint({"--select", "suppressions"}).out;
  };
  CHECK(found("// allow title-style\n") ==
        "rules.casus:3:1: error[L0001]: a suppression has to say why "
        "(suppression-without-reason)\n");
  CHECK(found("// allow title-style:   \n").find("error[L0001]") != std::string::npos);
  CHECK(found("// allow title-stile: so\n") ==
        "rules.casus:3:10: error[L0003]: there is no lint `title-stile` (unknown-lint)\n");
  for (const char* none :
       {"// allow\n", "// allow :\n", "// allow , : so\n", "//\n", "// allowed\n"}) {
    CHECK(found(none).empty());
  }
  CHECK(found("// allow double-negation, title-style: so\n") ==
        "rules.casus:3:10: warning[L0002]: nothing here is suppressed by this "
        "(unused-suppression)\n");
}

TEST_CASE("an unused suppression is removed with its line, or behind what it stands",
          "[cli][lint]") {
  const std::string rule =
      "rule r \"Title\"\n  when leader(country: c, age: > 70 years)\n"
      "  then ageing(country: c)\n";
  const Project above(declared + "// allow title-style: so\n" + rule);
  CHECK(above.lint({"--select", "suppressions", "--fix"}).exit == 0);
  CHECK(above.rules() == declared + rule);
  const Project behind(declared + "rule r \"Title\"  // allow title-style: so\n" + rule.substr(15));
  CHECK(behind.lint({"--select", "suppressions", "--fix"}).exit == 0);
  CHECK(behind.rules() == declared + rule);
}

TEST_CASE("the project file says how much a lint counts", "[cli][lint]") {
  const Project project(declared +
                        "rule r \"a title\"\n  when leader(country: c, age: > 70 years)\n"
                        "  then ageing(country: c)\n");
  const auto found = [&](const std::string& settings) {
    project.write("casus.toml", "[lint]\n" + settings);
    return project.lint({"--select", "style"});
  };
  CHECK(found("title-style = \"off\"\n").out.find("L0402") == std::string::npos);
  CHECK(found("style = \"off\"\n").out.empty());
  CHECK(found("style = \"off\"\nL0402 = \"error\"\n").out.find("error[L0402]") !=
        std::string::npos);
  CHECK(found("title-style = { level = \"error\" }\n").out.find("error[L0402]") !=
        std::string::npos);
  struct Case {
    std::string settings;
    std::string says;
  };
  for (const Case& one : std::vector<Case>{
           {"title-stile = \"off\"\n", "did you mean `title-style`?"},
           {"title-style = \"warn\"\n", "it is \"off\", \"warning\" or \"error\""},
           {"title-style = \"of\"\n", "did you mean `off`?"},
           {"title-style = 1\n", "`title-style` needs a level, not a whole number"},
           {"title-style = { months = 1 }\n", "`title-style` has no key `months`"},
           {"stale-fact = { months = 0 }\n", "must be a whole number from 1 to 1000000"},
           {"stale-fact = { months = \"1\" }\n", "needs a whole number"},
           {"style = { level = \"off\" }\n", "`style` needs a level"}}) {
    const Outcome outcome = found(one.settings);
    INFO(one.settings << outcome.err);
    CHECK(outcome.exit == 2);
    CHECK(outcome.err.find(one.says) != std::string::npos);
  }
}

TEST_CASE("what the user sets for lints counts where the project sets nothing", "[cli][lint]") {
  const Project project(declared +
                        "rule r when leader(country: c, age: > 70 years) "
                        "then ageing(country: c)\n");
  project.write("home/casus/casus.toml", "[lint]\nrule-without-title = \"error\"\n");
  const auto found = [&] {
    return casus_with(
               {.folder = project.folder.path(),
                .variables = {{"XDG_CONFIG_HOME", (project.folder.path() / "home").string()}}},
               {"lint", "rules.casus", "--select", "rule-without-title", "-f", "concise"})
        .out;
  };
  CHECK(found().find("error[L0301]") != std::string::npos);
  project.write("casus.toml", "[lint]\nstyle = \"off\"\n");
  CHECK(found().find("warning[L0301]") != std::string::npos);
}

TEST_CASE("options of lints change what they find", "[cli][lint]") {
  const Project project(declared +
                        "rule r when leader(country: c, age: > 70 years) and "
                        "leader(country: c) then ageing(country: c)\n");
  CHECK(project.lint({"--select", "too-many-conditions"}).out.empty());
  project.write("casus.toml", "[lint.too-many-conditions]\nmost = 1\n");
  CHECK(project.lint({"--select", "too-many-conditions"}).exit == 1);
}

TEST_CASE("--diff shows what --fix writes, and writes nothing", "[cli][lint]") {
  const std::string before = declared +
                             "rule r \"a title.\"\n  when leader(country: c, age: y)\n"
                             "   and y >= 70 years\n  then ageing(country: c)\n";
  const Project project(before);
  const Words both{"--select", "title-style", "--select", "comparison-in-place"};
  Words diff = both;
  diff.emplace_back("--diff");
  const Outcome shown = project.lint(diff);
  CHECK(shown.exit == 1);
  CHECK(shown.out ==
        "--- rules.casus\n+++ rules.casus\n@@ -1,6 +1,5 @@\n"
        " fact leader { country: text, age: int years in 0..120 }\n"
        " relation ageing(country: text)\n"
        "-rule r \"a title.\"\n"
        "-  when leader(country: c, age: y)\n"
        "-   and y >= 70 years\n"
        "+rule r \"A title\"\n"
        "+  when leader(country: c, age: >= 70 years)\n"
        "   then ageing(country: c)\n");
  CHECK(project.rules() == before);
  Words fix = both;
  fix.emplace_back("--fix");
  const Outcome fixed = project.lint(fix);
  CHECK(fixed.exit == 0);
  CHECK(fixed.err == "3 fixes applied; no findings\n");
  CHECK(project.rules() == declared +
                               "rule r \"A title\"\n  when leader(country: c, age: >= 70 years)\n"
                               "  then ageing(country: c)\n");
}

TEST_CASE("fixes that touch each other are applied one after the other", "[cli][lint]") {
  // Three conditions that say the same: to leave out two of them at once would touch.
  const Project project(declared +
                        "rule r\n  when leader(country: c, age: y)\n   and y >= 70 years\n"
                        "   and y >= 70 years\n   and y >= 60 years\n   and y < 100 years\n"
                        "  then ageing(country: c)\n");
  CHECK(project.lint({"--select", "redundant-condition", "--fix"}).exit == 0);
  CHECK(project.rules() == declared +
                               "rule r\n  when leader(country: c, age: y)\n   and y >= 70 years\n"
                               "   and y < 100 years\n  then ageing(country: c)\n");
}

TEST_CASE("unsafe fixes are applied only on request", "[cli][lint]") {
  const std::string before =
      "fact trade { country: text, share: number } reads \"{country}: {share as %}\"\n"
      "relation depends(country: text)\n"
      "rule r when trade(country: c, share: >= 25) then depends(country: c)\n";
  const Project project(before);
  const Words select{"--select", "share-compared-with-whole-number"};
  Words safe = select;
  safe.emplace_back("--fix");
  CHECK(project.lint(safe).exit == 1);
  CHECK(project.rules() == before);
  Words unsafe = select;
  unsafe.emplace_back("--unsafe-fixes");
  CHECK(project.lint(unsafe).exit == 0);
  CHECK(project.rules().find("share: >= 25%)") != std::string::npos);
}

TEST_CASE("line ends and marks of other systems stay as they are", "[cli][lint]") {
  const auto with_returns = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
      text.replace(at, 1, "\r\n");
    }
    return text;
  };
  const std::string tail = "  when leader(country: c, age: > 70 years)\n  then ageing(country: c)";
  const Project project(
      with_returns(declared + "// allow double-negation: so\nrule r \"a title\"\n" + tail));
  Words words = title_style;
  words.emplace_back("--fix");
  const Outcome outcome = project.lint(words);
  INFO(outcome.out << outcome.err);
  CHECK(outcome.exit == 0);
  CHECK(project.rules() == with_returns(declared + "rule r \"A title\"\n" + tail));
  const Project marked("\xEF\xBB\xBF" + declared + "rule r \"a title\"\n" + tail + '\n');
  CHECK(marked.lint(title_style).exit == 1);
}

TEST_CASE("lint refuses what it cannot look over", "[cli][lint]") {
  const Project broken("rule r when\n");
  CHECK(broken.lint({}).exit == 3);
  const Project project(declared);
  const Outcome unknown = project.lint({"--select", "styl"});
  CHECK(unknown.exit == 2);
  CHECK(unknown.err == "error: there is no lint or category `styl`\nhelp: did you mean `style`?\n");
  CHECK(casus_with({.folder = project.folder.path()}, {"lint", "nowhere.casus"}).exit == 2);
  CHECK(project.lint({"--exit-zero"}).exit == 0);
  CHECK(project.lint({}).exit == 1);
}

TEST_CASE("the tests beside a rule file are looked over with it", "[cli][lint]") {
  const Project project("module ages\n\n" + declared +
                        "\nrule r\n  when leader(country: c, age: > 70 years)\n"
                        "  then ageing(country: c)\n");
  const Words select{"--select", "rules-without-tests", "--select", "test-without-expectation"};
  CHECK(project.lint(select).out.find("L0606") != std::string::npos);
  project.write("rules_test.casus",
                "use ages\n\ntest \"nothing\"\n"
                "  assume leader(country: \"North\", age: 74 years)\n");
  CHECK(project.lint(select).out ==
        "rules_test.casus:3:6: warning[L0602]: this test cannot fail "
        "(test-without-expectation)\n");
}

TEST_CASE("rules that never come to an end do not keep lint from its end", "[cli][lint]") {
  const Project project(
      "fact start { n: int }\nrelation reached(n: int)\n"
      "rule first when start(n: i) then reached(n: i)\n"
      "rule next when reached(n: i) and j = i + 1 then reached(n: j)\n");
  project.write("case.toml", "[[start]]\nn = 1\n");
  const Outcome outcome =
      project.lint({"case.toml", "--max-facts", "1000", "--select", "rule-without-title"});
  CHECK(outcome.exit == 4);
  CHECK(outcome.out.find("L0301") != std::string::npos);
  CHECK(outcome.err.find("what it comes to was not looked over") != std::string::npos);
}

TEST_CASE("comments in facts suppress too, texts of several lines aside", "[cli][lint]") {
  const Project project(declared +
                        "rule r when leader(country: c, age: > 70 years) "
                        "then ageing(country: c)\n");
  const auto found = [&](const std::string& facts) {
    project.write("case.toml", facts);
    return project
        .lint({"case.toml", "--select", "fact-without-source", "--select", "suppressions"})
        .out;
  };
  const std::string fact = "[[leader]]\ncountry = \"North\"\nage = 74\n";
  CHECK(found(fact) ==
        "case.toml:1:1: warning[L0203]: nobody vouches for this fact (fact-without-source)\n");
  CHECK(found("# allow fact-without-source: common knowledge\n" + fact).empty());
  CHECK(found("[[leader]] # allow fact-without-source: known\n" + fact.substr(11)).empty());
  CHECK(found(fact + "note = '''\n# allow fact-without-source: not a comment\n'''\n") ==
        "case.toml:1:1: warning[L0203]: nobody vouches for this fact (fact-without-source)\n");
}
