// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/branch.hpp"
#include "report/display.hpp"

namespace casus::report {
namespace {

/// Lines of text are at least so wide.
constexpr std::size_t least_text = 12;

struct Row {
  std::string head;   ///< guides, branch sign and amount before the text
  std::string below;  ///< guides before the text's further lines
  const Branch* branch = nullptr;
  bool root = false;
};

class Drawing {
 public:
  Drawing(const Branch& root, const Style& style) : style_(style) {
    measure(root);
    // In ASCII a minus next to a branch sign would read as part of it.
    if (style.ascii) ++amount_width_;
    const std::string_view below = root.children.empty() ? "" : signs(style).pipe;
    rows_.push_back({"", std::string(below), &root, true});
    collect(root, "");
  }

  [[nodiscard]] std::string text() const {
    const std::size_t width = columns(style_);
    const std::size_t column = reference_column(width);
    std::string out;
    for (const Row& row : rows_) out += lines(row, column, width);
    return out;
  }

  [[nodiscard]] std::size_t lines_below() const {
    const std::size_t width = columns(style_);
    const std::size_t column = reference_column(width);
    std::size_t count = 0;
    for (const Row& row : rows_) {
      if (row.root) continue;
      const std::string shown = lines(row, column, width);
      count += static_cast<std::size_t>(std::ranges::count(shown, '\n'));
    }
    return count;
  }

 private:
  void measure(const Branch& branch) {
    for (const Branch& child : branch.children) {
      amount_width_ = std::max(amount_width_, child.amount_text().size());
      measure(child);
    }
  }

  void collect(const Branch& parent, const std::string& guides) {
    const bool amounts = std::ranges::any_of(
        parent.children, [](const Branch& child) { return child.amount.has_value(); });
    for (const Branch& child : parent.children) {
      const bool last = &child == &parent.children.back();
      Row row;
      row.head = guides;
      row.head += last ? signs(style_).elbow : signs(style_).tee;
      row.head += amounts ? pad_left(child.amount_text(), amount_width_) + "  " : " ";
      std::string inner = guides;
      inner += last ? std::string_view("   ") : signs(style_).pipe;
      row.below = inner;
      if (!child.children.empty()) row.below += signs(style_).pipe;
      row.below = pad_right(row.below, display_width(row.head));
      row.branch = &child;
      rows_.push_back(std::move(row));
      collect(child, inner);
    }
  }

  [[nodiscard]] static std::size_t text_width(const Branch& branch) {
    const std::size_t product = display_width(branch.product);
    return display_width(branch.text) + (product > 0 ? 1 + product : 0);
  }

  /// Where references begin, but for those that find no room there.
  [[nodiscard]] std::size_t reference_column(std::size_t width) const {
    std::size_t longest = 0;
    std::size_t references = 0;
    for (const Row& row : rows_) {
      const std::size_t own = display_width(row.branch->references);
      // Long ones stand where they can, and push no others aside.
      if (own == 0 || own > width * 2 / 5) continue;
      // A root's place needs a wider gap than a reference in brackets.
      const std::size_t gap = row.root ? 1 : 0;
      longest = std::max(longest, display_width(row.head) + text_width(*row.branch) + gap);
      references = std::max(references, own);
    }
    return std::min(longest + 1, width - references);
  }

  /// Columns before the text: of its first line, and of the others.
  [[nodiscard]] static std::size_t indent(const Row& row, bool first) {
    return display_width(first ? row.head : row.below);
  }

  [[nodiscard]] static std::size_t room(const Row& row, bool first, std::size_t width) {
    const std::size_t before = indent(row, first);
    return std::max(width > before ? width - before : 0, least_text);
  }

  /// The text; `tail` gets what stands behind its last line: references, in their column.
  [[nodiscard]] std::vector<std::string> text_lines(const Row& row, std::size_t column,
                                                    std::size_t width, std::string& tail) const {
    const Branch& branch = *row.branch;
    std::vector<std::string> texts = wrap(branch.text, room(row, true, width));
    if (texts.size() > 1) {
      texts = wrap(branch.text, std::min(room(row, true, width), room(row, false, width)));
    }
    const auto before = [&] { return indent(row, texts.size() == 1); };
    const auto end = [&] { return before() + display_width(texts.back()); };
    const std::size_t product = display_width(branch.product);
    const std::size_t own = display_width(branch.references);
    const auto fits = [&](std::size_t more) { return own == 0 || end() + more + 1 + own <= width; };
    if (product > 0) {
      // It goes down to a line that references need for themselves.
      const bool beside = end() + 1 + product <= before() + room(row, texts.size() == 1, width);
      const bool both = indent(row, false) + product + 1 + own <= width;
      const bool below = !beside || (!fits(1 + product) && both);
      below ? texts.push_back(branch.product) : void(texts.back() += ' ' + branch.product);
    }
    if (own == 0) return texts;
    if (!fits(0)) texts.emplace_back();
    const std::size_t least = texts.back().empty() ? before() : end() + 1;
    const std::size_t begin = std::max(std::min(column, width > own ? width - own : 0), least);
    tail.append(begin - end(), ' ');
    tail += paint(style_, Paint::faint, branch.references);
    return texts;
  }

  [[nodiscard]] static std::vector<std::string> note_lines(const Remark& note, std::size_t room) {
    constexpr std::string_view gap = "   ";
    std::vector<std::string> result = wrap(note.text, room);
    if (note.aside.empty()) return result;
    const bool beside =
        display_width(result.back()) + gap.size() + display_width(note.aside) <= room;
    if (beside) {
      result.back().append(gap).append(note.aside);
      return result;
    }
    for (std::string& line : wrap(note.aside, room)) result.push_back(std::move(line));
    return result;
  }

  [[nodiscard]] std::string lines(const Row& row, std::size_t column, std::size_t width) const {
    const Branch& branch = *row.branch;
    std::string tail;
    const std::vector<std::string> texts = text_lines(row, column, width, tail);
    std::string out;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::string line = i == 0 ? row.head : row.below;
      line += row.root && i == 0 ? paint(style_, Paint::strong, texts[i]) : texts[i];
      if (i + 1 == texts.size()) line += tail;
      trim_end(line);
      out += line + '\n';
    }
    for (const Remark& note : branch.notes) {
      for (std::string& line : note_lines(note, room(row, false, width))) {
        line.insert(0, row.below);
        trim_end(line);
        out += line + '\n';
      }
    }
    return out;
  }

  const Style& style_;
  std::size_t amount_width_ = 5;  // "-11.2": trees of small amounts look the same
  std::vector<Row> rows_;
};

}  // namespace

std::string draw(const Branch& root, const Style& style) { return Drawing(root, style).text(); }

std::size_t lines_below(const Branch& root, const Style& style) {
  return Drawing(root, style).lines_below();
}

}  // namespace casus::report
