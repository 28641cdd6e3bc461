// SPDX-License-Identifier: Apache-2.0
//
// Renderers: public values in, text out. They decide how things look, never what is true; what they
// cannot say from the values is missing from the values. Same input, same bytes.
#pragma once

#include <string>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/evaluation.hpp"
#include "casus/explanation.hpp"

namespace casus::report {

/// How a stream wants its text.
struct Style {
  bool colour = false;
  bool ascii = false;         ///< no box drawing, no signs beyond ASCII
  std::uint32_t width = 80;   ///< display columns; 0: no limit
};

/// Diagnostics in the form of docs/diagnostics, at most `most` errors.
[[nodiscard]] std::string diagnostics_text(const Diagnostics& diagnostics, const Sources& sources,
                                           const Style& style, std::size_t most = 20);
[[nodiscard]] std::string diagnostics_json(const Diagnostics& diagnostics, const Sources& sources);

/// `casus eval`. Several assessments make one table or document.
[[nodiscard]] std::string ratings_text(const std::vector<Assessment>& assessments,
                                       const Style& style);
[[nodiscard]] std::string ratings_prose(const std::vector<Assessment>& assessments);
[[nodiscard]] std::string ratings_json(const std::vector<Assessment>& assessments);
[[nodiscard]] std::string ratings_ndjson(const std::vector<Assessment>& assessments);
[[nodiscard]] std::string ratings_csv(const std::vector<Assessment>& assessments);

/// Answers of one goal in one case.
struct CaseAnswers {
  std::string case_name;
  Answers answers;
};
[[nodiscard]] std::string answers_text(const std::vector<CaseAnswers>& answers, const Style& style);
[[nodiscard]] std::string answers_prose(const std::vector<CaseAnswers>& answers);
[[nodiscard]] std::string answers_json(const std::vector<CaseAnswers>& answers);
[[nodiscard]] std::string answers_ndjson(const std::vector<CaseAnswers>& answers);
[[nodiscard]] std::string answers_csv(const std::vector<CaseAnswers>& answers);

/// Explanations. `depth` 0 is everything; small contributions are folded above `lines` lines.
struct TreeOptions {
  std::uint32_t depth = 2;
  std::uint32_t lines = 12;  ///< 0: no limit
  bool code = false;         ///< show conditions as the author wrote them
};
[[nodiscard]] std::string explanation_tree(const Explanation& explanation, const Sources& sources,
                                           const Style& style, const TreeOptions& options);
[[nodiscard]] std::string explanation_prose(const Explanation& explanation,
                                            const TreeOptions& options);
[[nodiscard]] std::string explanation_json(const Explanation& explanation, const Sources& sources);

/// The assessment as an analyst hands it in, as text.
[[nodiscard]] std::string report_text(const Assessment& assessment, const Style& style);

}  // namespace casus::report
