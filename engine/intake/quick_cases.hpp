// SPDX-License-Identifier: Apache-2.0
//
// The quick way of lines of cases: those of which nothing can be wrong go from JSON to words
// without a tree between.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "intake/case_lines.hpp"
#include "model/records.hpp"

namespace casus::intake {

/// Facts of many cases by relation, each with its case in front.
class GatheredFacts {
 public:
  GatheredFacts(const model::Schema& schema, model::RelationId cases);
  void add(model::Word number, model::RelationId relation, std::span<const model::Word> fields);
  /// Of those relations that have any.
  [[nodiscard]] std::vector<model::Records> take();

 private:
  std::vector<model::Records> records_;  ///< by relation
};

class QuickCases {
 public:
  /// Both outlive it.
  QuickCases(const CaseSchema& schema, base::Symbols& symbols);
  ~QuickCases();
  QuickCases(const QuickCases&) = delete;

  /// The id of the case on a line; nothing where it needs a second look. `room`: bytes that may be
  /// read from the line's beginning on. The id lives until the next line is read.
  [[nodiscard]] std::optional<std::string_view> read(std::string_view line, std::size_t room);
  /// The facts of the case last read.
  void give(model::Word number, GatheredFacts& into) const;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace casus::intake
