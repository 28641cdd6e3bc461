// SPDX-License-Identifier: Apache-2.0
#include "intake/words.hpp"

#include <algorithm>
#include <array>

#include "base/characters.hpp"

namespace casus::intake {
namespace {

constexpr std::size_t longest = 60;
constexpr std::size_t most_listed = 12;

}  // namespace

std::string in_ticks(std::string_view words) {
  std::string shown = "`";
  std::size_t size = words.size();
  if (size > longest) {
    size = longest;
    while (size > 0 && base::continues_character(words[size])) --size;
  }
  for (const char c : words.substr(0, size)) {
    const auto byte = static_cast<unsigned char>(c);
    shown += byte < 0x20 || byte == 0x7F ? '?' : c;
  }
  if (size < words.size()) shown += "…";
  return shown += '`';
}

std::string listed(std::span<const std::string_view> names) {
  std::string list;
  for (const std::string_view name : names.first(std::min(names.size(), most_listed))) {
    if (!list.empty()) list += ", ";
    list += in_ticks(name);
  }
  if (names.size() > most_listed) list += ", …";
  return list;
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), base::lower);
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string_view odd_blank_at(std::string_view text) {
  static constexpr auto blanks =
      std::to_array<std::string_view>({"\u1680", "\u205F", "\u2060", "\u3000", "\uFEFF"});
  if (text.starts_with("\u00A0") || text.starts_with("\u202F")) return "a no-break space";
  const bool among_many = text.starts_with("\xE2\x80") && text.size() > 2 &&
                          static_cast<unsigned char>(text[2]) <= 0x8B;  // U+2000 to U+200B
  const auto begins = [&](std::string_view blank) { return text.starts_with(blank); };
  if (among_many || std::ranges::any_of(blanks, begins)) return "a blank of an unusual kind";
  return {};
}

std::string unseen_blank(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view odd = text[i] == '\t' ? "a tab" : odd_blank_at(text.substr(i));
    if (!odd.empty()) return std::string(odd) + " stands in";
  }
  if (text.starts_with(' ')) return "a blank stands at the beginning of";
  if (text.ends_with(' ')) return "a blank stands at the end of";
  return text.find("  ") == std::string_view::npos ? "" : "two blanks stand in";
}

}  // namespace casus::intake
