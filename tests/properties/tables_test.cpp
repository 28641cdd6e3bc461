// SPDX-License-Identifier: Apache-2.0
//
// Random small tables over ints, enums and truth values: what the checker says about them is
// compared with every input there is, looked up one by one.
#include <map>
#include <set>

#include "infer/machine/functions.hpp"
#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::properties {
namespace {

using check::Table;
using model::Word;

struct Column {
  std::string type;
  std::vector<std::string> values;  ///< as written, in order
};

const std::vector<Column> columns = {{"int in -1..3", {"-1", "0", "1", "2", "3"}},
                                     {"Role", {"patron", "partner", "junior"}},
                                     {"bool", {"false", "true"}},
                                     {"text", {"\"a\"", "\"b\"", "\"c\""}},
                                     {"int in 0..2", {"0", "1", "2"}},
                                     {"duration", {"1 months", "2 months", "1 days", "2 days"}}};

std::string cell(Draw& draw, const Column& column) {
  const std::size_t first = draw.below(column.values.size());
  const std::size_t last = first + draw.below(column.values.size() - first);
  const bool ordered = column.type != "bool" && column.type != "text";
  const bool ranges = ordered && column.type != "duration";  // of months or of days only
  switch (draw.below(ranges ? 7 : ordered ? 5 : 3)) {
    case 0:
      return "_";
    case 1:
      return column.values[first];
    case 2:
      return "!= " + column.values[first];
    case 3:
      return "< " + column.values[last];
    case 4:
      return ">= " + column.values[first];
    default:
      return column.values[first] + ".." + column.values[last];
  }
}

struct Made {
  std::string text;
  std::vector<Column> columns;
  std::string policy;
};

Made table(Draw& draw) {
  Made made;
  const std::size_t width = 1 + draw.below(3);
  made.policy = draw.of<std::string>({"unique", "any", "first", "priority"});
  made.text = "enum Role { patron, partner, junior }\ntable t(";
  std::string header = "|";
  for (std::size_t c = 0; c < width; ++c) {
    made.columns.push_back(draw.of(columns));
    made.text += "c" + std::to_string(c) + ": " + made.columns.back().type + ", ";
    header += " c" + std::to_string(c) + " |";
  }
  made.text += ") -> Role " + made.policy + " {\n" + header + " result |\n";
  const std::size_t rows = draw.below(8);
  for (std::size_t r = 0; r < rows; ++r) {
    made.text += "|";
    for (const Column& column : made.columns) made.text += " " + cell(draw, column) + " |";
    made.text += " " + draw.of(columns[1].values) + " |\n";
  }
  made.text += "}\n";
  return made;
}

/// Every input: the values of the columns, and a text that no cell names.
std::vector<std::vector<Word>> inputs(const Made& made, base::Symbols& symbols) {
  std::vector<std::vector<Word>> all = {{}};
  for (const Column& column : made.columns) {
    std::vector<Word> values;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
      const std::string& text = column.values[i];
      const bool number = column.type.starts_with("int");
      const bool duration = column.type == "duration";
      if (number) values.push_back(model::word_of_int(std::stoi(text)));
      if (duration) {  // what is written, and one below and one above it
        values.push_back(model::word_of_duration({static_cast<std::int64_t>(i), false}));
        values.push_back(model::word_of_duration({static_cast<std::int64_t>(i), true}));
      }
      if (column.type == "text") values.push_back(symbols.intern(text.substr(1, text.size() - 2)));
      if (!number && !duration && column.type != "text") values.push_back(i);
    }
    if (column.type == "text") values.push_back(symbols.intern("something else"));
    std::vector<std::vector<Word>> longer;
    for (const auto& before : all) {
      for (const Word value : values) {
        longer.push_back(before);
        longer.back().push_back(value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

/// What is true of the table: which codes must be reported on which line.
std::set<std::string> truth(const Table& table, const Made& made, base::Symbols& symbols) {
  std::set<std::string> expected;
  const auto all = inputs(made, symbols);
  const auto fits = [&](std::size_t row, const std::vector<Word>& input) {
    Table one = table;
    one.policy = Table::Policy::count;
    one.rows = {table.rows[row]};
    return infer::look_up(one, input, symbols) == model::word_of_int(1);
  };
  std::vector<bool> fitted(table.rows.size(), false);
  std::vector<bool> decides(table.rows.size(), false);
  std::vector<bool> contradicts(table.rows.size(), false);
  for (const auto& input : all) {
    std::vector<std::size_t> rows;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      if (fits(r, input)) rows.push_back(r);
    }
    if (rows.empty()) expected.insert("W0502 2");
    const auto decider = std::ranges::min_element(rows, {}, [&](std::size_t row) {
      const Table::Row& one = table.rows[row];
      return std::pair(made.policy == "priority" ? one.result : 0, one.span.begin);
    });
    if (decider != rows.end()) {
      decides[*decider] = true;
      REQUIRE(infer::look_up(table, input, symbols) == table.rows[*decider].result);
    }
    for (const std::size_t later : rows) {
      fitted[later] = true;
      for (const std::size_t earlier : rows) {
        if (earlier >= later) break;
        const bool differ = table.rows[earlier].result != table.rows[later].result;
        if (made.policy == "unique" || differ) contradicts[later] = true;
      }
    }
  }
  const bool ordered = made.policy == "first" || made.policy == "priority";
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    // Under `priority` the rows stand in order of their results.
    const auto above = std::ranges::count_if(table.rows, [&](const Table::Row& other) {
      return other.span.begin < table.rows[r].span.begin;
    });
    const std::string line = std::to_string(4 + above);
    if (!fitted[r] || (ordered && !decides[r])) expected.insert("W0503 " + line);
    if (!ordered && contradicts[r]) expected.insert("E0514 " + line);
  }
  return expected;
}

/// The rows that the warning of a gap offers, to be filled in.
std::vector<std::string> offered(const Diagnostic& warning) {
  std::vector<std::string> rows;
  for (const Help& help : warning.help) {
    for (std::size_t at = help.text.find("\n  | "); at != std::string::npos;) {
      const std::size_t end = help.text.find('\n', at + 1);
      rows.push_back(help.text.substr(at + 3, end - at - 3));
      at = end == std::string::npos ? end : help.text.find("\n  | ", end);
    }
  }
  return rows;
}

/// Whether the warning says that the rows offered are not all.
bool says_more(const Diagnostic& warning) {
  return !warning.notes.empty() || std::ranges::any_of(warning.help, [](const Help& help) {
    return help.text.ends_with("and more");
  });
}

}  // namespace

TEST_CASE("what is said of a table is true of every input", "[properties][tables]") {
  const auto [first, count] = seeds(400);
  std::map<std::string, int> seen;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    const Made made = table(draw);
    INFO("seed " << seed << "\n" << made.text);
    const testing::CheckedText text = testing::check_text(made.text);
    std::set<std::string> reported;
    for (const Diagnostic& d : text.checked.diagnostics) {
      const Span span = d.labels.front().span;
      const auto line = text.sources.position(span.file, span.begin).line;
      reported.insert(d.code + " " + std::to_string(line));
      ++seen[d.code];
    }
    // Contradictory tables make no program: the rows are taken from the same table under `first`.
    std::string kept = made.text;
    const bool contradictory = made.policy == "unique" || made.policy == "any";
    if (contradictory) kept.replace(kept.find(made.policy + " {"), made.policy.size(), "first");
    const testing::CheckedText again = testing::check_text(kept);
    base::Symbols symbols(again.program().symbols);
    CHECK(reported == truth(again.program().tables.front(), made, symbols));
  }
  CHECK(seen["E0514"] > 0);
  CHECK(seen["W0502"] > 0);
  CHECK(seen["W0503"] > 0);
}

TEST_CASE("rows that are offered and added leave no gap and are not idle", "[properties][tables]") {
  const auto [first, count] = seeds(400);
  int added = 0;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    Draw draw(seed);
    const Made made = table(draw);
    const testing::CheckedText text = testing::check_text(made.text);
    const auto gap = std::ranges::find(text.checked.diagnostics, "W0502", &Diagnostic::code);
    if (gap == text.checked.diagnostics.end() || has_errors(text.checked.diagnostics)) continue;
    std::string completed = made.text.substr(0, made.text.rfind('}'));
    const auto last = std::ranges::count(completed, '\n');
    for (std::string row : offered(*gap)) {
      row.replace(row.find("…"), std::string("…").size(), "junior");
      completed += row + "\n";
      ++added;
    }
    completed += "}\n";
    INFO("seed " << seed << "\n" << completed);
    const testing::CheckedText again = testing::check_text(completed);
    INFO(again.diagnostics());
    CHECK_FALSE(has_errors(again.checked.diagnostics));
    for (const Diagnostic& d : again.checked.diagnostics) {
      const Span span = d.labels.front().span;
      if (d.code == "W0502") CHECK(says_more(*gap));
      if (d.code == "W0503") CHECK(again.sources.position(span.file, span.begin).line <= last);
    }
  }
  CHECK(added > 0);
}

}  // namespace casus::properties
