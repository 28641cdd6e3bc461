// SPDX-License-Identifier: Apache-2.0
#include "intake/quantity.hpp"

#include "support/catch.hpp"

TEST_CASE("numbers are told from their separators", "[intake][quantity]") {
  const auto meant = [](std::string_view text) -> std::string {
    const auto grouped = casus::intake::without_separators(text, true);
    if (!grouped) return "none";
    return grouped->meant() + (grouped->decimal.empty() ? "" : " or " + grouped->decimal);
  };
  CHECK(meant("17,700") == "17700 or 17.700");
  CHECK(meant("-1,234,567") == "-1234567");
  CHECK(meant("1.770,5") == "1770.5");
  CHECK(meant("1,770.5") == "1770.5");
  CHECK(meant("1.770.500") == "1770500");
  CHECK(meant("17 700 USD_m") == "\"17700 USD_m\"");
  CHECK(meant("17'700%") == "\"17700%\"");
  CHECK(meant("17\u2019700") == "17700");
  CHECK(meant("17\u00A0700\u00A0000,5") == "17700000.5");
  CHECK(meant("17\u202F700") == "17700");
  for (const char* other : {"", "17700", "17,70", "17,7000", "0,234", "1234,567", "1,234.",
                            "1,234,5", "1,234 5", "1 234.567.890", ",700", "17,", "x17,700"}) {
    INFO(other);
    CHECK(meant(other) == "none");
  }
}
