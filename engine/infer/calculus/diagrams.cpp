// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/diagrams.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace casus::infer {
namespace {

constexpr std::uint32_t leaf = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t cache_size = std::size_t{1} << 16;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  std::uint64_t hash = a * 0x9E3779B97F4A7C15ULL;
  hash = (hash ^ (hash >> 32) ^ b) * 0xD6E8FEB86659FD93ULL;
  hash = (hash ^ (hash >> 32) ^ c) * 0xD6E8FEB86659FD93ULL;
  return hash ^ (hash >> 32);
}

}  // namespace

Diagrams::Diagrams(std::uint64_t max_nodes)
    : max_nodes_(max_nodes), crowd_(max_nodes / 4), cache_(cache_size) {
  nodes_.push_back({leaf, no, no, no});
  nodes_.push_back({leaf, yes, yes, no});
  known_chances_.push_back(0);
  known_chances_.push_back(1);
  rebuild_table(std::size_t{1} << 12);
}

void Diagrams::rebuild_table(std::size_t chains) {
  chains_.assign(chains, no);
  std::vector<bool> unused(nodes_.size());
  for (const NodeId id : free_) unused[id] = true;
  Node* const nodes = nodes_.edit();
  for (NodeId id = 2; id < nodes_.size(); ++id) {
    if (unused[id]) continue;
    Node& one = nodes[id];
    NodeId& head = chains_[mixed(one.event, one.low, one.high) & (chains - 1)];
    one.next = std::exchange(head, id);
  }
}

Diagrams::NodeId Diagrams::node(std::uint32_t event, NodeId low, NodeId high) {
  if (low == high) return low;
  const std::size_t chain = mixed(event, low, high) & (chains_.size() - 1);
  for (NodeId id = chains_[chain]; id != no; id = nodes_[id].next) {
    const Node& one = nodes_[id];
    if (one.event == event && one.low == low && one.high == high) return id;
  }
  NodeId id = static_cast<NodeId>(nodes_.size());
  if (free_.empty()) {
    (void)nodes_.extend(1);
    (void)known_chances_.extend(1);
  } else {
    id = free_.back();
    free_.pop_back();
  }
  nodes_.edit()[id] = {event, low, high, std::exchange(chains_[chain], id)};
  known_chances_.edit()[id] = -1;
  if (size() > max_nodes_) exhausted_ = true;
  if (size() > chains_.size()) rebuild_table(chains_.size() * 2);
  return id;
}

Diagrams::Cached& Diagrams::slot(Operation operation, NodeId a, NodeId b) {
  return cache_[mixed(static_cast<std::uint64_t>(operation), a, b) & (cache_size - 1)];
}

/// Results that need no look below the nodes.
bool Diagrams::known(Operation operation, NodeId a, NodeId b, NodeId& result) {
  switch (operation) {
    case Operation::both:
      if (a == b || b == yes || a == no) return result = a, true;
      if (a == yes || b == no) return result = b, true;
      return false;
    case Operation::either:
      if (a == b || b == no || a == yes) return result = a, true;
      if (a == no || b == yes) return result = b, true;
      return false;
    case Operation::outside:
      if (a <= yes) return result = yes - a, true;
      return false;
  }
  return false;
}

/// Depth is the number of events, which may be large: a stack of frames instead of calls.
Diagrams::NodeId Diagrams::run(Operation operation, NodeId a, NodeId b) {
  const std::size_t floor = frames_.size();
  NodeId result = no;
  const auto enter = [&](NodeId left, NodeId right) {
    if (operation != Operation::outside && left > right) std::swap(left, right);
    if (known(operation, left, right, result)) return true;
    const Cached& cached = slot(operation, left, right);
    if (cached.a == left && cached.b == right && cached.operation == operation) {
      result = cached.result;
      return true;
    }
    const std::uint32_t event = std::min(nodes_[left].event, nodes_[right].event);
    frames_.push_back({left, right, event, no, 0});
    return false;
  };
  if (enter(a, b)) return result;
  while (frames_.size() > floor && !exhausted_) {
    if (++steps_ > max_nodes_ * steps_a_node || !meter_.tick()) exhausted_ = true;
    Frame& top = frames_.back();
    const auto below = [&](NodeId id, bool high) {
      if (nodes_[id].event != top.event) return id;
      return high ? nodes_[id].high : nodes_[id].low;
    };
    if (top.stage == 0) {
      top.stage = 1;
      if (!enter(below(top.a, false), below(top.b, false))) continue;
    }
    Frame& at = frames_.back();
    if (at.stage == 1) {
      at.stage = 2;
      at.low = result;
      const auto high = [&](NodeId id) {
        return nodes_[id].event == at.event ? nodes_[id].high : id;
      };
      if (!enter(high(at.a), high(at.b))) continue;
    }
    const Frame done = frames_.back();
    frames_.pop_back();
    result = node(done.event, done.low, result);
    slot(operation, done.a, done.b) = {operation, done.a, done.b, result};
  }
  frames_.resize(floor);
  return exhausted_ ? no : result;
}

Grade Diagrams::where(const Event& event, double chance) {
  const auto [it, added] =
      events_.try_emplace(fingerprint(event, chance), static_cast<std::uint32_t>(chances_.size()));
  if (added) {
    chances_.push_back(chance);
    prints_.push_back(it->first);
  }
  return static_cast<Grade>(node(it->second, no, yes));
}

Grade Diagrams::both(Grade a, Grade b) {
  return static_cast<Grade>(run(Operation::both, static_cast<NodeId>(a), static_cast<NodeId>(b)));
}

Grade Diagrams::either(Grade a, Grade b) {
  return static_cast<Grade>(run(Operation::either, static_cast<NodeId>(a), static_cast<NodeId>(b)));
}

Grade Diagrams::outside(Grade a) {
  return static_cast<Grade>(run(Operation::outside, static_cast<NodeId>(a), no));
}

double Diagrams::chance(Grade set) {
  std::vector<NodeId> open{static_cast<NodeId>(set)};
  while (!open.empty()) {
    const NodeId id = open.back();
    if (known_chances_[id] >= 0) {
      open.pop_back();
      continue;
    }
    if (!meter_.tick()) {
      exhausted_ = true;
      return 0;
    }
    const Node& one = nodes_[id];
    const double low = known_chances_[one.low];
    const double high = known_chances_[one.high];
    if (low < 0) open.push_back(one.low);
    if (high < 0) open.push_back(one.high);
    if (low < 0 || high < 0) continue;
    const double chance = chances_[one.event];
    known_chances_.edit()[id] = (1 - chance) * low + chance * high;
    open.pop_back();
  }
  return known_chances_[static_cast<NodeId>(set)];
}

void Diagrams::keep(const std::function<void(const std::function<void(Grade)>&)>& in_use) {
  std::vector<bool> marked(nodes_.size());
  marked[no] = marked[yes] = true;
  std::vector<NodeId> open;
  in_use([&](Grade grade) { open.push_back(static_cast<NodeId>(grade)); });
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (marked[id]) continue;
    marked[id] = true;
    open.push_back(nodes_[id].low);
    open.push_back(nodes_[id].high);
  }
  free_.clear();
  for (NodeId id = static_cast<NodeId>(nodes_.size()); id-- > 2;) {
    if (!marked[id]) free_.push_back(id);
  }
  std::ranges::fill(cache_, Cached());
  rebuild_table(chains_.size());
  crowd_ = std::max<std::uint64_t>(max_nodes_ / 4, 2 * size());
}

void Diagrams::hold() { held_ = Held{nodes_.size(), free_, chances_.size()}; }

void Diagrams::restore() {
  exhausted_ = false;
  if (std::exchange(steps_, 0) > 0) std::ranges::fill(cache_, Cached());
  if (!held_) return;
  while (prints_.size() > held_->events) {
    events_.erase(prints_.back());
    prints_.pop_back();
    chances_.pop_back();
  }
  if (nodes_.size() == held_->nodes && free_.size() == held_->free.size()) return;
  nodes_.truncate(held_->nodes);
  known_chances_.truncate(held_->nodes);
  free_ = held_->free;
  rebuild_table(chains_.size());
}

}  // namespace casus::infer
