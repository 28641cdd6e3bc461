// SPDX-License-Identifier: Apache-2.0
#include "report/proof.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {

using Node = Explanation::Node;

namespace {

/// "-9.6 the leader is 80", "North threatens (0.7)": points, else a certainty.
std::string would_have_counted(const Node& node, int decimals) {
  if (node.amount) return with_sign(*node.amount, decimals) + ' ' + printable(node.text);
  const bool uncertain = node.certainty && *node.certainty != 1;
  if (!uncertain) return printable(node.text);
  return fmt::format("{} ({})", printable(node.text), certainty_text(*node.certainty));
}

}  // namespace

Proof::Proof(const Explanation& explanation) {
  for (const Rating& one : explanation.ratings) {
    decimals_ = std::max(decimals_, score_decimals(one));
  }
  for (const Node& root : explanation.roots) remember(root);
  for (const Node& node : explanation.contradicting) remember(node);
  for (const Node& node : explanation.deeper) remember(node);
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

std::vector<const Node*> Proof::below(const Node& node, Explanation::Kind kind) const {
  std::vector<const Node*> found;
  std::set<const Node*> visited;
  // Without recursion: nodes that are told elsewhere may lead to any depth.
  std::vector<const Node*> open{&node};
  while (!open.empty()) {
    const Node& at = *open.back();
    open.pop_back();
    if (!visited.insert(&at).second) continue;
    const auto same = [&](const Node* other) {
      return other->text == at.text && other->certainty == at.certainty;
    };
    if (at.kind == kind && std::ranges::none_of(found, same)) found.push_back(&at);
    for (auto child = at.children.rbegin(); child != at.children.rend(); ++child) {
      if (!counts_for_nothing(*child)) open.push_back(&*child);
    }
    if (!at.same_as) continue;
    const auto told = by_id_.find(*at.same_as);
    if (told != by_id_.end()) open.push_back(told->second);
  }
  return found;
}

std::string Proof::uncounted_text(const Node& node) const {
  std::string text = would_have_counted(node, decimals_) + ", " + same_origin_text(node.origins);
  const auto counting = by_id_.find(node.counted_with.value_or(0));
  if (counting == by_id_.end()) return text;
  const Node& other = *counting->second;
  return text + " as " + printable(other.rule) + ": " + printable(other.text);
}

bool counts_for_nothing(const Node& node) {
  return node.kind == Explanation::Kind::defeated || node.kind == Explanation::Kind::uncounted ||
         node.kind == Explanation::Kind::alternative;
}

std::string further_text(const Node& node) {
  return "and " + counted(node.further, "other derivation");
}

std::string more_answers_text(const Explanation& explanation) {
  if (explanation.answers <= explanation.roots.size()) return {};
  const std::size_t more = explanation.answers - explanation.roots.size();
  return counted(more, "more answer") + ": `casus query` lists them all";
}

std::string likelihood_line(const Explanation& explanation, std::size_t root) {
  const bool rated = explanation.roots[root].kind == Explanation::Kind::rating &&
                     root < explanation.ratings.size();
  const std::string text = rated ? likelihood_text(explanation.ratings[root]) : "";
  return text.empty() ? text : "Likelihood: " + text;
}

std::string presumption_text(const Node& node) {
  const bool uncertain = node.certainty && *node.certainty != 1;
  return uncertain ? fmt::format("{} ({})", printable(node.text), certainty_text(*node.certainty))
                   : printable(node.text);
}

std::string defeated_text(const Node& node, int decimals) {
  std::string text = would_have_counted(node, decimals);
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

bool says_nothing(std::string_view comparison) {
  const std::size_t at = comparison.find(" = ");
  return at != std::string_view::npos && comparison.substr(0, at) == comparison.substr(at + 3);
}

bool says_nothing(const Explanation::Node& node, const Explanation::Node& child) {
  if (child.kind == Explanation::Kind::comparison) return says_nothing(child.text);
  if (child.kind != Explanation::Kind::score || !child.children.empty()) return false;
  const auto same = std::ranges::find_if(node.children, [&](const Explanation::Node& one) {
    return one.kind == child.kind && one.text == child.text;
  });
  return &*same != &child;
}

}  // namespace casus::report
