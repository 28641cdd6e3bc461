// SPDX-License-Identifier: Apache-2.0
//
// Turns one conjunction into steps and puts them into an order in which each step finds the
// registers it needs filled: tests as early as they can run, then the scan expected to visit the
// fewest rows (most columns bound, smallest relation first, ties in the author's order).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "plan/conjunctions.hpp"
#include "plan/plan.hpp"

namespace casus::plan {

/// What the planner of one rule shares between its conjunctions: stores and indexes to refer to.
class Catalogue {
 public:
  virtual ~Catalogue() = default;
  [[nodiscard]] virtual StoreId rows(RelationId relation) const = 0;
  [[nodiscard]] virtual StoreId attested(RelationId relation) const = 0;
  [[nodiscard]] virtual StoreId negative(RelationId relation) const = 0;
  [[nodiscard]] virtual IndexId index(StoreId store, std::vector<std::uint32_t> columns) = 0;
  [[nodiscard]] virtual bool recursive(RelationId relation) const = 0;
  [[nodiscard]] virtual double expected_rows(RelationId relation) const = 0;
};

class JoinPlanner {
 public:
  JoinPlanner(const check::Program& program, const check::Terms& terms, Catalogue& catalogue);

  /// The steps of a conjunction. `outer` are the variables bound before; every variable in `outer`
  /// that occurs is read, never bound.
  struct Join {
    std::vector<Step> steps;
    std::vector<std::vector<Step>> deltas;  ///< of a whole rule only
    std::vector<StoreId> premise_stores;
    std::vector<std::uint32_t> shared_premises;  ///< of atoms outside any `or`
    std::vector<std::uint32_t> source_premises;  ///< of atoms in an `or` that is a source
    std::vector<Register> unknown;               ///< see Block::Branch
  };
  [[nodiscard]] Join join(const Conjunction& conjunction, const Variables& outer);

  /// Code for an expression; aggregates and ratings in it become steps appended to `steps`.
  [[nodiscard]] Code code(check::ExprId expr, const Variables& outer, std::vector<Step>& steps);

  [[nodiscard]] Register new_register() { return registers_++; }
  [[nodiscard]] std::uint32_t registers() const { return registers_; }

 private:
  struct Pending;
  class Ordering;
  /// Whether the conditions must hold, or, inside a negation, may do so.
  enum class Mood : std::uint8_t { certain, possible };
  /// A column of an atom, before it is decided whether it is read, compared or looked up.
  struct Column {
    std::uint32_t column = 0;
    std::optional<check::VariableId> variable;
    Operand operand;           ///< where it is no variable
    std::set<Register> needs;  ///< of the operand
    Type type;
    bool may_be_unknown = false;
    Span span;  ///< of a constant
  };

  /// The steps of a conjunction in no order yet; the result has its premises.
  [[nodiscard]] Join lower(const Conjunction& conjunction, const Variables& outer,
                           const std::set<std::size_t>& unlisted, std::vector<Pending>& pending);
  void lower(const Conjunct& conjunct, const Variables& bound, std::vector<Pending>& pending);
  void lower_atom(const Conjunct& conjunct, const Variables& bound, std::vector<Pending>& pending);
  void lower_unlisted(const Conjunct& conjunct, const Variables& bound,
                      std::vector<Pending>& pending);
  void lower_unknown(const Conjunct& conjunct, const Variables& bound,
                     std::vector<Pending>& pending);
  void lower_expr_step(Step step, check::ExprId expr, const Variables& bound,
                       std::vector<Pending>& pending);
  [[nodiscard]] std::vector<Column> columns(const check::Atom& atom, const Variables& bound,
                                            std::vector<Pending>& pending);
  void emit(check::ExprId expr, const Variables& outer, Code& code, std::vector<Step>& steps);
  [[nodiscard]] bool compares_mixed(const check::Expr& expr) const;
  [[nodiscard]] bool computes_in_numbers(const check::Expr& expr) const;
  [[nodiscard]] Step aggregate_step(check::ExprId expr, const Variables& outer);
  [[nodiscard]] Block block(check::ConditionId body, const Variables& outer, Mood mood);
  void add_doubts(Block& block, const Conjunction& conjunction, const Variables& outer);
  /// The registers of `outer` that a condition or an expression mentions.
  template <class Part>
  [[nodiscard]] std::set<Register> reads(Part part, const Variables& outer) const;
  /// `unlisted`: atoms, by place, that stand for rows that are not listed.
  [[nodiscard]] Join join(const Conjunction& conjunction, const Variables& outer, Mood mood,
                          const std::set<std::size_t>& unlisted);
  /// `indexed`: whether scans may use indexes.
  void order(const std::vector<Pending>& pending, const Variables& outer, Mood mood, bool indexed,
             Join& into);
  [[nodiscard]] std::vector<Step> beginning_with(std::size_t first,
                                                 const std::vector<Pending>& pending,
                                                 const Variables& outer);
  [[nodiscard]] double cost(const Pending& pending, const std::set<Register>& bound) const;

  const check::Program& program_;
  const check::Terms& terms_;
  Catalogue& catalogue_;
  std::uint32_t registers_;
};

}  // namespace casus::plan
