// SPDX-License-Identifier: Apache-2.0
#include "cli/pages.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/folders.hpp"

namespace casus::testing {

/// tests/unit/cli/pages/, embedded as the diagnostics' pages are.
std::span<const cli::EmbeddedFile> embedded_samples();

}  // namespace casus::testing

using namespace casus;

TEST_CASE("an embedded page is the file byte by byte, whatever it holds", "[cli][pages]") {
  const auto folder = testing::project_root() / "tests/unit/cli/pages";
  const auto pages = testing::embedded_samples();
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].name == "E0001");
  CHECK(pages[1].name == "E0002");
  CHECK(pages[2].name == "W0001");
  for (const cli::EmbeddedFile& page : pages) {
    const auto file = folder / (std::string(page.name) + ".md");
    CHECK(page.text == testing::read_file(file));
  }
  CHECK(pages[0].text.find(")raw\" [x]; ${y} \\n") != std::string_view::npos);
  CHECK(pages[1].text.size() == 40'000);
}

TEST_CASE("every page in docs/diagnostics is embedded under its code", "[cli][pages]") {
  std::size_t count = 0;
  for (const auto& file :
       testing::files_below(testing::project_root() / "docs/diagnostics", ".md")) {
    CHECK(cli::diagnostic_page(file.stem().string()) == testing::read_file(file));
    ++count;
  }
  CHECK(cli::diagnostic_codes().size() == count);
}

TEST_CASE("a page is printed with its examples indented", "[cli][pages]") {
  CHECK(
      cli::page_text("# E1: a title\n\n## Fails\n\n```casus file=a.casus\nfact f {\n\n}\n```\n\n"
                     "```console\n$ casus eval\n```\nEnd.\n") ==
      "# E1: a title\n\n## Fails\n\n  a.casus:\n    fact f {\n\n    }\n\n    $ casus eval\nEnd.\n");
}

TEST_CASE("a code without a page has none", "[cli][pages]") {
  CHECK(cli::diagnostic_page("E9999").empty());
  CHECK(cli::diagnostic_page("").empty());
}
