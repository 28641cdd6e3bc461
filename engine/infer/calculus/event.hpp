// SPDX-License-Identifier: Apache-2.0
//
// What makes an uncertain thing one thing. Statements of one fact by one origin, a rule with given
// values of its variables, a presumption about one atom: each is an event, and whoever meets it
// again meets the same one.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/symbols.hpp"
#include "model/types.hpp"
#include "model/word.hpp"

namespace casus::infer {

struct Event {
  enum class Kind : std::uint8_t { statement, denial, rule, presumption };

  Kind kind = Kind::statement;
  std::string_view module = {};
  std::string_view name = {};    ///< of the relation or rule
  std::string_view origin = {};  ///< of statements
  std::uint32_t outcome = 0;     ///< of a rule with exclusive outcomes
  std::span<const model::Word> values = {};
  std::span<const model::Type> types = {};  ///< of `values`
  const base::Symbols* symbols = nullptr;   ///< the texts of `values`
};

/// Equal for equal events and, as far as 128 bits can tell, for no others; does not depend on the
/// order in which texts, rules or facts were read.
struct Fingerprint {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};
[[nodiscard]] Fingerprint fingerprint(const Event& event);
/// Of an event while it has this chance: facts that change may give it another one.
[[nodiscard]] Fingerprint fingerprint(const Event& event, double chance);

}  // namespace casus::infer
