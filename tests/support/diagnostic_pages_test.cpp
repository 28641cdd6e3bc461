// SPDX-License-Identifier: Apache-2.0
#include "support/diagnostic_pages.hpp"

#include "support/catch.hpp"
#include "support/folders.hpp"

using namespace casus::testing;

namespace {

/// Prints an error for each `bad` file, a warning for each `odd` one, and another error without
/// files.
Outcome fake(const std::vector<std::string>& arguments, const std::string&) {
  if (arguments.at(0) == "eval") return {4, "", "error[E0701]: stopped\n"};
  Outcome outcome;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (arguments[i] == "-r") continue;
    const std::string text = read_file(arguments[i]);
    if (text.starts_with("bad")) outcome = {1, outcome.out + "error[E0201]: no\n", ""};
    if (text.starts_with("odd")) outcome.out += "warning[W0201]: hm\n";
  }
  return outcome;
}

std::vector<std::string> wrong(const std::string& code, const std::string& page) {
  return check_diagnostic_page(code, page, fake);
}

std::string page_of(const std::string& fails, const std::string& works) {
  return "# Title\n## Fails\n" + fails + "\n## Works\n" + works + "\n## More\n```casus\nbad\n```\n";
}

constexpr auto bad = "```casus\nbad\n```\n";
constexpr auto odd = "```toml file=facts/a.toml\nodd\n```\n";
constexpr auto good = "```casus\ngood\n```\n";

}  // namespace

TEST_CASE("a page whose examples fail and work as it says holds", "[support][diagnostics]") {
  CHECK(wrong("E0201", page_of(bad, good)).empty());
  CHECK(wrong("W0201", page_of(odd, good)).empty());
  CHECK(wrong("E0701", page_of("```console\n$ casus eval\n```\n", good)).empty());
}

TEST_CASE("a failing example must print its code, and no other", "[support][diagnostics]") {
  CHECK(wrong("E0201", page_of(good, good)).size() == 1);
  CHECK(wrong("E0202", page_of(bad, good)).size() == 1);
  CHECK(wrong("E0201", page_of(std::string(bad) + odd, good)).size() == 1);
  CHECK(wrong("E0201", page_of(bad, good) + odd).empty());
}

TEST_CASE("a repaired example must print no diagnostic", "[support][diagnostics]") {
  CHECK(wrong("E0201", page_of(bad, bad)).size() == 1);
  CHECK(wrong("E0201", page_of(bad, odd)) ==
        std::vector<std::string>{"E0201.md, Works: printed W0201\nwarning[W0201]: hm\n"});
}

TEST_CASE("an error that ends with exit 0 is wrong", "[support][diagnostics]") {
  const Command calm = [](const auto& arguments, const auto& input) {
    Outcome outcome = fake(arguments, input);
    outcome.exit = 0;
    return outcome;
  };
  CHECK(check_diagnostic_page("E0201", page_of(bad, good), calm).size() == 1);
}

TEST_CASE("a page without an example is wrong", "[support][diagnostics]") {
  CHECK(wrong("E0201", "# Title\n").size() == 2);
  CHECK(wrong("E0201", page_of(bad, "Just do it right.\n")).size() == 1);
}
