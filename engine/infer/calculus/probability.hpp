// SPDX-License-Identifier: Apache-2.0
//
// The probability that something holds, with statements, rule instances and presumptions as
// independent events (the distribution semantics: Sato, A Statistical Learning Method for Logic
// Programs with Distribution Semantics, 1995). A grade is the set of worlds in which something
// holds; sets grow until nothing changes, so circles need no special care (Vlasselaer and others,
// Tp-Compilation for Inference in Probabilistic Logic Programs, 2016).
#pragma once

#include <memory>

#include "infer/calculus/calculus.hpp"
#include "infer/calculus/worlds.hpp"

namespace casus::infer {

class Probability final : public Calculus {
 public:
  explicit Probability(std::unique_ptr<Worlds> worlds) : worlds_(std::move(worlds)) {}

  std::string_view name() const override { return "probability"; }
  Joining joining() const override { return Joining::derivations; }
  bool by_world() const override { return true; }
  std::uint32_t listed_worlds() const override { return worlds_->listed_worlds(); }
  std::span<const std::uint64_t> listed(Grade grade) override { return worlds_->listed(grade); }
  Grade from_list(std::span<const std::uint64_t> bits) override { return worlds_->from_list(bits); }
  bool names_events() const override { return true; }
  Grade full() const override { return Worlds::all; }
  Grade given(double certainty, const Event& event) override {
    if (certainty >= 1) return Worlds::all;
    return certainty > 0 ? worlds_->where(event, certainty) : Grade::none;
  }
  Grade both(Grade a, Grade b) override { return worlds_->both(a, b); }
  Grade either(Grade a, Grade b) override { return worlds_->either(a, b); }
  Grade absent(Grade grade) override { return worlds_->outside(grade); }
  Grade through(Grade conditions, double rule, const Event& instance) override {
    return worlds_->both(conditions, given(rule, instance));
  }
  Grade outcome(Grade conditions, std::span<const double> chances, std::size_t which,
                const Event& choice) override;
  Grade together(std::span<const Grade> grades) override;
  Netted net(Grade held, Grade denied) override;
  double certainty(Grade grade) override;
  Interval interval(Grade grade) override;
  std::optional<Conditional> conditional(Grade grade, Grade evidence) override;
  /// In some world any part may be the one that decides.
  bool decides(Grade part, Grade /*whole*/) override { return part != Grade::none; }
  bool exhausted() const override { return worlds_->exhausted(); }
  void give_up() override { worlds_->give_up(); }
  std::optional<Limit> stopped() const override {
    if (!exhausted()) return std::nullopt;
    return worlds_->stopped().value_or(Limit::exactness);
  }
  void begin(const Budget& budget) override { worlds_->begin(budget); }
  bool work(std::uint64_t units) override { return worlds_->work(units); }
  void tidy(const Roots& in_use) override {
    if (worlds_->crowded()) worlds_->keep(in_use);
  }
  void hold(const Roots& in_use) override {
    worlds_->keep(in_use);
    worlds_->hold();
  }

 private:
  class Choice;

  std::unique_ptr<Worlds> worlds_;
};

}  // namespace casus::infer
