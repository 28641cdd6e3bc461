// SPDX-License-Identifier: Apache-2.0
//
// What `casus what-if` prints: of each rating that is another with changed facts, what it was, what
// it is and why; and which conclusions come and go. Within "casus.what-if/1" keys are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/session.hpp"
#include "report/style.hpp"

namespace casus::report {

/// One case before and after a change of its facts. All of it must outlive the call.
struct CaseWhatIf {
  const Assessment& before;
  const Assessment& after;
  const Session::Changed& changed;
  const Sources& sources;  ///< of both
};
using CaseWhatIfs = std::vector<CaseWhatIf>;

[[nodiscard]] std::string what_if_text(const CaseWhatIfs& cases, const Style& style);
/// One statement a line.
[[nodiscard]] std::string what_if_prose(const CaseWhatIfs& cases);
[[nodiscard]] std::string what_if_json(const CaseWhatIfs& cases);

}  // namespace casus::report
