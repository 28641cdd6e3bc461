// SPDX-License-Identifier: Apache-2.0
//
// What the public handles hold. All of it is immutable once made, and shared.
#pragma once

#include <memory>
#include <vector>

#include "casus/casus.hpp"
#include "check/program.hpp"
#include "infer/fixpoint.hpp"
#include "model/facts.hpp"

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
  std::unique_ptr<const infer::Fixpoint> fixpoint;
  model::GradeTable grades;
  Options options;
  Assessment assessment;
};

/// The budget of a run that begins now.
[[nodiscard]] infer::Budget budget(const Options& options);

}  // namespace casus::session
