// SPDX-License-Identifier: Apache-2.0
#include "verify/proof.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/show.hpp"

namespace casus::verify {
namespace {

/// No explanation that the engine makes is as deep.
constexpr int deepest = 3000;

World world_of(const Question& question) {
  World world(question.program, question.symbols, question.settings);
  const Conclusions& given = question.conclusions;
  for (std::size_t i = 0; i < world.held.size(); ++i) {
    if (question.program.schema.relations[i].kind != model::RelationKind::fact) {
      world.held[i] = given.held[i];
    }
  }
  world.denied = given.denied;
  world.left_of_denials = given.left_of_denials;
  world.undecided = given.undecided;
  world.scores = given.scores;
  return world;
}

}  // namespace

Proof::Proof(const Question& question)
    : question_(question),
      calculus_(question.calculus),
      world_(world_of(question)),
      statements_(world_, question.facts, question.grades, calculus_),
      reader_(world_) {
  statements_.enter(world_);
  // What is held and denied equally, or less surely than denied, does not stand.
  for (std::size_t r = 0; r < world_.held.size(); ++r) {
    if (program().schema.relations[r].kind != model::RelationKind::fact) continue;
    for (auto& [row, certainty] : world_.held[r]) {
      std::vector<double> against;
      for (const auto& [denial, sure] : question.conclusions.denied_alone[r]) {
        if (covers(denial, row)) against.push_back(sure);
      }
      if (against.empty()) continue;
      const double denial = calculus_.together(against);
      certainty = recomputes() ? calculus_.net(certainty, denial) : certainty * (1 - denial / 2);
    }
    std::erase_if(world_.held[r], [](const auto& one) { return one.second <= 0; });
  }
}

std::string Proof::shown(RelationId id, const Row& row) const {
  const model::Relation& relation = program().schema[id];
  std::string text = relation.name + '(';
  for (std::size_t i = 0; i < relation.fields.size(); ++i) {
    text += (i > 0 ? ", " : "") + relation.fields[i].name + ": " +
            model::show_literal(row[i], relation.fields[i].type, program().schema, *world_.symbols);
  }
  return text + ')';
}

std::string Proof::number(double value) const { return model::show_number(value, 12); }

void Proof::object(const Node& node, std::string found) {
  const Verification::Objection one{node.id, node.text, std::move(found)};
  if (std::ranges::find(result_.objections, one) == result_.objections.end()) {
    result_.objections.push_back(one);
  }
}

/// Without recursion, so that no depth matters.
void Proof::collect(const Node& root) {
  std::vector<std::pair<const Node*, int>> open{{&root, 0}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    if (node->kind != Kind::fact && !node->cut) ++result_.steps;
    if (!nodes_.emplace(node->id, node).second) object(*node, "another step has this number");
    if (depth > deepest) {
      object(*node, "deeper than any explanation");
      continue;
    }
    for (const Node& child : node->children) open.emplace_back(&child, depth + 1);
  }
}

Verification Proof::run(const Explanation& explanation) {
  for (const Node& root : explanation.roots) collect(root);
  for (const Node& node : explanation.contradicting) collect(node);
  for (const Node& node : explanation.defeated) collect(node);
  for (const Node& node : explanation.deeper) collect(node);
  if (!result_.objections.empty()) return std::move(result_);
  std::size_t ratings = 0;
  for (const Node& root : explanation.roots) {
    if (root.kind == Kind::rating) {
      const bool known = ratings < explanation.ratings.size();
      check_rating(root, known ? &explanation.ratings[ratings] : nullptr);
      ++ratings;
    } else if (root.kind != Kind::goal) {
      check(root);
    }
  }
  check_goal(explanation);
  for (const Node& node : explanation.contradicting) {
    if (node.kind != Kind::unknown) object(node, "no step of this kind belongs here");
    for (const Node& side : node.children) check(side, true);
  }
  for (const Node& node : explanation.defeated) check_defeated(node, std::nullopt);
  lists_facts_ = false;
  for (const Node& node : explanation.deeper) check(node);
  for (const Node* node : references_) check_reference(*node);
  check_grounds();
  if (!explanation.inexact && !explanation.limit) check_chances();
  estimates_ += estimated_.size();
  if (estimates_ > 0) {
    result_.left_aside.push_back(fmt::format("{} {} of `{}`", estimates_,
                                             estimates_ == 1 ? "certainty" : "certainties",
                                             question_.calculus));
  }
  if (cut_ > 0) {
    result_.left_aside.push_back(
        fmt::format("what is below {} {}", cut_, cut_ == 1 ? "step" : "steps"));
  }
  result_.facts = used_.size();
  std::ranges::stable_sort(result_.objections, {}, &Verification::Objection::node);
  return std::move(result_);
}

void Proof::check(const Node& node, bool by_itself) {
  if (!checked_.insert(&node).second) return;  // a root is also a premise of its goal
  switch (node.kind) {
    case Kind::fact:
      return check_fact(node, by_itself);
    case Kind::rule:
      return check_rule(node, by_itself);
    case Kind::score:
      return check_score_row(node);
    default:
      object(node, "no step of this kind belongs here");
  }
}

void Proof::check_goal(const Explanation& explanation) {
  if (explanation.holds == explanation.roots.empty() && !explanation.limit) {
    const Node whole{.id = 0, .text = explanation.goal};
    object(whole, explanation.holds ? "nothing is told of it" : "something is told of it");
  }
  if (question_.goal == nullptr) return;
  const check::Terms& terms = question_.goal->terms;
  if (!explanation.holds && recomputes() && !explanation.limit) {
    if (!ways(world_, terms, question_.goal->body, Values(terms.variables.size()), Mood::holding)
             .empty()) {
      object({.id = 0, .text = explanation.goal}, "it holds");
    }
  }
  if (!explanation.holds && !recomputes()) result_.left_aside.emplace_back("that it does not hold");
  for (const Node& root : explanation.roots) {
    Nodes children;
    if (root.kind == Kind::goal) {
      for (const Node& child : root.children) children.push_back(&child);
    } else if (root.kind != Kind::rating) {
      children.push_back(&root);
    }
    const auto bindings = reader_.bindings(terms, root.kind == Kind::goal ? root : Node());
    if (!bindings) {
      object(root, "the goal has no such variables");
      continue;
    }
    Ground below = ground(children);
    if (root.kind == Kind::rating) {
      const auto rating = reader_.relation(root.about);
      if (rating) below.premises.held[*rating] = world_.held[rating->index()];
    }
    put_aggregates(below, terms);
    const std::vector<Way> found =
        ways(world_, terms, question_.goal->body, *bindings, Mood::holding, &below.premises);
    if (found.empty()) {
      object(root, "the goal does not hold by what is told below it");
      continue;
    }
    if (root.kind != Kind::goal) continue;
    double surest = 0;
    for (const Way& way : found) surest = std::max(surest, way.holds);
    if (!recomputes()) {
      ++estimates_;
    } else if (!agree(surest, root.certainty.value_or(1))) {
      object(root, fmt::format("its conditions make it {}", number(surest)));
    }
    check_conditions(children, terms, found.front().values, below.premises, nullptr);
  }
}

Verification verify(const Question& question, const Explanation& explanation) {
  return Proof(question).run(explanation);
}

}  // namespace casus::verify
