// SPDX-License-Identifier: Apache-2.0
//
// Holds the pages of docs/lint/ to their word: what stands under `## Avoid` shows the lint, what
// stands under `## Prefer` does not, and where the registry promises a fix, it mends the first.
#include <regex>
#include <set>

#include "base/lints.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "support/markdown.hpp"
#include "unit/cli/command_line.hpp"

namespace {

using namespace casus;
using namespace casus::testing;
using Words = std::vector<std::string>;

/// Writes the files of a section and returns their names.
Words write_section(const Markdown& page, const std::string& section,
                    const std::filesystem::path& folder) {
  Words files;
  for (const Fence& fence : page.fences) {
    if (fence.section != section) continue;
    std::string file = fence.attribute("file");
    if (file.empty()) file = fence.language == "casus" ? "rules.casus" : "case.toml";
    std::string text;
    for (const std::string& line : fence.body) text += line + '\n';
    write_file(folder / file, text);
    files.push_back(file);
  }
  return files;
}

Outcome lint(const std::filesystem::path& folder, std::string_view name, const Words& more) {
  Words words{"lint", "--select", std::string(name), "-f", "concise"};
  words.insert(words.end(), more.begin(), more.end());
  return casus_with({.folder = folder}, words);
}

std::set<std::string> codes_in(const std::string& text) {
  static const std::regex code(R"((?:error|warning)\[([A-Z][0-9]+)\])");
  std::set<std::string> codes;
  for (std::sregex_iterator i(text.begin(), text.end(), code), end; i != end; ++i) {
    codes.insert((*i)[1]);
  }
  return codes;
}

std::filesystem::path page_of(const base::Lint& one) {
  return project_root() / "docs/lint" / (std::string(one.code) + ".md");
}

}  // namespace

TEST_CASE("every lint has a page whose examples show it and its absence", "[golden][lint]") {
  CHECK(base::lints.size() >= 40);
  for (const base::Lint& one : base::lints) {
    INFO(one.code << ' ' << one.name);
    REQUIRE(std::filesystem::exists(page_of(one)));
    const std::string text = read_file(page_of(one));
    CHECK(text.starts_with("# " + std::string(one.code) + ": " + std::string(one.title) + "\n"));
    const Markdown page = read_markdown(text);
    const TemporaryFolder avoid;
    const Words bad = write_section(page, "Avoid", avoid.path());
    const Outcome found = lint(avoid.path(), one.name, bad);
    INFO(found.out << found.err);
    CHECK(codes_in(found.out) == std::set{std::string(one.code)});
    CHECK(found.exit == 1);

    const TemporaryFolder prefer;
    const Outcome nothing =
        lint(prefer.path(), one.code, write_section(page, "Prefer", prefer.path()));
    INFO(nothing.out << nothing.err);
    CHECK(nothing.out.empty());
    CHECK(nothing.exit == 0);

    if (one.fix == base::Lint::Fix::none) continue;
    Words mend = bad;
    mend.emplace_back(one.fix == base::Lint::Fix::safe ? "--fix" : "--unsafe-fixes");
    const Outcome mended = lint(avoid.path(), one.name, mend);
    INFO(mended.out << mended.err);
    CHECK(mended.out.empty());
    CHECK(mended.exit == 0);
    // The files themselves were changed.
    CHECK(lint(avoid.path(), one.name, bad).exit == 0);
  }
}

TEST_CASE("every page of a lint is in the registry, and the index lists all", "[golden][lint]") {
  for (const auto& page : files_below(project_root() / "docs/lint", ".md")) {
    if (page.stem() == "README") continue;
    INFO(page);
    CHECK(base::find_lint(page.stem().string()) != nullptr);
  }
  std::string listed;
  const Markdown index = read_markdown(read_file(project_root() / "docs/lint/README.md"));
  for (const std::string& line : index.lines) {
    if (line.starts_with("| [L")) listed += line + '\n';
  }
  std::string known;
  for (const base::Lint& one : base::lints) {
    const std::string code(one.code);
    const std::string_view fix = one.fix == base::Lint::Fix::none   ? ""
                                 : one.fix == base::Lint::Fix::safe ? "safe"
                                                                    : "unsafe";
    known += "| [" + code + "](" + code + ".md) | `" + std::string(one.name) + "` | " +
             std::string(one.title) + " | " + std::string(base::word_of(one.level)) + " | " +
             std::string(fix) + " |\n";
  }
  CHECK(listed == known);
}

TEST_CASE("codes and names of lints are given once", "[golden][lint]") {
  std::set<std::string_view> seen;
  for (const base::Lint& one : base::lints) {
    CHECK(seen.insert(one.code).second);
    CHECK(seen.insert(one.name).second);
    CHECK(std::ranges::count(base::lint_categories, one.category) == 1);
  }
}

TEST_CASE("explain takes the name of a lint as well as its code", "[golden][lint]") {
  const Outcome by_name = casus_with({"explain", "stale-fact"});
  CHECK(by_name.exit == 0);
  CHECK(by_name.out.starts_with("# L0209: a fact older than its case can bear\n"));
  CHECK(casus_with({"explain", "l0209"}).out == by_name.out);
  const Outcome slip = casus_with({"explain", "stale-facts"});
  CHECK(slip.exit == 2);
  CHECK(slip.err == "error: there is no lint `stale-facts`\nhelp: did you mean `stale-fact`?\n");
}

TEST_CASE("the shipped rules and cases have no findings, nor have the examples", "[golden][lint]") {
  const auto examples = project_root() / "examples";
  const std::vector<std::pair<std::filesystem::path, Words>> looks{
      {project_root(), {"lint"}},
      {project_root(), {"lint", "examples/01-first-rule/case.toml"}},
      {project_root(), {"lint", "examples/02-one-page/case.toml"}},
      {examples / "embed", {"lint", "rules.casus", "case.toml"}},
      {examples / "pack", {"lint"}},
      {examples / "tutorial", {"lint"}}};
  for (const auto& [folder, words] : looks) {
    const Outcome outcome = casus_with({.folder = folder}, words);
    INFO(folder << ' ' << words.back() << '\n' << outcome.out << outcome.err);
    CHECK(outcome.exit == 0);
    CHECK(outcome.err == "no findings\n");
  }
}
