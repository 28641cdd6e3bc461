// SPDX-License-Identifier: Apache-2.0
#include "intake/condensed.hpp"

#include "base/characters.hpp"

namespace casus::intake {
namespace {

char32_t code_point(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return byte(0);
  char32_t value = byte(0) & (0x7FU >> character.size());
  for (std::size_t i = 1; i < character.size(); ++i) value = (value << 6) | (byte(i) & 0x3FU);
  return value;
}

/// "\u0435", "\U0001F600"
std::string escaped(char32_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const bool wide = value > 0xFFFF;
  std::string text = wide ? "\\U" : "\\u";
  for (int shift = wide ? 28 : 12; shift >= 0; shift -= 4) text += digits[(value >> shift) & 15];
  return text;
}

}  // namespace

void Condenser::copy(std::size_t at) {
  result_.text += text_.substr(copied_, at - copied_);
  copied_ = at;
}

void Condenser::spoil(std::size_t at) {
  copy(at);
  result_.text += '?';
  copied_ = at + character_size(text_, at);
}

void Condenser::escape(std::size_t at, std::uint32_t line, std::uint32_t column) {
  copy(at);
  const std::size_t size = character_size(text_, at);
  const std::string shown = escaped(code_point(text_.substr(at, size)));
  result_.text += shown;
  result_.widened.push_back({line, column, static_cast<std::uint32_t>(shown.size() - 1)});
  copied_ = at + size;
}

std::size_t character_size(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && base::continues_character(text[end])) ++end;
  return end - at;
}

}  // namespace casus::intake
