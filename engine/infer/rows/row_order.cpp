// SPDX-License-Identifier: Apache-2.0
#include "infer/rows/row_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <span>
#include <utility>

#include "base/array.hpp"
#include "model/show.hpp"

namespace casus::infer {
namespace {

using model::Base;

struct Keyed {
  std::uint64_t key;
  RowId row;
};

/// Calls `use` with the numbers below `count`. False where a limit was reached.
template <class Use>
bool each_below(std::size_t count, Meter& meter, const Use& use) {
  constexpr std::size_t at_once = 4096;
  for (std::size_t i = 0; i < count;) {
    const std::size_t end = std::min(count, i + at_once);
    const std::size_t units = end - i;
    for (; i < end; ++i) use(i);
    if (!meter.work(units)) return false;
  }
  return !meter.stopped();
}

/// Row numbers on their way into order. What says whether a limit was reached says false then.
class Sorting {
 public:
  Sorting(const TypedRows& of, Meter& meter) : of_(of), meter_(meter) {}

  [[nodiscard]] bool sort(const std::vector<RowId>& numbers) {
    Keyed* const keyed = rows_.extend(numbers.size());
    return each_below(numbers.size(), meter_,
                      [&](std::size_t i) {
                        keyed[i] = {0, numbers[i]};
                      }) &&
           pack() && sort_by_key() && sort_equal_keys();
  }
  /// Once all is sorted.
  [[nodiscard]] const base::Array<Keyed>& rows() const { return rows_; }

 private:
  /// Calls `use` with numbers that sort as the values of a column do, so far as these go.
  template <class Use>
  bool each_prefix(std::uint32_t column, const Use& use) {
    const Column& words = of_.rows.column(column);
    const Base base = of_.types[column].base;
    return each_below(rows_.size(), meter_, [&](std::size_t i) {
      use(i, model::order_prefix(words.at(rows_[i].row), base, of_.symbols));
    });
  }

  /// Gives rows keys by as many columns as 64 bits can tell.
  bool pack() {
    for (; columns_ < of_.rows.width(); ++columns_) {
      const Base base = of_.types[columns_].base;
      if (base == Base::duration) break;
      std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
      std::uint64_t most = 0;
      const bool seen = each_prefix(columns_, [&](std::size_t, std::uint64_t prefix) {
        least = std::min(least, prefix);
        most = std::max(most, prefix);
      });
      if (!seen) return false;
      const auto width = static_cast<unsigned>(std::bit_width(most - least));
      if (bits_ + width > 64) break;
      Keyed* const keyed = rows_.edit();
      const bool packed = each_prefix(columns_, [&](std::size_t i, std::uint64_t prefix) {
        keyed[i].key = (width == 64 ? 0 : keyed[i].key << width) | (prefix - least);
      });
      if (!packed) return false;
      bits_ += width;
      if (base == Base::text) break;  // longer ones may go on differently
    }
    return true;
  }

  /// Sorts by the bits of the keys, digit by digit; equal ones stay as they stand.
  bool sort_by_key() {
    constexpr unsigned digit = 11;
    constexpr std::size_t few = std::size_t{1} << digit;
    const std::size_t size = rows_.size();
    if (size < few) {
      std::ranges::stable_sort(std::span(rows_.edit(), size), {}, &Keyed::key);
      return true;
    }
    base::Array<Keyed> other;
    Keyed* to = other.extend(size);
    for (unsigned shift = 0; shift < bits_; shift += digit) {
      const auto digit_of = [&](const Keyed& one) { return one.key >> shift & (few - 1); };
      std::array<std::size_t, few> places = {};
      const Keyed* const from = rows_.data();
      if (!each_below(size, meter_, [&](std::size_t i) { ++places[digit_of(from[i])]; }))
        return false;
      std::size_t next = 0;
      for (std::size_t& place : places) next += std::exchange(place, next);
      const auto move = [&](std::size_t i) { to[places[digit_of(from[i])]++] = from[i]; };
      if (!each_below(size, meter_, move)) return false;
      rows_.swap(other);
      to = other.edit();
    }
    return true;
  }

  /// Sorts the rows of equal keys by the columns that these do not tell.
  bool sort_equal_keys() {
    if (columns_ == of_.rows.width()) return true;
    const std::span<Keyed> rows(rows_.edit(), rows_.size());
    for (std::size_t first = 0; first < rows.size();) {
      std::size_t last = first + 1;
      while (last < rows.size() && rows[last].key == rows[first].key) ++last;
      if (!sort_by_columns(rows.subspan(first, last - first))) return false;
      first = last;
    }
    return true;
  }

  /// The same as a stable sort, which would not look at limits on its way.
  bool sort_by_columns(std::span<Keyed> rows) {
    constexpr std::size_t at_once = 1024;
    const auto before = [&](const Keyed& a, const Keyed& b) {
      return of_.compare(a.row, b.row, columns_) < 0;
    };
    for (std::size_t first = 0; first < rows.size(); first += at_once) {
      const std::span<Keyed> some = rows.subspan(first, std::min(at_once, rows.size() - first));
      std::ranges::stable_sort(some, before);
      if (!meter_.work(some.size())) return false;
    }
    for (std::size_t sorted = at_once; sorted < rows.size(); sorted *= 2) {
      for (std::size_t first = 0; first + sorted < rows.size(); first += 2 * sorted) {
        const std::span<Keyed> both =
            rows.subspan(first, std::min(2 * sorted, rows.size() - first));
        std::ranges::inplace_merge(both, both.begin() + static_cast<std::ptrdiff_t>(sorted),
                                   before);
        if (!meter_.work(both.size())) return false;
      }
    }
    return true;
  }

  const TypedRows& of_;
  Meter& meter_;
  base::Array<Keyed> rows_;
  unsigned bits_ = 0;          ///< that the keys take
  std::uint32_t columns_ = 0;  ///< from the first on, that equal keys agree in
};

}  // namespace

int TypedRows::compare(RowId row, RowId other, std::uint32_t first) const {
  for (std::uint32_t column = first; column < rows.width(); ++column) {
    const Word word = rows.at(row, column);
    const Word other_word = rows.at(other, column);
    if (word == other_word) continue;
    const int order = model::compare(word, other_word, types[column].base, symbols);
    if (order != 0) return order;
  }
  return 0;
}

bool TypedRows::sort(std::vector<RowId>& numbers, Meter& meter) const {
  Sorting sorting(*this, meter);
  if (!sorting.sort(numbers)) return false;
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = sorting.rows()[i].row;
  return true;
}

}  // namespace casus::infer
