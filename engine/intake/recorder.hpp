// SPDX-License-Identifier: Apache-2.0
//
// Takes the records of one data file into the facts: those that say nothing beside their fields by
// column, the others as statements, like those of a case file.
#pragma once

#include <string>
#include <vector>

#include "intake/field.hpp"
#include "intake/metadata.hpp"
#include "intake/tree.hpp"
#include "model/facts.hpp"

namespace casus::intake {

class Recorder {
 public:
  /// `id_spans` goes along with `facts.statements`, as `number_statements` wants it. All must
  /// outlive the recorder.
  Recorder(FactReading& reading, const SourceIndex& sources, model::RelationId relation,
           std::string name, model::FactBase& facts, std::vector<Span>& id_spans);

  [[nodiscard]] const model::Relation& relation() const { return relation_; }
  [[nodiscard]] FactReading& reading() { return reading_; }
  /// Whether so much is wrong that nobody reads on.
  [[nodiscard]] bool full() const;

  /// The words of all fields, which have been held against them.
  void add(const std::vector<model::Word>& fields, std::uint32_t line) {
    records_.push(fields, line);
  }
  /// A record's keys and values, as a fact's table in TOML has them; `record` holds a table.
  void add(const Value& record, std::uint32_t line);
  /// Hands over what was taken in.
  void finish();

 private:
  FactReading& reading_;
  const SourceIndex& sources_;
  const model::Relation& relation_;
  model::FactBase& facts_;
  std::vector<Span>& id_spans_;
  model::Records records_;
};

}  // namespace casus::intake
