// SPDX-License-Identifier: Apache-2.0
//
// Literals as constants of a type, and how a constant becomes one of another type: a bare number
// adopts a unit, a number with a unit is converted, `6 months` becomes a duration. Declarations,
// tables and expressions all read their literals here.
#pragma once

#include <optional>

#include "base/decimal.hpp"
#include "check/environment.hpp"

namespace casus::check {

struct Constant {
  Type type = {};
  Word word = 0;
  bool bare = false;  ///< a number without unit, which may adopt one
  Span span = {};
  std::optional<base::Decimal> exact = {};  ///< a number as written, in the type's unit
};

/// E0305: beyond the doubles, in `unit`, which may be empty.
[[nodiscard]] Diagnostic too_large(Span span, const std::string& unit);

/// A number, text (in normal form C), date or truth value, perhaps with a sign. Nothing where the
/// expression is none of these, or is one with a mistake: then `reported` is set.
[[nodiscard]] std::optional<Constant> literal(const Environment& env, const ast::Expr& expr,
                                              bool& reported);

/// E0305, of a count of time that is too long for a duration.
[[nodiscard]] std::optional<Diagnostic> too_long(const Constant& constant,
                                                 const model::Units& units);

/// The constant in another type, a number rounded once. Nothing where it does not fit: another kind
/// of value, a unit that does not convert, a fraction for an int, a number beyond the doubles, or a
/// duration that is too long.
[[nodiscard]] std::optional<Word> fit(const Constant& constant, const Type& to,
                                      const model::Units& units);

/// Of a number where a share is wanted: `80` may be meant for `80%`.
void advise_share(Diagnostic& d, std::string_view written, Span place, double value);

/// A literal that must be of this type, for declarations: what does not fit is reported. `what`
/// names the place: "the lower bound".
[[nodiscard]] std::optional<Word> constant_of_type(const Environment& env, const ast::Expr& expr,
                                                   const Type& type, std::string_view what);
/// E0305, of a constant that does not lie in the range that the field declares.
[[nodiscard]] std::optional<Diagnostic> out_of_range(const Environment& env, Word constant,
                                                     const model::Field& field, Span span);
/// The two bounds of a range, unless one counts months and the other days: that is reported.
[[nodiscard]] bool bounds_compare(const Environment& env, Word low, Word high, const Type& type,
                                  Span range);
/// E0308: `45%`, which is 0.45, of points that reach further than 1. Whether it was reported.
bool refuse_percent(const Environment& env, const ast::Expr& expr, model::Micros low,
                    model::Micros high);
/// Of a number that stands there.
bool refuse_percent(const Environment& env, Span number, model::Micros low, model::Micros high);
/// A plain number without unit, for declarations.
[[nodiscard]] std::optional<double> plain_number(const Environment& env, const ast::Expr& expr,
                                                 std::string_view what);

}  // namespace casus::check
