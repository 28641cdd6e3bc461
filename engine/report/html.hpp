// SPDX-License-Identifier: Apache-2.0
//
// HTML as all our pages are written: one file, no script, nothing from elsewhere, one style sheet
// for light, dark and paper. What is written as text is escaped, and no control or bidirectional
// character of a text reaches the page as such. What stands where is decided by who writes a page.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace casus::report {

struct Attribute {
  std::string_view name;
  std::string_view value;
};
using Attributes = std::initializer_list<Attribute>;

class Html {
 public:
  explicit Html(std::string& out) : out_(out) {}

  /// `tag` outlives the element.
  Html& open(std::string_view tag, Attributes attributes = {});
  /// What was opened last.
  Html& close();
  /// Without content: `<meta>`, `<col>`.
  Html& empty(std::string_view tag, Attributes attributes);
  Html& text(std::string_view text);
  Html& element(std::string_view tag, std::string_view text) { return element(tag, {}, text); }
  Html& element(std::string_view tag, Attributes attributes, std::string_view text);
  /// To an anchor of this page.
  Html& link(std::string_view anchor, std::string_view text);
  /// To another page, where that is an address of the web; else the text alone.
  Html& web_link(std::string_view address, std::string_view text);
  /// Doc comments: paragraphs, and lists of lines that begin with `- `. What stands in backticks is
  /// code, put there by `code`.
  template <class Code>
  Html& prose(std::string_view text, const Code& code);

  /// Ends the line.
  Html& line();

  /// The head of a page and the begin of its body, with a link to `#main` for who skips the rest;
  /// and their ends.
  void begin_page(std::string_view title);
  void end_page();

 private:
  std::string& out_;
  std::vector<std::string_view> open_;
};

/// Blocks of a doc comment: a paragraph, or an item of a list. Line ends inside are blanks.
struct ProseBlock {
  bool item = false;
  std::string text;
};
[[nodiscard]] std::vector<ProseBlock> prose_blocks(std::string_view text);

template <class Code>
Html& Html::prose(std::string_view text, const Code& code) {
  bool in_list = false;
  for (const ProseBlock& block : prose_blocks(text)) {
    if (in_list != block.item) {
      if (in_list) {
        close();
      } else {
        open("ul");
      }
      in_list = block.item;
    }
    open(block.item ? "li" : "p");
    const std::string_view all = block.text;
    for (std::size_t at = 0; at < all.size();) {
      const std::size_t from = all.find('`', at);
      const std::size_t to = from == all.npos ? all.npos : all.find('`', from + 1);
      this->text(all.substr(at, to == all.npos ? all.npos : from - at));
      if (to == all.npos) break;
      code(all.substr(from + 1, to - from - 1));
      at = to + 1;
    }
    close();
  }
  if (in_list) close();
  return *this;
}

}  // namespace casus::report
