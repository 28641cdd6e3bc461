// SPDX-License-Identifier: Apache-2.0
//
// What is said about the rows of a table, over all types of parameters. `said` leaves out where.

#include "support/catch.hpp"
#include "unit/check/checked.hpp"

namespace casus::testing {
namespace {

const std::string declared = R"(enum Role { patron, partner, junior }
unit USD_bn
unit USD_m = 0.001 USD_bn
)";

/// Messages, notes and help, without places.
std::string said(const std::string& head, const std::string& rows) {
  const CheckedText text = check_text(declared + "table t" + head + " {\n" + rows + "}\n");
  std::string all;
  for (const Diagnostic& d : text.checked.diagnostics) {
    all += d.code + " " + d.message + "\n";
    for (const std::string& note : d.notes) all += "  " + note + "\n";
    for (const Help& help : d.help) {
      if (d.code == "W0502") all += "  " + help.text + "\n";
    }
  }
  return all;
}

const std::string has_no_end =
    "  if `v` is never so, declare the range that it lies in: `in …` behind its type\n";

}  // namespace

TEST_CASE("rows that leave nothing out and nothing twice are not remarked on", "[check][tables]") {
  CHECK(said("(v: number) -> int unique",
             "| v | result | | < 10% | 1 | | 10%..25% | 2 | | > 25% | 3 |")
            .empty());
  CHECK(said("(v: number USD_bn) -> int unique",
             "| v | result | | < 5830.6 USD_m | 1 | | >= 5.8306 | 2 |")
            .empty());
  // There is no whole number between 3 and 4.
  CHECK(said("(v: int in 1..6) -> int unique", "| v | result | | 1..3 | 1 | | 4..6 | 2 |").empty());
  CHECK(said("(v: int) -> int unique", "| v | result | | < 5 | 1 | | >= 5 | 2 |").empty());
  CHECK(said("(v: int) -> int unique", "| v | result | | <= 4 | 1 | | > 4 | 2 |").empty());
  CHECK(said("(v: date) -> int unique", "| v | result | | < 2014-03-18 | 1 | | > 2014-03-17 | 2 |")
            .empty());
  CHECK(said("(v: bool) -> int unique", "| v | result | | true | 1 | | != true | 2 |").empty());
  CHECK(said("(v: Role) -> int unique", "| v | result | | patron | 1 | | partner..junior | 2 |")
            .empty());
  CHECK(said("(v: text) -> int unique", "| v | result | | \"a\" | 1 | | != \"a\" | 2 |").empty());
  CHECK(said("(v: text) -> int unique", "| v | result | | < \"m\" | 1 | | >= \"m\" | 2 |").empty());
  CHECK(said("(v: int years in 0..120, r: Role) -> int unique",
             "| v | r | result | | <= 70 | patron | 1 | | > 70 | patron | 2 | | _ | > patron | 3 |")
            .empty());
  CHECK(said("(v: duration in 0 months..24 months) -> int unique",
             "| v | result | | < 1 years | 1 | | >= 12 months | 2 |")
            .empty());
}

TEST_CASE("two rows that one input fits are shown with such an input", "[check][tables]") {
  // 580 USD_m are 0.58 USD_bn, and the range includes its ends.
  CHECK(said("(v: number USD_bn) -> int unique",
             "| v | result | | <= 580 USD_m | 1 | | >= 0.58 USD_bn | 2 |") ==
        "E0514 two rows of `t` fit `v = 0.58 USD_bn`\n");
  CHECK(said("(v: number) -> int unique", "| v | result | | <= 25% | 1 | | >= 20% | 2 |") ==
        "E0514 two rows of `t` fit `v = 20%`\n");
  CHECK(said("(v: number) -> int unique", "| v | result | | <= 0.07 | 1 | | >= 7% | 2 |") ==
        "E0514 two rows of `t` fit `v = 7%`\n");
  CHECK(said("(v: date, r: Role) -> int unique",
             "| r | v | result | | _ | < 2014-03-19 | 1 | | patron | > 2014-03-17 | 2 |"
             "| > patron | > 2014-03-18 | 3 |") ==
        "E0514 two rows of `t` fit `v = 2014-03-18, r = patron`\n");
  CHECK(said("(v: text) -> int unique",
             "| v | result | | \"b\" | 1 | | != \"a\" | 2 | | \"a\" | 3 |") ==
        "E0514 two rows of `t` fit `v = \"b\"`\n");
  CHECK(said("(v: text) -> int unique", "| v | result | | != \"b\" | 1 | | >= \"b\" | 2 |") ==
        "E0514 two rows of `t` fit `v = \"ba\"`\n");
  CHECK(said("(v: bool) -> int unique", "| v | result | | _ | 1 | | _ | 2 |") ==
        "E0514 two rows of `t` fit any input\n");
}

TEST_CASE("under `any` rows that agree may meet", "[check][tables]") {
  CHECK(said("(v: int) -> text any", "| v | result | | <= 5 | \"x\" | | >= 5 | \"x\" |").empty());
  CHECK(said("(v: int) -> text any", "| v | result | | <= 5 | \"x\" | | >= 5 | \"y\" |") ==
        "E0514 two rows of `t` fit `v = 5` and differ in their results\n");
  CHECK(said("(v: int) -> int collect sum", "| v | result | | 5 | 1 | | 5 | 2 |").empty());
}

TEST_CASE("an input without a row is shown as a row to be filled in", "[check][tables]") {
  CHECK(said("(v: number) -> int unique", "| v | result | | < 10 | 1 | | > 10 | 2 |") ==
        "W0502 no row of `t` fits `v = 10`\n"
        "  add what is missing:\n  | 10 | … |\n");
  CHECK(said("(v: number in 0..1) -> int unique", "| v | result | | < 10% | 1 | | > 25% | 2 |") ==
        "W0502 no row of `t` fits `v = 20%`\n"
        "  add what is missing:\n  | 10%..25% | … |\n");
  CHECK(said("(v: int, r: Role) -> int any",
             "| result | r | v | | 1 | patron | _ | | 2 | > patron | >= 0 |") ==
        "W0502 no row of `t` fits `v = -1, r = partner`\n"
        "  add what is missing:\n  | … | >= partner | <= -1 |\n" +
            has_no_end);
  CHECK(said("(v: date in 2014-01-01..2014-12-31) -> int first",
             "| v | result | | < 2014-03-18 | 1 | | 2014-03-20..2014-12-30 | 2 |") ==
        "W0502 no row of `t` fits `v = 2014-03-18`\n"
        "  add what is missing:\n  | 2014-03-18..2014-03-19 | … |\n  | 2014-12-31 | … |\n");
  CHECK(said("(v: bool) -> int unique", "| v | result | | true | 1 |") ==
        "W0502 no row of `t` fits `v = false`\n"
        "  add what is missing:\n  | false | … |\n");
  CHECK(said("(v: duration) -> int unique",
             "| v | result | | < 1 years | 1 | | >= 12 months | 2 |"
             "| > 30 days | 3 |") ==
        "W0502 no row of `t` fits `v = 30 days`\n"
        "  add what is missing:\n  | <= 30 days | … |\n" +
            has_no_end);
  CHECK(said("(v: bool) -> Role priority", "| v | result |") ==
        "W0502 no row of `t` fits any input\n"
        "  add what is missing:\n  | _ | … |\n");
}

TEST_CASE("of numbers between two bounds that exclude them no row can be written",
          "[check][tables]") {
  const std::string rows = "| v | result | | <= 10% | 1 | | >= 25% | 2 |";
  CHECK(said("(v: number) -> int unique", rows) ==
        "W0502 no row of `t` fits `v = 20%`\n"
        "  no row fits where `v` is above 10% and below 25%\n"
        "  let a row beside it take it in, or take `first` and end with a row of `_`\n");
  // Where upper rows count first, a last row may reach too far.
  CHECK(said("(v: number) -> int first", rows) ==
        "W0502 no row of `t` fits `v = 20%`\n"
        "  add what is missing:\n  | 10%..25% | … |\n");
  // Where the result decides, it may not: 10% is junior.
  CHECK(said("(v: number) -> Role priority",
             "| v | result | | <= 10% | junior | | >= 25% | partner |") ==
        "W0502 no row of `t` fits `v = 20%`\n"
        "  no row fits where `v` is above 10% and below 25%\n"
        "  let a row beside it take it in, or give a row of `_` the result that the enum declares "
        "last\n");
}

TEST_CASE("a missing row that reaches too far takes in what is missing there", "[check][tables]") {
  // At 20% only `true` has a row: the first row offered takes `false` in there.
  CHECK(said("(b: bool, v: number in 0..1) -> int first",
             "| b | v | result | | _ | <= 10% | 1 | | _ | >= 30% | 2 | | true | 20% | 3 |") ==
        "W0502 no row of `t` fits `v = 15%`\n"
        "  add what is missing:\n  | _ | 10%..20% | … |\n  | _ | 20%..30% | … |\n");
  // Beside it no row is needed that would be left nothing.
  CHECK(said("(b: bool, v: number in 0..1) -> int first",
             "| b | v | result | | _ | <= 10% | 1 | | _ | >= 30% | 2 | | true | 20% | 3 |"
             "| _ | 10%..20% | 4 | | _ | 20%..30% | 5 |")
            .empty());
}

TEST_CASE("no row for months takes days in, nor the other way round", "[check][tables]") {
  CHECK(said("(v: duration) -> int first", "| v | result | | <= 30 days | 1 | | > 30 days | 2 |") ==
        "W0502 no row of `t` fits `v = 0 months`\n"
        "  no row fits where `v` counts months\n"
        "  end with a row of `_`\n" +
            has_no_end);
  CHECK(said("(v: duration) -> int unique", "| v | result | | > 60 days | 1 |") ==
        "W0502 no row of `t` fits `v = 0 months`\n"
        "  no row fits where `v` counts months\n"
        "  add what is missing:\n  | <= 60 days | … |\n" +
            has_no_end);
  CHECK(said("(v: duration) -> int unique", "| v | result | | 24 months | 1 |") ==
        "W0502 no row of `t` fits `v = 23 months`\n"
        "  no row fits where `v` counts days\n"
        "  add what is missing:\n  | != 24 months | … |\n" +
            has_no_end);
  CHECK(said("(v: duration) -> int unique",
             "| v | result | | 24 months | 1 | | != 24 months | 2 | | < 5 days | 3 |"
             "| >= 5 days | 4 |")
            .empty());
}

TEST_CASE("texts never come to an end", "[check][tables]") {
  const std::string advice =
      "  let a row beside it take it in, or take `first` and end with a row of `_`\n"
      "  if `v` is never so, declare an enum of what it can be\n";
  CHECK(said("(v: text) -> int unique", "| v | result | | \"other\" | 1 | | \"some\" | 2 |") ==
        "W0502 no row of `t` fits `v = \"other!\"`\n"
        "  no row fits where `v` is like `\"other!\"`\n" +
            advice);
  CHECK(said("(v: text) -> int unique", "| v | result | | < \"b\" | 1 | | > \"b\" | 2 |") ==
        "W0502 no row of `t` fits `v = \"b\"`\n"
        "  add what is missing:\n  | \"b\" | … |\n");
  // Between "b" and "b!" only "b " and the like; below "" nothing.
  CHECK(said("(v: text) -> int first", "| v | result | | <= \"b\" | 1 | | >= \"b!\" | 2 |") ==
        "W0502 no row of `t` fits `v = \"b \"`\n"
        "  add what is missing:\n  | \"b\"..\"b!\" | … |\n");
  CHECK(said("(v: text) -> int unique", "| v | result | | \"\" | 1 | | > \"\" | 2 |").empty());
}

TEST_CASE("at most three missing rows are shown", "[check][tables]") {
  CHECK(said("(v: int in 1..9) -> int unique",
             "| v | result | | 2 | 1 | | 4 | 2 | | 6 | 3 | | 8 | 4 |") ==
        "W0502 no row of `t` fits `v = 1`\n"
        "  add what is missing:\n  | 1 | … |\n  | 3 | … |\n  | 5 | … |\n  and more\n");
}

TEST_CASE("a row to which the upper rows leave nothing is pointed out", "[check][tables]") {
  const std::string rows =
      "| v | result |\n| <= 5 | patron |\n| > 5 | junior |\n| 3..7 | patron |\n";
  CHECK(check_text(declared + "table t(v: int) -> Role first {\n" + rows + "}").diagnostics() ==
        R"(warning[W0503]: this row of `t` never decides
  8:3 [3..7 | patron] whatever fits it fits a row above it
  help: move it up, or leave it out
)");
  // `patron` is declared before `junior`, so that the last row decides for 6 and 7.
  CHECK(check_text(declared + "table t(v: int) -> Role priority {\n" + rows + "}").codes().empty());
  CHECK(check_text(declared +
                   "table t(v: bool) -> Role priority {\n| v | result |\n| true | junior |\n"
                   "| _ | patron |\n}")
            .diagnostics() == R"(warning[W0503]: this row of `t` never decides
  6:3 [true | junior] whatever fits it
  7:3 [_ | patron] fits this row, whose result counts first
  help: leave it out, or give it a result that the enum declares earlier
)");
  CHECK(check_text(declared +
                   "table t(v: int) -> int first {\n| v | result |\n| _ | 1 |\n| 2 | 2 |\n}")
            .diagnostics() == R"(warning[W0503]: this row of `t` never decides
  7:3 [2 | 2] whatever fits it
  6:3 [_ | 1] fits this row, which stands above it
  help: move it up, or leave it out
)");
}

TEST_CASE("a row that no input fits is pointed out under every policy", "[check][tables]") {
  for (const std::string policy : {"unique", "any", "first", "collect count"}) {
    CHECK(check_text("table t(v: int in 0..9) -> int " + policy +
                     " {\n| v | result |\n| >= 0 | 1 |\n| > 9 | 2 |\n}")
              .diagnostics() == R"(warning[W0503]: no input fits this row of `t`
  4:3 [> 9] `v` is never so, by its type and range
  1:9 [v] declared here
  help: change the cell, or leave the row out
)");
  }
  CHECK(said("(v: text) -> int collect max", "| v | result | | < \"\" | 1 |") ==
        "W0503 no input fits this row of `t`\n");
}

TEST_CASE("a range has both its bounds in months, or both in days", "[check][tables]") {
  CHECK(said("(v: duration) -> int first", "| v | result | | 1 months..30 days | 1 |") ==
        "E0302 a range has no bound in months and one in days\n");
  CHECK(said("(v: duration in 1 months..30 days) -> int first", "| v | result | | _ | 1 |") ==
        "E0302 a range has no bound in months and one in days\n");
}

TEST_CASE("large tables are settled", "[check][tables]") {
  // 5,000 rows of one column: 0..9, 10..19 and so on, up to 49,999.
  std::string line = "table t(v: int in 0..49999) -> int first {\n| v | result |\n";
  for (int i = 0; i < 5'000; ++i) {
    line += "| " + std::to_string(10 * i) + ".." + std::to_string(10 * i + 9) + " | 1 |\n";
  }
  CHECK(check_text(line + "}").codes().empty());

  // Ten columns: the row says how often the first `i` truths are true, the last of them is not.
  std::string head = "table t(";
  std::string names = "|";
  for (int c = 0; c < 10; ++c) {
    head += "c" + std::to_string(c) + ": int in 0..20, ";
    names += " c" + std::to_string(c) + " |";
  }
  // Row (c, k): the columns before c are 20, c itself is k. Complete but for 20 in all columns.
  std::string rows;
  for (int c = 0; c < 10; ++c) {
    for (int k = 0; k < 20; ++k) {
      rows += "|";
      for (int other = 0; other < 10; ++other) {
        rows += other < c ? " 20 |" : other == c ? " " + std::to_string(k) + " |" : " _ |";
      }
      rows += " 1 |\n";
    }
  }
  const std::string start = head + ") -> int unique {\n" + names + " result |\n";
  CHECK(check_text(start + rows + "}").codes() == "W0502 1:7");
  CHECK(check_text(start + rows + "| 20 | 20 | 20 | 20 | 20 | 20 | 20 | 20 | 20 | 20 | 1 |\n}")
            .codes()
            .empty());
}

TEST_CASE("what could not be proved is said", "[check][tables]") {
  // Eleven pigeons in ten holes: a row for any two in one hole. They cover all inputs, but to see
  // it takes millions of steps.
  std::string head = "table t(";
  std::string names = "|";
  for (int c = 0; c < 11; ++c) {
    head += "c" + std::to_string(c) + ": int in 1..10, ";
    names += " c" + std::to_string(c) + " |";
  }
  std::string rows;
  for (int a = 0; a < 11; ++a) {
    for (int b = 0; b < a; ++b) {
      for (int hole = 1; hole <= 10; ++hole) {
        rows += "|";
        for (int c = 0; c < 11; ++c) {
          rows += c == a || c == b ? " " + std::to_string(hole) + " |" : " _ |";
        }
        rows += " 1 |\n";
      }
    }
  }
  CHECK(check_text(head + ") -> int any {\n" + names + " result |\n" + rows + "}").diagnostics() ==
        R"(warning[W0502]: of `t` it was not settled whether every input has a row
  1:7 [t] too many rows meet in too many columns
  help: make several smaller tables of it, or give it fewer columns
)");
}

}  // namespace casus::testing
