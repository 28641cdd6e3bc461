// SPDX-License-Identifier: Apache-2.0
//
// The facts of one case as the analyst wrote them: every statement with its fields as words and all
// that was said about it (source, quote, date, grade). Immutable once intake has returned it. Which
// statements count at a given date, and how surely, is decided when a run begins, not here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "base/symbols.hpp"
#include "casus/grades.hpp"
#include "casus/source.hpp"
#include "model/records.hpp"
#include "model/schema.hpp"

namespace casus::model {

using StatementId = base::Id<struct StatementTag>;
using SourceId = base::Id<struct SourceTag>;

/// Days since 1970-01-01.
using Day = std::int32_t;

/// `[[source]]`
struct Source {
  std::string id;
  std::string title;
  std::string author;
  std::string publisher;
  std::optional<Day> published;
  std::string url;
  char reliability = 0;  ///< Admiralty 'A'..'F', 0 where not given
  Span span;
};

/// `{ low, likely, high }` in the field's unit: a field given as an estimate counts as `likely`.
struct Triangle {
  std::uint32_t field = 0;
  double low = 0;
  double likely = 0;
  double high = 0;
};

/// One `[[relation]]` table.
struct Statement {
  std::string id;  ///< "F18"; unique within the case
  RelationId relation;
  /// The fields in order; `unknown_word` for an open field left out. Of an explicit negative
  /// (`holds = false`), `unknown_word` means "whatever its value".
  std::vector<Word> fields;
  std::vector<Triangle> estimates;  ///< of the fields given as such
  StatementKind kind = StatementKind::fact;
  bool holds = true;
  std::optional<double> certainty;  ///< as given, (0, 1]
  SourceId source;                  ///< invalid where not given
  std::string at;
  std::string quote;
  std::string note;
  std::uint8_t credibility = 0;  ///< Admiralty 1..6, 0 where not given
  std::string origin;            ///< empty where not given
  std::optional<Day> observed;   ///< the source's `published` where not given
  std::optional<Day> valid_from;
  std::optional<Day> valid_until;
  double change_cost = 0;  ///< `changeable = true` is 1, a number its cost; 0: not changeable
  Span span;               ///< the table's header
};

/// `[[data]]`: a file of facts beside the case, and where the case says so. Spans are invalid where
/// there is nothing.
struct DataEntry {
  std::string source;  ///< the path as written
  Span source_span;
  std::string relation;
  Span relation_span;
  std::string query;
  Span query_span;
};

/// `[case]`
struct Case {
  std::string name;  ///< the file's name without folder and ending
  std::string title;
  std::optional<Day> as_of;
  std::string question;
  std::string horizon;
  std::vector<std::string> rules;  ///< paths as written
  Span rules_span;
  Span span;
  Span as_of_span;
  std::vector<DataEntry> data;
};

/// The lower of two marks; F and 6 say nothing, so the other alone counts; no marks: 1.
[[nodiscard]] double certainty(const Grades& grades, char reliability_mark,
                               std::uint8_t credibility_mark);

struct FactBase {
  explicit FactBase(const base::Symbols& of_rules) : symbols(of_rules) {}

  Case info;
  std::vector<Source> sources;
  std::vector<Statement> statements;
  std::vector<Records> records;  ///< of data files
  base::Symbols symbols;         ///< stands on the rule base's table
  /// Statements and records that count as if they had never been made.
  std::set<StatementId> withdrawn = {};

  /// Records have ids of their own behind those of all statements there may ever be.
  static constexpr std::size_t first_record = std::size_t{1} << 31;
  /// How many statements and records there are, those included that were withdrawn.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool is_record(StatementId id) const { return id.index() >= first_record; }
  /// The place of a statement or record among all there are: below `size()`.
  [[nodiscard]] std::size_t place_of(StatementId id) const {
    return is_record(id) ? statements.size() + id.index() - first_record : id.index();
  }
  [[nodiscard]] StatementId id_at(std::size_t place) const {
    return StatementId(place < statements.size() ? place
                                                 : first_record + place - statements.size());
  }
  /// The id of the first record of `records[file]`.
  [[nodiscard]] StatementId first_of(std::size_t file) const;
  /// "F18", "trade.csv:12".
  [[nodiscard]] std::string name_of(StatementId id) const;
  /// The file among the sources in which a record stands, and its line.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> place_of_record(StatementId id) const;
  /// A record as a statement that says nothing but its fields.
  [[nodiscard]] Statement operator[](StatementId id) const;
  [[nodiscard]] const Source& operator[](SourceId id) const { return sources[id.index()]; }
  /// The statement's own certainty, else the one from its two marks.
  [[nodiscard]] double certainty(const Statement& statement, const Grades& grades) const;
  /// The statement's own observation date, else its source's date of publication.
  [[nodiscard]] std::optional<Day> observed(const Statement& statement) const;
};

}  // namespace casus::model
