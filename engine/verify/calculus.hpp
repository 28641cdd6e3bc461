// SPDX-License-Identifier: Apache-2.0
//
// How certainties combine, by the table of docs/language.md, "Certainty". Of `probability` and
// `bounds` it knows the names alone: what they compute is no function of the certainties of parts.
// Where few events are involved, `Worlds` goes through what may happen.
#pragma once

#include <string>
#include <vector>

namespace casus::verify {

class Calculus {
 public:
  explicit Calculus(const std::string& name);

  /// Whether a conclusion's certainty follows from those of its premises.
  [[nodiscard]] bool is_truth_functional() const {
    return kind_ != Kind::probability && kind_ != Kind::other;
  }
  /// Whether a certainty is the share of possible worlds in which something holds.
  [[nodiscard]] bool by_worlds() const { return kind_ == Kind::probability; }
  [[nodiscard]] bool degrees() const { return kind_ != Kind::certain; }
  /// Whether rules that conclude the same add up.
  [[nodiscard]] bool adds_up() const { return kind_ == Kind::mycin; }
  /// A conclusion whose conditions hold with `conditions`, by a rule of certainty `rule`.
  [[nodiscard]] double through(double conditions, double rule) const;
  /// Statements of different origin, or rules, that say the same.
  [[nodiscard]] double together(std::vector<double> certainties) const;
  /// What is left of what is held with `held` and denied with `denied`.
  [[nodiscard]] double net(double held, double denied) const;

 private:
  enum class Kind { certain, weakest_link, mycin, probability, other };
  Kind kind_;
};

/// Up to what arithmetic in another order changes.
[[nodiscard]] bool agree(double a, double b);

}  // namespace casus::verify
