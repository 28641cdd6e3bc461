// SPDX-License-Identifier: Apache-2.0
//
// What `casus test` prints: for people, for build servers and for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/testing.hpp"
#include "report/style.hpp"

namespace casus::report {

/// The results of tests. All of it must outlive the call.
struct TestReport {
  const std::vector<Test>& tests;
  const std::vector<TestResult>& results;
  const Sources& sources;  ///< of the rules
};

struct TestCounts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t not_run = 0;  ///< something kept it from running
};
[[nodiscard]] TestCounts counts_of(const std::vector<TestResult>& results);
/// "5 tests: 3 passed, 2 failed"
[[nodiscard]] std::string counts_text(const TestCounts& counts);

/// What fails, each with its place, what was expected, what there is and why; then the counts. With
/// `all`, a line for each test that passed, too.
[[nodiscard]] std::string tests_text(const TestReport& report, bool all, const Style& style);
/// One statement a line.
[[nodiscard]] std::string tests_prose(const TestReport& report, bool all);
/// {"schema":"casus.test/1","passed":N,"failed":N,"not_run":N,"tests":[…]}
[[nodiscard]] std::string tests_json(const TestReport& report);
/// The form that Jenkins, GitLab and others read: a suite for each file.
[[nodiscard]] std::string tests_junit(const TestReport& report);
/// Test Anything Protocol, version 14.
[[nodiscard]] std::string tests_tap(const TestReport& report);

// Shared by the forms.

/// "rules/pumps_test.casus:12:10". Printable.
[[nodiscard]] std::string place_text(Span span, const Sources& sources);
/// "passed", "failed", "not run"
[[nodiscard]] std::string_view status_word(const TestResult& result);
/// "stability: STRAINED, 57.2 of 100", "no", "certainty 0.56", "it rests on …": what there is in
/// place of what was expected. Printable.
[[nodiscard]] std::string actual_text(const TestFailure& failure);
/// The why-not, or the tree of what holds: lines.
[[nodiscard]] std::string reason_text(const TestFailure& failure, const Sources& sources,
                                      const Style& style);
/// A text against another, line by line: each with `-`, `+` or a blank before it.
[[nodiscard]] std::vector<std::string> difference_lines(std::string_view before,
                                                        std::string_view after);
/// What kept a test from running. Printable, empty for one that ran.
[[nodiscard]] std::string obstacle_text(const TestResult& result);

}  // namespace casus::report
