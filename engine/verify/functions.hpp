// SPDX-License-Identifier: Apache-2.0
//
// What operators, built-in functions and tables compute, as docs/language.md says it. unknown_word:
// no value.
#pragma once

#include <vector>

#include "verify/world.hpp"

namespace casus::verify {

struct Operands {
  std::vector<Word> words;
  std::vector<model::Type> types;
};

[[nodiscard]] Word apply(const World& world, check::Function function, const Operands& operands);
[[nodiscard]] Word look_up(const World& world, const check::Table& table,
                           const std::vector<Word>& words);

/// The number, or no value where it is not finite.
[[nodiscard]] Word finite(double value);
/// Whether two values are durations in months and in days, which do not compare.
[[nodiscard]] bool mix(model::Base base, Word a, Word b);
/// An int or a number as a number.
[[nodiscard]] double number(Word word, model::Base base);

}  // namespace casus::verify
