// SPDX-License-Identifier: Apache-2.0
//
// Goals asked of an evaluation: listed, made public values, or counted.
#include "explain/summary.hpp"
#include "infer/lineage.hpp"
#include "session/answer_list.hpp"
#include "session/asking.hpp"
#include "session/missed.hpp"
#include "session/notices.hpp"

namespace casus {

using session::AskedGoal;
using session::Asking;
using session::EvaluationData;

namespace {

/// What stands in for exact probabilities, if anything does; with `evidence`, in the worlds where
/// it holds.
std::optional<Inexact> inexact_of(const Asking& at, const explain::Words& words,
                                  std::optional<infer::Grade> evidence) {
  const std::optional<Inexact>& inexact = at.reasoned.inexact;
  if (!inexact || inexact->kind != Inexact::Kind::sampled || !evidence) return inexact;
  return session::sampled(at.data.options.probabilities, words.certainty(*evidence));
}

/// What is to be said of all answers, in the search for which `stopped` came first, if anything.
Answers summary_of(const Asking& at, const AskedGoal& asked, std::optional<infer::Grade> evidence,
                   std::optional<Limit> stopped) {
  base::Symbols symbols(asked.answers->symbols);
  const explain::Words words{at.fixpoint(), symbols};
  Answers result;
  for (const check::VariableId variable : asked.goal->answers) {
    result.variables.push_back(asked.goal->terms[variable].name);
  }
  result.limit = session::limit_of(at, stopped);
  result.inexact = inexact_of(at, words, evidence);
  if (result.inexact && result.inexact->kind == Inexact::Kind::sampled) {
    result.others = session::unseen(*result.inexact);
  }
  if (asked.answers->incomplete) result.others = Between{0, 1};
  auto [verdict, contradictions] =
      session::judge(at, asked, words, result.limit.has_value(), evidence);
  result.verdict = verdict;
  infer::Meter meter(at.budget);
  infer::Lineages lineages(at.fixpoint(), symbols, meter);
  for (const infer::Contradiction& one : contradictions) {
    result.contradictions.push_back(explain::contradiction(words, one, lineages));
  }
  if (meter.stopped() && !result.limit) {
    result.limit = session::limit_in("the goal", *meter.stopped());
  }
  return result;
}

/// The answers, and what cut short the search for them. With `evidence`, certainties are those
/// where it holds, and answers that it rules out are left out.
std::optional<Limit> list(const Asking& at, std::unique_ptr<AskedGoal> asked,
                          std::optional<infer::Grade> evidence, std::optional<AnswerList>& result) {
  const AskedGoal& goal = *asked;
  std::optional<Limit> stopped;
  session::FoundAnswers found(at, std::move(asked), evidence, stopped);
  Answers summary = summary_of(at, goal, evidence, stopped);
  result.emplace(std::make_shared<session::AnswerListData>(
      session::AnswerListData{std::move(summary), std::move(found)}));
  return stopped;
}

/// How many answers there are, and what cut short the search for them or this; with `evidence`, of
/// those that it does not rule out.
std::optional<Limit> count(const Asking& at, std::unique_ptr<AskedGoal> asked,
                           std::optional<infer::Grade> evidence, std::optional<Count>& result) {
  base::Symbols symbols(asked->answers->symbols);
  const explain::Words words{at.fixpoint(), symbols};
  std::optional<Limit> stopped = asked->answers->stopped;
  result.emplace().answers = asked->answers->counted;
  for (std::size_t i = 0; i < asked->answers->size(); ++i) {
    if (i % 1024 == 0 && !stopped && at.budget.poll) stopped = at.budget.poll();
    if (session::sureness(words, asked->answers->grade(i), evidence)) ++result->answers;
  }
  result->limit = session::limit_of(at, session::stopped(at.calculus(), stopped));
  result->inexact = inexact_of(at, words, evidence);
  return stopped;
}

/// Asks a goal, where `given` is known to hold if it is one. `tell` gets the goal, the grade of
/// what is given and where to put the answers of the result, and returns what cut it short.
template <class Result, class Tell>
Result ask_given(const EvaluationData& data, const std::string& goal, const std::string* given,
                 infer::Purpose purpose, const Tell& tell) {
  Result result;
  session::answering(data, [&](const Asking& at) -> std::optional<Limit> {
    std::unique_ptr<AskedGoal> asked = ask(at, goal, purpose);
    result = {};
    result.diagnostics = asked->diagnostics;
    result.sources = asked->sources;
    if (!asked->answers) return std::nullopt;
    const auto told = [&](std::optional<infer::Grade> evidence) {
      return tell(at, std::move(asked), evidence, result);
    };
    infer::Calculus& calculus = at.calculus();
    if (given == nullptr) return session::stopped(calculus, told(std::nullopt));
    const std::unique_ptr<AskedGoal> evidence = ask(at, *given, infer::Purpose::weigh);
    if (!evidence->answers) {
      result.diagnostics = evidence->diagnostics;
      result.sources = evidence->sources;
      return std::nullopt;
    }
    infer::Grade whole = infer::Grade::none;
    for (std::size_t i = 0; i < evidence->answers->size(); ++i) {
      whole = calculus.either(whole, evidence->answers->grade(i));
    }
    const bool possible = calculus.conditional(whole, whole).has_value();
    const auto stopped = session::stopped(calculus, evidence->answers->stopped);
    if (!calculus.by_world()) {
      result.diagnostics.push_back(
          error("", "what is given counts in `probability` only, and this is `" +
                        std::string(calculus.name()) + '`')
              .advise("evaluate with `--certainty probability`"));
    } else if (stopped) {
      asked->answers->clear();
      asked->answers->stopped = stopped;
      (void)told(std::nullopt);
      return stopped;
    } else if (!possible) {
      const auto& inexact = at.reasoned.inexact;
      const std::string where =
          inexact ? "happened in none of " + std::to_string(inexact->samples) + " sampled worlds"
                  : "cannot hold";
      result.diagnostics.push_back(error("", "what is given " + where + ": " + *given));
      result.impossible = true;
    } else {
      return session::stopped(calculus, told(whole));
    }
    return session::stopped(calculus, asked->answers->stopped);
  });
  return result;
}

Evaluation::Listed list_given(const EvaluationData& data, const std::string& goal,
                              const std::string* given) {
  return ask_given<Evaluation::Listed>(
      data, goal, given, infer::Purpose::list,
      [](const Asking& at, std::unique_ptr<AskedGoal> asked, std::optional<infer::Grade> evidence,
         Evaluation::Listed& result) {
        return list(at, std::move(asked), evidence, result.answers);
      });
}

Evaluation::Counted count_given(const EvaluationData& data, const std::string& goal,
                                const std::string* given) {
  return ask_given<Evaluation::Counted>(
      data, goal, given, given == nullptr ? infer::Purpose::count : infer::Purpose::weigh,
      [](const Asking& at, std::unique_ptr<AskedGoal> asked, std::optional<infer::Grade> evidence,
         Evaluation::Counted& result) {
        return count(at, std::move(asked), evidence, result.count);
      });
}

/// All answers at once.
Evaluation::Asked made(Evaluation::Listed listed) {
  Evaluation::Asked result{
      {}, std::move(listed.diagnostics), std::move(listed.sources), listed.impossible};
  if (listed.answers) result.answers = listed.answers->all();
  return result;
}

}  // namespace

Missed Evaluation::missed(const std::string& goal) const {
  Missed result;
  session::answering(*data_, [&](const Asking& at) -> std::optional<Limit> {
    const std::unique_ptr<AskedGoal> read = session::read_goal(at, goal);
    if (!read->goal) return std::nullopt;
    base::Symbols symbols(read->goal->symbols);
    const explain::Words words{at.fixpoint(), symbols};
    result = session::missed(*read->goal, words, data_->options.grades);
    return std::nullopt;
  });
  return result;
}

Evaluation::Listed Evaluation::list(const std::string& goal) const {
  return list_given(*data_, goal, nullptr);
}
Evaluation::Listed Evaluation::list(const std::string& goal, const std::string& given) const {
  return list_given(*data_, goal, &given);
}
Evaluation::Asked Evaluation::query(const std::string& goal) const { return made(list(goal)); }
Evaluation::Asked Evaluation::query(const std::string& goal, const std::string& given) const {
  return made(list(goal, given));
}
Evaluation::Counted Evaluation::count(const std::string& goal) const {
  return count_given(*data_, goal, nullptr);
}
Evaluation::Counted Evaluation::count(const std::string& goal, const std::string& given) const {
  return count_given(*data_, goal, &given);
}

}  // namespace casus
