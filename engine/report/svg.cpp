// SPDX-License-Identifier: Apache-2.0
#include "report/svg.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "report/display.hpp"
#include "report/markup.hpp"

namespace casus::report {
namespace {

/// Classes speak of what a thing is; only here it has colours. Text stands out from its ground by
/// 4.5 to 1 at least, lines by 3 to 1.
constexpr std::string_view style = R"(
.casus-page{fill:#ffffff}
.casus-text{fill:#1b2129}
.casus-faint{fill:#55606d}
.casus-box{fill:#ffffff;stroke:#7b8794}
.casus-strong{fill:#eef2f6;stroke:#3d4a58;stroke-width:1.5}
.casus-fact{fill:#f5f3ea;stroke:#8a7f5c}
.casus-plain{fill:#f4f5f7;stroke:#f4f5f7}
.casus-loose{fill:#ffffff;stroke:#7b8794;stroke-dasharray:5 3}
.casus-line{fill:none;stroke:#7b8794}
.casus-loose-line{fill:none;stroke:#7b8794;stroke-dasharray:5 3}
.casus-for{fill:#1f6f9c}
.casus-against{fill:#b3470b}
text{font-family:Helvetica,Arial,sans-serif;white-space:pre}
@media (prefers-color-scheme:dark){
.casus-page{fill:#14181d}
.casus-text{fill:#e7ebf0}
.casus-faint{fill:#a9b4c0}
.casus-box{fill:#1b2128;stroke:#7f8b98}
.casus-strong{fill:#26303a;stroke:#b4c0cc}
.casus-fact{fill:#26241b;stroke:#a09468}
.casus-plain{fill:#20262d;stroke:#20262d}
.casus-loose{fill:#14181d;stroke:#7f8b98}
.casus-line,.casus-loose-line{stroke:#7f8b98}
.casus-for{fill:#6db8e3}
.casus-against{fill:#f0975a}
}
)";

/// Widths of the printable ASCII characters in DejaVu Sans, which is as wide as any in use, in
/// hundredths of the size.
constexpr std::array<unsigned char, 95> widths{
    32, 40, 46, 84, 64, 95, 78, 28, 39,  39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 30, 30, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69,  61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84};

double width_of(const Cell& cell) {
  double width = 0;
  for (const char c : cell.shown) {
    const auto at = static_cast<std::size_t>(static_cast<unsigned char>(c)) - ' ';
    if (at >= widths.size()) return cell.width == 2 ? 1.05 : (cell.width == 1 ? 0.84 : 0);
    width += widths[at] / 100.0;
  }
  return width;
}

double scale_of(const Font& font) { return font.size * (font.bold ? 1.13 : 1); }

}  // namespace

std::string coordinate(double value) {
  const double rounded = std::round(value * 10) / 10;
  return fmt::format("{}", rounded == 0 ? 0.0 : rounded);
}

double text_width(std::string_view text, const Font& font) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cell cell = cell_at(text, at);
    width += width_of(cell);
    at += cell.size;
  }
  return width * scale_of(font);
}

std::vector<std::string> wrap_text(std::string_view text, double width, const Font& font) {
  std::vector<std::string> lines{""};
  double used = 0;
  const auto add = [&](std::string_view part, double size) {
    lines.back() += part;
    used += size;
  };
  const auto begin_line = [&] {
    trim_end(lines.back());
    lines.emplace_back();
    used = 0;
  };
  const double blank = text_width(" ", font);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = printable(text.substr(at, end - at));
    const double size = text_width(word, font);
    if (used > 0 && used + size > width) begin_line();
    if (size <= width) {
      add(word, size);
    } else {
      for (std::size_t in = 0; in < word.size();) {
        const Cell cell = cell_at(word, in);
        const double own = width_of(cell) * scale_of(font);
        if (used > 0 && used + own > width) begin_line();
        add(cell.shown, own);
        in += cell.size;
      }
    }
    if (end < text.size() && used > 0) add(" ", blank);
    at = end + 1;
  }
  trim_end(lines.back());
  return lines;
}

Svg::Svg(std::string_view title, std::string_view description)
    : title_(printable(title)), description_(printable(description)) {}

void Svg::box(const Box& box, std::string_view classes) {
  body_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}")", coordinate(box.x),
                       coordinate(box.y), coordinate(box.width), coordinate(box.height));
  if (box.radius > 0) body_ += fmt::format(R"( rx="{}")", coordinate(box.radius));
  body_ += fmt::format(" class=\"{}\"/>\n", classes);
}

void Svg::path(std::string_view commands, std::string_view classes) {
  body_ += fmt::format("<path d=\"{}\" class=\"{}\"/>\n", commands, classes);
}

void Svg::text(double x, double y, std::string_view classes, std::string_view text,
               const Font& font, Anchor anchor) {
  body_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}")", coordinate(x), coordinate(y),
                       coordinate(font.size));
  if (font.bold) body_ += R"( font-weight="bold")";
  if (anchor == Anchor::end) body_ += R"( text-anchor="end")";
  body_ += fmt::format(R"( class="{}">)", classes) + escaped(printable(text)) + "</text>\n";
}

std::string Svg::document(double width, double height) const {
  const std::string w = coordinate(std::ceil(width));
  const std::string h = coordinate(std::ceil(height));
  std::string out = fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" )"
      R"(role="img" aria-labelledby="casus-title casus-description">)",
      w, h);
  out += fmt::format("\n<title id=\"casus-title\">{}</title>\n", escaped(title_));
  out += fmt::format("<desc id=\"casus-description\">{}</desc>\n", escaped(description_));
  out += "<style>" + std::string(style) + "</style>\n";
  out += fmt::format("<rect width=\"{}\" height=\"{}\" class=\"casus-page\"/>\n", w, h);
  return out + body_ + "</svg>\n";
}

}  // namespace casus::report
