// SPDX-License-Identifier: Apache-2.0
#include "verify/functions.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <limits>

#include "base/characters.hpp"
#include "base/decimal.hpp"
#include "base/encoding.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"
#include "verify/total.hpp"

namespace casus::verify {

using check::Function;
using check::Table;
using model::Base;
using model::unknown_word;

Word finite(double value) {
  return std::isfinite(value) ? model::word_of_number(value) : unknown_word;
}

double number(Word word, Base base) {
  return base == Base::integer ? static_cast<double>(model::int_of(word)) : model::number_of(word);
}

bool mix(Base base, Word a, Word b) {
  return base == Base::duration && model::duration_of(a).in_days != model::duration_of(b).in_days;
}

namespace {

/// Every int and every number is one of these.
using Exact = long double;
static_assert(std::numeric_limits<Exact>::digits >= 64);

Word truth(bool value) { return value ? 1 : 0; }

class Call {
 public:
  Call(const World& world, Function function, const Operands& operands)
      : world_(world), function_(function), o_(operands) {}

  Word result() {
    if (function_ == Function::logical_and) return connect(0);
    if (function_ == Function::logical_or) return connect(1);
    if (std::ranges::find(o_.words, unknown_word) != o_.words.end()) return unknown_word;
    switch (function_) {
      case Function::equal:
      case Function::not_equal:
      case Function::less:
      case Function::less_equal:
      case Function::greater:
      case Function::greater_equal:
        return comparison();
      case Function::logical_not:
        return 1 - o_.words[0];
      case Function::add:
      case Function::subtract:
      case Function::multiply:
      case Function::divide:
        return arithmetic();
      case Function::negate:
        return negated();
      case Function::convert: {
        const auto exact = [&](std::size_t i) { return base::Decimal::shortest(real(i)); };
        return finite((exact(0) * exact(1) / exact(2)).to_double());
      }
      case Function::convert_int:
        return of_wide(Wide{whole(0)} * whole(1));
      case Function::minimum:
        return extreme(0, o_.words.size(), true);
      case Function::maximum:
        return extreme(0, o_.words.size(), false);
      case Function::clamp:
        return clamped();
      case Function::absolute:
      case Function::round:
      case Function::floor:
      case Function::ceil:
      case Function::sqrt:
        return rounded();
      case Function::to_int:
        return as_int();
      case Function::to_number:
        return finite(real(0));
      case Function::equal_number:
        return exact(0) == static_cast<Exact>(real(0))
                   ? finite(real(0))
                   : model::word_of_number(std::numeric_limits<double>::infinity());
      case Function::exact_order:
        return model::word_of_int(exact(0) < exact(1) ? -1 : exact(0) > exact(1));
      default:
        return of_dates_and_text();
    }
  }

 private:
  __extension__ using Wide = __int128;

  [[nodiscard]] Base base(std::size_t i) const { return o_.types[i].base; }
  [[nodiscard]] double real(std::size_t i) const { return number(o_.words[i], base(i)); }
  [[nodiscard]] std::int64_t whole(std::size_t i) const { return model::int_of(o_.words[i]); }
  [[nodiscard]] Exact exact(std::size_t i) const {
    return base(i) == Base::integer ? static_cast<Exact>(whole(i)) : model::number_of(o_.words[i]);
  }
  [[nodiscard]] bool all_whole() const {
    return std::ranges::all_of(o_.types, [](model::Type t) { return t.base == Base::integer; });
  }
  [[nodiscard]] int order(std::size_t a, std::size_t b) const {
    if (base(a) == base(b)) {
      return model::compare(o_.words[a], o_.words[b], base(a), *world_.symbols);
    }
    return exact(a) < exact(b) ? -1 : exact(a) > exact(b);
  }
  static Word of_wide(Wide value) {
    constexpr Wide most = std::numeric_limits<std::int64_t>::max();
    const bool fits = value >= -most && value <= most;
    return fits ? model::word_of_int(static_cast<std::int64_t>(value)) : unknown_word;
  }

  [[nodiscard]] Word connect(Word deciding) const {
    if (std::ranges::find(o_.words, deciding) != o_.words.end()) return deciding;
    const bool doubt = std::ranges::find(o_.words, unknown_word) != o_.words.end();
    return doubt ? unknown_word : 1 - deciding;
  }

  [[nodiscard]] Word comparison() const {
    if (mix(base(0), o_.words[0], o_.words[1])) return unknown_word;
    const int by = order(0, 1);
    switch (function_) {
      case Function::equal:
        return truth(by == 0);
      case Function::not_equal:
        return truth(by != 0);
      case Function::less:
        return truth(by < 0);
      case Function::less_equal:
        return truth(by <= 0);
      case Function::greater:
        return truth(by > 0);
      default:
        return truth(by >= 0);
    }
  }

  template <class T>
  [[nodiscard]] T reckoned(T a, T b) const {
    if (function_ == Function::add) return a + b;
    return function_ == Function::subtract ? a - b : a * b;
  }
  [[nodiscard]] Word arithmetic() const {
    if (function_ == Function::divide) {
      return real(1) == 0 ? unknown_word : finite(real(0) / real(1));
    }
    return all_whole() ? of_wide(reckoned<Wide>(whole(0), whole(1)))
                       : finite(reckoned(real(0), real(1)));
  }

  [[nodiscard]] Word negated() const {
    if (base(0) == Base::duration) {
      const model::Duration one = model::duration_of(o_.words[0]);
      return model::word_of_duration({-one.amount, one.in_days});
    }
    return base(0) == Base::integer ? of_wide(-Wide{whole(0)}) : finite(-real(0));
  }

  /// Of the operands from `first` on, up to `end`.
  [[nodiscard]] Word extreme(std::size_t first, std::size_t end, bool least) const {
    std::size_t best = first;
    for (std::size_t i = first + 1; i < end; ++i) {
      if (mix(base(i), o_.words[i], o_.words[best])) return unknown_word;
      if (least ? order(i, best) < 0 : order(i, best) > 0) best = i;
    }
    const bool numeric = base(best) == Base::integer || base(best) == Base::number;
    return numeric && !all_whole() ? finite(real(best)) : o_.words[best];
  }

  /// The upper bound has the last word.
  [[nodiscard]] Word clamped() const {
    Operands upper = o_;
    upper.words = {extreme(0, 2, false), o_.words[2]};
    upper.types = {all_whole() ? o_.types[0] : model::Type{Base::number}, o_.types[2]};
    if (!o_.types[0].numeric()) upper.types[0] = o_.types[0];
    return Call(world_, Function::minimum, upper).result();
  }

  [[nodiscard]] Word rounded() const {
    const bool is_int = base(0) == Base::integer;
    switch (function_) {
      case Function::absolute:
        return is_int ? model::word_of_int(std::abs(whole(0))) : finite(std::fabs(real(0)));
      case Function::sqrt:
        return real(0) < 0 ? unknown_word : finite(std::sqrt(real(0)));
      case Function::round:
        return is_int ? o_.words[0] : finite(std::round(real(0)));
      case Function::floor:
        return is_int ? o_.words[0] : finite(std::floor(real(0)));
      default:
        return is_int ? o_.words[0] : finite(std::ceil(real(0)));
    }
  }

  [[nodiscard]] Word as_int() const {
    if (base(0) == Base::integer) return o_.words[0];
    const double value = real(0);
    if (std::trunc(value) != value || std::fabs(value) >= 0x1p63) return unknown_word;
    return model::word_of_int(static_cast<std::int64_t>(value));
  }

  [[nodiscard]] model::Day day(std::size_t i) const { return static_cast<model::Day>(whole(i)); }
  static Word of_day(std::optional<model::Day> day) {
    return day ? model::word_of_int(*day) : unknown_word;
  }
  [[nodiscard]] Word moved(model::Duration by) const {
    if (!by.in_days) return of_day(model::add_months(day(0), by.amount));
    const Wide sum = Wide{whole(0)} + by.amount;
    const bool exists = sum >= *model::day_of({1, 1, 1}) && sum <= *model::day_of({9999, 12, 31});
    return exists ? of_wide(sum) : unknown_word;
  }
  [[nodiscard]] Word duration(bool in_days) const {
    const bool fits = std::abs(whole(0)) <= model::longest_duration;
    return fits ? model::word_of_duration({whole(0), in_days}) : unknown_word;
  }

  Word of_dates_and_text() {
    switch (function_) {
      case Function::add_months:
        return moved({whole(1), false});
      case Function::add_days:
        return moved({whole(1), true});
      case Function::add_duration:
        return moved(model::duration_of(o_.words[1]));
      case Function::days_between:
        return model::word_of_int(whole(0) - whole(1));
      case Function::months_between:
        return model::word_of_int(model::months_between(day(0), day(1)));
      case Function::years_between:
        return model::word_of_int(model::months_between(day(0), day(1)) / 12);
      case Function::year:
        return model::word_of_int(model::calendar_date(day(0)).year);
      case Function::month:
        return model::word_of_int(model::calendar_date(day(0)).month);
      case Function::day:
        return model::word_of_int(model::calendar_date(day(0)).day);
      case Function::make_date: {
        const auto is_part = [](Word word) {
          return model::int_of(word) >= 1 && model::int_of(word) <= 9999;
        };
        if (!std::ranges::all_of(o_.words, is_part)) return unknown_word;
        return of_day(model::day_of(
            {static_cast<int>(whole(0)), static_cast<int>(whole(1)), static_cast<int>(whole(2))}));
      }
      case Function::to_duration_months:
        return duration(false);
      case Function::to_duration_days:
        return duration(true);
      case Function::to_text:
        return world_.symbols->intern(
            model::show(o_.words[0], o_.types[0], world_.program->schema, *world_.symbols));
      default:
        return of_text();
    }
  }

  [[nodiscard]] std::string_view text(std::size_t i) const {
    return world_.symbols->text(static_cast<base::Symbol>(o_.words[i]));
  }
  Word of_text() {
    switch (function_) {
      case Function::lower:
        return mapped(utf8proc_tolower);
      case Function::upper:
        return mapped(utf8proc_toupper);
      case Function::trim: {
        std::string_view left = text(0);
        const auto blank = [](char c) {
          return std::string_view(" \t\r\n").find(c) != std::string_view::npos;
        };
        while (!left.empty() && blank(left.front())) left.remove_prefix(1);
        while (!left.empty() && blank(left.back())) left.remove_suffix(1);
        return kept(std::string(left));
      }
      case Function::length:
        return model::word_of_int(
            std::ranges::count_if(text(0), [](char c) { return !base::continues_character(c); }));
      case Function::contains:
        return truth(text(0).find(text(1)) != std::string_view::npos);
      case Function::starts_with:
        return truth(text(0).starts_with(text(1)));
      case Function::ends_with:
        return truth(text(0).ends_with(text(1)));
      case Function::replace: {
        std::string result(text(0));
        for (std::size_t at = 0; !text(1).empty() && result.size() <= longest;) {
          at = result.find(text(1), at);
          if (at == std::string::npos) break;
          result.replace(at, text(1).size(), text(2));
          at += text(2).size();
        }
        return kept(result);
      }
      case Function::concat: {
        std::string joined;
        for (std::size_t i = 0; i < o_.words.size(); ++i) joined += text(i);
        return kept(joined);
      }
      default:
        return unknown_word;
    }
  }

  static constexpr std::size_t longest = 1'048'576;  ///< bytes of a text that a function makes

  Word kept(const std::string& text) {
    if (text.size() > longest) return unknown_word;
    const auto normal = base::nfc(text);
    return normal ? world_.symbols->intern(*normal) : unknown_word;
  }
  template <class Map>
  Word mapped(Map map) {
    const std::string from(text(0));
    std::string to;
    for (std::size_t at = 0; at < from.size();) {
      utf8proc_int32_t point = 0;
      const auto read =
          utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(from.data()) + at,
                           static_cast<utf8proc_ssize_t>(from.size() - at), &point);
      if (read <= 0) return unknown_word;
      utf8proc_uint8_t bytes[4];
      const auto written = utf8proc_encode_char(map(point), bytes);
      to.append(bytes, bytes + written);
      at += static_cast<std::size_t>(read);
    }
    return kept(to);
  }

  const World& world_;
  Function function_;
  const Operands& o_;
};

bool fits(const World& world, const Table::Cell& cell, Word word, Base base) {
  bool inside = true;
  if (cell.low) {
    if (mix(base, word, *cell.low)) return false;
    const int order = model::compare(word, *cell.low, base, *world.symbols);
    inside = cell.low_open ? order > 0 : order >= 0;
  }
  if (cell.high) {
    if (mix(base, word, *cell.high)) return false;
    const int order = model::compare(word, *cell.high, base, *world.symbols);
    inside = inside && (cell.high_open ? order < 0 : order <= 0);
  }
  return inside != cell.negated;
}

}  // namespace

Word apply(const World& world, Function function, const Operands& operands) {
  return Call(world, function, operands).result();
}

Word look_up(const World& world, const Table& table, const std::vector<Word>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const model::Field& parameter = table.parameters[i];
    const auto order = [&](Word bound) {
      return model::compare(words[i], bound, parameter.type.base, *world.symbols);
    };
    if (words[i] == unknown_word) return unknown_word;
    if (parameter.low && order(*parameter.low) < 0) return unknown_word;
    if (parameter.high && order(*parameter.high) > 0) return unknown_word;
  }
  Operands results;
  for (const Table::Row& row : table.rows) {
    bool all = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      all = all && fits(world, row.cells[i], words[i], table.parameters[i].type.base);
    }
    if (!all) continue;
    if (!table.collects()) return row.result;
    results.words.push_back(row.result);
    results.types.push_back(table.result);
  }
  if (table.policy == Table::Policy::count) return model::word_of_int(std::ssize(results.words));
  if (results.words.empty()) return unknown_word;
  if (table.policy == Table::Policy::min) return apply(world, Function::minimum, results);
  if (table.policy == Table::Policy::max) return apply(world, Function::maximum, results);
  Total total;
  for (const Word word : results.words) {
    if (table.result.base == Base::integer) {
      total.add(model::int_of(word));
    } else {
      total.add(model::number_of(word));
    }
  }
  if (table.result.base != Base::integer) return finite(total.over(1));
  const std::optional<std::int64_t> sum = total.whole();
  return sum ? model::word_of_int(*sum) : unknown_word;
}

}  // namespace casus::verify
