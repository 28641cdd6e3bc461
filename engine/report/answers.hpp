// SPDX-License-Identifier: Apache-2.0
//
// What `casus query` prints: every answer to a goal, or whether a goal without variables holds.
// Keys of "casus.query/1" are a contract; within it they are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "report/json.hpp"
#include "report/output.hpp"
#include "report/style.hpp"

namespace casus::report {

/// The answers to one goal in one case.
struct CaseAnswers {
  std::string case_name;
  Answers answers;
};

/// A table of the variables; `yes` or `no` for a goal without any, `no answer` where there is none.
/// Certainties show where one is below 1, the case where there are several.
[[nodiscard]] std::string answers_text(const std::vector<CaseAnswers>& cases, const Style& style);
/// One statement a line.
[[nodiscard]] std::string answers_prose(const std::vector<CaseAnswers>& cases);
void answers_json(const std::vector<CaseAnswers>& cases, Output& out);
void answers_json(const std::vector<CaseAnswers>& cases, Output& out, const MoreMembers& more);
/// One answer a line, each with its schema.
void answers_ndjson(const std::vector<CaseAnswers>& cases, Output& out);
/// A header row, then one answer a row: case, the variables, certainty.
void answers_csv(const std::vector<CaseAnswers>& cases, Output& out);

}  // namespace casus::report
