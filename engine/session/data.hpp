// SPDX-License-Identifier: Apache-2.0
//
// What the public handles hold. All of it is shared and, to whoever asks, immutable.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "casus/casus.hpp"
#include "check/program.hpp"
#include "model/facts.hpp"
#include "session/reasoning.hpp"

namespace casus::session {

struct RulesetData {
  std::shared_ptr<const Sources> sources;
  std::shared_ptr<const check::Program> program;
};

struct FactsData {
  std::shared_ptr<const RulesetData> rules;
  std::shared_ptr<const Sources> sources;
  std::shared_ptr<const model::FactBase> facts;
  CaseInfo info;
};

struct EvaluationData {
  std::shared_ptr<const FactsData> facts;
  Options options;
  Assessment assessment;
  /// A goal may teach the calculus new grades, or be too much for it: one at a time is asked.
  mutable std::mutex asking;
  mutable Reasoned reasoned;
};

}  // namespace casus::session
