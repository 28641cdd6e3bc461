// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/text_functions.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/characters.hpp"
#include "base/encoding.hpp"

namespace casus::infer {
namespace {

using check::Function;
using model::Word;

template <class Map>
std::string map_code_points(std::string_view text, Map map) {
  std::string result;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t point = 0;
    const utf8proc_ssize_t read = utf8proc_iterate(at, left, &point);
    if (read <= 0) break;  // never: text was checked when it was read
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t written = utf8proc_encode_char(map(point), bytes);
    result.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(written));
    at += read;
    left -= read;
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::int64_t code_points(std::string_view text) {
  return std::ranges::count_if(text, [](char c) { return !base::continues_character(c); });
}

std::optional<std::string> replaced(std::string_view text, std::string_view from,
                                    std::string_view to) {
  if (from.empty()) return std::string(text);
  std::string result;
  std::size_t at = 0;
  for (std::size_t hit = text.find(from); hit != std::string_view::npos;
       hit = text.find(from, at)) {
    result.append(text.substr(at, hit - at)).append(to);
    if (result.size() > longest_text) return std::nullopt;
    at = hit + from.size();
  }
  return result.append(text.substr(at));
}

/// A text of its own, unless it is too long. What was joined may have to be brought to NFC.
Word kept(std::optional<std::string> text, base::Symbols& symbols) {
  if (!text || text->size() > longest_text) return model::unknown_word;
  const std::optional<std::string> normal = base::nfc(*text);
  return normal ? symbols.intern(*normal) : model::unknown_word;
}

}  // namespace

Word apply_text(Function function, std::span<const Word> args, base::Symbols& symbols) {
  const auto text = [&](std::size_t i) { return symbols.text(static_cast<base::Symbol>(args[i])); };
  switch (function) {
    case Function::lower:
      return kept(map_code_points(text(0), utf8proc_tolower), symbols);
    case Function::upper:
      return kept(map_code_points(text(0), utf8proc_toupper), symbols);
    case Function::trim:
      return symbols.intern(std::string(trimmed(text(0))));
    case Function::length:
      return model::word_of_int(code_points(text(0)));
    case Function::contains:
      return text(0).find(text(1)) != std::string_view::npos ? 1 : 0;
    case Function::starts_with:
      return text(0).starts_with(text(1)) ? 1 : 0;
    case Function::ends_with:
      return text(0).ends_with(text(1)) ? 1 : 0;
    case Function::replace:
      return kept(replaced(text(0), text(1), text(2)), symbols);
    case Function::concat: {
      std::string joined;
      for (std::size_t i = 0; i < args.size(); ++i) joined += text(i);
      return kept(std::move(joined), symbols);
    }
    default:
      return model::unknown_word;  // not a text function: never planned
  }
}

}  // namespace casus::infer
