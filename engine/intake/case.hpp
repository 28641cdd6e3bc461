// SPDX-License-Identifier: Apache-2.0
//
// The tables of a case file that are no facts: `[case]`, `[[source]]` and `[[data]]`.
#pragma once

#include <optional>

#include "intake/reading.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// Whether tables of this name are none.
[[nodiscard]] bool is_no_fact(std::string_view table);

/// Whether `[case]` has such a key.
[[nodiscard]] bool is_case_key(std::string_view key);
[[nodiscard]] bool is_source_key(std::string_view key);

/// Reads `[case]` into `info`.
void read_case(Reading& reading, const Table& table, model::Case& info);

/// Reads one `[[data]]`; nothing where it names no file or is wrong otherwise.
[[nodiscard]] std::optional<model::DataEntry> read_data_entry(Reading& reading, const Table& table,
                                                              Span header);

/// Reads one `[[source]]`; nothing where it has no id.
[[nodiscard]] std::optional<model::Source> read_source(Reading& reading, const Table& table,
                                                       Span header);

}  // namespace casus::intake
