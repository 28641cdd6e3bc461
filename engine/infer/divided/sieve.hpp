// SPDX-License-Identifier: Apache-2.0
//
// What a rule concludes from a share of the rows of a round, each row once and with its best
// derivation; left out is what was there when the round began with one as good. It writes nothing
// but its own, so that several sieves may look at one fixpoint at the same time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/fixpoint.hpp"
#include "infer/run/concluded_batch.hpp"

namespace casus::infer {

class Sieve {
 public:
  /// Of rule `r`, all of whose conclusions are certain, as are the rows of its head, of which
  /// `known` were there when the round began. All outlive it. `derivations`: whether they are kept;
  /// `height`: that of all of them, where it is known.
  Sieve(const Fixpoint& fixpoint, Meter& meter, std::uint32_t r, KnownRows known, bool derivations,
        std::optional<std::uint32_t> height);

  void add(const ConcludedBatch& batch);
  /// What was added, all in all.
  [[nodiscard]] std::uint64_t added() const { return added_; }
  /// What is left of that, in the order in which it first came.
  [[nodiscard]] RowId left() const { return rows_.size(); }
  void each(base::FunctionRef<void(const ConcludedBatch&)> take) const;

 private:
  /// Fills `kept_` with the places of what may be new or better than what is there.
  void choose(const ConcludedBatch& batch);
  void keep_flatter();

  const Fixpoint& fixpoint_;
  Meter& meter_;
  const std::uint32_t r_;
  const RulePlan& rule_;
  const KnownRows known_;
  const bool derivations_;
  const std::optional<std::uint32_t> height_;
  std::uint64_t added_ = 0;
  Store rows_;
  // Of a batch, kept for their memory.
  std::vector<RowId> ids_;
  std::vector<Word> heights_;
  std::vector<std::uint32_t> kept_;
  std::vector<std::vector<Word>> words_;
  std::vector<const Word*> columns_;
  std::vector<std::vector<RowId>> premises_;
  std::vector<RowId> read_;
};

}  // namespace casus::infer
