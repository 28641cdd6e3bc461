// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/evaluated.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;

namespace {

std::string successor(const std::string& country) {
  return "[[successor]]\ncountry = \"" + country + "\"\nperson = \"N\"\n";
}

}  // namespace

TEST_CASE("a name that is written in two ways is pointed out", "[intake][spelling]") {
  const std::string usual = successor("United States") + successor("United States");
  CHECK(complaints(usual + successor("the United States")) ==
        "W0601 8:11-8:30 `the United States` occurs once, `United States` 2 times | another way to "
        "write the same?\n"
        "  help: did you mean `United States`? [unsafe 8:11-8:30 -> \"United States\"]\n");
  for (const std::string form :
       {"Ünited States", "UNITED STATES", "United-States", "UnitedStates"}) {
    CAPTURE(form);
    CHECK(complaints(usual + successor(form)).starts_with("W0601 8:11"));
  }
  // Twice against three times: every place is to be mended.
  CHECK(complaints(successor("NATO") + successor("Nato") + successor("NATO") + successor("Nato") +
                   successor("NATO")) ==
        "W0601 5:11-5:17 `Nato` occurs 2 times, `NATO` 3 times | another way to write the same?\n"
        "  help: did you mean `NATO`? [unsafe 5:11-5:17 -> \"NATO\"] [unsafe 11:11-11:17 -> "
        "\"NATO\"]\n");
  // Once each: the first is meant.
  CHECK(complaints(successor("Incirlik") + successor("İncirlik")).starts_with("W0601 5:11-5:21"));
}

TEST_CASE("a blank that is not seen is told", "[intake][spelling]") {
  const std::string usual = "Soviet Union";
  const auto told = [&](const std::string& rare) {
    const std::string all = complaints(successor(usual) + successor(usual) + successor(rare));
    const std::size_t label = all.find(" | ");
    return all.substr(label + 3, all.find('\n') - label - 3);
  };
  CHECK(told("Soviet\u00A0Union") == "a no-break space stands in it");
  CHECK(told("Soviet\u2009Union") == "a blank of an unusual kind stands in it");
  CHECK(told("Soviet\\tUnion") == "a tab stands in it");
  CHECK(told("Soviet  Union") == "two blanks stand in it");
  CHECK(told(" Soviet Union") == "a blank stands at the beginning of it");
  CHECK(told("Soviet Union ") == "a blank stands at the end of it");
  // The plain one is meant, however often it occurs.
  CHECK(complaints(successor("Iran") + successor("Iran ") + successor("Iran ")) ==
        "W0601 5:11-5:18 `Iran ` occurs 2 times, `Iran` once | a blank stands at the end of it\n"
        "  help: did you mean `Iran`? [unsafe 5:11-5:18 -> \"Iran\"] [unsafe 8:11-8:18 -> "
        "\"Iran\"]\n");
}

TEST_CASE("a text that differs a little from what a rule asks for is pointed out",
          "[check][intake][spelling]") {
  const std::string rules = R"(
fact opinion { of: text, about: text }
fact base { name: text }
relation bad(of: text)
rule says when opinion(of: c, about: "NATO is bad") then bad(of: c)
rule equals when base(name: n) and n = "Incirlik" then bad(of: n)
rule differs when base(name: n) and n != "Kandahar" then bad(of: n)
)";
  const auto said = [&](const std::string& facts) {
    const casus::Ruleset ruleset = casus::testing::load_rules(rules);
    const auto loaded = casus::Facts::load(ruleset, {"case.toml", facts});
    return casus::testing::lines(loaded.diagnostics, *loaded.sources);
  };
  const auto opinion = [](const std::string& about) {
    return "[[opinion]]\nof = \"Turkey\"\nabout = \"" + about + "\"\n";
  };
  CHECK(said(opinion("Nato is bad")) ==
        "W0601 case.toml:3: `Nato is bad` is not the `NATO is bad` that a rule asks for\n");
  CHECK(said(opinion("NATO is bat")) ==
        "W0601 case.toml:3: `NATO is bat` is not the `NATO is bad` that a rule asks for\n");
  CHECK(said("[[base]]\nname = \"İncirlik\"\n").starts_with("W0601 case.toml:2: `İncirlik`"));
  CHECK(said("[[base]]\nname = \"kandahar\"\n").starts_with("W0601 case.toml:2: `kandahar`"));
  // Where a fact has what is asked for, a slip from it may well be another thing.
  CHECK(said(opinion("NATO is bad") + opinion("NATO is sad")).empty());
  CHECK(said(opinion("NATO is bad")).empty());
  CHECK(said(opinion("EU is bad")).empty());
  CHECK(said("[[base]]\nname = \"Nato is bad\"\n").empty());  // asked of another field
}

TEST_CASE("a text that is one slip from a usual one is pointed out", "[intake][spelling]") {
  const std::string usual = successor("Poland") + successor("Poland");
  CHECK(complaints(usual + successor("Polnad")) ==
        "W0601 8:11-8:19 `Polnad` occurs once, `Poland` 2 times | a slip?\n"
        "  help: did you mean `Poland`? [unsafe 8:11-8:19 -> \"Poland\"]\n");
  for (const std::string slip : {"Poand", "Pooland", "Polend"}) {
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
  CHECK(twice("Turkey-NATO", "NATO").empty());  // a part of the other
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
