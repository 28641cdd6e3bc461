// SPDX-License-Identifier: Apache-2.0
//
// What is shipped or shown has the layout that `casus fmt` gives.
#include "casus/format.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "support/markdown.hpp"

using namespace casus;
using testing::files_below;
using testing::project_root;

namespace {

/// Rules that are to show a mistake of grammar have no layout.
void check_layout(const std::string& text) {
  const Formatted formatted = format_rules({"rules.casus", text});
  if (!has_errors(formatted.diagnostics)) CHECK(formatted.text == text);
}

}  // namespace

TEST_CASE("the shipped rules keep their layout", "[content][format]") {
  std::size_t files = 0;
  for (const char* folder : {"rules", "examples"}) {
    for (const auto& path : files_below(project_root() / folder, ".casus")) {
      INFO(testing::shown(path));
      check_layout(testing::read_file(path));
      ++files;
    }
  }
  CHECK(files > 0);
}

TEST_CASE("the rules that manuals show keep their layout", "[content][format]") {
  std::vector<std::filesystem::path> pages = files_below(project_root() / "docs", ".md");
  pages.push_back(project_root() / "README.md");
  pages.push_back(project_root() / "examples/tutorial/README.md");
  std::size_t blocks = 0;
  for (const auto& path : pages) {
    for (const testing::Fence& fence : testing::read_markdown(testing::read_file(path)).fences) {
      if (fence.language != "casus") continue;
      // The lint of layout shows what it is about.
      if (path.stem() == "L0403" && fence.section == "Avoid") continue;
      INFO(testing::shown(path) << ':' << fence.first + 1);
      std::string text;
      for (const std::string& line : fence.body) text += line + '\n';
      check_layout(text);
      ++blocks;
    }
  }
  CHECK(blocks > 50);
}
