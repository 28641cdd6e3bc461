// SPDX-License-Identifier: Apache-2.0
#include "base/width.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace casus::base {

std::size_t width(std::string_view text) {
  std::size_t result = 0;
  for (std::size_t at = 0; at < text.size();) {
    utf8proc_int32_t point = 0;
    const auto* from = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
    const auto left = static_cast<utf8proc_ssize_t>(text.size() - at);
    const utf8proc_ssize_t read = utf8proc_iterate(from, left, &point);
    if (read > 0) result += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(point)));
    at += static_cast<std::size_t>(std::max<utf8proc_ssize_t>(1, read));
  }
  return result;
}

}  // namespace casus::base
