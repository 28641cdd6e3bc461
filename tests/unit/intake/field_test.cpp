// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/intake/sample.hpp"

using casus::testing::complaints;
using casus::testing::render;
using casus::testing::Sample;

namespace {

/// What becomes of one field of `trade`.
std::string trade(const std::string& line) {
  Sample sample;
  const auto intake = sample.read("[[trade]]\nexporter = \"K\"\n" + line + "\n");
  if (!intake.diagnostics.empty()) return render(sample.sources, intake.diagnostics);
  return sample.atom(intake, 0);
}

std::string leader(const std::string& line) {
  return complaints("[[leader]]\ncountry = \"K\"\nperson = \"N\"\n" + line + "\n");
}

}  // namespace

TEST_CASE("every type of field takes its own values", "[intake][field]") {
  Sample sample;
  const auto intake = sample.read(R"([[trade]]
exporter = "Казахстан"
value = 23.5
share = 1
role = "junior"
ended = false
term = "2 years"
deals = -9007199254740993

[[leader]]
country = "K"
person = "N"
age = 75
since = 1990-04-24
)");
  CHECK(render(sample.sources, intake.diagnostics).empty());
  CHECK(sample.atom(intake, 0) ==
        "trade(\"Казахстан\", 23.5 USD_bn, 1, junior, false, 24 months, -9007199254740993)");
  CHECK(sample.atom(intake, 1) == "leader(\"K\", \"N\", 75 years, 1990-04-24)");
}

TEST_CASE("an open field that is left out is unknown", "[intake][field]") {
  CHECK(trade("") == "trade(\"K\", unknown, unknown, unknown, unknown, unknown, unknown)");
}

TEST_CASE("a text in quotes may carry a number's unit, which is converted", "[intake][field]") {
  const std::string rest = ", unknown, unknown, unknown, unknown, unknown)";
  CHECK(trade("value = \"580 USD_m\"") == "trade(\"K\", 0.58 USD_bn" + rest);
  CHECK(trade("value = \"580USD_m\"") == "trade(\"K\", 0.58 USD_bn" + rest);
  CHECK(trade("value = \"-1.5 USD_bn\"") == "trade(\"K\", -1.5 USD_bn" + rest);
  CHECK(leader("age = \"75 years\"").empty());
  CHECK(leader("age = \"24 months\"").empty());
}

TEST_CASE("a share is a number or per cent", "[intake][field]") {
  const std::string rest = ", unknown, unknown, unknown, unknown)";
  CHECK(trade("share = 0.07") == "trade(\"K\", unknown, 0.07" + rest);
  CHECK(trade("share = \"7%\"") == "trade(\"K\", unknown, 0.07" + rest);
  CHECK(trade("share = \"25 %\"") == "trade(\"K\", unknown, 0.25" + rest);
}

TEST_CASE("an estimate counts as its likely value and is kept", "[intake][field]") {
  Sample sample;
  const auto intake = sample.read(
      "[[trade]]\nexporter = \"K\"\nvalue = { low = 1, likely = \"2000 USD_m\", high = 3.5 }\n");
  CHECK(render(sample.sources, intake.diagnostics).empty());
  CHECK(sample.atom(intake, 0) ==
        "trade(\"K\", 2 USD_bn, unknown, unknown, unknown, unknown, unknown)");
  const auto& estimates = intake.facts.statements[0].estimates;
  REQUIRE(estimates.size() == 1);
  CHECK(estimates[0].field == 1);
  CHECK(estimates[0].low == 1);
  CHECK(estimates[0].likely == 2);
  CHECK(estimates[0].high == 3.5);
}

TEST_CASE("a date is written plainly or in quotes", "[intake][field]") {
  CHECK(leader("age = 1\nsince = 1990-04-24").empty());
  CHECK(leader("age = 1\nsince = \"1990-04-24\"").empty());
}

TEST_CASE("texts are compared in normal form", "[intake][field]") {
  Sample sample;
  const auto intake =
      sample.read("[[trade]]\nexporter = \"Cafe\\u0301\"\n[[trade]]\nexporter = \"Caf\u00E9\"\n");
  REQUIRE(intake.facts.statements.size() == 2);
  CHECK(intake.facts.statements[0].fields[0] == intake.facts.statements[1].fields[0]);
}

TEST_CASE("line ends within a text are plain line feeds", "[intake][field]") {
  Sample sample;
  const auto intake = sample.read("[[trade]]\r\nexporter = \"\"\"a\r\nb\"\"\"\r\n");
  CHECK(sample.atom(intake, 0).starts_with("trade(\"a\\nb\","));
}

TEST_CASE("a value of the wrong type is refused with what belongs there", "[intake][field]") {
  CHECK(
      trade("exporte = 1") ==
      "E0603 3:1-3:8 `trade` has no key `exporte` | not known\n"
      "  help: its keys are `exporter`, `value`, `share`, `role`, `ended`, `term`, `deals`, `id`, "
      "`certainty`, `source`, `at`, `quote`, …\n");
  CHECK(complaints("[[trade]]\nexporter = 5\n") ==
        "E0605 2:12-2:13 `exporter` needs a text, not a whole number | a whole number\n"
        "  help: put it in quotes: `\"5\"` [safe 2:12-2:13 -> \"5\"]\n");
  CHECK(complaints("[[trade]]\nexporter = [\"a\"]\n") ==
        "E0605 2:12-2:17 `exporter` needs a text, not a list | a list\n"
        "  help: write `exporter = \"…\"`\n");
  CHECK(trade("value = \"much\"") ==
        "E0605 3:9-3:15 `value` needs a number in USD_bn, not a text | a text\n"
        "  help: write it like `value = 2.5` or `value = \"2.5 USD_bn\"`\n");
  CHECK(trade("value = \"580\"") ==
        "E0605 3:9-3:14 `value` needs a number in USD_bn, not a text | a text\n"
        "  help: leave the quotes out: `580` [safe 3:9-3:14 -> 580]\n");
  CHECK(trade("value = true") ==
        "E0605 3:9-3:13 `value` needs a number in USD_bn, not `true` | `true`\n"
        "  help: write it like `value = 2.5` or `value = \"2.5 USD_bn\"`\n");
  CHECK(trade("ended = \"true\"") ==
        "E0605 3:9-3:15 `ended` needs `true` or `false`, not a text | a text\n"
        "  help: leave the quotes out: `true` [safe 3:9-3:15 -> true]\n");
  CHECK(trade("ended = 1") ==
        "E0605 3:9-3:10 `ended` needs `true` or `false`, not a whole number | a whole number\n"
        "  help: write `ended = true` or `ended = false`\n");
  CHECK(trade("term = 24") ==
        "E0605 3:8-3:10 `term` needs a duration, not a whole number | a whole number\n"
        "  help: write it like `term = \"24 months\"`, in days, weeks, months or years\n");
  CHECK(trade("deals = \"3 months\"") ==
        "E0605 3:9-3:19 `deals` has no unit | in months\n"
        "  help: write it like `deals = 12`\n");
}

TEST_CASE("a whole number with a point is refused, not rounded", "[intake][field]") {
  CHECK(leader("age = 75.0") ==
        "E0605 4:7-4:11 `age` needs a whole number in years, not 75.0 | a number with a point\n"
        "  help: write `75` [safe 4:7-4:11 -> 75]\n");
  CHECK(leader("age = 75.5") ==
        "E0605 4:7-4:11 `age` needs a whole number in years, not 75.5 | a number with a point\n"
        "  help: round it, or declare the field as a number (vocabulary.casus:7)\n");
  CHECK(leader("age = \"30 months\"") ==
        "E0605 4:7-4:18 `age` needs a whole number in years, not 2.5 years | is 2.5 years\n"
        "  help: round it, or declare the field as a number (vocabulary.casus:7)\n");
}

TEST_CASE("units that do not convert are refused", "[intake][field]") {
  CHECK(trade("value = \"5 months\"") ==
        "E0605 3:9-3:19 `months` does not convert to `USD_bn` | `value` is in USD_bn\n"
        "  help: units that fit are `USD_bn`, `USD_m`\n");
  CHECK(trade("value = \"5 USD_k\"") ==
        "E0605 3:9-3:18 no unit is called `USD_k` | `value` is in USD_bn\n"
        "  help: did you mean `USD_m`?\n");
  // One letter replaced, or one dropped.
  CHECK(trade("value = \"3.5 USD_mn\"") ==
        "E0605 3:9-3:21 no unit is called `USD_mn` | `value` is in USD_bn\n"
        "  help: did you mean `USD_bn` or `USD_m`?\n");
  CHECK(trade("value = \"5%\"") ==
        "E0605 3:9-3:13 `value` is no share | it is in USD_bn\n"
        "  help: write it like `value = 2.5` or `value = \"2.5 USD_bn\"`\n");
  CHECK(leader("age = \"7 days\"") ==
        "E0605 4:7-4:15 `days` does not convert to `years` | `age` is in years\n"
        "  help: units that fit are `months`, `years`\n");
}

TEST_CASE("a duration counts whole months or whole days", "[intake][field]") {
  const std::string rest = "trade(\"K\", unknown, unknown, unknown, unknown, ";
  CHECK(trade("term = \"1.5 years\"") == rest + "18 months, unknown)");
  CHECK(trade("term = \"2 weeks\"") == rest + "14 days, unknown)");
  CHECK(trade("term = \"0.5 months\"") ==
        "E0605 3:8-3:20 `0.5 months` is no whole number of months\n"
        "  help: durations count whole months or whole days\n");
  CHECK(trade("term = \"99999999999999 years\"") ==
        "E0606 3:8-3:30 `99999999999999 years` is too long a duration\n"
        "  help: durations end at a trillion months or days\n");
}

TEST_CASE("a value outside its range is refused where it stands", "[intake][field]") {
  CHECK(leader("age = 120").empty());
  CHECK(leader("age = 121") ==
        "E0606 4:7-4:10 `age` is 121 years, outside its range | outside 0..120\n"
        "  help: correct the value, or widen the range of `age` (vocabulary.casus:7)\n");
  CHECK(trade("share = \"125%\"") ==
        "E0606 3:9-3:15 `share` is 1.25, outside its range | outside 0..1\n"
        "  help: correct the value, or widen the range of `share` (vocabulary.casus:14)\n");
}

TEST_CASE("numbers that are not finite, or too large, are refused", "[intake][field]") {
  const std::string help = "  help: leave an open field out where the number is not known\n";
  CHECK(trade("value = nan") == "E0606 3:9-3:12 `value` needs a finite number\n" + help);
  CHECK(trade("value = -inf") == "E0606 3:9-3:13 `value` needs a finite number\n" + help);
  CHECK(trade("deals = inf") == "E0606 3:9-3:12 `deals` needs a finite number\n" + help);
  CHECK(trade("deals = -9223372036854775808") ==
        "E0606 3:9-3:29 `deals` needs a number above -9223372036854775808\n" + help);
  CHECK(leader("age = \"99999999999999999999 years\"") ==
        "E0606 4:7-4:35 `age` needs a whole number of at most 64 bits\n" + help);
  CHECK(trade("value = \"" + std::string(400, '9') + " USD_m\"") ==
        "E0606 3:9-3:417 this number is too large\n"
        "  help: whole numbers go up to 9223372036854775807, others to about 1.8e308\n");
}

TEST_CASE("an estimate has three rising numbers within the range", "[intake][field]") {
  CHECK(trade("share = { low = 0.1, likly = 0.2, high = 0.3 }") ==
        "E0603 3:22-3:27 the estimate of `share` has no key `likly` | not known\n"
        "  help: did you mean `likely`? [safe 3:22-3:27 -> likely]\n");
  CHECK(trade("share = { low = 0.1, high = 0.3 }") ==
        "E0604 3:9-3:34 the estimate of `share` lacks `likely`\n"
        "  help: add `likely = …`, a number\n");
  CHECK(trade("share = { low = 0.3, likely = 0.2, high = 0.1 }") ==
        "E0606 3:9-3:48 the estimate of `share` does not rise | `low` to `likely` to `high`\n"
        "  help: order the three numbers\n");
  CHECK(trade("share = { low = 0, likely = 1, high = 2 }") ==
        "E0606 3:39-3:40 `share.high` is 2, outside its range | outside 0..1\n"
        "  help: for a share write `\"2%\"` or `0.02` [unsafe 3:39-3:40 -> \"2%\"]\n");
  CHECK(trade("ended = { low = 1 }") ==
        "E0605 3:9-3:20 `ended` needs `true` or `false`, not a table | a table\n"
        "  help: write `ended = true` or `ended = false`\n");
}

TEST_CASE("a member of an enumeration goes by its name", "[intake][field]") {
  CHECK(trade("role = \"partron\"") ==
        "E0605 3:8-3:17 `Role` has no member `partron` | not known\n"
        "  help: did you mean `patron`? [safe 3:8-3:17 -> \"patron\"]\n");
  CHECK(trade("role = \"sovereign\"") ==
        "E0605 3:8-3:19 `Role` has no member `sovereign` | not known\n"
        "  help: its members are `patron`, `junior` (vocabulary.casus:1)\n");
  CHECK(
      trade("role = 1") ==
      "E0605 3:8-3:9 `role` needs one of `patron`, `junior`, not a whole number | a whole number\n"
      "  help: write it in quotes, as in `role = \"patron\"`\n");
}

TEST_CASE("a date that does not exist is refused with the reason", "[intake][field]") {
  CHECK(leader("age = 1\nsince = \"2015-02-30\"") ==
        "E0304 5:9-5:21 `2015-02-30` is no date | there is no such day\n"
        "  help: February 2015 has 28 days\n");
  CHECK(leader("age = 1\nsince = 2015-02-30") ==
        "E0304 5:9-5:19 `2015-02-30` is no date | there is no such day\n"
        "  help: February 2015 has 28 days\n");
  CHECK(leader("age = 1\nsince = 0000-01-01") ==
        "E0304 5:9-5:19 `0000-01-01` is no date | there is no such day\n"
        "  help: years run from 0001 to 9999\n");
  CHECK(leader("age = 1\nsince = 1990") ==
        "E0605 5:9-5:13 `since` needs a date, not a whole number | a whole number\n"
        "  help: where only the year is known, write its first day: `since = 1990-01-01`\n");
  CHECK(leader("age = 1\nsince = \"24.4.1990\"") ==
        "E0605 5:9-5:20 `since` needs a date, not a text | a text\n"
        "  help: a date is written year, month, day: `1990-04-24`\n");
  CHECK(leader("age = 1\nsince = 1990-04-24T10:00:00Z") ==
        "E0605 5:9-5:29 `since` needs a date, not a time | a time\n"
        "  help: leave the time out: `1990-04-24` [safe 5:9-5:29 -> 1990-04-24]\n");
}

TEST_CASE("a text may not hold control characters or piles of accents", "[intake][field]") {
  CHECK(complaints("[[trade]]\nexporter = \"a\\u0007b\"\n") ==
        "E0614 2:12-2:22 `exporter` holds a control character | written as an escape\n"
        "  help: only tabs and line ends may stand in a text\n");
  std::string pile;
  for (int i = 0; i < 65; ++i) pile += "\u0316";
  CHECK(complaints("[[trade]]\nexporter = \"a" + pile + "\"\n") ==
        "E0614 2:12-2:80 `exporter` piles up too many accents | more than 64 on one letter\n"
        "  help: remove them\n");
}

TEST_CASE("a fix of a value is safe only where the field takes the result", "[intake][field]") {
  CHECK(trade("share = \"0.42\"") ==
        "E0605 3:9-3:15 `share` needs a number, not a text | a text\n"
        "  help: leave the quotes out: `0.42` [safe 3:9-3:15 -> 0.42]\n");
  // 42 lies outside 0..1, 42% within.
  CHECK(trade("share = \"42\"") ==
        "E0605 3:9-3:13 `share` needs a number, not a text | a text\n"
        "  help: write `\"42%\"` [unsafe 3:9-3:13 -> \"42%\"]\n");
  CHECK(trade("share = \"420\"") ==
        "E0605 3:9-3:14 `share` needs a number, not a text | a text\n"
        "  help: write it like `share = 0.5`\n");
  CHECK(leader("age = 130.0") ==
        "E0605 4:7-4:12 `age` needs a whole number in years, not 130.0 | a number with a point\n"
        "  help: write `130` [unsafe 4:7-4:12 -> 130]\n");
}

TEST_CASE("a decimal comma and a percent in words are understood", "[intake][field]") {
  const std::string what = " `share` needs a number, not a text | a text\n";
  CHECK(trade("share = \"0,55\"") ==
        "E0605 3:9-3:15" + what + "  help: write `0.55` [unsafe 3:9-3:15 -> 0.55]\n");
  CHECK(trade("share = \"42,5%\"") ==
        "E0605 3:9-3:16" + what + "  help: write `\"42.5%\"` [unsafe 3:9-3:16 -> \"42.5%\"]\n");
  CHECK(trade("share = \"42 percent\"") ==
        "E0605 3:9-3:21" + what + "  help: write `\"42%\"` [unsafe 3:9-3:21 -> \"42%\"]\n");
  CHECK(trade("share = \"many\"") ==
        "E0605 3:9-3:15" + what + "  help: write it like `share = 0.5`\n");
  const std::string amount = " `value` needs a number in USD_bn, not a text | a text\n";
  CHECK(trade("value = \"1,5 USD_bn\"") ==
        "E0605 3:9-3:21" + amount +
            "  help: write `\"1.5 USD_bn\"` [unsafe 3:9-3:21 -> \"1.5 USD_bn\"]\n");
  // A thousand and 234, or 1.234?
  CHECK(trade("value = \"1,234 USD_bn\"") ==
        "E0605 3:9-3:23" + amount +
            "  help: leave the separator out: `\"1234 USD_bn\"`; or write a point, if a decimal is "
            "meant: `\"1.234 USD_bn\"` [unsafe 3:9-3:23 -> \"1234 USD_bn\"]\n");
}

TEST_CASE("a share above 1 is most likely per cent", "[intake][field]") {
  // 60 / 100 = 0.6 lies in 0..1.
  CHECK(trade("share = 60") ==
        "E0606 3:9-3:11 `share` is 60, outside its range | outside 0..1\n"
        "  help: for a share write `\"60%\"` or `0.6` [unsafe 3:9-3:11 -> \"60%\"]\n");
  CHECK(trade("share = 101") ==
        "E0606 3:9-3:12 `share` is 101, outside its range | outside 0..1\n"
        "  help: correct the value, or widen the range of `share` (vocabulary.casus:14)\n");
}
