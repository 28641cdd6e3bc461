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

TEST_CASE("long lists of ids are folded", "[report][wording]") {
  std::vector<std::string> ids;
  CHECK(report::ids_text(ids).empty());
  CHECK(report::and_ids_text(ids).empty());
  ids.emplace_back("F1");
  CHECK(report::and_ids_text(ids) == "F1");
  for (int i = 2; i <= 20; ++i) ids.push_back("F" + std::to_string(i));
  CHECK(report::ids_text(ids).ends_with(" F19 F20"));
  CHECK(report::and_ids_text(ids).ends_with(", F19 and F20"));
  ids.emplace_back("F21");
  CHECK(report::ids_text(ids).ends_with(" F18 F19 +2"));
  CHECK(report::and_ids_text(ids).ends_with(", F19 and 2 more"));
}
