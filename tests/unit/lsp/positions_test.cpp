// SPDX-License-Identifier: Apache-2.0
#include "lsp/positions.hpp"

#include <random>

#include "lsp/uris.hpp"
#include "support/catch.hpp"
#include "unit/lsp/editor.hpp"

namespace {

using casus::lsp::Encoding;
using casus::lsp::Lines;
using casus::lsp::Place;

}  // namespace

TEST_CASE("places count units of UTF-16, or bytes", "[lsp]") {
  // A letter of two bytes, and one beyond the basic plane: four bytes, two units.
  const std::string text = "a\xC3\xA9\xF0\x9F\x98\x80z\nb";
  const Lines units(text, Encoding::utf16);
  CHECK(units.place(7) == Place{0, 4});
  CHECK(units.offset({0, 4}) == 7);
  CHECK(units.offset({0, 2}) == 3);
  CHECK(units.offset({0, 3}) == 3);  // Within the pair.
  CHECK(units.offset({0, 99}) == 8);
  CHECK(units.offset({1, 1}) == 10);
  CHECK(units.offset({7, 0}) == 10);
  const Lines bytes(text, Encoding::utf8);
  CHECK(bytes.place(7) == Place{0, 7});
  CHECK(bytes.offset({0, 7}) == 7);
  CHECK(bytes.offset({0, 4}) == 3);  // Within a character.
}

TEST_CASE("lines end with a line feed, a carriage return or both", "[lsp]") {
  const Lines lines("a\r\nb\rc\nd", Encoding::utf16);
  CHECK(lines.offset({1, 0}) == 3);
  CHECK(lines.offset({2, 0}) == 5);
  CHECK(lines.offset({3, 0}) == 7);
  CHECK(lines.offset({0, 9}) == 1);
  CHECK(lines.place(8) == Place{3, 1});
}

TEST_CASE("a path and its address lead to each other", "[lsp]") {
  using casus::lsp::path_of_uri;
  using casus::lsp::uri_of_path;
  CHECK(uri_of_path("/a b/\xC3\xA9#.casus") == "file:///a%20b/%C3%A9%23.casus");
  CHECK(path_of_uri("file:///a%20b/%c3%a9%23.casus") == "/a b/\xC3\xA9#.casus");
  CHECK(path_of_uri("file://localhost/x.casus") == "/x.casus");
  CHECK(path_of_uri("file:///100%.casus") == "/100%.casus");
  CHECK(path_of_uri("untitled:Untitled-1") == "untitled:Untitled-1");
  CHECK(casus::lsp::joined("/a/b", "../c/./d.casus") == "/a/c/d.casus");
  CHECK(casus::lsp::joined("/a/b", "/d") == "/d");
  CHECK(casus::lsp::folder_of("/d") == "/");
}

namespace {

const std::string sample = R"(module m
enum Make { north, south }
/// Ünïcödé and 😀 beside it.
fact pump { name: text, make: Make, age: int years }
relation old(name: text)
rule aged "älter 😀"
  when pump(name: p, age: a, make: south) and a >= 10 years
  then old(name: p)
  because "{p} is {a} old"
)";

/// Pieces of the language and of what is none.
const std::vector<std::string> pieces{
    "",  "\n", "\r\n", "\r", " ",    "(",    ")",     "{",      "}",         "\"",   ",",
    ":", "é",  "😀",    "p",  "rule", "when", "pump(", "and ",   "name: ",    "unit", "///",
    "1", ".5", "\xff", "=",  "fact", "then", "south", "module", "overrides", "use ", "years"};

}  // namespace

TEST_CASE("random edits one after the other give the whole text", "[lsp][property]") {
  for (const char* encoding : {"utf-8", "utf-16"}) {
    std::mt19937 random(7);
    casus::testing::Editor editor({{"a.casus", sample}}, encoding);
    editor.open("a.casus");
    std::string whole = sample;
    const auto at = std::string(encoding) == "utf-8" ? Encoding::utf8 : Encoding::utf16;
    for (int i = 0; i < 300; ++i) {
      const Lines lines(whole, at);
      const auto any = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below)(random);
      };
      // Places on both sides of characters: those that exist.
      const auto begin = lines.offset(lines.place(static_cast<std::uint32_t>(any(whole.size()))));
      const auto end = lines.offset(
          lines.place(static_cast<std::uint32_t>(std::min(begin + any(12), whole.size()))));
      if (end < begin) continue;
      std::string piece = pieces[any(pieces.size() - 1)];
      if (piece == "\xff") piece = "x";  // JSON has no such text.
      const auto range = lines.range(begin, end);
      const auto one = [](Place place) {
        return std::to_string(place.line + 1) + ':' + std::to_string(place.character + 1);
      };
      editor.type("a.casus", one(range.start) + '-' + one(range.end), piece);
      whole.replace(begin, end - begin, piece);
    }
    // What the server has is what names and places are told of: the same as of the whole text.
    casus::testing::Editor other({{"a.casus", whole}}, encoding);
    other.open("a.casus");
    CHECK(editor.ask("textDocument/documentSymbol", "a.casus") ==
          other.ask("textDocument/documentSymbol", "a.casus"));
    CHECK(editor.ask("textDocument/semanticTokens/full", "a.casus") ==
          other.ask("textDocument/semanticTokens/full", "a.casus"));
  }
}

TEST_CASE("a session of random edits and questions answers each of them", "[lsp][property]") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    std::mt19937 random(seed);
    casus::testing::Editor editor(
        {{"casus.toml", "[project]\nrules = [\"a.casus\"]\nfacts = [\"facts\"]\n"},
         {"a.casus", sample},
         {"facts/x.toml", "[[pump]]\nname = \"P\"\nmake = \"south\"\nage = 12\n"}});
    editor.open("a.casus");
    editor.open("facts/x.toml");
    for (int i = 0; i < 150; ++i) {
      const auto any = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below)(random);
      };
      const std::string file = any(3) == 0 ? "facts/x.toml" : "a.casus";
      const std::string line = std::to_string(any(11) + 1) + ':';
      const std::size_t column = any(30) + 1;
      std::string piece = pieces[any(pieces.size() - 1)];
      if (piece == "\xff") piece = "[[";
      editor.type(file,
                  line + std::to_string(column) + '-' + line + std::to_string(column + any(3)),
                  piece);
      static const std::vector<std::string> methods{"hover", "definition", "completion",
                                                    "documentHighlight", "prepareRename"};
      (void)editor.ask("textDocument/" + methods[any(methods.size() - 1)], file,
                       line + std::to_string(column));
      (void)editor.ask("textDocument/codeAction", file, "1:1-50:1");
      (void)editor.ask("textDocument/codeLens", file);
      (void)editor.ask("textDocument/rename", file, line + "9", {{"newName", "other"}});
      if (any(5) == 0) editor.rest();
    }
    SUCCEED("nothing failed");
  }
}
