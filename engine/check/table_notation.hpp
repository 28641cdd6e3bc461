// SPDX-License-Identifier: Apache-2.0
//
// Values and cells as the author of a decision table would write them: shares in percent where the
// column does so, amounts in the unit of the parameter.
#pragma once

#include <optional>
#include <string>

#include "base/symbols.hpp"
#include "check/program.hpp"

namespace casus::check {

struct Notation {
  const model::Field& parameter;
  const model::Schema& schema;
  const base::Symbols& symbols;
  bool percent = false;  ///< plain numbers of this column are written as shares

  /// `25%`, `7 USD_bn`, `2014-03-18`, `patron`: in full, however many decimals.
  [[nodiscard]] std::string value(Word word) const;
  /// `_`, `< 10%`, `10%..25%`, `!= "a"`. Nothing for two bounds of which one is excluded.
  [[nodiscard]] std::optional<std::string> cell(const Table::Cell& cell) const;
  /// "`share` is above 10% and below 25%"; the cell has a bound.
  [[nodiscard]] std::string sentence(const Table::Cell& cell) const;
};

}  // namespace casus::check
