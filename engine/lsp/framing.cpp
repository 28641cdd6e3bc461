// SPDX-License-Identifier: Apache-2.0
#include "lsp/framing.hpp"

#include <algorithm>
#include <charconv>
#include <istream>
#include <ostream>

#include "base/characters.hpp"

namespace casus::lsp {
namespace {

constexpr std::size_t longest_header = 4096;

/// A line without its end; nothing where the stream ends first, or the line goes on and on.
std::optional<std::string> header_line(std::istream& in) {
  std::string line;
  for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
    if (c == '\n') {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return line;
    }
    if (line.size() == longest_header) return std::nullopt;
    line += static_cast<char>(c);
  }
  return std::nullopt;
}

bool is_length(std::string_view name) {
  constexpr std::string_view wanted = "content-length";
  return std::ranges::equal(name, wanted, {}, base::lower);
}

std::optional<std::size_t> number(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  std::size_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Frame read_frame(std::istream& in) {
  std::optional<std::size_t> length;
  for (bool first = true;; first = false) {
    const auto line = header_line(in);
    if (!line) {
      if (!in && first) return {};
      return {{}, "the input ends within a header, or the header is too long"};
    }
    if (line->empty() && !first) break;
    const std::size_t colon = line->find(':');
    if (colon == std::string::npos) return {{}, "a header line has no colon"};
    if (!is_length(std::string_view(*line).substr(0, colon))) continue;
    length = number(std::string_view(*line).substr(colon + 1));
    if (!length) return {{}, "Content-Length is no number"};
  }
  if (!length) return {{}, "a header has no Content-Length"};
  if (*length > largest_message) return {{}, "a message is longer than 256 MB"};
  // Whoever announces much and sends little is not to cost much.
  std::string body;
  constexpr std::size_t step = 1U << 20;
  while (body.size() < *length) {
    const std::size_t before = body.size();
    const std::size_t more = std::min(step, *length - before);
    body.resize(before + more);
    in.read(body.data() + before, static_cast<std::streamsize>(more));
    if (static_cast<std::size_t>(in.gcount()) < more) {
      return {{}, "the input ends within a message"};
    }
  }
  return {std::move(body), {}};
}

void write_frame(std::ostream& out, std::string_view body) {
  out << "Content-Length: " << body.size() << "\r\n\r\n" << body << std::flush;
}

}  // namespace casus::lsp
