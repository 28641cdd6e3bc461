// SPDX-License-Identifier: Apache-2.0
//
// Where the boxes of a tree stand: in layers from left to right, one for each level. Reasons stand
// below each other, the first of them beside what it is a reason for, so that one reads from the
// left upper corner, and a tree of any breadth grows downwards, as pages do.
#pragma once

#include <cstddef>
#include <vector>

namespace casus::report {

struct TreeBox {
  double width = 0;
  double height = 0;
  std::vector<std::size_t> children;  ///< places of boxes
};

struct TreeGaps {
  double across = 36;   ///< between layers
  double between = 8;   ///< between boxes of a layer
  double families = 6;  ///< more, behind a box that has children
};

struct TreeLayout {
  struct Position {
    double x = 0, y = 0;
    std::size_t level = 0;
  };
  std::vector<Position> positions;  ///< of the left upper corners
  std::vector<double> widths;       ///< of the layers: of their widest boxes
  double width = 0;
  double height = 0;
};

/// The first box is the root, and every other one is the child of one.
[[nodiscard]] TreeLayout lay_out(const std::vector<TreeBox>& boxes, const TreeGaps& gaps = {});

}  // namespace casus::report
