// SPDX-License-Identifier: Apache-2.0
#include "model/calendar.hpp"

#include "support/catch.hpp"

using namespace casus::model;

namespace {

Day day(const char* text) { return parse_date(text).value(); }

std::string after_months(const char* date, std::int64_t months) {
  const auto later = add_months(day(date), months);
  return later ? show_date(*later) : "none";
}

}  // namespace

TEST_CASE("days count from 1970-01-01", "[model][calendar]") {
  CHECK(day("1970-01-01") == 0);
  CHECK(day("1970-02-01") == 31);
  CHECK(day("1969-12-31") == -1);
  CHECK(day("2000-03-01") == 11017);
}

TEST_CASE("a date is written as YYYY-MM-DD and nothing else", "[model][calendar]") {
  CHECK(show_date(day("2015-01-31")) == "2015-01-31");
  CHECK(show_date(day("0001-01-01")) == "0001-01-01");
  CHECK(show_date(day("9999-12-31")) == "9999-12-31");
  for (const char* text :
       {"2015-1-31", "31.01.2015", "2015-01-31 ", "+015-01-31", "2015/01/31", ""}) {
    CHECK(parse_date(text) == std::nullopt);
  }
}

TEST_CASE("a day that does not exist is no date", "[model][calendar]") {
  for (const char* text : {"2015-02-29", "1900-02-29", "2015-04-31", "2015-13-01", "2015-00-10",
                           "2015-01-00", "0000-01-01"}) {
    CHECK(parse_date(text) == std::nullopt);
  }
  CHECK(parse_date("2016-02-29").has_value());
  CHECK(parse_date("2000-02-29").has_value());
  CHECK(day_of({10000, 1, 1}) == std::nullopt);
  CHECK(day_of({2015, -1, 1}) == std::nullopt);
}

TEST_CASE("adding months stops at the month's end", "[model][calendar]") {
  CHECK(after_months("2015-01-31", 1) == "2015-02-28");
  CHECK(after_months("2016-01-31", 1) == "2016-02-29");
  CHECK(after_months("2015-01-31", 2) == "2015-03-31");
  CHECK(after_months("2015-11-30", 3) == "2016-02-29");
  CHECK(after_months("2015-03-31", -1) == "2015-02-28");
  CHECK(after_months("2015-01-15", -1) == "2014-12-15");
  CHECK(after_months("2015-01-15", 60) == "2020-01-15");
}

TEST_CASE("no month is added past the years 1 to 9999", "[model][calendar]") {
  CHECK(after_months("9999-12-01", 1) == "none");
  CHECK(after_months("0001-01-31", -1) == "none");
  CHECK(after_months("2015-01-01", INT64_MAX) == "none");
  CHECK(after_months("2015-01-01", INT64_MIN) == "none");
}

TEST_CASE("months between two dates are those completed", "[model][calendar]") {
  CHECK(months_between(day("2015-01-15"), day("2015-02-14")) == 0);
  CHECK(months_between(day("2015-01-15"), day("2015-02-15")) == 1);
  CHECK(months_between(day("1940-07-06"), day("2015-01-31")) == 74 * 12 + 6);
  CHECK(months_between(day("2015-01-31"), day("2015-02-28")) == 1);
  CHECK(months_between(day("2015-01-31"), day("2015-02-27")) == 0);
  CHECK(months_between(day("2015-02-15"), day("2015-01-15")) == -1);
  CHECK(months_between(day("2015-02-14"), day("2015-01-15")) == 0);
  CHECK(months_between(day("2015-01-01"), day("2015-01-01")) == 0);
}
