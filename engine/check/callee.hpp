// SPDX-License-Identifier: Apache-2.0
//
// What `name(arguments)` calls: the one form for facts, relations, ratings, tables, functions and,
// in goals and tests, rules.
#pragma once

#include "check/environment.hpp"
#include "check/functions.hpp"

namespace casus::check {

struct Callee {
  enum class Kind : std::uint8_t {
    missing,    ///< nothing of this name is visible
    ambiguous,  ///< two modules show it
    broken,     ///< declared with a mistake that is reported
    relation,   ///< a fact or relation
    rating,     ///< `relation` is the rating as a relation
    factor,
    table,
    function,
    rule,
  };
  Kind kind = Kind::missing;
  Found found = {};
  RelationId relation = {};
  RatingId rating = {};
  std::uint32_t factor = 0;
  TableId table = {};
  RuleId rule = {};
  const Builtin* function = nullptr;

  /// Stands as a condition, and binds its variables.
  [[nodiscard]] bool is_atom() const {
    return kind == Kind::relation || kind == Kind::rating || kind == Kind::rule;
  }
};

/// Looks the name up without reporting: a rating's factor, a name of a module, or a plain name.
[[nodiscard]] Callee find_callee(const Environment& env, const ast::DottedName& name);
/// Reports why a callee cannot be called: missing or ambiguous.
void report_callee(const Environment& env, const Callee& callee, const ast::DottedName& name);

}  // namespace casus::check
