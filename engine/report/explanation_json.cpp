// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/explanation.hpp"
#include "report/json.hpp"

namespace casus::report {
namespace {

using Node = Explanation::Node;

std::string_view name_of(Explanation::Kind kind) {
  using Kind = Explanation::Kind;
  switch (kind) {
    case Kind::rating:
      return "rating";
    case Kind::start:
      return "start";
    case Kind::factor:
      return "factor";
    case Kind::contribution:
      return "contribution";
    case Kind::limit:
      return "limit";
    case Kind::clamp:
      return "clamp";
    case Kind::goal:
      return "goal";
    case Kind::rule:
      return "rule";
    case Kind::way:
      return "way";
    case Kind::fact:
      return "fact";
    case Kind::comparison:
      return "comparison";
    case Kind::assignment:
      return "assignment";
    case Kind::absence:
      return "absence";
    case Kind::presumption:
      return "presumption";
    case Kind::unknown:
      return "unknown";
    case Kind::aggregate:
      return "aggregate";
    case Kind::score:
      return "score";
    case Kind::defeated:
      return "defeated";
    case Kind::defeating:
      return "defeating";
    case Kind::uncounted:
      return "uncounted";
    case Kind::alternative:
      return "alternative";
  }
  return "fact";
}

json::object fact_json(const Evidence& e) {
  return {{"id", e.id},
          {"relation", e.relation},
          {"text", e.text},
          {"kind", e.kind},
          {"holds", e.holds},
          {"certainty", e.certainty},
          {"source", e.source},
          {"reliability", e.reliability},
          {"credibility", e.credibility},
          {"at", e.at},
          {"quote", e.quote},
          {"note", e.note},
          {"origin", e.origin},
          {"observed", to_json(e.observed)}};
}

/// Keys that say nothing about a node are left out: a tree has many nodes.
json::object node_json(const Node& node, const Sources& sources) {
  json::object object;
  object["id"] = node.id;
  object["kind"] = json::value(name_of(node.kind));
  object["text"] = node.text;
  if (!node.rule.empty()) object["rule"] = node.rule;
  if (!node.code.empty()) object["code"] = node.code;
  if (!node.values.empty()) object["values"] = to_json(node.values);
  if (!node.conclusion.empty()) object["conclusion"] = node.conclusion;
  if (!node.concluded.empty()) object["concluded"] = to_json(node.concluded);
  if (node.amount) object["amount"] = *node.amount;
  if (node.weight) object["weight"] = *node.weight;
  if (node.certainty) object["certainty"] = *node.certainty;
  if (node.between) object["between"] = to_json(node.between);
  if (node.evidence) object["fact"] = fact_json(*node.evidence);
  if (!node.facts.empty()) object["facts"] = to_json(node.facts);
  if (!node.bindings.empty()) object["bindings"] = to_json(node.bindings);
  if (node.same_as) object["same_as"] = *node.same_as;
  if (node.cut) object["cut"] = true;
  if (node.against) object["against"] = true;
  if (node.alone) object["alone"] = *node.alone;
  if (node.counted_with) object["counted_with"] = *node.counted_with;
  if (!node.origins.empty()) object["origins"] = to_json(node.origins);
  if (node.further > 0) object["further"] = node.further;
  if (!node.about.empty()) object["about"] = node.about;
  if (!node.claimed.empty()) {
    object["claimed"] = to_json(node.claimed);
  }
  if (node.denies) object["denies"] = true;
  if (node.span.valid()) object["place"] = to_json(node.span, sources);
  if (!node.children.empty()) {
    json::array children;
    for (const Node& child : node.children) children.push_back(node_json(child, sources));
    object["children"] = std::move(children);
  }
  return object;
}

json::object verified_json(const Verification& verified) {
  json::array objections;
  for (const Verification::Objection& one : verified.objections) {
    objections.push_back(
        json::object{{"id", one.node}, {"claimed", one.claimed}, {"found", one.found}});
  }
  return json::object{{"steps", verified.steps},
                      {"facts", verified.facts},
                      {"objections", std::move(objections)},
                      {"left_aside", to_json(verified.left_aside)}};
}

}  // namespace

std::string explanation_json(const CaseExplanations& cases) {
  json::array explanations;
  for (const CaseExplanation& one : cases) {
    json::array trees;
    for (std::size_t i = 0; i < one.explanation.roots.size(); ++i) {
      const Node& root = one.explanation.roots[i];
      json::object tree = node_json(root, one.sources);
      const bool rated =
          root.kind == Explanation::Kind::rating && i < one.explanation.ratings.size();
      if (rated && one.explanation.ratings[i].likelihood) {
        tree["likelihood"] = to_json(one.explanation.ratings[i].likelihood);
      }
      trees.push_back(std::move(tree));
    }
    json::array defeated;
    for (const Node& node : one.explanation.defeated) {
      defeated.push_back(node_json(node, one.sources));
    }
    json::array contradicting;
    for (const Node& node : one.explanation.contradicting) {
      contradicting.push_back(node_json(node, one.sources));
    }
    json::array deeper;
    for (const Node& node : one.explanation.deeper) deeper.push_back(node_json(node, one.sources));
    json::array other_kinds;
    for (const Evidence& fact : one.explanation.other_kinds) {
      other_kinds.push_back(json::object{{"fact", fact.id}, {"kind", fact.kind}});
    }
    explanations.push_back(json::object{{"case", one.case_name},
                                        {"holds", one.explanation.holds},
                                        {"verdict", to_json(one.explanation.verdict)},
                                        {"contradictions", to_json(one.explanation.contradictions)},
                                        {"answers", one.explanation.answers},
                                        {"limit", to_json(one.explanation.limit)},
                                        {"inexact", to_json(one.explanation.inexact)},
                                        {"trees", std::move(trees)},
                                        {"defeated", std::move(defeated)},
                                        {"contradicting", std::move(contradicting)},
                                        {"other_kinds", std::move(other_kinds)}});
    if (!deeper.empty()) explanations.back().as_object()["deeper"] = std::move(deeper);
    if (one.verified != nullptr) {
      explanations.back().as_object()["verified"] = verified_json(*one.verified);
    }
  }
  const bool holds =
      std::ranges::any_of(cases, [](const CaseExplanation& one) { return one.explanation.holds; });
  const json::object document{{"schema", "casus.why/1"},
                              {"goal", cases.empty() ? "" : cases.front().explanation.goal},
                              {"holds", holds},
                              {"explanations", std::move(explanations)}};
  return write_json(document) + '\n';
}

}  // namespace casus::report
