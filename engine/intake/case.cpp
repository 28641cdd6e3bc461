// SPDX-License-Identifier: Apache-2.0
#include "intake/case.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "intake/metadata.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

constexpr auto case_keys =
    std::to_array<std::string_view>({"title", "as_of", "question", "horizon", "rules"});
constexpr auto source_keys = std::to_array<std::string_view>(
    {"id", "title", "author", "publisher", "published", "url", "reliability"});

constexpr auto data_keys = std::to_array<std::string_view>({"source", "relation", "query"});

void put_text(Reading& reading, const Entry& entry, std::string& into) {
  if (auto text = read_text(reading, entry.key, entry.value)) into = std::move(*text);
}

void read_case_key(Reading& reading, const Table& table, const Entry& entry, model::Case& info) {
  if (entry.key == "title") {
    put_text(reading, entry, info.title);
  } else if (entry.key == "question") {
    put_text(reading, entry, info.question);
  } else if (entry.key == "horizon") {
    put_text(reading, entry, info.horizon);
  } else if (entry.key == "as_of") {
    info.as_of = read_date(reading, entry.key, entry.value);
    info.as_of_span = entry.value.span;
  } else if (entry.key == "rules") {
    info.rules = read_texts(reading, entry.key, entry.value).value_or(std::vector<std::string>{});
    info.rules_span = entry.value.span;
  } else {
    refuse_key(reading, entry, "`[case]`", case_keys, table);
  }
}

char read_reliability(Reading& reading, const Entry& entry) {
  constexpr std::string_view marks = "A is completely reliable, E unreliable, F cannot be judged";
  if (!std::holds_alternative<std::string>(entry.value.data)) {
    refuse_type(reading, entry.key, entry.value, "a letter from A to F in quotes")
        .advise(std::string(marks));
    return 0;
  }
  const auto mark = read_text(reading, entry.key, entry.value);
  if (!mark) return 0;
  const bool one = mark->size() == 1;
  if (one && mark->front() >= 'A' && mark->front() <= 'F') return mark->front();
  Diagnostic& d = reading.report(error("E0607", "`reliability` is " + in_ticks(*mark)));
  d.label(entry.value.span, "not A to F");
  if (one && mark->front() >= 'a' && mark->front() <= 'f') {
    const std::string upper = {'"', static_cast<char>(mark->front() - 'a' + 'A'), '"'};
    d.fix("write " + in_ticks(upper), {{entry.value.span, upper}}, true);
  } else {
    d.advise(std::string(marks));
  }
  return 0;
}

void read_source_key(Reading& reading, const Table& table, const Entry& entry,
                     model::Source& source) {
  if (entry.key == "id") {
    source.id = read_name(reading, entry.key, entry.value).value_or("");
  } else if (entry.key == "title") {
    put_text(reading, entry, source.title);
  } else if (entry.key == "author") {
    put_text(reading, entry, source.author);
  } else if (entry.key == "publisher") {
    put_text(reading, entry, source.publisher);
  } else if (entry.key == "published") {
    source.published = read_date(reading, entry.key, entry.value);
  } else if (entry.key == "url") {
    put_text(reading, entry, source.url);
  } else if (entry.key == "reliability") {
    source.reliability = read_reliability(reading, entry);
  } else {
    refuse_key(reading, entry, "`[[source]]`", source_keys, table,
               is_metadata(entry.key) ? "a fact" : "");
  }
}

}  // namespace

bool is_no_fact(std::string_view table) {
  return table == "case" || table == "source" || table == "data";
}

bool is_case_key(std::string_view key) {
  return std::ranges::find(case_keys, key) != case_keys.end();
}

bool is_source_key(std::string_view key) {
  return std::ranges::find(source_keys, key) != source_keys.end();
}

void read_case(Reading& reading, const Table& table, model::Case& info) {
  for (const Entry& entry : table.entries) read_case_key(reading, table, entry, info);
}

std::optional<model::DataEntry> read_data_entry(Reading& reading, const Table& table, Span header) {
  model::DataEntry result;
  std::set<std::string> meant;  // keys that are there, but misspelt
  bool good = true;
  const auto read = [&](const Entry& entry, std::string& text, Span& span) {
    auto given = read_name(reading, entry.key, entry.value, false);
    good = good && given.has_value();
    text = given.value_or("");
    span = entry.value.span;
  };
  for (const Entry& entry : table.entries) {
    if (entry.key == "source") {
      read(entry, result.source, result.source_span);
    } else if (entry.key == "relation") {
      read(entry, result.relation, result.relation_span);
    } else if (entry.key == "query") {
      read(entry, result.query, result.query_span);
    } else {
      meant.insert(refuse_key(reading, entry, "`[[data]]`", data_keys, table).value_or(""));
      good = false;
    }
  }
  if (table.find("source") == nullptr && !meant.contains("source")) {
    refuse_missing(reading, header, "`[[data]]`", "source", "the path of a data file");
  } else if (result.query_span.valid() && table.find("relation") == nullptr &&
             !meant.contains("relation")) {
    refuse_missing(reading, header, "`[[data]]` with a query", "relation",
                   "the fact that its rows are");
  }
  if (!good || result.source.empty() || (!result.query.empty() && result.relation.empty())) {
    return std::nullopt;
  }
  return result;
}

std::optional<model::Source> read_source(Reading& reading, const Table& table, Span header) {
  model::Source source;
  source.span = header;
  for (const Entry& entry : table.entries) read_source_key(reading, table, entry, source);
  if (table.find("id") == nullptr) {
    refuse_missing(reading, header, "`[[source]]`", "id", "by which facts name it");
  }
  if (source.id.empty()) return std::nullopt;
  return source;
}

}  // namespace casus::intake
