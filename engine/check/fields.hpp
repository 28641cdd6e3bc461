// SPDX-License-Identifier: Apache-2.0
//
// Fields of facts, relations, ratings and tables: their types, units and ranges.
#pragma once

#include <optional>
#include <vector>

#include "check/environment.hpp"

namespace casus::check {

[[nodiscard]] std::optional<Type> type_of(const Environment& env, const ast::TypeName& type);

/// All fields with their types. False where one has a mistake, which has been reported; the others
/// are there nevertheless. `keeps_best`: one of them may be `least` or `greatest`.
[[nodiscard]] bool fill_fields(const Environment& env, const std::vector<ast::Field>& fields,
                               std::vector<model::Field>& out, bool keeps_best = false);

/// A range of points on a scale or of a factor.
struct PointRange {
  model::Micros low = 0;
  model::Micros high = 0;
};
[[nodiscard]] std::optional<PointRange> point_range(const Environment& env,
                                                    const ast::Bounds& bounds);
/// "-15..15"
[[nodiscard]] std::string range_text(model::Micros low, model::Micros high);
/// Points as millionths; what is too large for them is reported.
[[nodiscard]] std::optional<model::Micros> points(const Environment& env, const ast::Expr& expr,
                                                  std::string_view what);

}  // namespace casus::check
