// SPDX-License-Identifier: Apache-2.0
#include "report/marked_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/source_line.hpp"

namespace casus::report {
namespace {

/// A mark with its display columns in the window.
struct Spot {
  std::size_t from = 0, to = 0;
  const LineMark* mark = nullptr;
};

std::vector<Spot> spots_of(const std::vector<LineMark>& marks, const SourceLine& line,
                           const SourceLine::Window& window) {
  const std::size_t shown_end = window.skipped + display_width(window.text);
  std::vector<Spot> spots;
  for (const LineMark& mark : marks) {
    const std::size_t from =
        std::clamp(line.column(mark.begin), window.skipped, std::max(window.skipped, shown_end));
    const std::size_t to = std::max(from + 1, std::min(line.column(mark.end), shown_end));
    spots.push_back({from - window.skipped, to - window.skipped, &mark});
  }
  return spots;
}

std::string signs_row(const std::vector<Spot>& spots, const Style& style) {
  std::vector<const LineMark*> owner;
  for (auto spot = spots.rbegin(); spot != spots.rend(); ++spot) {
    owner.resize(std::max(owner.size(), spot->to));
    std::fill(owner.begin() + static_cast<std::ptrdiff_t>(spot->from),
              owner.begin() + static_cast<std::ptrdiff_t>(spot->to), spot->mark);
  }
  std::string row;
  for (auto at = owner.begin(); at != owner.end();) {
    const auto end = std::find_if(at, owner.end(), [&](const LineMark* m) { return m != *at; });
    const auto size = static_cast<std::size_t>(end - at);
    row += *at == nullptr ? std::string(size, ' ')
                          : paint(style, (*at)->colour, std::string(size, (*at)->sign));
    at = end;
  }
  return row;
}

/// Stems of all spots before `last`, then the last one's stem or text. `spots` by column.
std::string stems_row(const std::vector<Spot>& spots, std::size_t last, bool text,
                      const Style& style) {
  std::string row;
  std::size_t used = 0;
  for (std::size_t i = 0; i <= last; ++i) {
    const LineMark& mark = *spots[i].mark;
    if (mark.text.empty() || spots[i].from < used) continue;
    row.append(spots[i].from - used, ' ');
    row += paint(style, mark.colour, i == last && text ? printable(mark.text) : "|");
    used = spots[i].from + 1;
  }
  return row;
}

/// A line may be as long as its file. What lies far from the first mark is never shown, so it is
/// not even measured: the stretch around the mark takes the line's place.
std::string_view cut(std::string_view line, std::vector<LineMark>& marks) {
  constexpr std::size_t longest = std::size_t{1} << 14;
  if (line.size() <= longest) return line;
  const auto within = [&](std::size_t at) {
    while (at > 0 && at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) {
      --at;
    }
    return std::min(at, line.size());
  };
  const std::size_t mark = marks.empty() ? 0 : marks.front().begin;
  const std::size_t from = within(mark > longest / 2 ? mark - longest / 2 : 0);
  const std::size_t to = within(from + longest);
  for (LineMark& one : marks) {
    one.begin = std::clamp(one.begin, from, to) - from;
    one.end = std::clamp(one.end, from, to) - from;
  }
  return line.substr(from, to - from);
}

}  // namespace

std::string Gutter::line(std::uint32_t number, std::string_view text) const {
  std::string body = ' ' + std::string(text);
  trim_end(body);
  return paint(style, Paint::note, fmt::format("{:>{}} |", number, width)) + body + '\n';
}

std::string Gutter::bar(std::string_view text) const {
  std::string body = ' ' + std::string(text);
  trim_end(body);
  return paint(style, Paint::note, std::string(width, ' ') + " |") + body + '\n';
}

std::size_t Gutter::room() const {
  const std::size_t all = columns(style, 200);
  return std::max<std::size_t>(all > width + 3 ? all - width - 3 : 0, 20);
}

std::string marked_line(const Gutter& gutter, std::uint32_t number, std::string_view text,
                        std::vector<LineMark> marks) {
  const SourceLine line(cut(text, marks));
  const auto window = line.window(line.column(marks.front().begin), line.column(marks.front().end),
                                  gutter.room(), gutter.style);
  std::vector<Spot> spots = spots_of(marks, line, window);
  std::string first = signs_row(spots, gutter.style);
  std::ranges::stable_sort(spots, {}, &Spot::from);
  const LineMark& last = *spots.back().mark;
  if (!last.text.empty()) first += ' ' + paint(gutter.style, last.colour, printable(last.text));

  std::string out = gutter.line(number, window.text) + gutter.bar(first);
  for (std::size_t i = spots.size() - 1; i-- > 0;) {
    if (spots[i].mark->text.empty()) continue;
    out += gutter.bar(stems_row(spots, i, false, gutter.style));
    out += gutter.bar(stems_row(spots, i, true, gutter.style));
  }
  return out;
}

std::string plain_line(const Gutter& gutter, std::uint32_t number, std::string_view text) {
  std::vector<LineMark> none;
  const SourceLine line(cut(text, none));
  return gutter.line(number, line.window(0, 0, gutter.room(), gutter.style).text);
}

}  // namespace casus::report
