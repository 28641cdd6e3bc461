// SPDX-License-Identifier: Apache-2.0
//
// The tests of a rule base: its `test` blocks, run and judged.
//
//   auto rules = casus::Ruleset::load({{"pumps.casus", …}, {"pumps_test.casus", …}});
//   auto suite = casus::TestSuite::load(*rules.ruleset, [](const auto& given) { … }).suite;
//   for (const casus::TestResult& one : suite.run(casus::all_tests(suite)).results)
//     std::cout << suite.tests()[one.test].title << (one.passed() ? " passed\n" : " failed\n");
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casus/casus.hpp"
#include "casus/coverage.hpp"

namespace casus {

namespace author {
struct SuiteData;
}  // namespace author

/// A `test` block.
struct Test {
  struct Given {
    std::string path;  ///< as written
    Span span;
  };
  std::string title;
  std::string module;  ///< of the file; empty for one without
  Span span;           ///< the title
  std::vector<Given> given;
};

/// The text of a `given` file. Only the first of a test may have data beside it.
struct GivenText {
  NamedText file;
  std::vector<DataFile> data = {};
};
/// Finds what a test gives. Nothing where there is no such file: then its tests do not run.
using GivenFinder = std::function<std::optional<GivenText>(const Test::Given& given)>;

/// An expectation that does not come true.
struct TestFailure {
  enum class Kind {
    condition,  ///< it does not hold; `why_not` says why. Or `why` says why something holds that
                ///< is expected not to
    certainty,  ///< it holds, but not as surely as expected
    because,    ///< it holds for other reasons
    snapshot,   ///< what is said of it is not as it was kept
  };
  Kind kind = Kind::condition;
  Span span;             ///< of the condition, the certainty or the reason
  std::string expected;  ///< as the author wrote it
  std::optional<WhyNot> why_not = {};
  std::optional<Explanation> why = {};
  Certainty certainty = 0;  ///< of what holds: of its surest answer
  std::optional<Between> between = {};
  std::vector<std::string> rules = {};  ///< Kind::because: what it rests on, each once
  std::vector<std::string> facts = {};  ///< likewise, ids
  std::string kept = {};                ///< Kind::snapshot: as it was; empty where it is new
  std::string now = {};                 ///< likewise, as it is
};

/// What `snapshot` keeps: one of the two.
struct TestSnapshot {
  std::string goal;  ///< as the author wrote it
  Span span;
  std::optional<Explanation> why = {};
  std::optional<WhyNot> why_not = {};
};

struct TestResult {
  std::size_t test = 0;  ///< into `TestSuite::tests`
  bool ran = false;      ///< whether every expectation was looked at
  std::size_t expectations = 0;
  std::vector<TestFailure> failures = {};  ///< in order of the expectations
  std::vector<TestSnapshot> snapshots = {};
  /// What kept it from running, but for what is wrong with the files that it gives.
  Diagnostics diagnostics = {};
  std::optional<LimitReached> limit = {};  ///< likewise
  std::shared_ptr<const Sources> sources = {};
  [[nodiscard]] bool passed() const { return ran && failures.empty(); }
};

struct TestRun {
  std::vector<TestResult> results;        ///< in the order that was asked for
  Diagnostics diagnostics;                ///< of the options: then there are no results
  std::optional<Coverage> coverage = {};  ///< where it was asked for
};

/// The tests of a rule base with the facts that they give. Immutable; threads may share it.
class TestSuite {
 public:
  struct Loaded;

  /// Loads each given file once. All tests are there, also those that cannot run.
  [[nodiscard]] static Loaded load(const Ruleset& ruleset, const GivenFinder& find);

  /// In the order of the files, then of the blocks.
  [[nodiscard]] const std::vector<Test>& tests() const;
  [[nodiscard]] const Ruleset& ruleset() const;

  /// Runs these tests, on all processors; the results are the same on any number. Every test runs,
  /// whatever came of others. `options.as_of` is for tests that say no date and whose facts have
  /// none.
  enum class Measure { results, coverage };
  [[nodiscard]] TestRun run(const std::vector<std::size_t>& which, const Options& options = {},
                            Measure measure = Measure::results) const;
  /// For the library itself.
  [[nodiscard]] const author::SuiteData& data() const { return *data_; }

 private:
  explicit TestSuite(std::shared_ptr<const author::SuiteData> data) : data_(std::move(data)) {}
  std::shared_ptr<const author::SuiteData> data_;
};

struct TestSuite::Loaded {
  /// Mistakes in one given file.
  struct Trouble {
    Diagnostics diagnostics;
    std::shared_ptr<const Sources> sources;
  };
  TestSuite suite;
  /// Warnings too. Tests that are given what has errors do not run.
  std::vector<Trouble> troubles;
};

/// 0, 1, 2 …: every test of the suite.
[[nodiscard]] std::vector<std::size_t> all_tests(const TestSuite& suite);

}  // namespace casus
