// SPDX-License-Identifier: Apache-2.0
//
// Facts by what they are called where nobody gave them an id.
#pragma once

#include <optional>
#include <string>

#include "model/facts.hpp"

namespace casus::session {

/// The record that "trade.csv:12" names; nothing where there is none, or it is withdrawn.
[[nodiscard]] std::optional<model::StatementId> record_called(const model::FactBase& facts,
                                                              const std::string& text);

}  // namespace casus::session
