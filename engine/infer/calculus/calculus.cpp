// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/calculus.hpp"

#include "infer/calculus/certain.hpp"
#include "infer/calculus/weakest_link.hpp"

namespace casus::infer {

std::unique_ptr<const Calculus> make_calculus(std::string_view name) {
  if (name == "weakest-link") return std::make_unique<const WeakestLink>();
  if (name == "certain") return std::make_unique<const Certain>();
  return nullptr;
}

}  // namespace casus::infer
