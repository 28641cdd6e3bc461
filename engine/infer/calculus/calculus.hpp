// SPDX-License-Identifier: Apache-2.0
//
// The seam between reasoning and degrees of certainty: how certainties travel along a derivation
// and over several derivations of one fact. One object serves one run and holds no state between
// facts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace casus::infer {

class Calculus {
 public:
  virtual ~Calculus() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  /// What a statement or presumption of certainty `given` (0..1) counts for.
  [[nodiscard]] virtual double given(double given) const = 0;
  /// Two conditions of one derivation.
  [[nodiscard]] virtual double both(double a, double b) const = 0;
  /// A rule of certainty `rule` whose conditions hold with `conditions`.
  [[nodiscard]] virtual double through(double conditions, double rule) const = 0;
  /// Two derivations, or two statements of different origin, of one fact. Must be commutative,
  /// associative and idempotent, or recursion would never settle.
  [[nodiscard]] virtual double either(double a, double b) const = 0;
  /// The certainty of `not` over something of this certainty.
  [[nodiscard]] virtual double absent(double certainty) const = 0;
};

/// Null for a name that is not among `model::calculus_names`.
[[nodiscard]] std::unique_ptr<const Calculus> make_calculus(std::string_view name);

}  // namespace casus::infer
