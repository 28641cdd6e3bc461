// SPDX-License-Identifier: Apache-2.0
//
// Facts of one relation as a data file lists them, by column: certain, about nothing but their
// fields, and known by their place in the file. What says more than that is a `Statement`.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "casus/source.hpp"
#include "model/column.hpp"
#include "model/types.hpp"

namespace casus::model {

struct Records {
  RelationId relation;
  std::string name;                    ///< of the file, as messages show it
  std::uint32_t file = Span::no_file;  ///< among the sources
  std::vector<Column> columns;         ///< by field; `unknown_word` for an open field left out
  std::uint32_t size = 0;
  /// The first record's line or row, from 1; records follow line by line but for the jumps.
  std::uint32_t first_line = 1;
  /// From this record on, lines lie further down by so many than in step with the first.
  struct Jump {
    std::uint32_t record = 0;
    std::uint32_t lines = 0;
  };
  std::vector<Jump> jumps;  ///< rising

  [[nodiscard]] std::uint32_t line(std::uint32_t record) const;
  /// The record that begins on this line, if one does.
  [[nodiscard]] std::optional<std::uint32_t> record_on(std::uint32_t number) const;
  /// Appends a record that begins on this line, which lies behind those before.
  void push(const std::vector<Word>& fields, std::uint32_t line);
  /// Appends several, by field: as many of each as there are lines.
  void append(const std::vector<std::vector<Word>>& fields, std::span<const std::uint32_t> lines);
};

}  // namespace casus::model
