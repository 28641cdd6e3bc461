// SPDX-License-Identifier: Apache-2.0
//
// Plain tables are read in a shorter way than others, and must mean the same by it. A case may be
// made to go the longer way whole: `["case"]` is `[case]`, but a header that is not plain.
#pragma once

#include <string>
#include <string_view>

#include "unit/intake/sample.hpp"

namespace casus::testing {

/// All that comes of reading `text`, as text.
inline std::string described(std::string_view text) {
  Sample sample;
  const intake::Intake intake = sample.read(text);
  std::string result = render(sample.sources, intake.diagnostics);
  for (std::size_t i = 0; i < intake.facts.statements.size(); ++i) {
    const model::Statement& statement = intake.facts.statements[i];
    result += statement.id + ' ' + show_span(sample.sources, statement.span) + ' ' +
              sample.atom(intake, i);
    for (const model::Word word : statement.fields) result += ' ' + std::to_string(word);
    result += '\n';
  }
  const intake::CaseHead head = intake::read_case_head(sample.sources, sample.file);
  result += render(sample.sources, head.diagnostics);
  for (const model::DataEntry& data : head.info.data) result += "data " + data.source + '\n';
  return result;
}

inline std::string described_short(std::string_view text) {
  return described(std::string(text) + "\n[case]\n");
}
inline std::string described_long(std::string_view text) {
  return described(std::string(text) + "\n[\"case\"]\n");
}

}  // namespace casus::testing
