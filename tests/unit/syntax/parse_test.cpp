// SPDX-License-Identifier: Apache-2.0
#include "syntax/parse.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <variant>

#include "support/catch.hpp"
#include "support/sample_page.hpp"
#include "unit/syntax/texts.hpp"

using namespace casus;
using tests::places;
using tests::tree_of_broken;

namespace {

struct Parse {
  explicit Parse(std::string text) : file(sources.add("a.casus", std::move(text))) {
    parsed = syntax::parse(sources, file);
  }
  [[nodiscard]] std::string marked(Span span) const { return std::string(sources.text(span)); }
  template <class T>
  [[nodiscard]] const T& declaration(std::size_t i) const {
    return std::get<T>(parsed.file.declarations.at(i).node);
  }
  Sources sources;
  std::uint32_t file;
  syntax::Parsed parsed;
};

}  // namespace

TEST_CASE("each broken declaration is reported once and the others are read",
          "[syntax][recovery]") {
  const std::string text =
      "rule one when p(x)\n"  // no conclusion
      "rule two when p(x) then q(x)\n"
      "fact three { a }\n"              // no type
      "rule four when p(x then q(x)\n"  // not closed
      "  certainty\n"
      "garbage that says nothing\n"
      "rule five then q(x)\n"
      "enum six { in }\n"  // reserved
      "unit seven\n";
  CHECK(places(text) == "E0101 1:19, E0101 3:16, E0101 4:17, E0106 8:12");
  CHECK(tree_of_broken(text) ==
        "(broken rule one)\n(rule two (when (p x)) (then (q x)))\n(broken fact three)\n"
        "(broken rule four)\n(rule five (then (q x)))\n(broken enum six)\n(unit seven)");
}

TEST_CASE("two broken neighbours are reported as often as each alone", "[syntax][recovery]") {
  const std::string body =
      "  when leader(country: c, age: y)\n   and y >= 70 years\n  then old(country: c)\n";
  const std::vector<std::string> broken{
      "rule a\n  when leader(country: c)\n",
      "rule a\n  when leader(country: c\n   and c != d\n  then old(country: c)\n",
      "rule a\n  when leader(country: c)\n   and\n  then old(country: c)\n",
      "rule 5a\n" + body,
      "rule\n" + body,
      "rule a \"title\n" + body,
      "rule a\n  leader(country: c)\n  then old(country: c)\n",
      "rule a\n" + body + "  certainty\n",
      "rule a\n" + body + "  because yes\n",
      "rul a\n" + body,
      "rule a\n  when leader(country: c)\n  supports foo.bar(c) 5\n",
      "fact f { a text }\n",
      "fact { a: text }\n",
      "rating x(a: text) of leader(country: a) starts 5\n",
      "unit 5\n",
      "scale S 0..100 { a < , b }\n",
      "table t(a: int) -> text { | a | result | }\n",
      "relation d(a: text\n",
  };
  const std::string good = "rule good\n" + body;
  for (const std::string& one : broken) {
    const std::size_t alone = Parse(good + one + good).parsed.diagnostics.size();
    REQUIRE(alone == 1);
    for (const std::string& other : broken) {
      INFO(one << other);
      REQUIRE(Parse(one + other + good).parsed.diagnostics.size() == 2);
    }
  }
}

TEST_CASE("text that belongs to nothing is reported once", "[syntax][recovery]") {
  CHECK(places("some words\nand more\n\nuse a\n") == "E0101 1:1");
  CHECK(tree_of_broken("some words\nand more\n\nuse a\n") == "(use a)");
  CHECK(places("use a\n)\n)\nuse b") == "E0101 2:1");
  CHECK(places("\"text\"") == "E0101 1:1");
  CHECK(places("rule") == "E0101 1:5");
}

TEST_CASE("a keyword misspelt at the margin gets its own message", "[syntax][recovery]") {
  const std::string text =
      "rule one when p(x) and\n\nrul two then q(x)\nfact three { a: }\nrelaton four(a: text)\n";
  CHECK(places(text) == "E0101 1:23, E0101 3:1, E0101 4:17, E0101 5:1");
  CHECK(tree_of_broken(text) ==
        "(broken rule one)\n(rule two (then (q x)))\n(broken fact three)\n"
        "(relation four (field a text))");
}

TEST_CASE("a broken declaration keeps its name", "[syntax][recovery]") {
  const Parse p("relation knows(a: text, b text)\nrule r \"Title\" when when");
  CHECK(p.parsed.file.declarations.at(0).broken);
  CHECK(p.declaration<ast::Relation>(0).name.text == "knows");
  CHECK(p.parsed.file.declarations.at(1).broken);
  CHECK(p.declaration<ast::Rule>(1).name.text == "r");
}

TEST_CASE("header lines out of place are reported and still read", "[syntax][header]") {
  CHECK(places("use x\nmodule a.b") == "E0101 2:1");
  CHECK(tree_of_broken("use x\nmodule a.b") == "(module a.b)\n(use x)");
  CHECK(places("module a\nmodule b") == "E0101 2:1");
  CHECK(places("module a\nedition 2026") == "E0101 2:1");
  CHECK(places("edition 2025") == "E0107 1:9");
  CHECK(places("edition\nmodule a.b\nuse c") == "E0101 1:8");
  CHECK(tree_of_broken("edition\nmodule a.b\nuse c") == "(module a.b)\n(use c)");
  CHECK(tree_of_broken("modul a.b\nuse c") == "(module a.b)\n(use c)");
}

TEST_CASE("spans mark what was written", "[syntax][span]") {
  const Parse p(
      "/// doc\n"
      "rule r \"T\"  // c\n"
      "  when p(a: >= 70 years , b) and (x + 1) * 2 > y\n"
      "  supports s.f(a) by 6   // d\n"
      "  because \"why\"\n"
      "\n"
      "fact f { a : int years in 0..120 open , b: text }  // e\n");
  REQUIRE(p.parsed.diagnostics.empty());
  CHECK(p.marked(p.parsed.file.declarations.at(0).span).starts_with("rule r"));
  CHECK(p.marked(p.parsed.file.declarations.at(0).span).ends_with("because \"why\""));
  CHECK(p.marked(p.parsed.file.declarations.at(1).span).ends_with("b: text }"));

  const auto& rule = p.declaration<ast::Rule>(0);
  CHECK(p.marked(rule.name.span) == "r");
  CHECK(p.marked(rule.title->span) == "\"T\"");
  CHECK(p.marked(rule.because->span) == "\"why\"");
  CHECK(p.marked(rule.conclusions.at(0).span) == "supports s.f(a) by 6");
  CHECK(p.marked(rule.when->span) == "p(a: >= 70 years , b) and (x + 1) * 2 > y");

  const auto& both = std::get<ast::Binary>(rule.when->node);
  CHECK(p.marked(both.op_span) == "and");
  const auto& call = std::get<ast::Call>(both.left->node);
  CHECK(p.marked(both.left->span) == "p(a: >= 70 years , b)");
  CHECK(p.marked(call.name.span) == "p");
  CHECK(p.marked(call.arguments.at(0).span) == "a: >= 70 years");
  CHECK(p.marked(call.arguments.at(0).name->span) == "a");
  CHECK(p.marked(call.arguments.at(0).value->span) == "70 years");
  CHECK(p.marked(call.arguments.at(1).span) == "b");
  const auto& more = std::get<ast::Binary>(both.right->node);
  CHECK(p.marked(more.left->span) == "(x + 1) * 2");
  CHECK(p.marked(std::get<ast::Binary>(more.left->node).left->span) == "(x + 1)");

  const auto& fields = p.declaration<ast::Relation>(1).fields;
  CHECK(p.marked(fields.at(0).span) == "a : int years in 0..120 open");
  CHECK(p.marked(fields.at(0).type.span) == "int years");
  CHECK(p.marked(fields.at(0).in->span) == "0..120");
  CHECK(p.marked(fields.at(1).span) == "b: text");
}

TEST_CASE("spans count bytes, places count characters", "[syntax][span]") {
  const Parse p("rule r then p(\"Қазақстан\", ?)");
  REQUIRE(p.parsed.diagnostics.size() == 1);
  const Span at = p.parsed.diagnostics.front().labels.front().span;
  CHECK(at.begin == 36);  // 15 bytes, 9 letters of 2 bytes, `", `
  CHECK(p.sources.position(at.file, at.begin) == Position{1, 28});
}

TEST_CASE("the height of an expression counts its levels", "[syntax][span]") {
  const Parse p("rule r when a + b * (c - -d) > f(g(1), 2) then p(1)");
  REQUIRE(p.parsed.diagnostics.empty());
  // > + * - (unary -) d
  CHECK(p.declaration<ast::Rule>(0).when->height == 6);
}

TEST_CASE("messages come in the order of the text", "[syntax][recovery]") {
  const Parse p("rule a when p(x) == 1 and\nrule b when x == 2 then p(x);\nfact c {\n");
  REQUIRE(p.parsed.diagnostics.size() == 5);
  CHECK(std::ranges::is_sorted(p.parsed.diagnostics, {},
                               [](const Diagnostic& d) { return d.labels.front().span.begin; }));
}

TEST_CASE("a text cut off anywhere breaks at most its last declaration", "[syntax][recovery]") {
  const std::string page(testing::sample_page);
  for (std::size_t cut = 0; cut < page.size(); cut += 3) {
    const Parse p(page.substr(0, cut));
    CAPTURE(cut, page.substr(cut > 40 ? cut - 40 : 0, cut > 40 ? 40 : cut));
    const auto& declarations = p.parsed.file.declarations;
    // Two where a number or a row is cut in its midst and what follows is missing as well.
    REQUIRE(p.parsed.diagnostics.size() <= 2);
    for (std::size_t i = 0; i + 1 < declarations.size(); ++i) REQUIRE(!declarations[i].broken);
  }
}

TEST_CASE("a token left out breaks at most the declaration it is missing from",
          "[syntax][recovery]") {
  const std::string page(testing::sample_page);
  const Parse whole(page);
  const std::size_t count = whole.parsed.file.declarations.size();
  std::size_t at = 0;
  while ((at = page.find_first_not_of(" \n", at)) != std::string::npos) {
    const auto in_word = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
    };
    std::size_t end = at + 1;
    while (in_word(page[at]) && in_word(page[end])) ++end;
    const Parse p(page.substr(0, at) + page.substr(end));
    CAPTURE(page.substr(at, end - at), p.sources.position(0, static_cast<std::uint32_t>(at)).line);
    REQUIRE(p.parsed.diagnostics.size() <= 2);
    REQUIRE(std::ranges::count_if(p.parsed.file.declarations, &ast::Declaration::broken) <= 1);
    REQUIRE(p.parsed.file.declarations.size() + 1 >= count);
    at = end;
  }
}
