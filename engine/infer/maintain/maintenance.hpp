// SPDX-License-Identifier: Apache-2.0
//
// Keeps a fixpoint up to date while statements come and go, without running all rules again
// (incremental view maintenance: Gupta, Mumick and Subrahmanian, "Maintaining views incrementally",
// SIGMOD 1993). Rows that may have changed are found by running rules backwards from the rows that
// did, once as things were before and once as they are now; each is then derived once more from all
// that speaks for it. In a component that depends on itself, rows whose kept derivation rests on
// what has changed are forgotten first, and what is new goes on in rounds. Components in which more
// than single rows hang together are derived anew, and so is everything where a change concerns all
// of it.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "infer/fixpoint.hpp"

namespace casus::infer {

/// A row that is surer or less sure than before, or rests on other evidence.
struct RowChange {
  RowRef row;
  Grade before = Grade::none;
  Grade after = Grade::none;
};

struct Revision {
  std::vector<RowChange> rows;  ///< of all stores, in the order in which components stand
  /// Where everything was derived anew: the fixpoint as it was before. `rows` is then empty.
  std::shared_ptr<const Fixpoint> before;
};

class Maintenance {
 public:
  /// `fixpoint`: what `infer` returned for these facts and settings, which keep derivations. From
  /// here on nobody else changes it, or the facts while it is being revised.
  Maintenance(std::shared_ptr<Fixpoint> fixpoint, std::shared_ptr<model::FactBase> facts,
              Settings settings);
  ~Maintenance();
  Maintenance(Maintenance&&) noexcept;

  /// Another one after everything was derived anew.
  [[nodiscard]] const std::shared_ptr<Fixpoint>& fixpoint() const;

  /// Takes out and takes in statements. Before, the facts have those that come among their
  /// statements, with texts as the fixpoint's table has them, and those that go in `withdrawn`; no
  /// statement is both. Afterwards the fixpoint has the rows, certainties, derivations and ratings
  /// that `infer` would find for these facts.
  /// A limit of the budget ends it as it ends `infer`: `Fixpoint::stopped` says so, and the next
  /// revision derives everything anew.
  [[nodiscard]] Revision revise(std::span<const model::StatementId> gone,
                                std::span<const model::StatementId> come, const Budget& budget);

 private:
  class Pass;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace casus::infer
