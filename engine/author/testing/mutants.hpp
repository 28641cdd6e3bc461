// SPDX-License-Identifier: Apache-2.0
//
// The small mistakes that an author may make, as edits of rules: one at a time.
#pragma once

#include <string>
#include <vector>

#include "casus/mutation.hpp"
#include "syntax/ast.hpp"

namespace casus::author {

/// All of one rule, by place. No two make the same text.
[[nodiscard]] std::vector<Mutant> mutants_of(const ast::Rule& rule, const Sources& sources);

}  // namespace casus::author
