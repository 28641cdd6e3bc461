// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/branch.hpp"

namespace casus::report {
namespace {

double size_of(const Branch& branch) { return std::abs(branch.amount.value_or(0)); }

std::size_t own_lines(const Branch& branch) { return 1 + branch.notes.size(); }

/// Places of `branches`, largest first; equals keep their order.
std::vector<std::size_t> by_size(const std::vector<Branch>& branches) {
  std::vector<std::size_t> order(branches.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater<>{},
                           [&](std::size_t i) { return size_of(branches[i]); });
  return order;
}

/// Leaves the branches that are `kept`, in their order; the others become one line with their sum.
void keep(std::vector<Branch>& branches, const std::vector<bool>& kept) {
  Branch rest;
  std::size_t count = 0;
  std::vector<Branch> result;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (kept[i]) {
      result.push_back(std::move(branches[i]));
      continue;
    }
    ++count;
    if (branches[i].amount) rest.amount = rest.amount.value_or(0) + *branches[i].amount;
  }
  rest.text = fmt::format("{} {}", count, rest.amount ? "smaller" : "more");
  if (count > 0) result.push_back(std::move(rest));
  branches = std::move(result);
}

/// Keeps the largest branches within `room` lines.
void keep_largest(std::vector<Branch>& branches, std::size_t room) {
  std::size_t needed = 0;
  for (const Branch& branch : branches) needed += own_lines(branch);
  if (needed <= room) return;
  std::vector<bool> kept(branches.size(), false);
  std::size_t left = room > 0 ? room - 1 : 0;
  // The starting point explains the sum: it stays.
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (branches[i].is_start && left > 0) {
      kept[i] = true;
      --left;
    }
  }
  for (const std::size_t i : by_size(branches)) {
    if (kept[i]) continue;
    if (own_lines(branches[i]) > left) break;
    kept[i] = true;
    left -= own_lines(branches[i]);
  }
  keep(branches, kept);
}

void close(Branch& branch) {
  branch.children.clear();
  if (!branch.folded_text.empty()) branch.text = branch.folded_text;
}

/// A branch below the root, of which as much is shown as there is room for.
struct Opened {
  Branch* branch = nullptr;
  std::vector<std::size_t> order = by_size(branch->children);
  std::size_t shown = 0;  ///< how many of `order`

  [[nodiscard]] bool has_more() const { return shown < order.size(); }
  [[nodiscard]] const Branch& next() const { return branch->children[order[shown]]; }
  /// Lines that the next child takes: its own, and one for what then stays out.
  [[nodiscard]] std::size_t cost() const {
    const std::size_t first = shown == 0 ? 1 : 0;
    const std::size_t last = shown + 1 == order.size() ? 1 : 0;
    return own_lines(next()) + first - last;
  }
};

}  // namespace

void fold(Branch& root, std::size_t lines) {
  if (root.lines() <= own_lines(root) + lines) return;
  keep_largest(root.children, lines);
  std::size_t used = 0;
  std::vector<Opened> growing;
  for (Branch& branch : root.children) {
    used += own_lines(branch);
    for (Branch& child : branch.children) close(child);
    if (!branch.children.empty()) growing.push_back({&branch});
  }
  std::vector<Opened> full;
  while (!growing.empty()) {
    const auto largest = std::ranges::max_element(
        growing, {}, [](const Opened& one) { return size_of(one.next()); });
    const bool fits = used + largest->cost() <= lines;
    if (fits) {
      used += largest->cost();
      ++largest->shown;
    }
    if (fits && largest->has_more()) continue;
    full.push_back(std::move(*largest));
    growing.erase(largest);
  }
  for (const Opened& one : full) {
    if (one.shown == 0) {
      close(*one.branch);
      continue;
    }
    std::vector<bool> kept(one.order.size(), false);
    for (std::size_t i = 0; i < one.shown; ++i) kept[one.order[i]] = true;
    keep(one.branch->children, kept);
  }
}

}  // namespace casus::report
