// SPDX-License-Identifier: Apache-2.0
//
// One test's own world: what is given, without what it drops and with what it assumes, and all that
// follows from that.
#pragma once

#include <memory>

#include "author/testing/suite.hpp"
#include "session/data.hpp"

namespace casus::author {

struct Stage {
  /// Null where a mistake or a limit kept it from being evaluated.
  std::shared_ptr<session::EvaluationData> data;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

/// `options` have a calculus that the rules accept. What the test gives is there. The suite
/// outlives the stage.
[[nodiscard]] Stage stage(const SuiteData& suite, std::size_t test, const Options& options);

}  // namespace casus::author
