// SPDX-License-Identifier: Apache-2.0
//
// Words as people read them. Numbers are shown with at most six places after the point,
// without trailing zeros there; never in scientific notation below 1e15.
#pragma once

#include <cstdint>
#include <string>

#include "base/symbols.hpp"
#include "model/schema.hpp"

namespace casus::model {

/// "23.5", "75", "-0.004"; the shortest that reads back equal, at most `decimals` after the point.
[[nodiscard]] std::string show_number(double value, int decimals = 6);
/// A bare value as it stands in a sentence: text unquoted, numbers without their unit.
[[nodiscard]] std::string show(Word word, Type type, const Schema& schema,
                               const base::Symbols& symbols);
/// A value as a rule would write it: text quoted, numbers with their unit.
[[nodiscard]] std::string show_literal(Word word, Type type, const Schema& schema,
                                       const base::Symbols& symbols);
/// The same to the last digit of a number.
[[nodiscard]] std::string show_exact(Word word, Type type, const Schema& schema,
                                     const base::Symbols& symbols);
/// Fills a sentence: `words[i]` of `types[i]` is place i.
[[nodiscard]] std::string fill(const Sentence& sentence, const std::vector<Word>& words,
                               const std::vector<Type>& types, const Schema& schema,
                               const base::Symbols& symbols);

/// A total order of values of one type: numbers by size, text by code point, enums by declaration;
/// unknown first.
[[nodiscard]] int compare(Word a, Word b, Base base, const base::Symbols& symbols);
/// A number that sorts as `compare` does, so far as 64 bits go: where one value comes before
/// another, its number is no larger.
[[nodiscard]] std::uint64_t order_prefix(Word word, Base base, const base::Symbols& symbols);

}  // namespace casus::model
