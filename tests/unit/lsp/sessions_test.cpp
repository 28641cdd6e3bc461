// SPDX-License-Identifier: Apache-2.0
//
// Pages of what an editor does and is told. A block with file= is a file of the editor's folder. In
// an ```editor block a line `> …` is what the editor does, and what follows is what comes of it:
//
//   > open rules.casus
//   > type rules.casus 3:1-3:5 "text"      replaces a range
//   > ask textDocument/hover rules.casus 3:8 {"more": "parameters"}
//   > rest                                 nobody types
#include <boost/json/parse.hpp>
#include <sstream>

#include "support/catch.hpp"
#include "support/folders.hpp"
#include "support/markdown.hpp"
#include "support/transcript.hpp"
#include "unit/lsp/editor.hpp"

namespace {

using namespace casus::testing;
namespace json = casus::lsp::json;

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::string act(Editor& editor, const std::string& line) {
  std::istringstream words(line.substr(2));
  std::string verb;
  std::string first;
  std::string second;
  std::string third;
  words >> verb >> first;
  std::string result;
  if (verb == "open") editor.open(first);
  if (verb == "type") {
    words >> second;
    std::getline(words >> std::ws, third);
    editor.type(first, second, std::string(json::parse(third).as_string()));
  }
  if (verb == "rest") editor.rest();
  if (verb == "ask") {
    // A file and a place, as far as they are given, then parameters.
    std::string rest;
    std::getline(words, rest);
    const std::size_t brace = std::min(rest.find('{'), rest.size());
    std::istringstream(rest.substr(0, brace)) >> second >> third;
    const json::object more =
        brace == rest.size() ? json::object() : json::parse(rest.substr(brace)).as_object();
    result = readable(editor.ask(first, second, third, more));
  }
  for (const json::value& one : editor.news()) {
    const auto method = casus::lsp::text(one, {"method"});
    result += *method + '\n' + readable(one.at("params"));
  }
  return result;
}

/// The page as it would say what happened.
std::string replayed(const std::string& text) {
  const Markdown page = read_markdown(text);
  std::map<std::string, std::string> files;
  for (const Fence& fence : page.fences) {
    const std::string file = fence.attribute("file");
    if (!file.empty()) files[file] = joined(fence.body);
  }
  Editor editor(files);
  std::string result;
  std::size_t line = 0;
  for (const Fence& fence : page.fences) {
    if (fence.language != "editor") continue;
    for (; line <= fence.first; ++line) result += page.lines[line] + '\n';
    for (const std::string& written : fence.body) {
      if (written.starts_with("> ")) result += written + '\n' + act(editor, written);
    }
    line = fence.last;
  }
  for (; line < page.lines.size(); ++line) result += page.lines[line] + '\n';
  return result;
}

}  // namespace

TEST_CASE("every page of a session shows what an editor is told", "[lsp][golden]") {
  const auto pages = files_below(project_root() / "tests/unit/lsp/sessions", ".md");
  CHECK(pages.size() >= 4);
  for (const std::filesystem::path& page : pages) {
    INFO(shown(page));
    const std::string written = read_file(page);
    const std::string now = replayed(written);
    if (update_requested()) {
      write_file(page, now);
    } else {
      CHECK(now == written);
    }
  }
}
