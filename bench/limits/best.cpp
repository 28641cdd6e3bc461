// SPDX-License-Identifier: Apache-2.0
//
// limit_best FOLDER OUT: the certainty of the best path from each node of `source.facts` to each
// that can be reached along `link.facts`. A path is as certain as the product of its links.
// Dijkstra's algorithm, which may settle the most certain node first since no product is above its
// factors.
#include <queue>
#include <utility>

#include "graph.hpp"

namespace {

/// The certainty with which each node is reached from `source`: 0 where it is not.
std::vector<double> best_paths(const limits::Graph& graph, limits::Node nodes,
                               limits::Node source) {
  std::vector<double> best(nodes, 0.0);
  std::priority_queue<std::pair<double, limits::Node>> open;
  const auto step = [&](limits::Node from, double certainty) {
    const auto weights = graph.weights(from);
    const auto targets = graph.from(from);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      const double along = certainty * weights[i];
      if (along <= best[targets[i]]) continue;
      best[targets[i]] = along;
      open.emplace(along, targets[i]);
    }
  };
  step(source, 1.0);
  while (!open.empty()) {
    const auto [certainty, node] = open.top();
    open.pop();
    if (certainty == best[node]) step(node, certainty);
  }
  return best;
}

/// Adds the value and what follows it to `text`.
template <typename Value>
void append(std::string& text, Value value, char then) {
  char digits[32];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  text.push_back(then);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string folder = argv[1];
  const limits::Edges links = limits::read_edges(folder + "/link.facts", true);
  const limits::Graph graph(links.nodes, links.from, links.to, links.weight);
  const std::string sources = limits::read_file(folder + "/source.facts");

  std::string text;
  const char* const end = sources.data() + sources.size();
  for (const char* at = sources.data(); at < end;) {
    limits::Node source = 0;
    at = std::from_chars(at, end, source).ptr + 1;
    const std::vector<double> best = best_paths(graph, links.nodes, source);
    for (limits::Node node = 0; node < links.nodes; ++node) {
      if (best[node] == 0) continue;
      append(text, source, '\t');
      append(text, node, '\t');
      append(text, best[node], '\n');
    }
  }
  std::ofstream(argv[2], std::ios::binary) << text;
}
