// SPDX-License-Identifier: Apache-2.0
//
// Did you mean: the name that a misspelt one most likely stands for. Everything that refuses a name
// asks here, so that suggestions are equally bold everywhere.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace casus::base {

/// Letters to insert, drop, replace or swap with a neighbour to get from `a` to `b` (the optimal
/// string alignment distance, which is Damerau-Levenshtein without edits inside a swap), upper and
/// lower case being one. Takes |a| * |b| steps.
[[nodiscard]] std::size_t distance(std::string_view a, std::string_view b);

/// The nearest candidate, the first among equals; nothing where none is near: one edit in names of
/// up to four letters, two up to eight, three in longer ones.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view name,
                                                      std::span<const std::string_view> candidates);

}  // namespace casus::base
