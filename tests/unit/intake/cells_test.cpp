// SPDX-License-Identifier: Apache-2.0
//
// What RFC 4180 says of records, cells and quotes, and what spreadsheets make of it.
#include "intake/cells.hpp"

#include "support/catch.hpp"

using casus::intake::Cell;
using casus::intake::Cells;

namespace {

/// Each record on a line of its own, after its line number: "2 [a] [b c]".
std::string cut(std::string_view text, Cells::Dialect dialect = {}) {
  Cells cells(text, 0, dialect);
  std::vector<Cell> record;
  std::string result;
  while (cells.next(record)) {
    result += std::to_string(cells.line());
    for (const Cell& cell : record) result += " [" + cells.content(cell) + "]";
    result += '\n';
  }
  if (cells.mistake()) result += "mistake at " + std::to_string(cells.mistake()->at) + '\n';
  return result;
}

}  // namespace

TEST_CASE("cells stand between separators and line ends of any kind", "[intake][cells]") {
  CHECK(cut("a,b\nc,d\n") == "1 [a] [b]\n2 [c] [d]\n");
  CHECK(cut("a,b\r\nc,d\r\n") == "1 [a] [b]\n2 [c] [d]\n");
  CHECK(cut("a,b\nc,d") == "1 [a] [b]\n2 [c] [d]\n");
  CHECK(cut("a,b\nc,d\r") == "1 [a] [b]\n2 [c] [d]\n");
}

TEST_CASE("a carriage return alone ends no line", "[intake][cells]") {
  CHECK(cut("a\rb,c\n") == "mistake at 1\n");
  CHECK(cut("a,b\rc,d\r") == "mistake at 3\n");
  CHECK(cut("a\tb\rc\n", {'\t', false, false}) == "mistake at 3\n");
  CHECK(cut("\"a\rb\",c\n") == "1 [a\rb] [c]\n");
}

TEST_CASE("a cell of doubled quotes takes time in proportion", "[intake][cells]") {
  // Four million pairs: with a square of them this would never end.
  const std::string quotes(8'000'000, '"');
  Cells cells(quotes, 0, {});
  std::vector<Cell> record;
  REQUIRE(cells.next(record));
  CHECK(cells.content(record.at(0)) == std::string(3'999'999, '"'));
}

TEST_CASE("empty cells are cells, blank lines are no records", "[intake][cells]") {
  CHECK(cut(",\n") == "1 [] []\n");
  CHECK(cut("a,\n,b") == "1 [a] []\n2 [] [b]\n");
  CHECK(cut("a,") == "1 [a] []\n");
  CHECK(cut("\n\r\na\n\n\nb\n") == "3 [a]\n6 [b]\n");
  CHECK(cut("").empty());
  CHECK(cut("\n\n").empty());
  CHECK(cut("a\n\nb\n", {'\t', false, true}) == "1 [a]\n2 []\n3 [b]\n");
}

TEST_CASE("quotes keep separators, line ends and quotes", "[intake][cells]") {
  CHECK(cut("\"a,b\",\"c\"\"d\"\n") == "1 [a,b] [c\"d]\n");
  CHECK(cut("\"a\nb\"\nc\n") == "1 [a\nb]\n3 [c]\n");
  CHECK(cut("\"\",\"\"\"\"\n") == "1 [] [\"]\n");
  CHECK(cut("\"\"\"\"\"\"\n") == "1 [\"\"]\n");
  CHECK(cut("\"a\"\r\n\"b\"") == "1 [a]\n2 [b]\n");
  CHECK(cut("\"a\"\tb\n", {'\t', true, false}) == "1 [a] [b]\n");
  CHECK(cut("\"a\"\tb\n", {'\t', false, false}) == "1 [\"a\"] [b]\n");
}

TEST_CASE("quotes that never close, or close too early, are told", "[intake][cells]") {
  CHECK(cut("a,\"b\nc\n") == "mistake at 2\n");
  CHECK(cut("a\n\"b\"c,d\n") == "1 [a]\nmistake at 5\n");
  CHECK(cut("\"") == "mistake at 0\n");
  CHECK(cut("a\"b,c\n") == "mistake at 1\n");
  CHECK(cut("a, \"b\"\n") == "mistake at 3\n");
  CHECK(cut("a\"b\tc\n", {'\t', false, false}) == "1 [a\"b] [c]\n");
}
