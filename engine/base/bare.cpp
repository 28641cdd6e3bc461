// SPDX-License-Identifier: Apache-2.0
#include "base/bare.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

#include "base/characters.hpp"

namespace casus::base {
namespace {

/// Letters that Unicode does not take apart into one of a to z and a mark.
constexpr auto plain_letters = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"ı", "i"}, {"ł", "l"}, {"ø", "o"}, {"đ", "d"}, {"ð", "d"}, {"æ", "ae"}, {"œ", "oe"}});

/// Small letters, marks behind their letters, one kind of quote, blank and hyphen.
std::string taken_apart(std::string_view text) {
  if (std::ranges::all_of(text, is_ascii)) {
    std::string result(text);
    for (char& c : result) c = lower(c);
    return result;
  }
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
                                                  UTF8PROC_CASEFOLD | UTF8PROC_LUMP));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (size < 0) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

/// The marks U+0300 to U+036F, in UTF-8. Those of other scripts are vowels, and no accents.
bool is_accent(std::string_view at) {
  if (at.size() < 2) return false;
  const auto lead = static_cast<unsigned char>(at[0]);
  const auto second = static_cast<unsigned char>(at[1]);
  return lead == 0xCC || (lead == 0xCD && second <= 0xAF);
}

std::string without_accents(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    if (is_accent(rest)) {
      i += 2;
      continue;
    }
    std::size_t size = 1;
    std::string_view letter = rest.substr(0, 1);
    for (const auto& [written, plain] : plain_letters) {
      if (is_ascii(text[i]) || !rest.starts_with(written)) continue;
      size = written.size();
      letter = plain;
    }
    result += letter;
    i += size;
  }
  return result;
}

std::string_view without_article(std::string_view text) {
  for (const std::string_view article : {"the ", "an ", "a "}) {
    if (text.starts_with(article)) return text.substr(article.size());
  }
  return text;
}

bool is_punctuation(char c) {
  return is_blank(c) || std::string_view("-.,;:!?'\"`()[]_").find(c) != std::string_view::npos;
}

}  // namespace

std::string unaccented(std::string_view text) { return without_accents(taken_apart(text)); }

std::string bare(std::string_view text) {
  const std::string plain = unaccented(text);
  const std::string_view name = without_article(plain);
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool last = i + 1 == name.size();
    const bool at_end = i == 0 || last;
    const bool in_number = !at_end && is_digit(name[i - 1]) && is_digit(name[i + 1]);
    const bool sign = in_number || (at_end && name[i] == '-');
    if (sign || !is_punctuation(name[i])) result += name[i];
  }
  return result;
}

}  // namespace casus::base
