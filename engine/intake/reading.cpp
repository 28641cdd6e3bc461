// SPDX-License-Identifier: Apache-2.0
#include "intake/reading.hpp"

#include <algorithm>
#include <cmath>

#include "base/characters.hpp"
#include "base/encoding.hpp"
#include "base/near.hpp"
#include "intake/dates.hpp"
#include "intake/quantity.hpp"
#include "intake/words.hpp"
#include "model/calendar.hpp"

namespace casus::intake {
namespace {

/// No fact has more; a hostile table must not be searched for each of its keys.
constexpr std::size_t most_keys_searched = 200;

/// TOML keeps the line ends of the file within a text; the same file must mean the same everywhere.
std::string plain_line_feeds(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || text.substr(i, 2) != "\r\n") result += text[i];
  }
  return result;
}

std::optional<model::Day> existing_day(Reading& reading, const Value& value,
                                       model::CalendarDate date) {
  if (const auto day = model::day_of(date)) return day;
  std::string_view written = reading.sources.text(value.span);
  if (const auto* text = std::get_if<std::string>(&value.data)) written = *text;
  reading.report(error("E0304", in_ticks(written) + " is no date"))
      .label(value.span, "there is no such day")
      .advise(why_no_day(date));
  return std::nullopt;
}

/// `"0.8"` and `"0,8"` for 0.8.
bool suggest_number(Diagnostic& d, const Value& value) {
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) return false;
  const std::string meant = in_our_notation(*text);
  const auto quantity = split_quantity(meant);
  if (!quantity || !quantity->unit.empty()) return false;
  d.fix("write " + in_ticks(meant), {{value.span, meant}}, false);
  return true;
}

/// The dates that a text in another notation may mean.
std::vector<std::string> meant_in(const Value& value) {
  const auto* text = std::get_if<std::string>(&value.data);
  auto meant = text == nullptr ? std::nullopt : meant_dates(*text);
  return meant ? std::move(*meant) : std::vector<std::string>();
}

bool is_year(std::string_view text) {
  return text.size() == 4 && std::ranges::all_of(text, base::is_digit);
}

/// What day to write for a year.
std::string year_advice(const Reading& reading, std::string_view name, const std::string& year) {
  if (name == "valid.until") return "a year ends on " + example(reading, name, year + "-12-31");
  if (name == "as_of") return "write a day, as " + example(reading, name, year + "-12-31");
  const std::string first = example(reading, name, year + "-01-01");
  if (name == "valid.from") return "a year begins on " + first;
  return "where only the year is known, write its first day: " + first;
}

}  // namespace

std::string in_place(const Reading& reading, Span span) {
  return span.valid() ? " (" + reading.sources.place(span) + ")" : std::string();
}

std::string example(const Reading& reading, std::string_view name, std::string_view value) {
  const bool quoted = value.starts_with('"');
  switch (reading.notation) {
    case Notation::toml:
      break;
    case Notation::atom:
      return in_ticks(std::string(name) + ": " + std::string(value));
    case Notation::cells:
      return in_ticks(quoted ? value.substr(1, value.size() - 2) : value);
    case Notation::json: {
      const std::string key = '"' + std::string(name.substr(name.rfind('.') + 1)) + "\": ";
      const std::string text(value);
      return in_ticks(key + (split_date(value) ? '"' + text + '"' : text));
    }
  }
  return in_ticks(std::string(name) + " = " + std::string(value));
}

Diagnostic& refuse_type(Reading& reading, std::string_view name, const Value& value,
                        std::string_view needs) {
  const std::string kind = kind_of(value);
  return reading
      .report(error("E0605", in_ticks(name) + " needs " + std::string(needs) + ", not " + kind))
      .label(value.span, kind);
}

std::optional<std::string> refuse_key(Reading& reading, const Entry& entry, std::string_view owner,
                                      std::span<const std::string_view> known, const Table& table,
                                      std::string_view elsewhere) {
  std::vector<std::string_view> free;
  for (const std::string_view key : known) {
    const bool crowded = table.entries.size() > most_keys_searched;
    if (crowded || table.find(key) == nullptr) free.push_back(key);
  }
  Diagnostic& d =
      reading.report(error("E0603", std::string(owner) + " has no key " + in_ticks(entry.key)));
  d.label(entry.key_span, "not known");
  const auto given = std::ranges::find_if(known, [&](std::string_view key) {
    return entry.key.size() == key.size() && base::distance(entry.key, key) == 0 &&
           std::ranges::find(free, key) == free.end();
  });
  if (given != known.end()) {
    d.advise("it has " + in_ticks(*given) + " already; keep one of the two");
    return std::nullopt;
  }
  if (const auto near = base::nearest(entry.key, free)) {
    const bool only_case =
        near->name.size() == entry.key.size() && base::distance(near->name, entry.key) == 0;
    d.fix(
        "did you mean " + in_ticks(near->name) + "?" + (only_case ? " Capital letters count" : ""),
        {{entry.key_span, near->name}}, near->sure && elsewhere.empty());
    return near->name;
  }
  if (!elsewhere.empty()) d.advise(in_ticks(entry.key) + " is said of " + std::string(elsewhere));
  d.advise("its keys are " + listed(known));
  return std::nullopt;
}

Diagnostic lone_return(Span span) {
  return error("E0616", "a line ends with a carriage return alone")
      .label(span, "no line feed follows")
      .advise("save the file with line feeds, as a text for Unix or Windows");
}

void refuse_missing(Reading& reading, Span span, std::string_view owner, std::string_view key,
                    std::string_view needs) {
  reading.report(error("E0604", std::string(owner) + " lacks " + in_ticks(key)))
      .label(span)
      .advise("add " + example(reading, key, "…") + ", " + std::string(needs));
}

std::optional<std::string> read_text(Reading& reading, std::string_view name, const Value& value,
                                     bool any) {
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) {
    Diagnostic& d = refuse_type(reading, name, value, "a text");
    const bool compound =
        std::holds_alternative<List>(value.data) || std::holds_alternative<Table>(value.data);
    if (compound) {
      d.advise("write " + example(reading, name, "\"…\""));
    } else {
      const std::string quoted = "\"" + std::string(reading.sources.text(value.span)) + "\"";
      d.fix("put it in quotes: " + in_ticks(quoted), {{value.span, quoted}}, any);
    }
    return std::nullopt;
  }
  const std::string plain = plain_line_feeds(*text);
  if (base::control_character(plain)) {
    reading.report(error("E0614", in_ticks(name) + " holds a control character"))
        .label(value.span, base::control_character(reading.sources.text(value.span))
                               ? "a character that is not seen"
                               : "written as an escape")
        .advise("only tabs and line ends may stand in a text");
    return std::nullopt;
  }
  auto normal = base::nfc(plain);
  if (!normal) {
    reading.report(error("E0614", in_ticks(name) + " piles up too many accents"))
        .label(value.span, "more than 64 on one letter")
        .advise("remove them");
  }
  return normal;
}

std::optional<std::string> read_name(Reading& reading, std::string_view name, const Value& value,
                                     bool any) {
  auto text = read_text(reading, name, value, any);
  if (!text || text->find_first_not_of(" \t\n") != std::string::npos) return text;
  reading.report(error("E0607", in_ticks(name) + " is empty"))
      .label(value.span)
      .advise("write something, or leave the key out");
  return std::nullopt;
}

std::optional<std::vector<std::string>> read_texts(Reading& reading, std::string_view name,
                                                   const Value& value) {
  const auto* list = std::get_if<List>(&value.data);
  if (list == nullptr) {
    Diagnostic& d = refuse_type(reading, name, value, "a list of texts");
    if (std::holds_alternative<std::string>(value.data)) {
      const std::string bracketed = "[" + std::string(reading.sources.text(value.span)) + "]";
      d.fix("write " + in_ticks(bracketed), {{value.span, bracketed}}, true);
    } else {
      d.advise("write " + example(reading, name, "[\"…\"]"));
    }
    return std::nullopt;
  }
  std::vector<std::string> texts;
  bool complete = true;
  for (const Value& item : list->items) {
    auto text = read_name(reading, name, item, false);
    complete = complete && text.has_value();
    if (text) texts.push_back(std::move(*text));
  }
  if (!complete) return std::nullopt;
  return texts;
}

std::optional<model::Day> read_date(Reading& reading, std::string_view name, const Value& value) {
  if (const auto* date = std::get_if<model::CalendarDate>(&value.data)) {
    return existing_day(reading, value, *date);
  }
  const auto* text = std::get_if<std::string>(&value.data);
  if (const auto date = text == nullptr ? std::nullopt : split_date(*text)) {
    return existing_day(reading, value, *date);
  }
  Diagnostic& d = refuse_type(reading, name, value, "a date");
  const std::string_view written = text == nullptr ? reading.sources.text(value.span) : *text;
  if (std::holds_alternative<Moment>(value.data) && split_date(written.substr(0, 10))) {
    const std::string date(written.substr(0, 10));
    d.fix("leave the time out: " + in_ticks(date), {{value.span, date}}, true);
  } else if (const auto meant = meant_in(value); !meant.empty()) {
    d.advise(date_advice(meant));
  } else if (is_year(written)) {
    d.advise(year_advice(reading, name, std::string(written)));
  } else {
    d.advise("write it like " + example(reading, name, "2015-01-31"));
  }
  return std::nullopt;
}

std::optional<bool> read_bool(Reading& reading, std::string_view name, const Value& value) {
  if (const auto* boolean = std::get_if<bool>(&value.data)) return *boolean;
  Diagnostic& d = refuse_type(reading, name, value, "`true` or `false`");
  const auto* text = std::get_if<std::string>(&value.data);
  if (text != nullptr && (*text == "true" || *text == "false")) {
    d.fix("leave the quotes out: " + in_ticks(*text), {{value.span, *text}}, true);
  } else {
    d.advise("write " + example(reading, name, "true") + " or " + example(reading, name, "false"));
  }
  return std::nullopt;
}

std::optional<double> read_number(Reading& reading, std::string_view name, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) {
    return static_cast<double>(*integer);
  }
  std::optional<double> given;
  if (const auto* number = std::get_if<double>(&value.data)) given = *number;
  if (const auto* text = std::get_if<std::string>(&value.data)) {
    const auto quantity = split_quantity(*text);
    if (quantity && quantity->unit == "%") given = quantity->share();
  }
  if (given) {
    if (std::isfinite(*given)) return given;
    reading.report(error("E0606", in_ticks(name) + " needs a finite number"))
        .label(value.span)
        .advise("leave the key out where the number is not known");
    return std::nullopt;
  }
  Diagnostic& d = refuse_type(reading, name, value, "a number");
  if (!suggest_number(d, value)) d.advise("write it like " + example(reading, name, "0.8"));
  return std::nullopt;
}

std::optional<std::int64_t> read_integer(Reading& reading, std::string_view name,
                                         const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return *integer;
  Diagnostic& d = refuse_type(reading, name, value, "a whole number");
  if (!suggest_number(d, value)) d.advise("write it like " + example(reading, name, "2"));
  return std::nullopt;
}

}  // namespace casus::intake
