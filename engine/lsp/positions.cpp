// SPDX-License-Identifier: Apache-2.0
#include "lsp/positions.hpp"

#include <algorithm>

#include "base/characters.hpp"

namespace casus::lsp {
namespace {

/// Units of UTF-16 of the character that begins so.
std::uint32_t units(char c) { return static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1; }

}  // namespace

Lines::Lines(std::string_view text, Encoding encoding)
    : text_(text), encoding_(encoding), begins_{0} {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\n' && text[at] != '\r') continue;
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
    begins_.push_back(static_cast<std::uint32_t>(at + 1));
  }
}

std::uint32_t Lines::offset(Place place) const {
  const auto size = static_cast<std::uint32_t>(text_.size());
  if (place.line >= begins_.size()) return size;
  std::uint32_t at = begins_[place.line];
  const std::uint32_t next = place.line + 1 < begins_.size() ? begins_[place.line + 1] : size;
  for (std::uint32_t counted = 0; at < next && counted < place.character;) {
    if (text_[at] == '\n' || text_[at] == '\r') break;
    std::uint32_t after = at + 1;
    while (after < next && base::continues_character(text_[after])) ++after;
    counted += encoding_ == Encoding::utf16 ? units(text_[at]) : after - at;
    // Who points into a character means it.
    if (counted > place.character) break;
    at = after;
  }
  return at;
}

Place Lines::place(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::ranges::upper_bound(begins_, offset);
  const std::uint32_t begin = *std::prev(next);
  Place place{static_cast<std::uint32_t>(next - begins_.begin() - 1), 0};
  if (encoding_ == Encoding::utf8) {
    place.character = offset - begin;
    return place;
  }
  for (std::uint32_t at = begin; at < offset; ++at) {
    if (!base::continues_character(text_[at])) place.character += units(text_[at]);
  }
  return place;
}

const Lines& Ranges::lines(std::uint32_t file) {
  return lines_.try_emplace(file, sources_.text(file), encoding_).first->second;
}

}  // namespace casus::lsp
