// SPDX-License-Identifier: Apache-2.0
//
// What the author wrote, as the parser saw it: names unresolved, types unknown, nothing desugared
// but operator precedence. Plain values, free of the parser library. Expressions and conditions
// share one tree, because the grammar cannot tell `(a)` the number from `(a)` the condition; the
// checker can. Trees are at most `max_depth` deep, chains of operators included, so that later
// passes may recurse.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "casus/source.hpp"

namespace casus::ast {

/// The height of an expression's tree; a chain of n operators is n deep.
inline constexpr std::uint32_t max_depth = 1000;
/// Parentheses and arguments inside each other.
inline constexpr std::uint32_t max_nesting = 128;

/// An identifier or a quoted string together with its place.
struct Name {
  std::string text;
  Span span;
};

/// `plant.safety`, `Role.patron`, `stability.leadership`: one part or more.
struct DottedName {
  std::vector<Name> parts;
  Span span;
  [[nodiscard]] std::string text() const;
};

enum class UnaryOp { minus, logical_not, unknown };
enum class BinaryOp {
  logical_or,
  logical_and,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,  ///< right side is a `Range`
  add,
  subtract,
  multiply,
  divide,
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

/// `12`, `0.5`, `70 years`, `25%` (unit `%`). `text` is as written; a sign is a unary minus.
struct NumberLiteral {
  std::string text;
  std::optional<Name> unit;
};
struct TextLiteral {
  std::string value;
};
/// As written, `2015-02-30` included: the checker judges it.
struct DateLiteral {
  int year = 0;
  int month = 0;
  int day = 0;
};
struct BoolLiteral {
  bool value = false;
};
struct Reference {
  DottedName name;
};
struct Wildcard {};  ///< `_`, only as an argument
/// `10%..25%`: both ends included; only right of `in`.
struct Range {
  ExprPtr low;
  ExprPtr high;
};
struct Unary {
  UnaryOp op;
  ExprPtr operand;
};
struct Binary {
  BinaryOp op;
  Span op_span;
  ExprPtr left;
  ExprPtr right;
};

/// One argument: `country: c`, `c`, `_`, or `age: >= 70 years` (a `comparison` with its right
/// side).
struct Argument {
  std::optional<Name> name;
  std::optional<BinaryOp> comparison;  ///< one of equal … in
  ExprPtr value;
  Span span;
};
/// `name(arguments)`: a condition, a function, a table, a rating: the checker tells them apart.
struct Call {
  DottedName name;
  std::vector<Argument> arguments;
};
/// `sum(v for BODY)`, `count(distinct v for BODY)`.
struct Comprehension {
  Name function;
  bool distinct = false;
  ExprPtr value;
  ExprPtr body;
};

struct Expr {
  std::variant<NumberLiteral, TextLiteral, DateLiteral, BoolLiteral, Reference, Wildcard, Range,
               Unary, Binary, Call, Comprehension>
      node;
  Span span;
  std::uint32_t height = 1;  ///< levels of the tree, at most `max_depth`
};

/// `int years in 0..120 open`
struct TypeName {
  Name name;
  std::optional<Name> unit;
  Span span;
};
struct Bounds {
  ExprPtr low;
  ExprPtr high;
  Span span;
};  ///< literals, perhaps with a sign
/// `least`, `greatest`: of the values of a field the best one is kept.
enum class Best { unstated, least, greatest };
struct Field {
  Name name;
  Best best = Best::unstated;
  Span best_span;
  TypeName type;
  std::optional<Bounds> in;
  bool open = false;
  std::string doc;
  Span span;
};

enum class Openness { unstated, open, closed };

struct Edition {
  int year = 0;
  Span span;
};
struct Module {
  DottedName name;
  std::optional<Name> certainty;
  std::string doc;
};

struct Use {
  DottedName module;
};
struct Enum {
  Name name;
  std::vector<Name> members;
};
/// `unit USD_m = 0.001 USD_bn`; without a definition the unit stands for itself.
struct Unit {
  struct Definition {
    std::string factor;
    Span factor_span;
    Name of;
  };
  Name name;
  std::optional<Definition> definition;
};
struct Band {
  Name name;
  ExprPtr below;
};  ///< `below` is null for the last band
struct Scale {
  Name name;
  Bounds range;
  std::vector<Band> bands;
};

/// `fact` and `relation`: the same shape, told apart by where their rows come from.
struct Relation {
  bool from_data = false;  ///< `fact`
  Name name;
  Openness openness = Openness::unstated;
  Span openness_span;
  std::vector<Field> fields;
  std::optional<Name> reads;
  std::optional<Name> asks;
  ExprPtr presumed_absent;  ///< null where not given
  ExprPtr half_life;        ///< null where not given
};

struct Factor {
  Name name;
  std::optional<Name> title;
  Bounds range;
};
/// `likelihood "the tie ends" base 9% within 5 years doubles per -12`
struct Likelihood {
  Name event;
  ExprPtr base;
  ExprPtr within;
  ExprPtr doubles_per;
  Span span;
};
struct Rating {
  Name name;
  std::vector<Field> fields;
  std::optional<Name> title;
  ExprPtr subjects;  ///< the body after `of`
  Name scale;
  ExprPtr starts;
  std::vector<Factor> factors;
  std::vector<Likelihood> likelihoods;  ///< the checker allows one
};

struct Then {
  bool negative = false;
  ExprPtr atom;
  std::uint32_t choice = 0;  ///< 1…: the `then one of` of its rule that this is an outcome of
  ExprPtr certainty;         ///< of an outcome
};
struct Contribution {
  bool supports = true;  ///< else undermines
  ExprPtr target;        ///< a `Call` with a dotted name
  ExprPtr weight;
  std::vector<Name> for_each;
};
struct Limit {
  bool caps = true;
  ExprPtr target;
  ExprPtr at;
};  ///< else floors
struct Conclusion {
  std::variant<Then, Contribution, Limit> node;
  Span span;
};

struct Rule {
  Name name;
  std::optional<Name> title;
  ExprPtr when;  ///< null: always
  std::vector<ExprPtr> unless;
  std::vector<Conclusion> conclusions;
  std::uint32_t choices = 0;  ///< how often it says `then one of`
  ExprPtr certainty;          ///< null: 1
  std::optional<Name> because;
  std::optional<Name> source;
  std::vector<DottedName> overrides;  ///< rules
};

struct Cell {
  enum class Kind { any, value, comparison, range };
  Kind kind = Kind::any;
  std::optional<BinaryOp> comparison;
  ExprPtr value;  ///< a `Range` expression for `range`
  Span span;
};
struct Table {
  Name name;
  std::vector<Field> fields;
  TypeName result;
  Name policy;
  std::optional<Name> collect;  ///< sum, min, max or count
  std::vector<Name> header;
  std::vector<std::vector<Cell>> rows;
};

struct Assume {
  bool negative = false;
  ExprPtr atom;
  ExprPtr certainty;
};
struct Drop {
  ExprPtr atom;
};  ///< an atom, or a text with a fact id
/// What must be among the reasons: a rule, or a fact by its id.
struct Reason {
  std::variant<DottedName, Name> node;
};
struct Expect {
  ExprPtr body;
  std::optional<BinaryOp> comparison;  ///< of its certainty
  ExprPtr certainty;                   ///< a `Range` behind `in`; null where none is expected
  std::vector<Reason> because;
  Span span;
};
struct Given {
  Name path;
};
struct AsOf {
  ExprPtr date;
};
/// What `why` says of it is kept beside the tests.
struct Snapshot {
  ExprPtr body;
};
struct Test {
  Name title;
  std::vector<std::variant<Given, AsOf, Assume, Drop, Expect, Snapshot>> steps;
};

struct Declaration {
  std::variant<Use, Enum, Unit, Scale, Relation, Rating, Rule, Table, Test> node;
  std::string doc;      ///< the `///` lines before it, joined by newlines
  Span span;            ///< from the keyword to the last token
  bool broken = false;  ///< holds a syntax error already reported; only its name may be trusted
};

struct File {
  std::uint32_t file = 0;
  std::optional<Edition> edition;
  std::optional<Module> module;
  std::vector<Declaration> declarations;
};

}  // namespace casus::ast
