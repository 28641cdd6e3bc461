// SPDX-License-Identifier: Apache-2.0
//
// From syntax trees and what the checker has noted to the index of a rule base.
#pragma once

#include <memory>
#include <vector>

#include "casus/index.hpp"
#include "check/mentions.hpp"
#include "syntax/ast.hpp"

namespace casus::session {

/// The place of a member or band, by its name; of what it belongs to where there is none such.
[[nodiscard]] Span member_span(const Index& index, Span declared, std::string_view name);

void make_index(std::shared_ptr<const Sources> sources, const std::vector<ast::File>& files,
                check::Mentions&& mentions, Index& index);

}  // namespace casus::session
