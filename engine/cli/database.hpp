// SPDX-License-Identifier: Apache-2.0
//
// SQLite files as data: each table or view that is called like a fact becomes a text of rows behind
// a header, so that messages can show them and say where they stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casus/facts.hpp"
#include "cli/source_loader.hpp"

namespace casus::cli {

/// Whether a file's name says that it is a database.
[[nodiscard]] bool is_database(std::string_view name);

/// Reads the tables and views of the file at `path` that are called like one of `facts`; it is a
/// problem where there are none. The loader's watch is asked meanwhile. Nothing is written.
[[nodiscard]] Outcome<std::vector<DataFile>> read_database(SourceLoader& loader,
                                                           const std::string& path,
                                                           const std::vector<std::string>& facts);

/// The rows that a question in SQL has, as facts of this relation.
[[nodiscard]] Outcome<DataFile> read_query(SourceLoader& loader, const std::string& path,
                                           const std::string& relation, const std::string& sql);

}  // namespace casus::cli
