// SPDX-License-Identifier: Apache-2.0
//
// What no single table shows: an id for two facts, and one source that is sure of the same fact in
// two ways. Facts with equal fields are otherwise welcome; they attest one fact.
#pragma once

#include <vector>

#include "base/function_ref.hpp"
#include "intake/reading.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// Gives F1, F2 … by place to the statements without an id (so F18 is the eighteenth table), then
/// reports E0609. `id_spans[i]` is the id of statement i, invalid where it wrote none.
void number_statements(Reading& reading, model::FactBase& facts, const std::vector<Span>& id_spans);

/// The statement of a case that has an id, if one has.
using WithId = base::FunctionRef<const model::Statement*(std::string_view id)>;
/// The same for statements that come to a case of `before` statements: those without an id take the
/// next that are free.
void number_more(Reading& reading, model::FactBase& more, const std::vector<Span>& id_spans,
                 std::size_t before, WithId known);

/// E0610: the same fields, kind, sign and source, at a time that both cover, with two certainties.
void check_certainties(Reading& reading, const model::FactBase& facts);

/// Whether two statements say the same, at whatever times and however surely; such have equal
/// hashes.
[[nodiscard]] bool same_claim(const model::Statement& a, const model::Statement& b);
[[nodiscard]] std::size_t claim_hash(const model::Statement& statement);
/// The statements of a case that say the same as one that comes to it.
using Claimed =
    base::FunctionRef<std::vector<const model::Statement*>(const model::Statement& statement)>;
/// E0610 for statements that come to a case.
void check_more_certainties(Reading& reading, const model::FactBase& more, Claimed known);

}  // namespace casus::intake
