// SPDX-License-Identifier: Apache-2.0
//
// The map cannot lie: engine/ is held against the table and the absences of docs/architecture.md.
#include <algorithm>
#include <iterator>
#include <regex>

#include "architecture/map.hpp"
#include "support/catch.hpp"
#include "support/difference.hpp"
#include "support/folders.hpp"

using namespace casus::testing;

namespace {

struct Source {
  std::string file;  // Below engine/.
  std::string text;
};

std::vector<Source> engine_sources() {
  const auto engine = project_root() / "engine";
  std::vector<Source> sources;
  for (const char* extension : {".hpp", ".cpp", ".in"}) {
    for (const auto& path : files_below(engine, extension)) {
      sources.push_back({path.lexically_relative(engine).generic_string(), read_file(path)});
    }
  }
  REQUIRE(sources.size() > 10);
  return sources;
}

std::vector<Include> engine_includes() {
  std::vector<Include> includes;
  for (const Source& source : engine_sources()) {
    std::ranges::move(includes_in(source.file, source.text), std::back_inserter(includes));
  }
  return includes;
}

std::string place(const Include& include) {
  return "engine/" + include.file + ':' + std::to_string(include.line) + ": " + include.target +
         '\n';
}

/// Where files other than those whose path begins with `home` include what begins with `target`.
std::string strangers(const std::string& target, const std::string& home) {
  std::string found;
  for (const Include& include : engine_includes()) {
    if (include.target.starts_with(target) && !include.file.starts_with(home)) {
      found += place(include);
    }
  }
  return found;
}

/// Every line of the engine that the pattern is found in, outside files that `allowed` accepts.
template <typename Allowed>
std::string lines_with(const std::regex& pattern, const Allowed& allowed) {
  std::string found;
  for (const Source& source : engine_sources()) {
    if (allowed(source.file)) continue;
    const auto lines = lines_of(source.text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!std::regex_search(lines[i], pattern)) continue;
      found += "engine/" + source.file + ':' + std::to_string(i + 1) + ": " + lines[i] + '\n';
    }
  }
  return found;
}

}  // namespace

TEST_CASE("every include of the engine is allowed by the table of rooms", "[architecture]") {
  const auto page = read_markdown(read_file(project_root() / "docs/architecture.md"));
  const Rooms rooms = rooms_of(page);
  REQUIRE(rooms.contains("cli"));
  CHECK(text_of(trespasses(engine_includes(), rooms)) == "");
}

TEST_CASE("only the grammar includes Boost.Spirit", "[architecture]") {
  CHECK(strangers("boost/spirit", "syntax/grammar") == "");
}

TEST_CASE("only intake/toml.cpp includes toml++", "[architecture]") {
  CHECK(strangers("toml++", "intake/toml.cpp") == "");
}

TEST_CASE("only the command includes Program_options", "[architecture]") {
  CHECK(strangers("boost/program_options", "cli/") == "");
}

TEST_CASE("inference sees no syntax tree", "[architecture]") {
  std::string found;
  for (const Include& include : engine_includes()) {
    if (include.room() == "infer" && include.target.starts_with("syntax/")) found += place(include);
  }
  CHECK(found == "");
}

TEST_CASE("public headers include the standard library and each other", "[architecture]") {
  std::string found;
  for (const Include& include : engine_includes()) {
    if (include.room() != "casus") continue;
    const bool standard = include.target.find_first_of("/.") == std::string::npos;
    if (!standard && !include.target.starts_with("casus/")) found += place(include);
  }
  CHECK(found == "");
}

TEST_CASE("only the command touches files, streams and the environment", "[architecture]") {
  const std::regex contact(R"(#\s*include\s*<(fstream|iostream|filesystem|fcntl\.h|unistd\.h)>)"
                           R"(|\b(getenv|fopen|freopen|popen)\b|\bstd(out|err|in)\b)");
  CHECK(lines_with(contact, [](const std::string& file) {
          return file.starts_with("cli/") || file == "session/process_memory.cpp";
        }) == "");
}

TEST_CASE("only two files start threads", "[architecture]") {
  const std::regex start(R"(#\s*include\s*<(thread|future|stop_token)>)");
  CHECK(lines_with(start, [](const std::string& file) {
          return file == "base/in_order.cpp" || file == "lsp/inbox.hpp";
        }) == "");
}

TEST_CASE("only one file looks at the memory of the process", "[architecture]") {
  const std::regex measure(R"(<sys/|\bgetrusage\b)");
  CHECK(lines_with(measure, [](const std::string& file) {
          // Wishes for large pages measure nothing.
          return file.starts_with("cli/") || file == "session/process_memory.cpp" ||
                 file == "base/memory.cpp";
        }) == "");
}

TEST_CASE("the engine holds no word of a domain", "[architecture]") {
  const std::regex word(
      "\\b(alliance|alliances|treaty|treaties|csto|eurasian|geopolitic\\w*|kazakh\\w*|russia\\w*|"
      "moscow|astana|nazarbayev|putin|secession\\w*|separatis\\w*|oligarch\\w*)\\b",
      std::regex::icase);
  CHECK(lines_with(word, [](const std::string&) { return false; }) == "");
}
