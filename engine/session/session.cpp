// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include "explain/words.hpp"
#include "model/show.hpp"
#include "session/asking.hpp"
#include "session/budget.hpp"
#include "session/differences.hpp"
#include "session/notices.hpp"
#include "session/running.hpp"
#include "session/session_state.hpp"

namespace casus {

using infer::Fixpoint;
using infer::Grade;
using infer::RowRef;
using model::StatementId;

namespace {

/// The same facts in a base of their own, which may change.
std::shared_ptr<model::FactBase> copy_of(const model::FactBase& facts) {
  auto result = std::make_shared<model::FactBase>(facts.symbols);
  result->info = facts.info;
  result->sources = facts.sources;
  result->statements = facts.statements;
  result->records = facts.records;
  result->withdrawn = facts.withdrawn;
  return result;
}

/// Facts and conclusions after changes; the fixpoint knows how many there were before.
void count_rows(const Fixpoint& fixpoint, Statistics& statistics) {
  using Role = plan::StorePlan::Role;
  statistics.base_facts = statistics.derived_facts = 0;
  for (std::size_t s = 0; s < fixpoint.stores.size(); ++s) {
    const plan::StorePlan& store = fixpoint.plan->stores[s];
    const bool of_relation = store.role == Role::rows || store.role == Role::negative;
    const model::Relation& relation = fixpoint.program->schema[store.relation];
    const bool rated = store.role == Role::rows && relation.rating.valid();
    if (store.role == Role::attested || rated) continue;
    const bool stated = of_relation && relation.kind == model::RelationKind::fact;
    std::uint64_t& count = stated ? statistics.base_facts : statistics.derived_facts;
    const infer::Store& rows = fixpoint.stores[s];
    for (infer::RowId row = 0; row < rows.size(); ++row) {
      if (rows.grade(row) != Grade::none) ++count;
    }
  }
}

}  // namespace

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

Session::Started Session::start(const Ruleset& ruleset, const Facts& facts,
                                const Options& options) {
  Started result;
  result.sources = facts.data().sources;
  auto state = std::make_unique<State>();
  state->data = std::make_shared<session::EvaluationData>();
  state->data->options = options;
  state->data->options.reasons = false;
  state->data->options.derivations = true;
  result.diagnostics = session::refusals(ruleset, facts, state->data->options);
  if (has_errors(result.diagnostics)) return result;
  state->original = facts.shared();
  state->facts = copy_of(*facts.data().facts);
  state->sources = std::make_shared<Sources>(facts.data().sources);
  auto own = std::make_shared<session::FactsData>(*facts.shared());
  own->facts = state->facts;
  own->sources = state->sources;
  state->data->facts = std::move(own);
  for (std::size_t i = 0; i < state->facts->statements.size(); ++i) {
    state->ids.emplace(state->facts->statements[i].id, StatementId(i));
  }
  session::evaluate(*state->data);
  state->maintain();
  state->now = Evaluation(state->data);
  result.session = Session(std::move(state));
  return result;
}

const Evaluation& Session::now() const { return *state_->now; }
std::size_t Session::changes() const { return state_->steps.size(); }

Assessment Session::assessment() const {
  session::EvaluationData data;
  data.facts = state_->data->facts;
  data.options = state_->data->options;
  data.options.reasons = true;
  data.reasoned.fixpoint = state_->data->reasoned.fixpoint;
  data.reasoned.inexact = state_->data->reasoned.inexact;
  const infer::Budget budget = session::budget(data.options, session::end_of(data.options));
  data.reasoned.fixpoint->calculus->begin(budget);
  (void)session::summarise(data, budget);
  count_rows(*data.reasoned.fixpoint, data.assessment.statistics);
  return std::move(data.assessment);
}

void Session::State::apply(const Step& step, Changed& result) {
  for (const StatementId id : step.gone) {
    facts->withdrawn.insert(id);
    if (!facts->is_record(id)) ids.erase(facts->statements[id.index()].id);
    result.gone.push_back(facts->name_of(id));
  }
  for (const StatementId id : step.come) {
    facts->withdrawn.erase(id);
    if (!facts->is_record(id)) ids[facts->statements[id.index()].id] = id;
    result.come.push_back(facts->name_of(id));
  }
  const session::End end = session::end_of(data->options);
  const infer::Revision revision =
      maintenance->revise(step.gone, step.come, session::budget(data->options, end));
  data->reasoned.fixpoint = maintenance->fixpoint();
  data->fallback.reset();
  result.done = true;
  result.limit = session::limit(*data->reasoned.fixpoint, *sources);
  tell(revision, result);
}

void Session::State::tell(const infer::Revision& revision, Changed& result) const {
  Fixpoint& fixpoint = *data->reasoned.fixpoint;
  const explain::Words words{fixpoint, fixpoint.symbols};
  std::vector<RatingChange> ratings;
  std::map<std::pair<model::RatingId, std::vector<model::Word>>, std::size_t> places;
  const model::Schema& schema = words.schema();
  for (const session::Moved& row : session::moved_rows(fixpoint, revision)) {
    const plan::StorePlan& store = (*fixpoint.plan)[row.store];
    const model::Relation& relation = schema[store.relation];
    if (!relation.rating.valid()) {
      const bool holds = store.role == plan::StorePlan::Role::rows;
      result.conclusions.push_back(
          {relation.name, holds, words.atom(store.relation, row.words), row.before, row.after});
      continue;
    }
    const model::Rating& rating = schema[relation.rating];
    const std::vector<model::Word> subject(row.words.begin(), row.words.begin() + rating.subjects);
    const auto [place, is_new] = places.try_emplace({relation.rating, subject}, ratings.size());
    RatingChange& change = is_new ? ratings.emplace_back() : ratings[place->second];
    change.rating = rating.name;
    change.module = relation.module;
    change.title = rating.title;
    change.scale_low = model::points_of(rating.scale.low);
    change.scale_high = model::points_of(rating.scale.high);
    if (change.subject.empty()) {
      for (std::size_t i = 0; i < subject.size(); ++i) {
        change.subject.push_back(words.value(subject[i], relation.fields[i].type));
      }
    }
    const auto band = static_cast<std::size_t>(row.words[rating.subjects + 1]);
    const RatingChange::Rated rated{model::number_of(row.words[rating.subjects]),
                                    schema[rating.scale.bands].members[band]};
    (row.after > 0 ? change.after : change.before) = rated;
  }
  for (RatingChange& change : ratings) {
    if (change.before != change.after) result.ratings.push_back(std::move(change));
  }
  if (!result.limit) return;
  // What a limit kept from being derived may hold all the same.
  std::erase_if(result.ratings, [](const RatingChange& one) { return !one.after; });
  std::erase_if(result.conclusions,
                [](const ConclusionChange& one) { return one.after < one.before; });
}

void Session::State::forget(const std::vector<StatementId>& all) {
  if (all.empty()) return;
  claims.reset();
  auto& statements = facts->statements;
  while (!statements.empty() && std::ranges::count(all, StatementId(statements.size() - 1)) > 0) {
    facts->withdrawn.erase(StatementId(statements.size() - 1));
    if (texts) texts->remove(data->reasoned.fixpoint->program->schema, statements.back());
    statements.pop_back();
  }
}

void Session::State::renew_sources() {
  if (!steps.empty() || sources->size() == original->sources->size()) return;
  // A source that came with a change stays listed, with its place.
  if (facts->sources.size() > original->facts->sources.size()) return;
  sources = std::make_shared<Sources>(original->sources);
  auto own = std::make_shared<session::FactsData>(*data->facts);
  own->sources = sources;
  data->facts = std::move(own);
}

Session::Changed Session::change(const FactChange& change) {
  Changed result;
  result.sources = state_->sources;
  State::Step step;
  state_->read_change(change, step, result);
  if (has_errors(result.diagnostics)) {
    state_->facts->withdrawn.insert(step.come.begin(), step.come.end());
    state_->forget(step.come);
    state_->renew_sources();
    return result;
  }
  state_->apply(step, result);
  state_->tell_unheard(step, result);
  state_->steps.push_back(std::move(step));
  return result;
}

Session::Changed Session::undo() {
  Changed result;
  result.sources = state_->sources;
  if (state_->steps.empty()) return result;
  State::Step step = std::move(state_->steps.back());
  state_->steps.pop_back();
  std::swap(step.gone, step.come);
  state_->apply(step, result);
  state_->forget(step.gone);
  state_->renew_sources();
  return result;
}

Session::Changed Session::adjust(const std::vector<RuleAdjustment>& adjustments) {
  Changed result;
  result.sources = state_->sources;
  session::EvaluationData& data = *state_->data;
  Options options = data.options;
  options.adjustments = adjustments;
  result.diagnostics = session::bad_options(options);
  if (has_errors(result.diagnostics)) return result;
  data.options = std::move(options);
  const std::shared_ptr<Fixpoint> before = data.reasoned.fixpoint;
  // What runs have made of texts keeps its numbers, since statements may speak of it.
  state_->facts->symbols.absorb(before->symbols);
  Assessment of_start = std::move(data.assessment);
  session::evaluate(data);
  data.assessment = std::move(of_start);
  data.fallback.reset();
  state_->maintain();
  result.done = true;
  result.limit = session::limit(*data.reasoned.fixpoint, *state_->sources);
  state_->tell({.rows = {}, .before = before}, result);
  return result;
}

}  // namespace casus
