// SPDX-License-Identifier: Apache-2.0
//
// limit_closure FOLDER: how many pairs of nodes are joined by a path along `edge.facts`. A search
// in breadth from every node; every pair is kept in memory, as it is by those it is compared with.
#include "graph.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const limits::Edges edges = limits::read_edges(std::string(argv[1]) + "/edge.facts");
  const limits::Graph graph(edges.nodes, edges.from, edges.to);

  std::vector<limits::Node> reached;  // of one node after the other
  reached.reserve(1 << 20);
  std::vector<limits::Node> last(edges.nodes, edges.nodes);  // from where a node was reached last
  for (limits::Node start = 0; start < edges.nodes; ++start) {
    const auto step = [&](limits::Node from) {
      for (const limits::Node to : graph.from(from)) {
        if (last[to] == start) continue;
        last[to] = start;
        reached.push_back(to);
      }
    };
    std::size_t next = reached.size();
    step(start);
    for (; next < reached.size(); ++next) step(reached[next]);
  }
  std::printf("%zu\n", reached.size());
}
