// SPDX-License-Identifier: Apache-2.0
//
// limit_generations FOLDER: how many pairs of people are of the same generation by `parent.facts`:
// children of one parent, or of two who are. A search over pairs; a bit for each pair says whether
// it was seen, and every pair is kept in memory.
#include <utility>

#include "graph.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const limits::Edges edges = limits::read_edges(std::string(argv[1]) + "/parent.facts");
  const limits::Graph children(edges.nodes, edges.to, edges.from);

  std::vector<std::uint64_t> seen((std::size_t{edges.nodes} * edges.nodes + 63) / 64);
  std::vector<std::pair<limits::Node, limits::Node>> pairs;
  const auto add_children = [&](limits::Node one, limits::Node other) {
    for (const limits::Node x : children.from(one)) {
      for (const limits::Node y : children.from(other)) {
        const std::size_t bit = std::size_t{x} * edges.nodes + y;
        const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
        if ((seen[bit / 64] & mask) != 0) continue;
        seen[bit / 64] |= mask;
        pairs.emplace_back(x, y);
      }
    }
  };
  for (limits::Node parent = 0; parent < edges.nodes; ++parent) add_children(parent, parent);
  for (std::size_t next = 0; next < pairs.size(); ++next) {
    const auto [one, other] = pairs[next];
    add_children(one, other);
  }
  std::printf("%zu\n", pairs.size());
}
