// SPDX-License-Identifier: Apache-2.0
#include "verify/proof.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/show.hpp"

namespace casus::verify {

using check::Conclusion;
using model::StatementId;

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

bool covers(const Row& denial, const Row& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (denial[i] != model::unknown_word && denial[i] != row[i]) return false;
  }
  return true;
}

std::string joined_names(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& one : names) text += (text.empty() ? "" : ", ") + one;
  return text.empty() ? "none" : text;
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
    if (node->kind != Kind::fact) ++result_.steps;
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
  check_grounds();
  if (estimates_ > 0) {
    result_.left_aside.push_back(fmt::format("{} {} of `{}`", estimates_,
                                             estimates_ == 1 ? "certainty" : "certainties",
                                             question_.calculus));
  }
  if (!cut_.empty()) {
    result_.left_aside.push_back(
        fmt::format("what is below {} {}", cut_.size(), cut_.size() == 1 ? "step" : "steps"));
  }
  result_.facts = used_.size();
  std::ranges::stable_sort(result_.objections, {}, &Verification::Objection::node);
  return std::move(result_);
}

void Proof::check(const Node& node, bool by_itself) {
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

void Proof::check_fact(const Node& node, bool by_itself) {
  const auto claim = reader_.claim(node);
  if (!claim || !node.evidence) return object(node, "no fact has such values");
  const std::vector<StatementId>& ids = statements_.of(claim->relation, claim->denies, claim->row);
  if (ids.empty()) return object(node, "no statement that counts says this");
  used_.insert(ids.begin(), ids.end());
  const auto told = std::ranges::find_if(
      ids, [&](StatementId id) { return statements_.facts().name_of(id) == node.evidence->id; });
  if (told == ids.end()) {
    return object(node,
                  fmt::format("it is stated by {}", statements_.facts().name_of(ids.front())));
  }
  const model::Statement said = statements_.facts()[*told];
  if (node.evidence->holds != said.holds || node.denies == said.holds) {
    return object(node, "the statement says the contrary");
  }
  const bool source = said.source.valid()
                          ? statements_.facts()[said.source].id == node.evidence->source
                          : node.evidence->source.empty();
  if (!source || node.evidence->origin != said.origin || node.evidence->quote != said.quote) {
    object(node, "the statement has another source, origin or quote");
  }
  std::set<std::string> names;
  for (const StatementId id : ids) names.insert(statements_.facts().name_of(id));
  if (!std::ranges::all_of(node.facts, [&](const auto& id) { return names.contains(id); })) {
    object(node, fmt::format("it is stated by {}", joined_names(names)));
  }
  Nodes denials;
  for (const Node& child : node.children) {
    check(child, true);
    denials.push_back(&child);
  }
  if (!recomputes()) {
    ++estimates_;
    return;
  }
  const double stated = statements_.certainty(*told);
  const double evidence = world_.given(node.evidence->certainty);
  if (!agree(stated, evidence)) {
    return object(node, fmt::format("the statement has certainty {}", number(stated)));
  }
  const double alone = statements_.certainty(ids);
  // Of a denial what is left where the same is also held.
  const double held = statements_.certainty(statements_.of(claim->relation, false, claim->row));
  const double all = claim->denies ? (calculus_.adds_up() ? calculus_.net(alone, held) : alone)
                                   : netted(*claim, alone, denials);
  const bool fits = agree(all, claim->certainty) || (by_itself && agree(alone, claim->certainty));
  if (fits) return;
  // An atom that asks for a source or certainty looks at the single statement.
  only_statement_.insert(&node);
  if (!agree(stated, claim->certainty)) {
    object(node, fmt::format("its statements make it {}", number(all)));
  }
}

/// A rating as rules read it: its own explanation is another tree.
void Proof::check_score_row(const Node& node) {
  const auto claim = reader_.claim(node);
  if (!claim || !program().schema[claim->relation].rating.valid()) {
    return object(node, "no rating has such values");
  }
  if (!world_.held[claim->relation.index()].contains(claim->row)) {
    object(node, "no subject has this score");
  }
}

double Proof::netted(const Claim& claim, double own, const Nodes& denials) {
  std::vector<double> against;
  for (const Node* denial : denials) {
    const auto said = reader_.claim(*denial);
    if (!said || !said->denies || said->relation != claim.relation ||
        !covers(said->row, claim.row)) {
      object(*denial, "it does not deny what it stands below");
      continue;
    }
    against.push_back(said->certainty);
  }
  return against.empty() ? own : calculus_.net(own, calculus_.together(against));
}

void Proof::check_rule(const Node& node, bool by_itself) {
  const auto claim = reader_.claim(node);
  if (!claim) return object(node, "no relation has such values");
  if (node.same_as) return check_reference(node);
  const Aim aim{.relation = claim->relation, .row = claim->row, .denies = claim->denies};
  Nodes ways;
  Nodes conditions;
  Nodes denials;
  for (const Node& child : node.children) {
    const bool denial = (child.kind == Kind::fact || child.kind == Kind::rule) && child.denies;
    if (child.kind == Kind::defeated) {
      check_defeated(child, std::nullopt);
    } else if (child.kind == Kind::alternative) {
      check_alternative(child, aim);
    } else if (denial) {
      check(child, true);
      denials.push_back(&child);
    } else if (child.kind == Kind::way || child.kind == Kind::uncounted) {
      ways.push_back(&child);
    } else {
      conditions.push_back(&child);
    }
  }
  if (ways.empty() && conditions.empty() && node.text.ends_with("(deeper steps are left out)")) {
    cut_.insert(&node);
    return;
  }
  std::optional<double> own;
  if (ways.empty()) {
    const auto derived = derivation(node, conditions, aim);
    if (derived) own = derived->certainty;
  } else {
    for (const Node* child : conditions) object(*child, "it belongs to no derivation");
    own = joined(node, ways, aim);
  }
  if (!own) return;
  if (!recomputes()) {
    ++estimates_;
    return;
  }
  own_[node.id] = *own;
  const double all = netted(*claim, *own, denials);
  const double listed = [&] {
    const Rows& rows = (claim->denies ? world_.denied : world_.held)[claim->relation.index()];
    const auto it = rows.find(claim->row);
    return it == rows.end() ? 0 : it->second;
  }();
  // A denial is told by itself, or with what is left of it.
  const bool alone = (by_itself || claim->denies) && agree(*own, claim->certainty);
  const bool left = claim->denies && listed <= *own && agree(listed, claim->certainty);
  if (!alone && !left && !agree(all, claim->certainty)) {
    object(node, fmt::format("its premises make it {}", number(all)));
  }
  std::set<std::string> names;
  for (const StatementId id : leaves(node).statements) {
    names.insert(statements_.facts().name_of(id));
  }
  const std::set<std::string> claimed(node.facts.begin(), node.facts.end());
  // What a score rests on is told by another tree.
  const bool fits = leaves(node).scores ? std::ranges::includes(claimed, names) : claimed == names;
  if (!fits) object(node, fmt::format("it rests on {}", joined_names(names)));
}

void Proof::check_reference(const Node& node) {
  const auto it = nodes_.find(*node.same_as);
  if (it == nodes_.end()) return object(node, "there is no such step");
  const Node& told = *it->second;
  const auto claim = reader_.claim(node);
  const auto other = reader_.claim(told);
  const bool same = told.kind == Kind::rule && !told.same_as && claim && other &&
                    claim->relation == other->relation && claim->row == other->row &&
                    claim->denies == other->denies;
  if (!same) return object(node, "that step tells of something else");
  if (!node.children.empty()) object(node, "what is told elsewhere has steps of its own");
  const auto own = own_.find(told.id);
  const bool alone = own != own_.end() && agree(own->second, claim->certainty);
  if (recomputes() && !agree(claim->certainty, other->certainty) && !alone) {
    object(node, fmt::format("that step is {} sure", number(other->certainty)));
  }
}

/// Several derivations of one conclusion: each of its own, and what they make together.
std::optional<double> Proof::joined(const Node& node, const Nodes& ways, const Aim& aim) {
  std::vector<double> certainties;
  std::set<const check::Rule*> rules;
  bool complete = true;
  for (const Node* way : ways) {
    Nodes conditions;
    for (const Node& child : way->children) conditions.push_back(&child);
    const auto derived = derivation(*way, conditions, aim);
    complete = complete && derived;
    if (!derived || !recomputes()) continue;
    if (!agree(derived->certainty, way->certainty.value_or(1))) {
      object(*way, fmt::format("its premises make it {}", number(derived->certainty)));
    }
    if (way->kind == Kind::uncounted) {
      check_counted_once(*way, ways, origins(*way, false));
      continue;
    }
    if (aim.kind == Conclusion::Kind::derive && !rules.insert(derived->rule).second) {
      object(*way, "its rule counts already");
    }
    certainties.push_back(derived->certainty);
  }
  if (!complete) return std::nullopt;
  if (recomputes() && !calculus_.adds_up() && certainties.size() > 1) {
    object(node, "the surest derivation alone counts");
  }
  return calculus_.together(certainties);
}

/// A derivation that adds nothing has to be one all the same.
void Proof::check_alternative(const Node& node, const Aim& aim) {
  Nodes conditions;
  for (const Node& child : node.children) conditions.push_back(&child);
  const auto derived = derivation(node, conditions, aim);
  if (derived && recomputes() && !agree(derived->certainty, node.certainty.value_or(1))) {
    object(node, fmt::format("its premises make it {}", number(derived->certainty)));
  }
}

/// Something stronger with the same origins has to be there.
void Proof::check_counted_once(const Node& way, const Nodes& siblings, const Origins& own) {
  const auto counted = std::ranges::find_if(siblings, [&](const Node* one) {
    return way.counted_with && one->id == *way.counted_with && one->kind != Kind::uncounted;
  });
  if (counted == siblings.end()) return object(way, "nothing beside it counts in its place");
  const bool given_only = way.amount.has_value();
  const Origins other = origins(**counted, given_only);
  const Origins claimed(way.origins.begin(), way.origins.end());
  if (leaves(way).scores || leaves(**counted).scores) {  // which go back to more
    if (!std::ranges::includes(claimed, own) || !std::ranges::includes(claimed, other)) {
      object(way, fmt::format("its origins are {}", joined_names(own)));
    }
  } else if (own.empty() || own != other) {
    object(way, fmt::format("it goes back to {}, the other to {}", joined_names(own),
                            joined_names(other)));
  } else if (own != claimed) {
    object(way, fmt::format("its origins are {}", joined_names(own)));
  }
  const double weaker = std::abs(way.amount.value_or(way.certainty.value_or(1)));
  const double stronger = std::abs((*counted)->amount.value_or((*counted)->certainty.value_or(1)));
  if (weaker > stronger && !agree(weaker, stronger)) object(way, "it is stronger than the other");
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

/// A proof rests on nothing that rests on it. Where several derivations join, one that does not is
/// enough: the others then add nothing.
void Proof::check_grounds() {
  std::set<const Node*> sound;
  const auto stands = [&](const Node& node, const auto& below) -> bool {
    if (node.same_as) {
      const auto it = nodes_.find(*node.same_as);
      return it != nodes_.end() && sound.contains(it->second);
    }
    bool any_way = false;
    bool has_ways = false;
    for (const Node& child : node.children) {
      if (child.kind == Kind::way || child.kind == Kind::uncounted) {
        has_ways = true;
        any_way = any_way || below(child, below);
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

const Proof::Leaves& Proof::leaves(const Node& node) {
  const auto known = leaves_.find(node.id);
  if (known != leaves_.end()) return known->second;
  Leaves found;
  std::set<const Node*> met;
  Nodes open{&node};
  while (!open.empty()) {
    const Node* at = open.back();
    open.pop_back();
    if (at->same_as) {
      const auto told = nodes_.find(*at->same_as);
      if (told != nodes_.end()) at = told->second;
    }
    if (!met.insert(at).second) continue;
    if (const auto below = leaves_.find(at->id); below != leaves_.end()) {
      found.statements.insert(below->second.statements.begin(), below->second.statements.end());
      found.scores = found.scores || below->second.scores;
      continue;
    }
    found.scores = found.scores || at->kind == Kind::score;
    if (at->kind == Kind::fact) {
      if (const auto claim = reader_.claim(*at)) {
        const auto& ids = statements_.of(claim->relation, claim->denies, claim->row);
        found.statements.insert(ids.begin(), ids.end());
      }
      continue;
    }
    for (const Node& child : at->children) {
      const bool row = child.kind == Kind::fact || child.kind == Kind::rule;
      const bool denial = at->kind == Kind::rule && row && child.denies;
      const bool counts = child.kind != Kind::defeated && child.kind != Kind::uncounted &&
                          child.kind != Kind::alternative;
      if (counts && !denial) open.push_back(&child);
    }
  }
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

Verification verify(const Question& question, const Explanation& explanation) {
  return Proof(question).run(explanation);
}

}  // namespace casus::verify
