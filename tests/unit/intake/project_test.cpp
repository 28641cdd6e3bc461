// SPDX-License-Identifier: Apache-2.0
#include "intake/project.hpp"

#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::intake::read_project;
using casus::testing::show_span;

namespace {

std::string complaints(std::string text) {
  casus::Sources sources;
  const auto file = sources.add("casus.toml", std::move(text));
  return casus::testing::render(sources, read_project(sources, file).diagnostics);
}

}  // namespace

TEST_CASE("a project names its rules, facts, grades and settings", "[intake][project]") {
  casus::Sources sources;
  const auto file = sources.add("casus.toml", R"([project]
rules = ["rules", "more"]
facts = ["facts"]
[grades]
reliability = { A = 0.95, C = "70%" }
credibility = { 1 = 0.99, 5 = 0.1 }
unknown = 0.4
[eval]
certainty = "weakest-link"
threshold = 0.2
as_of = 2015-01-31
max_facts = 1000000
max_memory = 512
timeout = 2.5
)");
  const auto [project, diagnostics] = read_project(sources, file);
  CHECK(diagnostics.empty());
  CHECK(project.rules == std::vector<std::string>{"rules", "more"});
  CHECK(project.facts == std::vector<std::string>{"facts"});
  CHECK(project.grades->reliability == std::array<double, 5>{0.95, 0.9, 0.7, 0.5, 0.3});
  CHECK(project.grades->credibility == std::array<double, 5>{0.99, 0.9, 0.7, 0.4, 0.1});
  CHECK(project.grades->unknown == 0.4);
  CHECK(project.certainty == "weakest-link");
  CHECK(show_span(sources, project.certainty_span) == "9:13-9:27");
  CHECK(project.threshold == 0.2);
  CHECK(project.as_of == casus::model::parse_date("2015-01-31"));
  CHECK(project.max_facts == 1'000'000);
  CHECK(project.max_memory == 512);
  CHECK(project.timeout == 2.5);
}

TEST_CASE("an empty project file leaves everything as usual", "[intake][project]") {
  casus::Sources sources;
  const auto [project, diagnostics] = read_project(sources, sources.add("casus.toml", ""));
  CHECK(diagnostics.empty());
  CHECK(project.rules.empty());
  CHECK_FALSE(project.grades.has_value());
  CHECK_FALSE(project.certainty.has_value());
  CHECK_FALSE(project.threshold.has_value());
}

TEST_CASE("unknown tables and keys of a project are refused", "[intake][project]") {
  CHECK(complaints("[projects]\nrules = []\n") ==
        "E0603 1:2-1:10 the project file has no key `projects` | not known\n"
        "  help: did you mean `project`? [safe 1:2-1:10 -> project]\n");
  CHECK(complaints("rules = [\"r\"]\n") ==
        "E0603 1:1-1:6 the project file has no key `rules` | not known\n"
        "  help: its keys are `project`, `grades`, `eval`, `lint`\n");
  CHECK(complaints("[project]\nfact = [\"r\"]\n") ==
        "E0603 2:1-2:5 `[project]` has no key `fact` | not known\n"
        "  help: did you mean `facts`? [unsafe 2:1-2:5 -> facts]\n");
  CHECK(complaints("[grades]\nreliability = { F = 0.2 }\n") ==
        "E0603 2:17-2:18 `reliability` has no key `F` | not known\n"
        "  help: its keys are `A`, `B`, `C`, `D`, `E`\n");
  CHECK(complaints("[[eval]]\n") ==
        "E0602 1:3-1:7 `eval` is not written as `[eval]`\n"
        "  help: write `[eval]` on a line of its own, and its keys below\n");
}

TEST_CASE("settings out of range or of the wrong type are refused", "[intake][project]") {
  const std::string help = "  help: correct the value, or remove the line for the usual one\n";
  CHECK(complaints("[eval]\nthreshold = 1\n") ==
        "E0606 2:13-2:14 `threshold` is 1, outside its range | must be at least 0 and below 1\n" +
            help);
  const std::string bounds = "must be above 0 seconds, and at most 4000000000";
  CHECK(complaints("[eval]\ntimeout = 0\n") ==
        "E0606 2:11-2:12 `timeout` is 0, outside its range | " + bounds + "\n" + help);
  CHECK(complaints("[eval]\ntimeout = 5e9\n") ==
        "E0606 2:11-2:14 `timeout` is 5000000000, outside its range | " + bounds + "\n" + help);
  CHECK(complaints("[eval]\nmax_facts = -5\n") ==
        "E0606 2:13-2:15 `max_facts` is -5, outside its range | must be above 0\n" + help);
  CHECK(
      complaints("[grades]\ncredibility = { 2 = 0 }\n") ==
      "E0606 2:21-2:22 `credibility.2` is 0, outside its range | must be above 0 and at most 1\n" +
          help);
  CHECK(
      complaints("[eval]\nmax_facts = 2.5\n") ==
      "E0605 2:13-2:16 `max_facts` needs a whole number, not a number with a point | a number with "
      "a point\n"
      "  help: write it like `max_facts = 2`\n");
  CHECK(
      complaints("[grades]\nreliability = 1\n") ==
      "E0605 2:15-2:16 `reliability` needs a table of marks, not a whole number | a whole number\n"
      "  help: write it like `reliability = { A = 1.0 }`\n");
  CHECK(complaints("[project\n").starts_with("E0601 1:1-1:2 this bracket is not closed"));
}
