// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/calculus.hpp"

#include "infer/calculus/bounds.hpp"
#include "infer/calculus/certain.hpp"
#include "infer/calculus/diagrams.hpp"
#include "infer/calculus/mycin.hpp"
#include "infer/calculus/probability.hpp"
#include "infer/calculus/samples.hpp"
#include "infer/calculus/weakest_link.hpp"

namespace casus::infer {
namespace {

std::unique_ptr<Worlds> make_worlds(const Exactness& exactness) {
  if (exactness.estimate) return std::make_unique<Samples>(exactness.samples, exactness.seed);
  return std::make_unique<Diagrams>(exactness.max_nodes);
}

}  // namespace

std::unique_ptr<Calculus> make_calculus(const CalculusSettings& settings) {
  const auto& [name, threshold, exactness] = settings;
  if (name == "weakest-link") return std::make_unique<WeakestLink>(threshold);
  if (name == "certain") return std::make_unique<Certain>(threshold);
  if (name == "mycin") return std::make_unique<Mycin>(threshold);
  if (name == "probability") return std::make_unique<Probability>(make_worlds(exactness));
  if (name == "bounds") return std::make_unique<Bounds>();
  return nullptr;
}

}  // namespace casus::infer
