// SPDX-License-Identifier: Apache-2.0
//
// The answers to a goal, told one after the other. They are kept as facts are, in some bytes a
// value; what a public value takes, some hundred bytes each, is made while an answer is told. So a
// list of millions is no matter:
//
//   auto listed = evaluation.list("path(x, y)");
//   (void)listed.answers->each([&](const casus::Answer& answer) { … return true; });
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "casus/evaluation.hpp"

namespace casus {

namespace session {
struct AnswerListData;
}  // namespace session

/// Cheap to copy and immutable, as the evaluation it is of. Of a `Session` it is good until the
/// next change.
class AnswerList {
 public:
  /// Of answers that are there already.
  explicit AnswerList(Answers answers);
  /// For the library itself; not null.
  explicit AnswerList(std::shared_ptr<const session::AnswerListData> data)
      : data_(std::move(data)) {}

  /// What is to be said of all of them; its own list of answers is empty.
  [[nodiscard]] const Answers& summary() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// Whether some answer is as sure as `is` says, without telling any.
  [[nodiscard]] bool any(
      const std::function<bool(Certainty, const std::optional<Between>&)>& is) const;

  enum class Values {
    whole,  ///< time and memory are left for who keeps them and lays them out
    data,   ///< of each value `data` alone, for programs: the other members are empty
  };
  /// Calls `use` with each answer, in order of values, until it returns false. The answer lives
  /// until `use` returns. Returns what cut it short: a limit of the evaluation's options. A few
  /// thousand answers are told in any case.
  [[nodiscard]] std::optional<LimitReached> each(const std::function<bool(const Answer&)>& use,
                                                 Values values = Values::whole) const;
  /// All answers at once, of which there may be less after a limit.
  [[nodiscard]] Answers all() const;

 private:
  std::shared_ptr<const session::AnswerListData> data_;
};

}  // namespace casus
