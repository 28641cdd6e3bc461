// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "report/display.hpp"
#include "report/explanation.hpp"
#include "report/numbers.hpp"

namespace casus::report {

std::string verified_text(const CaseExplanations& cases) {
  std::size_t steps = 0;
  std::size_t facts = 0;
  std::string aside;
  bool any = false;
  for (const CaseExplanation& one : cases) {
    if (one.verified == nullptr) continue;
    any = true;
    steps += one.verified->steps;
    facts += one.verified->facts;
    for (const std::string& text : one.verified->left_aside) {
      aside += fmt::format("{}{}", aside.empty() ? "" : ", ", printable(text));
    }
  }
  if (!any) return {};
  std::string text = "verified: it does not hold";
  if (steps > 0) {
    text = fmt::format("verified: {}, from {}", counted(steps, "step"), counted(facts, "fact"));
  }
  if (!aside.empty()) text += fmt::format("; not recomputed: {}", aside);
  return text;
}

std::vector<std::string> objections(const CaseExplanations& cases) {
  std::vector<std::string> out;
  for (const CaseExplanation& one : cases) {
    if (one.verified == nullptr) continue;
    for (const Verification::Objection& objection : one.verified->objections) {
      const std::string where = objection.node == 0 ? "" : fmt::format("step {}, ", objection.node);
      out.push_back(fmt::format("{}: {}{}: {}", printable(one.case_name), where,
                                printable(objection.claimed), printable(objection.found)));
    }
  }
  return out;
}

}  // namespace casus::report
