// SPDX-License-Identifier: Apache-2.0
#include "report/answers.hpp"

#include "support/catch.hpp"
#include "unit/report/sample.hpp"

using namespace casus;
using report::CaseAnswers;

namespace {

Value number(double n, std::string unit, std::string shown) {
  return {.data = n, .unit = std::move(unit), .text = std::move(shown)};
}

/// Without what else the function takes.
template <class... More>
std::string written(void (*write)(const std::vector<CaseAnswers>&, report::Output&, More...),
                    const std::vector<CaseAnswers>& cases) {
  return report::text_of(
      [&](report::Output& out) { write(cases, out, std::remove_cvref_t<More>{}...); });
}

/// Two answers, the second one uncertain.
Answers trade() {
  Answers a;
  a.variables = {"c", "v"};
  a.answers = {{{{"c", sample::text("Kazakhstan")}, {"v", number(5.8, "USD_bn", "5.8")}}, 1},
               {{{"c", sample::text("Россия")}, {"v", number(17.7, "USD_bn", "17.7")}}, 0.75}};
  return a;
}

Answers holds(bool yes) {
  Answers a;
  if (yes) a.answers = {{{}, 0.7}};
  return a;
}

}  // namespace

TEST_CASE("answers are a table of the variables", "[report][answers]") {
  CHECK(report::answers_text({{"k", AnswerList(trade())}}, {}) ==
        "c                     v  certainty\n"
        "Kazakhstan   5.8 USD_bn          1\n"
        "Россия      17.7 USD_bn       0.75\n");
}

TEST_CASE("several cases are told apart", "[report][answers]") {
  Answers certain = trade();
  certain.answers.pop_back();
  CHECK(report::answers_text({{"one", AnswerList(certain)}, {"two", AnswerList(certain)}}, {}) ==
        "case  c                    v\n"
        "one   Kazakhstan  5.8 USD_bn\n"
        "two   Kazakhstan  5.8 USD_bn\n");
}

TEST_CASE("a goal without variables is answered by yes or no", "[report][answers]") {
  CHECK(report::answers_text({{"k", AnswerList(holds(true))}}, {}) == "yes (0.7)\n");
  CHECK(report::answers_text({{"k", AnswerList(holds(false))}}, {}) == "no\n");
  CHECK(report::answers_text({{"a", AnswerList(holds(true))}, {"b", AnswerList(holds(false))}},
                             {}) == "a: yes (0.7)\nb: no\n");
  CHECK(report::answers_prose({{"k", AnswerList(holds(true))}}) == "Yes, certainty 0.7.\n");
}

TEST_CASE("no answer is said, not left out", "[report][answers]") {
  Answers none;
  none.variables = {"x"};
  CHECK(report::answers_text({{"k", AnswerList(none)}}, {}) == "no answer\n");
  CHECK(report::answers_prose({{"k", AnswerList(none)}}) == "No answer.\n");
  CHECK(written(report::answers_csv, {{"k", AnswerList(none)}}) == "case,x,certainty\r\n");
}

TEST_CASE("JSON answers keep types: numbers, dates, the unknown", "[report][answers]") {
  Answers a;
  a.variables = {"s", "n", "i", "b", "d", "u"};
  a.answers = {{{{"s", sample::text("x")},
                 {"n", number(0.5, "", "0.5")},
                 {"i", {.data = std::int64_t{75}, .unit = "years", .text = "75"}},
                 {"b", {.data = true, .text = "true"}},
                 {"d", {.data = Date{0}, .text = "1970-01-01"}},
                 {"u", {}}},
                0.8}};
  CHECK(
      written(report::answers_json, {{"k", AnswerList(a)}}) ==
      R"({"schema":"casus.query/1","answers":[{"bindings":)"
      R"({"s":"x","n":0.5,"i":75,"b":true,"d":"1970-01-01","u":null},"certainty":0.8,"case":"k"}],)"
      R"("variables":["s","n","i","b","d","u"],"cases":[{"case":"k","verdict":null,"contradictions":[],"limit":null,"inexact":null,"others":null}]})"
      "\n");
  CHECK(written(report::answers_ndjson, {{"k", AnswerList(a)}}) ==
        R"({"schema":"casus.query/1","bindings":)"
        R"({"s":"x","n":0.5,"i":75,"b":true,"d":"1970-01-01","u":null},"certainty":0.8,"case":"k"})"
        "\n");
  CHECK(written(report::answers_csv, {{"k", AnswerList(a)}}) ==
        "case,s,n,i,b,d,u,certainty\r\nk,x,0.5,75,true,1970-01-01,,0.8\r\n");
}

TEST_CASE("prose answers are one statement a line", "[report][answers]") {
  CHECK(report::answers_prose({{"k", AnswerList(trade())}}) ==
        "c is Kazakhstan, v is 5.8 USD_bn.\n"
        "c is Россия, v is 17.7 USD_bn, certainty 0.75.\n");
}
