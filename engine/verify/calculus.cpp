// SPDX-License-Identifier: Apache-2.0
#include "verify/calculus.hpp"

#include <algorithm>
#include <cmath>

namespace casus::verify {

Calculus::Calculus(const std::string& name)
    : kind_(name == "certain"        ? Kind::certain
            : name == "weakest-link" ? Kind::weakest_link
            : name == "mycin"        ? Kind::mycin
            : name == "probability"  ? Kind::probability
                                     : Kind::other) {}

double Calculus::through(double conditions, double rule) const {
  if (kind_ == Kind::certain) return rule > 0 ? conditions : 0;
  return kind_ == Kind::mycin ? conditions * rule : std::min(conditions, rule);
}

/// "a + b (1 - a)", "each from its weakest to its strongest"; else the surest.
double Calculus::together(std::vector<double> certainties) const {
  std::ranges::sort(certainties);
  double result = 0;
  for (const double one : certainties) {
    result = kind_ == Kind::mycin ? result + one * (1 - result) : std::max(result, one);
  }
  return result;
}

/// "(a - b) / (1 - min(a, b))"; else the surer of the two stands.
double Calculus::net(double held, double denied) const {
  if (held <= denied) return 0;
  return kind_ == Kind::mycin ? (held - denied) / (1 - std::min(held, denied)) : held;
}

bool agree(double a, double b) { return std::fabs(a - b) <= 1e-9; }

}  // namespace casus::verify
