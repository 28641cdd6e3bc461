// SPDX-License-Identifier: Apache-2.0
//
// What an `AnswerList` holds: the rows that were found, and how sure each of them is. They are made
// public values when they are told.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/function_ref.hpp"
#include "casus/answer_list.hpp"
#include "session/asking.hpp"

namespace casus::session {

/// Answers as the goal found them.
class FoundAnswers {
 public:
  /// With `evidence`, certainties are those where it holds, and answers that it rules out are left
  /// out. `stopped` is what cut the search short, or else this.
  FoundAnswers(const Asking& at, std::unique_ptr<AskedGoal> asked,
               std::optional<infer::Grade> evidence, std::optional<Limit>& stopped);

  [[nodiscard]] std::size_t size() const { return asked_->answers->size(); }
  [[nodiscard]] bool all_certain() const { return certainties_.empty(); }
  [[nodiscard]] Certainty certainty(std::size_t answer) const {
    return all_certain() ? 1 : certainties_[answer];
  }
  [[nodiscard]] std::optional<Between> between(std::size_t answer) const;
  /// `use` may move from what it gets. Of a limit as `AnswerList::each`.
  [[nodiscard]] std::optional<LimitReached> each(base::FunctionRef<bool(Answer&)> use,
                                                 AnswerList::Values values) const;

 private:
  void weigh(const Asking& at, std::optional<infer::Grade> evidence, std::optional<Limit>& stopped);

  std::shared_ptr<const EvaluationData> evaluation_;
  std::shared_ptr<const infer::Fixpoint> fixpoint_;
  std::unique_ptr<AskedGoal> asked_;
  End end_;
  std::vector<Certainty> certainties_;  ///< by answer; empty: all are certain
  std::vector<Between> betweens_;       ///< by answer; empty: no certainty is an interval
};

struct AnswerListData {
  Answers summary;
  std::optional<FoundAnswers> found;  ///< nothing: they are public values already,
  std::vector<Answer> made = {};      ///< these
};

/// How sure an answer is whose grade is `grade`; with `evidence`, where that holds. Nothing where
/// that rules it out.
struct Sureness {
  Certainty certainty = 1;
  std::optional<Between> between = {};
};
[[nodiscard]] std::optional<Sureness> sureness(const explain::Words& words, infer::Grade grade,
                                               std::optional<infer::Grade> evidence);

}  // namespace casus::session
