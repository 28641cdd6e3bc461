// SPDX-License-Identifier: Apache-2.0
//
// What the hand-written programs about graphs share: reading tables of numbers, and a graph laid
// out for walking along its edges.
#pragma once

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace limits {

using Node = std::uint32_t;

/// The whole file. Ends the program where it cannot be read.
inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(2);
  }
  std::string text(static_cast<std::size_t>(file.tellg()), '\0');
  file.seekg(0).read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

/// Lines of two numbers and perhaps a weight, as columns.
struct Edges {
  std::vector<Node> from;
  std::vector<Node> to;
  std::vector<double> weight;  ///< as many, or none
  Node nodes = 0;              ///< one more than the largest number
};

inline Edges read_edges(const std::string& path, bool weighted = false) {
  const std::string text = read_file(path);
  Edges edges;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto node = [&] {
    Node value = 0;
    at = std::from_chars(at, end, value).ptr + 1;  // past the tab or the line feed
    if (value >= edges.nodes) edges.nodes = value + 1;
    return value;
  };
  while (at < end) {
    edges.from.push_back(node());
    edges.to.push_back(node());
    if (weighted) at = std::from_chars(at, end, edges.weight.emplace_back()).ptr + 1;
  }
  return edges;
}

/// The edges by where they come from: those of a node lie beside each other.
class Graph {
 public:
  Graph(Node nodes, const std::vector<Node>& from, const std::vector<Node>& to,
        const std::vector<double>& weight = {})
      : first_(nodes + 1), to_(to.size()), weight_(weight.size()) {
    for (const Node node : from) ++first_[node + 1];
    for (Node node = 0; node < nodes; ++node) first_[node + 1] += first_[node];
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::uint32_t place = next[from[i]]++;
      to_[place] = to[i];
      if (!weight.empty()) weight_[place] = weight[i];
    }
  }

  [[nodiscard]] std::span<const Node> from(Node node) const {
    return {to_.data() + first_[node], to_.data() + first_[node + 1]};
  }
  /// The weights of `from(node)`, in the same order.
  [[nodiscard]] std::span<const double> weights(Node node) const {
    return {weight_.data() + first_[node], weight_.data() + first_[node + 1]};
  }

 private:
  std::vector<std::uint32_t> first_;  ///< of each node, and the end
  std::vector<Node> to_;
  std::vector<double> weight_;
};

}  // namespace limits
