// SPDX-License-Identifier: Apache-2.0
//
// Whether the tests of a rule base would notice a mistake: rules are changed in small ways, one at
// a time, and the tests run against each. What no test notices is a gap in the tests.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/testing.hpp"

namespace casus {

struct Mutant {
  enum class Outcome {
    noticed,   ///< some test fails, cannot run any more, or takes far too long
    survived,  ///< every test passes
    refused,   ///< the checker does not accept the rules
    not_run,   ///< a limit came first
  };
  std::string rule;
  Span span;                ///< what is replaced
  std::string replacement;  ///< by this
  Outcome outcome = Outcome::not_run;
};

struct MutationRun {
  std::vector<Mutant> mutants;  ///< by rule in the order of files, then by place
  /// Why there are none: options, or tests that do not pass as the rules are.
  Diagnostics diagnostics;
  std::optional<LimitReached> limit;
  std::shared_ptr<const Sources> sources;

  [[nodiscard]] std::size_t count(Mutant::Outcome outcome) const;
  /// Noticed ones of those that were noticed or survived.
  [[nodiscard]] Coverage::Share score() const;
};

/// Changes comparisons, `and`, `or` and `not`, numbers, weights and their signs, certainties, and
/// leaves out conditions and exceptions, in all rules but those beside the tests. `progress`, where
/// it is given, is told on this thread how many are done, of how many. The result does not depend
/// on the number of processors.
[[nodiscard]] MutationRun mutate(
    const TestSuite& suite, const std::vector<std::size_t>& which, const Options& options = {},
    const std::function<void(std::size_t done, std::size_t all)>& progress = {});

}  // namespace casus
