// SPDX-License-Identifier: Apache-2.0
#include "base/look_alikes.hpp"

#include <algorithm>
#include <array>

#include "base/characters.hpp"

namespace casus::base {
namespace {

struct Letter {
  std::string_view foreign;
  char latin;
  std::string_view alphabet;
};

constexpr std::string_view cyrillic = "Cyrillic";
constexpr std::string_view greek = "Greek";

// Of small Greek letters only one: `κB` and `μm` are how such things are written.
constexpr auto letters = std::to_array<Letter>({
    {"\u0430", 'a', cyrillic}, {"\u0435", 'e', cyrillic}, {"\u043E", 'o', cyrillic},
    {"\u0440", 'p', cyrillic}, {"\u0441", 'c', cyrillic}, {"\u0443", 'y', cyrillic},
    {"\u0445", 'x', cyrillic}, {"\u043A", 'k', cyrillic}, {"\u0456", 'i', cyrillic},
    {"\u0458", 'j', cyrillic}, {"\u0455", 's', cyrillic}, {"\u04BB", 'h', cyrillic},
    {"\u0410", 'A', cyrillic}, {"\u0412", 'B', cyrillic}, {"\u0415", 'E', cyrillic},
    {"\u041A", 'K', cyrillic}, {"\u041C", 'M', cyrillic}, {"\u041D", 'H', cyrillic},
    {"\u041E", 'O', cyrillic}, {"\u0420", 'P', cyrillic}, {"\u0421", 'C', cyrillic},
    {"\u0422", 'T', cyrillic}, {"\u0423", 'Y', cyrillic}, {"\u0425", 'X', cyrillic},
    {"\u0406", 'I', cyrillic}, {"\u0408", 'J', cyrillic}, {"\u0405", 'S', cyrillic},
    {"\u0391", 'A', greek},    {"\u0392", 'B', greek},    {"\u0395", 'E', greek},
    {"\u0396", 'Z', greek},    {"\u0397", 'H', greek},    {"\u0399", 'I', greek},
    {"\u039A", 'K', greek},    {"\u039C", 'M', greek},    {"\u039D", 'N', greek},
    {"\u039F", 'O', greek},    {"\u03A1", 'P', greek},    {"\u03A4", 'T', greek},
    {"\u03A5", 'Y', greek},    {"\u03A7", 'X', greek},    {"\u03BF", 'o', greek},
});

const Letter* letter_at(std::string_view text) {
  for (const Letter& letter : letters) {
    if (text.starts_with(letter.foreign)) return &letter;
  }
  return nullptr;
}

bool is_latin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether a text goes on with a part of a word. The signs of Latin-1 (« or the no-break space) and
/// general punctuation (dashes, curly quotes) end one; other characters beyond ASCII belong to it.
bool in_word(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return is_latin(text[0]) || is_digit(text[0]) || text[0] == '_';
  constexpr unsigned char latin_sign = 0xC2;   // leads U+0080 to U+00BF
  constexpr unsigned char punctuation = 0xE2;  // with 0x80 or 0x81, U+2000 to U+207F
  if (byte(0) == latin_sign) return false;
  return byte(0) != punctuation || text.size() < 2 || (byte(1) != 0x80 && byte(1) != 0x81);
}

std::optional<LookAlike> in_one_word(std::string_view word) {
  LookAlike found;
  bool latin = false;
  for (std::size_t at = 0; at < word.size();) {
    if (const Letter* letter = letter_at(word.substr(at))) {
      if (found.size == 0) {
        found.at = at;
        found.size = letter->foreign.size();
        found.latin = letter->latin;
        found.alphabet = letter->alphabet;
      }
      found.meant += letter->latin;
      at += letter->foreign.size();
      continue;
    }
    latin = latin || is_latin(word[at]);
    found.meant += word[at++];
  }
  if (!latin || found.size == 0) return std::nullopt;
  return found;
}

}  // namespace

std::optional<LookAlike> look_alike(std::string_view text) {
  if (std::ranges::all_of(text, is_ascii)) return std::nullopt;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && in_word(text.substr(end))) ++end;
    if (auto found = in_one_word(text.substr(begin, end - begin))) {
      found->at += begin;
      found->begin = begin;
      found->end = end;
      return found;
    }
    begin = end + 1;
    while (begin < text.size() && continues_character(text[begin])) ++begin;
  }
  return std::nullopt;
}

}  // namespace casus::base
