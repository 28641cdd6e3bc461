// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/bytes.hpp"
#include "base/characters.hpp"

namespace casus::base {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";
constexpr std::uint32_t largest_file = 0x7FFFFFFF;
constexpr int most_combining_marks = 64;

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Overlong forms, surrogates and values past U+10FFFF show in the second byte.
bool second_byte_fits(unsigned char lead, unsigned char second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second <= 0x9F;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second <= 0x8F;
    default:
      return true;
  }
}

/// The length of the well-formed sequence at the start of `text`, 0 where there is none.
std::size_t well_formed(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t length = sequence_length(byte(0));
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  return length == 1 || second_byte_fits(byte(0), byte(1)) ? length : 0;
}

/// ASCII without NUL.
bool are_plain(std::uint64_t eight) { return ((eight | bytes_below(eight, 1)) & high_bits) == 0; }

std::string hex(unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[byte >> 4], digits[byte & 15]};
}

Diagnostic unreadable(Span at, std::string message, std::string label) {
  return error("E0104", std::move(message)).label(at, std::move(label));
}

bool looks_like_utf16(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  return text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0');
}

/// Whether a run of combining marks is longer than ordering them is allowed to cost.
bool piles_up_marks(std::string_view text) {
  int marks = 0;
  for (std::size_t i = 0; i < text.size();) {
    utf8proc_int32_t code_point = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i);
    const auto length =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    if (length <= 0) return true;
    const bool combining = utf8proc_get_property(code_point)->combining_class != 0;
    marks = combining ? marks + 1 : 0;
    if (marks > most_combining_marks) return true;
    i += static_cast<std::size_t>(length);
  }
  return false;
}

}  // namespace

std::uint32_t byte_order_mark(std::string_view text) {
  return text.starts_with(mark) ? static_cast<std::uint32_t>(mark.size()) : 0;
}

std::optional<Diagnostic> check_encoding(std::string_view text, std::uint32_t file) {
  if (text.size() > largest_file) {
    return unreadable({file, 0, 0}, "this file is too large to be read", "larger than 2 GB");
  }
  if (text.starts_with("PK\x03\x04")) {
    return unreadable({file, 0, 2}, "this file is no text, but an archive, as workbooks are",
                      "how a zip archive begins")
        .advise("save a table as CSV, with the encoding UTF-8");
  }
  if (looks_like_utf16(text)) {
    return unreadable({file, 0, 2}, "this file is not written in UTF-8", "the bytes of UTF-16")
        .advise("save the file with the encoding UTF-8");
  }
  for (std::size_t i = byte_order_mark(text); i < text.size();) {
    if (i + 8 <= text.size() && are_plain(load_bytes(text.data() + i))) {
      i += 8;
      continue;
    }
    if (is_ascii(text[i]) && text[i] != '\0') {
      ++i;
      continue;
    }
    const auto at = static_cast<std::uint32_t>(i);
    const std::size_t length = well_formed(text.substr(i));
    if (length == 0) {
      const std::string byte = hex(static_cast<unsigned char>(text[i]));
      return unreadable({file, at, at + 1}, "this file is not written in UTF-8",
                        "the byte " + byte + " does not fit here")
          .advise("save the file with the encoding UTF-8");
    }
    if (text[i] == '\0') {
      return unreadable({file, at, at + 1}, "this file holds a NUL character", "a NUL character")
          .fix("remove it", {{{file, at, at + 1}, ""}}, true);
    }
    if (length == 3 && text.substr(i).starts_with(mark)) {
      return unreadable({file, at, at + 3}, "a byte order mark stands in the middle of this file",
                        "a byte order mark")
          .fix("remove it", {{{file, at, at + 3}, ""}}, true);
    }
    i += length;
  }
  return std::nullopt;
}

std::optional<std::size_t> control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool low = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
    const bool high =
        c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (low || high) return i;
  }
  return std::nullopt;
}

std::optional<std::string> nfc(std::string_view text) {
  if (std::ranges::all_of(text, is_ascii)) return std::string(text);
  if (piles_up_marks(text)) return std::nullopt;
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &composed,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(composed, &std::free);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
}

}  // namespace casus::base
