// SPDX-License-Identifier: Apache-2.0
//
// Which texts the facts of a case have, and how often: kept up while facts come and go.
#pragma once

#include <cstddef>
#include <vector>

#include "model/facts.hpp"
#include "model/schema.hpp"

namespace casus::intake {

/// Where a case has more different texts, they are not told apart.
inline constexpr std::size_t most_texts = 100'000;

/// How often the facts of a case have each text.
class TextUses {
 public:
  TextUses(const model::Schema& schema, const model::FactBase& facts);

  void add(const model::Schema& schema, const model::Statement& statement);
  /// Takes back that it was added.
  void remove(const model::Schema& schema, const model::Statement& statement);
  [[nodiscard]] std::size_t count(base::Symbol text) const;
  /// Those that occur, rising; nothing where there are more than `most_texts`.
  [[nodiscard]] std::vector<base::Symbol> all() const;

 private:
  void change(const model::Schema& schema, const model::Statement& statement, bool more);

  std::vector<std::size_t> counts_;  ///< by symbol
};

}  // namespace casus::intake
