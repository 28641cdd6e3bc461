// SPDX-License-Identifier: Apache-2.0
//
// The tables of a case file by their headers: `[case]` stands once, all others as often as there is
// something to say. What is written in another way is reported and read as what was meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/document.hpp"
#include "intake/reading.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// "facts/pump-station-3.toml" is the case "pump-station-3".
[[nodiscard]] std::string case_name(std::string_view file);
/// `[case]` in its one form: a single table.
[[nodiscard]] const Table* case_table(Reading& reading, const Entry& entry);
/// The tables of `[[name]]`, also where it is wrongly `[name]`; what is no table is reported.
[[nodiscard]] std::vector<const Value*> tables_of(Reading& reading, const Entry& entry);
/// All of `[[data]]`.
[[nodiscard]] std::vector<model::DataEntry> data_entries(Reading& reading, const Entry& entry);

}  // namespace casus::intake
