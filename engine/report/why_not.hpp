// SPDX-License-Identifier: Apache-2.0
//
// What `casus why-not` prints: rules and their conditions, the nearest first. Nothing is worked out
// here: the renderers choose how much of it to show.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casus/source.hpp"
#include "casus/why_not.hpp"
#include "report/style.hpp"

namespace casus::report {

struct WhyNotView {
  bool all = false;          ///< every rule in full; else about `lines` lines
  std::uint32_t levels = 0;  ///< of missing conclusions to show in full; 0: a line of each
  bool code = false;         ///< show conditions as the author wrote them
  std::uint32_t lines = 12;
};

/// The explanation of one goal in one case. Both must outlive the call.
struct CaseWhyNot {
  std::string case_name;
  const WhyNot& why_not;
  const Sources& sources;
};
using CaseWhyNots = std::vector<CaseWhyNot>;

/// Cases where the goal holds are left out.
[[nodiscard]] std::string why_not_text(const CaseWhyNots& cases, const Style& style,
                                       const WhyNotView& view);
/// One statement a line.
[[nodiscard]] std::string why_not_prose(const CaseWhyNots& cases, const WhyNotView& view);
/// {"schema":"casus.why-not/1","goal","holds","explanations":[…]}
[[nodiscard]] std::string why_not_json(const CaseWhyNots& cases);

/// What `casus why` says more of, of what stands against the goal: a goal; empty where there is
/// nothing.
[[nodiscard]] std::string why_next(const WhyNot& why_not);

}  // namespace casus::report
