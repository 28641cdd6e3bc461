// SPDX-License-Identifier: Apache-2.0
#include "plan/plan.hpp"

#include <algorithm>
#include <map>

#include "check/best_first.hpp"
#include "plan/bodies.hpp"
#include "plan/carried.hpp"
#include "plan/deciding.hpp"

namespace casus::plan {
namespace {

using check::Conclusion;
using check::Program;

/// Stores and indexes of a whole program while it is being planned.
class Builder : public PlanCatalogue {
 public:
  Builder(const Program& program, const Cardinalities& sizes, Plan& plan)
      : PlanCatalogue(plan), program_(program), sizes_(sizes), plan_(plan) {}

  IndexId index(StoreId store, std::vector<std::uint32_t> columns) override {
    std::ranges::sort(columns);
    const auto [it, added] = index_ids_.try_emplace({store, columns}, plan_.indexes.size());
    const bool whole = is_whole(plan_[store], columns);
    if (added) plan_.indexes.push_back({store, std::move(columns), whole});
    return it->second;
  }
  bool recursive(RelationId relation) const override {
    return std::ranges::find(component_, relation) != component_.end();
  }
  double expected_rows(RelationId relation) const override {
    return static_cast<double>(plan::expected_rows(program_, sizes_, relation));
  }

  void run();

 private:
  StoreId add_store(StorePlan store) {
    plan_.stores.push_back(std::move(store));
    return StoreId(plan_.stores.size() - 1);
  }
  void add_relation_stores();
  void add_rating(ComponentPlan& component, RatingId id);
  void add_rules(ComponentPlan& component, RuleId id, std::uint32_t conclusion, StoreId head);
  StoreId rating_input(const check::Rule& rule, const Conclusion& conclusion);
  void index_conclusions();

  const Program& program_;
  const Cardinalities& sizes_;
  Plan& plan_;
  std::vector<RelationId> component_;  ///< of the component being planned, if it is recursive
  std::map<std::pair<StoreId, std::vector<std::uint32_t>>, IndexId> index_ids_;
  std::vector<std::vector<std::pair<RuleId, std::uint32_t>>> deriving_;  ///< by RelationId
  std::vector<std::vector<std::pair<RuleId, std::uint32_t>>> rating_;    ///< by RatingId
};

void Builder::add_relation_stores() {
  const auto& relations = program_.schema.relations;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    StorePlan store{StorePlan::Role::rows, RelationId(i), {}};
    for (const model::Field& field : relations[i].fields) store.columns.push_back(field.type);
    const bool fact = relations[i].kind == model::RelationKind::fact;
    if (fact) store.columns.push_back({.base = Base::integer});
    store.best = relations[i].best();
    store.greatest = store.best && relations[i].fields[*store.best].best == model::Best::greatest;
    plan_.rows.push_back(add_store(store));
    store.best.reset();
    store.role = StorePlan::Role::negative;
    plan_.negatives.push_back(relations[i].is_open() ? add_store(store) : StoreId());
    // For all facts, since a goal may ask for single statements where no rule does.
    store.role = StorePlan::Role::attested;
    store.columns.push_back({.base = Base::text});
    store.columns.push_back({.base = Base::number});
    plan_.attested.push_back(fact ? add_store(std::move(store)) : StoreId());
  }
}

void Builder::index_conclusions() {
  deriving_.resize(program_.schema.relations.size());
  rating_.resize(program_.schema.ratings.size());
  for (std::size_t r = 0; r < program_.rules.size(); ++r) {
    const auto& conclusions = program_.rules[r].conclusions;
    for (std::size_t c = 0; c < conclusions.size(); ++c) {
      const std::pair entry(RuleId(r), static_cast<std::uint32_t>(c));
      if (conclusions[c].kind == Conclusion::Kind::derive) {
        deriving_[conclusions[c].relation.index()].push_back(entry);
      } else {
        rating_[conclusions[c].rating.index()].push_back(entry);
      }
    }
  }
}

void Builder::add_rules(ComponentPlan& component, RuleId id, std::uint32_t conclusion,
                        StoreId head) {
  check::Terms terms = program_[id].terms;
  const HeadPlan plan = head_of(program_, terms, id, conclusion, head);
  for (RulePlan& planned : plan_body(program_, terms, program_[id].body, plan, *this)) {
    component.rules.push_back(static_cast<std::uint32_t>(plan_.rules.size()));
    planned.deciding = deciding_columns(planned, plan_.stores);
    plan_.rules.push_back(std::move(planned));
  }
}

StoreId Builder::rating_input(const check::Rule& rule, const Conclusion& conclusion) {
  const model::Rating& rating = program_.schema[conclusion.rating];
  StorePlan store{conclusion.kind == Conclusion::Kind::contribute ? StorePlan::Role::contribution
                                                                  : StorePlan::Role::limit,
                  rating.relation,
                  {}};
  const auto& fields = program_.schema[rating.relation].fields;
  for (std::uint32_t i = 0; i < rating.subjects; ++i) store.columns.push_back(fields[i].type);
  for (const check::VariableId variable : conclusion.for_each) {
    store.columns.push_back(rule.terms[variable].type);
  }
  store.columns.push_back({.base = Base::integer});
  return add_store(std::move(store));
}

void Builder::add_rating(ComponentPlan& component, RatingId id) {
  const model::Rating& rating = program_.schema[id];
  RatingPlan& planned = plan_.ratings[id.index()];
  planned.rating = id;
  component.rating = id.value;

  const check::Subjects& subjects = program_.subjects[id.index()];
  check::Terms terms = subjects.terms;
  StorePlan store{StorePlan::Role::subjects, rating.relation, {}};
  for (const check::VariableId variable : subjects.subjects) {
    store.columns.push_back(terms[variable].type);
  }
  planned.subjects = add_store(std::move(store));
  const HeadPlan head = head_of(subjects, terms, planned.subjects);
  component.stores.push_back(head.store);
  for (RulePlan& rule : plan_body(program_, terms, subjects.body, head, *this)) {
    component.rules.push_back(static_cast<std::uint32_t>(plan_.rules.size()));
    rule.deciding = deciding_columns(rule, plan_.stores);
    plan_.rules.push_back(std::move(rule));
  }
  for (const auto& [rule, conclusion] : rating_[id.index()]) {
    const Conclusion& said = program_[rule].conclusions[conclusion];
    const StoreId input = rating_input(program_[rule], said);
    auto& inputs =
        said.kind == Conclusion::Kind::contribute ? planned.contributions : planned.limits;
    inputs.push_back({rule, conclusion, input});
    component.stores.push_back(input);
    add_rules(component, rule, conclusion, input);
  }
}

void Builder::run() {
  add_relation_stores();
  index_conclusions();
  plan_.ratings.resize(program_.schema.ratings.size());
  for (const check::Component& from : program_.components) {
    ComponentPlan component;
    component.relations = from.relations;
    component.recursive = from.recursive;
    component.best_first = from.recursive && check::is_best_first(program_, from.relations);
    component_ = from.recursive ? from.relations : std::vector<RelationId>();
    for (const RelationId relation : from.relations) {
      component.stores.push_back(rows(relation));
      if (negative(relation).valid()) component.stores.push_back(negative(relation));
      const RatingId rating = program_.schema[relation].rating;
      if (rating.valid()) add_rating(component, rating);
      for (const auto& [rule, conclusion] : deriving_[relation.index()]) {
        const bool negated = program_[rule].conclusions[conclusion].negative;
        add_rules(component, rule, conclusion, negated ? negative(relation) : rows(relation));
      }
    }
    component.carried = carried_columns(plan_, component);
    plan_.components.push_back(std::move(component));
  }
}

}  // namespace

Cardinalities sizes_of(const model::FactBase& facts, std::size_t relations) {
  Cardinalities sizes(relations);
  for (const model::Statement& statement : facts.statements) {
    ++sizes[statement.relation.index()];
  }
  for (const model::Records& file : facts.records) sizes[file.relation.index()] += file.size;
  return sizes;
}

std::uint64_t expected_rows(const Program& program, const Cardinalities& sizes,
                            RelationId relation) {
  const bool fact = program.schema[relation].kind == model::RelationKind::fact;
  if (fact && relation.index() < sizes.size()) return sizes[relation.index()];
  std::uint64_t largest = 1;
  for (const std::uint64_t size : sizes) largest = std::max(largest, size);
  return largest;
}

Plan plan(const Program& program, const Cardinalities& sizes) {
  Plan result;
  Builder(program, sizes, result).run();
  return result;
}

}  // namespace casus::plan
