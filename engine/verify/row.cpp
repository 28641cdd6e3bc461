// SPDX-License-Identifier: Apache-2.0
//
// The part of the checker that looks at what is said of one row: a fact, a conclusion with its
// derivations, and what says the contrary.
#include <fmt/format.h>

#include <algorithm>

#include "verify/proof.hpp"

namespace casus::verify {

using check::Conclusion;
using model::StatementId;

namespace {

std::string joined_names(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& one : names) text += (text.empty() ? "" : ", ") + one;
  return text.empty() ? "none" : text;
}

}  // namespace

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
  Nodes against;
  for (const Node& child : node.children) {
    if (!child.against) object(child, "no step of this kind belongs here");
    check(child, true);
    against.push_back(&child);
  }
  if (!recomputes()) {
    estimated_.insert(node.id);
    return;
  }
  const double stated = statements_.certainty(*told);
  const double evidence = world_.given(node.evidence->certainty);
  if (!agree(stated, evidence)) {
    return object(node, fmt::format("the statement has certainty {}", number(stated)));
  }
  const double alone = statements_.certainty(ids);
  const double all = netted(node, *claim, alone, against);
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

/// What the two sides leave of a row that is held or denied.
double Proof::netted(const Node& node, const Claim& claim, double own, const Nodes& against) {
  std::vector<double> certainties;
  for (const Node* one : against) {
    const auto said = reader_.claim(*one);
    const bool contrary =
        said && said->denies != claim.denies && said->relation == claim.relation &&
        covers(claim.denies ? claim.row : said->row, claim.denies ? said->row : claim.row);
    if (!contrary) {
      object(*one, "it does not say the contrary of what it stands below");
      continue;
    }
    certainties.push_back(said->certainty);
  }
  if (node.alone && !agree(*node.alone, own)) {
    object(node, fmt::format("by itself it is {} sure", number(own)));
  }
  return certainties.empty() ? own : calculus_.net(own, calculus_.together(certainties));
}

void Proof::check_rule(const Node& node, bool by_itself) {
  const auto claim = reader_.claim(node);
  if (!claim) return object(node, "no relation has such values");
  if (node.same_as) return references_.push_back(&node);
  const Aim aim{.relation = claim->relation, .row = claim->row, .denies = claim->denies};
  Nodes ways;
  Nodes conditions;
  Nodes against;
  for (const Node& child : node.children) {
    if (child.kind == Kind::defeated) {
      check_defeated(child, std::nullopt);
    } else if (child.kind == Kind::alternative) {
      check_alternative(child, aim);
    } else if (child.against) {
      check(child, true);
      against.push_back(&child);
    } else if (child.kind == Kind::way || child.kind == Kind::uncounted) {
      ways.push_back(&child);
    } else {
      conditions.push_back(&child);
    }
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
    estimated_.insert(node.id);
    return;
  }
  own_[node.id] = *own;
  const double all = netted(node, *claim, *own, against);
  const bool fits = agree(all, claim->certainty) || (by_itself && agree(*own, claim->certainty));
  if (!fits) {
    object(node, fmt::format("its premises make it {}", number(all)));
  }
  if (lists_facts_) check_facts(node);
}

void Proof::check_facts(const Node& node) {
  const auto& [below, others] = leaves(node);
  std::vector<StatementId> claimed;
  bool known = true;
  for (const std::string& name : node.facts) {
    const auto id = statements_.named(name);
    known = known && id;
    if (id) claimed.push_back(*id);
  }
  std::ranges::sort(claimed);
  if (known && (others ? std::ranges::includes(claimed, below) : claimed == below)) return;
  std::set<std::string> names;
  for (const StatementId id : below) names.insert(statements_.facts().name_of(id));
  object(node, fmt::format("it rests on {}", joined_names(names)));
}

void Proof::check_reference(const Node& node) {
  const Node* const it = told(node);
  if (it == nullptr && node.cut) {
    ++cut_;
    return;
  }
  if (it == nullptr) return object(node, "there is no such step");
  const Node& told = *it;
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
  if (leaves(way).others || leaves(**counted).others) {  // which go back to more
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

}  // namespace casus::verify
