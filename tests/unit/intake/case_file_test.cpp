// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;
using casus::testing::render;
using casus::testing::Sample;
using casus::testing::show_span;

TEST_CASE("a case has a name, a title, a date, a question and rules", "[intake][case]") {
  Sample sample;
  const auto intake = sample.read(R"([case]
title = "Kazakhstan and Russia"
as_of = 2015-01-31
question = "Will the alliance hold?"
horizon = "5 years"
rules = ["rules/alliance", "rules/energy.casus"]
)");
  CHECK(render(sample.sources, intake.diagnostics).empty());
  const auto& info = intake.facts.info;
  CHECK(info.name == "sample");
  CHECK(info.title == "Kazakhstan and Russia");
  CHECK(info.as_of == casus::model::parse_date("2015-01-31"));
  CHECK(show_span(sample.sources, info.as_of_span) == "3:9-3:19");
  CHECK(info.question == "Will the alliance hold?");
  CHECK(info.horizon == "5 years");
  CHECK(info.rules == std::vector<std::string>{"rules/alliance", "rules/energy.casus"});
}

TEST_CASE("the head of a case is read without a schema", "[intake][case]") {
  Sample sample;
  const auto file = sample.sources.add(
      "a/b/c.toml", "[[whatever]]\nx = 1\n[case]\nas_of = 2015-01-31\nrules = [\"r\"]\n");
  const auto head = casus::intake::read_case_head(sample.sources, file);
  CHECK(head.diagnostics.empty());
  CHECK(head.info.name == "c");
  CHECK(head.info.rules == std::vector<std::string>{"r"});
  const auto broken = sample.sources.add("broken.toml", "[case]\nrules = [\"r\"\nas_of = 1\n");
  CHECK(render(sample.sources, casus::intake::read_case_head(sample.sources, broken).diagnostics) ==
        "E0601 2:9-2:10 this bracket is not closed | opens here\n"
        "  help: close it with `]`\n");
}

TEST_CASE("an empty file is an empty case", "[intake][case]") {
  CHECK(complaints("").empty());
  CHECK(complaints("\n\n# nothing\n").empty());
  CHECK(complaints("\xEF\xBB\xBF").empty());
}

TEST_CASE("mistakes in `[case]` are reported", "[intake][case]") {
  CHECK(complaints("[case]\ntitel = \"T\"\n") ==
        "E0603 2:1-2:6 `[case]` has no key `titel` | not known\n"
        "  help: did you mean `title`? [safe 2:1-2:6 -> title]\n");
  CHECK(complaints("[case]\nauthor = \"T\"\n") ==
        "E0603 2:1-2:7 `[case]` has no key `author` | not known\n"
        "  help: its keys are `title`, `as_of`, `question`, `horizon`, `rules`\n");
  CHECK(complaints("[case]\nrules = \"r\"\n") ==
        "E0605 2:9-2:12 `rules` needs a list of texts, not a text | a text\n"
        "  help: write `[\"r\"]` [safe 2:9-2:12 -> [\"r\"]]\n");
  CHECK(complaints("[case]\nrules = [\"r\", 1]\n") ==
        "E0605 2:15-2:16 `rules` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"1\"` [unsafe 2:15-2:16 -> \"1\"]\n");
  CHECK(complaints("[case]\nas_of = \"today\"\n") ==
        "E0605 2:9-2:16 `as_of` needs a date, not a text | a text\n"
        "  help: write it like `as_of = 2015-01-31`\n");
}

TEST_CASE("`[case]` has single brackets, facts and sources have double ones", "[intake][case]") {
  CHECK(complaints("[[case]]\ntitle = \"T\"\n") ==
        "E0602 1:1-1:9 `case` is not written as `[case]` | double brackets begin a fact\n"
        "  help: write `[case]` [safe 1:1-1:9 -> [case]]\n");
  CHECK(complaints("[[case]]\n[[case]]\n") ==
        "E0602 1:1-1:9 `case` is not written as `[case]` | double brackets begin a fact\n"
        "  help: a file holds one case, under one `[case]`\n");
  CHECK(complaints("case = 1\n") ==
        "E0602 1:1-1:5 `case` is not written as `[case]`\n"
        "  help: write `[case]` on a line of its own, and its keys below\n");
  CHECK(complaints("[successor]\ncountry = \"K\"\nperson = \"N\"\n") ==
        "E0602 1:1-1:12 `successor` is not written as `[[successor]]` | single brackets\n"
        "  help: write `[[successor]]` [safe 1:1-1:12 -> [[successor]]]\n");
  CHECK(complaints("[source]\nid = \"s\"\n") ==
        "E0602 1:1-1:9 `source` is not written as `[[source]]` | single brackets\n"
        "  help: write `[[source]]` [safe 1:1-1:9 -> [[source]]]\n");
  CHECK(complaints("trade = 5\n") ==
        "E0602 1:1-1:6 `trade` is not written as `[[trade]]` | a whole number\n"
        "  help: write `[[trade]]` on a line of its own, and its fields below\n");
  CHECK(complaints("trade = [{ exporter = \"K\" }, 5]\n") ==
        "E0602 1:30-1:31 `trade` is not written as `[[trade]]` | a whole number\n"
        "  help: write `[[trade]]` on a line of its own, and its fields below\n");
}

TEST_CASE("facts may stand in a list of tables", "[intake][case]") {
  Sample sample;
  const auto intake = sample.read(
      "successor = [\n  { country = \"K\", person = \"N\" },\n"
      "  { country = \"R\", person = \"M\" },\n]\n");
  CHECK(render(sample.sources, intake.diagnostics).empty());
  CHECK(sample.atom(intake, 1) == "successor(\"R\", \"M\")");
  CHECK(show_span(sample.sources, intake.facts.statements[1].span) == "3:3-3:34");
}

TEST_CASE("a key outside every table is refused", "[intake][case]") {
  CHECK(complaints("country = \"K\"\n") ==
        "E0603 1:1-1:8 `country` stands outside every table\n"
        "  help: put it below the `[[fact]]` that it belongs to\n");
  CHECK(complaints("as_of = 2015-01-31\n") ==
        "E0603 1:1-1:6 `as_of` stands outside every table\n"
        "  help: put it under `[case]`\n");
}

TEST_CASE("a table that names no fact is refused once, and renamed everywhere", "[intake][case]") {
  CHECK(complaints("[[succesor]]\nx = 1\n\n[[ succesor ]]\ny = 1\n") ==
        "E0602 1:3-1:11 no fact is called `succesor` | not declared\n"
        "  help: did you mean `successor`? (vocabulary.casus:10) [safe 1:3-1:11 -> successor] "
        "[safe 4:4-4:12 -> successor]\n");
  CHECK(complaints("[[sources]]\nid = \"s\"\n") ==
        "E0602 1:3-1:10 no fact is called `sources` | not declared\n"
        "  help: did you mean `source`? [safe 1:3-1:10 -> source]\n");
  CHECK(complaints("[[population]]\nx = 1\n") ==
        "E0602 1:3-1:13 no fact is called `population` | not declared\n"
        "  help: declare it as a `fact` in the rules, or correct the name\n");
}

TEST_CASE("what rules derive cannot be stated as data", "[intake][case]") {
  CHECK(
      complaints("[[depends_on]]\ncountry = \"K\"\n") ==
      "E0602 1:3-1:13 `depends_on` is a relation: it comes from rules, not from data | not a fact\n"
      "  help: state the facts it follows from (vocabulary.casus:20)\n");
}

TEST_CASE("a fact that two modules declare is refused", "[intake][case]") {
  Sample sample;
  auto twin = sample.schema.relations[1];
  twin.module = "other";
  sample.schema.relations.push_back(twin);
  const auto intake = sample.read("[[successor]]\ncountry = \"K\"\nperson = \"N\"\n");
  CHECK(render(sample.sources, intake.diagnostics) ==
        "E0202 1:3-1:12 `successor` is declared by more than one module\n"
        "  note: declared by `sample` (vocabulary.casus:10)\n"
        "  note: declared by `other` (vocabulary.casus:10)\n"
        "  help: load only one of these modules, or rename the fact in one\n");
}

TEST_CASE("a source has an id of its own and a mark from A to F", "[intake][case]") {
  CHECK(complaints("[[source]]\ntitle = \"T\"\n") ==
        "E0604 1:1-1:11 `[[source]]` lacks `id`\n"
        "  help: add `id = …`, by which facts name it\n");
  CHECK(complaints("[[source]]\nid = \"s\"\n[[source]]\nid = \"s\"\n") ==
        "E0608 3:1-3:11 the source `s` is listed twice | a second time\n"
        "  also 1:1-1:11 first here\n"
        "  help: list each source once, or give this one another id\n");
  CHECK(complaints("[[source]]\nid = \"s\"\nreliability = \"b\"\n") ==
        "E0607 3:15-3:18 `reliability` is `b` | not A to F\n"
        "  help: write `\"B\"` [safe 3:15-3:18 -> \"B\"]\n");
  CHECK(complaints("[[source]]\nid = \"s\"\nreliability = \"good\"\n") ==
        "E0607 3:15-3:21 `reliability` is `good` | not A to F\n"
        "  help: A is completely reliable, E unreliable, F cannot be judged\n");
  CHECK(complaints("[[source]]\nid = \"s\"\nauthors = \"A\"\n") ==
        "E0603 3:1-3:8 `[[source]]` has no key `authors` | not known\n"
        "  help: did you mean `author`? [safe 3:1-3:8 -> author]\n");
}

TEST_CASE("symbols of facts stand on those of the rules", "[intake][case]") {
  Sample sample;
  const auto known = sample.symbols.intern("K");
  const auto intake = sample.read("[[successor]]\ncountry = \"K\"\nperson = \"New\"\n");
  CHECK(intake.facts.statements[0].fields[0] == known);
  CHECK(intake.facts.statements[0].fields[1] == sample.symbols.size());
}

TEST_CASE("no fact is taken for `[case]`, which has single brackets", "[intake][case]") {
  CHECK(complaints("[[cases]]\n") ==
        "E0602 1:3-1:8 no fact is called `cases` | not declared\n"
        "  help: declare it as a `fact` in the rules, or correct the name\n");
  CHECK(complaints("[caes]\ntitle = \"T\"\n") ==
        "E0602 1:2-1:6 no fact is called `caes` | not declared\n"
        "  help: did you mean `case`? [unsafe 1:2-1:6 -> case]\n");
}
