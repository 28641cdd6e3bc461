// SPDX-License-Identifier: Apache-2.0
//
// What `casus query` prints: every answer to a goal, or whether a goal without variables holds.
// Keys of "casus.query/1" are a contract; within it they are only added.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "casus/answer_list.hpp"
#include "report/json.hpp"
#include "report/output.hpp"
#include "report/style.hpp"

namespace casus::report {

/// The answers to one goal in one case.
struct CaseAnswers {
  std::string case_name;
  AnswerList answers;
};

/// Hears of a limit that cut the answers of a case short while they were told; the case by its
/// place in the list.
using Cut = std::function<void(std::size_t place, const LimitReached&)>;

/// A table of the variables; `yes` or `no` for a goal without any, `no answer` where there is none.
/// Certainties show where one is below 1, the case where there are several.
[[nodiscard]] std::string answers_text(const std::vector<CaseAnswers>& cases, const Style& style,
                                       const Cut& cut = {});
/// One statement a line.
[[nodiscard]] std::string answers_prose(const std::vector<CaseAnswers>& cases, const Cut& cut = {});
void answers_json(const std::vector<CaseAnswers>& cases, Output& out, const Cut& cut = {},
                  const MoreMembers& more = {});
/// One answer a line, each with its schema.
void answers_ndjson(const std::vector<CaseAnswers>& cases, Output& out, const Cut& cut = {});
/// A header row, then one answer a row: case, the variables, certainty.
void answers_csv(const std::vector<CaseAnswers>& cases, Output& out, const Cut& cut = {});

}  // namespace casus::report
