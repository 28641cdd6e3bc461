// SPDX-License-Identifier: Apache-2.0
#include "report/snippet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"

namespace casus::report {
namespace {

/// Unlabelled lines that may stand between two labels of one block.
constexpr std::uint32_t widest_gap = 2;

/// One label, cut to its first line.
struct Mark {
  std::uint32_t file = 0;
  Position place;
  LineMark on_line;
};

/// Labels of one file that stand near each other.
struct Block {
  Mark head;  ///< the first as the diagnostic lists them
  std::vector<Mark> marks;
};

Mark mark_of(const Label& label, const Sources& sources) {
  const std::uint32_t file = label.span.file;
  const Position place = sources.position(file, label.span.begin);
  const std::size_t begin = label.span.begin - sources.line_begin(file, place.line);
  const std::size_t line_end = std::max(sources.line(file, place.line).size(), begin);
  const std::size_t end = std::min(begin + label.span.size(), line_end);
  return {file, place, {begin, end, '-', Paint::note, label.text}};
}

bool near(const Block& block, const Mark& mark) {
  return std::ranges::any_of(block.marks, [&](const Mark& other) {
    const auto [low, high] = std::minmax(other.place.line, mark.place.line);
    return other.file == mark.file && high - low <= widest_gap + 1;
  });
}

std::vector<Block> blocks_of(const Diagnostic& diagnostic, const Sources& sources) {
  const Paint colour = diagnostic.severity == Severity::error ? Paint::error : Paint::warning;
  std::vector<Block> blocks;
  for (const Label& label : diagnostic.labels) {
    if (!label.span.valid() || label.span.file >= sources.size()) continue;
    Mark mark = mark_of(label, sources);
    const auto block = std::ranges::find_if(blocks, [&](const Block& b) { return near(b, mark); });
    if (block != blocks.end()) {
      block->marks.push_back(std::move(mark));
      continue;
    }
    mark.on_line.sign = '^';
    mark.on_line.colour = colour;
    blocks.push_back({mark, {mark}});
  }
  for (Block& block : blocks) {
    // The head stays first of its line: it is what a long line is cut around.
    std::ranges::stable_sort(block.marks, {}, [](const Mark& m) { return m.place.line; });
  }
  return blocks;
}

std::string draw(const Block& block, std::string_view arrow, const Sources& sources,
                 const Gutter& gutter) {
  std::string out(gutter.width, ' ');
  out += paint(gutter.style, Paint::note, arrow);
  out += fmt::format(" {}:{}:{}\n", printable(sources.name(block.head.file)), block.head.place.line,
                     block.head.place.column);
  out += gutter.bar();
  std::uint32_t shown = 0;
  for (auto at = block.marks.begin(); at != block.marks.end();) {
    const std::uint32_t number = at->place.line;
    for (std::uint32_t gap = shown + 1; shown != 0 && gap < number; ++gap) {
      out += plain_line(gutter, gap, sources.line(block.head.file, gap));
    }
    std::vector<LineMark> marks;
    for (; at != block.marks.end() && at->place.line == number; ++at) marks.push_back(at->on_line);
    out += marked_line(gutter, number, sources.line(block.head.file, number), std::move(marks));
    shown = number;
  }
  return out + gutter.bar();
}

/// One line with some edits applied and the inserted text marked; nothing where the edits overlap
/// or reach past the line.
struct FixedLine {
  std::string text;
  std::vector<LineMark> marks;

  bool apply(const Edit& edit, std::string_view before, std::uint32_t line_begin) {
    if (edit.span.begin < line_begin + taken) return false;
    if (edit.span.end > line_begin + before.size()) return false;
    text += before.substr(taken, edit.span.begin - line_begin - taken);
    taken = edit.span.end - line_begin;
    // Blanks at the ends only keep words apart.
    const std::size_t first = edit.replacement.find_first_not_of(' ');
    if (first != std::string::npos) {
      const std::size_t last = edit.replacement.find_last_not_of(' ') + 1;
      const char sign = edit.span.size() == 0 ? '+' : '~';
      marks.push_back({text.size() + first, text.size() + last, sign, Paint::help});
    }
    text += edit.replacement;
    return true;
  }

  std::size_t taken = 0;  ///< bytes of the line that have been copied
};

}  // namespace

std::string snippets(const Diagnostic& diagnostic, const Sources& sources, const Gutter& gutter) {
  std::string out;
  for (const Block& block : blocks_of(diagnostic, sources)) {
    out += draw(block, out.empty() ? "-->" : ":::", sources, gutter);
  }
  return out;
}

std::string fixed_lines(const Help& help, const Sources& sources, const Gutter& gutter) {
  std::vector<Edit> edits = help.edits;
  std::ranges::stable_sort(edits, {}, &Edit::span);
  std::string out = gutter.bar();
  for (auto at = edits.begin(); at != edits.end();) {
    const Span span = at->span;
    if (!span.valid() || span.file >= sources.size()) return {};
    const std::uint32_t number = sources.position(span.file, span.begin).line;
    const std::uint32_t begin = sources.line_begin(span.file, number);
    const std::string_view before = sources.line(span.file, number);
    FixedLine fixed;
    for (;
         at != edits.end() && at->span.file == span.file && at->span.begin <= begin + before.size();
         ++at) {
      if (at->replacement.find('\n') != std::string::npos) return {};
      if (!fixed.apply(*at, before, begin)) return {};
    }
    if (fixed.marks.empty()) return {};
    fixed.text += before.substr(std::min(fixed.taken, before.size()));
    out += marked_line(gutter, number, fixed.text, fixed.marks);
  }
  return help.edits.empty() ? std::string() : out;
}

std::size_t gutter_width(const Diagnostic& diagnostic, const Sources& sources) {
  std::uint32_t largest = 0;
  const auto count = [&](Span span) {
    if (!span.valid() || span.file >= sources.size()) return;
    largest = std::max(largest, sources.position(span.file, span.begin).line);
  };
  for (const Label& label : diagnostic.labels) count(label.span);
  for (const Help& help : diagnostic.help) {
    for (const Edit& edit : help.edits) count(edit.span);
  }
  return std::max<std::size_t>(2, std::to_string(largest).size());
}

}  // namespace casus::report
