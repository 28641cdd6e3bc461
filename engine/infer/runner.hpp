// SPDX-License-Identifier: Apache-2.0
//
// The fixpoint, component by component: rules of a component that does not depend on itself run
// once, others semi-naively until nothing new is found and no certainty or derivation improves.
#pragma once

#include <map>
#include <set>
#include <utility>

#include "infer/best_rows.hpp"
#include "infer/fixpoint.hpp"
#include "infer/frontier.hpp"
#include "infer/joining.hpp"
#include "infer/machine.hpp"
#include "infer/pipeline.hpp"

namespace casus::infer {

using plan::ComponentPlan;
using plan::RulePlan;
using plan::Step;

class Helper;

class Runner {
 public:
  /// `settings` must outlive it. `extra`: what else its machine may use.
  Runner(Fixpoint& fixpoint, const Settings& settings, Machine::Extra* extra = nullptr);
  void run();

  [[nodiscard]] Machine& machine() { return machine_; }
  [[nodiscard]] Meter& meter() { return meter_; }
  /// Grades that are in use elsewhere.
  using Roots = Calculus::Roots;
  void spare(Roots grades) { spared_ = std::move(grades); }

  /// All that the rules of a component say, and what becomes of contradictions and ratings.
  void run_component(const ComponentPlan& component);

  /// Single rows of a component that does not depend on itself: between these two, `conclude` takes
  /// what its rules say of them.
  void begin(const ComponentPlan& component);
  void finish();
  /// The same of a component that depends on itself, where derivations do not join: goes on from
  /// what `conclude` has taken in. False where the certainty of a row rose that held before: then
  /// heights of derivations are not what they would be in a run of its own.
  [[nodiscard]] bool finish_rounds(const ComponentPlan& component);
  /// Rows that were there and are surer since `begin`, with what they were before; each as often as
  /// it rose.
  using Risen = std::vector<std::pair<RowRef, Grade>>;
  [[nodiscard]] Risen take_risen() { return std::exchange(risen_, {}); }
  /// What rule `r` concludes from the match that the machine has just found.
  void conclude(std::uint32_t r, Grade grade, std::span<const Word> words);

  /// The rounds of a component that depends on itself, from the rows of its stores on. Counts the
  /// rounds of the longest of such runs.
  void run_part(const ComponentPlan& component);
  /// Some rules of a component that does not depend on itself, and no more of `run_component`.
  void run_rules(const ComponentPlan& component, const std::vector<std::uint32_t>& rules);
  /// What `run_component` does before and after it runs rules.
  void prepare(const ComponentPlan& component);
  void complete(const ComponentPlan& component);
  /// Whether derivations of the component under way are kept.
  [[nodiscard]] bool keeps_derivations() const { return keeps_; }
  /// Keeps notices to itself from now on, as others work on the same fixpoint.
  void set_apart() { notices_ = &apart_; }
  /// Counts the work of a helper, by the same plan, as its own.
  void count_in(Helper& helper);

  /// From here on the grades in use stay.
  void hold() {
    fixpoint_.calculus->hold([&](const auto& use) { each_grade(use); });
  }

 private:
  /// Rows of each store that are new or better since the last round.
  using Delta = std::vector<std::vector<RowId>>;

  /// Whether certainties, or what is held and denied, rest on how facts came about.
  [[nodiscard]] static bool rests_on_derivations(const Fixpoint& fixpoint);

  /// By the clock of the profile, if there is one.
  [[nodiscard]] double now() const;

  /// What rests on a store that may lack rows may lack rows as well. All rows there are may be
  /// surer, by the derivations that were not found.
  void widen(const ComponentPlan& component);
  void derive(const ComponentPlan& component);
  void begin_with_what_is_there(const ComponentPlan& component);

  /// Where certainties rose on the way, derivations stand on heights that are no longer true, and
  /// which ones do depends on the order of rows. So they are found once more, now that every row's
  /// certainty is known.
  void settle(const ComponentPlan& component);

  /// Between joins all grades in use are known.
  void tidy() {
    fixpoint_.calculus->tidy([&](const auto& use) { each_grade(use); });
  }
  void each_grade(const std::function<void(Grade)>& use) const;
  void collect_component_indexes(const ComponentPlan& component);
  void catch_up();
  void iterate(const ComponentPlan& component);
  /// Where the component falls into parts: false where it does not, or they are not to be used.
  [[nodiscard]] bool iterate_in_parts(const ComponentPlan& component);

  /// A round takes what nothing can better any more, and finds what follows from it.
  void settle_best_first(const ComponentPlan& component);

  /// The row of a conclusion that is final; none where that is one too many.
  RowId put(const Frontier::Settled& settled);
  void run_rule(std::uint32_t r, const std::vector<Step>* steps, const std::vector<RowId>* delta);
  void run_steps(std::uint32_t r, const std::vector<Step>* steps, const std::vector<RowId>* delta);

  /// False where the rule has to run row by row. What it has concluded by then is true as well.
  bool run_in_batches(std::uint32_t r, const std::vector<Step>& steps,
                      const std::vector<RowId>* delta);

  /// What a rule concludes from a batch of matches; false where a value is missing or out of range.
  bool conclude(std::uint32_t r, const Batch& batch);

  /// Arguments and grades of conclusions; false where a value is missing or out of range.
  bool evaluate_head(const RulePlan& rule, const Batch& batch);
  bool conclude_each(std::uint32_t r, const Batch& batch);

  /// What a rule concludes from a batch waits for its turn.
  bool wait(std::uint32_t r, const Batch& batch);
  bool conclude_all(std::uint32_t r, const Batch& batch);
  void find_own_premises(const RulePlan& rule);
  /// Of derivations from the premises of a batch.
  void find_heights(const Batch& batch);

  /// Of a derivation from `premises_`.
  [[nodiscard]] std::uint32_t own_height() const;
  void conclude(std::uint32_t r, Grade grade, std::uint32_t height,
                const std::vector<RowId>& premises, std::span<const Word> words);
  /// Whether this row is there or may be derived; else the limit on facts ends the run.
  [[nodiscard]] bool has_room(const Store& store, std::span<const Word> words);
  void keep(std::uint32_t r, Grade grade, std::uint32_t height, const std::vector<RowId>& premises,
            std::span<const Word> words);

  /// Further derivations of rows that a batch concludes and that were there. `sure`: all of them
  /// are certain.
  void keep_better(std::uint32_t r, const Batch& batch, bool sure);
  /// Another derivation of a row that is there; the first one as sure as the row.
  void keep_better(std::uint32_t r, std::uint32_t height, std::span<const RowId> premises,
                   RowId row);
  void keep_better(std::uint32_t r, Grade grade, std::uint32_t height,
                   std::span<const RowId> premises, RowId row);

  /// Where values displace each other, a round sees the state at its beginning: what it concludes
  /// waits for its end. So the rows that derivations rest on do not depend on the order of rules
  /// and rows, though some of them are displaced later.
  void find_best_columns(const ComponentPlan& component);
  [[nodiscard]] bool stands(StoreId store, Grade grade, std::span<const Word> words) const;

  /// What displaces others comes before them, so that none of these stands for a moment.
  void conclude_waiting();
  void displace_by(RowRef row);
  void displace(StoreId store, const std::vector<RowId>& rows);
  void keep_best();
  [[nodiscard]] std::uint32_t height_of(const RulePlan& rule,
                                        const std::vector<RowId>& premises) const;

  /// Among equally sure and equally high derivations the rule whose name comes first counts, then
  /// the premises that come first in order of values.
  [[nodiscard]] bool precedes(std::uint32_t r, const RulePlan& rule,
                              std::span<const RowId> premises, const Store& store, RowId row) const;

  /// One notice of each kind for a rule: the first in the order of its text.
  void note(const Notice& notice);

  Fixpoint& fixpoint_;
  std::vector<Notice>* notices_;
  std::vector<Notice> apart_;
  const Settings& settings_;
  Meter meter_;
  Machine machine_;
  Joining joining_;
  Roots spared_;
  bool derivations_;        ///< of all facts
  Profile* profile_;        ///< null: nobody asks for one
  bool keeps_ = true;       ///< derivations of the component under way
  bool joins_ = false;      ///< derivations of the component under way join
  bool recursive_ = false;  ///< the component under way
  model::RuleId current_;
  std::set<plan::IndexId> indexes_;
  struct Tally {
    std::uint64_t concluded = 0;
    std::uint64_t fresh = 0;
  };
  std::vector<Tally> tally_;  ///< by place in Plan::rules
  Delta changed_;
  Delta delta_;
  Risen risen_;
  bool improved_ = false;  ///< a certainty rose in the component under way, or a value
  /// Of the component under way, if it has rows that displace each other.
  std::map<StoreId, BestRows> best_;
  std::optional<Frontier> frontier_;  ///< instead, where its best values are found the best first
  std::vector<std::pair<Way, std::vector<Word>>> waiting_;  ///< for the end of the round
  std::map<const std::vector<Step>*, Pipeline> pipelines_;  ///< by what they run
  std::vector<std::vector<Word>> arguments_;                ///< of a batch of conclusions
  std::vector<Word> certainties_;
  bool graded_ = false;  ///< whether these differ from 1:
  std::vector<double> grades_;
  std::vector<const Word*> pointers_;
  std::vector<RowId> ids_;
  std::vector<RowId> premises_;
  std::vector<Word> heights_;
  /// Of the rule under way, its premises in the component under way.
  std::vector<std::pair<std::uint32_t, const Store*>> own_premises_;
  /// Of each store when a round began: its size, and a height that none of its rows exceeded.
  struct Known {
    RowId rows = 0;
    std::uint32_t highest = 0;
  };
  std::vector<Known> known_;
  std::uint32_t highest_ = 0;  ///< of all derivations of the component under way
  bool settling_ = false;
  std::vector<std::vector<Grade>> settled_;  ///< by StoreId and row: the final grade
};

}  // namespace casus::infer
