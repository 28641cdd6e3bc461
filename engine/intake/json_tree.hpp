// SPDX-License-Identifier: Apache-2.0
//
// One line of JSON as a tree of plain values with their places.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "intake/reading.hpp"
#include "intake/tree.hpp"

namespace casus::intake {

class JsonTree {
 public:
  /// Whether a key is one that is looked at, below these other ones: of what is null, only such
  /// keys are left out.
  using Known = std::function<bool(std::span<const std::string> parents, std::string_view key)>;

  /// Reads lines of a text that is among `reading.sources`. All must outlive it.
  JsonTree(Reading& reading, std::uint32_t file, Known known);
  ~JsonTree();
  JsonTree(const JsonTree&) = delete;

  /// The object that fills these bytes, without line end; nothing where there is none, which is
  /// reported (E0616).
  [[nodiscard]] std::optional<Value> read(std::size_t begin, std::size_t end);

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

/// The library gives a token with the blanks behind it.
[[nodiscard]] inline std::string_view trimmed_token(std::string_view token) {
  return token.substr(0, token.find_last_not_of(" \t\r") + 1);
}

}  // namespace casus::intake
