// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that looks at what a step goes back to.
#include <algorithm>
#include <unordered_set>

#include "base/sort_unique.hpp"
#include "verify/proof.hpp"

namespace casus::verify {

using model::StatementId;

/// A proof rests on nothing that rests on it. Where several derivations join, one that does not is
/// enough: the others then add nothing.
void Proof::check_grounds() {
  std::set<const Node*> sound;
  const auto stands = [&](const Node& node, const auto& below) -> bool {
    if (node.same_as) {
      const Node* const it = told(node);
      return it == nullptr ? node.cut : sound.contains(it);
    }
    bool any_way = false;
    bool has_ways = false;
    for (const Node& child : node.children) {
      if (child.kind == Kind::way || child.kind == Kind::uncounted) {
        has_ways = true;
        any_way = any_way || below(child, below);
      } else if (child.against) {
        continue;
      } else if (child.kind == Kind::rule) {
        if (!sound.contains(&child)) return false;
      } else if (child.kind != Kind::defeated && child.kind != Kind::alternative &&
                 !below(child, below)) {
        return false;
      }
    }
    return !has_ways || any_way;
  };
  std::vector<const Node*> rules;
  for (const auto& [id, node] : nodes_) {
    if (node->kind == Kind::rule) rules.push_back(node);
  }
  std::ranges::reverse(rules);
  for (bool changed = true; changed;) {
    changed = false;
    for (const Node* node : rules) {
      if (sound.contains(node) || !stands(*node, stands)) continue;
      sound.insert(node);
      changed = true;
    }
  }
  for (const Node* node : rules) {
    if (!sound.contains(node)) object(*node, "it rests on itself");
  }
}

const Node* Proof::told(const Node& node) const {
  const auto it = nodes_.find(*node.same_as);
  return it == nodes_.end() ? nullptr : it->second;
}

const Proof::Leaves& Proof::leaves(const Node& node) {
  const auto known = leaves_.find(node.id);
  if (known != leaves_.end()) return known->second;
  Leaves found;
  const auto add = [&](const std::vector<StatementId>& ids) {
    found.statements.insert(found.statements.end(), ids.begin(), ids.end());
  };
  std::unordered_set<const Node*> met;
  Nodes open{&node};
  while (!open.empty()) {
    const Node* at = open.back();
    open.pop_back();
    if (at->same_as) {
      const Node* const it = told(*at);
      found.others = found.others || it == nullptr;
      if (it != nullptr) at = it;
    }
    if (!met.insert(at).second) continue;
    if (const auto below = leaves_.find(at->id); below != leaves_.end()) {
      add(below->second.statements);
      found.others = found.others || below->second.others;
      continue;
    }
    found.others = found.others || at->kind == Kind::score;
    if (at->kind == Kind::fact) {
      if (const auto claim = reader_.claim(*at)) {
        add(statements_.of(claim->relation, claim->denies, claim->row));
      }
      continue;
    }
    for (const Node& child : at->children) {
      const bool counts = child.kind != Kind::defeated && child.kind != Kind::uncounted &&
                          child.kind != Kind::alternative;
      if (counts && !child.against) open.push_back(&child);
    }
  }
  sort_unique(found.statements);
  return leaves_[node.id] = std::move(found);
}

Proof::Origins Proof::origins(const Node& node, bool given_only) {
  Origins result;
  for (const StatementId id : leaves(node).statements) {
    const std::string origin = statements_.origin(id);
    if (!origin.empty() && (!given_only || statements_.is_given(origin))) result.insert(origin);
  }
  return result;
}

}  // namespace casus::verify
