// SPDX-License-Identifier: Apache-2.0
#include "report/output.hpp"

#include <algorithm>

#include "report/answers.hpp"
#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/ratings.hpp"
#include "support/catch.hpp"
#include "unit/report/sample.hpp"

using namespace casus;
using report::Output;

namespace {

/// A row of CSV is 12 bytes long: case, number, certainty and CRLF.
std::vector<report::CaseAnswers> many_answers() {
  Answers all;
  all.variables = {"n"};
  for (std::int64_t i = 100'000; i < 300'000; ++i) {
    all.answers.push_back({.bindings = {{"n", {.data = i, .text = std::to_string(i)}}}});
  }
  return {{"k", AnswerList(std::move(all))}};
}

Assessment many_ratings() {
  Assessment all = sample::assessment();
  all.ratings.assign(2'000, all.ratings.front());
  return all;
}

std::string row(const std::vector<Value>& cells) {
  std::string out;
  report::CsvWriter csv(out);
  for (const Value& cell : cells) csv.cell(cell);
  csv.end_row();
  return out;
}

std::string json(const Value& value) {
  std::string out;
  report::JsonWriter(out).value(value);
  return out;
}

}  // namespace

TEST_CASE("a long result leaves in pieces", "[report][output]") {
  const auto answers = many_answers();
  const Assessment assessment = many_ratings();
  const report::CaseAssessments ratings{{assessment, Sources{}}};
  const std::vector<report::Writing> results{
      [&](Output& out) { report::answers_csv(answers, out); },
      [&](Output& out) { report::answers_ndjson(answers, out); },
      [&](Output& out) { report::answers_json(answers, out); },
      [&](Output& out) { report::ratings_ndjson(ratings, out); },
      [&](Output& out) { report::ratings_json(ratings, out); }};
  for (const report::Writing& write : results) {
    std::size_t whole = 0;
    std::size_t longest = 0;
    Output out([&](std::string_view piece) {
      whole += piece.size();
      longest = std::max(longest, piece.size());
      return true;
    });
    write(out);
    CHECK(out.finish());
    CHECK(whole > 2'000'000);
    CHECK(longest < 300'000);
  }
}

TEST_CASE("pieces together are the result", "[report][output]") {
  const std::string text =
      report::text_of([](Output& out) { report::answers_csv(many_answers(), out); });
  CHECK(text.size() == std::string("case,n,certainty\r\n").size() + 200'000 * 12);
  CHECK(text.starts_with("case,n,certainty\r\nk,100000,1\r\nk,100001,1\r\n"));
  CHECK(text.ends_with("k,299999,1\r\n"));
}

TEST_CASE("where nothing more can be taken no more is made", "[report][output]") {
  const auto answers = many_answers();
  int pieces = 0;
  Output out([&](std::string_view) {
    ++pieces;
    return false;
  });
  report::answers_csv(answers, out);
  CHECK_FALSE(out.finish());
  CHECK(pieces == 1);
}

TEST_CASE("a cell stands in quotes only where it needs them", "[report][csv]") {
  const auto cell = [](const std::string& text) { return row({sample::text(text)}); };
  CHECK(cell("plain; text") == "plain; text\r\n");
  CHECK(cell("a,b") == "\"a,b\"\r\n");
  CHECK(cell("say \"yes\"") == "\"say \"\"yes\"\"\"\r\n");
  CHECK(cell("\"") == "\"\"\"\"\r\n");
  CHECK(cell("two\nlines") == "\"two\nlines\"\r\n");
  // A byte that is no UTF-8 becomes U+FFFD, also beside a quote.
  CHECK(cell("caf\xE9") == "caf\xEF\xBF\xBD\r\n");
  CHECK(cell("\xC3\"\xA9") == "\"\xEF\xBF\xBD\"\"\xEF\xBF\xBD\"\r\n");
  CHECK(cell("Россия") == "Россия\r\n");
  CHECK(row({{}, sample::text("b"), {}}) == ",b,\r\n");
}

TEST_CASE("data formats have numbers in their shortest form", "[report][csv]") {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  const std::vector<std::pair<Value, std::string>> table{{{.data = 0.0}, "0"},
                                                         {{.data = -0.0}, "0"},
                                                         {{.data = 7.0}, "7"},
                                                         {{.data = -12345.0}, "-12345"},
                                                         {{.data = 0.1}, "0.1"},
                                                         {{.data = 1.0 / 3}, "0.3333333333333333"},
                                                         {{.data = 123456.0}, "123456"},
                                                         {{.data = 100000.0}, "1e+05"},
                                                         {{.data = least}, "-9223372036854775808"},
                                                         {{.data = true}, "true"}};
  for (const auto& [value, text] : table) {
    CHECK(row({value}) == text + "\r\n");
    CHECK(json(value) == text);
  }
}

TEST_CASE("a JSON text escapes what it must and nothing else", "[report][json]") {
  CHECK(json(sample::text("a\"b\\c\n\x01\x7F é")) == R"("a\"b\\c\n\u0001\u007f é")");
  CHECK(json(sample::text("\xE9\n")) == "\"\xEF\xBF\xBD\\n\"");
  CHECK(json({}) == "null");
  CHECK(json({.data = Date{0}}) == "\"1970-01-01\"");
}
