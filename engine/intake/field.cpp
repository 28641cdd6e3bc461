// SPDX-License-Identifier: Apache-2.0
#include "intake/field.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/characters.hpp"
#include "base/near.hpp"
#include "intake/quantity.hpp"
#include "intake/words.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::intake {
namespace {

using model::Base;
using model::Word;

std::vector<std::string_view> members_of(const model::Schema& schema, const model::Field& field) {
  const auto& members = schema[field.type.enumeration].members;
  return {members.begin(), members.end()};
}

/// What tables write where there is no value: `n/a`, `-`, `..`, an error of a spreadsheet, nothing.
bool stands_for_nothing(std::string_view text) {
  static constexpr auto marks =
      std::to_array<std::string_view>({"", "-", "--", "–", "—", ".", "..", "...", "…", "?", "n/a",
                                       "na", "n.a.", "nan", "none", "null", "nil", "unknown"});
  if (text.starts_with('#')) return text.ends_with('!') || text.ends_with('?') || text == "#N/A";
  constexpr std::size_t longest = 7;
  return text.size() <= longest && std::ranges::find(marks, lowered(text)) != marks.end();
}

/// "leave the cell empty where the value is not known"
std::string leaving_out(const FactReading& reading, const Given& given) {
  const bool cell = reading.plain.notation == Notation::cells;
  const std::string what = given.field.open ? (cell ? "leave the cell empty" : "leave the key out")
                                            : (cell ? "leave the row out" : "leave the fact out");
  return what + " where the value is not known";
}

std::optional<Word> read_member(FactReading& reading, const Given& given) {
  const auto* text = std::get_if<std::string>(&given.value.data);
  const auto members = members_of(reading.schema, given.field);
  if (text == nullptr) {
    refuse_type(reading.plain, given.name, given.value, needs(reading.schema, given.field))
        .advise("write it in quotes, as in " +
                example(reading.plain, given.name, '"' + std::string(members.front()) + '"'));
    return std::nullopt;
  }
  const model::Enumeration& enumeration = reading.schema[given.field.type.enumeration];
  if (const auto word = enumeration.find(*text)) return word;
  Diagnostic& d = reading.plain.report(
      error("E0605", in_ticks(enumeration.name) + " has no member " + in_ticks(*text)));
  d.label(given.value.span, "not known");
  if (const auto near = base::nearest(*text, members)) {
    const std::string quoted = "\"" + near->name + "\"";
    d.fix("did you mean " + in_ticks(near->name) + "?", {{given.value.span, quoted}}, near->sure);
  } else {
    d.advise("its members are " + listed(members) + in_place(reading.plain, enumeration.span));
    if (stands_for_nothing(*text)) d.advise(leaving_out(reading, given));
  }
  return std::nullopt;
}

std::optional<Word> read_duration(FactReading& reading, const Given& given) {
  const model::Units& units = reading.schema.units;
  const auto* text = std::get_if<std::string>(&given.value.data);
  const auto quantity = text == nullptr ? std::nullopt : split_quantity(*text);
  const auto unit = quantity ? units.find(quantity->unit) : std::nullopt;
  if (!unit || !units.is_time(*unit)) {
    refuse_type(reading.plain, given.name, given.value, "a duration")
        .advise("write it like " + example(reading.plain, given.name, "\"24 months\"") +
                ", in days, weeks, months or years");
    return std::nullopt;
  }
  const model::UnitId root = units[*unit].root;
  const base::Decimal amount = units.convert(quantity->number(), *unit, root);
  if (std::fabs(amount.to_double()) > model::longest_duration) {
    reading.plain.report(error("E0606", in_ticks(*text) + " is too long a duration"))
        .label(given.value.span)
        .advise("durations end at a trillion months or days");
    return std::nullopt;
  }
  if (!amount.is_whole()) {
    reading.plain
        .report(error("E0605",
                      in_ticks(*text) + " is no whole number of " + std::string(units.shown(root))))
        .label(given.value.span)
        .advise("durations count whole months or whole days");
    return std::nullopt;
  }
  return model::word_of_duration({*amount.to_int(), root == units.days()});
}

/// `60` of a field in 0..1: a share of 60% is most likely meant.
bool suggest_share(Diagnostic& d, const FactReading& reading, const Given& given, Word word) {
  const model::Field& field = given.field;
  if (field.type.base != Base::number || field.type.unit.valid() || !field.high ||
      std::holds_alternative<std::string>(given.value.data)) {
    return false;
  }
  const double value = model::number_of(word);
  if (model::number_of(*field.high) > 1 || value <= 1 || value > 100) return false;
  const std::string_view quote = reading.plain.notation == Notation::atom ? "" : "\"";
  const std::string percent =
      std::string(quote) + model::show_number(value) + '%' + std::string(quote);
  const std::string plain = model::show_number(value / 100);
  if (!takes(reading, given, value / 100)) return false;
  d.fix("for a share write " + in_ticks(percent) + " or " + in_ticks(plain),
        {{given.value.span, percent}}, false);
  return true;
}

/// Refuses what stands for no value, but where it may be a text or is no member of an enumeration.
bool refuse_nothing(FactReading& reading, const Given& given) {
  const auto* text = std::get_if<std::string>(&given.value.data);
  const model::Type type = given.field.type;
  if (text == nullptr || type.base == Base::text || type.base == Base::enumeration) return false;
  if (!stands_for_nothing(*text)) return false;
  std::string advice = leaving_out(reading, given);
  if (type.numeric() && takes(reading, given, std::int64_t{0})) advice += "; 0 is written `0`";
  refuse_type(reading.plain, given.name, given.value, needs(reading.schema, given.field))
      .advise(std::move(advice));
  return true;
}

std::optional<Word> read_plain(FactReading& reading, const Given& given) {
  Reading& plain = reading.plain;
  switch (given.field.type.base) {
    case Base::text: {
      const auto text = read_text(plain, given.name, given.value);
      if (!text) return std::nullopt;
      return reading.symbols.intern(*text);
    }
    case Base::boolean: {
      const auto value = read_bool(plain, given.name, given.value);
      if (!value) return std::nullopt;
      return *value ? 1 : 0;
    }
    case Base::date: {
      const auto day = read_date(plain, given.name, given.value);
      if (!day) return std::nullopt;
      return model::word_of_int(*day);
    }
    case Base::duration:
      return read_duration(reading, given);
    case Base::enumeration:
      return read_member(reading, given);
    case Base::integer:
    case Base::number:
      return read_numeric(reading, given);
  }
  return std::nullopt;
}

}  // namespace

std::string needs(const model::Schema& schema, const model::Field& field) {
  const auto in_unit = [&](std::string words) {
    if (field.type.unit.valid()) words.append(" in ").append(schema.units.shown(field.type.unit));
    return words;
  };
  switch (field.type.base) {
    case Base::text:
      return "a text";
    case Base::integer:
      return in_unit("a whole number");
    case Base::number:
      return in_unit("a number");
    case Base::boolean:
      return "`true` or `false`";
    case Base::date:
      return "a date";
    case Base::duration:
      return "a duration";
    case Base::enumeration:
      return "one of " + listed(members_of(schema, field));
  }
  return {};
}

std::optional<Word> read_field(FactReading& reading, const Given& given) {
  if (refuse_nothing(reading, given)) return std::nullopt;
  const auto word = read_plain(reading, given);
  return word ? within_range(reading, given, *word) : std::nullopt;
}

bool in_range(const model::Field& field, Word word, const base::Symbols& symbols) {
  const auto order = [&](Word a, Word b) { return model::compare(a, b, field.type.base, symbols); };
  return (!field.low || order(word, *field.low) >= 0) &&
         (!field.high || order(word, *field.high) <= 0);
}

bool takes(const FactReading& reading, const Given& given, const Value::Data& value) {
  Diagnostics unseen;
  Reading plain{reading.plain.sources, unseen};
  FactReading trial{plain, reading.schema, reading.symbols};
  const Value instead{value, given.value.span};
  return read_field(trial, {given.field, given.name, instead}).has_value();
}

std::optional<Word> within_range(FactReading& reading, const Given& given, Word word) {
  const model::Field& field = given.field;
  if (in_range(field, word, reading.symbols)) return word;
  const auto shown = [&](Word w) {
    return model::show(w, field.type, reading.schema, reading.symbols);
  };
  std::string range = (field.low ? shown(*field.low) : "") + "..";
  if (field.high) range += shown(*field.high);
  const std::string value = model::show_literal(word, field.type, reading.schema, reading.symbols);
  Diagnostic& d = reading.plain.report(
      error("E0606", in_ticks(given.name) + " is " + value + ", outside its range"));
  d.label(given.value.span, "outside " + range);
  if (!suggest_share(d, reading, given, word)) {
    d.advise("correct the value, or widen the range of " + in_ticks(field.name) +
             in_place(reading.plain, field.span));
  }
  return std::nullopt;
}

}  // namespace casus::intake
