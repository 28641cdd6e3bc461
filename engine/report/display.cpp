// SPDX-License-Identifier: Apache-2.0
#include "report/display.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace casus::report {
namespace {

struct CodePoint {
  utf8proc_int32_t value = -1;  ///< below 0: not UTF-8
  std::size_t size = 1;
};

CodePoint code_point_at(std::string_view text, std::size_t at) {
  CodePoint point;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const auto left = static_cast<utf8proc_ssize_t>(text.size() - at);
  const utf8proc_ssize_t size = utf8proc_iterate(bytes, left, &point.value);
  if (size <= 0) return {};
  point.size = static_cast<std::size_t>(size);
  return point;
}

std::string encoded(utf8proc_int32_t value) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t size = utf8proc_encode_char(value, bytes.data());
  return {reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(size)};
}

bool shows_as_itself(utf8proc_int32_t value) {
  // Joiners shape letters in Persian and Indic text and emoji; they move nothing.
  if (value == 0x200C || value == 0x200D) return true;
  switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

std::string escape(utf8proc_int32_t value) {
  switch (value) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return value < 0x80 ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{{{:x}}}", value);
  }
}

template <class Map>
std::string map_letters(std::string_view text, const Map& map) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    result += point.value < 0 ? std::string(text.substr(at, 1)) : encoded(map(at, point.value));
    at += point.size;
  }
  return result;
}

}  // namespace

Cell cell_at(std::string_view text, std::size_t at) {
  const CodePoint point = code_point_at(text, at);
  Cell cell{at, point.size, {}, 1};
  if (point.value < 0) {
    cell.shown = fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
  } else if (!shows_as_itself(point.value)) {
    cell.shown = escape(point.value);
  } else {
    cell.shown = text.substr(at, point.size);
    cell.width = static_cast<std::size_t>(std::max(0, utf8proc_charwidth(point.value)));
    return cell;
  }
  cell.width = cell.shown.size();
  return cell;
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const Cell cell = cell_at(text, at);
    result += cell.shown;
    at += cell.size;
  }
  return result;
}

std::string one_line(std::string_view text) {
  std::string joined;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) joined += c;
    if (blank && !joined.empty() && joined.back() != ' ') joined += ' ';
  }
  trim_end(joined);
  return printable(joined);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cell cell = cell_at(text, at);
    width += cell.width;
    at += cell.size;
  }
  return width;
}

void append_valid_utf8(std::string& out, std::string_view text) {
  std::size_t copied = 0;  // up to here
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<signed char>(text[at]) >= 0) {
      ++at;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    if (point.value < 0) {
      out.append(text.substr(copied, at - copied)).append("\xEF\xBF\xBD");
      copied = at + point.size;
    }
    at += point.size;
  }
  out.append(text.substr(copied));
}

std::string upper(std::string_view text) {
  return map_letters(text, [](std::size_t, utf8proc_int32_t c) { return utf8proc_toupper(c); });
}

std::string capitalised(std::string_view text) {
  return map_letters(
      text, [](std::size_t at, utf8proc_int32_t c) { return at == 0 ? utf8proc_toupper(c) : c; });
}

std::string pad_right(std::string text, std::size_t width) {
  const std::size_t have = display_width(text);
  if (have < width) text.append(width - have, ' ');
  return text;
}

std::string pad_left(std::string text, std::size_t width) {
  const std::size_t have = display_width(text);
  if (have < width) text.insert(0, width - have, ' ');
  return text;
}

namespace {

/// Behind the hyphen or underscore at which a line may end; the end of the text where there is
/// none.
std::size_t part_end(std::string_view text, std::size_t at) {
  const std::size_t hyphen = text.find_first_of("-_", at);
  return hyphen == std::string_view::npos ? text.size() : hyphen + 1;
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  const auto end_line = [&] {
    trim_end(line);
    lines.push_back(std::move(line));
    line.clear();
    used = 0;
  };
  const auto put = [&](std::string_view part) {
    if (used > 0 && used + display_width(part) > width) end_line();
    for (std::size_t i = 0; i < part.size();) {
      const Cell cell = cell_at(part, i);
      if (used > 0 && used + cell.width > width) end_line();
      line += cell.shown;
      used += cell.width;
      i += cell.size;
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    if (display_width(word) <= width) {
      put(word);
    } else {
      for (std::size_t i = 0; i < word.size();) {
        const std::size_t part = part_end(word, i);
        put(word.substr(i, part - i));
        i = part;
      }
    }
    if (end < text.size() && used > 0) {
      line += ' ';
      ++used;
    }
    at = end + 1;
  }
  if (!line.empty() || lines.empty()) end_line();
  return lines;
}

std::size_t widest_part(std::string_view text) {
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), part_end(text, at));
    widest = std::max(widest, display_width(text.substr(at, end - at)));
    at = end < text.size() && text[end] == ' ' ? end + 1 : end;
  }
  return widest;
}

std::string hanging(std::string_view first, std::string_view text, std::size_t width) {
  const std::size_t indent = display_width(first);
  const std::size_t room = width > indent + 10 ? width - indent : 10;
  std::string result;
  for (const std::string& line : wrap(text, room)) {
    std::string whole = result.empty() ? std::string(first) : std::string(indent, ' ');
    whole += line;
    trim_end(whole);
    result += whole + '\n';
  }
  return result;
}

void trim_end(std::string& line) { line.erase(line.find_last_not_of(' ') + 1); }

}  // namespace casus::report
