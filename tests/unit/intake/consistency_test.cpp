// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;
using casus::testing::render;
using casus::testing::Sample;

namespace {

const std::string source = "[[source]]\nid = \"s\"\n[[source]]\nid = \"t\"\n";

/// Three lines and those given.
std::string successor(const std::string& lines) {
  return "[[successor]]\ncountry = \"K\"\nperson = \"N\"\n" + lines;
}

}  // namespace

TEST_CASE("a fact without an id has the number of its table", "[intake][consistency]") {
  Sample sample;
  const auto intake = sample.read(successor("") + "[[trade]]\nexporter = \"K\"\nid = \"oil\"\n" +
                                  successor("") + "[[trade]]\nexporter = \"R\"\n");
  std::string ids;
  for (const auto& s : intake.facts.statements) ids += s.id + " ";
  CHECK(ids == "F1 oil F3 F4 ");
}

TEST_CASE("two facts may not have one id", "[intake][consistency]") {
  CHECK(complaints(successor("id = \"a\"\n") + successor("id = \"a\"\n")) ==
        "E0609 8:6-8:9 the id `a` belongs to two facts | this fact\n"
        "  also 4:6-4:9 and this one\n"
        "  help: give one of them another id\n");
  CHECK(complaints(successor("id = \"F2\"\n") + successor("")) ==
        "E0609 4:6-4:10 the id `F2` belongs to two facts | this fact\n"
        "  also 5:1-5:14 and this one, by its place in the file\n"
        "  help: a fact without an id has the number of its table; use another word as id\n");
  CHECK(complaints(successor("") + successor("id = \"F1\"\n")) ==
        "E0609 7:6-7:10 the id `F1` belongs to two facts | this fact\n"
        "  also 1:1-1:14 and this one, by its place in the file\n"
        "  help: a fact without an id has the number of its table; use another word as id\n");
  CHECK(complaints(successor("") + successor("id = \"F2\"\n")).empty());
}

TEST_CASE("one source cannot be sure of one fact in two ways", "[intake][consistency]") {
  CHECK(complaints(source + successor("source = \"s\"\ncertainty = 0.8\n") +
                   successor("certainty = 0.5\nsource = \"s\"\n")) ==
        "E0610 10:1-10:14 the source `s` gives this fact two certainties | certainty 0.5\n"
        "  also 5:1-5:14 certainty 0.8\n"
        "  help: keep one of the two, or tell their times apart with `valid`\n");
  CHECK(
      complaints(source + successor("source = \"s\"\ncredibility = 2\n") +
                 successor("source = \"s\"\n")) ==
      "E0610 10:1-10:14 the source `s` gives this fact two certainties | certainty by its source's "
      "mark\n"
      "  also 5:1-5:14 certainty by credibility 2\n"
      "  help: keep one of the two, or tell their times apart with `valid`\n");
}

TEST_CASE("facts that differ in source, kind, sign, fields or certainty alone attest freely",
          "[intake][consistency]") {
  const std::string first = source + successor("source = \"s\"\ncertainty = 0.8\n");
  CHECK(complaints(first + successor("source = \"s\"\ncertainty = 0.8\n")).empty());
  CHECK(complaints(first + successor("source = \"t\"\ncertainty = 0.5\n")).empty());
  CHECK(complaints(first + successor("certainty = 0.5\n")).empty());
  CHECK(
      complaints(first + successor("source = \"s\"\ncertainty = 0.5\nkind = \"plan\"\n")).empty());
  CHECK(complaints(first + successor("source = \"s\"\ncertainty = 0.5\nholds = false\n")).empty());
  CHECK(complaints(first + "[[successor]]\ncountry = \"R\"\nperson = \"N\"\nsource = \"s\"\n")
            .empty());
}

TEST_CASE("two certainties conflict only where their times meet", "[intake][consistency]") {
  const auto valid = [](const std::string& certainty, const std::string& from,
                        const std::string& until) {
    return successor("source = \"s\"\ncertainty = " + certainty + "\nvalid = { from = " + from +
                     ", until = " + until + " }\n");
  };
  const std::string before = valid("0.8", "2010-01-01", "2012-12-31");
  CHECK(complaints(source + before + valid("0.5", "2013-01-01", "2014-12-31")).empty());
  CHECK(complaints(source + before + valid("0.5", "2012-12-31", "2014-12-31"))
            .starts_with("E0610 11:1-11:14 "));
  // The long first one hides behind a short one of the same certainty as the last.
  CHECK(complaints(source + valid("0.8", "2000-01-01", "2020-12-31") +
                   valid("0.8", "2001-01-01", "2002-12-31") +
                   valid("0.5", "2010-01-01", "2010-12-31"))
            .starts_with("E0610 17:1-17:14 "));
  CHECK(complaints(source + valid("0.5", "2000-01-01", "2003-12-31") +
                   valid("0.8", "2010-01-01", "2020-12-31") +
                   valid("0.5", "2021-01-01", "2022-12-31"))
            .empty());
}
