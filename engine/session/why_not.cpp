// SPDX-License-Identifier: Apache-2.0
//
// Goals that do not hold, explained.
#include "explain/why_not.hpp"

#include <utility>

#include "explain/summary.hpp"
#include "session/asking.hpp"
#include "session/explaining.hpp"
#include "session/missed.hpp"
#include "session/notices.hpp"

namespace casus {

using session::AskedGoal;
using session::Asking;

namespace {

/// What there is to say of a goal whose answers have been looked for.
WhyNot explained(const Asking& at, const AskedGoal& asked, const WhyNotOptions& options,
                 infer::Meter& meter) {
  WhyNot result;
  result.holds = !asked.answers->empty();
  result.limit = session::limit_of(at, asked.answers->stopped);
  result.inexact = at.reasoned.inexact;
  base::Symbols symbols(asked.answers->symbols);
  const explain::Words words{at.fixpoint(), symbols};
  auto [verdict, contradictions] = session::judge(at, asked, words, result.limit.has_value());
  result.verdict = verdict;
  // What a limit kept from being found is not missing.
  if (result.holds || result.limit) return result;
  infer::Lineages lineages(at.fixpoint(), symbols, meter);
  for (const infer::Contradiction& one : contradictions) {
    result.contradictions.push_back(explain::contradiction(words, one, lineages));
  }
  const Grades& grades = at.data.options.grades;
  explain::WhyNotBuilder builder(words, grades, *asked.sources, meter, options);
  builder.explain(*asked.goal, result);
  result.unknown_texts = session::missed(*asked.goal, words, grades).unknown_texts;
  return result;
}

}  // namespace

Evaluation::Unexplained session::explain_why_not(const EvaluationData& data,
                                                 const std::string& goal, Ask ask,
                                                 const WhyNotOptions& options) {
  Evaluation::Unexplained result;
  if (!data.options.derivations) {
    result.sources = data.facts->sources;
    result.diagnostics.push_back(session::without_derivations());
    return result;
  }
  session::answering(data, [&](const Asking& at) -> std::optional<Limit> {
    const std::unique_ptr<AskedGoal> asked = ask(at, infer::Purpose::list);
    result = {.why_not = {}, .diagnostics = asked->diagnostics, .sources = asked->sources};
    if (!asked->answers) return std::nullopt;
    infer::Meter meter(at.budget);
    WhyNot told = explained(at, *asked, options, meter);
    told.goal = goal;
    const auto stopped = session::stopped(at.calculus(), meter.stopped());
    if (stopped && !told.limit) told.limit = session::limit_in("the explanation", *stopped);
    result.why_not = std::move(told);
    return asked->answers->stopped ? asked->answers->stopped : stopped;
  });
  return result;
}

Evaluation::Unexplained Evaluation::why_not(const std::string& goal,
                                            const WhyNotOptions& options) const {
  const auto read = [&](const Asking& at, infer::Purpose purpose) {
    return session::ask(at, goal, purpose);
  };
  return session::explain_why_not(*data_, goal, read, options);
}

}  // namespace casus
