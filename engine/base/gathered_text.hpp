// SPDX-License-Identifier: Apache-2.0
//
// A text whose length nobody knows before its end. A string that grows is held twice for a moment;
// this one is held in pieces until it is whole, and each piece is given back as it is copied.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/array.hpp"

namespace casus::base {

class GatheredText {
 public:
  /// `expected`: how many bytes there will be, where that is known; 0 where it is not.
  explicit GatheredText(std::size_t expected = 0) { whole_.reserve(expected); }

  void append(std::string_view text);
  [[nodiscard]] std::size_t size() const { return size_; }
  /// All of it; nothing is left here.
  [[nodiscard]] std::string take();

 private:
  std::string whole_;  ///< what there was room for
  std::vector<Array<char>> pieces_;
  std::size_t size_ = 0;
};

}  // namespace casus::base
