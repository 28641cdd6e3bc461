// SPDX-License-Identifier: Apache-2.0
//
// What operators and built-in functions compute, word by word. `unknown_word` is "no value": an
// unknown operand, a division by zero, an overflow, a date that does not exist.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/symbols.hpp"
#include "check/program.hpp"
#include "model/schema.hpp"

namespace casus::infer {

using model::Word;

/// Applies a function to operands of one type. Text results are interned into `symbols`.
[[nodiscard]] Word apply(check::Function function, model::Type type, std::span<const Word> args,
                         const model::Schema& schema, base::Symbols& symbols);

/// The result of a decision table; no value where no row fits (count: 0).
[[nodiscard]] Word look_up(const check::Table& table, std::span<const Word> args,
                           const base::Symbols& symbols);
/// The rows behind that result: the first that fits, and of a collecting table all.
[[nodiscard]] std::vector<std::size_t> rows_hit(const check::Table& table,
                                                std::span<const Word> args,
                                                const base::Symbols& symbols);

}  // namespace casus::infer
