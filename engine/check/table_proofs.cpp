// SPDX-License-Identifier: Apache-2.0
#include "check/table_proofs.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace casus::check {
namespace {

using Rows = std::vector<const Box*>;

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

/// The column in which the rows are narrowest, so that the fewest pairs meet in it.
std::size_t narrowest(std::span<const Box> rows) {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t c = 0; c < rows.front().size(); ++c) {
    double total = 0;
    std::uint32_t last = 0;
    for (const Box& row : rows) {
      total += static_cast<double>(row[c].size());
      if (!row[c].empty()) last = std::max(last, row[c].intervals().back().last);
    }
    const double share = total / (double{1} + last);
    if (share < least) {
      least = share;
      best = c;
    }
  }
  return best;
}

__extension__ using Count = unsigned __int128;

/// How many combinations of classes there are; nothing where they are too many to be counted.
std::optional<Count> volume(const Box& box) {
  constexpr Count most = Count{1} << 92;  // one more factor of 32 bits still fits
  Count result = 1;
  for (const IntervalSet& column : box) {
    if (result > most) return std::nullopt;
    result *= column.size();
  }
  return result;
}

Box common(const Box& a, const Box& b) {
  Box result;
  for (std::size_t c = 0; c < a.size(); ++c) result.push_back(check::common(a[c], b[c]));
  return result;
}

/// The first class of the column in which rows that do not meet leave something of the box.
std::optional<std::uint32_t> open_class(const Box& box, std::size_t column, const Rows& rows) {
  std::vector<Count> change(box[column].intervals().back().last + std::size_t{2}, 0);
  for (const Box* row : rows) {
    Box shared = common(*row, box);
    const IntervalSet classes = std::exchange(shared[column], IntervalSet(0, 0));
    const Count taken = *volume(shared);
    for (const auto& [first, last] : classes.intervals()) {
      change[first] += taken;
      change[last + std::size_t{1}] -= taken;
    }
  }
  Box slice = box;
  slice[column] = {0, 0};
  const Count all = *volume(slice);
  Count taken = 0;
  std::uint32_t next = 0;
  for (const auto& [first, last] : box[column].intervals()) {
    for (; next <= last; ++next) {
      taken += change[next];
      if (next >= first && taken != all) return next;
    }
  }
  return std::nullopt;
}

struct Entry {
  IntervalSet::Interval interval;
  std::size_t row = 0;
};

/// The columns in which the row does not take all of the box.
std::vector<std::size_t> limits(const Box& row, const Box& box) {
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < box.size(); ++c) {
    if (!row[c].contains(box[c])) columns.push_back(c);
  }
  return columns;
}

/// Subtracts rows until something is left that none of them touches. A row that limits one column
/// only is taken off at once; then the box is cut along the row with the fewest limits.
std::optional<Box> search(Box box, Rows rows, Work& work) {
  const Box* cut = nullptr;
  std::vector<std::size_t> cut_columns;
  for (bool narrowed = true; narrowed;) {
    if (!work.take(rows.size())) return std::nullopt;
    std::erase_if(rows, [&](const Box* row) { return !meets(*row, box); });
    if (rows.empty()) return box;
    if (!work.take(rows.size() * box.size())) return std::nullopt;
    narrowed = false;
    cut = nullptr;
    std::vector<std::vector<IntervalSet::Interval>> taken(box.size());
    for (const Box* row : rows) {
      std::vector<std::size_t> columns = limits(*row, box);
      if (columns.empty()) return std::nullopt;
      if (columns.size() == 1) {
        const auto& intervals = (*row)[columns.front()].intervals();
        auto& list = taken[columns.front()];
        list.insert(list.end(), intervals.begin(), intervals.end());
        narrowed = true;
      } else if (cut == nullptr || columns.size() < cut_columns.size()) {
        cut = row;
        cut_columns = std::move(columns);
      }
    }
    for (std::size_t c = 0; c < box.size(); ++c) {
      if (taken[c].empty()) continue;
      box[c] = without(box[c], IntervalSet(std::move(taken[c])));
      if (box[c].empty()) return std::nullopt;
    }
  }
  // What is left of the box beside the row, in pieces; the smallest first, where few rows are met.
  for (std::size_t i = cut_columns.size(); i > 0; --i) {
    Box piece = box;
    for (std::size_t j = 0; j + 1 < i; ++j) {
      piece[cut_columns[j]] = common(box[cut_columns[j]], (*cut)[cut_columns[j]]);
    }
    const std::size_t c = cut_columns[i - 1];
    piece[c] = without(box[c], (*cut)[c]);
    if (auto found = search(std::move(piece), rows, work)) return found;
    if (work.used_up()) return std::nullopt;
  }
  return std::nullopt;
}

/// The classes of the only column that no row has taken yet.
class Line {
 public:
  explicit Line(std::span<const Box> rows) {
    std::uint32_t last = 0;
    for (const Box& row : rows) {
      if (!row.front().empty()) last = std::max(last, row.front().intervals().back().last);
    }
    for (std::uint32_t i = 0; i <= last + 1; ++i) next_.push_back(i);
  }

  /// Whether some of it was still free.
  bool take(const IntervalSet& classes) {
    bool free = false;
    for (const auto& [first, last] : classes.intervals()) {
      for (std::uint32_t at = free_from(first); at <= last; at = free_from(at)) {
        next_[at] = at + 1;
        free = true;
      }
    }
    return free;
  }

 private:
  /// The next free class, with the way to it halved for the next who asks.
  std::uint32_t free_from(std::uint32_t at) {
    while (next_[at] != at) at = next_[at] = next_[next_[at]];
    return at;
  }

  std::vector<std::uint32_t> next_;  ///< of a free class itself; one more, always free, ends them
};

}  // namespace

bool meets(const Box& a, const Box& b) {
  for (std::size_t c = 0; c < a.size(); ++c) {
    if (!a[c].meets(b[c])) return false;
  }
  return true;
}

bool contains(const Box& outer, const Box& inner) {
  for (std::size_t c = 0; c < outer.size(); ++c) {
    if (!outer[c].contains(inner[c])) return false;
  }
  return true;
}

bool is_empty(const Box& box) { return std::ranges::any_of(box, &IntervalSet::empty); }

std::vector<Meeting> meetings(std::span<const Box> rows,
                              base::FunctionRef<bool(std::size_t earlier, std::size_t later)> clash,
                              Work& work) {
  if (rows.empty()) return {};
  std::vector<std::size_t> first(rows.size(), nobody);
  const auto compare = [&](std::size_t a, std::size_t b) {
    const auto [earlier, later] = std::minmax(a, b);
    if (earlier == later || earlier >= first[later]) return;
    if (meets(rows[earlier], rows[later]) && clash(earlier, later)) first[later] = earlier;
  };
  // A sweep along one column: only rows that meet in it are compared.
  std::vector<Entry> entries;
  const bool columns = !rows.front().empty();
  const std::size_t column = columns ? narrowest(rows) : 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!columns) entries.push_back({{0, 0}, i});
    if (!columns) continue;
    for (const auto& interval : rows[i][column].intervals()) entries.push_back({interval, i});
  }
  std::ranges::stable_sort(entries, {}, [](const Entry& e) { return e.interval.first; });
  std::vector<const Entry*> active;
  for (const Entry& entry : entries) {
    std::erase_if(active, [&](const Entry* e) { return e->interval.last < entry.interval.first; });
    if (!work.take(active.size() + 1)) break;
    for (const Entry* other : active) compare(other->row, entry.row);
    active.push_back(&entry);
  }
  std::vector<Meeting> result;
  for (std::size_t later = 0; later < rows.size(); ++later) {
    if (first[later] != nobody) result.push_back({first[later], later});
  }
  return result;
}

std::vector<std::size_t> idle_rows(std::span<const Box> rows, Work& work) {
  std::vector<std::size_t> result;
  const bool one_column = !rows.empty() && rows.front().size() == 1;
  Line line(one_column ? rows : rows.first(0));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (is_empty(rows[i])) continue;
    const bool idle =
        one_column ? !line.take(rows[i].front()) : !uncovered(rows[i], rows.first(i), work);
    if (work.used_up()) break;
    if (idle) result.push_back(i);
  }
  return result;
}

std::optional<Box> uncovered(Box space, std::span<const Box> rows, Work& work) {
  if (is_empty(space)) return std::nullopt;
  Rows all;
  for (const Box& row : rows) all.push_back(&row);
  return search(std::move(space), std::move(all), work);
}

std::optional<Box> uncovered_by_disjoint(Box space, std::span<const Box> rows, Work& work) {
  if (!volume(space) || space.empty()) return uncovered(std::move(space), rows, work);
  Rows near;
  for (const Box& row : rows) near.push_back(&row);
  for (std::size_t c = 0; c < space.size(); ++c) {
    std::erase_if(near, [&](const Box* row) { return !meets(*row, space); });
    const auto open = open_class(space, c, near);
    if (!open) return std::nullopt;
    space[c] = {*open, *open};
  }
  return space;
}

IntervalSet room(const Box& box, std::size_t column, const IntervalSet& all,
                 std::span<const Box> rows) {
  std::vector<IntervalSet::Interval> taken;
  for (const Box& row : rows) {
    bool beside = false;  // the row misses the box in another column
    for (std::size_t c = 0; c < box.size() && !beside; ++c) {
      beside = c != column && !row[c].meets(box[c]);
    }
    if (beside) continue;
    taken.insert(taken.end(), row[column].intervals().begin(), row[column].intervals().end());
  }
  return without(all, IntervalSet(std::move(taken)));
}

}  // namespace casus::check
