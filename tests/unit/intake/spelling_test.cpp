// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;

namespace {

std::string successor(const std::string& country) {
  return "[[successor]]\ncountry = \"" + country + "\"\nperson = \"N\"\n";
}

}  // namespace

TEST_CASE("a text that is one slip from a usual one is pointed out", "[intake][spelling]") {
  const std::string usual = successor("Poland") + successor("Poland");
  CHECK(complaints(usual + successor("Polnad")) ==
        "W0601 8:11-8:19 `Polnad` occurs once, `Poland` 2 times | a slip?\n"
        "  help: did you mean `Poland`? [unsafe 8:11-8:19 -> \"Poland\"]\n");
  for (const std::string slip : {"poland", "Poand", "Pooland", "Polend"}) {
    CHECK(complaints(usual + successor(slip)).starts_with("W0601 8:11"));
  }
}

TEST_CASE("texts that may well be two are let be", "[intake][spelling]") {
  CHECK(complaints(successor("Poland") + successor("Polnad")).empty());  // neither is usual
  const auto twice = [](const std::string& usual, const std::string& once) {
    return complaints(successor(usual) + successor(usual) + successor(once));
  };
  CHECK(twice("Poland", "Holland").empty());  // two letters
  CHECK(twice("Iran", "Iraq").empty());
  CHECK(twice("article 4", "article 5").empty());
  CHECK(twice("Austria", "Australia").empty());
}

TEST_CASE("a word with a letter of another alphabet that looks the same is pointed out",
          "[intake][spelling]") {
  // Cyrillic Т (U+0422) in `Тurkey`, once although the text occurs twice.
  CHECK(
      complaints(successor("Тurkey") + successor("Тurkey")) ==
      "W0602 2:11-2:19 `Тurkey` mixes letters of two alphabets | its `Т` is a Cyrillic letter that "
      "looks like `T`\n"
      "  help: write it with the letters a to z [unsafe 2:11-2:19 -> \"Turkey\"]\n");
  CHECK(complaints(successor("Greater Βritain")).starts_with("W0602"));  // Greek Β (U+0392)
  for (const std::string text : {"Турция", "Türkiye", "Россия (Russia)", "NF-κB", "5 μm",
                                 "Moscow–Москва", "Moscow«Москва»", "Minsk\u00A0Минск"}) {
    CAPTURE(text);
    CHECK(complaints(successor(text)).empty());
  }
}
