// SPDX-License-Identifier: Apache-2.0
//
// The part of proof trees that shows what rules would have said, and which rules stand against it.
#include <cmath>

#include "explain/why.hpp"
#include "model/show.hpp"

namespace casus::explain {

using Node = Explanation::Node;
using Kind = Explanation::Kind;

std::vector<Node> TreeBuilder::defeated(model::RelationId relation,
                                        std::span<const model::Word> fields) {
  std::vector<Node> result;
  for (const infer::Defeated& one : defeats_.about(relation, fields)) {
    result.push_back(defeated_node(one));
  }
  return result;
}

/// A rule with the sentence that it makes of these conditions.
Node TreeBuilder::told_rule(Kind kind, const check::Rule& rule,
                            const std::vector<infer::Seen>& seen) {
  Node node;
  node.id = ++next_id_;
  node.kind = kind;
  node.rule = rule.name;
  node.span = rule.name_span;
  const infer::Lineage lineage = lineages_.below(seen);
  node.text = words_.because(rule, lineage.registers());
  node.facts = words_.fact_ids(lineage.statements);
  node.bindings = words_.bindings(rule.terms, lineage.registers());
  return node;
}

Node TreeBuilder::defeated_node(const infer::Defeated& one) {
  infer::Calculus& calculus = *words_.fixpoint.calculus;
  const check::Rule& rule = program()[one.rule];
  const check::Conclusion& said = rule.conclusions[one.conclusion];
  Node node = told_rule(Kind::defeated, rule, one.seen);
  add_conclusion(node, rule, one.conclusion, one.seen);
  node.certainty = calculus.certainty(one.grade);
  const bool derives = said.kind == check::Conclusion::Kind::derive;
  const model::RelationId relation =
      derives ? said.relation : words_.schema()[said.rating].relation;
  node.about = words_.full_name(relation);
  node.denies = said.negative;
  for (std::size_t i = 0; i < said.args.size(); ++i) {
    node.claimed.push_back(words_.value(one.row[i], words_.schema()[relation].fields[i].type));
  }
  if (derives) {
    if (said.negative) node.text = "denied: " + node.text;
  } else if (said.kind == check::Conclusion::Kind::contribute) {
    const auto weight = model::int_of(one.row.back()) * (said.supports ? 1 : -1);
    node.weight = model::points_of(weight);
    node.amount = model::points_of(std::llround(static_cast<double>(weight) * *node.certainty));
  } else {
    node.claimed.push_back(words_.points(model::int_of(one.row.back())));
    node.text += std::string(said.caps ? " (capped at " : " (not below ") +
                 model::show_number(model::points_of(model::int_of(one.row.back()))) + ')';
  }
  ++depth_;
  for (const infer::Defeat& defeat : one.by) {
    const check::Rule& stronger = program()[defeat.rule];
    Node by = told_rule(Kind::defeating, stronger, defeat.seen);
    if (defeat.grade == infer::Grade::none) {
      by.text = stronger.title.empty() ? in_words(stronger.name) : stronger.title;
    } else {
      by.certainty = calculus.certainty(defeat.grade);
      by.children = conditions(stronger.terms, defeat.seen);
    }
    node.children.push_back(std::move(by));
  }
  for (Node& condition : conditions(rule.terms, one.seen)) {
    node.children.push_back(std::move(condition));
  }
  --depth_;
  return node;
}

}  // namespace casus::explain
