// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "author/testing/expectations.hpp"
#include "author/testing/mutants.hpp"
#include "author/testing/stage.hpp"
#include "base/in_order.hpp"
#include "casus/mutation.hpp"
#include "session/running.hpp"
#include "syntax/parse.hpp"

namespace casus {

using author::SuiteData;

namespace {

/// A mutant whose tests take longer than this has been noticed.
constexpr std::chrono::seconds longest{10};

/// The mutants of one rule, in order, so that the test that noticed one is asked first for the
/// next.
struct Job {
  std::vector<Mutant> mutants;
  std::vector<std::size_t> tests;
};

class Trial {
 public:
  Trial(const SuiteData& suite, const std::vector<std::size_t>& which, const Options& options)
      : suite_(suite), which_(which), options_(options) {}

  void work(Job& job) const {
    job.tests = which_;
    for (Mutant& one : job.mutants) {
      if (!limit_reached(options_, "the tests")) one.outcome = outcome(one, job.tests);
    }
  }

 private:
  [[nodiscard]] std::vector<NamedText> texts_with(const Mutant& mutant) const {
    const Sources& sources = *suite_.ruleset.data().sources;
    std::vector<NamedText> texts;
    for (std::uint32_t file = 0; file < sources.size(); ++file) {
      texts.push_back({std::string(sources.name(file)), std::string(sources.text(file))});
    }
    const Span span = mutant.span;
    texts[span.file].text.replace(span.begin, span.size(), mutant.replacement);
    return texts;
  }

  Mutant::Outcome outcome(const Mutant& mutant, std::vector<std::size_t>& tests) const {
    using Outcome = Mutant::Outcome;
    const Ruleset::Loaded loaded = Ruleset::load(texts_with(mutant));
    Options options = options_;
    if (!loaded.ruleset || has_errors(session::refusals(*loaded.ruleset, options))) {
      return Outcome::refused;
    }
    std::vector<TestSuite::Loaded::Trouble> ignored;
    const auto suite = author::suite_of(*loaded.ruleset, suite_.files, ignored);
    const auto end = std::chrono::steady_clock::now() + longest;
    options.deadline = std::min(options.deadline.value_or(end), end);
    for (auto test = tests.begin(); test != tests.end(); ++test) {
      if (passes(*suite, *test, options)) continue;
      // Not the mutant's doing.
      if (limit_reached(options_, "the tests")) return Outcome::not_run;
      std::rotate(tests.begin(), test, test + 1);
      return Outcome::noticed;
    }
    return Outcome::survived;
  }

  static bool passes(const SuiteData& suite, std::size_t test, const Options& options) {
    if (suite.given(test) == nullptr) return false;
    const author::Stage stage = author::stage(suite, test, options);
    return stage.data && !stage.data->assessment.limit &&
           author::all_come_true(*stage.data, suite.test(test)).value_or(false);
  }

  const SuiteData& suite_;
  const std::vector<std::size_t>& which_;
  const Options& options_;
};

/// The mutants of all rules in files without tests.
std::vector<Job> jobs_of(const SuiteData& suite) {
  const Sources& sources = *suite.ruleset.data().sources;
  std::vector<Job> jobs;
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    if (sources.name(file).ends_with("_test.casus")) continue;
    const syntax::Parsed parsed = syntax::parse(sources, file);
    for (const ast::Declaration& declaration : parsed.file.declarations) {
      const auto* rule = std::get_if<ast::Rule>(&declaration.node);
      if (rule == nullptr || declaration.broken) continue;
      Job job{author::mutants_of(*rule, sources), {}};
      if (!job.mutants.empty()) jobs.push_back(std::move(job));
    }
  }
  return jobs;
}

}  // namespace

std::size_t MutationRun::count(Mutant::Outcome outcome) const {
  return static_cast<std::size_t>(std::ranges::count(mutants, outcome, &Mutant::outcome));
}

Coverage::Share MutationRun::score() const {
  const std::size_t noticed = count(Mutant::Outcome::noticed);
  return {noticed, noticed + count(Mutant::Outcome::survived)};
}

MutationRun mutate(const TestSuite& suite, const std::vector<std::size_t>& which,
                   const Options& options,
                   const std::function<void(std::size_t done, std::size_t all)>& progress) {
  MutationRun run;
  run.sources = suite.ruleset().data().sources;
  const TestRun as_is = suite.run(which, options);
  run.diagnostics = as_is.diagnostics;
  if (has_errors(run.diagnostics)) return run;
  for (const TestResult& one : as_is.results) {
    if (one.limit) run.limit = one.limit;
    if (one.passed() || run.limit) continue;
    run.diagnostics.push_back(
        error("",
              "a test does not pass as the rules are, so that nothing can be learned from others")
            .label(suite.tests()[one.test].span, "this test")
            .advise("`casus test` says why"));
    return run;
  }
  Options each = options;
  each.reasons = false;
  std::vector<Job> jobs = jobs_of(suite.data());
  std::size_t all = 0;
  for (const Job& job : jobs) all += job.mutants.size();
  const Trial trial(suite.data(), which, each);
  std::size_t given_out = 0;
  base::in_order<Job>(
      0,
      [&](Job& job) {
        if (given_out == jobs.size()) return false;
        job = std::move(jobs[given_out++]);
        return true;
      },
      [&](Job& job) { trial.work(job); },
      [&](Job& job) {
        run.mutants.insert(run.mutants.end(), job.mutants.begin(), job.mutants.end());
        if (progress) progress(run.mutants.size(), all);
        return true;
      });
  if (!run.limit) run.limit = limit_reached(options, "the tests");
  return run;
}

}  // namespace casus
