// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;
using casus::testing::render;
using casus::testing::Sample;

TEST_CASE("missing fields are reported once for a table, each with its type",
          "[intake][statement]") {
  CHECK(complaints("[[leader]]\nperson = \"N\"\n") ==
        "E0604 1:1-1:11 `leader` lacks `country`, `age`\n"
        "  help: add `country = …`, a text (vocabulary.casus:5)\n"
        "  help: add `age = …`, a whole number in years (vocabulary.casus:7)\n");
}

TEST_CASE("a misspelt field is one mistake, not also a missing one", "[intake][statement]") {
  CHECK(complaints("[[leader]]\nconutry = \"K\"\nperson = \"N\"\nage = 75\n") ==
        "E0603 2:1-2:8 `leader` has no key `conutry` | not known\n"
        "  help: did you mean `country`? [safe 2:1-2:8 -> country]\n");
}

TEST_CASE("a key that the table already has is not suggested", "[intake][statement]") {
  CHECK(complaints("[[successor]]\ncountry = \"K\"\nperson = \"N\"\npersons = \"M\"\n") ==
        "E0603 4:1-4:8 `successor` has no key `persons` | not known\n"
        "  help: its keys are `country`, `person`, `id`, `certainty`, `source`, `at`, `quote`, "
        "`note`, `kind`, `credibility`, `origin`, `observed`, …\n");
}

TEST_CASE("a key that differs in capitals only from one that is there is told so",
          "[intake][statement]") {
  CHECK(complaints(
            "[[successor]]\ncountry = \"K\"\nperson = \"N\"\nquote = \"a\"\nQuote = \"b\"\n") ==
        "E0603 5:1-5:6 `successor` has no key `Quote` | not known\n"
        "  help: it has `quote` already; keep one of the two\n");
}

TEST_CASE("metadata keys are suggested like fields", "[intake][statement]") {
  CHECK(complaints("[[successor]]\ncountry = \"K\"\nperson = \"N\"\ncertainity = 0.5\n") ==
        "E0603 4:1-4:11 `successor` has no key `certainity` | not known\n"
        "  help: did you mean `certainty`? [safe 4:1-4:11 -> certainty]\n");
}

TEST_CASE("a refused value is no missing field", "[intake][statement]") {
  CHECK(complaints("[[successor]]\ncountry = \"K\"\nperson = 5\n") ==
        "E0605 3:10-3:11 `person` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"5\"` [safe 3:10-3:11 -> \"5\"]\n");
}

TEST_CASE("an explicit negative of an open fact may leave fields out", "[intake][statement]") {
  Sample sample;
  const auto intake = sample.read("[[successor]]\nholds = false\ncountry = \"K\"\n");
  CHECK(render(sample.sources, intake.diagnostics).empty());
  CHECK(sample.atom(intake, 0) == "successor(\"K\", unknown)");
  CHECK_FALSE(intake.facts.statements[0].holds);
}

TEST_CASE("only open facts can be denied", "[intake][statement]") {
  CHECK(complaints("[[leader]]\ncountry = \"K\"\nholds = false\n") ==
        "E0611 3:9-3:14 `leader` is not open, so it cannot be denied | an explicit negative\n"
        "  help: leave the table out: what is not stated does not hold; or declare the fact `open` "
        "(vocabulary.casus:4)\n");
  CHECK(complaints("[[trade]]\nexporter = \"K\"\nholds = true\n").empty());
}

TEST_CASE("several mistakes are reported in one run, by place", "[intake][statement]") {
  CHECK(complaints("[[leader]]\ncountry = \"K\"\nperson = \"N\"\nage = 130\n"
                   "[[successor]]\ncountry = 1\nperson = \"N\"\nnots = \"x\"\n") ==
        "E0606 4:7-4:10 `age` is 130 years, outside its range | outside 0..120\n"
        "  help: correct the value, or widen the range of `age` (vocabulary.casus:7)\n"
        "E0605 6:11-6:12 `country` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"1\"` [safe 6:11-6:12 -> \"1\"]\n"
        "E0603 8:1-8:5 `successor` has no key `nots` | not known\n"
        "  help: did you mean `note`? [unsafe 8:1-8:5 -> note]\n");
}

TEST_CASE("a file of a million mistakes reports the first thousand", "[intake][statement]") {
  std::string text;
  for (int i = 0; i < 1500; ++i) text += "[[successor]]\n";
  Sample sample;
  CHECK(sample.read(text).diagnostics.size() == 1000);
}
