// SPDX-License-Identifier: Apache-2.0
//
// The first line of a table: which of its columns are fields, which say something about the
// statement, and what else may stand there in place of a header.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "intake/reading.hpp"
#include "model/schema.hpp"

namespace casus::intake {

struct Column {
  std::string key;
  Span span;                           ///< in the header
  std::optional<std::uint32_t> field;  ///< else it is about the statement
};

struct FirstLine {
  Span span;
  char separator = ',';
  bool from_database = false;  ///< the names of its columns, which nobody forgot
  std::uint32_t line = 1;
  std::uint32_t header = 0;  ///< the line below it that names columns, where it names none itself
};

/// Whether a column may be called so.
[[nodiscard]] bool names_column(const model::Relation& relation, std::string_view name);

/// The columns that a header names; nothing where something is wrong with it. Its entries have the
/// names as keys.
[[nodiscard]] std::optional<std::vector<Column>> read_columns(Reading& reading,
                                                              const model::Relation& relation,
                                                              const Table& header,
                                                              const FirstLine& line);

}  // namespace casus::intake
