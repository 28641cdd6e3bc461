// SPDX-License-Identifier: Apache-2.0
//
// A checked program: every name resolved, every variable and expression typed, every unit
// conversion made explicit, and the relations ordered into strata. Whoever holds a `Program` need
// not doubt it: rules are safe, stratified and well typed. Spans lead back to what the author
// wrote.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/symbols.hpp"
#include "casus/source.hpp"
#include "model/schema.hpp"

namespace casus::check {

using model::RatingId;
using model::RelationId;
using model::RuleId;
using model::TableId;
using model::Type;
using model::Word;

using VariableId = base::Id<struct VariableTag>;
using ExprId = base::Id<struct ExprTag>;
using ConditionId = base::Id<struct ConditionTag>;

/// Operators and built-in functions. Operands have been converted, so that each works on one unit.
/// A function without value (division by zero, overflow, no such date, an unknown operand) makes
/// its condition neither true nor false.
enum class Function : std::uint8_t {
  // Comparisons and truth: result bool. Operands of one base type, or int and number mixed.
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  logical_and,
  logical_or,
  logical_not,  // Kleene; only over conditions without atoms
  // Arithmetic: int with int stays int (overflow: no value); otherwise number. `divide`: number.
  add,
  subtract,
  multiply,
  divide,
  negate,
  convert,      ///< args: value, numerator, denominator; value * numerator / denominator, a number
  convert_int,  ///< args: value, factor; int stays int where the factor is whole
  minimum,
  maximum,  ///< two or more operands
  absolute,
  round,
  floor,
  ceil,
  sqrt,
  clamp,
  to_int,        ///< number to int; no value where it is not whole
  to_number,     ///< int to the nearest number
  equal_number,  ///< int to the number that equals it; infinity, which no number is, where none
                 ///< does
  exact_order,   ///< int and number, either first: -1, 0 or 1, as less, equal or greater exactly
  // Dates. Durations in months or days; an int of years, months … is converted to one first.
  add_months,
  add_days,      ///< date, int
  days_between,  ///< date - date
  months_between,
  years_between,  ///< completed, from, to
  year,
  month,
  day,
  make_date,  ///< year, month, day
  to_duration_months,
  to_duration_days,  ///< int to duration
  add_duration,      ///< date, duration
  // Text.
  lower,
  upper,
  trim,
  length,
  contains,
  starts_with,
  ends_with,
  replace,
  concat,
  to_text,
};

/// INVARIANT: comparisons stand first, those by order behind those by equality.
[[nodiscard]] constexpr bool is_comparison(Function function) {
  return function <= Function::greater_equal;
}
[[nodiscard]] constexpr bool is_order(Function function) {
  return function >= Function::less && function <= Function::greater_equal;
}

enum class Aggregate : std::uint8_t { count, sum, min, max, avg };

/// One node of an expression. Which members count depends on `kind`.
struct Expr {
  enum class Kind : std::uint8_t {
    constant,   ///< `constant`
    variable,   ///< `variable`
    apply,      ///< `function` to `args`
    aggregate,  ///< `aggregate` of `value` over `body`; `count` without `distinct` has no value
    score,      ///< score of `rating` for subjects `args`; no value where it is not rated
    band,       ///< its band
    points,     ///< points of `factor` of `rating`
    as_of,      ///< the date of assessment
    table,      ///< `table` at `args`; no value where no row fits
  };
  Kind kind = Kind::constant;
  Type type;
  Span span;
  Word constant = 0;
  VariableId variable;
  Function function = Function::equal;
  std::vector<ExprId> args;
  Aggregate aggregate = Aggregate::count;
  bool distinct = false;
  ExprId value;
  ConditionId body;
  RatingId rating;
  std::uint32_t factor = 0;
  TableId table;
};

/// A relation with some of its columns given. Columns are the fields, then for facts
/// `kind_column()` and, where `attested`, one each for source id (text) and certainty (number) of
/// the single statement. A column that is not listed may hold anything. An argument that is a
/// variable nothing has bound yet binds it; any other is compared.
struct Atom {
  struct Given {
    std::uint32_t column = 0;
    ExprId expr;
  };
  RelationId relation;
  std::vector<Given> given;
  bool attested = false;  ///< ranges over single statements instead of facts
  Span span;
  Span name_span;
};

struct Condition {
  enum class Kind : std::uint8_t {
    all,       ///< every one of `parts` (none: always)
    any,       ///< one of `parts`
    negation,  ///< not `parts[0]`; variables bound only inside are local
    atom,      ///< `atom`
    unknown,   ///< `atom` is neither known to hold nor known not to
    test,      ///< `expr` is true
    let,       ///< binds `variable` to `expr`
  };
  Kind kind = Kind::all;
  Span span;
  std::vector<ConditionId> parts;
  Atom atom;
  ExprId expr;
  VariableId variable;
  RuleId overriding = {};  ///< negation: of what this rule rests on, which says `overrides`
};

struct Variable {
  std::string name;  ///< empty for places that the checker made (`age: >= 70 years`)
  Type type;
  Span span;           ///< its first occurrence
  bool local = false;  ///< bound only inside a negation or comprehension
};

/// The variables, expressions and conditions of one rule, rating or goal.
struct Terms {
  std::vector<Variable> variables;
  std::vector<Expr> exprs;
  std::vector<Condition> conditions;

  [[nodiscard]] const Variable& operator[](VariableId id) const { return variables[id.index()]; }
  [[nodiscard]] const Expr& operator[](ExprId id) const { return exprs[id.index()]; }
  [[nodiscard]] const Condition& operator[](ConditionId id) const { return conditions[id.index()]; }
};

/// By so much the certainties of one choice may be above 1 together: 0.1 + 0.2 + 0.7 is not above
/// it, whatever its binary form.
inline constexpr double choice_rounding = 1e-12;

/// What a rule says when its conditions hold.
struct Conclusion {
  enum class Kind : std::uint8_t { derive, contribute, limit };
  Kind kind = Kind::derive;
  Span span;

  // derive: a row of `relation`; `negative`: an explicit negative of it.
  RelationId relation;
  bool negative = false;
  std::vector<ExprId> args;  ///< derive: one a field, unknown_word constants for open ones left
                             ///< out; else the rating's subjects
  /// derive: outcomes of one `then one of` exclude each other; they follow one another in the rule
  /// and have the same number, from 1, and each a certainty.
  std::uint32_t choice = 0;
  ExprId certainty = {};

  // contribute: `expr` points (number, >= 0 or no value) to `factor`, one a value of `for_each`.
  // limit: `expr` is the limit; without `factor` it bounds the whole score.
  RatingId rating;
  std::optional<std::uint32_t> factor;
  bool supports = true;  ///< else undermines
  bool caps = true;      ///< else floors
  ExprId expr;
  std::vector<VariableId> for_each;

  /// Further conditions of this conclusion alone: a negation for each rule that overrides this one
  /// and concludes about the same, in order of names; before them, what they compare with.
  std::vector<ConditionId> exceptions = {};
};

struct Rule {
  std::string name;
  std::string title;
  std::string module;
  std::string doc;
  std::string source;
  Span span;  ///< the whole declaration
  Span name_span;
  Terms terms;
  ConditionId body;  ///< `unless` included as negations
  std::vector<Conclusion> conclusions;
  ExprId certainty;                    ///< invalid: 1
  model::Sentence because;             ///< places are variable numbers
  std::vector<RuleId> overrides = {};  ///< as the author wrote them
};

/// A decision table: rows of tests on the parameters and a result.
struct Table {
  struct Cell {
    std::optional<Word> low, high;             ///< bounds in the parameter's type; none: any
    bool low_open = false, high_open = false;  ///< bound excluded
    bool negated = false;                      ///< `!=`: anything but low..high
    Span span;
  };
  struct Row {
    std::vector<Cell> cells;
    Word result = 0;
    Span span;
  };
  enum class Policy : std::uint8_t { unique, any, first, priority, sum, min, max, count };
  std::string name;
  std::string module;
  std::vector<model::Field> parameters;
  Type result;
  Policy policy = Policy::unique;
  std::vector<Row> rows;
  Span span;

  [[nodiscard]] bool collects() const { return policy >= Policy::sum; }
};

/// Which subjects a rating speaks about: `body` binds `subjects` (variables, one a subject column).
struct Subjects {
  Terms terms;
  ConditionId body;
  std::vector<VariableId> subjects;
};

/// Relations that depend on each other in a circle, or a single one. Components stand in an order
/// in which each depends only on earlier ones and, positively, on itself.
struct Component {
  std::vector<RelationId> relations;
  bool recursive = false;
  Span rising = {};  ///< valid: a comprehension over the component itself, which only rises
};

struct Program {
  model::Schema schema;
  base::Symbols symbols;  ///< every text constant of the rules
  std::vector<Rule> rules;
  std::vector<Table> tables;
  std::vector<Subjects> subjects;  ///< by RatingId
  std::vector<Component> components;
  /// By RelationId: what the conclusions about a relation or rating read, in any manner; each once.
  std::vector<std::vector<RelationId>> reads;
  std::string calculus;  ///< named by the modules, or empty

  [[nodiscard]] const Rule& operator[](RuleId id) const { return rules[id.index()]; }
  [[nodiscard]] const Table& operator[](TableId id) const { return tables[id.index()]; }
};

/// A goal as given on the command line, checked against a program as the body of a nameless rule.
struct Goal {
  Terms terms;
  ConditionId body;
  std::vector<VariableId> answers;  ///< the named variables in order of appearance
  base::Symbols symbols;            ///< stands on the table it was checked against
};

}  // namespace casus::check
