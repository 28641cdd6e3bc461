// SPDX-License-Identifier: Apache-2.0
#include "lsp/uris.hpp"

#include <algorithm>
#include <optional>

#include "base/characters.hpp"

namespace casus::lsp {
namespace {

constexpr std::string_view scheme = "file://";

std::optional<int> hex(char c) {
  if (base::is_digit(c)) return c - '0';
  const char small = base::lower(c);
  if (small >= 'a' && small <= 'f') return small - 'a' + 10;
  return std::nullopt;
}

}  // namespace

std::string path_of_uri(std::string_view uri) {
  if (!uri.starts_with(scheme)) return std::string(uri);
  std::string_view rest = uri.substr(scheme.size());
  const std::size_t slash = rest.find('/');  // Behind the name of this host, if that is given.
  if (slash == std::string_view::npos) return std::string(uri);
  rest.remove_prefix(slash);
  std::string path;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const auto high = rest[at] == '%' && at + 2 < rest.size() ? hex(rest[at + 1]) : std::nullopt;
    const auto low = high ? hex(rest[at + 2]) : std::nullopt;
    if (low) {
      path += static_cast<char>(*high * 16 + *low);
      at += 2;
    } else {
      path += rest[at];
    }
  }
  return path;
}

std::string uri_of_path(std::string_view path) {
  if (!is_file(path)) return std::string(path);
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view plain = "/-._~!$&'()*+,;=@";
  std::string uri(scheme);
  for (const char c : path) {
    const char small = base::lower(c);
    if ((small >= 'a' && small <= 'z') || base::is_digit(c) ||
        plain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return uri;
}

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

std::string joined(std::string_view folder, std::string_view path) {
  std::string whole =
      is_file(path) ? std::string(path) : std::string(folder).append("/").append(path);
  std::string result;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = std::min(whole.find('/', at), whole.size());
    const std::string_view part = std::string_view(whole).substr(at, end - at);
    at = end + 1;
    if (part == "..") {
      result = folder_of(result);
    } else if (!part.empty() && part != ".") {
      if (!result.ends_with('/')) result += '/';
      result += part;
    }
  }
  return result.empty() ? "/" : result;
}

bool is_file(std::string_view path) { return path.starts_with('/'); }

}  // namespace casus::lsp
