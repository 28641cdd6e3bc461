// SPDX-License-Identifier: Apache-2.0
#include "infer/row_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <utility>

#include "model/show.hpp"

namespace casus::infer {
namespace {

using model::Base;

struct Keyed {
  std::uint64_t key = 0;
  RowId row = no_row;
};

/// Sorts by the lowest `bits` of the keys, digit by digit; equal ones stay as they stand.
void sort_by_key(std::vector<Keyed>& rows, unsigned bits) {
  constexpr unsigned digit = 11;
  constexpr std::size_t few = std::size_t{1} << digit;
  if (rows.size() < few) {
    std::ranges::stable_sort(rows, {}, &Keyed::key);
    return;
  }
  std::vector<Keyed> sorted(rows.size());
  for (unsigned shift = 0; shift < bits; shift += digit) {
    const auto digit_of = [&](const Keyed& one) { return one.key >> shift & (few - 1); };
    std::array<std::size_t, few> places = {};
    for (const Keyed& one : rows) ++places[digit_of(one)];
    std::size_t next = 0;
    for (std::size_t& place : places) {
      const std::size_t count = std::exchange(place, next);
      next += count;
    }
    for (const Keyed& one : rows) sorted[places[digit_of(one)]++] = one;
    rows.swap(sorted);
  }
}

/// Calls `use` with numbers that sort as the values of a column do, so far as these go.
template <class Use>
void each_prefix(const TypedRows& of, std::uint32_t column, const std::vector<Keyed>& rows,
                 const Use& use) {
  const Column& words = of.rows.column(column);
  const Base base = of.types[column].base;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    use(i, model::order_prefix(words.at(rows[i].row), base, of.symbols));
  }
}

/// Keys for rows by as many columns as 64 bits can tell.
struct Packed {
  unsigned bits = 0;          ///< that the keys take
  std::uint32_t columns = 0;  ///< from the first on, that equal keys agree in
};

Packed pack(const TypedRows& of, std::vector<Keyed>& rows) {
  Packed result;
  for (; result.columns < of.rows.width(); ++result.columns) {
    const Base base = of.types[result.columns].base;
    if (base == Base::duration) break;
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t most = 0;
    each_prefix(of, result.columns, rows, [&](std::size_t, std::uint64_t prefix) {
      least = std::min(least, prefix);
      most = std::max(most, prefix);
    });
    const auto width = static_cast<unsigned>(std::bit_width(most - least));
    if (result.bits + width > 64) break;
    each_prefix(of, result.columns, rows, [&](std::size_t i, std::uint64_t prefix) {
      rows[i].key = (width == 64 ? 0 : rows[i].key << width) | (prefix - least);
    });
    result.bits += width;
    if (base == Base::text) break;  // longer ones may go on differently
  }
  return result;
}

}  // namespace

int TypedRows::compare(RowId row, RowId other, std::uint32_t first) const {
  for (std::uint32_t column = first; column < rows.width(); ++column) {
    const int order =
        model::compare(rows.at(row, column), rows.at(other, column), types[column].base, symbols);
    if (order != 0) return order;
  }
  return 0;
}

void TypedRows::sort(std::vector<RowId>& numbers) const {
  if (numbers.empty()) return;
  std::vector<Keyed> keyed;
  keyed.reserve(numbers.size());
  for (const RowId row : numbers) keyed.push_back({0, row});
  const auto [bits, columns] = pack(*this, keyed);
  sort_by_key(keyed, bits);
  const auto before = [&, from = columns](const Keyed& a, const Keyed& b) {
    return compare(a.row, b.row, from) < 0;
  };
  for (auto first = keyed.begin(); first != keyed.end() && columns < rows.width();) {
    auto last = first + 1;
    while (last != keyed.end() && last->key == first->key) ++last;
    if (last - first > 1) std::stable_sort(first, last, before);
    first = last;
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = keyed[i].row;
}

void TypedRows::keep_first(std::vector<RowId>& numbers, std::size_t most) const {
  if (numbers.size() <= most) return sort(numbers);
  std::ranges::partial_sort(numbers, numbers.begin() + static_cast<std::ptrdiff_t>(most),
                            [&](RowId a, RowId b) { return compare(a, b) < 0; });
  numbers.resize(most);
}

}  // namespace casus::infer
