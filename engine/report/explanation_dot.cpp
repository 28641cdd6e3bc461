// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <map>
#include <set>

#include "report/display.hpp"
#include "report/explanation.hpp"
#include "report/pictured.hpp"
#include "report/proof.hpp"

namespace casus::report {
namespace {

/// Columns of a label.
constexpr std::size_t widest_line = 36;

/// In quotes; lines end on the left.
std::string quoted(const std::vector<std::string>& lines) {
  std::string result = "\"";
  for (const std::string& line : lines) {
    for (const char c : line) {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
    if (lines.size() > 1) result += "\\l";
  }
  return result + '"';
}

std::string_view shape_of(const Branch& branch) {
  switch (look_of(branch)) {
    case Look::answer:
      return "shape=box, style=\"rounded,filled,bold\", fillcolor=\"#eef2f6\"";
    case Look::pillar:
      return "shape=box, style=\"rounded,filled\", fillcolor=\"#eef2f6\"";
    case Look::fact:
      return "shape=note, style=filled, fillcolor=\"#f5f3ea\"";
    case Look::open:
      return "shape=note, style=dashed";
    case Look::loose:
      return "shape=box, style=dashed";
    case Look::said:
      return "shape=box";
    case Look::plain:
      break;
  }
  return "shape=box, style=\"rounded\", color=\"#9aa5b1\"";
}

/// The graph of one case.
class Graph {
 public:
  Graph(const CaseExplanation& one, std::size_t place, const TreeOptions& options)
      : one_(one), prefix_(fmt::format("c{}n", place)), options_(options) {}

  [[nodiscard]] std::string text() {
    const Explanation& explanation = one_.explanation;
    const std::vector<Branch> roots = pictured(one_, options_);
    for (const Branch& root : roots) number(root);
    for (const Branch& root : roots) add(root);
    if (const std::string more = more_answers_text(explanation); !more.empty()) {
      nodes_ += fmt::format("    {}more [label={}, shape=plaintext];\n", prefix_,
                            quoted(wrap(more, widest_line)));
    }
    return nodes_ + edges_;
  }

 private:
  /// Which nodes there are, so that those that name them can be led to them.
  void number(const Branch& branch) {
    if (branch.node != nullptr && !branch.node->same_as) shown_.insert(branch.node->id);
    for (const Branch& child : branch.children) number(child);
  }

  /// The node's name. A fact is one node, and so is what was told before.
  std::string add(const Branch& branch) {
    const Explanation::Node* node = branch.node;
    if (node != nullptr && node->same_as && shown_.contains(*node->same_as)) {
      return prefix_ + std::to_string(*node->same_as);
    }
    std::string name =
        prefix_ + (node != nullptr ? std::to_string(node->id) : fmt::format("f{}", ++folded_));
    if (node != nullptr && node->evidence) {
      const auto [it, first] = facts_.emplace(node->evidence->id, name);
      if (!first) return it->second;
    }
    nodes_ +=
        fmt::format("    {} [label={}, {}];\n", name, quoted(label(branch)), shape_of(branch));
    for (const Branch& child : branch.children) add_edge(child, name);
    return name;
  }

  void add_edge(const Branch& child, const std::string& parent) {
    const std::string name = add(child);
    std::string attributes;
    if (child.amount) attributes = fmt::format("label=\"{}\"", child.amount_text());
    const bool loose = child.node != nullptr && counts_for_nothing(*child.node);
    if (loose) attributes += fmt::format("{}style=dashed", attributes.empty() ? "" : ", ");
    if (!edges_met_.insert({name, parent}).second) return;
    edges_ += fmt::format("    {} -> {}{};\n", name, parent,
                          attributes.empty() ? "" : " [" + attributes + ']');
  }

  [[nodiscard]] static std::vector<std::string> label(const Branch& branch) {
    std::vector<std::string> lines = wrap(branch.text, widest_line);
    const auto append = [&](const std::string& text) {
      if (text.empty()) return;
      for (std::string& line : wrap(text, widest_line)) lines.push_back(std::move(line));
    };
    append(branch.product);
    append(branch.references);
    for (const Remark& note : branch.notes) {
      append(note.text);
      append(note.aside);
    }
    return lines;
  }

  const CaseExplanation& one_;
  std::string prefix_;
  const TreeOptions& options_;
  std::set<std::uint32_t> shown_;
  std::map<std::string, std::string> facts_;  ///< by id: the name of its node
  std::set<std::pair<std::string, std::string>> edges_met_;
  std::size_t folded_ = 0;
  std::string nodes_, edges_;
};

}  // namespace

std::string explanation_dot(const CaseExplanations& cases, const std::string& goal,
                            const TreeOptions& options) {
  std::string out = "digraph why {\n";
  out += fmt::format("  label={};\n  labelloc=t;\n  labeljust=l;\n",
                     quoted({"why " + printable(goal)}));
  // From the left to the right: reasons are sentences.
  out += "  rankdir=RL;\n  fontname=\"Helvetica\";\n";
  out += "  node [fontname=\"Helvetica\", fontsize=11];\n";
  out += "  edge [fontname=\"Helvetica\", fontsize=11];\n";
  bool any = false;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!cases[i].explanation.holds) continue;
    any = true;
    out += fmt::format("  subgraph cluster_{} {{\n    label={};\n", i,
                       quoted({printable(cases[i].case_name)}));
    out += Graph(cases[i], i, options).text() + "  }\n";
  }
  if (!any) out += "  none [label=\"does not hold\", shape=plaintext];\n";
  return out + "}\n";
}

}  // namespace casus::report
