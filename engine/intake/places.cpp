// SPDX-License-Identifier: Apache-2.0
#include "intake/places.hpp"

#include <algorithm>

#include "base/characters.hpp"
#include "base/encoding.hpp"

namespace casus::intake {
namespace {

constexpr std::uint32_t stride = 256;

}  // namespace

Places::Line Places::line(std::uint32_t number) const {
  const auto size = static_cast<std::uint32_t>(sources_.text(file_).size());
  if (number == 0 || number > condensed_.lines.size()) return {size, size};
  const std::uint32_t real = condensed_.lines[number - 1];
  std::uint32_t begin = sources_.line_begin(file_, real);
  if (real == 1) begin += base::byte_order_mark(sources_.text(file_));
  const auto length = sources_.line(file_, real).size();
  return {begin, sources_.line_begin(file_, real) + static_cast<std::uint32_t>(length)};
}

std::uint32_t Places::column_in_file(std::uint32_t number, std::uint32_t column) const {
  const auto it = std::ranges::lower_bound(condensed_.widened, number, {}, &Widening::line);
  if (it == condensed_.widened.end() || it->line != number || column <= it->column) return column;
  return std::max(column - it->extra, it->column);
}

std::uint32_t Places::walk(std::uint32_t from, std::uint32_t end, std::uint32_t code_points) const {
  const std::string_view text = sources_.text(file_);
  std::uint32_t at = from;
  for (; code_points > 0 && at < end; --code_points) {
    do {
      ++at;
    } while (at < end && base::continues_character(text[at]));
  }
  return at;
}

const std::vector<std::uint32_t>& Places::marks(std::uint32_t number, Line line) {
  std::vector<std::uint32_t>& known = marks_[number];
  if (known.empty()) {
    for (std::uint32_t at = line.begin; at < line.end; at = walk(at, line.end, stride)) {
      known.push_back(at);
    }
  }
  return known;
}

std::uint32_t Places::offset(std::uint32_t number, std::uint32_t column) {
  const Line whole = line(number);
  const std::uint32_t before = column == 0 ? 0 : column_in_file(number, column) - 1;
  if (whole.end - whole.begin <= 2 * stride) return walk(whole.begin, whole.end, before);
  const std::vector<std::uint32_t>& known = marks(number, whole);
  const std::size_t mark = before / stride;
  if (mark >= known.size()) return whole.end;
  return walk(known[mark], whole.end, before % stride);
}

}  // namespace casus::intake
