// SPDX-License-Identifier: Apache-2.0
#include "check/circles.hpp"

#include <algorithm>
#include <unordered_map>

namespace casus::check {
namespace {

constexpr std::uint32_t unseen = 0xFFFFFFFF;

class Tarjan {
 public:
  explicit Tarjan(const Graph& graph)
      : graph_(graph),
        number_(graph.edges.size(), unseen),
        lowest_(graph.edges.size(), 0),
        open_(graph.edges.size(), false) {}

  std::vector<std::vector<std::uint32_t>> run() {
    for (std::uint32_t node = 0; node < graph_.edges.size(); ++node) {
      if (number_[node] == unseen) visit(node);
    }
    return std::move(groups_);
  }

 private:
  struct Frame {
    std::uint32_t node;
    std::size_t next;
  };

  void enter(std::uint32_t node) {
    number_[node] = lowest_[node] = count_++;
    stack_.push_back(node);
    open_[node] = true;
    frames_.push_back({node, 0});
  }

  void leave(std::uint32_t node) {
    frames_.pop_back();
    if (!frames_.empty()) {
      std::uint32_t& above = lowest_[frames_.back().node];
      above = std::min(above, lowest_[node]);
    }
    if (lowest_[node] != number_[node]) return;
    std::vector<std::uint32_t>& group = groups_.emplace_back();
    std::uint32_t member = unseen;
    while (member != node) {
      member = stack_.back();
      stack_.pop_back();
      open_[member] = false;
      group.push_back(member);
    }
    std::ranges::sort(group);
  }

  void visit(std::uint32_t start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const auto& edges = graph_.edges[frame.node];
      if (frame.next == edges.size()) {
        leave(frame.node);
        continue;
      }
      const std::uint32_t target = edges[frame.next++];
      if (number_[target] == unseen) {
        enter(target);
      } else if (open_[target]) {
        lowest_[frame.node] = std::min(lowest_[frame.node], number_[target]);
      }
    }
  }

  const Graph& graph_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> lowest_;
  std::vector<bool> open_;
  std::vector<std::uint32_t> stack_;
  std::vector<Frame> frames_;
  std::vector<std::vector<std::uint32_t>> groups_;
  std::uint32_t count_ = 0;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> components(const Graph& graph) {
  return Tarjan(graph).run();
}

std::vector<std::uint32_t> shortest_way(const Graph& graph, const std::vector<std::uint32_t>& group,
                                        std::uint32_t from, std::uint32_t to) {
  std::unordered_map<std::uint32_t, std::uint32_t> came_from{{from, unseen}};
  std::vector<std::uint32_t> queue{from};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t node = queue[i];
    if (node == to) {
      std::vector<std::uint32_t> way;
      for (std::uint32_t at = to; at != unseen; at = came_from[at]) way.push_back(at);
      std::ranges::reverse(way);
      return way;
    }
    for (const std::uint32_t next : graph.edges[node]) {
      if (!std::ranges::binary_search(group, next)) continue;
      if (came_from.emplace(next, node).second) queue.push_back(next);
    }
  }
  return {};
}

std::vector<std::uint32_t> shortest_circle(const Graph& graph,
                                           const std::vector<std::uint32_t>& group) {
  const std::uint32_t start = group.front();
  std::vector<std::uint32_t> best;
  for (const std::uint32_t next : graph.edges[start]) {
    if (!std::ranges::binary_search(group, next)) continue;
    std::vector<std::uint32_t> way = shortest_way(graph, group, next, start);
    if (way.empty()) continue;
    way.pop_back();
    way.insert(way.begin(), start);
    if (best.empty() || way.size() < best.size()) best = std::move(way);
  }
  return best;
}

}  // namespace casus::check
