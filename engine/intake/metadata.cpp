// SPDX-License-Identifier: Apache-2.0
#include "intake/metadata.hpp"

#include <algorithm>
#include <array>

#include "base/characters.hpp"
#include "base/near.hpp"
#include "intake/words.hpp"
#include "model/show.hpp"

namespace casus::intake {
namespace {

using model::Statement;

struct Place {
  Reading& reading;
  const model::Schema& schema;
  const Entry& entry;
  const SourceIndex& sources;
  [[nodiscard]] const Value& value() const { return entry.value; }
  [[nodiscard]] std::string_view key() const { return entry.key; }
};

Diagnostic& refuse(Place& at, std::string message, std::string label) {
  return at.reading.report(error("E0607", std::move(message)))
      .label(at.value().span, std::move(label));
}

std::string noun_of(model::RelationKind kind) {
  if (kind == model::RelationKind::rating) return "rating";
  return kind == model::RelationKind::fact ? "fact" : "relation";
}

void read_id(Place& at, Statement& statement) {
  const auto text = read_name(at.reading, at.key(), at.value());
  if (!text) return;
  if (text->find_first_of(" \t\n\"'`,()[]{}") != std::string::npos) {
    refuse(at, "an id is one word", "holds a blank, a quote or a bracket")
        .advise("write it like " + example(at.reading, at.key(), "\"trade-2013\""));
    return;
  }
  // What stands before the values of an atom would be either.
  if (const auto it = std::ranges::find(at.schema.relations, *text, &model::Relation::name);
      it != at.schema.relations.end()) {
    refuse(at, in_ticks(*text) + " is the name of a " + noun_of(it->kind) + ", and so no id",
           "taken" + in_place(at.reading, it->span))
        .advise("write another word, as in " +
                example(at.reading, at.key(), "\"" + *text + "-1\""));
    return;
  }
  statement.id = *text;
}

void read_certainty(Place& at, Statement& statement) {
  const auto certainty = read_number(at.reading, at.key(), at.value());
  if (!certainty) return;
  if (*certainty > 0 && *certainty <= 1) {
    statement.certainty = certainty;
    return;
  }
  refuse(at, "`certainty` is " + model::show_number(*certainty), "must be above 0 and at most 1")
      .advise(*certainty == 0 ? "leave out what does not hold at all, or say `holds = false`"
                              : "write it like " + example(at.reading, at.key(), "0.8"));
}

void read_source(Place& at, Statement& statement) {
  const bool listed = at.sources.contains(at.reading.sources.text(at.value().span));
  const auto id = read_name(at.reading, at.key(), at.value(), listed);
  if (!id) return;
  if (const auto it = at.sources.find(*id); it != at.sources.end()) {
    statement.source = it->second;
    return;
  }
  Diagnostic& d = at.reading.report(error("E0608", "no source is called " + in_ticks(*id)));
  d.label(at.value().span, "not listed");
  std::vector<std::string_view> known;
  for (const auto& [name, source] : at.sources) known.push_back(name);
  if (const auto near = base::nearest(*id, known)) {
    d.fix("did you mean " + in_ticks(near->name) + "?",
          {{at.value().span, "\"" + near->name + "\""}}, near->sure);
  } else {
    d.advise("list it under `[[source]]`");
  }
}

/// A paragraph may be given as its number.
void read_at(Place& at, Statement& statement) {
  if (std::holds_alternative<model::CalendarDate>(at.value().data)) {
    const std::string date(at.reading.sources.text(at.value().span));
    refuse_type(at.reading, at.key(), at.value(), "a place in the source")
        .advise("write " + in_ticks("observed = " + date) + " if it was observed then, or " +
                in_ticks("at = \"" + date + "\"") + " if the source is ordered by date");
    return;
  }
  if (const auto* number = std::get_if<std::int64_t>(&at.value().data)) {
    statement.at = std::to_string(*number);
  } else if (auto text = read_text(at.reading, at.key(), at.value())) {
    statement.at = std::move(*text);
  }
}

void read_quote(Place& at, Statement& statement) {
  if (auto text = read_text(at.reading, at.key(), at.value())) statement.quote = std::move(*text);
}

void read_note(Place& at, Statement& statement) {
  if (auto text = read_text(at.reading, at.key(), at.value())) statement.note = std::move(*text);
}

void read_origin(Place& at, Statement& statement) {
  if (auto text = read_name(at.reading, at.key(), at.value())) statement.origin = std::move(*text);
}

void read_kind(Place& at, Statement& statement) {
  const auto* text = std::get_if<std::string>(&at.value().data);
  if (text == nullptr) {
    refuse_type(at.reading, at.key(), at.value(), "one of " + listed(model::statement_kinds))
        .advise("write it in quotes, as in " + example(at.reading, at.key(), "\"fact\""));
    return;
  }
  const auto* const it = std::ranges::find(model::statement_kinds, *text);
  if (it != std::end(model::statement_kinds)) {
    statement.kind = static_cast<model::StatementKind>(it - std::begin(model::statement_kinds));
    return;
  }
  Diagnostic& d = refuse(at, in_ticks(*text) + " is no kind of statement", "not known");
  if (const auto near = base::nearest(*text, model::statement_kinds)) {
    d.fix("did you mean " + in_ticks(near->name) + "?",
          {{at.value().span, "\"" + near->name + "\""}}, near->sure);
  } else {
    d.advise("kinds are " + listed(model::statement_kinds));
  }
}

/// `B2`, where reports give both marks in one.
bool is_double_mark(std::string_view text) {
  return text.size() == 2 && base::lower(text[0]) >= 'a' && base::lower(text[0]) <= 'f' &&
         text[1] >= '1' && text[1] <= '6';
}

void read_credibility(Place& at, Statement& statement) {
  const auto* text = std::get_if<std::string>(&at.value().data);
  if (text != nullptr && is_double_mark(*text)) {
    refuse_type(at.reading, at.key(), at.value(), "a whole number")
        .fix("write " + example(at.reading, at.key(), text->substr(1)) +
                 "; the letter is the `reliability` of the source",
             {{at.value().span, text->substr(1)}}, false);
    return;
  }
  const auto mark = read_integer(at.reading, at.key(), at.value());
  if (!mark) return;
  if (*mark >= 1 && *mark <= 6) {
    statement.credibility = static_cast<std::uint8_t>(*mark);
    return;
  }
  refuse(at, "`credibility` is " + std::to_string(*mark), "not 1 to 6")
      .advise("1 is confirmed, 5 improbable, 6 cannot be judged");
}

void read_observed(Place& at, Statement& statement) {
  statement.observed = read_date(at.reading, at.key(), at.value());
}

/// `{ from, until }`, either of them perhaps left out.
void read_valid(Place& at, Statement& statement) {
  static constexpr auto ends = std::to_array<std::string_view>({"from", "until"});
  const auto* table = std::get_if<Table>(&at.value().data);
  if (table == nullptr) {
    refuse_type(at.reading, at.key(), at.value(), "a table of two dates")
        .advise("write it like `valid = { from = 2010-01-01, until = 2014-12-31 }`");
    return;
  }
  for (const Entry& end : table->entries) {
    if (end.key == "from") {
      statement.valid_from = read_date(at.reading, "valid.from", end.value);
    } else if (end.key == "until") {
      statement.valid_until = read_date(at.reading, "valid.until", end.value);
    } else {
      refuse_key(at.reading, end, "`valid`", ends, *table);
    }
  }
  if (table->entries.empty()) {
    refuse(at, "`valid` is empty", "neither `from` nor `until`").advise("leave the key out");
  }
  if (statement.valid_from && statement.valid_until &&
      *statement.valid_from > *statement.valid_until) {
    refuse(at, "`valid` ends before it begins", "`until` lies before `from`")
        .advise("exchange the two dates");
  }
}

void read_changeable(Place& at, Statement& statement) {
  if (const auto* yes = std::get_if<bool>(&at.value().data)) {
    statement.change_cost = *yes ? 1 : 0;
    return;
  }
  if (std::holds_alternative<std::string>(at.value().data)) {
    refuse_type(at.reading, at.key(), at.value(), "`true` or a cost")
        .advise("write `changeable = true`, or a number such as `changeable = 2.5`");
    return;
  }
  const auto cost = read_number(at.reading, at.key(), at.value());
  if (!cost) return;
  if (*cost > 0) {
    statement.change_cost = *cost;
    return;
  }
  refuse(at, "`changeable` is " + model::show_number(*cost), "a cost is above 0")
      .advise("write `changeable = false`, or leave the key out, for what cannot change");
}

void read_holds(Place& at, Statement& statement) {
  if (const auto holds = read_bool(at.reading, at.key(), at.value())) statement.holds = *holds;
}

using ReadKey = void (*)(Place&, Statement&);

/// In the order of `model::metadata_keys`.
constexpr ReadKey readers[] = {read_id,     read_certainty, read_source, read_at,
                               read_quote,  read_note,      read_kind,   read_credibility,
                               read_origin, read_observed,  read_valid,  read_changeable,
                               read_holds};
static_assert(std::size(readers) == std::size(model::metadata_keys));

}  // namespace

bool is_metadata(std::string_view key) {
  return std::ranges::find(model::metadata_keys, key) != std::end(model::metadata_keys);
}

void read_metadata(FactReading& reading, const Entry& entry, const SourceIndex& sources,
                   Statement& statement) {
  const auto* const it = std::ranges::find(model::metadata_keys, std::string_view(entry.key));
  Place place{reading.plain, reading.schema, entry, sources};
  readers[it - std::begin(model::metadata_keys)](place, statement);
}

}  // namespace casus::intake
