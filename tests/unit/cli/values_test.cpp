// SPDX-License-Identifier: Apache-2.0
#include "cli/values.hpp"

#include "support/catch.hpp"

using namespace casus;
using std::chrono::milliseconds;

TEST_CASE("dates are days that exist, written in full", "[cli][values]") {
  CHECK(cli::read_date("1970-01-01")->day == 0);
  CHECK(cli::read_date("2015-01-31")->day == 16466);
  CHECK(cli::read_date("2016-02-29"));
  for (const char* text :
       {"2015-02-29", "2015-1-31", "0000-01-01", "2015-01-31 ", "31-01-2015", "-015-01-31", ""}) {
    INFO(text);
    CHECK_FALSE(cli::read_date(text));
  }
}

TEST_CASE("durations have a unit, seconds where none is given", "[cli][values]") {
  CHECK(cli::read_duration("30") == milliseconds(30'000));
  CHECK(cli::read_duration("500ms") == milliseconds(500));
  CHECK(cli::read_duration("2m") == milliseconds(120'000));
  CHECK(cli::read_duration("1h") == milliseconds(3'600'000));
  for (const char* text :
       {"", "0", "-1s", "1.5s", "s", "10 s", "99999999999999999999h", "18446744073709551615ms"}) {
    INFO(text);
    CHECK_FALSE(cli::read_duration(text));
  }
}

TEST_CASE("steps count days, weeks, months or years", "[cli][values]") {
  const auto shown = [](std::string_view text) {
    const auto step = cli::read_step(text);
    REQUIRE(step);
    return std::to_string(step->amount) + (step->in_days ? " days" : " months");
  };
  CHECK(shown("1y") == "12 months");
  CHECK(shown("2 years") == "24 months");
  CHECK(shown("year") == "12 months");
  CHECK(shown("6mo") == "6 months");
  CHECK(shown("3 months") == "3 months");
  CHECK(shown("3months") == "3 months");
  CHECK(shown("2w") == "14 days");
  CHECK(shown("1 week") == "7 days");
  CHECK(shown("10d") == "10 days");
  CHECK(shown("1 day") == "1 days");
  for (const char* text : {"", "0y", "3", "1m", "1.5y", "-1y", "1  y", "1 y ", " 1y", "1Y", " y",
                           "4000001d", "99999999999999999999y"}) {
    INFO(text);
    CHECK_FALSE(cli::read_step(text));
  }
}

TEST_CASE("sizes are powers of 1000, megabytes where no unit is given", "[cli][values]") {
  CHECK(cli::read_size("512") == 512'000'000u);
  CHECK(cli::read_size("512M") == 512'000'000u);
  CHECK(cli::read_size("2G") == 2'000'000'000u);
  for (const char* text : {"", "0M", "2T", "1.5G", "18446744073709551615K"}) {
    INFO(text);
    CHECK_FALSE(cli::read_size(text));
  }
}

TEST_CASE("thresholds lie from 0 to below 1", "[cli][values]") {
  CHECK(cli::read_threshold("0") == 0);
  CHECK(cli::read_threshold("0.2") == 0.2);
  CHECK(cli::read_threshold("60%") == 0.6);
  CHECK(cli::read_threshold("11.2%") == 0.112);
  for (const char* text : {"100%", "%", "-1%", "1e1%", ".%"})
    CHECK_FALSE(cli::read_threshold(text));
  for (const char* text : {"1", "-0.1", "nan", "0.2x", ""}) {
    INFO(text);
    CHECK_FALSE(cli::read_threshold(text));
  }
}
