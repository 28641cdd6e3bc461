// SPDX-License-Identifier: Apache-2.0
//
// Comments and pages send readers to files that are there.
#include <algorithm>
#include <filesystem>
#include <regex>

#include "support/catch.hpp"
#include "support/difference.hpp"
#include "support/folders.hpp"

using namespace casus::testing;

namespace {

namespace fs = std::filesystem;

/// What looks like the path of code or of a page. Capitals are for what a reader has to fill in.
std::vector<std::string> paths_in(const std::string& text) {
  static const std::regex path(R"(([a-z0-9_.-]+/)+[a-z0-9_-]+\.(hpp|cpp|py|cmake|md)\b)");
  std::vector<std::string> paths;
  for (std::sregex_iterator i(text.begin(), text.end(), path), end; i != end; ++i) {
    paths.push_back(i->str());
  }
  return paths;
}

std::string comment_in(const std::string& line) {
  static const std::regex comment(R"((^|\s)//.*)");
  std::smatch found;
  return std::regex_search(line, found, comment) ? found.str() : std::string();
}

/// Whether the path is one from the project's root, from where code is included from, or from a
/// folder that `file` lies in.
bool leads_somewhere(const std::string& path, const fs::path& file) {
  std::vector<fs::path> from;
  for (const char* root : {"engine", "engine/include", "tests"}) {
    from.push_back(project_root() / root);
  }
  for (fs::path folder = file; folder != project_root() && folder.has_relative_path();) {
    folder = folder.parent_path();
    from.push_back(folder);
  }
  return std::ranges::any_of(from, [&](const fs::path& one) { return fs::exists(one / path); });
}

/// Paths in a page, or in the comments of code, that lead nowhere.
std::string lost_in(const fs::path& file) {
  std::string lost;
  const auto lines = lines_of(read_file(file));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& path : paths_in(file.extension() == ".md" ? lines[i] : comment_in(lines[i]))) {
      if (leads_somewhere(path, file)) continue;
      lost += shown(file) + ':' + std::to_string(i + 1) + ": " + path + '\n';
    }
  }
  return lost;
}

}  // namespace

TEST_CASE("a path is read from comments and held against the files", "[architecture]") {
  const fs::path file = project_root() / "engine/infer/fixpoint.hpp";
  const auto paths = paths_in(comment_in("int i;\t// See run/parts.cpp, not NAME/x.hpp or a/b."));
  CHECK(paths == std::vector<std::string>{"run/parts.cpp"});
  CHECK(comment_in("\"// divided/parts.cpp\"").empty());
  CHECK_FALSE(leads_somewhere("run/parts.cpp", file));
  CHECK(leads_somewhere("divided/parts.cpp", file));        // From a folder above the file,
  CHECK(leads_somewhere("infer/divided/parts.cpp", file));  // from engine/,
  CHECK(leads_somewhere("docs/architecture.md", file));     // from the root.
}

TEST_CASE("files that comments and pages name are there", "[architecture]") {
  std::vector<fs::path> files{project_root() / "README.md", project_root() / "CONTRIBUTING.md"};
  for (const char* folder : {"engine", "tests", "bench", "examples", "docs", "rules"}) {
    for (const char* extension : {".hpp", ".cpp", ".md"}) {
      const auto below = files_below(project_root() / folder, extension);
      files.insert(files.end(), below.begin(), below.end());
    }
  }
  REQUIRE(files.size() > 100);
  std::string lost;
  for (const fs::path& file : files) lost += lost_in(file);
  CHECK(lost == "");
}
