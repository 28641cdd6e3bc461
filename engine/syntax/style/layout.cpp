// SPDX-License-Identifier: Apache-2.0
#include "syntax/style/layout.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/width.hpp"

namespace casus::syntax::style {
namespace {

constexpr int margin = 2;  ///< of what goes on below a comment

}  // namespace

class Printer {
 public:
  using Kind = Layout::Kind;

  explicit Printer(int width) : width_(width) {}

  std::string print(const Layout& layout) {
    stack_.push_back({&layout, 0, false});
    while (!stack_.empty()) {
      const Item item = stack_.back();
      stack_.pop_back();
      put(item);
    }
    if (!at_start_) end_line();
    return std::move(out_);
  }

 private:
  struct Item {
    const Layout* layout;
    int indent;
    bool flat;
  };

  void put(const Item& item) {
    const Layout& layout = *item.layout;
    switch (layout.kind_) {
      case Kind::sequence:
        push_parts(layout, item.indent, item.flat, stack_);
        break;
      case Kind::text:
        write(layout.text_, item.indent);
        break;
      case Kind::line:
        if (!item.flat) {
          end_line();
          break;
        }
        [[fallthrough]];
      case Kind::blank:
        if (!at_start_ && !ended_) ++blanks_;
        break;
      case Kind::hard_line:
        if (!at_start_) end_line();
        break;
      case Kind::blank_line:
        if (!at_start_) end_line();
        if (!out_.empty()) out_ += '\n';
        break;
      case Kind::comment:
        if (!at_start_) ended_ = true;
        write(layout.text_, item.indent);
        ended_ = true;
        break;
      case Kind::comment_behind:
        out_ += "  " + layout.text_;
        ended_ = true;
        break;
      case Kind::group: {
        const Item inner{&layout.parts_.front(), item.indent, item.flat || fits(layout)};
        stack_.push_back(inner);
        break;
      }
      case Kind::nest:
        stack_.push_back({&layout.parts_.front(), item.indent + layout.columns_, item.flat});
        break;
      case Kind::align: {
        const int here = at_start_ || ended_ ? item.indent : column_ + blanks_;
        stack_.push_back({&layout.parts_.front(), here + layout.columns_, item.flat});
        break;
      }
    }
  }

  static void push_parts(const Layout& layout, int indent, bool flat, std::vector<Item>& to) {
    for (std::size_t i = layout.parts_.size(); i-- > 0;) {
      to.push_back({&layout.parts_[i], indent, flat});
    }
  }

  void write(std::string_view text, int indent) {
    if (text.empty()) return;
    if (ended_) {
      end_line();
      // At the margin a reader would look for a declaration.
      indent = std::max(indent, margin);
    }
    if (at_start_) {
      out_.append(static_cast<std::size_t>(indent), ' ');
      column_ = indent;
      at_start_ = false;
    }
    out_.append(static_cast<std::size_t>(blanks_), ' ');
    out_ += text;
    column_ += blanks_ + static_cast<int>(base::width(text));
    blanks_ = 0;
  }

  void end_line() {
    out_ += '\n';
    at_start_ = true;
    ended_ = false;
    blanks_ = 0;
    column_ = 0;
  }

  /// Whether a group fits on the rest of the line, up to the first break behind it.
  bool fits(const Layout& group) const {
    if (group.broken_) return false;
    int room = width_ - (at_start_ ? 0 : column_ + blanks_);
    std::vector<Item> open{{&group.parts_.front(), 0, true}};
    std::size_t rest = stack_.size();
    while (room >= 0) {
      if (open.empty()) {
        if (rest == 0) return true;
        open.push_back(stack_[--rest]);
      }
      const Item item = open.back();
      open.pop_back();
      const Layout& layout = *item.layout;
      switch (layout.kind_) {
        case Kind::text:
          room -= static_cast<int>(base::width(layout.text_));
          break;
        case Kind::line:
          if (!item.flat) return true;
          [[fallthrough]];
        case Kind::blank:
          --room;
          break;
        case Kind::hard_line:
        case Kind::blank_line:
        case Kind::comment:
        case Kind::comment_behind:
          return true;
        default:
          push_parts(layout, 0, item.flat, open);
      }
    }
    return false;
  }

  int width_;
  std::vector<Item> stack_;
  std::string out_;
  int column_ = 0;
  int blanks_ = 0;        ///< to be written before the next text
  bool at_start_ = true;  ///< nothing stands on the line
  bool ended_ = false;    ///< a comment ends the line
};

Layout Layout::of(Kind kind, std::string_view text, bool broken) {
  Layout result;
  result.kind_ = kind;
  result.text_ = text;
  result.broken_ = broken;
  return result;
}
Layout Layout::around(Kind kind, int columns, Layout inner) {
  Layout result;
  result.kind_ = kind;
  result.columns_ = columns;
  result.broken_ = inner.broken_;
  result.parts_.push_back(std::move(inner));
  return result;
}

Layout::Layout(std::string_view text) : kind_(text == " " ? Kind::blank : Kind::text) {
  if (kind_ == Kind::text) text_ = text;
}
Layout Layout::line() { return of(Kind::line, {}, false); }
Layout Layout::hard_line() { return of(Kind::hard_line, {}, true); }
Layout Layout::blank_line() { return of(Kind::blank_line, {}, true); }
Layout Layout::comment(std::string_view text) { return of(Kind::comment, text, true); }
Layout Layout::comment_behind(std::string_view text) {
  return of(Kind::comment_behind, text, true);
}
Layout Layout::group(Layout inner) { return around(Kind::group, 0, std::move(inner)); }
Layout Layout::nest(int columns, Layout inner) {
  return around(Kind::nest, columns, std::move(inner));
}
Layout Layout::align(Layout inner, int columns) {
  return around(Kind::align, columns, std::move(inner));
}

void Layout::add(Layout more) {
  if (kind_ != Kind::sequence) {
    Layout whole;
    whole.broken_ = broken_;
    whole.parts_.push_back(std::move(*this));
    *this = std::move(whole);
  }
  broken_ = broken_ || more.broken_;
  parts_.push_back(std::move(more));
}

std::string Layout::print(int width) const { return Printer(width).print(*this); }

std::string Layout::on_one_line() const {
  std::string result = group(*this).print(std::numeric_limits<int>::max() / 2);
  if (!result.empty()) result.pop_back();
  return result;
}

}  // namespace casus::syntax::style
