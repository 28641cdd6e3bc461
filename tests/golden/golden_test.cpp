// SPDX-License-Identifier: Apache-2.0
//
// Runs every page that shows what `casus` prints: golden cases, manuals, diagnostics.
#include <algorithm>
#include <map>
#include <sstream>

#include "base/codes.hpp"
#include "cli/run.hpp"
#include "support/catch.hpp"
#include "support/diagnostic_pages.hpp"
#include "support/folders.hpp"
#include "support/markdown.hpp"
#include "support/shell_words.hpp"
#include "support/transcript.hpp"
#include "unit/cli/command_line.hpp"

namespace {

using namespace casus::testing;

Outcome casus_command(const std::vector<std::string>& arguments, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  casus::cli::Streams streams{in, out, err};
  const int exit = casus::cli::run(arguments, streams);
  return {exit, out.str(), err.str()};
}

std::string text_of(const std::vector<std::string>& mistakes) {
  std::string text;
  for (const std::string& mistake : mistakes) text += mistake + '\n';
  return text;
}

void check_pages(const std::vector<std::filesystem::path>& pages, Workplace workplace) {
  for (const std::filesystem::path& page : pages) {
    INFO(shown(page));
    CHECK(text_of(check_page(page, workplace, casus_command, update_requested())) == "");
  }
}

}  // namespace

TEST_CASE("every golden page shows what casus prints", "[golden]") {
  const auto pages = files_below(project_root() / "tests/golden", ".md");
  CHECK(pages.size() > 5);
  check_pages(pages, Workplace::empty);
}

TEST_CASE("every manual shows what casus prints", "[golden]") {
  std::vector<std::filesystem::path> pages;
  for (const char* page :
       {"README.md", "examples/README.md", "docs/language.md", "docs/uncertainty.md"}) {
    pages.push_back(project_root() / page);
  }
  check_pages(pages, Workplace::project);
}

TEST_CASE("the tutorial shows what casus prints", "[golden]") {
  check_pages({project_root() / "examples/tutorial/README.md"}, Workplace::empty);
}

TEST_CASE("the files beside the tutorial are those that it ends with", "[golden]") {
  const auto folder = project_root() / "examples/tutorial";
  std::map<std::string, std::string> last;
  for (const Fence& fence : read_markdown(read_file(folder / "README.md")).fences) {
    if (fence.attribute("file").empty()) continue;
    std::string& text = last[fence.attribute("file")];
    text.clear();
    for (const std::string& line : fence.body) text += line + '\n';
  }
  CHECK(last.size() == 4);
  for (const auto& [file, text] : last) {
    INFO(file);
    CHECK(read_file(folder / file) == text);
  }
}

TEST_CASE("every command in README's table of questions answers", "[golden]") {
  const TemporaryFolder folder;
  for (const char* part : {"casus.toml", "rules", "facts", "scenarios"}) {
    std::filesystem::copy(project_root() / part, folder.path() / part,
                          std::filesystem::copy_options::recursive);
  }
  std::istringstream page(read_file(project_root() / "README.md"));
  std::size_t commands = 0;
  for (std::string line; std::getline(page, line);) {
    const std::size_t begin = line.find("| `casus ");
    if (!line.starts_with("| ") || begin == std::string::npos) continue;
    const std::size_t end = line.find('`', begin + 3);
    std::vector<std::string> words = shell_words(line.substr(begin + 3, end - begin - 3));
    words.erase(words.begin());
    const Outcome outcome = casus_with(Surroundings{.folder = folder.path()}, words);
    INFO(line << '\n' << outcome.err);
    CHECK(outcome.exit == 0);
    CHECK(outcome.err.find("error") == std::string::npos);
    ++commands;
  }
  CHECK(commands >= 10);
}

TEST_CASE("every piece of the language reference is accepted", "[golden]") {
  std::size_t pieces = 0;
  for (const Fence& fence : read_markdown(read_file(project_root() / "docs/language.md")).fences) {
    if (fence.language != "casus" || !fence.attribute("file").empty()) continue;
    std::string text;
    for (const std::string& line : fence.body) text += line + '\n';
    INFO(text);
    const Outcome outcome = casus_command({"check", "-r", "-"}, text);
    INFO(outcome.err);
    CHECK(outcome.exit == 0);
    ++pieces;
  }
  CHECK(pieces >= 20);
}

TEST_CASE("every diagnostic code has a page whose examples fail and pass", "[golden]") {
  for (const casus::base::Code& code : casus::base::codes) {
    const auto page = project_root() / "docs/diagnostics" / (std::string(code.code) + ".md");
    INFO(shown(page));
    REQUIRE(std::filesystem::exists(page));
    CHECK(text_of(check_diagnostic_page(std::string(code.code), read_file(page), casus_command)) ==
          "");
  }
}

TEST_CASE("every diagnostic page is in the registry", "[golden]") {
  for (const auto& page : files_below(project_root() / "docs/diagnostics", ".md")) {
    const std::string code = page.stem().string();
    INFO(code);
    CHECK(std::ranges::find(casus::base::codes, code, &casus::base::Code::code) !=
          casus::base::codes.end());
  }
}
