// SPDX-License-Identifier: Apache-2.0
//
// What a suite holds, and the facts with which each of its tests begins.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/testing.hpp"
#include "session/data.hpp"

namespace casus::author {

struct SuiteData {
  explicit SuiteData(const Ruleset& of) : ruleset(of) {}

  Ruleset ruleset;
  std::vector<Test> tests;
  std::map<std::string, GivenText> files;  ///< by path as written
  /// What is given, by the paths of a test; null where it has errors.
  std::map<std::vector<std::string>, std::shared_ptr<const session::FactsData>> facts;

  [[nodiscard]] const check::TestCase& test(std::size_t index) const {
    return ruleset.data().tests[index];
  }
  /// The first files of tests that give several: the others' facts stand on theirs.
  std::vector<std::shared_ptr<const session::FactsData>> firsts;

  /// Null where the test cannot run.
  [[nodiscard]] const session::FactsData* given(std::size_t index) const;
};

/// The suite of other rules with the same files.
[[nodiscard]] std::shared_ptr<const SuiteData> suite_of(
    const Ruleset& ruleset, std::map<std::string, GivenText> files,
    std::vector<TestSuite::Loaded::Trouble>& troubles);

}  // namespace casus::author
