// SPDX-License-Identifier: Apache-2.0
//
// The part of proof trees that explains ratings: how the points add up, and the reasons for each.
#include <algorithm>

#include "explain/why.hpp"
#include "infer/rate/ratings.hpp"
#include "model/show.hpp"

namespace casus::explain {
namespace {

using Node = Explanation::Node;
using Kind = Explanation::Kind;

std::string signed_points(double points) {
  return (points > 0 ? "+" : "") + model::show_number(points);
}

std::string state_words(const FactorScore& factor) {
  switch (factor.state) {
    case FactorScore::State::counted:
      return "";
    case FactorScore::State::balanced:
      return ": balanced";
    case FactorScore::State::nothing_known: {
      if (factor.unapplied.empty()) return ": nothing known";
      std::string text = ": stated, but no rule applied:";
      for (const std::string& id : factor.unapplied) text += ' ' + id;
      return text + (factor.unapplied.size() == FactorScore::most_unapplied ? ", …" : "");
    }
    case FactorScore::State::contradicted:
      return ": contradicted";
  }
  return "";
}

}  // namespace

Node TreeBuilder::input_node(infer::RowRef ref, const plan::RatingInput& input, Node head) {
  const check::Rule& rule = (*words_.fixpoint.program)[input.rule];
  const auto ways = infer::replay(words_.fixpoint, ref, words_.symbols, meter_);
  if (ways.size() == 1 && !ways.front().seen.empty()) {
    head.bindings = words_.bindings(rule.terms, ways.front().seen.back().registers);
    add_conclusion(head, rule, input.conclusion, ways.front().seen);
  }
  conclusions_.emplace(head.id, ref);
  derive(head, ways);
  return head;
}

Node TreeBuilder::rating(const assess::Rated& rated, const Rating& shown, std::string met) {
  const infer::Fixpoint& fixpoint = words_.fixpoint;
  const plan::RatingPlan& plan = fixpoint.plan->ratings[rated.rating.index()];
  const infer::Folded folded =
      infer::fold_row(words_.schema()[rated.rating], rated.row, infer::Extreme::as_is);
  Node root;
  root.kind = Kind::rating;
  root.id = ++next_id_;
  for (const Value& subject : shown.subject) {
    root.text += (root.text.empty() ? "" : ", ") + subject.text;
  }
  root.text += ": " + shown.band + ", " + model::show_number(shown.score) + " of " +
               model::show_number(shown.scale_high);
  root.amount = shown.score;
  root.about = words_.full_name(words_.schema()[rated.rating].relation);
  root.claimed = shown.subject;
  root.span = shown.span;
  if (const auto row = fixpoint.store(plan.subjects).find(rated.row.subjects)) {
    root.facts = words_.fact_ids(lineages_.statements_below({plan.subjects, *row}));
  }

  const auto child = [&](Node& parent, Kind kind, std::string text, double amount) -> Node& {
    Node& node = parent.children.emplace_back();
    node.id = ++next_id_;
    node.kind = kind;
    node.text = std::move(text);
    node.amount = amount;
    return node;
  };
  std::vector<std::uint32_t> ids(shown.contributions.size());
  const auto add_contributions = [&](Node& parent, const std::string& factor, bool counting) {
    for (std::size_t i = 0; i < shown.contributions.size(); ++i) {
      const Contribution& from = shown.contributions[i];
      if (from.factor != factor || from.counted_with.has_value() == counting) continue;
      const infer::Contributed& one = rated.row.contributions[i];
      const Kind kind = counting ? Kind::contribution : Kind::uncounted;
      Node& added = child(parent, kind, from.because, from.alone);
      ids[i] = added.id;
      added.rule = from.rule;
      added.weight = from.weight;
      added.certainty = from.certainty;
      added.between = from.between;
      added.facts = from.facts;
      added.span = from.span;
      if (from.counted_with) {
        added.counted_with = ids[*from.counted_with];
        added.origins = from.origins;
      }
      added = input_node({plan.contributions[one.input].store, one.row},
                         plan.contributions[one.input], std::move(added));
    }
  };
  const auto add_limits = [&](Node& parent, const std::string& factor) {
    for (std::size_t i = 0; i < shown.limits.size(); ++i) {
      const LimitEffect& limit = shown.limits[i];
      if (limit.factor != factor) continue;
      const infer::Limited& one = rated.row.limits[i];
      Node& node = child(parent, Kind::limit, limit.because, limit.effect);
      node.text += std::string(limit.caps ? " (capped at " : " (not below ") +
                   model::show_number(limit.at) + ')';
      node.rule = limit.rule;
      node.claimed = {words_.points(one.at)};
      node.certainty = limit.certainty;
      node.between = limit.between;
      node.facts = limit.facts;
      node.span = limit.span;
      node = input_node({plan.limits[one.input].store, one.row}, plan.limits[one.input],
                        std::move(node));
    }
  };
  const auto add_clamp = [&](Node& parent, model::Micros sum, model::Micros clamped, double low,
                             double high) {
    if (sum == clamped) return;
    child(parent, Kind::clamp, "bounded to " + signed_points(low) + " to " + signed_points(high),
          model::points_of(clamped - sum));
  };

  const std::vector<infer::Defeated> defeated = defeats_.about(rated.rating, rated.row.subjects);
  const auto add_defeated = [&](Node& parent, std::optional<std::uint32_t> factor) {
    for (const infer::Defeated& one : defeated) {
      const auto& said = program()[one.rule].conclusions[one.conclusion];
      if (said.factor == factor) parent.children.push_back(defeated_node(one));
    }
  };

  if (!met.empty()) {
    Node& comparison = root.children.emplace_back();
    comparison.id = ++next_id_;
    comparison.kind = Kind::comparison;
    comparison.text = std::move(met);
  }
  child(root, Kind::start, "starting point", shown.starts);
  for (std::size_t f = 0; f < shown.factors.size(); ++f) {
    const FactorScore& factor = shown.factors[f];
    Node node;
    node.id = ++next_id_;
    node.kind = Kind::factor;
    node.text = (factor.title.empty() ? in_words(factor.name) : factor.title) + state_words(factor);
    node.amount = factor.points;
    node.about = factor.name;
    node.span = factor.span;
    add_contributions(node, factor.name, true);
    for (const std::string& text : factor.contradictions) {
      Node& held_and_denied = node.children.emplace_back();
      held_and_denied.id = ++next_id_;
      held_and_denied.kind = Kind::unknown;
      held_and_denied.text = text;
    }
    add_clamp(node, folded.factors[f].sum, folded.factors[f].clamped, factor.low, factor.high);
    add_limits(node, factor.name);
    add_contributions(node, factor.name, false);
    add_defeated(node, static_cast<std::uint32_t>(f));
    root.children.push_back(std::move(node));
  }
  add_clamp(root, folded.whole.sum, folded.whole.clamped, shown.scale_low, shown.scale_high);
  add_limits(root, "");
  add_defeated(root, std::nullopt);
  return root;
}

}  // namespace casus::explain
