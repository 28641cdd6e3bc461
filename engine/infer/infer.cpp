// SPDX-License-Identifier: Apache-2.0
//
// The fixpoint, component by component: rules of a component that does not depend on itself run
// once, others semi-naively until nothing new is found and no certainty or derivation improves.
#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/sort_unique.hpp"
#include "infer/fixpoint.hpp"
#include "infer/load.hpp"
#include "infer/machine.hpp"
#include "infer/precedence.hpp"
#include "infer/ratings.hpp"

namespace casus::infer {
namespace {

using plan::ComponentPlan;
using plan::RulePlan;
using plan::Step;

void collect_indexes(const std::vector<Step>& steps, std::set<plan::IndexId>& into) {
  for (const Step& step : steps) {
    if (step.pattern.index.valid()) into.insert(step.pattern.index);
    if (!step.block) continue;
    for (const auto* branches : {&step.block->branches, &step.block->doubts}) {
      for (const plan::Block::Branch& branch : *branches) collect_indexes(branch.steps, into);
    }
  }
}

class Runner {
 public:
  Runner(Fixpoint& fixpoint, const Budget& budget)
      : fixpoint_(fixpoint),
        meter_(budget),
        machine_(fixpoint, fixpoint.symbols, meter_),
        changed_(fixpoint.stores.size()),
        delta_(fixpoint.stores.size()) {}

  void run() {
    for (const ComponentPlan& component : fixpoint_.plan.components) {
      meter_.check();
      run_component(component);
      if (meter_.stopped()) break;
    }
    fixpoint_.derived_facts = meter_.derived_facts();
    if (meter_.stopped()) fixpoint_.stopped = Stopped{*meter_.stopped(), current_};
  }

 private:
  /// Rows of each store that are new or better since the last round.
  using Delta = std::vector<std::vector<RowId>>;

  void run_component(const ComponentPlan& component) {
    collect_component_indexes(component);
    catch_up();
    improved_ = false;
    derive(component);
    if (component.recursive && improved_ && !meter_.stopped()) settle(component);
    note_wild_negatives(component);
    resolve_contradictions(component);
    if (component.rating && !meter_.stopped()) {
      rate(fixpoint_, fixpoint_.plan.ratings[*component.rating].rating);
    }
  }

  void derive(const ComponentPlan& component) {
    for (const std::uint32_t rule : component.rules) run_rule(rule, nullptr, nullptr);
    if (component.recursive) iterate(component);
    for (const StoreId store : component.stores) changed_[store.index()].clear();
  }

  /// Where certainties rose on the way, derivations stand on heights that are no longer true, and
  /// which ones do depends on the order of rows. So they are found once more, now that every row's
  /// certainty is known.
  void settle(const ComponentPlan& component) {
    settled_.assign(fixpoint_.stores.size(), {});
    for (const StoreId id : component.stores) {
      Store& store = fixpoint_.stores[id.index()];
      for (RowId row = 0; row < store.size(); ++row) {
        settled_[id.index()].push_back(store.certainty(row));
        if (store.derivation(row).rule != Derivation::given) store.set_certainty(row, 0);
      }
    }
    settling_ = true;
    derive(component);
    settling_ = false;
    for (const StoreId id : component.stores) {
      Store& store = fixpoint_.stores[id.index()];
      for (RowId row = 0; row < store.size(); ++row) {
        store.set_certainty(row, settled_[id.index()][row]);
      }
    }
  }

  void collect_component_indexes(const ComponentPlan& component) {
    indexes_.clear();
    for (const std::uint32_t r : component.rules) {
      const RulePlan& rule = fixpoint_.plan.rules[r];
      collect_indexes(rule.steps, indexes_);
      collect_indexes(rule.head_steps, indexes_);
      for (const auto& steps : rule.deltas) collect_indexes(steps, indexes_);
    }
  }

  void catch_up() {
    for (const plan::IndexId id : indexes_) {
      const StoreId store = fixpoint_.plan.indexes[id.index()].store;
      fixpoint_.indexes[id.index()].catch_up(fixpoint_.store(store));
    }
  }

  void iterate(const ComponentPlan& component) {
    for (;;) {
      ++fixpoint_.rounds;
      bool any = false;
      for (const StoreId store : component.stores) {
        auto& rows = changed_[store.index()];
        sort_unique(rows);
        any = any || !rows.empty();
        delta_[store.index()] = std::exchange(rows, {});
      }
      if (!any || meter_.stopped()) return;
      catch_up();
      for (const std::uint32_t r : component.rules) {
        for (const std::vector<Step>& steps : fixpoint_.plan.rules[r].deltas) {
          const auto& rows = delta_[steps.front().pattern.store.index()];
          if (!rows.empty()) run_rule(r, &steps, &rows);
        }
      }
    }
  }

  void run_rule(std::uint32_t r, const std::vector<Step>* steps, const std::vector<RowId>* delta) {
    if (meter_.stopped()) return;
    const RulePlan& rule = fixpoint_.plan.rules[r];
    current_ = rule.rule;
    machine_.match(rule, steps != nullptr ? *steps : rule.steps, delta, [&](double certainty) {
      if (machine_.head(rule, certainty, row_) && certainty > 0) conclude(r, certainty);
      return !meter_.stopped();
    });
    for (const Notice& notice : machine_.take_notices()) note(notice);
  }

  void conclude(std::uint32_t r, double certainty) {
    const RulePlan& rule = fixpoint_.plan.rules[r];
    Store& store = fixpoint_.stores[rule.head.index()];
    const std::vector<RowId>& premises = machine_.premises();
    const std::uint32_t height = height_of(rule, premises);
    const auto [row, added] = store.insert(row_);
    if (added && !meter_.derived()) return;
    if (settling_ && (added || certainty < settled_[rule.head.index()][row])) return;
    const double before = store.certainty(row);
    const double now = fixpoint_.calculus->either(before, certainty);
    const Derivation& kept = store.derivation(row);
    const bool rises = certainty > before;
    const bool flatter =
        certainty == before && kept.rule != Derivation::given && height < kept.height;
    const bool equal =
        !added && certainty == before && kept.rule != Derivation::given && height == kept.height;
    if (rises || flatter || (equal && precedes(r, rule, premises, store, row))) {
      store.set_certainty(row, now);
      store.set_derivation(row, r, height, premises);
    }
    if (rises || flatter) changed_[rule.head.index()].push_back(row);
    improved_ = improved_ || (rises && before > 0);
  }

  [[nodiscard]] std::uint32_t height_of(const RulePlan& rule,
                                        const std::vector<RowId>& premises) const {
    std::uint32_t height = 0;
    for (const Step& step : rule.steps) {
      if (step.kind != Step::Kind::scan || !step.recursive) continue;
      const Store& store = fixpoint_.store(step.pattern.store);
      height = std::max(height, store.derivation(premises[step.premise]).height + 1);
    }
    return height;
  }

  /// Among equally sure and equally high derivations the rule whose name comes first counts, then
  /// the premises that come first in order of values.
  [[nodiscard]] bool precedes(std::uint32_t r, const RulePlan& rule,
                              const std::vector<RowId>& premises, const Store& store,
                              RowId row) const {
    const std::uint32_t kept = store.derivation(row).rule;
    if (kept != r) return rule_precedes(r, kept);
    return premises_precede(fixpoint_, rule, premises, store.premises(row, rule.premises));
  }

  /// By module and name, so that the order in which rules stand in files never shows.
  [[nodiscard]] bool rule_precedes(std::uint32_t r, std::uint32_t other) const {
    const auto key = [&](std::uint32_t one) {
      const model::RuleId id = fixpoint_.plan.rules[one].rule;
      if (!id.valid()) return std::tuple(std::string_view(), std::string_view(), one);
      const check::Rule& rule = (*fixpoint_.program)[id];
      return std::tuple(std::string_view(rule.module), std::string_view(rule.name), one);
    };
    return key(r) < key(other);
  }

  void note_wild_negatives(const ComponentPlan& component) {
    for (const RelationId relation : component.relations) {
      const StoreId id = fixpoint_.plan.negatives[relation.index()];
      if (!id.valid()) continue;
      const Store& store = fixpoint_.store(id);
      for (RowId row = 0; row < store.size(); ++row) {
        if (std::ranges::find(store.row(row), model::unknown_word) != store.row(row).end()) {
          fixpoint_.wild_negatives[id.index()].push_back(row);
        }
      }
    }
  }

  /// Where a fact is held and denied, the stronger stands; equals leave it unknown.
  void resolve_contradictions(const ComponentPlan& component) {
    for (const RelationId relation : component.relations) {
      const StoreId denied = fixpoint_.plan.negatives[relation.index()];
      if (!denied.valid() || fixpoint_.store(denied).size() == 0) continue;
      const StoreId held = fixpoint_.plan.rows[relation.index()];
      const std::size_t before = fixpoint_.contradictions.size();
      for (RowId row = 0; row < fixpoint_.store(held).size(); ++row) resolve(held, row, denied);
      std::sort(fixpoint_.contradictions.begin() + static_cast<std::ptrdiff_t>(before),
                fixpoint_.contradictions.end(),
                [&](const Contradiction& a, const Contradiction& b) {
                  const int order = compare_rows(fixpoint_, a.held, b.held);
                  return order != 0 ? order < 0 : compare_rows(fixpoint_, a.denied, b.denied) < 0;
                });
    }
  }

  void resolve(StoreId held, RowId row, StoreId denied) {
    Store& positives = fixpoint_.stores[held.index()];
    const Store& negatives = fixpoint_.store(denied);
    const auto words = positives.row(row);
    std::vector<RowId> against;
    if (const auto exact = negatives.find(words)) against.push_back(*exact);
    for (const RowId wild : fixpoint_.wild_negatives[denied.index()]) {
      bool covers = true;
      for (std::uint32_t c = 0; covers && c < positives.width(); ++c) {
        const Word said = negatives.at(wild, c);
        covers = said == model::unknown_word || said == words[c];
      }
      if (covers) against.push_back(wild);
    }
    const double certainty = positives.certainty(row);
    double strongest = 0;
    for (const RowId negative : against) {
      const double denial = negatives.certainty(negative);
      if (certainty <= 0 || denial <= 0) continue;
      fixpoint_.contradictions.push_back({{held, row}, certainty, {denied, negative}});
      strongest = std::max(strongest, denial);
    }
    if (strongest <= 0 || strongest < certainty) return;
    positives.set_certainty(row, 0);
    if (strongest == certainty) fixpoint_.undecided[held.index()].push_back(row);
  }

  /// One notice of each kind for a rule: the first in the order of its text.
  void note(const Notice& notice) {
    const auto [it, added] =
        noticed_.try_emplace({notice.rule, notice.kind}, fixpoint_.notices.size());
    if (added) {
      fixpoint_.notices.push_back(notice);
    } else if (notice.span < fixpoint_.notices[it->second].span) {
      fixpoint_.notices[it->second] = notice;
    }
  }

  Fixpoint& fixpoint_;
  Meter meter_;
  Machine machine_;
  model::RuleId current_;
  std::set<plan::IndexId> indexes_;
  /// Where in fixpoint_.notices.
  std::map<std::pair<model::RuleId, Notice::Kind>, std::size_t> noticed_;
  Delta changed_;
  Delta delta_;
  std::vector<Word> row_;
  bool improved_ = false;  ///< a certainty rose in the component under way
  bool settling_ = false;
  std::vector<std::vector<double>> settled_;  ///< by StoreId and row: the final certainty
};

plan::Cardinalities sizes_of(const model::FactBase& facts, std::size_t relations) {
  plan::Cardinalities sizes(relations);
  for (const model::Statement& statement : facts.statements) {
    ++sizes[statement.relation.index()];
  }
  return sizes;
}

}  // namespace

std::unique_ptr<const Fixpoint> infer(std::shared_ptr<const check::Program> program,
                                      std::shared_ptr<const model::FactBase> facts,
                                      const Settings& settings) {
  auto result = std::make_unique<Fixpoint>();
  result->program = std::move(program);
  result->facts = std::move(facts);
  const std::size_t relations = result->program->schema.relations.size();
  result->plan = plan::plan(*result->program, sizes_of(*result->facts, relations));
  result->calculus = make_calculus(settings.calculus);
  result->as_of = settings.as_of ? settings.as_of : result->facts->info.as_of;
  result->threshold = settings.threshold;
  result->symbols = base::Symbols(result->facts->symbols);
  for (const plan::StorePlan& store : result->plan.stores) {
    result->stores.emplace_back(static_cast<std::uint32_t>(store.columns.size()));
  }
  for (const plan::IndexPlan& index : result->plan.indexes) {
    result->indexes.emplace_back(index.columns);
  }
  result->ratings.resize(result->program->schema.ratings.size());
  result->wild_negatives.resize(result->stores.size());
  result->undecided.resize(result->stores.size());
  load(*result, settings.grades);
  Runner(*result, settings.budget).run();
  return result;
}

}  // namespace casus::infer
