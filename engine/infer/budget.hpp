// SPDX-License-Identifier: Apache-2.0
//
// The limits of one run. Inference itself sees no clock and measures no memory: whoever starts the
// run passes a function that does, and it is asked now and then.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "casus/limit.hpp"

namespace casus::infer {

struct Profile;

struct Budget {
  std::uint64_t max_facts = 0;  ///< derived rows; 0: no limit
  /// What has run out, if anything: `time`, `memory` or `interrupted`.
  std::function<std::optional<Limit>()> poll;
  /// Whether the limit on memory leaves room for so many bytes; empty where there is none. What
  /// takes many at once asks first.
  std::function<bool(std::size_t)> fits;
};

/// Counts work and remembers why it had to stop.
class Meter {
 public:
  explicit Meter(Budget budget, Profile* profile = nullptr)
      : budget_(std::move(budget)), profile_(profile) {}

  /// One unit of work. False once the run has to stop.
  [[nodiscard]] bool tick() {
    if ((++ticks_ & ((1U << poll_bits) - 1)) == 0) check();
    return !stopped_;
  }
  /// Many units at once.
  bool work(std::uint64_t units) {
    const std::uint64_t before = ticks_;
    ticks_ += units;
    if ((before >> poll_bits) != (ticks_ >> poll_bits)) check();
    return !stopped_;
  }
  /// Work in proportion to a text that was made.
  void made_text(std::size_t bytes) {
    constexpr std::uint64_t bytes_a_tick = 256;
    (void)work(bytes / bytes_a_tick);
  }
  [[nodiscard]] bool derived() {
    ++derived_;
    if (budget_.max_facts != 0 && derived_ > budget_.max_facts) stopped_ = Limit::facts;
    return !stopped_;
  }
  /// So many rows could be derived: how many of them may. None once the run has stopped, so what
  /// others have derived is counted before their limit stops this one.
  [[nodiscard]] std::uint64_t derived(std::uint64_t rows) {
    if (stopped_) return 0;
    const std::uint64_t room = budget_.max_facts == 0 ? rows : budget_.max_facts - derived_;
    if (rows > room) stopped_ = Limit::facts;
    rows = std::min(rows, room);
    derived_ += rows;
    return rows;
  }
  /// So many derived rows are given up.
  void take_back(std::uint64_t rows) { derived_ -= rows; }
  /// Whether the limit on derived rows leaves no room for another.
  [[nodiscard]] bool is_full() const { return counts_facts() && derived_ >= budget_.max_facts; }
  /// Whether derived rows have a limit.
  [[nodiscard]] bool counts_facts() const { return budget_.max_facts != 0; }
  void check() {
    if (!stopped_ && budget_.poll) stopped_ = budget_.poll();
  }
  /// Before so many bytes are taken at once. False where the run has to stop.
  bool fits(std::size_t bytes) {
    constexpr std::size_t many = std::size_t{1} << 20;
    if (!stopped_ && bytes >= many && budget_.fits && !budget_.fits(bytes)) stop(Limit::memory);
    return !stopped_;
  }
  void stop(Limit limit) { stopped_ = limit; }
  [[nodiscard]] std::optional<Limit> stopped() const { return stopped_; }
  [[nodiscard]] std::uint64_t derived_facts() const { return derived_; }
  [[nodiscard]] std::uint64_t ticks() const { return ticks_; }
  /// Where to count what is done; nothing where nobody wants to know.
  [[nodiscard]] Profile* profile() const { return profile_; }

 private:
  static constexpr unsigned poll_bits = 12;

  Budget budget_;
  Profile* profile_;
  std::uint64_t ticks_ = 0;
  std::uint64_t derived_ = 0;
  std::optional<Limit> stopped_;
};

}  // namespace casus::infer
