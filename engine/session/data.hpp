// SPDX-License-Identifier: Apache-2.0
//
// What the public handles hold. All of it is shared and, to whoever asks, immutable.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "casus/casus.hpp"
#include "check/program.hpp"
#include "check/test_case.hpp"
#include "model/facts.hpp"
#include "session/reasoning.hpp"

namespace casus::session {

struct RulesetData {
  std::shared_ptr<const Sources> sources;
  std::shared_ptr<const check::Program> program;
  std::vector<check::TestCase> tests = {};
};

struct FactsData {
  std::shared_ptr<const RulesetData> rules;
  std::shared_ptr<const Sources> sources;
  std::shared_ptr<const model::FactBase> facts;
  CaseInfo info;
  std::shared_ptr<const std::string> text;  ///< of the case
  std::vector<DataFile> data = {};
};

struct EvaluationData : std::enable_shared_from_this<EvaluationData> {
  std::shared_ptr<const FactsData> facts;
  Options options;
  Assessment assessment;
  Reasoned reasoned;  ///< what the assessment is about
  std::optional<Profile> profile;
  /// A goal makes grades of its own in the calculus, which the next one forgets. So one goal is
  /// answered at a time, and others wait; what is below is touched by whoever is being answered.
  mutable std::mutex asking;
  /// For goals that take too much work where the ratings did not; kept for the next one.
  mutable std::optional<Reasoned> fallback;
};

}  // namespace casus::session
