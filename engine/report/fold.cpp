// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/branch.hpp"

namespace casus::report {
namespace {

double size_of(const Branch& branch) { return std::abs(branch.amount.value_or(0)); }

/// What decides which branches are opened first: the largest amount inside.
double weight_of(const Branch& branch) {
  double largest = branch.children.empty() ? size_of(branch) : 0;
  for (const Branch& child : branch.children) largest = std::max(largest, weight_of(child));
  return largest;
}

std::size_t own_lines(const Branch& branch) { return 1 + branch.notes.size(); }

/// Places of `branches`, largest first; equals keep their order.
template <class Measure>
std::vector<std::size_t> by_size(const std::vector<Branch>& branches, const Measure& measure) {
  std::vector<std::size_t> order(branches.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::greater<>{},
                           [&](std::size_t i) { return measure(branches[i]); });
  return order;
}

/// Keeps the largest branches within `room` lines, in their order; the others become one line.
void keep_largest(std::vector<Branch>& branches, std::size_t room) {
  std::size_t needed = 0;
  for (const Branch& branch : branches) needed += own_lines(branch);
  if (needed <= room) return;
  std::vector<bool> kept(branches.size(), false);
  std::size_t left = room > 0 ? room - 1 : 0;
  // The starting point and what has no amount among amounts explain the sum: they stay.
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (branches[i].is_start && left > 0) {
      kept[i] = true;
      --left;
    }
  }
  for (const std::size_t i : by_size(branches, size_of)) {
    if (kept[i]) continue;
    if (own_lines(branches[i]) > left) break;
    kept[i] = true;
    left -= own_lines(branches[i]);
  }
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
  result.push_back(std::move(rest));
  branches = std::move(result);
}

void close(Branch& branch) {
  branch.children.clear();
  if (!branch.folded_text.empty()) branch.text = branch.folded_text;
}

}  // namespace

void fold(Branch& root, std::size_t lines) {
  keep_largest(root.children, lines);
  std::size_t used = 0;
  for (const Branch& child : root.children) used += own_lines(child);
  for (const std::size_t i : by_size(root.children, weight_of)) {
    Branch& branch = root.children[i];
    if (branch.children.empty()) continue;
    const std::size_t left = lines > used ? lines - used : 0;
    const std::size_t wanted = branch.lines() - own_lines(branch);
    if (wanted > left) {
      // One line of a branch and "3 smaller" below it say less than its sum alone.
      if (left < 3) {
        close(branch);
        continue;
      }
      for (Branch& child : branch.children) close(child);
      keep_largest(branch.children, left);
    }
    used += branch.lines() - own_lines(branch);
  }
}

}  // namespace casus::report
