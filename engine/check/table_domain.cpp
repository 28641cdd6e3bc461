// SPDX-License-Identifier: Apache-2.0
#include "check/table_domain.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "base/sort_unique.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

using model::Base;

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
/// Durations in months have keys below 0, those in days from 0 on.
constexpr std::int64_t half_line = std::int64_t{1} << 62;

/// Doubles in their order as whole numbers, without a gap.
std::int64_t key_of_number(double value) {
  const auto bits = static_cast<std::int64_t>(model::word_of_number(value));
  return bits < 0 ? -(bits & most) : bits;
}
double number_of_key(std::int64_t key) {
  return key < 0 ? -std::bit_cast<double>(-key) : std::bit_cast<double>(key);
}

/// The number with the fewest decimals near the middle.
double round_between(double low, double high) {
  const double middle = low / 2 + high / 2;
  double scale = 1;
  for (int decimals = 0; decimals <= 17; ++decimals, scale *= 10) {
    const double value = std::round(middle * scale) / scale;
    if (low <= value && value <= high) return value == 0 ? 0 : value;
  }
  return low;
}

/// A text above `low` and, if given, below `high`. Nothing where there is none: no text stands
/// between one and the same with the least character, a tab, behind it.
std::optional<std::string> text_between(std::string_view low,
                                        const std::optional<std::string_view>& high) {
  std::string text(low);
  for (const std::string_view more : {"a", "A", "0", " ", "\n", "\t"}) {
    std::string longer = text + std::string(more);
    if (!high || longer < *high) return longer;
  }
  return std::nullopt;
}

bool only_equality(const std::vector<const Table::Cell*>& column) {
  return std::ranges::all_of(column, [](const Table::Cell* cell) {
    return cell->low == cell->high && !cell->low_open && !cell->high_open;
  });
}

}  // namespace

Domain::Domain(const model::Field& parameter, const std::vector<const Table::Cell*>& column,
               const model::Schema& schema, const base::Symbols& symbols)
    : base_(parameter.type.base) {
  if (base_ == Base::text) place_texts(column, symbols);
  type_ = limits_ = keys_of_type(parameter.type, schema);
  if (parameter.low) limits_.first = key(*parameter.low);
  if (parameter.high) limits_.last = key(*parameter.high);

  starts_.push_back(limits_.first);
  for (const Table::Cell* cell : column) {
    for (const Keys& keys : keys_of(*cell)) {
      starts_.push_back(keys.first);
      if (keys.last < limits_.last) starts_.push_back(keys.last + 1);
    }
    if (base_ != Base::number) continue;
    if (cell->low && cell->low_open) behind_.push_back(key(*cell->low) + 1);
    if (cell->high && !cell->high_open) behind_.push_back(key(*cell->high) + 1);
  }
  const bool both_lines = base_ == Base::duration && limits_.first < 0 && limits_.last >= 0;
  if (both_lines) starts_.push_back(0);
  sort_unique(starts_);
  sort_unique(behind_);
}

void Domain::place_texts(const std::vector<const Table::Cell*>& column,
                         const base::Symbols& symbols) {
  ordered_ = !only_equality(column);
  std::vector<Word> named;
  for (const Table::Cell* cell : column) {
    for (const std::optional<Word>& word : {cell->low, cell->high}) {
      if (word) named.push_back(*word);
    }
  }
  const auto text = [&](Word word) { return symbols.text(static_cast<base::Symbol>(word)); };
  sort_unique(named, [&](Word a, Word b) { return text(a) < text(b); });

  const auto gap = [&](std::string_view low, std::optional<std::string_view> high) {
    if (text_between(low, high)) texts_.push_back({{}, low, high});
  };
  if (ordered_ && !named.empty() && !text(named.front()).empty()) {
    texts_.push_back({{}, {}, text(named.front())});
  }
  for (std::size_t i = 0; i < named.size(); ++i) {
    places_.emplace(named[i], std::ssize(texts_));
    texts_.push_back({named[i], text(named[i])});
    if (ordered_ && i + 1 < named.size()) gap(text(named[i]), text(named[i + 1]));
  }
  gap(named.empty() ? std::string_view() : text(named.back()), std::nullopt);
}

Domain::Keys Domain::keys_of_type(const model::Type& type, const model::Schema& schema) const {
  constexpr double greatest = std::numeric_limits<double>::max();
  switch (type.base) {
    case Base::text:
      return {0, std::ssize(texts_) - 1};
    case Base::number:
      return {key_of_number(-greatest), key_of_number(greatest)};
    case Base::boolean:
      return {0, 1};
    case Base::date:
      return {*model::day_of({1, 1, 1}), *model::day_of({9999, 12, 31})};
    case Base::enumeration:
      return {0, std::ssize(schema[type.enumeration].members) - 1};
    case Base::integer:
    case Base::duration:
      break;
  }
  return {least + 1, most};  // The least of all stands for "unknown".
}

Domain::Key Domain::key(Word word) const {
  switch (base_) {
    case Base::text:
      return places_.at(word);
    case Base::number:
      return key_of_number(model::number_of(word));
    case Base::duration: {
      const model::Duration duration = model::duration_of(word);
      return duration.amount + (duration.in_days ? half_line : -half_line);
    }
    default:
      return model::int_of(word);
  }
}

Word Domain::value(Key key) const {
  switch (base_) {
    case Base::text:
      return *texts_[static_cast<std::size_t>(key)].word;
    case Base::number:
      return model::word_of_number(number_of_key(key));
    case Base::duration:
      return model::word_of_duration({key < 0 ? key + half_line : key - half_line, key >= 0});
    default:
      return model::word_of_int(key);
  }
}

/// All that can be compared with it.
Domain::Keys Domain::line(Key key) const {
  if (base_ != Base::duration) return type_;
  return key < 0 ? Keys{type_.first, -1} : Keys{0, type_.last};
}

std::vector<Domain::Keys> Domain::keys_of(const Table::Cell& cell) const {
  Keys inside = type_;
  Keys comparable = type_;
  const auto compared_with = [&](Key bound) {
    const Keys part = line(bound);
    comparable = {std::max(comparable.first, part.first), std::min(comparable.last, part.last)};
  };
  if (cell.low) {
    const Key bound = key(*cell.low);
    compared_with(bound);
    if (cell.low_open && bound == type_.last) return {};
    inside.first = bound + (cell.low_open ? 1 : 0);
  }
  if (cell.high) {
    const Key bound = key(*cell.high);
    compared_with(bound);
    inside.last = bound - (cell.high_open ? 1 : 0);
  }
  std::vector<Keys> result;
  const auto add = [&](Key first, Key last) {
    const Keys keys{std::max({first, comparable.first, limits_.first}),
                    std::min({last, comparable.last, limits_.last})};
    if (keys.first <= keys.last) result.push_back(keys);
  };
  if (!cell.negated) {
    add(inside.first, inside.last);
  } else {
    if (inside.first > type_.first) add(type_.first, inside.first - 1);
    if (inside.last < type_.last) add(inside.last + 1, type_.last);
  }
  return result;
}

std::uint32_t Domain::class_of(Key key) const {
  const auto next = std::ranges::upper_bound(starts_, key);
  return static_cast<std::uint32_t>(next - starts_.begin() - 1);
}

Domain::Keys Domain::keys_of(std::uint32_t class_number) const {
  const bool last = class_number + 1 == starts_.size();
  return {starts_[class_number], last ? limits_.last : starts_[class_number + 1] - 1};
}

IntervalSet Domain::all() const { return {0, static_cast<std::uint32_t>(starts_.size()) - 1}; }

IntervalSet Domain::of(const Table::Cell& cell) const {
  std::vector<IntervalSet::Interval> classes;
  for (const Keys& keys : keys_of(cell)) {
    classes.push_back({class_of(keys.first), class_of(keys.last)});
  }
  return IntervalSet(std::move(classes));
}

IntervalSet Domain::within(const Table::Cell& cell) const {
  std::vector<IntervalSet::Interval> classes;
  for (const Keys& keys : keys_of(cell)) {
    std::uint32_t first = class_of(keys.first);
    std::uint32_t end = class_of(keys.last);
    if (keys_of(first).first < keys.first) ++first;
    if (keys_of(end).last == keys.last) ++end;
    if (first < end) classes.push_back({first, end - 1});
  }
  return IntervalSet(std::move(classes));
}

IntervalSet Domain::comparable(std::uint32_t class_number) const {
  const Keys keys = line(keys_of(class_number).first);
  return {class_of(std::max(keys.first, limits_.first)),
          class_of(std::min(keys.last, limits_.last))};
}

/// Whether a key is there only because a bound stands next to it.
bool Domain::only_follows(Key key) const {
  if (base_ == Base::text) return !texts_[static_cast<std::size_t>(key)].word;
  return std::ranges::binary_search(behind_, key);
}

std::optional<Table::Cell> Domain::cell(const IntervalSet& classes) const {
  const IntervalSet rest = without(all(), classes);
  if (rest.empty()) return Table::Cell{};
  if (auto one = interval(classes)) return one;
  // All but one value; of durations, all of one line but one.
  const auto& parts = classes.intervals();
  IntervalSet hole;
  if (parts.size() == 2) hole = {parts.front().last + 1, parts.back().first - 1};
  for (const IntervalSet& left_out : {rest, hole}) {
    auto other = interval(left_out);
    if (!other || !other->low || other->low != other->high) continue;
    other->negated = true;
    if (of(*other) == classes) return other;
  }
  return std::nullopt;
}

std::optional<Table::Cell> Domain::interval(const IntervalSet& classes) const {
  if (classes.intervals().size() != 1) return std::nullopt;
  const Key first = keys_of(classes.intervals().front().first).first;
  const Key last = keys_of(classes.intervals().front().last).last;
  if (!ordered_ && (first != last || only_follows(first))) return std::nullopt;
  Table::Cell result;
  if (first > std::max(limits_.first, line(first).first)) {
    result.low_open = only_follows(first);
    result.low = value(result.low_open ? first - 1 : first);
  }
  if (last < std::min(limits_.last, line(last).last)) {
    // A bound that is a value of its own is excluded from what lies before it.
    const bool continuous = base_ == Base::number || base_ == Base::text;
    result.high_open = continuous && !only_follows(last + 1);
    result.high = value(result.high_open ? last + 1 : last);
  }
  if (first == last && !only_follows(first)) {
    result.low = result.high = value(first);
    result.low_open = result.high_open = false;
  }
  return of(result) == classes ? std::optional(result) : std::nullopt;
}

Word Domain::sample(std::uint32_t class_number, base::Symbols& symbols) const {
  const Keys keys = keys_of(class_number);
  if (base_ == Base::text) return sample_text(keys, symbols);
  const Keys ends = line(keys.first);
  const bool endless_below = keys.first == ends.first;
  const bool endless_above = keys.last == ends.last;
  if (base_ == Base::number) {
    double low = number_of_key(keys.first);
    double high = number_of_key(keys.last);
    if (endless_below && endless_above) return model::word_of_number(0);
    if (endless_above) high = std::min(high, low + std::max(1.0, std::fabs(low)));
    if (endless_below) low = std::max(low, high - std::max(1.0, std::fabs(high)));
    return model::word_of_number(round_between(low, high));
  }
  if (!endless_below) return value(keys.first);
  if (!endless_above) return value(keys.last);
  constexpr Key first_of_2000 = 10'957;
  switch (base_) {
    case Base::date:
      return value(first_of_2000);
    case Base::duration:
      return value(keys.first < 0 ? -half_line : half_line);
    default:
      return value(base_ == Base::integer ? 0 : keys.first);
  }
}

Word Domain::sample_text(Keys keys, base::Symbols& symbols) const {
  for (Key key = keys.first; key <= keys.last; ++key) {
    if (!only_follows(key)) return value(key);
  }
  const Text& gap = texts_[static_cast<std::size_t>(keys.first)];
  std::string text;
  if (ordered_ && !gap.below && !gap.text.empty()) {
    text = *text_between(gap.text, gap.below);
  } else if (gap.below) {
    text = text_between(gap.text, gap.below).value_or("");
  } else {
    for (text = "other"; std::ranges::find(texts_, text, &Text::text) != texts_.end();) text += '!';
  }
  return symbols.intern(text);
}

}  // namespace casus::check
