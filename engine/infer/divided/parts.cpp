// SPDX-License-Identifier: Apache-2.0
#include "infer/divided/parts.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/in_order.hpp"
#include "infer/divided/side_runner.hpp"

namespace casus::infer {
namespace {

/// More parts would each have few rows a round, fewer would not fit the caches.
constexpr std::size_t most_parts = 64;

/// What rules that recur see of a run, with stores of its own for the component. Left out is what
/// only the whole of a run reads: from where statements come, joined derivations, what better
/// values took the place of.
std::unique_ptr<Fixpoint> view_of(const Fixpoint& whole, const std::vector<StoreId>& own) {
  auto view = std::make_unique<Fixpoint>();
  view->program = whole.program;
  view->facts = whole.facts;
  view->plan = whole.plan;
  view->calculus =
      make_calculus({.name = std::string(whole.calculus->name()), .threshold = whole.threshold});
  view->as_of = whole.as_of;
  view->threshold = whole.threshold;
  view->symbols = base::Symbols(whole.symbols);
  view->stores = whole.stores;
  view->indexes = whole.indexes;
  view->ratings.resize(whole.ratings.size());
  view->wild_negatives = whole.wild_negatives;
  view->undecided.resize(whole.stores.size());
  view->incomplete = whole.incomplete;
  for (const StoreId store : own) view->stores[store.index()] = Store(0);
  return view;
}

}  // namespace

/// Derives one part after the other.
class Parts::Worker {
 public:
  Worker(const Parts& parts, const SharedSettings& settings)
      : parts_(parts),
        view_(view_of(parts.whole_, parts.stores_)),
        side_(*view_, settings),
        most_(parts.stores_.size()) {}

  /// Of the part that took the most.
  [[nodiscard]] std::uint64_t rounds() const { return view_->rounds; }
  [[nodiscard]] SideRunner& side() { return side_; }

  void derive(Part& part) {
    for (std::size_t k = 0; k < part.stores.size(); ++k) {
      part.stores[k].reserve(most_[k]);
      view_->stores[parts_.stores_[k].index()] = std::move(part.stores[k]);
    }
    for (std::size_t i = 0; i < view_->indexes.size(); ++i) {
      const plan::IndexPlan& index = view_->plan->indexes[i];
      if (std::ranges::count(parts_.stores_, index.store) > 0) view_->indexes[i] = Index(index);
    }
    side_.runner().run_part(parts_.component_);
    for (std::size_t k = 0; k < part.stores.size(); ++k) {
      part.stores[k] = std::exchange(view_->stores[parts_.stores_[k].index()], Store(0));
      most_[k] = std::max(most_[k], part.stores[k].size());
    }
  }

 private:
  const Parts& parts_;
  std::unique_ptr<Fixpoint> view_;
  SideRunner side_;
  std::vector<RowId> most_;  ///< rows of a part so far, by place in `stores_`: others have as many
};

Parts::Parts(Runner& runner, Fixpoint& whole, const ComponentPlan& component,
             const Division& division)
    : runner_(runner), whole_(whole), component_(component) {
  for (const auto& [store, column] : component.carried) stores_.push_back(store);
  own_premises_.resize(whole.plan->rules.size());
  for (const std::uint32_t r : component.rules) {
    const RulePlan& rule = whole.plan->rules[r];
    for (const std::uint32_t p : rule.own_premises) {
      own_premises_[r].emplace_back(
          p, std::ranges::find(stores_, rule.premise_stores[p]) - stores_.begin());
    }
  }
  divide(division);
}

Parts::~Parts() = default;

/// Values go to parts in the order in which rows have them, equally many to each.
void Parts::divide(const Division& division) {
  std::size_t rows = 0;
  for (const StoreId id : stores_) rows += whole_.store(id).size();
  if (rows < division.rows_parted) return;
  std::unordered_map<Word, std::size_t> values;
  for (const auto& [id, column] : component_.carried) {
    const Store& store = whole_.store(id);
    for (RowId row = 0; row < store.size(); ++row) {
      values.emplace(store.at(row, column), values.size());
    }
  }
  const std::size_t count = std::min(most_parts, values.size() / division.values_a_part);
  if (count < 2) return;
  parts_.resize(count);
  for (const auto& [id, column] : component_.carried) {
    const Store& store = whole_.store(id);
    for (Part& part : parts_) part.rows.emplace_back();
    for (RowId row = 0; row < store.size(); ++row) {
      const std::size_t value = values.at(store.at(row, column));
      parts_[value * count / values.size()].rows.back().push_back(row);
    }
    for (Part& part : parts_) part.stores.push_back(store.only(part.rows.back()));
  }
}

void Parts::run(const Settings& settings) {
  Settings own = settings;
  own.derivations = runner_.keeps_derivations();
  own.division.threads = 1;
  SharedSettings shared(own);
  struct Job {
    Worker* worker = nullptr;
    Part part;
  };
  std::vector<std::unique_ptr<Worker>> workers;
  std::size_t next = 0;
  std::uint64_t given_up = 0;  // rows for which there is no memory
  base::in_order<Job>(
      settings.division.threads,
      [&](Job& job) {
        if (next == parts_.size()) return false;
        if (job.worker == nullptr) {
          workers.push_back(std::make_unique<Worker>(*this, shared));
          job.worker = workers.back().get();
        }
        job.part = std::move(parts_[next++]);
        return true;
      },
      [](Job& job) { job.worker->derive(job.part); },
      [&](Job& job) {
        Part part = std::exchange(job.part, {});
        if (shared.reached() == Limit::memory) {
          given_up += part.found();
        } else {
          take_over(part);
        }
        return true;
      });
  if (settings.profile != nullptr) settings.profile->parts += parts_.size();
  std::uint64_t rounds = 0;
  for (const auto& worker : workers) {
    runner_.count_in(worker->side());
    rounds = std::max(rounds, worker->rounds());
  }
  runner_.meter().take_back(given_up);
  whole_.rounds += rounds;
  if (shared.reached()) runner_.meter().stop(*shared.reached());
}

std::uint64_t Parts::Part::found() const {
  std::uint64_t found = 0;
  for (std::size_t k = 0; k < stores.size(); ++k) found += stores[k].size() - rows[k].size();
  return found;
}

void Parts::take_over(const Part& part) {
  std::vector<RowId> begun;  // by place in `stores_`: rows that the part began with
  std::vector<RowId> ends;   // and rows of the whole
  for (std::size_t k = 0; k < stores_.size(); ++k) {
    begun.push_back(static_cast<RowId>(part.rows[k].size()));
    ends.push_back(whole_.store(stores_[k]).size());
  }
  const auto renumber = [&](std::uint32_t rule, std::span<RowId> premises) {
    for (const auto& [place, k] : own_premises_[rule]) {
      RowId& row = premises[place];
      row = row < begun[k] ? part.rows[k][row] : ends[k] + (row - begun[k]);
    }
  };
  for (std::size_t k = 0; k < stores_.size(); ++k) {
    Store& whole = whole_.stores[stores_[k].index()];
    const Store& found = part.stores[k];
    for (RowId row = 0; row < begun[k]; ++row) {
      if (found.grade(row) == whole.grade(part.rows[k][row])) continue;
      const Derivation derivation = found.derivation(row);
      const auto kept = found.premises(row, found.premises_kept());
      std::vector<RowId> premises(kept.begin(), kept.end());
      renumber(derivation.rule, premises);
      whole.set_grade(part.rows[k][row], found.grade(row));
      whole.set_derivation(part.rows[k][row], derivation.rule, derivation.height, premises);
    }
    whole.append(found, begun[k], renumber);
  }
}

}  // namespace casus::infer
