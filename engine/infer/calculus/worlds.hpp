// SPDX-License-Identifier: Apache-2.0
//
// Sets of possible worlds. A world says of every independent event whether it happens; what a
// program concludes in a world is then certain. Implementations: `Diagrams`, exact, and `Samples`,
// an estimate. A set has one number, so that equal sets have equal grades.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "infer/budget.hpp"
#include "infer/calculus/event.hpp"
#include "infer/calculus/grade.hpp"

namespace casus::infer {

class Worlds {
 public:
  virtual ~Worlds() = default;

  /// All worlds; none is `Grade::none`.
  static constexpr Grade all = static_cast<Grade>(1);

  /// The worlds in which an event of probability 0 < `chance` < 1 happens; always the same ones.
  [[nodiscard]] virtual Grade where(const Event& event, double chance) = 0;
  /// Whether the order in which events are met matters, and this one has not been met.
  [[nodiscard]] virtual bool is_new(const Event& /*event*/, double /*chance*/) const {
    return false;
  }
  [[nodiscard]] virtual Grade both(Grade a, Grade b) = 0;
  [[nodiscard]] virtual Grade either(Grade a, Grade b) = 0;
  [[nodiscard]] virtual Grade outside(Grade a) = 0;
  /// The probability of a set.
  [[nodiscard]] virtual double chance(Grade set) = 0;
  /// Where the probability of `set` among the worlds of `within` lies, as far as is known; `within`
  /// has some chance.
  [[nodiscard]] virtual Interval between(Grade set, Grade within) {
    const double exact = chance(both(set, within)) / chance(within);
    return {exact, exact};
  }

  /// See `Calculus::listed_worlds`. A list is good until the next set is made.
  [[nodiscard]] virtual std::uint32_t listed_worlds() const { return 0; }
  [[nodiscard]] virtual std::span<const std::uint64_t> listed(Grade /*set*/) const { return {}; }
  [[nodiscard]] virtual Grade from_list(std::span<const std::uint64_t> /*bits*/) {
    return Grade::none;
  }

  /// Whether it gave up; every answer since is meaningless.
  [[nodiscard]] virtual bool exhausted() const = 0;
  virtual void give_up() {}
  /// What `Budget::poll` said; nothing where the work was too much by itself.
  [[nodiscard]] std::optional<Limit> stopped() const { return meter_.stopped(); }
  [[nodiscard]] bool work(std::uint64_t units) { return meter_.work(units); }
  void begin(const Budget& budget) {
    meter_ = Meter(budget);
    restore();
  }
  /// All sets and events that there are stay as they are, whatever is made after them.
  virtual void hold() = 0;
  /// Whether there are so many sets that it is worth while to look for some to forget.
  [[nodiscard]] virtual bool crowded() const = 0;
  /// Forgets the sets that are not named.
  virtual void keep(const std::function<void(const std::function<void(Grade)>&)>& in_use) = 0;

 protected:
  /// Back to what there was at `hold`; nothing where there was none.
  virtual void restore() = 0;

  Meter meter_{Budget{}};
};

}  // namespace casus::infer
