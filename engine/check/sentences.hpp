// SPDX-License-Identifier: Apache-2.0
//
// Sentences with places, as `reads`, `asks` and `because` hold them: "{person}, {age}, has led
// {country} since {since}". `{v as USD_m}` converts, `{s as %}` shows a share, `{{` is a brace.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "check/environment.hpp"

namespace casus::check {

/// A name that a sentence may mention.
struct Place {
  std::uint32_t number = 0;
  Type type = {};
  Span declared = {};
};

/// What a sentence may mention: fields of a relation, or variables of a rule.
struct Places {
  std::string_view noun;  ///< "field" or "variable"
  std::function<std::optional<Place>(std::string_view)> find;
  std::function<std::vector<std::string_view>()> all;  ///< for did-you-mean
  /// More to say about a name that cannot be mentioned; may be empty.
  std::function<void(std::string_view, Diagnostic&)> explain = {};
};

/// Reads a sentence. Mistakes in it are reported, each at its place; the rest is kept.
[[nodiscard]] model::Sentence sentence(const Environment& env, const ast::Name& text,
                                       const Places& places);

}  // namespace casus::check
