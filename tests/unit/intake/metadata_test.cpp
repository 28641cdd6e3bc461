// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;
using casus::testing::render;
using casus::testing::Sample;

namespace {

const std::string fact = "[[successor]]\ncountry = \"K\"\nperson = \"N\"\n";

/// The line stands on line 4.
std::string with(const std::string& line) { return complaints(fact + line + "\n"); }

}  // namespace

TEST_CASE("all that is said about a statement is kept", "[intake][metadata]") {
  Sample sample;
  const auto intake = sample.read(R"([[source]]
id = "k-2015"
title = "An article"
author = "A. Author"
publisher = "A paper"
published = 2015-01-31
url = "https://example.org/a"
reliability = "B"

[[successor]]
country = "K"
person = "N"
id = "heir"
certainty = 0.8
source = "k-2015"
at = 19
quote = "it is not clear who will succeed"
note = "by the author"
kind = "perception"
credibility = 2
origin = "agency"
observed = 2014-12-01
valid = { from = 2014-01-01, until = "2015-12-31" }
changeable = 2.5
holds = true
)");
  CHECK(render(sample.sources, intake.diagnostics).empty());
  REQUIRE(intake.facts.statements.size() == 1);
  const auto& s = intake.facts.statements[0];
  CHECK(s.id == "heir");
  CHECK(s.certainty == 0.8);
  CHECK(s.at == "19");
  CHECK(s.quote == "it is not clear who will succeed");
  CHECK(s.note == "by the author");
  CHECK(s.kind == casus::model::StatementKind::perception);
  CHECK(s.credibility == 2);
  CHECK(s.origin == "agency");
  CHECK(s.observed == casus::model::parse_date("2014-12-01"));
  CHECK(s.valid_from == casus::model::parse_date("2014-01-01"));
  CHECK(s.valid_until == casus::model::parse_date("2015-12-31"));
  CHECK(s.change_cost == 2.5);
  CHECK(s.holds);
  const auto& source = intake.facts[s.source];
  CHECK(source.id == "k-2015");
  CHECK(source.title == "An article");
  CHECK(source.author == "A. Author");
  CHECK(source.publisher == "A paper");
  CHECK(source.published == casus::model::parse_date("2015-01-31"));
  CHECK(source.url == "https://example.org/a");
  CHECK(source.reliability == 'B');
}

TEST_CASE("a statement about which nothing is said is a fact of unstated certainty",
          "[intake][metadata]") {
  Sample sample;
  const auto intake = sample.read(fact);
  const auto& s = intake.facts.statements.at(0);
  CHECK(s.id == "F1");
  CHECK_FALSE(s.certainty.has_value());
  CHECK_FALSE(s.source.valid());
  CHECK(s.kind == casus::model::StatementKind::fact);
  CHECK(s.credibility == 0);
  CHECK(s.change_cost == 0);
  CHECK(s.holds);
}

TEST_CASE("a certainty lies above 0 and at most at 1", "[intake][metadata]") {
  CHECK(with("certainty = 1").empty());
  CHECK(with("certainty = \"80%\"").empty());
  CHECK(with("certainty = 1.2") ==
        "E0607 4:13-4:16 `certainty` is 1.2 | must be above 0 and at most 1\n"
        "  help: write it like `certainty = 0.8`\n");
  CHECK(with("certainty = 0") ==
        "E0607 4:13-4:14 `certainty` is 0 | must be above 0 and at most 1\n"
        "  help: leave out what does not hold at all, or say `holds = false`\n");
  CHECK(with("certainty = nan") ==
        "E0606 4:13-4:16 `certainty` needs a finite number\n"
        "  help: leave the key out where the number is not known\n");
  CHECK(with("certainty = \"high\"") ==
        "E0605 4:13-4:19 `certainty` needs a number, not a text | a text\n"
        "  help: write it like `certainty = 0.8`\n");
}

TEST_CASE("a source must be listed", "[intake][metadata]") {
  const std::string listed = "[[source]]\nid = \"kusznir-2015\"\n" + fact;
  CHECK(complaints(listed + "source = \"kusznir-2015\"\n").empty());
  CHECK(complaints(listed + "source = \"kuznir-2015\"\n") ==
        "E0608 6:10-6:23 no source is called `kuznir-2015` | not listed\n"
        "  help: did you mean `kusznir-2015`? [safe 6:10-6:23 -> \"kusznir-2015\"]\n");
  CHECK(with("source = \"elsewhere\"") ==
        "E0608 4:10-4:21 no source is called `elsewhere` | not listed\n"
        "  help: list it under `[[source]]`\n");
  CHECK(complaints(fact + "source = \"late\"\n[[source]]\nid = \"late\"\n").empty());
}

TEST_CASE("an id is one word", "[intake][metadata]") {
  CHECK(with("id = \"trade-2013\"").empty());
  CHECK(with("id = \"trade 2013\"") ==
        "E0607 4:6-4:18 an id is one word | holds a blank, a quote or a bracket\n"
        "  help: write it like `id = \"trade-2013\"`\n");
  CHECK(with("id = \"\"") ==
        "E0607 4:6-4:8 `id` is empty\n"
        "  help: write something, or leave the key out\n");
  CHECK(with("id = 18") ==
        "E0605 4:6-4:8 `id` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"18\"` [safe 4:6-4:8 -> \"18\"]\n");
}

TEST_CASE("the name of a fact, a relation or a rating is no id", "[intake][metadata]") {
  // `trade(share: 50%)` would be either that statement with a value, or a fact.
  CHECK(with("id = \"trade\"") ==
        "E0607 4:6-4:13 `trade` is the name of a fact, and so no id | taken (vocabulary.casus:11)\n"
        "  help: write another word, as in `id = \"trade-1\"`\n");
  CHECK(with("id = \"depends_on\"")
            .starts_with("E0607 4:6-4:18 `depends_on` is the name of a relation, and so no id"));
  CHECK(with("id = \"Trade\"").empty());
}

TEST_CASE("there are four kinds of statement", "[intake][metadata]") {
  for (const char* kind : {"fact", "plan", "perception", "judgement"}) {
    CHECK(with("kind = \"" + std::string(kind) + "\"").empty());
  }
  CHECK(with("kind = \"judgment\"") ==
        "E0607 4:8-4:18 `judgment` is no kind of statement | not known\n"
        "  help: did you mean `judgement`? [safe 4:8-4:18 -> \"judgement\"]\n");
  CHECK(with("kind = \"rumour\"") ==
        "E0607 4:8-4:16 `rumour` is no kind of statement | not known\n"
        "  help: kinds are `fact`, `plan`, `perception`, `judgement`\n");
}

TEST_CASE("credibility is a mark from 1 to 6", "[intake][metadata]") {
  CHECK(with("credibility = 6").empty());
  CHECK(with("credibility = 7") ==
        "E0607 4:15-4:16 `credibility` is 7 | not 1 to 6\n"
        "  help: 1 is confirmed, 5 improbable, 6 cannot be judged\n");
  CHECK(with("credibility = 0").starts_with("E0607 4:15-4:16 `credibility` is 0 | not 1 to 6\n"));
  CHECK(with("credibility = \"2\"") ==
        "E0605 4:15-4:18 `credibility` needs a whole number, not a text | a text\n"
        "  help: write `2` [unsafe 4:15-4:18 -> 2]\n");
  CHECK(with("credibility = \"good\"") ==
        "E0605 4:15-4:21 `credibility` needs a whole number, not a text | a text\n"
        "  help: write it like `credibility = 2`\n");
}

TEST_CASE("a mark of both kinds is told to be written as two", "[intake][metadata]") {
  CHECK(complaints("[[successor]]\ncountry = \"K\"\nperson = \"N\"\ncredibility = \"B2\"\n") ==
        "E0605 4:15-4:19 `credibility` needs a whole number, not a text | a text\n"
        "  help: write `credibility = 2`; the letter is the `reliability` of the source "
        "[unsafe 4:15-4:19 -> 2]\n");
}

TEST_CASE("validity has a beginning, an end, or both", "[intake][metadata]") {
  CHECK(with("valid = { from = 2010-01-01 }").empty());
  CHECK(with("valid.until = 2010-01-01").empty());
  CHECK(with("valid = { from = 2010-01-01, until = 2010-01-01 }").empty());
  CHECK(with("valid = { from = 2010-01-02, until = 2010-01-01 }") ==
        "E0607 4:9-4:50 `valid` ends before it begins | `until` lies before `from`\n"
        "  help: exchange the two dates\n");
  CHECK(with("valid = { form = 2010-01-02 }") ==
        "E0603 4:11-4:15 `valid` has no key `form` | not known\n"
        "  help: did you mean `from`? [unsafe 4:11-4:15 -> from]\n");
  CHECK(with("valid = {}") ==
        "E0607 4:9-4:11 `valid` is empty | neither `from` nor `until`\n"
        "  help: leave the key out\n");
  CHECK(with("valid = 2010-01-01") ==
        "E0605 4:9-4:19 `valid` needs a table of two dates, not a date | a date\n"
        "  help: write it like `valid = { from = 2010-01-01, until = 2014-12-31 }`\n");
  CHECK(with("valid = { from = 2010 }") ==
        "E0605 4:18-4:22 `valid.from` needs a date, not a whole number | a whole number\n"
        "  help: a year begins on `valid.from = 2010-01-01`\n");
  CHECK(with("valid = { until = 2010 }")
            .ends_with("  help: a year ends on `valid.until = 2010-12-31`\n"));
}

TEST_CASE("changeable is a yes, a no or a cost", "[intake][metadata]") {
  Sample sample;
  const auto intake = sample.read(fact + "changeable = true\n" + fact + "changeable = false\n");
  CHECK(intake.facts.statements.at(0).change_cost == 1);
  CHECK(intake.facts.statements.at(1).change_cost == 0);
  CHECK(with("changeable = -1") ==
        "E0607 4:14-4:16 `changeable` is -1 | a cost is above 0\n"
        "  help: write `changeable = false`, or leave the key out, for what cannot change\n");
  CHECK(with("changeable = \"yes\"") ==
        "E0605 4:14-4:19 `changeable` needs `true` or a cost, not a text | a text\n"
        "  help: write `changeable = true`, or a number such as `changeable = 2.5`\n");
}

TEST_CASE("an unreadable `holds` leaves missing fields in doubt", "[intake][metadata]") {
  CHECK(complaints("[[successor]]\nholds = \"no\"\n") ==
        "E0605 2:9-2:13 `holds` needs `true` or `false`, not a text | a text\n"
        "  help: write `holds = true` or `holds = false`\n");
}

TEST_CASE("a mark of a source is not taken for one of a fact, nor the other way round",
          "[intake][metadata]") {
  CHECK(with("reliability = \"D\"")
            .starts_with("E0603 4:1-4:12 `successor` has no key `reliability` | not known\n"
                         "  help: `reliability` is said of a `[[source]]`\n"));
  CHECK(complaints("[[source]]\nid = \"s\"\ncredibility = 4\n")
            .starts_with("E0603 3:1-3:12 `[[source]]` has no key `credibility` | not known\n"
                         "  help: `credibility` is said of a fact\n"));
}

TEST_CASE("a value is put in quotes for sure only where every text will do", "[intake][metadata]") {
  CHECK(
      complaints("[[source]]\nid = \"s\"\nreliability = 4\n") ==
      "E0605 3:15-3:16 `reliability` needs a letter from A to F in quotes, not a whole number | a "
      "whole number\n"
      "  help: A is completely reliable, E unreliable, F cannot be judged\n");
  CHECK(with("kind = 3") ==
        "E0605 4:8-4:9 `kind` needs one of `fact`, `plan`, `perception`, `judgement`, not a whole "
        "number | a whole number\n"
        "  help: write it in quotes, as in `kind = \"fact\"`\n");
  CHECK(with("source = 7") ==
        "E0605 4:10-4:11 `source` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"7\"` [unsafe 4:10-4:11 -> \"7\"]\n");
  CHECK(complaints("[[source]]\nid = \"7\"\n" + fact + "source = 7\n") ==
        "E0605 6:10-6:11 `source` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"7\"` [safe 6:10-6:11 -> \"7\"]\n");
}

TEST_CASE("a date at `at` may be meant for `observed`", "[intake][metadata]") {
  CHECK(
      with("at = 2019-05-01") ==
      "E0605 4:6-4:16 `at` needs a place in the source, not a date | a date\n"
      "  help: write `observed = 2019-05-01` if it was observed then, or `at = \"2019-05-01\"` if "
      "the source is ordered by date\n");
}
