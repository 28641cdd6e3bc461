// SPDX-License-Identifier: Apache-2.0
#include "casus/lint.hpp"

#include <algorithm>

#include "author/lint/findings.hpp"
#include "author/lint/rules.hpp"
#include "author/lint/suppressions.hpp"
#include "session/data.hpp"
#include "syntax/parse.hpp"

namespace casus {
namespace {

using author::CaseView;
using author::Findings;
using author::LintLevels;
using author::RuleBase;
using author::Suppressions;

std::vector<ast::File> parse_again(const Sources& sources) {
  std::vector<ast::File> files;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    files.push_back(syntax::parse(sources, i).file);
  }
  return files;
}

void look_at(const RuleBase& base) {
  author::lint_conditions(base);
  author::lint_values(base);
  author::lint_joins(base);
  author::lint_subsumption(base);
  author::lint_ratings(base);
  author::lint_declarations(base);
  author::lint_sentences(base);
  author::lint_modules(base);
  author::lint_layout(base);
  author::lint_tests(base);
}

void append(Diagnostics& to, const Diagnostics& more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// Leaves what is asked for, in order.
void finish(Diagnostics& diagnostics, const LintLevels& levels) {
  std::erase_if(diagnostics, [&](const Diagnostic& one) { return !levels.shows(one.code); });
  sort_by_place(diagnostics);
}

}  // namespace

std::vector<Linted> lint(const RulesToLint& rules, const std::vector<CaseToLint>& cases,
                         const LintSettings& settings, const std::vector<std::string>& only) {
  const session::RulesetData& data = rules.ruleset.data();
  const LintLevels levels(settings, only);
  const std::vector<ast::File> files = parse_again(*data.sources);

  Findings of_rules(levels);
  const RuleBase base{*data.sources, files, *data.program, settings, of_rules};
  Suppressions in_rules(*data.sources);
  for (const ast::File& file : files) in_rules.read(file.file, &file, of_rules);
  look_at(base);
  append(of_rules.diagnostics, rules.warnings);
  in_rules.apply(of_rules.diagnostics);

  std::vector<Linted> of_cases;
  for (const CaseToLint& one : cases) {
    const session::EvaluationData& run = *one.evaluation.shared();
    const session::FactsData& facts = *run.facts;
    const auto file = static_cast<std::uint32_t>(data.sources->size());
    Findings findings(levels);
    const CaseView view{base, file, *facts.facts, run.assessment, findings};
    Suppressions in_case(*facts.sources);
    in_case.read(file, nullptr, findings);
    author::lint_facts(view);
    // What a run came to until it was stopped is no judgement.
    if (!run.assessment.limit) author::lint_assessment(view);
    append(findings.diagnostics, one.warnings);
    append(findings.diagnostics, run.assessment.warnings);
    in_rules.apply(findings.diagnostics);
    in_case.apply(findings.diagnostics);
    in_case.report_unused(levels, true, findings);
    finish(findings.diagnostics, levels);
    of_cases.push_back({std::move(findings.diagnostics), facts.sources});
  }
  in_rules.report_unused(levels, !cases.empty(), of_rules);
  finish(of_rules.diagnostics, levels);
  std::vector<Linted> all{{std::move(of_rules.diagnostics), data.sources}};
  std::ranges::move(of_cases, std::back_inserter(all));
  return all;
}

}  // namespace casus
