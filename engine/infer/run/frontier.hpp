// SPDX-License-Identifier: Apache-2.0
//
// Conclusions of a circle in which no rule betters a value that it rests on. They wait until
// nothing can better them any more: what is taken first is the surest, of equally sure ones the
// best, and of these the flattest (Knuth, "A generalization of Dijkstra's algorithm", 1977). What
// rests on a row comes behind it in this order. So a row is final once it is taken, and so is its
// derivation; and a store holds no rows that better ones have displaced, but those that are surer.
//
// Where every rule hands on the value of some column, as ways from several places do with where
// they begin, rows with different values there have nothing to do with each other. They then wait
// in several queues, and the first rows of all are taken together: one has not to wait for the
// memory of another.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/fixpoint.hpp"
#include "infer/run/radix_queue.hpp"

namespace casus::infer {

class Frontier {
 public:
  /// Of a component whose plan says `best_first`, and none of whose rows hold.
  Frontier(const Fixpoint& fixpoint, const ComponentPlan& component);

  struct Derived {
    Grade grade = Grade::none;
    std::uint32_t height = 0;
    std::span<const RowId> premises;
  };
  /// Derivations by one rule of `count` rows, side by side. Nothing is kept of what is bettered by
  /// something no less sure, and of each row only the best derivation: by grade, height, rule and
  /// premises.
  void add(std::uint32_t rule, WordColumns words, std::uint32_t count,
           base::FunctionRef<Derived(std::uint32_t)> derivation);

  /// A row with its derivation.
  struct Settled {
    std::uint32_t rule = 0;
    Grade grade = Grade::none;
    std::uint32_t height = 0;
    std::vector<RowId> premises;
    std::vector<Word> words;
  };
  /// Takes the first row of each queue, and those of the same grade, value and height: none of them
  /// rests on another. `use` returns where its store has put it, or `no_row` to stop. False where
  /// none was left.
  bool take(base::FunctionRef<RowId(const Settled&)> use);

  /// Calls `use` with each store and those of its settled rows beside which another is kept: what
  /// does not hold falls before what does, then the worse before the better.
  void each_fallen(base::FunctionRef<void(StoreId, const std::vector<RowId>&)> use) const {
    for (const auto& [store, groups] : groups_) use(store, groups.fallen);
  }

 private:
  using Place = std::uint32_t;  ///< into waiting_
  static constexpr Place nowhere = std::numeric_limits<Place>::max();

  /// Rows that differ in their best column alone.
  struct Group {
    std::uint64_t settled = 0;  ///< the best rank of those settled
    RowId kept = no_row;        ///< of those, if there are any
    Place first = nowhere;      ///< of those that wait: none betters another
  };
  struct Groups {
    Store keys;  ///< by group: the values of the other columns
    std::uint32_t column = 0;
    model::Base base;
    bool greatest = false;
    std::uint32_t carried = 0;  ///< the column whose value chooses a queue, if there are several
    std::vector<Group> all = {};
    std::vector<RowId> fallen = {};
  };
  struct Waiting {
    Word value = 0;
    Grade grade = Grade::none;
    std::uint32_t rule = 0;
    std::uint32_t height = 0;
    RowId group = no_row;  ///< `no_row`: nothing waits here
    Place next = nowhere;  ///< of the group
  };
  /// Its place in the order: doubt, rank and height.
  using Entry = RadixQueue::Entry;

  /// A row that has left its place may still have an entry here, which would speak of the next row
  /// there, were that one of another queue.
  struct Queue {
    RadixQueue entries;
    std::vector<Place> free;  ///< places
  };
  /// Rises as a value gets worse.
  [[nodiscard]] std::uint64_t rank(const Groups& groups, Word value) const;
  [[nodiscard]] Entry entry(Place place) const;
  /// Rows that rest on each other wait in the same one.
  [[nodiscard]] std::size_t queue_of(const Groups& groups, WordColumns words,
                                     std::uint32_t at) const;
  void add(std::uint32_t rule, RowId group, Word value, const Derived& derived, std::size_t queue);
  [[nodiscard]] bool precedes(std::uint32_t rule, const Derived& derived, Place other) const;
  void derive(Place place, std::uint32_t rule, const Derived& derived);
  [[nodiscard]] Place new_place(std::size_t queue);
  [[nodiscard]] std::span<RowId> premises(Place place) {
    return std::span(premises_).subspan(std::size_t{place} * stride_, stride_);
  }
  void push(Place place, std::size_t queue);
  /// Whether it speaks of what waits there now: else that was bettered, or has another derivation.
  [[nodiscard]] bool is_current(const Entry& entry) const;
  void free(Place place, std::size_t queue);
  template <class Use>
  void each_filled(const Use& use);
  void fetch();
  /// Takes the first rows of a queue. False where `use` says so.
  [[nodiscard]] bool take(std::size_t queue, base::FunctionRef<RowId(const Settled&)> use);
  /// Takes the row that waits there; false where `use` says so.
  [[nodiscard]] bool settle(Place place, std::size_t queue,
                            base::FunctionRef<RowId(const Settled&)> use);

  const Fixpoint& fixpoint_;
  std::map<StoreId, Groups> groups_;
  std::vector<Groups*> by_rule_;  ///< by place in Plan::rules
  std::uint32_t stride_ = 0;      ///< premises kept of each
  std::vector<Waiting> waiting_;
  std::vector<RowId> premises_;  ///< of what waits
  std::vector<Queue> queues_;
  std::uint64_t filled_ = 0;       ///< bits of queues that may hold something
  std::vector<const Word*> keys_;  ///< of rows being added
  std::vector<RowId> numbers_;     ///< and their groups
  Settled taken_;
};

}  // namespace casus::infer
