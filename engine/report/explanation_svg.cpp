// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/explanation.hpp"
#include "report/pictured.hpp"
#include "report/proof.hpp"
#include "report/svg.hpp"
#include "report/tree_layout.hpp"

namespace casus::report {
namespace {

using Kind = Explanation::Kind;

constexpr double margin = 16;
constexpr double padding = 9;
constexpr double stripe = 4;  ///< at the left of what adds or takes points
constexpr double widest_text = 300;
constexpr double widest_root = 360;
constexpr double gap_below_root = 28;
constexpr Font plain{.size = 13};
constexpr Font small{.size = 11.5};

struct Line {
  std::string text;
  std::string_view classes;
  Font font;
};

double height_of(const Font& font) { return std::round(font.size * 1.36); }

/// One branch, ready to be put somewhere.
struct Piece {
  const Branch* branch = nullptr;
  std::string amount;
  std::vector<Line> lines;
  double text_at = padding;  ///< from the left edge
  TreeBox box;
};

std::string_view box_class(const Branch& branch) {
  switch (look_of(branch)) {
    case Look::answer:
    case Look::pillar:
      return "casus-strong";
    case Look::fact:
      return "casus-fact";
    case Look::open:
    case Look::loose:
      return "casus-loose";
    case Look::said:
      return "casus-box";
    case Look::plain:
      break;
  }
  return "casus-plain";
}

bool is_loose(const Branch& branch) {
  return branch.node != nullptr && counts_for_nothing(*branch.node);
}

/// The tree of one answer.
class Picture {
 public:
  explicit Picture(const Branch& root) {
    add(root, true);
    std::vector<TreeBox> boxes;
    for (const Piece& piece : pieces_) boxes.push_back(piece.box);
    layout_ = lay_out(boxes);
  }

  [[nodiscard]] double width() const { return layout_.width; }
  [[nodiscard]] double height() const { return layout_.height; }

  void draw(Svg& svg, double top) const {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      for (const std::size_t child : pieces_[i].box.children) draw_line(svg, i, child, top);
    }
    for (std::size_t i = 0; i < pieces_.size(); ++i) draw_piece(svg, i, top);
  }

 private:
  std::size_t add(const Branch& branch, bool root) {
    const std::size_t at = pieces_.size();
    pieces_.push_back(piece(branch, root));
    for (const Branch& child : branch.children) {
      const std::size_t place = add(child, false);
      pieces_[at].box.children.push_back(place);
    }
    return at;
  }

  [[nodiscard]] static Piece piece(const Branch& branch, bool root) {
    Piece piece{.branch = &branch};
    const Kind kind = branch.node == nullptr ? Kind::comparison : branch.node->kind;
    const bool heads = root || kind == Kind::factor;
    const Font font{.size = root ? 15.0 : plain.size, .bold = heads};
    const auto append = [&](const std::string& text, std::string_view classes, const Font& in) {
      if (text.empty()) return;
      for (std::string& line : wrap_text(text, root ? widest_root : widest_text, in)) {
        piece.lines.push_back({std::move(line), classes, in});
      }
    };
    append(branch.text, "casus-text", font);
    const bool both = !branch.product.empty() && !branch.references.empty();
    append(branch.product + (both ? "  " : "") + branch.references, "casus-faint", small);
    for (const Remark& note : branch.notes) {
      append(note.text, "casus-faint", small);
      append(note.aside, "casus-faint", small);
    }
    if (kind == Kind::fact && branch.node->evidence && !branch.node->evidence->quote.empty()) {
      append("“" + branch.node->evidence->quote + "”", "casus-faint", small);
    }
    if (branch.amount) {
      piece.amount = branch.amount_text();
      // As wide for all, so that texts stand below each other.
      const double wide = text_width("+00.0", amount_font());
      piece.text_at += stripe + std::max(wide, text_width(piece.amount, amount_font())) + padding;
    }
    double widest = 0;
    double height = 2 * padding;
    for (const Line& line : piece.lines) {
      widest = std::max(widest, text_width(line.text, line.font));
      height += height_of(line.font);
    }
    piece.box.width = piece.text_at + widest + padding;
    piece.box.height = height;
    return piece;
  }

  [[nodiscard]] static Font amount_font() { return {.size = plain.size, .bold = true}; }

  /// Where lines meet a box: at its first line of text.
  [[nodiscard]] double joint(std::size_t piece) const {
    return layout_.positions[piece].y + padding + height_of(plain) / 2;
  }

  void draw_line(Svg& svg, std::size_t parent, std::size_t child, double top) const {
    const TreeLayout::Position& from = layout_.positions[parent];
    const TreeLayout::Position& to = layout_.positions[child];
    const double x = margin + from.x + layout_.widths[from.level];
    const double end = margin + to.x;
    const double y = top + joint(parent);
    const double target = top + joint(child);
    const double turn = (x + end) / 2;
    constexpr double bend = 6;
    std::string path = fmt::format("M{} {}", coordinate(x), coordinate(y));
    if (target - y < 2 * bend) {
      path += fmt::format("H{}V{}H{}", coordinate(turn), coordinate(target), coordinate(end));
    } else {
      path += fmt::format("H{}Q{} {} {} {}V{}Q{} {} {} {}H{}", coordinate(turn - bend),
                          coordinate(turn), coordinate(y), coordinate(turn), coordinate(y + bend),
                          coordinate(target - bend), coordinate(turn), coordinate(target),
                          coordinate(turn + bend), coordinate(target), coordinate(end));
    }
    svg.path(path, is_loose(*pieces_[child].branch) ? "casus-loose-line" : "casus-line");
  }

  void draw_piece(Svg& svg, std::size_t place, double top) const {
    const Piece& piece = pieces_[place];
    const TreeLayout::Position& at = layout_.positions[place];
    const double x = margin + at.x;
    const double y = top + at.y;
    // All boxes of a layer are as wide as its widest.
    svg.box({x, y, layout_.widths[at.level], piece.box.height, 4}, box_class(*piece.branch));
    const bool weighs = piece.branch->amount && piece.branch->sort != Branch::Sort::start &&
                        *piece.branch->amount != 0;
    if (weighs) {
      svg.box({x, y, stripe, piece.box.height, 2},
              *piece.branch->amount > 0 ? "casus-for" : "casus-against");
    }
    double line = y + padding;
    for (const Line& one : piece.lines) {
      line += height_of(one.font);
      svg.text(x + piece.text_at, line - 0.28 * one.font.size, one.classes, one.text, one.font);
      if (&one != &piece.lines.front() || piece.amount.empty()) continue;
      svg.text(x + piece.text_at - padding, line - 0.28 * one.font.size, "casus-text", piece.amount,
               amount_font(), Svg::Anchor::end);
    }
  }

  std::vector<Piece> pieces_;
  TreeLayout layout_;
};

/// The first two levels in words.
std::string described(const Branch& root) {
  std::string text = root.text;
  const char* joint = ": ";
  for (const Branch& child : root.children) {
    text += joint + child.text;
    if (child.amount) text += " " + child.amount_text();
    joint = "; ";
  }
  return text + '.';
}

/// Everything that is to be drawn, below each other.
class Page {
 public:
  void heading(const std::string& text) { parts_.push_back({.text = text}); }
  void tree(Branch root) { parts_.push_back({.root = std::move(root)}); }

  [[nodiscard]] std::string document(const std::string& title) const {
    constexpr Font font{.size = 13};
    std::string description;
    for (const Part& part : parts_) {
      const std::string own = part.root ? described(*part.root) : part.text;
      description += (description.empty() ? "" : " ") + own;
    }
    Svg svg(title, description);
    double width = 0;
    double top = margin;
    for (const Part& part : parts_) {
      if (part.root) {
        const Picture picture(*part.root);
        picture.draw(svg, top);
        width = std::max(width, picture.width());
        top += picture.height() + gap_below_root;
      } else {
        svg.text(margin, top + font.size, "casus-text", part.text, font);
        width = std::max(width, text_width(part.text, font));
        top += 2 * height_of(font);
      }
    }
    return svg.document(width + 2 * margin, top - gap_below_root + margin);
  }

 private:
  struct Part {
    std::string text = {};
    std::optional<Branch> root = {};
  };
  std::vector<Part> parts_;
};

}  // namespace

std::string explanation_svg(const CaseExplanations& cases, const std::string& goal,
                            const TreeOptions& options) {
  Page page;
  bool any = false;
  for (const CaseExplanation& one : cases) {
    if (!one.explanation.holds) continue;
    any = true;
    if (cases.size() > 1) page.heading(one.case_name);
    for (Branch& root : pictured(one, options)) page.tree(std::move(root));
    if (const std::string more = more_answers_text(one.explanation); !more.empty()) {
      page.heading(more);
    }
  }
  if (!any) page.heading("does not hold");
  return page.document("why " + goal);
}

}  // namespace casus::report
