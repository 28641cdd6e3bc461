// SPDX-License-Identifier: Apache-2.0
//
// The keys of a fact's table that speak about the statement, not the world: `certainty`, `source`,
// `quote` and the rest of `model::metadata_keys`.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "intake/field.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// The listed sources by their ids.
using SourceIndex = std::map<std::string, model::SourceId, std::less<>>;

[[nodiscard]] bool is_metadata(std::string_view key);

/// Sets what the key says; leaves the statement as it is where the value is refused.
void read_metadata(FactReading& reading, const Entry& entry, const SourceIndex& sources,
                   model::Statement& statement);

}  // namespace casus::intake
