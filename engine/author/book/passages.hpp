// SPDX-License-Identifier: Apache-2.0
//
// Which statements of which cases the rules rest on, as the explanations of all that the cases have
// come to tell.
#pragma once

#include <map>
#include <vector>

#include "casus/rule_book.hpp"

namespace casus::author {

/// Of a rule, in order of cases, then of the case's file. Their `source` is yet to be found.
using Passages = std::map<Span, std::vector<RuleBook::Passage>>;

/// By the places of the rules' names. Rules without any are left out.
[[nodiscard]] Passages passages_of_rules(const Index& index, const std::vector<Evaluation>& cases);

}  // namespace casus::author
