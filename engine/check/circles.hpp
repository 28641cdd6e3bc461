// SPDX-License-Identifier: Apache-2.0
//
// Circles in graphs of dependencies: between modules, units and relations.
#pragma once

#include <cstdint>
#include <vector>

namespace casus::check {

/// `edges[i]`: what node i depends on.
struct Graph {
  std::vector<std::vector<std::uint32_t>> edges;
  explicit Graph(std::size_t nodes) : edges(nodes) {}
};

/// Groups of nodes that all depend on each other, each sorted; a group comes after all it depends
/// on. Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> components(const Graph& graph);

/// A shortest way from `from` to `to` inside one group, both ends included; empty where there is
/// none.
[[nodiscard]] std::vector<std::uint32_t> shortest_way(const Graph& graph,
                                                      const std::vector<std::uint32_t>& group,
                                                      std::uint32_t from, std::uint32_t to);

/// The shortest circle through the first node of a group: n, …, without n again; empty where there
/// is none.
[[nodiscard]] std::vector<std::uint32_t> shortest_circle(const Graph& graph,
                                                         const std::vector<std::uint32_t>& group);

}  // namespace casus::check
