// SPDX-License-Identifier: Apache-2.0
//
// One `[[fact]]` table held against its declaration: its fields, its metadata, and what is missing.
#pragma once

#include "intake/field.hpp"
#include "intake/metadata.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// What could be read; a refused or missing field stays `unknown_word`.
[[nodiscard]] model::Statement read_statement(FactReading& reading, const SourceIndex& sources,
                                              model::RelationId relation, const Value& value);

}  // namespace casus::intake
