// SPDX-License-Identifier: Apache-2.0
//
// Looks at evaluated tests and keeps what has been seen. Rules are asked like goals: nothing in
// inference knows of it.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "author/testing/probes.hpp"
#include "author/testing/suite.hpp"
#include "casus/coverage.hpp"

namespace casus::author {

class CoverageMeter {
 public:
  /// The suite outlives this.
  explicit CoverageMeter(const SuiteData& suite);

  /// Any number of threads at once, each with data of its own.
  void look(const session::EvaluationData& data, std::size_t test);
  [[nodiscard]] Coverage result() const;

 private:
  using Seen = std::atomic<bool>;
  struct Watched {
    ConditionProbe probe;
    Seen yes = false;
    Seen no = false;
  };
  struct WatchedRule {
    Seen applied = false;
    std::vector<std::unique_ptr<Watched>> conditions;
    std::vector<TableProbe> tables;
  };
  class Look;

  const check::Program& program_;
  const SuiteData& suite_;
  std::vector<std::unique_ptr<WatchedRule>> rules_;
  std::vector<std::vector<Seen>> rows_;   ///< by table
  std::vector<std::vector<Seen>> bands_;  ///< by rating
  std::map<const session::FactsData*, std::vector<Seen>> used_;
};

}  // namespace casus::author
