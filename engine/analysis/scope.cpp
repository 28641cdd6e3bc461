// SPDX-License-Identifier: Apache-2.0
#include "analysis/scope.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analysis/compared.hpp"
#include "check/reached.hpp"
#include "explain/gap.hpp"
#include "explain/score_target.hpp"
#include "infer/ask/shortfall.hpp"
#include "plan/conjunctions.hpp"
#include "session/asking.hpp"
#include "session/notices.hpp"

namespace casus::analysis {

using check::Influence;

namespace {

/// So many steps are looked behind.
constexpr std::size_t most_behind = 200;

/// Where a scale or factor ends, if that is before the number that its points are to pass.
template <class Bounded>
std::optional<double> end_before(const check::Expr& number, bool rise, bool reaching,
                                 const Bounded& bounded) {
  const bool known = number.kind == check::Expr::Kind::constant &&
                     number.constant != model::unknown_word && number.type.numeric();
  if (!known) return std::nullopt;
  const double wanted = number_of(number.constant, number.type.base);
  const double end = model::points_of(rise ? bounded.high : bounded.low);
  const bool before = rise ? end < wanted : end > wanted;
  return before || (end == wanted && !reaching) ? std::optional(end) : std::nullopt;
}

/// Of a goal that is one comparison.
std::optional<Sought> sought(const check::Goal& goal, const explain::Words& words) {
  using check::Expr;
  using check::Function;
  const auto alternatives = plan::conjunctions(goal.terms, goal.body, {});
  if (alternatives.size() != 1 || alternatives.front().size() != 1) return std::nullopt;
  const check::Condition& only = goal.terms[alternatives.front().front().condition];
  if (only.kind != check::Condition::Kind::test) return std::nullopt;
  const Expr& test = goal.terms[only.expr];
  if (test.kind != Expr::Kind::apply || !check::is_order(test.function)) return std::nullopt;
  for (std::size_t side = 0; side < 2; ++side) {
    const Expr& rated = goal.terms[explain::without_conversion(goal.terms, test.args[side])];
    const bool points = rated.kind == Expr::Kind::points;
    if (!points && rated.kind != Expr::Kind::score && rated.kind != Expr::Kind::band) continue;
    const bool greater =
        test.function == Function::greater || test.function == Function::greater_equal;
    Sought result{.rating = rated.rating, .subject = {}, .rise = greater == (side == 0)};
    const model::Schema& schema = words.schema();
    const model::Relation& relation = schema[schema[rated.rating].relation];
    const bool reaching =
        test.function == Function::greater_equal || test.function == Function::less_equal;
    if (rated.kind == Expr::Kind::band) {
      const Expr& band = goal.terms[explain::without_conversion(goal.terms, test.args[1 - side])];
      const model::Scale& scale = schema[rated.rating].scale;
      const Function needs = side == 0 ? test.function : infer::mirrored(test.function);
      if (band.kind == Expr::Kind::constant && band.constant != model::unknown_word) {
        result.no_band =
            explain::beyond_bands(words, scale, needs, static_cast<std::uint32_t>(band.constant));
      }
      if (!result.no_band.empty()) {
        result.end = model::points_of(result.rise ? scale.high : scale.low);
      }
    }
    const Expr& other = goal.terms[explain::without_conversion(goal.terms, test.args[1 - side])];
    if (rated.kind == Expr::Kind::score) {
      result.end = end_before(other, result.rise, reaching, schema[rated.rating].scale);
    }
    if (points) {
      result.factor = rated.factor;
      result.end =
          end_before(other, result.rise, reaching, schema[rated.rating].factors[rated.factor]);
    }
    for (std::size_t i = 0; i < rated.args.size(); ++i) {
      const Expr& value = goal.terms[rated.args[i]];
      if (value.kind != Expr::Kind::constant) return std::nullopt;
      const bool own = relation.fields[i].type.base == model::Base::text &&
                       value.constant >= words.fixpoint.symbols.size();
      if (own) return std::nullopt;  // nobody has this name
      result.subject.push_back(words.value(value.constant, relation.fields[i].type));
    }
    return result;
  }
  return std::nullopt;
}

/// Either way is possible.
void widen(Influence& one) {
  if (one.any()) one = {.raises = true, .lowers = true};
}

/// By RelationId: whether what counts for some contribution depends on it and on given origins,
/// by which one contribution may count in place of another.
std::vector<bool> beside_origins(const infer::Fixpoint& fixpoint) {
  const check::Program& program = *fixpoint.program;
  std::vector<bool> with_origin(program.schema.relations.size());
  for (const model::Statement& one : fixpoint.facts->statements) {
    const bool is_origin =
        one.source.valid() && fixpoint.given_origins.contains((*fixpoint.facts)[one.source].id);
    if (!one.origin.empty() || is_origin) with_origin[one.relation.index()] = true;
  }
  std::vector<bool> result(with_origin.size());
  for (const check::Rule& rule : program.rules) {
    const bool contributes =
        std::ranges::any_of(rule.conclusions, [](const check::Conclusion& one) {
          return one.kind == check::Conclusion::Kind::contribute;
        });
    if (!contributes) continue;
    const std::vector<bool> below = check::reached(program, rule.terms);
    bool concerned = false;
    for (std::size_t r = 0; r < below.size(); ++r) concerned |= below[r] && with_origin[r];
    for (std::size_t r = 0; concerned && r < below.size(); ++r) result[r] = result[r] || below[r];
  }
  return result;
}

/// Which way relations move the goal. What counts for evidence may depend on other evidence where
/// origins are given: then either way is possible.
check::Influences influences_of(const infer::Fixpoint& fixpoint, const check::Goal& goal) {
  check::Influences result = check::influences(*fixpoint.program, goal);
  const bool by_source =
      fixpoint.calculus->joining() == infer::Calculus::Joining::by_rule && fixpoint.has_sources;
  if (fixpoint.given_origins.empty() && !by_source) return result;
  const std::vector<bool> concerned = beside_origins(fixpoint);
  for (std::size_t r = 0; r < result.rows.size(); ++r) {
    if (!by_source && !concerned[r]) continue;
    widen(result.rows[r]);
    for (Influence& one : result.larger[r]) widen(one);
  }
  return result;
}

/// What there is before a search once something has changed, which is taken back: nothing where
/// that is refused.
std::pair<Scope, std::optional<LimitReached>> scope_after(Session& session, const Target& target,
                                                          const std::string& goal,
                                                          const FactChange& change) {
  const Session::Changed changed = session.change(change);
  if (!changed.done) return {};
  std::optional<LimitReached> limit = changed.limit;
  if (!limit) limit = limit_reached(session.now().shared()->options, "the search");
  Scope scope;
  if (!limit) scope = scope_of(session, target, goal);
  (void)session.undo();
  return {std::move(scope), std::move(limit)};
}

/// Of each fact its last values, or what else becomes of it, and of each question one answer, as
/// far as they can be together.
FactChange all_at_once(const Levers& levers) {
  FactChange result;
  std::set<std::string> facts;
  for (const Lever& lever : levers.all) {
    const std::string& fact = lever.steps.front().most.fact;
    if (!fact.empty() && !facts.insert(fact).second) continue;
    std::set<std::optional<std::uint32_t>> fields;
    for (auto one = lever.steps.rbegin(); one != lever.steps.rend(); ++one) {
      const bool beside = fields.empty() || (one->field && fields.begin()->has_value());
      if (beside && fields.insert(one->field).second) join_change(one->most.change, result);
    }
  }
  return result;
}

}  // namespace

Scope scope_of(const Session& session, const Target& target, const std::string& goal) {
  Scope result;
  const session::EvaluationData& data = *session.now().shared();
  session::answering(data, [&](const session::Asking& at) -> std::optional<Limit> {
    const auto asked = session::ask(at, goal, infer::Purpose::count);
    base::Symbols symbols(at.fixpoint().symbols);
    const explain::Words words{at.fixpoint(), symbols};
    const Unsettleds questions = unsettled(target, at, words);
    result.partial = questions.partial;
    result.rating = sought(*asked->goal, words);
    result.levers = levers(words, questions, *asked->goal,
                           influences_of(at.fixpoint(), *asked->goal), Demand(*asked->goal, words));
    return std::nullopt;
  });
  return result;
}

bool may_be_open(const model::Schema& schema, const Target& target) {
  for (std::size_t r = 0; r < schema.relations.size(); ++r) {
    const model::Relation& relation = schema.relations[r];
    const bool open =
        relation.is_open() || std::ranges::any_of(relation.fields, &model::Field::open);
    if (open && target.relations()[r]) return true;
  }
  return false;
}

std::optional<LimitReached> look_behind(Session& session, const Target& target,
                                        const std::string& goal, Scope& scope) {
  Levers& levers = scope.levers;
  std::vector<std::pair<std::string, ReachStep>> changes;  // by fact
  std::set<std::string> questions;
  std::set<std::string> answers;
  for (const ReachUntried& one : levers.untried) questions.insert(question_key(one));
  for (const Lever& lever : levers.all) {
    if (!lever.question.empty()) questions.insert(lever.question);
    for (ReachStep& one : ways_of(lever)) {
      if (one.changes()) {
        changes.emplace_back(lever.fact, std::move(one));
      } else {
        answers.insert(one.now);
      }
    }
  }
  if (changes.size() > most_behind) {
    changes.resize(most_behind);
    scope.partial = true;
  }
  const auto is_no_news = [&](const Lever::Step& one) {
    return one.most.changes() || answers.contains(one.most.now);
  };
  // The questions of a scope behind changes, with their new answers; what it does not try is told.
  const auto take = [&](Scope&& behind) {
    scope.partial = scope.partial || behind.partial;
    for (const ReachUntried& one : behind.levers.untried) {
      // Of fields of facts not every value is tried as it is.
      const bool is_new = !one.question.empty() && questions.insert(question_key(one)).second;
      if (is_new) levers.untried.push_back(one);
    }
    std::vector<Lever> result = std::move(behind.levers.all);
    for (Lever& one : result) std::erase_if(one.steps, is_no_news);
    std::erase_if(result, [](const Lever& one) { return one.steps.empty(); });
    return result;
  };
  std::map<std::string, std::size_t> found;  // places of questions by their first answer
  for (const auto& [fact, step] : changes) {
    auto [behind, limit] = scope_after(session, target, goal, step.change);
    if (limit) return limit;
    for (Lever& one : take(std::move(behind))) {
      const auto [it, is_new] = found.try_emplace(one.steps.front().most.now, levers.all.size());
      if (is_new) {
        levers.all.push_back(std::move(one));
        ++levers.changeable;
      }
      levers.all[it->second].behind.insert(fact);
    }
  }
  // Behind several changes nothing is looked for, but it is told where all of them bring it up.
  auto [behind, limit] = scope_after(session, target, goal, all_at_once(levers));
  if (limit) return limit;
  for (const Lever& one : take(std::move(behind))) {
    const ReachStep& first = one.steps.front().most;
    if (found.contains(first.now) || !questions.insert(one.question).second) continue;
    levers.untried.push_back({first.was, "it comes up only behind several changes"});
  }
  std::stable_partition(levers.all.begin(), levers.all.end(),
                        [](const Lever& one) { return !one.only_helps; });
  return std::nullopt;
}

}  // namespace casus::analysis
