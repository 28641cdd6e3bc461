// SPDX-License-Identifier: Apache-2.0
//
// The nearest miss of conditions that do not hold together: the values of their variables that
// leave the fewest of them open. An atom is met by a row, or fails; then what other conditions say
// still gives its variables values where it can. A condition is not reached where a variable of it
// has no value.
//
// The search goes from atom to atom, the one with the fewest rows first: each row that matches, and
// then none. What is best for the atoms that are left depends only on the values that they and the
// other conditions read, so that it is found once for all ways that lead there: an atom left out
// does not multiply what stands on its two sides. It first looks for one open condition, then for
// two, and so on.
#pragma once

#include <cstdint>
#include <limits>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "infer/ask/condition_probe.hpp"

namespace casus::infer {

/// How one condition fares.
struct Judgement {
  enum class State : std::uint8_t { ok, fails, not_reached };
  check::ConditionId condition;
  State state = State::ok;
  RowRef row = {};  ///< of an atom that is met
};

struct NearMiss {
  std::size_t open = 0;  ///< conditions that fail or are not reached
  double distance = 0;   ///< of those that fail, each 0..1; 2 where `!=` finds one for two
  std::vector<Judgement> conditions;  ///< as they were given
  Values values;
  bool partial = false;  ///< the budget ended the search: there may be nearer ones

  [[nodiscard]] auto nearness() const { return std::tuple(open, distance); }
};

class NearMissSearch {
 public:
  /// Conditions without `and` and `or`, of the probe's terms. All outlive this.
  NearMissSearch(ConditionProbe& probe, Meter& meter, std::vector<check::ConditionId> conditions);

  /// Where these variables have values already. Ends after so many units of work of the meter.
  [[nodiscard]] NearMiss find(const Values& known, std::uint64_t work);

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  struct Cost {
    std::size_t open = none;
    double distance = 0;
    friend auto operator<=>(const Cost&, const Cost&) = default;
    [[nodiscard]] Cost plus(Cost other) const {
      if (open == none || other.open == none) return {};
      return {open + other.open, distance + other.distance};
    }
  };
  /// Conditions without judgement so far, by place, and what they may read.
  struct State {
    std::vector<bool> pending;
    Values values;
  };
  struct Remembered {
    Cost cost;
    std::size_t allowed = 0;  ///< so many open conditions were tried
    RowId row = no_row;       ///< how the atom is best met
  };

  [[nodiscard]] Cost solve(State state, std::size_t allowed);
  [[nodiscard]] Cost best_row(const State& state, std::size_t atom, std::size_t allowed,
                              Remembered& best);
  [[nodiscard]] Cost settle(State& state, std::vector<Judgement>* into);
  [[nodiscard]] bool is_ready(std::size_t place, const State& state) const;
  [[nodiscard]] std::size_t next_atom(const State& state) const;
  [[nodiscard]] Cost left_over(const State& state) const;
  [[nodiscard]] std::vector<Word> key(const State& state) const;
  [[nodiscard]] NearMiss follow(State state, bool remembered);
  /// Work so far; sorting rows, the quickest there is, counts for a sixteenth.
  [[nodiscard]] std::uint64_t done() const { return meter_.ticks() - probe_.sorting() / 16 * 15; }
  [[nodiscard]] bool is_out() const { return meter_.stopped() || done() >= end_; }

  ConditionProbe& probe_;
  Meter& meter_;
  std::vector<check::ConditionId> conditions_;
  std::vector<bool> atoms_;             ///< by place
  std::vector<plan::Variables> needs_;  ///< by place: what has to have a value before
  std::vector<plan::Variables> reads_;  ///< by place: what it reads or gives a value to
  std::unordered_map<std::vector<Word>, Remembered, WordsHash> remembered_;
  std::uint64_t end_ = 0;
};

}  // namespace casus::infer
