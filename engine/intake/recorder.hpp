// SPDX-License-Identifier: Apache-2.0
//
// Takes the records of one data file into the facts: those that say nothing beside their fields by
// column, the others as statements, like those of a case file.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "casus/facts.hpp"
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
           std::uint32_t file, model::FactBase& facts, std::vector<Span>& id_spans,
           const Watch& watch);

  [[nodiscard]] const model::Relation& relation() const { return relation_; }
  [[nodiscard]] FactReading& reading() { return reading_; }
  /// Whether nobody reads on, so many `records` after the last question and `done` bytes into the
  /// file: so much is wrong, or a limit is reached.
  [[nodiscard]] bool full(std::size_t done, std::uint32_t records = 1) {
    unseen_ += records;
    return unseen_ >= between_looks ? look(done) : ended_;
  }
  static constexpr std::uint32_t between_looks = 1024;  ///< records
  [[nodiscard]] const std::optional<LimitReached>& limit() const { return limit_; }

  /// The words of all fields, which have been held against them.
  void add(const std::vector<model::Word>& fields, std::uint32_t line) {
    records_.push(fields, line);
  }
  /// Some records that follow each other, by field.
  void add(const std::vector<std::vector<model::Word>>& fields,
           std::span<const std::uint32_t> lines) {
    records_.append(fields, lines);
  }
  /// A record's keys and values, as a fact's table in TOML has them; `record` holds a table.
  void add(const Value& record, std::uint32_t line);
  /// Hands over what was taken in.
  void finish();

 private:
  bool look(std::size_t done);

  FactReading& reading_;
  const SourceIndex& sources_;
  const model::Relation& relation_;
  model::FactBase& facts_;
  std::vector<Span>& id_spans_;
  model::Records records_;
  std::size_t size_;
  const Watch& watch_;
  std::optional<LimitReached> limit_;
  std::uint32_t unseen_ = 0;  ///< records since the last look
  bool ended_ = false;
};

}  // namespace casus::intake
