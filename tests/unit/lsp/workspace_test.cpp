// SPDX-License-Identifier: Apache-2.0
//
// What is in the editor, on disk, and chosen.
#include "support/catch.hpp"
#include "unit/lsp/editor.hpp"

namespace {

using casus::testing::Editor;
using casus::testing::readable;
namespace json = casus::lsp::json;

using Files = std::map<std::string, std::string>;

const Files plant{{"casus.toml", "[project]\nrules = [\"rules\"]\nfacts = [\"facts\"]\n"},
                  {"rules/names.casus", "module names\nfact pump { name: text }\n"},
                  {"rules/wear.casus",
                   "module wear\nuse names\nscale Wear 0..10 { low < 5, high }\n"
                   "rating worn(p: text) of pump(name: p) on Wear starts 2\n"
                   "  factor age 0..8\n"
                   "rule aged when pump(name: p) supports worn.age(p) by 4\n"},
                  {"facts/a.toml", "[[pump]]\nname = \"A\"\n"},
                  {"facts/b.toml", "[[pump]]\nname = \"B\"\n"}};

/// "file: message" of what was published since this was last asked, a line each.
std::string published(Editor& editor) {
  std::string text;
  for (const json::value& one : editor.news()) {
    if (casus::lsp::text(one, {"method"}) != "textDocument/publishDiagnostics") continue;
    const std::string uri = *casus::lsp::text(one, {"params", "uri"});
    text += uri.substr(uri.rfind('/') + 1) + ':';
    for (const json::value& found : one.at("params").at("diagnostics").as_array()) {
      const std::string message = *casus::lsp::text(found, {"message"});
      text += ' ' + message.substr(0, message.find(':'));
    }
    text += '\n';
  }
  return text;
}

std::string hints(Editor& editor) {
  std::string text;
  const json::value all = editor.ask("textDocument/inlayHint", "rules/wear.casus", "1:1-99:1");
  for (const json::value& hint : all.as_array()) {
    text += *casus::lsp::text(hint, {"label"});
  }
  return text;
}

void notify(Editor& editor, const std::string& method, json::value params) {
  editor.send(casus::lsp::notification(method, std::move(params)));
}

}  // namespace

TEST_CASE("a name that goes is missed in other files too, and is there again when the file closes",
          "[lsp]") {
  Editor editor(plant);
  editor.open("rules/names.casus");
  CHECK(published(editor) == "names.casus:\n");
  editor.type("rules/names.casus", "2:6-2:10", "pomp");
  CHECK_THAT(published(editor),
             Catch::StartsWith("wear.casus: no fact or relation is called `pump`"));
  notify(editor, "textDocument/didClose",
         json::object{
             {"textDocument", json::object{{"uri", casus::testing::uri("rules/names.casus")}}}});
  editor.server().settle();
  CHECK_THAT(published(editor), Catch::Contains("wear.casus:\n"));
}

TEST_CASE("files that change on disk are read again when the editor says so", "[lsp]") {
  Editor editor(plant);
  editor.open("rules/wear.casus");
  (void)published(editor);
  editor.write("rules/names.casus", "module names\nfact pomp { name: text }\n");
  notify(editor, "workspace/didChangeWatchedFiles", json::object{{"changes", json::array{}}});
  editor.server().settle();
  CHECK_THAT(published(editor), Catch::Contains("wear.casus: no fact or relation is called"));
  editor.write("rules/names.casus", "module names\nfact pump { name: text }\n");
  editor.write("facts/a.toml", "[[pump]]\nnmae = \"A\"\n");
  notify(editor, "workspace/didChangeWatchedFiles", json::object{{"changes", json::array{}}});
  editor.server().settle();
  editor.rest();
  CHECK_THAT(published(editor), Catch::Contains("wear.casus:\n") &&
                                    Catch::Contains("a.toml: `pump` has no key `nmae`"));
}

TEST_CASE("the values shown are those of the first case, or of the chosen one", "[lsp]") {
  Editor editor(plant);
  editor.open("rules/wear.casus");
  CHECK(hints(editor) == "");
  editor.rest();
  CHECK(hints(editor) == "+4.0 in A");
  for (const char* name : {"facts/b.toml", "b", "b.toml"}) {
    notify(editor, "workspace/didChangeConfiguration",
           json::object{{"settings", json::object{{"casus", json::object{{"case", name}}}}}});
    editor.rest();
    CHECK(hints(editor) == "+4.0 in B");
  }
  editor.type("rules/wear.casus", "6:54-6:55", "5");
  CHECK(hints(editor) == "+4.0 in B");  // Nobody has rated anew yet.
  editor.rest();
  CHECK(hints(editor) == "+5.0 in B");
  editor.type("rules/wear.casus", "6:49-6:50", "q");
  editor.rest();
  CHECK(hints(editor) == "+5.0 in B");  // With mistakes, what was known stays.
}

TEST_CASE("ranges count as the editor does", "[lsp]") {
  const Files files{{"a.casus",
                     "fact pump { name: text }\nrelation old(name: text)\n"
                     "rule aged \"\xF0\x9F\x98\x80\" when pmp(name: p) then old(name: p)\n"}};
  const auto range = [&](const std::string& encoding) {
    Editor editor(files, encoding);
    editor.open("a.casus");
    return readable(editor.news().back().at("params").at("diagnostics").at(0).at("range"));
  };
  CHECK(range("utf-16") == " 3:21-3:24\n");
  CHECK(range("utf-8") == " 3:23-3:26\n");
}

TEST_CASE("a buffer that was never saved is checked by itself", "[lsp]") {
  Editor editor(plant);
  notify(editor, "textDocument/didOpen",
         json::object{{"textDocument", json::object{{"uri", "untitled:One.casus"},
                                                    {"languageId", "casus"},
                                                    {"version", 1},
                                                    {"text", "unit\n"}}}});
  editor.server().settle();
  CHECK_THAT(published(editor), Catch::StartsWith("untitled:One.casus: "));
}
