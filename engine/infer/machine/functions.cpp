// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/decimal.hpp"
#include "infer/machine/exact_sum.hpp"
#include "infer/machine/text_functions.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::infer {
namespace {

using check::Function;
using model::Base;
using model::Type;
using model::unknown_word;

Word of_bool(bool value) { return value ? 1 : 0; }

Word of_number(double value) {
  return std::isfinite(value) ? model::word_of_number(value) : unknown_word;
}

/// As an amount that is written in the other unit: from the decimal that the number stands for,
/// rounded once.
Word converted(double value, double numerator, double denominator) {
  using base::Decimal;
  return of_number(
      (Decimal::shortest(value) * Decimal::shortest(numerator) / Decimal::shortest(denominator))
          .to_double());
}

/// Months and days never mix.
bool mixes_time(Type type, Word a, Word b) {
  return type.base == Base::duration &&
         model::duration_of(a).in_days != model::duration_of(b).in_days;
}

Word compare_words(Function function, Type type, Word a, Word b, const base::Symbols& symbols) {
  if (mixes_time(type, a, b)) return unknown_word;
  const int order = model::compare(a, b, type.base, symbols);
  switch (function) {
    case Function::equal:
      return of_bool(order == 0);
    case Function::not_equal:
      return of_bool(order != 0);
    case Function::less:
      return of_bool(order < 0);
    case Function::less_equal:
      return of_bool(order <= 0);
    case Function::greater:
      return of_bool(order > 0);
    default:
      return of_bool(order >= 0);
  }
}

/// Kleene's strong three-valued logic: a side without value matters only where it could decide.
Word connect(Function function, Word a, Word b) {
  const Word deciding = function == Function::logical_or ? 1 : 0;
  if (a == deciding || b == deciding) return deciding;
  if (a == unknown_word || b == unknown_word) return unknown_word;
  return 1 - deciding;
}

Word int_arithmetic(Function function, std::int64_t a, std::int64_t b) {
  std::int64_t result = 0;
  bool overflow = false;
  switch (function) {
    case Function::add:
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case Function::subtract:
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    default:
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
  }
  return overflow ? unknown_word : model::word_of_int(result);
}

Word number_arithmetic(Function function, double a, double b) {
  switch (function) {
    case Function::add:
      return of_number(a + b);
    case Function::subtract:
      return of_number(a - b);
    case Function::multiply:
      return of_number(a * b);
    default:
      return b == 0 ? unknown_word : of_number(a / b);
  }
}

Word arithmetic(Function function, Type type, Word a, Word b) {
  switch (type.base) {
    case Base::integer:
      return int_arithmetic(function, model::int_of(a), model::int_of(b));
    default:
      return number_arithmetic(function, model::number_of(a), model::number_of(b));
  }
}

Word negated(Type type, Word a) {
  switch (type.base) {
    case Base::integer:
      return int_arithmetic(Function::subtract, 0, model::int_of(a));
    case Base::duration: {
      const model::Duration duration = model::duration_of(a);
      return model::word_of_duration({-duration.amount, duration.in_days});
    }
    default:
      return of_number(-model::number_of(a));
  }
}

Word rounded(Function function, Type type, Word a) {
  if (type.base == Base::integer && function != Function::sqrt) {
    const std::int64_t value = model::int_of(a);
    return function == Function::absolute ? model::word_of_int(std::abs(value)) : a;
  }
  const double value = model::number_of(a);
  switch (function) {
    case Function::absolute:
      return of_number(std::fabs(value));
    case Function::round:
      return of_number(std::round(value));
    case Function::floor:
      return of_number(std::floor(value));
    case Function::ceil:
      return of_number(std::ceil(value));
    default:
      return value < 0 ? unknown_word : of_number(std::sqrt(value));
  }
}

Word to_int(Type type, Word a) {
  if (type.base == Base::integer) return a;
  const double value = model::number_of(a);
  if (std::trunc(value) != value || std::fabs(value) >= 0x1p63) return unknown_word;
  return model::word_of_int(static_cast<std::int64_t>(value));
}

/// Not by way of a double, which above 2^53 may be another number.
int exact_order(std::int64_t a, double b) {
  if (b >= 0x1p63) return -1;
  if (b < -0x1p63) return 1;
  const double whole = std::floor(b);
  const auto floor = static_cast<std::int64_t>(whole);
  if (a != floor) return a < floor ? -1 : 1;
  return whole < b ? -1 : 0;
}

Word equal_number(std::int64_t value) {
  const auto nearest = static_cast<double>(value);
  return model::word_of_number(
      exact_order(value, nearest) == 0 ? nearest : std::numeric_limits<double>::infinity());
}

Word of_day(std::optional<model::Day> day) { return day ? model::word_of_int(*day) : unknown_word; }

model::Day to_day(Word word) { return static_cast<model::Day>(model::int_of(word)); }

Word moved(model::Day day, model::Duration by) {
  if (!by.in_days) return of_day(model::add_months(day, by.amount));
  const Word sum = int_arithmetic(Function::add, day, by.amount);
  if (sum == unknown_word) return sum;
  const std::int64_t result = model::int_of(sum);
  const auto first = *model::day_of({1, 1, 1});
  const auto last = *model::day_of({9999, 12, 31});
  return result < first || result > last ? unknown_word : sum;
}

Word date_part(Function function, Word a) {
  const model::CalendarDate date = model::calendar_date(to_day(a));
  if (function == Function::year) return model::word_of_int(date.year);
  return model::word_of_int(function == Function::month ? date.month : date.day);
}

Word make_date(std::span<const Word> args) {
  int parts[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const std::int64_t part = model::int_of(args[i]);
    if (part < 1 || part > 9999) return unknown_word;
    parts[i] = static_cast<int>(part);
  }
  return of_day(model::day_of({parts[0], parts[1], parts[2]}));
}

Word extreme(Function function, Type type, std::span<const Word> args,
             const base::Symbols& symbols) {
  Word best = args.front();
  for (const Word word : args.subspan(1)) {
    if (mixes_time(type, word, best)) return unknown_word;
    const int order = model::compare(word, best, type.base, symbols);
    if (function == Function::minimum ? order < 0 : order > 0) best = word;
  }
  return best;
}

Word to_duration(Word amount, bool in_days) {
  const std::int64_t value = model::int_of(amount);
  if (std::abs(value) > model::longest_duration) return unknown_word;
  return model::word_of_duration({value, in_days});
}

}  // namespace

Word apply(Function function, Type type, std::span<const Word> args, const model::Schema& schema,
           base::Symbols& symbols) {
  if (function == Function::logical_and || function == Function::logical_or) {
    Word result = args.front();
    for (const Word word : args.subspan(1)) result = connect(function, result, word);
    return result;
  }
  if (std::ranges::find(args, unknown_word) != args.end()) return unknown_word;
  switch (function) {
    case Function::equal:
    case Function::not_equal:
    case Function::less:
    case Function::less_equal:
    case Function::greater:
    case Function::greater_equal:
      return compare_words(function, type, args[0], args[1], symbols);
    case Function::logical_not:
      return 1 - args[0];
    case Function::add:
    case Function::subtract:
    case Function::multiply:
    case Function::divide:
      return arithmetic(function, type, args[0], args[1]);
    case Function::negate:
      return negated(type, args[0]);
    case Function::convert:
      return converted(model::number_of(args[0]), model::number_of(args[1]),
                       model::number_of(args[2]));
    case Function::convert_int:
      return int_arithmetic(Function::multiply, model::int_of(args[0]), model::int_of(args[1]));
    case Function::minimum:
    case Function::maximum:
      return extreme(function, type, args, symbols);
    case Function::clamp: {
      const Word low = extreme(Function::maximum, type, args.first(2), symbols);
      const Word both[] = {low, args[2]};
      return extreme(Function::minimum, type, both, symbols);
    }
    case Function::absolute:
    case Function::round:
    case Function::floor:
    case Function::ceil:
    case Function::sqrt:
      return rounded(function, type, args[0]);
    case Function::to_int:
      return to_int(type, args[0]);
    case Function::to_number:
      return type.base == Base::integer ? of_number(static_cast<double>(model::int_of(args[0])))
                                        : args[0];
    case Function::equal_number:
      return equal_number(model::int_of(args[0]));
    case Function::exact_order:
      return model::word_of_int(
          type.base == Base::integer
              ? exact_order(model::int_of(args[0]), model::number_of(args[1]))
              : -exact_order(model::int_of(args[1]), model::number_of(args[0])));
    case Function::add_months:
      return moved(to_day(args[0]), {model::int_of(args[1]), false});
    case Function::add_days:
      return moved(to_day(args[0]), {model::int_of(args[1]), true});
    case Function::add_duration:
      return moved(to_day(args[0]), model::duration_of(args[1]));
    case Function::days_between:
      return model::word_of_int(std::int64_t{to_day(args[0])} - to_day(args[1]));
    case Function::months_between:
      return model::word_of_int(model::months_between(to_day(args[0]), to_day(args[1])));
    case Function::years_between:
      return model::word_of_int(model::months_between(to_day(args[0]), to_day(args[1])) / 12);
    case Function::year:
    case Function::month:
    case Function::day:
      return date_part(function, args[0]);
    case Function::make_date:
      return make_date(args);
    case Function::to_duration_months:
      return to_duration(args[0], false);
    case Function::to_duration_days:
      return to_duration(args[0], true);
    case Function::to_text:
      return symbols.intern(model::show(args[0], type, schema, symbols));
    default:
      return apply_text(function, args, symbols);
  }
}

namespace {

/// Neither unknown nor outside the range that the parameter declares.
bool is_value(const model::Field& parameter, Word word, const base::Symbols& symbols) {
  const Base base = parameter.type.base;
  return word != unknown_word &&
         (!parameter.low || model::compare(word, *parameter.low, base, symbols) >= 0) &&
         (!parameter.high || model::compare(word, *parameter.high, base, symbols) <= 0);
}

bool fits(const check::Table::Cell& cell, Word word, Type type, const base::Symbols& symbols) {
  for (const std::optional<Word>& bound : {cell.low, cell.high}) {
    if (bound && mixes_time(type, word, *bound)) return false;
  }
  const Base base = type.base;
  bool inside = true;
  if (cell.low) {
    const int order = model::compare(word, *cell.low, base, symbols);
    inside = cell.low_open ? order > 0 : order >= 0;
  }
  if (inside && cell.high) {
    const int order = model::compare(word, *cell.high, base, symbols);
    inside = cell.high_open ? order < 0 : order <= 0;
  }
  return inside != cell.negated;
}

/// As if computed exactly and rounded once, so that the order of rows does not show.
Word sum(Type type, const std::vector<Word>& words) {
  if (type.base == Base::integer) {
    WideInt total = 0;
    for (const Word word : words) total += model::int_of(word);
    return word_of_sum(total);
  }
  ExactSum total;
  for (const Word word : words) total.add(model::number_of(word));
  const std::optional<double> rounded = total.total();
  return rounded ? model::word_of_number(*rounded) : unknown_word;
}

Word collected(const check::Table& table, const std::vector<std::size_t>& rows,
               const base::Symbols& symbols) {
  using Policy = check::Table::Policy;
  if (table.policy == Policy::count) return model::word_of_int(std::ssize(rows));
  if (rows.empty()) return unknown_word;
  std::vector<Word> results;
  for (const std::size_t row : rows) results.push_back(table.rows[row].result);
  if (table.policy == Policy::sum) return sum(table.result, results);
  return extreme(table.policy == Policy::min ? Function::minimum : Function::maximum, table.result,
                 results, symbols);
}

bool fits(const check::Table& table, std::size_t row, std::span<const Word> args,
          const base::Symbols& symbols) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!fits(table.rows[row].cells[i], args[i], table.parameters[i].type, symbols)) return false;
  }
  return true;
}

bool is_input(const check::Table& table, std::span<const Word> args, const base::Symbols& symbols) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!is_value(table.parameters[i], args[i], symbols)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::size_t> rows_hit(const check::Table& table, std::span<const Word> args,
                                  const base::Symbols& symbols) {
  std::vector<std::size_t> rows;
  if (!is_input(table, args, symbols)) return rows;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    if (!fits(table, row, args, symbols)) continue;
    rows.push_back(row);
    if (!table.collects()) break;
  }
  return rows;
}

Word look_up(const check::Table& table, std::span<const Word> args, const base::Symbols& symbols) {
  if (!is_input(table, args, symbols)) return unknown_word;
  const std::vector<std::size_t> rows = rows_hit(table, args, symbols);
  if (table.collects()) return collected(table, rows, symbols);
  return rows.empty() ? unknown_word : table.rows[rows.front()].result;
}

}  // namespace casus::infer
