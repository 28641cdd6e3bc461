// SPDX-License-Identifier: Apache-2.0
//
// What `casus eval` prints: the ratings of one or more cases. Text rounds for the eye; JSON, NDJSON
// and CSV are data and never round. docs/language.md and the schema of each format are contracts;
// within "casus.eval/1" keys are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "casus/source.hpp"
#include "report/json.hpp"
#include "report/output.hpp"
#include "report/style.hpp"

namespace casus::report {

/// One case's assessment and the texts that its spans point into. Both must outlive the call.
struct CaseAssessment {
  const Assessment& assessment;
  const Sources& sources;
};
using CaseAssessments = std::vector<CaseAssessment>;

/// One table for each rating name, in order of appearance. Empty where nothing is rated.
[[nodiscard]] std::string ratings_text(const CaseAssessments& cases, const Style& style);
/// One statement a line.
[[nodiscard]] std::string ratings_prose(const CaseAssessments& cases);
void ratings_json(const CaseAssessments& cases, Output& out);
void ratings_json(const CaseAssessments& cases, Output& out, const MoreMembers& more);
/// One rating a line, each with its schema.
void ratings_ndjson(const CaseAssessments& cases, Output& out);

/// A header row, then one rating a row. Needs no reasons, and takes one rating after the other, so
/// that none has to be kept.
class RatingsCsv {
 public:
  explicit RatingsCsv(Output& out);
  /// False where no more is wanted.
  [[nodiscard]] bool add(const CaseInfo& info, const Rating& rating);

 private:
  Output& out_;
  std::string list_;  ///< the items of one cell
};

/// The same as lines of JSON.
class ScoresNdjson {
 public:
  explicit ScoresNdjson(Output& out) : out_(out) {}
  [[nodiscard]] bool add(const CaseInfo& info, const Rating& rating);

 private:
  Output& out_;
};

}  // namespace casus::report
