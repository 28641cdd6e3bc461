// SPDX-License-Identifier: Apache-2.0
#include "report/proof.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/numbers.hpp"

namespace casus::report {

using Node = Explanation::Node;

Proof::Proof(const Explanation& explanation) {
  for (const Node& root : explanation.roots) remember(root);
}

void Proof::remember(const Node& node) {
  by_id_.emplace(node.id, &node);
  if (node.evidence) passages_.emplace(node.evidence->id, node.evidence->at);
  for (const Node& child : node.children) remember(child);
}

std::string Proof::passage(const std::string& id) const {
  const auto found = passages_.find(id);
  return found == passages_.end() ? std::string() : found->second;
}

std::vector<const Node*> Proof::presumptions(const Node& node) const {
  std::vector<const Node*> found;
  std::set<const Node*> visited;
  collect(node, visited, found);
  return found;
}

void Proof::collect(const Node& node, std::set<const Node*>& visited,
                    std::vector<const Node*>& found) const {
  if (!visited.insert(&node).second) return;
  const bool known = std::ranges::any_of(found, [&](const Node* other) {
    return other->text == node.text && other->certainty == node.certainty;
  });
  if (node.kind == Explanation::Kind::presumption && !known) found.push_back(&node);
  if (node.same_as) {
    const auto told = by_id_.find(*node.same_as);
    if (told != by_id_.end()) collect(*told->second, visited, found);
  }
  for (const Node& child : node.children) {
    // Nothing rests on what is defeated.
    if (child.kind != Explanation::Kind::defeated) collect(child, visited, found);
  }
}

std::string presumption_text(const Node& node) {
  const bool uncertain = node.certainty && *node.certainty != 1;
  return uncertain ? fmt::format("{} ({})", printable(node.text), certainty_text(*node.certainty))
                   : printable(node.text);
}

std::string defeated_text(const Node& node) {
  std::string text = node.amount ? with_sign(*node.amount) + ' ' : std::string();
  text += printable(node.text);
  const bool uncertain = node.certainty && *node.certainty != 1 && !node.amount;
  if (uncertain) text += fmt::format(" ({})", certainty_text(*node.certainty));
  const char* joint = ", defeated ";
  for (const Node& by : node.children) {
    if (by.kind != Explanation::Kind::defeating) continue;
    text += joint + defeating_text(by);
    joint = ", and ";
  }
  return text;
}

std::string defeating_text(const Node& node) {
  return "by " + printable(node.rule) +
         (node.certainty ? ": " + printable(node.text) : ", which cannot be ruled out");
}

std::string kind_text(const Node& node) {
  if (!node.evidence || node.evidence->kind == "fact") return {};
  return ", a " + printable(node.evidence->kind);
}

}  // namespace casus::report
