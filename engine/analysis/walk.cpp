// SPDX-License-Identifier: Apache-2.0
#include "analysis/walk.hpp"

#include <algorithm>
#include <iterator>

#include "check/reached.hpp"
#include "plan/conjunctions.hpp"

namespace casus::analysis {

using check::Atom;
using check::Conclusion;
using check::Condition;
using check::ConditionId;
using check::Expr;
using check::ExprId;
using model::RelationId;
using model::RelationKind;
using model::RuleId;
using model::StatementKind;
using model::Word;
using plan::Variables;

Walk::Walk(const Target& target, const session::Asking& at, const explain::Words& words,
           bool unstated, Questions& into)
    : target_(target),
      at_(at),
      words_(words),
      program_(*words.fixpoint.program),
      unstated_(unstated),
      questions_(into),
      stated_(words.fixpoint) {
  const model::Schema& schema = program_.schema;
  concluding_.resize(schema.relations.size());
  for (std::size_t r = 0; r < program_.rules.size(); ++r) {
    for (const Conclusion& said : program_.rules[r].conclusions) {
      const RelationId about =
          said.kind == Conclusion::Kind::derive ? said.relation : schema[said.rating].relation;
      concluding_[about.index()].emplace_back(RuleId(r), &said);
    }
  }
  const auto is_open = [&](std::size_t one) {
    return is_fact(RelationId(one)) && schema.relations[one].is_open();
  };
  const auto leaves_out = [&](std::size_t one) {
    return is_fact(RelationId(one)) &&
           std::ranges::any_of(schema.relations[one].fields, &model::Field::open);
  };
  for (std::size_t r = 0; r < schema.relations.size(); ++r) {
    const std::vector<bool> below = check::reached(program_, RelationId(r));
    bool open = is_open(r);
    bool asked = open || unstated;
    for (std::size_t one = 0; one < below.size(); ++one) {
      if (!below[one]) continue;
      open = open || is_open(one);
      asked = asked || is_open(one) || leaves_out(one);
    }
    open_.push_back(open);
    asked_.push_back(asked);
  }
}

bool Walk::is_fact(RelationId relation) const {
  const model::Relation& declared = program_.schema[relation];
  return declared.kind == RelationKind::fact && !declared.lists_cases;
}

void Walk::run(const check::Goal* goal) {
  nodes_.push_back({});
  roots(goal);
  // Nearest first, so that a bound leaves out what is farthest.
  for (Place next = 1; next < nodes_.size(); ++next) {
    const RelationId relation = nodes_[next].relation;
    const Known known = nodes_[next].known;
    conclusions_about(relation, known, next);
    const model::RatingId rating = program_.schema[relation].rating;
    if (rating.valid()) search(Body::of_subjects(program_, rating, known), next);
  }
  mark_alone();
  join_pairs();
}

void Walk::roots(const check::Goal* goal) {
  if (goal != nullptr) {
    search(Body::of_goal(*goal, words_), 0);
    return;
  }
  std::set<model::RatingId> ratings;
  for (const Target::Subject& one : target_.subjects()) ratings.insert(one.rating);
  for (const model::RatingId rating : ratings) {
    Known known;
    if (target_.subjects().size() == 1) {
      const std::vector<Word>& values = target_.subjects().front().values;
      for (std::uint32_t i = 0; i < values.size(); ++i) known.emplace_back(i, values[i]);
    }
    conclusions_about(program_.schema[rating].relation, known, 0);
  }
}

void Walk::conclusions_about(RelationId relation, const Known& known, Place node) {
  for (const auto& [rule, said] : concluding_[relation.index()]) {
    if (const auto body = Body::of_rule(program_, rule, *said, known)) search(*body, node);
  }
}

void Walk::search(const Body& body, Place node) {
  for (const Conditions& all : body.alternatives()) {
    search(body, all, 0, false, node);
    for (const ExprId one : body.exprs()) search_expr(body, all, one, node);
    search_pairs(body, all, node);
  }
}

/// Looks at the conditions from `from` on, for each with all others beside it.
void Walk::search(const Body& body, const Conditions& beside, std::size_t from, bool negated,
                  Place node) {
  for (std::size_t i = from; i < beside.size(); ++i) {
    Conditions rest = beside;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    const Condition& condition = body.terms()[beside[i]];
    switch (condition.kind) {
      case Condition::Kind::atom:
      case Condition::Kind::unknown:
        one(body, std::move(rest), {beside[i]},
            {condition.atom.relation, condition.atom.given, negated,
             condition.kind == Condition::Kind::unknown},
            node);
        break;
      case Condition::Kind::negation:
        search_inside(body, rest, condition.parts.front(), !negated, node);
        break;
      case Condition::Kind::let:
        unbound_.insert(condition.variable);
        search_expr(body, rest, condition.expr, node);
        unbound_.erase(condition.variable);
        break;
      default:
        search_expr(body, rest, condition.expr, node);
    }
  }
}

void Walk::search_inside(const Body& body, const Conditions& beside, ConditionId inside,
                         bool negated, Place node) {
  for (const plan::Conjunction& conjunction : plan::conjunctions(body.terms(), inside, {})) {
    Conditions all = beside;
    for (const plan::Conjunct& one : conjunction) all.push_back(one.condition);
    search(body, all, beside.size(), negated, node);
  }
}

/// An aggregate has a body of its own; a score, band or points are concluded like anything else.
void Walk::search_expr(const Body& body, const Conditions& beside, ExprId id, Place node) {
  if (!id.valid()) return;
  const Expr& expr = body.terms()[id];
  if (expr.kind == Expr::Kind::aggregate) {
    search_inside(body, beside, expr.body, false, node);
    // The value is one for each member.
    for (const plan::Conjunction& members : plan::conjunctions(body.terms(), expr.body, {})) {
      Conditions all = beside;
      for (const plan::Conjunct& one : members) all.push_back(one.condition);
      search_expr(body, all, expr.value, node);
    }
  }
  for (const ExprId arg : expr.args) search_expr(body, beside, arg, node);
  if (!expr.rating.valid()) return;
  Missing rating{.relation = program_.schema[expr.rating].relation, .given = {}};
  for (std::uint32_t i = 0; i < expr.args.size(); ++i) rating.given.push_back({i, expr.args[i]});
  one(body, beside, {}, rating, node);
}

std::optional<Walk::Missing> Walk::may_be_missing(const Body& body, ConditionId id) const {
  const Condition* condition = &body.terms()[id];
  bool negated = false;
  for (; condition->kind == Condition::Kind::negation; negated = !negated) {
    condition = &body.terms()[condition->parts.front()];
  }
  if (condition->kind != Condition::Kind::atom) return std::nullopt;
  const model::Relation& relation = program_.schema[condition->atom.relation];
  if (!open_[condition->atom.relation.index()] || relation.rating.valid()) return std::nullopt;
  const bool holds = !relation.may_be_unknown() || relation.presumed_absent > 0;
  if (negated && holds) return std::nullopt;
  return Missing{condition->atom.relation, condition->atom.given, negated};
}

std::vector<Walk::Candidate> Walk::candidates(const Body& body, const Conditions& all) const {
  std::vector<Candidate> result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (auto missing = may_be_missing(body, all[i])) result.push_back({i, std::move(*missing)});
    const Condition& condition = body.terms()[all[i]];
    if (condition.kind != Condition::Kind::atom || !is_fact(condition.atom.relation)) continue;
    const auto& fields = program_.schema[condition.atom.relation].fields;
    for (const Atom::Given& given : condition.atom.given) {
      if (given.column >= fields.size() || !fields[given.column].open) continue;
      result.push_back(
          {i, {condition.atom.relation, condition.atom.given, false, false, given.column}});
    }
  }
  return result;
}

void Walk::search_pairs(const Body& body, const Conditions& all, Place node) {
  const std::vector<Candidate> found = candidates(body, all);
  for (auto first = found.begin(); first != found.end(); ++first) {
    for (auto second = std::next(first); second != found.end(); ++second) {
      const bool fields = first->what.field && second->what.field;
      if (first->place != second->place || fields) two(body, all, *first, *second, node);
    }
  }
}

Variables Walk::variables(const Body& body, const Missing& what) {
  Variables result;
  for (const Atom::Given& given : what.given) {
    const Expr& expr = body.terms()[given.expr];
    if (expr.kind == Expr::Kind::variable) result.insert(expr.variable);
  }
  return result;
}

Known Walk::known(const Body& body, const Missing& what, const Body::Values& values,
                  bool members) const {
  const model::Relation& relation = program_.schema[what.relation];
  const bool fact = is_fact(what.relation);
  const std::uint32_t kinds = relation.kind_column();
  Known result;
  for (const Atom::Given& given : what.given) {
    if (given.column > kinds || (given.column == kinds && !fact)) continue;
    const Expr& expr = body.terms()[given.expr];
    // Mostly no part of the question: others may be true.
    const bool few =
        fact && !members && given.column != kinds &&
        (expr.type.base == model::Base::enumeration || expr.type.base == model::Base::boolean);
    std::optional<Word> word;
    if (expr.kind == Expr::Kind::constant && !few) word = expr.constant;
    if (expr.kind == Expr::Kind::variable) word = values[expr.variable.index()];
    if (!word || *word == model::unknown_word) continue;
    if (given.column == kinds && *word == static_cast<Word>(StatementKind::fact)) continue;
    result.emplace_back(given.column, *word);
  }
  std::ranges::sort(result);
  return result;
}

std::optional<Known> Walk::unstated(const Body& body, const Missing& what,
                                    const Body::Values& values) {
  Known asked = known(body, what, values);
  if (!stated_.has(what.relation, asked)) return asked;
  // Stated with one member, it is asked with another only where all is; but where a rule rests on
  // its being unknown, or on its absence as presumed, that is open. So is how sure a rule may be of
  // that.
  if (!unstated_ && !what.unknown && !presumes(what)) return std::nullopt;
  asked = known(body, what, values, true);
  if (!stated_.has(what.relation, asked)) return asked;
  if (presumes(what) && stated_.is_doubtful(what.relation, asked)) return asked;
  return std::nullopt;
}

bool Walk::presumes(const Missing& what) const {
  const model::Relation& relation = program_.schema[what.relation];
  return what.negated && relation.is_open() && relation.presumed_absent > 0;
}

/// For which values of its variables something is all that is missing.
void Walk::one(const Body& body, Conditions rest, const Conditions& of, const Missing& what,
               Place node) {
  if (program_.schema[what.relation].lists_cases || !asked_[what.relation.index()]) return;
  const auto found =
      body.instances(std::move(rest), of, variables(body, what), unbound_, words_, at_.budget);
  partial_ = partial_ || found.partial;
  for (const Body::Values& values : found.all) {
    auto asked = is_fact(what.relation) ? unstated(body, what, values) : known(body, what, values);
    if (!asked) continue;
    const auto added = side(body, what, std::move(*asked), values);
    if (!added) continue;
    if (added->question != nullptr) {
      nodes_[node].questions.push_back(added->question);
    } else {
      nodes_[node].below.push_back(added->node);
    }
  }
}

/// The same of two together; not where they are to agree on a value that nothing else gives.
void Walk::two(const Body& body, const Conditions& all, const Candidate& first,
               const Candidate& second, Place node) {
  const bool apart = first.place != second.place;
  Conditions missing{all[first.place]};
  if (apart) missing.push_back(all[second.place]);
  Conditions rest = all;
  std::erase_if(rest, [&](ConditionId id) { return std::ranges::count(missing, id) > 0; });
  const Variables of_first = variables(body, first.what);
  const Variables of_second = variables(body, second.what);
  Variables wanted = of_first;
  wanted.insert(of_second.begin(), of_second.end());
  Variables shared;
  if (apart) {
    std::ranges::set_intersection(of_first, of_second, std::inserter(shared, shared.end()));
  }
  const auto found = body.instances(std::move(rest), missing, wanted, unbound_, words_, at_.budget);
  partial_ = partial_ || found.partial;
  for (const Body::Values& values : found.all) {
    const bool agree = std::ranges::all_of(
        shared, [&](check::VariableId one) { return values[one.index()].has_value(); });
    if (!agree) continue;
    const auto a = side(body, first, all[first.place], values);
    const auto b = a ? side(body, second, all[second.place], values) : std::nullopt;
    if (a && b) both_.push_back({node, *a, *b});
  }
}

std::optional<Walk::Side> Walk::side(const Body& body, const Candidate& one, ConditionId condition,
                                     const Body::Values& values) {
  if (one.what.field) {
    Known asked = known(body, one.what, values);
    std::erase_if(asked, [&](const auto& column) { return column.first == *one.what.field; });
    return Side{.left = Left{*one.what.field, one.what.relation, std::move(asked), condition}};
  }
  auto asked = unstated(body, one.what, values);
  if (!asked) return std::nullopt;
  return side(body, one.what, std::move(*asked), values);
}

std::optional<Walk::Side> Walk::side(const Body& body, const Missing& what, Known known,
                                     const Body::Values& values) {
  const model::Relation& relation = program_.schema[what.relation];
  if (!is_fact(what.relation)) {
    std::erase_if(known, [&](const auto& one) { return one.first >= relation.fields.size(); });
    const auto at = places_.find({what.relation, known});
    if (at != places_.end()) return Side{nullptr, at->second};
    if (nodes_.size() > most_asked) {
      partial_ = true;
      return std::nullopt;
    }
    places_.emplace(std::pair(what.relation, known), nodes_.size());
    nodes_.push_back({what.relation, std::move(known)});
    return Side{nullptr, nodes_.size() - 1};
  }
  const Gap::Kind kind = !relation.is_open() ? Gap::Kind::unstated
                         : presumes(what)    ? Gap::Kind::presumption
                                             : Gap::Kind::unknown;
  const auto [question, is_new] = questions_.add({what.relation, std::move(known)}, kind);
  if (is_new) question->alone = false;
  if (presumes(what)) {
    question->kind = kind;
    question->presumed = relation.presumed_absent;
  }
  question->add_reason(body.rule(), body.because(values, words_));
  return Side{question, 0};
}

void Walk::mark_alone() {
  alone_.assign(nodes_.size(), false);
  std::vector<Place> next{0};
  alone_[0] = true;
  while (!next.empty()) {
    const Node& node = nodes_[next.back()];
    next.pop_back();
    for (Unsettled* one : node.questions) one->alone = true;
    for (const Place below : node.below) {
      if (!alone_[below]) next.push_back(below);
      alone_[below] = true;
    }
  }
}

std::vector<Unsettled*> Walk::questions_about(const Left& left) {
  const auto is_about = [&](const Unsettled& one) {
    if (one.kind != Gap::Kind::field || one.relation != left.relation || one.field != left.field) {
      return false;
    }
    return std::ranges::all_of(left.known, [&](const auto& wanted) {
      return std::ranges::none_of(one.known, [&](const auto& has) {
        return has.first == wanted.first && has.second != wanted.second;
      });
    });
  };
  std::vector<Unsettled*> result;
  for (auto& [key, one] : questions_.all()) {
    if (is_about(one)) result.push_back(&one);
  }
  return result;
}

std::vector<Unsettled*> Walk::questions_of(const Side& side) {
  if (side.question != nullptr) return {side.question};
  if (side.left) return questions_about(*side.left);
  std::vector<Unsettled*> result;
  std::vector<Place> places{side.node};
  std::set<Place> seen{side.node};
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (Unsettled* one : nodes_[places[i]].questions) {
      const bool known = std::ranges::find(result, one) != result.end();
      if (!known && one->kind != Gap::Kind::unstated) result.push_back(one);
    }
    for (const Place below : nodes_[places[i]].below) {
      if (seen.insert(below).second) places.push_back(below);
    }
  }
  return result;
}

void Walk::join_pairs() {
  std::set<Pair> known;
  for (const Both& both : both_) {
    if (!alone_[both.node]) continue;  // something else is missing there besides
    const auto& left = both.first.left;
    const auto& right = both.second.left;
    const bool of_one_fact = left && right && left->atom == right->atom;
    for (Unsettled* first : questions_of(both.first)) {
      for (Unsettled* second : questions_of(both.second)) {
        if (of_one_fact && first->statement != second->statement) continue;
        if (first == second) first->alone = true;  // one answer settles both
        if (first == second || known.contains({second, first})) continue;
        if (!known.insert({first, second}).second) continue;
        if (pairs_.size() == most_pairs) {
          partial_ = true;
          return;
        }
        pairs_.emplace_back(first, second);
      }
    }
  }
}

}  // namespace casus::analysis
