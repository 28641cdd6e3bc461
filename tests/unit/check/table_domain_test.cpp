// SPDX-License-Identifier: Apache-2.0
//
// Classes of values, held against the look-up itself: whatever a cell is, it fits the sample of a
// class just where the checker says so.
#include "check/table_domain.hpp"

#include "infer/machine/functions.hpp"
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

using check::Domain;
using check::Table;
using model::Word;

/// A table of one column, its domain, and what it takes to look something up.
struct Column {
  Column(const std::string& type, const std::vector<std::string>& cells) {
    std::string rows;
    for (const std::string& cell : cells) rows += "| " + cell + " | 1 |\n";
    text = check_text("unit bn unit m = 0.001 bn table t(v: " + type +
                      ") -> int collect count {\n| v | result |\n" + rows + "}");
    table = text.program().tables.front();
    symbols.emplace(text.program().symbols);
    std::vector<const Table::Cell*> column;
    for (const Table::Row& row : table.rows) column.push_back(&row.cells.front());
    domain.emplace(table.parameters.front(), column, text.program().schema, *symbols);
  }

  [[nodiscard]] bool fits(std::size_t row, Word value) const {
    Table one = table;
    one.rows = {table.rows[row]};
    return infer::look_up(one, std::vector<Word>{value}, *symbols) == model::word_of_int(1);
  }

  CheckedText text;
  Table table;
  std::optional<base::Symbols> symbols;
  std::optional<Domain> domain;
};

struct Case {
  std::string type;
  std::uint64_t classes;
  std::vector<std::string> cells;
};

}  // namespace

TEST_CASE("a cell fits the sample of each of its classes, and of no other", "[check][tables]") {
  // The number of classes is that of the pieces between all bounds, drawn on a line.
  const Case c = GENERATE(values<Case>({
      // ..-3, -2..4, 5, 6..9, 10..
      {"int", 5, {"< 5", "<= 5", "> 9", "-2..4", "!= 5", "_"}},
      // 0..4, 5..120
      {"int years in 0..120", 2, {"< 5", ">= 5 years", "> 120", "<= 120"}},
      // below 0.1, 0.1, up to 0.25, 0.25, up to 0.58, 0.58, above
      {"number", 7, {"< 10%", "10%..25%", "> 25%", ">= 25%", "<= 10%", "< 0.58", "!= 0.58"}},
      // below 0.58, 0.58, above; 580 m are 0.58 bn
      {"number bn", 3, {"< 580 m", "<= 0.58", "> 0.58 bn"}},
      // 0, up to 1 (excluded), 1
      {"number in 0..1", 3, {"> 0", "< 1", "1", "< -1"}},
      {"bool", 2, {"true", "!= true"}},
      // ..17 March, the 18th, the 19th..
      {"date", 3, {"< 2014-03-18", "2014-03-18", "!= 2014-03-18", "> 2014-03-18"}},
      {"Kind", 3, {"<= plan", "perception", "!= perception"}},
      // months: below 12, 12, above; days: up to 30, above
      {"duration", 5, {"< 1 years", "12 months", "!= 12 months", "> 30 days", "_"}},
      // "a", "b", all others
      {"text", 3, {"\"a\"", "\"b\"", "!= \"b\"", "_"}},
      // below "b", "b", up to "b!" (excluded), up to "m", "m", above; nothing is below ""
      {"text", 6, {"< \"b\"", "<= \"b\"", "< \"b!\"", "\"b!\"..\"m\"", "\"m\"", ">= \"\""}},
      // Nothing stands between "b" and "b" with a tab: up to "b", from there on.
      {"text", 2, {"<= \"b\"", ">= \"b\\t\""}},
  }));
  CAPTURE(c.type);
  Column column(c.type, c.cells);
  const check::IntervalSet all = column.domain->all();
  CHECK(all.size() == c.classes);
  for (std::uint32_t one = 0; one < all.size(); ++one) {
    const Word sample = column.domain->sample(one, *column.symbols);
    for (std::size_t row = 0; row < c.cells.size(); ++row) {
      INFO(c.cells[row] << ", class " << one);
      const auto classes = column.domain->of(column.table.rows[row].cells.front());
      CHECK(column.fits(row, sample) == classes.contains({one, one}));
      // A set of classes that comes from a cell can be written as a cell again.
      if (classes.empty()) continue;
      const auto again = column.domain->cell(classes);
      REQUIRE(again);
      CHECK(column.domain->of(*again) == classes);
    }
  }
}

}  // namespace casus::testing
