// SPDX-License-Identifier: Apache-2.0
#include "intake/quick_field.hpp"

#include <algorithm>
#include <charconv>

#include "base/bytes.hpp"
#include "base/characters.hpp"
#include "intake/dates.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::intake {
namespace {

using model::Base;
using model::Word;

/// All of `text` as a number of this type.
template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number value = {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Of a plain number: whether it is a whole one that 64 bits may not hold.
bool may_be_too_large(std::string_view text) {
  constexpr std::size_t sure = 18;  // digits and a sign
  return text.size() > sure && text.find_first_of(".eE") == std::string_view::npos;
}

}  // namespace

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_plain_number(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && base::is_digit(text[at])) ++at;
    return at > begin;
  };
  const std::size_t first = at;
  if (!digits() || (text[first] == '0' && at > first + 1)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits()) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!digits()) return false;
  }
  return at == text.size();
}

std::optional<Word> QuickField::read(std::string_view text) const {
  switch (field_.type.base) {
    case Base::text:
      if (!is_plain_ascii(text)) return std::nullopt;
      return within(symbols_.intern(text));
    case Base::integer:
      if (!is_plain_number(text)) return std::nullopt;
      if (const auto value = whole<std::int64_t>(text)) return known(model::word_of_int(*value));
      return std::nullopt;
    case Base::number:
      if (!is_plain_number(text) || may_be_too_large(text)) return std::nullopt;
      if (const auto value = whole<double>(text)) return within(model::word_of_number(*value));
      return std::nullopt;
    case Base::boolean:
      if (text == "true") return 1;
      if (text == "false") return 0;
      return std::nullopt;
    case Base::date:
      if (const auto date = split_date(text)) {
        if (const auto day = model::day_of(*date)) return within(model::word_of_int(*day));
      }
      return std::nullopt;
    case Base::enumeration:
      return schema_[field_.type.enumeration].find(text);
    case Base::duration:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Word> QuickField::read_integer(std::string_view text, std::uint64_t first) const {
  const bool short_one = !text.empty() && text.size() <= 8;
  if (short_one && (text.size() == 1 || text.front() != '0')) {
    if (const auto value = base::digits_value(first, text.size())) return within(Word{*value});
  }
  return read(text);
}

/// The least int of all is the word for "unknown".
std::optional<Word> QuickField::known(Word word) const {
  return word == model::unknown_word ? std::nullopt : within(word);
}

std::optional<Word> QuickField::within(Word word) const {
  const auto order = [&](Word a, Word b) {
    return model::compare(a, b, field_.type.base, symbols_);
  };
  if (field_.low && order(word, *field_.low) < 0) return std::nullopt;
  if (field_.high && order(word, *field_.high) > 0) return std::nullopt;
  return word;
}

}  // namespace casus::intake
