// SPDX-License-Identifier: Apache-2.0
//
// What the help below a mistake says to write instead.
#include "support/catch.hpp"
#include "unit/check/checked.hpp"
#include "unit/cli/command_line.hpp"

namespace casus::testing {
namespace {

/// The lines of help below the mistakes of one rule over these declarations.
std::string help(const std::string& rule) {
  const std::string all =
      check_text(
          "enum Manner { asked, expelled } fact leader { who: text } fact ties { c: text, y: int "
          "years } fact gone { host: text, manner: Manner } relation far(a: text)\n" +
          rule)
          .diagnostics();
  std::string lines;
  for (std::size_t at = all.find("  help: "); at != std::string::npos;
       at = all.find("  help: ", at + 1)) {
    lines += all.substr(at, all.find('\n', at) - at) + '\n';
  }
  return lines;
}

}  // namespace

TEST_CASE("a reckoned plain number is compared with a plain number", "[check][advice]") {
  // `ties` has a field in years, and nothing to do with it.
  CHECK(help("rule r when leader(who: w) and year(as_of) - 1955 > 10 years then far(a: w)") ==
        "  help: compare it with a plain number: `10`\n");
  CHECK(help("rule r when leader(who: w) and 10 years < year(as_of) - 1955 then far(a: w)") ==
        "  help: compare it with a plain number: `10`\n");
}

TEST_CASE("a certainty above 1 is taken for percent", "[check][advice]") {
  CHECK(
      help("rule r when leader(who: w) then far(a: w) certainty 80").find("did you mean `80%`?") !=
      std::string::npos);
  CHECK(help("rule r when leader(who: w) then far(a: w) certainty 800") ==
        "  help: 1 means as good as certain, 0.5 as likely as not\n");
}

TEST_CASE("an equation of a field's name that nothing uses is meant as the field",
          "[check][advice]") {
  CHECK(help("rule r when manner = expelled and gone(host: h) then far(a: h)")
            .find("did you mean `gone(host: h, manner: expelled)`?") != std::string::npos);
  // No atom has the field open.
  CHECK(help("rule r when style = expelled and gone(host: h) then far(a: h)")
            .find("use it, or leave the equation out") != std::string::npos);
}

}  // namespace casus::testing

TEST_CASE("a test that names nothing is told so beside a rating of which the scale is not known",
          "[check]") {
  const auto outcome = casus::testing::casus_with(
      {.input = "fact p { a: text }\nrating r(a: text) of p(a: a) on Nowhere starts 1\n"
                "  factor f 0..1\ntest \"t\"\n  expect foo(\"A\")\n"},
      {"check", "-r", "-", "-f", "concise"});
  CHECK(outcome.exit == 3);
  CHECK(outcome.out.find("`Nowhere`") != std::string::npos);
  CHECK(outcome.out.find("`foo`") != std::string::npos);
}
