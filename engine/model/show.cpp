// SPDX-License-Identifier: Apache-2.0
#include "model/show.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "model/calendar.hpp"

namespace casus::model {
namespace {

constexpr std::string_view unknown_shown = "unknown";

std::string to_text(double value, std::chars_format format) {
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr;
  return {buffer, end};
}

/// Without the zeros that end the fraction, and never "-0".
std::string trimmed(std::string text) {
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

std::string show_duration(Duration d) {
  const std::string_view unit = d.in_days ? "day" : "month";
  std::string text = std::to_string(d.amount).append(" ").append(unit);
  if (d.amount != 1 && d.amount != -1) text += 's';
  return text;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        result += c;
    }
  }
  return result += '"';
}

/// The number behind a word that a sentence converts or shows as a share.
double amount_of(Word word, Base base) {
  if (base == Base::integer) return static_cast<double>(int_of(word));
  if (base == Base::duration) return static_cast<double>(duration_of(word).amount);
  return number_of(word);
}

std::string show_place(const Sentence::Part& part, Word word, Type type, const Schema& schema,
                       const base::Symbols& symbols) {
  if (word == unknown_word) return std::string(unknown_shown);
  if (part.percent) {
    const auto exact = base::Decimal::shortest(amount_of(word, type.base));
    return show_number(exact.shifted(2).to_double()) + "%";
  }
  if (!part.as.valid()) return show(word, type, schema, symbols);
  UnitId from = type.unit;
  if (type.base == Base::duration) {
    from = duration_of(word).in_days ? schema.units.days() : schema.units.months();
  }
  if (!schema.units.convertible(from, part.as)) return show(word, type, schema, symbols);
  return show_number(schema.units.convert(amount_of(word, type.base), from, part.as));
}

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

}  // namespace

std::string show_number(double value, int decimals) {
  if (std::fabs(value) >= 1e15 || !std::isfinite(value)) {
    return to_text(value, std::chars_format::general);
  }
  // Below 1e15 the integer part has 15 digits at most, but a tiny value has hundreds of decimals.
  char buffer[512];
  const auto shortest =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  const std::string_view text(buffer, static_cast<std::size_t>(shortest.ptr - buffer));
  const std::size_t point = text.find('.');
  const bool fits = point == std::string_view::npos ||
                    text.size() - point - 1 <= static_cast<std::size_t>(decimals);
  if (fits) return trimmed(std::string(text));
  const auto rounded =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  return trimmed({buffer, rounded.ptr});
}

std::string show(Word word, Type type, const Schema& schema, const base::Symbols& symbols) {
  if (word == unknown_word) return std::string(unknown_shown);
  switch (type.base) {
    case Base::text:
      return std::string(symbols.text(static_cast<base::Symbol>(word)));
    case Base::integer:
      return std::to_string(int_of(word));
    case Base::number:
      return show_number(number_of(word));
    case Base::boolean:
      return word != 0 ? "true" : "false";
    case Base::date:
      return show_date(static_cast<Day>(int_of(word)));
    case Base::duration:
      return show_duration(duration_of(word));
    case Base::enumeration:
      return schema[type.enumeration].members[word];
  }
  return {};
}

std::string show_literal(Word word, Type type, const Schema& schema, const base::Symbols& symbols) {
  std::string text = show(word, type, schema, symbols);
  if (word == unknown_word) return text;
  if (type.base == Base::text) return quoted(text);
  if (type.numeric() && type.unit.valid()) {
    text.append(" ").append(schema.units.shown(type.unit));
  }
  return text;
}

std::string show_exact(Word word, Type type, const Schema& schema, const base::Symbols& symbols) {
  if (word == unknown_word || type.base != Base::number) {
    return show_literal(word, type, schema, symbols);
  }
  constexpr std::size_t longest = 400;  // of a double without an exponent
  std::array<char, longest> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number_of(word),
                                 std::chars_format::fixed);
  std::string text(digits.data(), end.ptr);
  if (type.unit.valid()) text.append(" ").append(schema.units.shown(type.unit));
  return text;
}

std::string fill(const Sentence& sentence, const std::vector<Word>& words,
                 const std::vector<Type>& types, const Schema& schema,
                 const base::Symbols& symbols) {
  std::string text;
  for (const Sentence::Part& part : sentence.parts) {
    text += part.place ? show_place(part, words[*part.place], types[*part.place], schema, symbols)
                       : part.text;
  }
  return text;
}

int compare(Word a, Word b, Base base, const base::Symbols& symbols) {
  if (a == b) return 0;
  if (a == unknown_word || b == unknown_word) return a == unknown_word ? -1 : 1;
  switch (base) {
    case Base::text:
      // Bytes of UTF-8 sort as their code points do.
      return order(symbols.text(static_cast<base::Symbol>(a)),
                   symbols.text(static_cast<base::Symbol>(b)));
    case Base::number:
      return order(number_of(a), number_of(b));
    case Base::duration: {
      const Duration x = duration_of(a);
      const Duration y = duration_of(b);
      return x.in_days != y.in_days ? order(x.in_days, y.in_days) : order(x.amount, y.amount);
    }
    case Base::integer:
    case Base::date:
      return order(int_of(a), int_of(b));
    case Base::boolean:
    case Base::enumeration:
      return order(a, b);
  }
  return 0;
}

std::uint64_t order_prefix(Word word, Base base, const base::Symbols& symbols) {
  if (word == unknown_word) return 0;
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  switch (base) {
    case Base::text: {
      const std::string_view text = symbols.text(static_cast<base::Symbol>(word));
      std::uint64_t prefix = 0;
      for (std::size_t i = 0; i < sizeof prefix; ++i) {
        prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
      }
      return prefix;
    }
    case Base::number: {
      const auto bits = std::bit_cast<std::uint64_t>(number_of(word) + 0.0);  // one zero, not two
      return bits & sign ? ~bits : bits | sign;
    }
    case Base::duration:
      return 0;
    case Base::integer:
    case Base::date:
      return static_cast<std::uint64_t>(int_of(word)) ^ sign;
    case Base::boolean:
    case Base::enumeration:
      return word;
  }
  return 0;
}

}  // namespace casus::model
