// SPDX-License-Identifier: Apache-2.0
#include "base/gathered_text.hpp"

#include <algorithm>
#include <utility>

namespace casus::base {
namespace {

/// Large enough to go back to the system when it is given up, and with its header whole pages.
constexpr std::size_t piece_size = (std::size_t{8} << 20) - 1024;

}  // namespace

void GatheredText::append(std::string_view text) {
  size_ += text.size();
  if (pieces_.empty() && whole_.size() + text.size() <= whole_.capacity()) {
    whole_ += text;
    return;
  }
  while (!text.empty()) {
    if (pieces_.empty() || pieces_.back().size() == piece_size) {
      const bool is_first = pieces_.empty();  // and mostly the only one, and short
      pieces_.emplace_back();
      if (!is_first) pieces_.back().reserve(piece_size);
    }
    Array<char>& piece = pieces_.back();
    const std::size_t count = std::min(text.size(), piece_size - piece.size());
    std::copy_n(text.begin(), count, piece.extend(count));
    text.remove_prefix(count);
  }
}

std::string GatheredText::take() {
  const std::size_t size = std::exchange(size_, 0);
  std::string result = std::exchange(whole_, {});
  if (pieces_.empty()) return result;
  result.reserve(size);
  for (Array<char>& piece : pieces_) {
    const Array<char> copied = std::exchange(piece, {});
    result.append(copied.begin(), copied.end());
  }
  pieces_.clear();
  return result;
}

}  // namespace casus::base
