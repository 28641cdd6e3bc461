// SPDX-License-Identifier: Apache-2.0
//
// Interned text. Facts and rules refer to text by a `Symbol`; equal text has an equal symbol. A
// table may stand on another one (facts on rules, a run on facts): it sees the lower table's
// symbols under the same numbers and adds its own, so that a shared, finished rule base is never
// written to.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace casus::base {

using Symbol = std::uint32_t;

class Symbols {
 public:
  Symbols() = default;
  /// Stands on `below`, which must outlive this table and not grow any more.
  explicit Symbols(const Symbols& below) : below_(&below), first_(below.size()) {}
  Symbols(Symbols&&) = default;
  Symbols& operator=(Symbols&&) = default;
  Symbols& operator=(const Symbols&) = delete;

  /// The symbol of a text, made where it is new. The text is taken as it is (NFC is the caller's).
  Symbol intern(std::string_view text);
  [[nodiscard]] std::string_view text(Symbol symbol) const;
  [[nodiscard]] std::uint32_t size() const {
    return first_ + static_cast<std::uint32_t>(texts_.size());
  }

 private:
  [[nodiscard]] const Symbol* find(std::string_view text) const;

  const Symbols* below_ = nullptr;
  Symbol first_ = 0;
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, Symbol> index_;
};

}  // namespace casus::base
