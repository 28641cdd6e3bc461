// SPDX-License-Identifier: Apache-2.0
#include "session/answer_list.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "explain/words.hpp"
#include "session/notices.hpp"

namespace casus::session {

std::optional<Sureness> sureness(const explain::Words& words, infer::Grade grade,
                                 std::optional<infer::Grade> evidence) {
  if (!evidence) return Sureness{words.certainty(grade), words.between(grade)};
  const auto known = words.fixpoint.calculus->conditional(grade, *evidence);
  if (!known) return Sureness{.certainty = 0};
  if (known->interval.high <= 0) return std::nullopt;
  return Sureness{known->certainty, explain::Words::between(known->interval)};
}

FoundAnswers::FoundAnswers(const Asking& at, std::unique_ptr<AskedGoal> asked,
                           std::optional<infer::Grade> evidence, std::optional<Limit>& stopped)
    : evaluation_(at.data.shared_from_this()),
      fixpoint_(at.reasoned.fixpoint),
      asked_(std::move(asked)),
      end_(at.telling) {
  stopped = asked_->answers->stopped;
  weigh(at, evidence, stopped);
}

/// Reckons how sure each answer is.
void FoundAnswers::weigh(const Asking& at, std::optional<infer::Grade> evidence,
                         std::optional<Limit>& stopped) {
  infer::GoalAnswers& answers = *asked_->answers;
  if (!evidence && answers.rows.is_full() && answers.grades.empty()) return;
  const explain::Words words{*fixpoint_, answers.symbols};
  std::size_t kept = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (i % 1024 == 0 && !stopped && at.budget.poll) stopped = at.budget.poll();
    if (stopped && i >= infer::most_partial_answers) break;
    const auto sure = sureness(words, answers.grade(i), evidence);
    if (!sure) continue;
    if (at.calculus().exhausted()) {
      stopped = session::stopped(at.calculus(), stopped);
      break;
    }
    certainties_.push_back(sure->certainty);
    if (sure->between && betweens_.empty()) {
      for (const Certainty before : certainties_) betweens_.push_back({before, before});
      betweens_.pop_back();
    }
    if (sure->between || !betweens_.empty()) {
      betweens_.push_back(sure->between.value_or(Between{sure->certainty, sure->certainty}));
    }
    answers.order[kept++] = answers.order[i];
  }
  answers.order.resize(kept);
}

std::optional<Between> FoundAnswers::between(std::size_t answer) const {
  if (betweens_.empty() || betweens_[answer].low == betweens_[answer].high) return std::nullopt;
  return betweens_[answer];
}

std::optional<LimitReached> FoundAnswers::each(base::FunctionRef<bool(Answer&)> use,
                                               AnswerList::Values values) const {
  infer::GoalAnswers& answers = *asked_->answers;
  const explain::Words words{*fixpoint_, answers.symbols};
  const check::Terms& terms = asked_->goal->terms;
  const bool whole = values == AnswerList::Values::whole;
  constexpr int printing = 2;  // text and prose take once to twice as much
  const Allowance allowance(evaluation_->options, end_, whole ? printing : 0);
  std::vector<std::vector<model::Word>> columns(asked_->goal->answers.size());
  constexpr std::size_t most = 1024;
  for (std::vector<model::Word>& column : columns) column.resize(std::min(size(), most));
  std::optional<Limit> stopped;
  Answer answer;
  for (std::size_t i = 0; i < size(); ++i) {
    const std::size_t at = i % most;
    if (at == 0) {
      if (!stopped) stopped = allowance.poll();
      const auto rows = std::span(answers.order).subspan(i, std::min(size() - i, most));
      for (std::uint32_t v = 0; v < columns.size(); ++v) {
        answers.rows.column(v).read(rows, columns[v]);
      }
    }
    if (stopped && i >= infer::most_partial_answers) break;
    answer.certainty = certainty(i);
    answer.between = between(i);
    answer.bindings.resize(columns.size());
    for (std::size_t v = 0; v < columns.size(); ++v) {
      const check::Variable& variable = terms[asked_->goal->answers[v]];
      auto& [name, value] = answer.bindings[v];
      if (name.empty()) name = variable.name;
      if (whole) {
        value = words.value(columns[v][at], variable.type);
      } else {
        words.put_data(columns[v][at], variable.type, value);
      }
    }
    if (!use(answer)) break;
  }
  if (!stopped) return std::nullopt;
  return limit_in("the goal", *stopped);
}

}  // namespace casus::session

namespace casus {

using session::AnswerListData;

AnswerList::AnswerList(Answers answers) {
  auto made = std::exchange(answers.answers, {});
  data_ = std::make_shared<AnswerListData>(
      AnswerListData{std::move(answers), std::nullopt, std::move(made)});
}

const Answers& AnswerList::summary() const { return data_->summary; }

std::size_t AnswerList::size() const {
  return data_->found ? data_->found->size() : data_->made.size();
}

bool AnswerList::any(
    const std::function<bool(Certainty, const std::optional<Between>&)>& is) const {
  if (!data_->found) {
    return std::ranges::any_of(data_->made,
                               [&](const Answer& one) { return is(one.certainty, one.between); });
  }
  const std::size_t told = data_->found->all_certain() ? std::min<std::size_t>(size(), 1) : size();
  for (std::size_t i = 0; i < told; ++i) {
    if (is(data_->found->certainty(i), data_->found->between(i))) return true;
  }
  return false;
}

std::optional<LimitReached> AnswerList::each(const std::function<bool(const Answer&)>& use,
                                             Values values) const {
  if (data_->found) return data_->found->each([&](Answer& one) { return use(one); }, values);
  for (const Answer& one : data_->made) {
    if (!use(one)) break;
  }
  return std::nullopt;
}

Answers AnswerList::all() const {
  Answers result = data_->summary;
  result.answers = data_->made;
  if (!data_->found) return result;
  const auto limit = data_->found->each(
      [&](Answer& one) {
        result.answers.push_back(std::move(one));
        return true;
      },
      Values::whole);
  if (!result.limit) result.limit = limit;
  return result;
}

}  // namespace casus
