// SPDX-License-Identifier: Apache-2.0
//
// What a conclusion rests on in the end: statements of the case, and presumptions where something
// is not known. Found by replaying derivations downwards: the best one of each row, or all that
// make it surer together. What goes back to the same origins as something stronger, and so does not
// count, is left out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"

namespace casus::infer {

struct Lineage {
  std::vector<model::StatementId> statements;  ///< rising
  std::vector<Presumption> presumptions;       ///< in order of values
  std::vector<Presumption> unknowns;  ///< what is not known, and was asked for as such; likewise
  std::vector<Seen> seen;             ///< the row's best derivation; empty for data

  /// Of the replayed rule: variables first.
  [[nodiscard]] std::span<const Word> registers() const {
    return seen.empty() ? std::span<const Word>() : seen.back().registers;
  }
};

struct Replayed {
  std::uint32_t rule = 0;  ///< into Plan::rules
  Grade grade = Grade::none;
  std::vector<Seen> seen;
  std::optional<std::size_t> counted_with = {};  ///< of the Way; a place in the same list
};
/// Replays the derivations of a row, the best first; none for rows from data.
[[nodiscard]] std::vector<Replayed> replay(const Fixpoint& fixpoint, RowRef row,
                                           base::Symbols& symbols, Meter& meter);
/// The same by a machine of the caller's.
[[nodiscard]] std::vector<Replayed> replay(const Fixpoint& fixpoint, RowRef row, Machine& machine);
/// Replays one derivation of a row.
[[nodiscard]] std::vector<Seen> replay(const Fixpoint& fixpoint, RowRef row, const Way& way,
                                       Machine& machine);

/// Calls `use` with each row that a replayed condition rests on: the one that it matched, those
/// that a `not` found, and those of the members of an aggregate.
void each_row(const Seen& step, base::FunctionRef<void(RowRef)> use);

/// Whether what rests on rows of this store rests on something; not so where they only list the
/// cases there are.
[[nodiscard]] bool is_evidence(const Fixpoint& fixpoint, StoreId store);

/// Lineages of many rows of one fixpoint: what a row rests on directly is found out once for all.
/// Where the meter stops, they are no longer complete.
class Lineages {
 public:
  Lineages(const Fixpoint& fixpoint, base::Symbols& symbols, Meter& meter)
      : fixpoint_(fixpoint), symbols_(symbols), meter_(meter) {}

  [[nodiscard]] Lineage below(RowRef row);
  /// The same for conditions that have been replayed.
  [[nodiscard]] Lineage below(std::vector<Seen> seen);
  /// The statements alone.
  [[nodiscard]] std::vector<model::StatementId> statements_below(RowRef row);

 private:
  using Place = std::uint32_t;  ///< into rows_
  /// What a row rests on directly.
  struct Support {
    RowRef row;
    bool known = false;
    std::uint32_t walk = 0;  ///< the last one that came by
    std::vector<Place> rows;
    std::vector<Presumption> presumptions;
    std::vector<Presumption> unknowns = {};
  };

  [[nodiscard]] Place place(RowRef row);
  void learn(Place at, const std::vector<Replayed>& ways);
  void add_rating(RowRef row, Support& into);
  void add(const std::vector<Seen>& seen, Support& into);
  /// Everything below, as far down as it goes.
  void walk(const Support& top, Lineage& into, bool presumptions);

  const Fixpoint& fixpoint_;
  base::Symbols& symbols_;
  Meter& meter_;
  std::vector<Support> rows_;
  std::unordered_map<std::uint64_t, Place> places_;
  std::uint32_t walk_ = 0;
  std::vector<std::uint32_t> statement_walks_;  ///< by place: the last one that came by
};

}  // namespace casus::infer
