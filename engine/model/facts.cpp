// SPDX-License-Identifier: Apache-2.0
#include "model/facts.hpp"

#include <algorithm>

namespace casus::model {

double certainty(const Grades& grades, char reliability_mark, std::uint8_t credibility_mark) {
  const bool any = reliability_mark != 0 || credibility_mark != 0;
  const bool known_source = reliability_mark >= 'A' && reliability_mark <= 'E';
  const bool known_claim = credibility_mark >= 1 && credibility_mark <= 5;
  if (!any) return 1;
  if (!known_source && !known_claim) return grades.unknown;
  double lower = 1;
  if (known_source) {
    lower = std::min(lower, grades.reliability[static_cast<std::size_t>(reliability_mark - 'A')]);
  }
  if (known_claim) lower = std::min(lower, grades.credibility[credibility_mark - 1U]);
  return lower;
}

double FactBase::certainty(const Statement& statement, const Grades& grades) const {
  if (statement.certainty) return *statement.certainty;
  const char mark = statement.source.valid() ? (*this)[statement.source].reliability : '\0';
  return model::certainty(grades, mark, statement.credibility);
}

std::size_t FactBase::size() const { return place_of(first_of(records.size())); }

StatementId FactBase::first_of(std::size_t file) const {
  std::size_t first = first_record;
  for (std::size_t i = 0; i < file; ++i) first += records[i].size;
  return StatementId(first);
}

namespace {

/// Which file's record it is, and which of the file's.
std::pair<const Records*, std::uint32_t> record_of(const FactBase& facts, StatementId id) {
  std::size_t at = id.index() - FactBase::first_record;
  for (const Records& file : facts.records) {
    if (at < file.size) return {&file, static_cast<std::uint32_t>(at)};
    at -= file.size;
  }
  return {nullptr, 0};
}

}  // namespace

std::string FactBase::name_of(StatementId id) const {
  if (!is_record(id)) return statements[id.index()].id;
  const auto [file, record] = record_of(*this, id);
  return file->name + ':' + std::to_string(file->line(record));
}

std::pair<std::uint32_t, std::uint32_t> FactBase::place_of_record(StatementId id) const {
  const auto [file, record] = record_of(*this, id);
  return {file->file, file->line(record)};
}

Statement FactBase::operator[](StatementId id) const {
  if (!is_record(id)) return statements[id.index()];
  const auto [file, record] = record_of(*this, id);
  Statement statement;
  statement.id = name_of(id);
  statement.relation = file->relation;
  for (const Column& column : file->columns) statement.fields.push_back(column.at(record));
  return statement;
}

std::optional<Day> FactBase::observed(const Statement& statement) const {
  if (statement.observed || !statement.source.valid()) return statement.observed;
  return (*this)[statement.source].published;
}

}  // namespace casus::model
