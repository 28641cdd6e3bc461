// SPDX-License-Identifier: Apache-2.0
//
// Text that knows where its lines may be broken. A group stands on one line where it fits, else all
// its own breaks become lines; the groups inside it are asked again. After P. Wadler, "A prettier
// printer" (2003), in the form of an explicit stack, with comments as a part of the layout.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace casus::syntax::style {

class Layout {
 public:
  /// Nothing.
  Layout() = default;
  /// A text without ends of lines. " " is a blank between two others: none ends a line.
  Layout(std::string_view text);
  Layout(const char* text) : Layout(std::string_view(text)) {}
  Layout(const std::string& text) : Layout(std::string_view(text)) {}
  /// One after the other. In braces, so that the parts are made in this order: what takes tokens
  /// from a stream relies on it.
  template <class Second, class... Parts>
  Layout(Layout first, Second second, Parts... more) : Layout() {
    add(std::move(first));
    add(std::move(second));
    (add(std::move(more)), ...);
  }
  /// A blank, or the end of a line.
  static Layout line();
  /// The end of a line in any case.
  static Layout hard_line();
  static Layout blank_line();
  /// A comment on a line of its own.
  static Layout comment(std::string_view text);
  /// A comment behind what stands before it: what follows begins a line.
  static Layout comment_behind(std::string_view text);

  /// Either all on one line or broken at each of its own breaks.
  static Layout group(Layout inner);
  /// Lines inside begin `columns` further to the right.
  static Layout nest(int columns, Layout inner);
  /// Lines inside begin where the first one does, `columns` further to the right.
  static Layout align(Layout inner, int columns = 0);

  void add(Layout more);

  /// Holds a comment or a `hard_line`, and so does not fit on one line.
  [[nodiscard]] bool is_broken() const { return broken_; }

  /// Lines of at most `width` columns where it can be; ends with the end of a line.
  [[nodiscard]] std::string print(int width) const;
  /// On one line. For what is not broken.
  [[nodiscard]] std::string on_one_line() const;

 private:
  friend class Printer;
  enum class Kind {
    sequence,
    text,
    blank,
    line,
    hard_line,
    blank_line,
    comment,
    comment_behind,
    group,
    nest,
    align
  };
  static Layout of(Kind kind, std::string_view text, bool broken);
  static Layout around(Kind kind, int columns, Layout inner);

  Kind kind_ = Kind::sequence;
  bool broken_ = false;
  int columns_ = 0;
  std::string text_;
  std::vector<Layout> parts_;
};

}  // namespace casus::syntax::style
