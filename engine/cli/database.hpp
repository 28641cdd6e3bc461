// SPDX-License-Identifier: Apache-2.0
//
// SQLite files as data: each table or view that is called like a fact is read as CSV with a header,
// so that messages can show its rows, and places count rows behind the header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/facts.hpp"
#include "cli/problem.hpp"

namespace casus::cli {

/// Whether a file's name says that it is a database.
[[nodiscard]] bool is_database(std::string_view name);

/// Reads the tables and views of the file at `path` that are called like one of `facts`; it is a
/// problem where there are none. `shown` names the file in messages. Nothing is written.
[[nodiscard]] Outcome<std::vector<DataFile>> read_database(const std::string& path,
                                                           const std::string& shown,
                                                           const std::vector<std::string>& facts);

}  // namespace casus::cli
