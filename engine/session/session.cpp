// SPDX-License-Identifier: Apache-2.0
#include "casus/session.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>
#include <utility>

#include "base/near.hpp"
#include "base/sort_unique.hpp"
#include "explain/words.hpp"
#include "infer/maintain/maintenance.hpp"
#include "intake/toml.hpp"
#include "model/show.hpp"
#include "session/asking.hpp"
#include "session/budget.hpp"
#include "session/claims.hpp"
#include "session/differences.hpp"
#include "session/notices.hpp"
#include "session/running.hpp"
#include "session/setting.hpp"

namespace casus {

using infer::Fixpoint;
using infer::Grade;
using infer::RowRef;
using model::StatementId;

namespace {

/// A change by what it did, to be taken back.
struct Step {
  std::vector<StatementId> gone;
  std::vector<StatementId> come;
};

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

/// A statement like `old` with the fields, and what else the setting says, of `now`.
model::Statement alike(const model::Statement& old, model::Statement now,
                       const session::Setting& setting) {
  model::Statement result = old;
  if (result.id.empty()) result.id = std::move(now.id);
  result.fields = std::move(now.fields);
  std::erase_if(result.estimates, [&](const model::Triangle& one) {
    return result.fields[one.field] != old.fields[one.field];
  });
  result.span = now.span;
  if (setting.certainty) result.certainty = now.certainty;
  if (setting.kind) result.kind = now.kind;
  if (setting.source) result.source = now.source;
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

struct Session::State {
  std::shared_ptr<const session::FactsData> original;  ///< whose texts and sources the rest uses
  std::shared_ptr<Sources> sources;
  std::shared_ptr<model::FactBase> facts;
  std::shared_ptr<session::EvaluationData> data;
  std::optional<Evaluation> now;
  std::optional<infer::Maintenance> maintenance;
  std::unordered_map<std::string, StatementId> ids;  ///< of statements that are not withdrawn
  std::optional<session::Claims> claims;             ///< once something comes that has a source
  std::vector<Step> steps;
  std::size_t texts = 0;  ///< that came

  void maintain() {
    const session::Reasoned& reasoned = data->reasoned;
    maintenance.emplace(reasoned.fixpoint, facts,
                        session::settings_of(data->options, {}, reasoned.inexact));
  }

  /// The ids of facts that a text means; adds to the diagnostics where it means none.
  void find(const std::string& text, std::vector<StatementId>& into, Changed& result);
  bool find_record(const std::string& text, std::vector<StatementId>& into) const;
  void find_by_atom(const std::string& text, std::vector<StatementId>& into, Changed& result);
  /// Reads what comes beside the facts that stay; none where it has errors.
  [[nodiscard]] std::vector<model::Statement> read(const std::string& toml, const Step& step,
                                                   Changed& result);
  void append(model::Statement statement, Step& step);
  /// A fact that is stated as rules write it, perhaps in place of one that is there.
  void set(const std::string& text, Step& step, Changed& result);
  void apply(const Step& step, Changed& result);
  void tell(const infer::Revision& revision, Changed& result) const;
};

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

void Session::State::find(const std::string& text, std::vector<StatementId>& into,
                          Changed& result) {
  const auto known = ids.find(text);
  if (known != ids.end()) {
    into.push_back(known->second);
    return;
  }
  if (find_record(text, into)) return;
  if (text.find('(') != std::string::npos) return find_by_atom(text, into, result);
  std::vector<std::string_view> names;
  for (const auto& [id, statement] : ids) names.push_back(id);
  std::ranges::sort(names);
  Diagnostic& d = result.diagnostics.emplace_back(error("", "there is no fact `" + text + '`'));
  if (const auto near = base::nearest(text, names)) d.advise(near->question());
}

/// "trade.csv:12"
bool Session::State::find_record(const std::string& text, std::vector<StatementId>& into) const {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  std::uint32_t line = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, line);
  if (error != std::errc() || rest != end) return false;
  for (std::size_t f = 0; f < facts->records.size(); ++f) {
    const model::Records& file = facts->records[f];
    if (file.name != text.substr(0, colon)) continue;
    const auto record = file.record_on(line);
    if (!record) continue;
    const StatementId id(facts->first_of(f).index() + *record);
    if (facts->withdrawn.contains(id)) continue;
    into.push_back(id);
    return true;
  }
  return false;
}

void Session::State::find_by_atom(const std::string& text, std::vector<StatementId>& into,
                                  Changed& result) {
  const session::End end = session::end_of(data->options);
  const session::Asking at{*data, data->reasoned, end};
  const auto asked = session::ask(at, text, infer::Purpose::count);
  if (!asked->answers) {
    result.diagnostics.insert(result.diagnostics.end(), asked->diagnostics.begin(),
                              asked->diagnostics.end());
    result.sources = asked->sources;
    return;
  }
  const check::Atom* atom = session::only_atom(*asked->goal);
  const model::Schema& schema = at.fixpoint().program->schema;
  if (atom == nullptr || schema[atom->relation].kind != model::RelationKind::fact) {
    result.diagnostics.push_back(
        error("", "only facts can be dropped, and this is none: " + text)
            .advise("give a fact's id, or an atom of one: `pump(name: \"P3\")`"));
    return;
  }
  const auto rows = infer::fitting_rows(at.fixpoint(), *asked->goal, at.budget);
  if (!rows) {
    result.diagnostics.push_back(error("", "a limit came before all facts were found: " + text));
    return;
  }
  for (const infer::RowRef& row : *rows) {
    const auto ids_of_row = at.fixpoint().statements_of(row);
    into.insert(into.end(), ids_of_row.begin(), ids_of_row.end());
  }
  if (rows->empty()) result.diagnostics.push_back(error("", "no fact is there to drop: " + text));
}

void Session::State::set(const std::string& text, Step& step, Changed& result) {
  const session::End end = session::end_of(data->options);
  const session::Asking at{*data, data->reasoned, end};
  std::vector<StatementId> ids_of_text;
  const std::string name = session::set_name(text);
  if (const auto known = ids.find(name); known != ids.end()) {
    ids_of_text.push_back(known->second);
  } else {
    (void)find_record(name, ids_of_text);
  }
  std::optional<model::Statement> old;
  if (!ids_of_text.empty()) {
    if (std::ranges::find(step.gone, ids_of_text.front()) != step.gone.end()) {
      result.diagnostics.push_back(
          error("", '`' + name + "` is set, and the same change sets or drops it besides")
              .advise("name all new values of a fact in one place"));
      return;
    }
    old = (*facts)[ids_of_text.front()];
  }
  const auto setting =
      session::read_setting(at, text, old ? &*old : nullptr, result.diagnostics, result.sources);
  if (!setting) return;
  step.gone.insert(step.gone.end(), ids_of_text.begin(), ids_of_text.end());
  for (model::Statement& one : read(setting->toml, step, result)) {
    append(old ? alike(*old, std::move(one), *setting) : std::move(one), step);
  }
}

std::vector<model::Statement> Session::State::read(const std::string& toml, const Step& step,
                                                   Changed& result) {
  const std::string name = "change " + std::to_string(++texts);
  const std::uint32_t file = sources->add(name, toml);
  result.sources = sources;
  Fixpoint& fixpoint = *data->reasoned.fixpoint;
  const auto stays = [&](StatementId id) {
    return !facts->withdrawn.contains(id) && std::ranges::find(step.gone, id) == step.gone.end();
  };
  const auto with_id = [&](std::string_view id) -> const model::Statement* {
    const auto known = ids.find(std::string(id));
    if (known == ids.end() || !stays(known->second)) return nullptr;
    return &facts->statements[known->second.index()];
  };
  const auto claimed = [&](const model::Statement& statement) {
    if (!claims) claims.emplace(*facts);
    return claims->of(statement, stays);
  };
  intake::Intake more =
      intake::read_more(*sources, file, fixpoint.program->schema, fixpoint.symbols,
                        {.facts = *facts, .with_id = with_id, .claimed = claimed});
  const Diagnostics undated = session::date_needed(*fixpoint.program, more.facts, fixpoint.as_of);
  for (const Diagnostics& part : {more.diagnostics, undated}) {
    result.diagnostics.insert(result.diagnostics.end(), part.begin(), part.end());
  }
  if (has_errors(result.diagnostics)) return {};
  fixpoint.symbols.absorb(more.facts.symbols);
  facts->sources = std::move(more.facts.sources);
  return std::move(more.facts.statements);
}

void Session::State::append(model::Statement statement, Step& step) {
  step.come.emplace_back(facts->statements.size());
  facts->statements.push_back(std::move(statement));
  if (claims) claims->add(step.come.back());
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
  tell(revision, result);
  result.limit = session::limit(*data->reasoned.fixpoint, *sources);
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
}

Session::Changed Session::change(const FactChange& change) {
  Changed result;
  result.sources = state_->sources;
  Step step;
  for (const std::string& text : change.drop) {
    const auto before = result.sources;
    state_->find(text, step.gone, result);
    if (result.sources != before) break;  // mistakes lie in this text; in one at a time
  }
  sort_unique(step.gone);
  if (has_errors(result.diagnostics)) return result;
  if (!change.add.empty()) {
    for (model::Statement& one : state_->read(change.add, step, result)) {
      state_->append(std::move(one), step);
    }
  }
  for (const std::string& text : change.set) {
    if (has_errors(result.diagnostics)) break;
    state_->set(text, step, result);
  }
  if (has_errors(result.diagnostics)) {
    state_->facts->withdrawn.insert(step.come.begin(), step.come.end());
    return result;
  }
  sort_unique(step.gone);
  state_->apply(step, result);
  state_->steps.push_back(std::move(step));
  return result;
}

Session::Changed Session::undo() {
  Changed result;
  result.sources = state_->sources;
  if (state_->steps.empty()) return result;
  Step step = std::move(state_->steps.back());
  state_->steps.pop_back();
  std::swap(step.gone, step.come);
  state_->apply(step, result);
  return result;
}

}  // namespace casus
