// SPDX-License-Identifier: Apache-2.0
#include "report/wording.hpp"

#include "support/catch.hpp"

using namespace casus;

TEST_CASE("data names what ended the work by one word", "[report][wording]") {
  const auto word = [](Limit what) {
    return report::limit_word(LimitReached{.what = what, .where = "", .text = ""});
  };
  CHECK(report::limit_word(std::nullopt).empty());
  CHECK(word(Limit::time) == "time");
  CHECK(word(Limit::memory) == "memory");
  CHECK(word(Limit::facts) == "facts");
  CHECK(word(Limit::exactness) == "exactness");
  CHECK(word(Limit::interrupted) == "interrupted");
}
