// SPDX-License-Identifier: Apache-2.0
#include "intake/words.hpp"

#include <algorithm>

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

}  // namespace casus::intake
