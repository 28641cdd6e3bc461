// SPDX-License-Identifier: Apache-2.0
//
// SVG as all our pictures are written: boxes, lines and texts by class, one style sheet for light
// and dark, a title and a description, no script and nothing from elsewhere. What stands where is
// decided by who draws. Lengths are pixels of CSS.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace casus::report {

/// A text as it is set.
struct Font {
  double size = 13;
  bool bold = false;
};

/// How wide a text may be at most, whatever sans-serif font there is: as in the widest that is
/// common, with something to spare for letters that are not ASCII.
[[nodiscard]] double text_width(std::string_view text, const Font& font);
/// Lines that are no wider, broken at blanks, and inside what is wider than a line. Printable.
[[nodiscard]] std::vector<std::string> wrap_text(std::string_view text, double width,
                                                 const Font& font);

class Svg {
 public:
  /// A title and a short text that stand for the picture where it is not seen.
  Svg(std::string_view title, std::string_view description);

  struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    double radius = 0;
  };
  void box(const Box& box, std::string_view classes);
  /// A path, by its commands: "M0 0H10".
  void path(std::string_view commands, std::string_view classes);
  enum class Anchor { start, end };
  /// Begins or ends at `x`; `y`: the base line.
  void text(double x, double y, std::string_view classes, std::string_view text, const Font& font,
            Anchor anchor = Anchor::start);
  /// The whole document, of this size.
  [[nodiscard]] std::string document(double width, double height) const;

 private:
  std::string title_;
  std::string description_;
  std::string body_;
};

/// "12.5": as short as a coordinate may be.
[[nodiscard]] std::string coordinate(double value);

}  // namespace casus::report
