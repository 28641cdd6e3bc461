// SPDX-License-Identifier: Apache-2.0
#include "author/testing/suite.hpp"

#include <numeric>
#include <set>
#include <utility>

#include "author/testing/coverage_meter.hpp"
#include "author/testing/expectations.hpp"
#include "author/testing/stage.hpp"
#include "base/in_order.hpp"
#include "casus/session.hpp"
#include "session/running.hpp"

namespace casus {

using author::SuiteData;
using Trouble = TestSuite::Loaded::Trouble;

namespace {

std::vector<std::string> paths_of(const Test& test) {
  std::vector<std::string> result;
  for (const Test::Given& given : test.given) result.push_back(given.path);
  return result;
}

/// Says of what is wrong with a given file which test gives it.
Trouble told(Diagnostics all, std::shared_ptr<const Sources> sources, Span given) {
  for (Diagnostic& one : all) one.note("given at " + sources->place(given));
  return {std::move(all), std::move(sources)};
}

/// The facts of a test that gives files on top of the first: as changes of its case.
class Layers {
 public:
  Layers(const Ruleset& ruleset, const Facts& first, std::vector<Trouble>& troubles)
      : ruleset_(ruleset), first_(first), troubles_(troubles) {}

  std::shared_ptr<const session::FactsData> with(const std::vector<const GivenText*>& more,
                                                 const std::vector<Test::Given>& given) {
    Options any;
    any.as_of = first_.info().as_of.value_or(Date{});
    Session::Started started = Session::start(ruleset_, first_, any);
    if (!started.session) {
      troubles_.push_back(told(started.diagnostics, started.sources, given.front().span));
      return nullptr;
    }
    for (std::size_t i = 0; i < more.size(); ++i) {
      const NamedText& file = more[i]->file;
      const auto changed = started.session->change({.add = file.text, .name = file.name});
      if (!changed.diagnostics.empty()) {
        troubles_.push_back(told(changed.diagnostics, changed.sources, given[i + 1].span));
      }
      if (!changed.done) return nullptr;
    }
    const session::EvaluationData& now = *started.session->now().shared();
    auto facts = std::make_shared<model::FactBase>(first_.data().facts->symbols);
    facts->symbols.absorb(now.reasoned.fixpoint->symbols);
    facts->info = now.facts->facts->info;
    facts->sources = now.facts->facts->sources;
    facts->statements = now.facts->facts->statements;
    facts->records = now.facts->facts->records;
    facts->withdrawn = now.facts->facts->withdrawn;
    auto result = std::make_shared<session::FactsData>(first_.data());
    result->sources = now.facts->sources;
    result->facts = std::move(facts);
    return result;
  }

 private:
  const Ruleset& ruleset_;
  const Facts& first_;
  std::vector<Trouble>& troubles_;
};

/// Loads what tests give, each file and each set of files once.
class Loader {
 public:
  Loader(SuiteData& suite, std::vector<Trouble>& troubles) : suite_(suite), troubles_(troubles) {}

  void run() {
    for (const Test& test : suite_.tests) {
      const std::vector<std::string> paths = paths_of(test);
      if (!suite_.facts.contains(paths)) suite_.facts[paths] = of(test);
    }
  }

 private:
  std::shared_ptr<const session::FactsData> of(const Test& test) {
    std::vector<const GivenText*> files;
    for (const Test::Given& given : test.given) {
      const auto known = suite_.files.find(given.path);
      if (known == suite_.files.end()) return nullptr;  // has been said
      files.push_back(&known->second);
    }
    const auto first = first_of(test, files.empty() ? GivenText{{"test", {}}} : *files.front());
    if (!first) return nullptr;
    if (files.size() < 2) return first->shared();
    files.erase(files.begin());
    suite_.firsts.push_back(first->shared());
    return Layers(suite_.ruleset, *first, troubles_).with(files, test.given);
  }

  std::optional<Facts> first_of(const Test& test, const GivenText& text) {
    const std::string path = test.given.empty() ? std::string() : test.given.front().path;
    if (const auto known = firsts_.find(path); known != firsts_.end()) return known->second;
    Facts::Loaded loaded = Facts::load(suite_.ruleset, text.file, text.data);
    if (!loaded.diagnostics.empty()) {
      troubles_.push_back(told(loaded.diagnostics, loaded.sources,
                               test.given.empty() ? test.span : test.given.front().span));
    }
    firsts_[path] = loaded.facts;
    return loaded.facts;
  }

  SuiteData& suite_;
  std::vector<Trouble>& troubles_;
  std::map<std::string, std::optional<Facts>> firsts_;
};

std::vector<Test> tests_of(const Ruleset& ruleset) {
  std::vector<Test> result;
  for (const check::TestCase& one : ruleset.data().tests) {
    Test test{.title = one.title, .module = one.module, .span = one.title_span, .given = {}};
    for (const check::GivenFile& given : one.given) test.given.push_back({given.path, given.span});
    result.push_back(std::move(test));
  }
  return result;
}

TestResult run_test(const SuiteData& suite, std::size_t test, const Options& options,
                    author::CoverageMeter* meter) {
  TestResult result{.test = test, .sources = suite.ruleset.data().sources};
  result.limit = limit_reached(options, "the tests");
  if (result.limit || suite.given(test) == nullptr) return result;
  author::Stage stage = author::stage(suite, test, options);
  result.sources = stage.sources;
  result.diagnostics = std::move(stage.diagnostics);
  if (!stage.data) return result;
  result.limit = stage.data->assessment.limit;
  if (!result.limit) author::judge(*stage.data, suite.test(test), result);
  result.ran = !result.limit;
  if (meter != nullptr && result.ran) meter->look(*stage.data, test);
  return result;
}

}  // namespace

const session::FactsData* author::SuiteData::given(std::size_t index) const {
  return facts.at(paths_of(tests[index])).get();
}

std::shared_ptr<const SuiteData> author::suite_of(const Ruleset& ruleset,
                                                  std::map<std::string, GivenText> files,
                                                  std::vector<Trouble>& troubles) {
  auto suite = std::make_shared<SuiteData>(ruleset);
  suite->tests = tests_of(ruleset);
  suite->files = std::move(files);
  Loader(*suite, troubles).run();
  return suite;
}

TestSuite::Loaded TestSuite::load(const Ruleset& ruleset, const GivenFinder& find) {
  std::map<std::string, GivenText> files;
  std::set<std::string> asked;
  for (const Test& test : tests_of(ruleset)) {
    for (const Test::Given& given : test.given) {
      if (!asked.insert(given.path).second) continue;
      if (auto found = find(given)) files.emplace(given.path, std::move(*found));
    }
  }
  std::vector<Trouble> troubles;
  auto suite = author::suite_of(ruleset, std::move(files), troubles);
  return {TestSuite(std::move(suite)), std::move(troubles)};
}

const std::vector<Test>& TestSuite::tests() const { return data_->tests; }
const Ruleset& TestSuite::ruleset() const { return data_->ruleset; }

TestRun TestSuite::run(const std::vector<std::size_t>& which, const Options& options,
                       Measure measure) const {
  TestRun run;
  Options each = options;
  run.diagnostics = session::refusals(data_->ruleset, each);
  if (has_errors(run.diagnostics)) return run;
  each.reasons = false;
  struct Job {
    std::size_t test = 0;
    TestResult result;
  };
  std::optional<author::CoverageMeter> meter;
  if (measure == Measure::coverage) meter.emplace(*data_);
  std::size_t given_out = 0;
  base::in_order<Job>(
      0,
      [&](Job& job) {
        if (given_out == which.size()) return false;
        job.test = which[given_out++];
        return true;
      },
      [&](Job& job) { job.result = run_test(*data_, job.test, each, meter ? &*meter : nullptr); },
      [&](Job& job) {
        run.results.push_back(std::move(job.result));
        return true;
      });
  if (meter) run.coverage = meter->result();
  return run;
}

std::vector<std::size_t> all_tests(const TestSuite& suite) {
  std::vector<std::size_t> result(suite.tests().size());
  std::iota(result.begin(), result.end(), std::size_t{0});
  return result;
}

}  // namespace casus
