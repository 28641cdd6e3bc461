// SPDX-License-Identifier: Apache-2.0
//
// The seam between reasoning and degrees of certainty: how grades travel along a derivation and
// over several derivations of one fact. One object serves one run. Calculi whose grades are numbers
// hold no state; the others keep what their grades stand for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "infer/budget.hpp"
#include "infer/calculus/event.hpp"
#include "infer/calculus/exactness.hpp"
#include "infer/calculus/grade.hpp"

namespace casus::infer {

class Calculus {
 public:
  /// What several derivations of one row make together.
  enum class Joining : std::uint8_t {
    surest,   ///< the surest alone counts: of two grades that differ one is `surer`
    by_rule,  ///< of each rule the surest; rules join by `together`; in recursion the surest alone
    derivations,  ///< every derivation joins by `together`, also in recursion
  };

  virtual ~Calculus() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  [[nodiscard]] virtual Joining joining() const = 0;
  /// Whether all evidence for a thing joins, rather than the surest being taken.
  [[nodiscard]] bool joins_all() const { return joining() == Joining::derivations; }
  /// Whether grades are intervals: then upper ends in recursion are found when all derivations are.
  [[nodiscard]] virtual bool imprecise() const { return false; }
  /// Whether grades are sets of possible worlds: an aggregate may then have several values.
  [[nodiscard]] virtual bool by_world() const { return false; }
  /// Worlds that are gone through one by one, each a bit; none where sets of worlds are no lists.
  [[nodiscard]] virtual std::uint32_t listed_worlds() const { return 0; }
  /// The bits of a grade, and the grade of bits: 64 worlds a word.
  [[nodiscard]] virtual std::span<const std::uint64_t> listed(Grade /*grade*/) { return {}; }
  [[nodiscard]] virtual Grade from_list(std::span<const std::uint64_t> /*bits*/) {
    return Grade::none;
  }
  /// Whether an aggregate may have members that are not certain.
  [[nodiscard]] virtual bool takes_uncertain_members() const { return true; }
  /// Whether `given` and `through` tell events apart; otherwise they may be left empty.
  [[nodiscard]] virtual bool names_events() const { return false; }

  [[nodiscard]] virtual Grade full() const = 0;
  /// The certainty that rules read where they ask a statement for its own.
  [[nodiscard]] virtual double stated(double certainty) const { return certainty; }
  /// A statement or presumption of this certainty, 0..1.
  [[nodiscard]] virtual Grade given(double certainty, const Event& event) = 0;
  /// Two conditions of one derivation.
  [[nodiscard]] virtual Grade both(Grade a, Grade b) = 0;
  /// One of two conditions.
  [[nodiscard]] virtual Grade either(Grade a, Grade b) = 0;
  /// Whether `a` is more than `b`, which adds nothing to it.
  [[nodiscard]] bool surer(Grade a, Grade b) { return a != b && either(a, b) == a; }
  /// The grade of `not` over something of this grade.
  [[nodiscard]] virtual Grade absent(Grade grade) = 0;
  /// A rule of certainty `rule` whose conditions hold with `conditions`.
  [[nodiscard]] virtual Grade through(Grade conditions, double rule, const Event& instance) = 0;
  /// An outcome of a choice: outcomes exclude each other, and have `chances` of at most 1 together.
  /// Not for calculi whose traits deny `choices`.
  [[nodiscard]] virtual Grade outcome(Grade conditions, std::span<const double> /*chances*/,
                                      std::size_t /*which*/, const Event& /*choice*/) {
    return conditions;
  }
  /// Statements of different origin, rules or derivations that say the same. The order of `grades`
  /// never shows.
  [[nodiscard]] virtual Grade together(std::span<const Grade> grades) = 0;

  /// In recursion, while derivations are still being found: a row known with `known`, of which
  /// another derivation has come. Only rises, and not for ever.
  [[nodiscard]] virtual Grade rising(Grade known, Grade derivation) {
    return either(known, derivation);
  }

  /// What is left of a fact that is both held and denied.
  struct Netted {
    Grade held = Grade::none;
    Grade denied = Grade::none;
    /// How far neither a denial nor what is presumed rules it out any more. Where it is not held
    /// either, the two leave it unknown.
    Grade undecided = Grade::none;
  };
  [[nodiscard]] virtual Netted net(Grade held, Grade denied) = 0;

  /// Whether a condition of this grade holds.
  [[nodiscard]] virtual bool holds(Grade grade) const { return grade != Grade::none; }
  /// The certainty to show and to multiply weights with: in `bounds` the middle.
  [[nodiscard]] virtual double certainty(Grade grade) = 0;
  /// Where the certainty lies: a point unless `imprecise`, or estimated from a sample.
  [[nodiscard]] virtual Interval interval(Grade grade) {
    const double one = certainty(grade);
    return {one, one};
  }
  /// The grade that has this interval, within 0..1; only where `imprecise`.
  [[nodiscard]] virtual Grade within(Interval /*interval*/) { return Grade::none; }
  /// The grade of what may be surer, or less sure, than is known; only where `imprecise`.
  [[nodiscard]] Grade at_least(Grade grade) { return within({interval(grade).low, 1}); }
  [[nodiscard]] Grade at_most(Grade grade) { return within({0, interval(grade).high}); }
  /// How likely something is where `evidence` is known to hold.
  struct Conditional {
    double certainty = 0;
    Interval interval;
  };
  /// Nothing where the evidence is impossible, or the calculus knows of no worlds.
  [[nodiscard]] virtual std::optional<Conditional> conditional(Grade /*grade*/,
                                                               Grade /*evidence*/) {
    return std::nullopt;
  }
  /// Whether `part` decides a grade that several parts joined to by `either`.
  [[nodiscard]] virtual bool decides(Grade part, Grade whole) = 0;

  /// Whether the calculus gave up: nothing it has said since is to be used.
  [[nodiscard]] virtual bool exhausted() const { return false; }
  virtual void give_up() {}
  /// Why it gave up, if it did: `exactness`, or what `Budget::poll` said.
  [[nodiscard]] virtual std::optional<Limit> stopped() const { return std::nullopt; }
  /// A piece of work begins, within `budget`. Grades made since `hold` are forgotten, so that what
  /// is found out does not depend on what was asked before.
  virtual void begin(const Budget& /*budget*/) {}
  /// Units of work that are done elsewhere for the calculus. False once they have to stop.
  [[nodiscard]] virtual bool work(std::uint64_t /*units*/) { return true; }
  /// Calls what it is given with every grade in use.
  using Roots = std::function<void(const std::function<void(Grade)>&)>;
  /// Forgets grades that are not in use, if there are many.
  virtual void tidy(const Roots& /*in_use*/) {}
  /// From here on the grades in use stay, for every piece of work to come.
  virtual void hold(const Roots& /*in_use*/) {}
};

struct CalculusSettings {
  std::string name = "weakest-link";  ///< one of `model::calculus_names`
  double threshold = 0;               ///< a condition holds above this certainty; numbers only
  Exactness exactness = {};           ///< `probability` only
};

/// Null for a name that is not among `model::calculus_names`.
[[nodiscard]] std::unique_ptr<Calculus> make_calculus(const CalculusSettings& settings);

}  // namespace casus::infer
