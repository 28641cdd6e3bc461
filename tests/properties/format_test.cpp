// SPDX-License-Identifier: Apache-2.0
//
// Whatever blanks, ends of lines and comments stand between the tokens of a program: its layout is
// one and the same, keeps the comments in their order, and laid out again it stays as it is. That
// it also means the same `format_rules` sees to, which compares the syntax trees.
#include "casus/format.hpp"

#include <algorithm>

#include "properties/sample.hpp"
#include "properties/settings.hpp"
#include "support/catch.hpp"
#include "support/folders.hpp"
#include "syntax/style/tokens.hpp"

using namespace casus;

namespace {

using syntax::style::Token;

/// Between two tokens that stand without a blank beside each other, and have to.
bool clings(const Token& before, const Token& after) {
  const auto binds = [](const Token& one) { return one.is(".") || one.is("%") || one.is("-"); };
  return before.text.end() == after.text.begin() && (binds(before) || binds(after));
}

/// A unit stands on the line of its number or type.
bool keeps_line(const Token& before, const Token& after) {
  const bool measured = before.kind == Token::Kind::number || before.is("number") ||
                        before.is("int") || before.is("%");
  return measured && after.kind == Token::Kind::word;
}

/// The tokens of a text with other blanks between them, and comments where `comments` is given.
std::string scattered(properties::Draw& draw, std::string_view text,
                      std::vector<std::string>* comments) {
  const std::vector<Token> all = syntax::style::tokens(text);
  std::string result;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (i > 0 && !clings(all[i - 1], all[i])) {
      const bool apart = all[i - 1].text.end() != all[i].text.begin();
      if (apart || draw.chance(30)) result += ' ';
      if (!keeps_line(all[i - 1], all[i]) && draw.chance(30)) {
        if (comments != nullptr && draw.chance(20)) {
          if (draw.chance(50)) result.append(1 + draw.below(2), '\n');
          const char* mark = draw.chance(30) ? "/// " : "// ";
          comments->push_back(mark + std::to_string(comments->size()) + '.');
          result += ' ' + comments->back();
          if (draw.chance(20)) result += '\n';
        }
        result += '\n';
      }
      result.append(draw.below(4), ' ');
      // At the margin `text` would be taken for a slip of `test`.
      if (result.ends_with('\n')) result += ' ';
    }
    result += all[i].text;
  }
  return result + '\n';
}

std::string without_comments(const std::string& text) {
  std::string result = text;
  const auto blank_out = [&](std::string_view comment) {
    if (!comment.empty())
      result.replace(static_cast<std::size_t>(comment.data() - text.data()), comment.size(),
                     comment.size(), ' ');
  };
  for (const Token& token : syntax::style::tokens(text)) {
    for (const auto& comment : token.before) blank_out(comment.text);
    blank_out(token.behind);
  }
  return result;
}

std::string laid_out(const std::string& text) {
  const Formatted result = format_rules({"rules.casus", text});
  for (const Diagnostic& one : result.diagnostics) UNSCOPED_INFO(one.message);
  REQUIRE_FALSE(result.text.empty());
  CHECK(result.edits.empty() == (result.text == text));
  std::string edited = text;
  for (auto edit = result.edits.rbegin(); edit != result.edits.rend(); ++edit) {
    edited.replace(edit->span.begin, edit->span.size(), edit->replacement);
  }
  CHECK(edited == result.text);
  return result.text;
}

/// One layout, however the words were scattered; with comments among them it keeps all of these.
void check_layouts(properties::Draw& draw, const std::string& text) {
  const std::string once = laid_out(scattered(draw, text, nullptr));
  CHECK(laid_out(scattered(draw, text, nullptr)) == once);
  CHECK(laid_out(once) == once);

  std::vector<std::string> comments;
  const std::string commented = scattered(draw, text, &comments);
  INFO(commented);
  const std::string result = laid_out(commented);
  INFO(result);
  CHECK(laid_out(result) == result);
  std::size_t at = 0;
  for (const std::string& comment : comments) {
    INFO(comment);
    at = result.find(comment, at);
    REQUIRE(at != std::string::npos);
  }
}

}  // namespace

TEST_CASE("the layout of random programs does not depend on how they were laid out",
          "[properties][format]") {
  const auto [first, programs] = properties::seeds(200);
  for (std::uint64_t seed = first; seed < first + programs; ++seed) {
    properties::Draw draw(seed);
    const std::string text = properties::sample(draw, {.counting = 20, .choices = 20}).rule_text();
    INFO("CASUS_SEED=" << seed);
    INFO(text);
    check_layouts(draw, text);
  }
}

TEST_CASE("the layout of the shipped rules does not depend on how they were laid out",
          "[properties][format]") {
  const auto [first, rounds] = properties::seeds(3);
  for (std::uint64_t seed = first; seed < first + rounds; ++seed) {
    properties::Draw draw(seed);
    for (const char* folder : {"rules", "examples"}) {
      for (const auto& path : testing::files_below(testing::project_root() / folder, ".casus")) {
        INFO("CASUS_SEED=" << seed << ' ' << testing::shown(path));
        check_layouts(draw, without_comments(testing::read_file(path)));
      }
    }
  }
}
