// SPDX-License-Identifier: Apache-2.0
#include "report/tree_layout.hpp"

#include <algorithm>

namespace casus::report {
namespace {

class Placing {
 public:
  Placing(const std::vector<TreeBox>& boxes, const TreeGaps& gaps) : boxes_(boxes), gaps_(gaps) {
    layout_.positions.resize(boxes.size());
  }

  [[nodiscard]] TreeLayout all() {
    if (boxes_.empty()) return layout_;
    layout_.height = place(0, 0, 0);
    std::vector<double> left{0};
    for (const double width : layout_.widths) left.push_back(left.back() + width + gaps_.across);
    for (TreeLayout::Position& one : layout_.positions) one.x = left[one.level];
    layout_.width = left.back() - gaps_.across;
    return layout_;
  }

 private:
  /// Where what is below begins.
  double place(std::size_t box, std::size_t level, double top) {
    const TreeBox& one = boxes_[box];
    if (layout_.widths.size() <= level) layout_.widths.push_back(0);
    layout_.widths[level] = std::max(layout_.widths[level], one.width);
    layout_.positions[box] = {.x = 0, .y = top, .level = level};
    double end = top;
    for (std::size_t i = 0; i < one.children.size(); ++i) {
      if (i > 0) end += gap_behind(one.children[i - 1]);
      end = place(one.children[i], level + 1, end);
    }
    return std::max(end, top + one.height);
  }

  [[nodiscard]] double gap_behind(std::size_t box) const {
    return gaps_.between + (boxes_[box].children.empty() ? 0 : gaps_.families);
  }

  const std::vector<TreeBox>& boxes_;
  const TreeGaps& gaps_;
  TreeLayout layout_;
};

}  // namespace

TreeLayout lay_out(const std::vector<TreeBox>& boxes, const TreeGaps& gaps) {
  return Placing(boxes, gaps).all();
}

}  // namespace casus::report
