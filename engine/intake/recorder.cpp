// SPDX-License-Identifier: Apache-2.0
#include "intake/recorder.hpp"

#include <algorithm>
#include <utility>

#include "intake/statement.hpp"

namespace casus::intake {

Recorder::Recorder(FactReading& reading, const SourceIndex& sources, model::RelationId relation,
                   std::uint32_t file, model::FactBase& facts, std::vector<Span>& id_spans,
                   const Watch& watch)
    : reading_(reading),
      sources_(sources),
      relation_(reading.schema[relation]),
      facts_(facts),
      id_spans_(id_spans),
      size_(reading.plain.sources.text(file).size()),
      watch_(watch) {
  records_.relation = relation;
  records_.file = file;
  records_.name = reading.plain.sources.name(file);
}

bool Recorder::look(std::size_t done) {
  unseen_ = 0;
  if (watch_ && !limit_) limit_ = watch_(records_.name, done, size_);
  ended_ = limit_ || reading_.plain.diagnostics.size() >= Reading::most_diagnostics;
  return ended_;
}

void Recorder::add(const Value& record, std::uint32_t line) {
  model::Statement statement = read_statement(reading_, sources_, records_.relation, record);
  const Table& table = std::get<Table>(record.data);
  const bool plain = std::ranges::all_of(table.entries, [&](const Entry& entry) {
    return !is_metadata(entry.key) && !std::holds_alternative<Table>(entry.value.data);
  });
  if (plain) {
    add(statement.fields, line);
    return;
  }
  if (statement.id.empty()) statement.id = records_.name + ':' + std::to_string(line);
  const Entry* id = table.find("id");
  id_spans_.push_back(id == nullptr ? Span{} : id->value.span);
  facts_.statements.push_back(std::move(statement));
}

void Recorder::finish() {
  if (records_.size > 0) facts_.records.push_back(std::move(records_));
}

}  // namespace casus::intake
