// SPDX-License-Identifier: Apache-2.0
//
// Random conditions over what has been declared so far.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "properties/sample.hpp"

namespace casus::properties {

enum class Kind { text, whole, number };

struct Column {
  std::string name;
  Kind kind = Kind::text;
  bool open = false;
};

struct Predicate {
  std::string name;
  std::vector<Column> columns;
  bool fact = false;
  bool open = false;
};

struct RatingName {
  std::string name;
  std::vector<std::string> factors;
};

/// The variables that have a value, by kind.
using Bound = std::map<Kind, std::vector<std::string>>;

class Bodies {
 public:
  /// `counting`: percent of conditions that are an aggregate over one atom, against a small number.
  Bodies(Draw& draw, const std::vector<Predicate>& readable, const std::vector<RatingName>& ratings,
         int counting)
      : draw_(draw), readable_(readable), ratings_(ratings), counting_(counting) {}

  /// `when …`, perhaps with `unless …`; `bound` gets the variables. `must` is read if given.
  [[nodiscard]] std::string when(Bound& bound, const Predicate* must);
  [[nodiscard]] std::string literal(Kind kind);
  /// A variable of that kind, or a literal.
  [[nodiscard]] std::string term(Kind kind, const Bound& bound);
  [[nodiscard]] std::string arithmetic(const Bound& bound);

 private:
  /// How an atom may use variables.
  struct Use {
    Bound* bound;    ///< read; gets new ones too where `locals` is null
    Bound* locals;   ///< gets new ones
    int fresh = 45;  ///< per cent of the columns
  };
  [[nodiscard]] std::string atom(const Predicate& predicate, Use use);
  [[nodiscard]] std::string argument(const Column& column, Use use);
  [[nodiscard]] std::string comparison(const Bound& bound);
  [[nodiscard]] std::string extra(Bound& bound);
  [[nodiscard]] std::string negation(const Bound& bound, int depth);
  [[nodiscard]] std::string inner(Bound& seen, int depth);
  [[nodiscard]] std::string either(const Bound& bound);
  [[nodiscard]] std::string source(Bound& seen);
  [[nodiscard]] std::string aggregate(const Bound& bound, bool& whole);
  [[nodiscard]] std::string counted(const Bound& bound);
  [[nodiscard]] std::string rating(Bound& bound);
  [[nodiscard]] std::string unknown(const Bound& bound);
  [[nodiscard]] std::string fresh_name() { return "v" + std::to_string(++names_); }

  Draw& draw_;
  const std::vector<Predicate>& readable_;
  const std::vector<RatingName>& ratings_;
  int counting_;
  int names_ = 0;
};

}  // namespace casus::properties
