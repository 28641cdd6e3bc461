// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/near.hpp"
#include "intake/field.hpp"
#include "intake/numeral.hpp"
#include "intake/quantity.hpp"
#include "intake/words.hpp"
#include "model/show.hpp"

namespace casus::intake {
namespace {

using model::Base;
using model::Word;

/// Above it a double skips whole numbers.
constexpr double largest_exact = 0x1p53;

bool is_whole(double value) {
  return std::floor(value) == value && std::fabs(value) <= largest_exact;
}

/// A number for an example, from within the field's range.
std::string sample_number(const FactReading& reading, const model::Field& field) {
  const bool whole = field.type.base == Base::integer;
  const auto word = [&](double value) {
    return whole ? model::word_of_int(static_cast<std::int64_t>(value))
                 : model::word_of_number(value);
  };
  std::vector<Word> words;
  for (const double value : {whole ? 12.0 : 2.5, whole ? 2.0 : 0.5, 2000.0}) {
    words.push_back(word(value));
  }
  if (field.low) words.push_back(*field.low);
  if (field.high) words.push_back(*field.high);
  const auto it =
      std::ranges::find_if(words, [&](Word w) { return in_range(field, w, reading.symbols); });
  const Word chosen = it == words.end() ? words.front() : *it;
  return model::show_literal(chosen, {.base = field.type.base}, reading.schema, reading.symbols);
}

std::string sample(const FactReading& reading, const Given& given) {
  const model::Type type = given.field.type;
  const std::string number = sample_number(reading, given.field);
  std::string text = "write it like " + example(reading.plain, given.name, number);
  if (type.unit.valid()) {
    const std::string unit(reading.schema.units.shown(type.unit));
    text += " or " + example(reading.plain, given.name, '"' + number + " " + unit + '"');
  }
  return text;
}

std::optional<Word> refuse_size(FactReading& reading, const Given& given, std::string_view why) {
  reading.plain.report(error("E0606", in_ticks(given.name) + " needs " + std::string(why)))
      .label(given.value.span)
      .advise("leave an open field out where the number is not known");
  return std::nullopt;
}

std::optional<Word> integer_word(FactReading& reading, const Given& given, std::int64_t value) {
  if (given.field.type.base == Base::number) {
    return model::word_of_number(static_cast<double>(value));
  }
  // The least of all is the word for "unknown".
  if (value == std::numeric_limits<std::int64_t>::min()) {
    return refuse_size(reading, given, "a number above -9223372036854775808");
  }
  return model::word_of_int(value);
}

/// What is wrong with a number that is infinite, or 0 though it was written otherwise.
std::optional<Diagnostic> out_of_size(const Reading& reading, const Given& given, double value) {
  const std::string_view written = reading.sources.text(given.value.span);
  if (value == 0 && is_written_nonzero(written)) return too_small(given.value.span);
  if (std::isfinite(value)) return std::nullopt;
  if (is_written_nonzero(written)) return too_large(given.value.span);
  return error("E0606", in_ticks(given.name) + " needs a finite number")
      .label(given.value.span)
      .advise("leave an open field out where the number is not known");
}

std::optional<Word> number_word(FactReading& reading, const Given& given, double value) {
  if (const auto refusal = out_of_size(reading.plain, given, value)) {
    reading.plain.report(*refusal);
    return std::nullopt;
  }
  if (given.field.type.base == Base::number) return model::word_of_number(value);
  const std::string_view written = reading.plain.sources.text(given.value.span);
  Diagnostic& d = reading.plain.report(error("E0605", in_ticks(given.name) + " needs " +
                                                          needs(reading.schema, given.field) +
                                                          ", not " + std::string(written)));
  d.label(given.value.span, "a number with a point");
  if (is_whole(value)) {
    const std::string whole = model::show_number(value);
    d.fix("write " + in_ticks(whole), {{given.value.span, whole}},
          takes(reading, given, static_cast<std::int64_t>(value)));
  } else {
    d.advise("round it, or declare the field as a number" +
             in_place(reading.plain, given.field.span));
  }
  return std::nullopt;
}

std::vector<std::string_view> fitting_units(const model::Units& units, model::UnitId wanted) {
  std::vector<std::string_view> fitting;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units.convertible(model::UnitId(i), wanted))
      fitting.push_back(units.shown(model::UnitId(i)));
  }
  return fitting;
}

std::string units_that_fit(const std::vector<std::string_view>& fitting) {
  return (fitting.size() == 1 ? "the unit that fits is " : "units that fit are ") + listed(fitting);
}

/// "name the unit, as in `270000000 USD_m`: …", as a number alone would be read in the field's
/// unit, which may be a thousand times the one it was counted in.
std::string name_unit(const FactReading& reading, const Given& given, const std::string& number) {
  const model::Units& units = reading.schema.units;
  const model::UnitId wanted = given.field.type.unit;
  const std::vector<std::string_view> fitting = fitting_units(units, wanted);
  const auto size = [&](std::string_view unit) {
    return units.convert(base::Decimal("1"), *units.find(unit), wanted).to_double();
  };
  std::vector<std::string_view> taken;
  for (const std::string_view unit : fitting) {
    if (takes(reading, given, number + " " + std::string(unit))) taken.push_back(unit);
  }
  std::string text = "name the unit";
  if (const auto least = std::ranges::min_element(taken, {}, size); least != taken.end()) {
    const std::string amount = '"' + number + " " + std::string(*least) + '"';
    text += ", as in " + example(reading.plain, given.name, amount);
  }
  return text + ": a number alone is in " + std::string(units.shown(wanted)) + "; " +
         units_that_fit(fitting);
}

/// The unit of a quantity in the field's unit, or a diagnostic.
std::optional<model::UnitId> convertible_unit(FactReading& reading, const Given& given,
                                              std::string_view name) {
  const model::Units& units = reading.schema.units;
  const model::UnitId wanted = given.field.type.unit;
  if (!wanted.valid()) {
    reading.plain.report(error("E0605", in_ticks(given.name) + " has no unit"))
        .label(given.value.span, "in " + std::string(name))
        .advise(sample(reading, given));
    return std::nullopt;
  }
  if (name == "%") {
    reading.plain.report(error("E0605", in_ticks(given.name) + " is no share"))
        .label(given.value.span, "it is in " + std::string(units.shown(wanted)))
        .advise(sample(reading, given));
    return std::nullopt;
  }
  const auto unit = units.find(name);
  if (unit && units.convertible(*unit, wanted)) return unit;

  const std::vector<std::string_view> fitting = fitting_units(units, wanted);
  const std::string of_field(units.shown(wanted));
  Diagnostic& d = reading.plain.report(
      unit ? error("E0605", in_ticks(name) + " does not convert to " + in_ticks(of_field))
           : error("E0605", "no unit is called " + in_ticks(name)));
  d.label(given.value.span, in_ticks(given.name) + " is in " + of_field);
  const auto near = base::nearest(name, fitting);
  if (!unit && near) {
    d.advise(near->question());
  } else {
    d.advise(units_that_fit(fitting));
  }
  return std::nullopt;
}

std::optional<Word> quantity_word(FactReading& reading, const Given& given,
                                  const Quantity& quantity) {
  const model::Type type = given.field.type;
  const bool whole = type.base == Base::integer;
  if (quantity.unit == "%" && !whole && !type.unit.valid()) {
    return number_word(reading, given, quantity.share());
  }
  const auto unit = convertible_unit(reading, given, quantity.unit);
  if (!unit) return std::nullopt;
  const base::Decimal value = reading.schema.units.convert(quantity.number(), *unit, type.unit);
  if (!whole) return number_word(reading, given, value.to_double());
  if (const auto integer = value.to_int()) return integer_word(reading, given, *integer);
  if (value.is_whole()) return refuse_size(reading, given, "a whole number of at most 64 bits");
  constexpr int all_decimals = 20;
  const std::string converted = model::show_number(value.to_double(), all_decimals) + " " +
                                std::string(reading.schema.units.shown(type.unit));
  reading.plain
      .report(error("E0605", in_ticks(given.name) + " needs " + needs(reading.schema, given.field) +
                                 ", not " + converted))
      .label(given.value.span, "is " + converted)
      .advise("round it, or declare the field as a number" +
              in_place(reading.plain, given.field.span));
  return std::nullopt;
}

std::optional<Word> text_word(FactReading& reading, const Given& given, std::string_view text) {
  const auto quantity = split_quantity(text);
  const std::string meant = in_our_notation(text);
  // A unit may well be called `percent`.
  const bool as_written = meant == text || given.field.type.unit.valid();
  if (quantity && !quantity->unit.empty() && as_written) {
    return quantity_word(reading, given, *quantity);
  }
  Diagnostic& d =
      refuse_type(reading.plain, given.name, given.value, needs(reading.schema, given.field));
  const auto number = read_numeral(meant);
  if (number && takes(reading, given, *number)) {
    const bool only_quotes = meant == text;
    const std::string advice = only_quotes ? "leave the quotes out: " : "write ";
    d.fix(advice + in_ticks(meant), {{given.value.span, meant}}, only_quotes);
    return std::nullopt;
  }
  const bool quotes = reading.plain.notation != Notation::cells;
  const bool decimal = given.field.type.base == Base::number;
  const auto grouped = without_separators(text, quotes);
  if (grouped && (decimal || grouped->number.find('.') == std::string::npos)) {
    if (given.field.type.unit.valid() && grouped->unit.empty()) {
      d.advise("leave the separator out and " + name_unit(reading, given, grouped->number) +
               grouped->or_decimal(decimal));
    } else {
      d.fix(grouped->advice(decimal), {{given.value.span, grouped->meant()}}, false);
    }
    return std::nullopt;
  }
  if (has_currency_sign(meant)) {
    const model::UnitId wanted = given.field.type.unit;
    d.advise("leave the currency sign out, and " + sample(reading, given) +
             (wanted.valid() ? "; " + units_that_fit(fitting_units(reading.schema.units, wanted))
                             : std::string()));
    return std::nullopt;
  }
  const std::string amount = number ? meant + "%" : meant;
  const std::string quoted = '"' + amount + '"';
  const auto unit = split_quantity(amount);
  if (unit && !unit->unit.empty() && takes(reading, given, amount)) {
    d.fix("write " + in_ticks(quoted), {{given.value.span, quoted}}, false);
  } else {
    d.advise(sample(reading, given));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Word> read_numeric(FactReading& reading, const Given& given) {
  if (const auto* integer = std::get_if<std::int64_t>(&given.value.data)) {
    return integer_word(reading, given, *integer);
  }
  if (const auto* number = std::get_if<double>(&given.value.data)) {
    return number_word(reading, given, *number);
  }
  if (const auto* text = std::get_if<std::string>(&given.value.data)) {
    return text_word(reading, given, *text);
  }
  refuse_type(reading.plain, given.name, given.value, needs(reading.schema, given.field))
      .advise(sample(reading, given));
  return std::nullopt;
}

}  // namespace casus::intake
