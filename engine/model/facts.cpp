// SPDX-License-Identifier: Apache-2.0
#include "model/facts.hpp"

#include <algorithm>

namespace casus::model {

double certainty(const Grades& grades, char reliability_mark, std::uint8_t credibility_mark) {
  const bool any = reliability_mark != 0 || credibility_mark != 0;
  const bool known_source = reliability_mark >= 'A' && reliability_mark <= 'E';
  const bool known_claim = credibility_mark >= 1 && credibility_mark <= 5;
  if (!any) return 1;
  if (!known_source && !known_claim) return grades.unknown;
  double lower = 1;
  if (known_source) {
    lower = std::min(lower, grades.reliability[static_cast<std::size_t>(reliability_mark - 'A')]);
  }
  if (known_claim) lower = std::min(lower, grades.credibility[credibility_mark - 1U]);
  return lower;
}

double FactBase::certainty(const Statement& statement, const Grades& grades) const {
  if (statement.certainty) return *statement.certainty;
  const char mark = statement.source.valid() ? (*this)[statement.source].reliability : '\0';
  return model::certainty(grades, mark, statement.credibility);
}

std::optional<Day> FactBase::observed(const Statement& statement) const {
  if (statement.observed || !statement.source.valid()) return statement.observed;
  return (*this)[statement.source].published;
}

}  // namespace casus::model
