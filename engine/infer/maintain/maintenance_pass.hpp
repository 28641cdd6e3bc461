// SPDX-License-Identifier: Apache-2.0
//
// One revision of a maintained fixpoint: from statements to rows, and on from component to
// component.
#pragma once

#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/maintain/maintenance_state.hpp"
#include "infer/run/runner.hpp"

namespace casus::infer {

/// What was known of denials beside the grades of rows.
struct Denials {
  std::vector<Undecided> undecided;
  std::vector<RowId> wild;
};

/// What a rating was for one subject before it was folded again.
struct Fold {
  RatingId rating;
  std::uint32_t place = 0;
  Micros score = 0;
  std::vector<Micros> points;
};

/// A subject that has been rated since, or is no more, with the place that it had before.
struct Placed {
  RatingId rating;
  RowId subject = no_row;
  std::uint32_t place = RatingRows::nowhere;
};

class Maintenance::Pass {
 public:
  Pass(State& state, const Settings& settings);

  /// False where everything has to be derived anew.
  bool run(std::span<const model::StatementId> gone, std::span<const model::StatementId> come);
  std::vector<RowChange> take_changes();

 private:
  using Rows = std::set<RowRef>;

  [[nodiscard]] const ComponentPlan& component(std::uint32_t c) const {
    return fixpoint_.plan->components[c];
  }
  [[nodiscard]] Grade grade(RowRef ref) const { return fixpoint_.store(ref.store).grade(ref.row); }
  void set_grade(RowRef ref, Grade grade) {
    fixpoint_.stores[ref.store.index()].set_grade(ref.row, grade);
  }
  [[nodiscard]] bool is_stated(StoreId store) const;
  /// By what is stated alone.
  Grade given_grade(RowRef ref);

  /// What origins make of evidence, and sources where rules join, concerns more than single rows:
  /// so does a statement that comes or goes and is alone in naming its origin. `gone` does not
  /// count as naming it.
  [[nodiscard]] bool concerns_all(model::StatementId id,
                                  std::span<const model::StatementId> gone) const;
  bool enter_statements(std::span<const model::StatementId> gone,
                        std::span<const model::StatementId> come);

  /// `otherwise`: something else about the row may have changed.
  void record(RowRef ref, Grade before, bool otherwise = false);

  /// Lets the rules that look at a store wait for their turn, if rows of it have changed.
  void tell_of(StoreId store);
  void revise_component(std::uint32_t c);
  /// Of subjects that are rated no more: until then, what was before can be shown.
  void take_places_away();

  /// Indexes know the rows that were appended.
  void catch_up();

  /// Whether what becomes of one row depends on others of the component, or on all that its rules
  /// have met.
  [[nodiscard]] bool hangs_together(const ComponentPlan& component) const;

  /// Adds the rows that rules of the component concluded, or conclude now, from rows that have
  /// changed. False where a rule has something to tell of, or `many` rows are concerned.
  bool find_rows(std::uint32_t c, Rows& rows);

  /// Rows of a component that depends on itself. Those whose derivation rests on what has changed,
  /// by way of others or not, are forgotten and derived once more from what is left; what is new
  /// goes on from there (deletion and rederivation, after Gupta, Mumick and Subrahmanian; since a
  /// kept derivation is as good as any, only what rests on it by kept ones goes). False, and
  /// certainties as before, where that does not do: then all is derived anew.
  bool derive_in_rounds(std::uint32_t c, const Rows& stated);

  /// Adds rows of a component whose kept derivations rest on rows that have changed, or on these.
  void find_resting(std::uint32_t c, Rows& rows);

  /// So many rows that it is no more work to derive all of them.
  [[nodiscard]] std::size_t many(const ComponentPlan& component) const;

  /// What a rule concludes, and how surely.
  using Use = base::FunctionRef<void(Grade, std::span<const Word>)>;
  using UseOfRule = base::FunctionRef<void(std::uint32_t rule, Grade, std::span<const Word>)>;
  /// Calls `use` with all that rules of a component conclude where they meet rows that have
  /// changed, as they are shown, and maybe more.
  void run_back(std::uint32_t c, Grade RowChange::*when, UseOfRule use);
  /// Sets `known_` to what a row tells the rule that looks at it; false where it does not matter.
  bool know(const Occurrence& from, RowRef row);
  /// The same where some variables are `known_`.
  void run_rule(std::uint32_t rule, const plan::Variables& variables, Use use);
  void run(const RulePlan& plan, const std::vector<Step>& steps, const std::vector<RowId>* delta,
           Use use);

  /// Shows changed rows and ratings as they were, or as they are.
  void show(Grade RowChange::*grade);

  /// Derives these rows from all that speaks for them.
  void derive(std::uint32_t c, const Rows& rows);
  void derive(std::uint32_t rule, std::span<const Word> words);

  /// Folds the subjects once more of which rows that have changed speak.
  void fold(std::uint32_t rating);
  [[nodiscard]] std::vector<Word> subject(const plan::RatingPlan& plan, RowRef row) const;

  /// Contributions or limits by one conclusion: its place among either in the plan.
  struct Input {
    bool limit = false;
    std::uint32_t place = 0;
    friend auto operator<=>(const Input&, const Input&) = default;
  };
  static void each_input(const plan::RatingPlan& plan, base::FunctionRef<void(Input)> use);
  [[nodiscard]] static StoreId store_of(const plan::RatingPlan& plan, Input input);
  /// Subjects, each with inputs of which rows have changed. `gone`: they are rated no more. False
  /// where an input speaks of a subject that is not rated.
  [[nodiscard]] bool collect_inputs(const plan::RatingPlan& plan, const std::set<RowId>& gone,
                                    std::set<std::pair<RowId, Input>>& into);
  /// Reads the rows of one input that count for the subject of a place.
  void replace(const plan::RatingPlan& plan, std::uint32_t place, Input input);
  [[nodiscard]] std::vector<RowId> rows_beginning_with(StoreId id, const std::vector<Word>& words);
  [[nodiscard]] Index& index_of(StoreId store, const std::vector<std::uint32_t>& columns);
  /// `is_new`: it had no score before.
  void fold(RatingId id, std::uint32_t place, bool is_new);
  void change(RowRef ref, Grade now);
  void rate_anew(RatingId id);
  /// Puts a rating aside that is to be rated anew.
  void forget(RatingId id);

  /// Takes all rows of a store back to what is given.
  void reset(StoreId id);

  /// Records what has become of the rows of stores that were reset.
  void compare();

  /// Rows that tell of the score of a rating that has it from other points than before.
  void add_other_parts(StoreId id, std::set<RowId>& rows) const;

  /// Rows of a store that are undecided, or were.
  [[nodiscard]] std::set<RowId> undecided_rows(StoreId id) const;
  void derive_anew(std::uint32_t c);

  State& state_;
  Fixpoint& fixpoint_;
  const Grades& grades_;
  Runner runner_;
  std::vector<std::vector<RowChange>> changes_;  ///< by StoreId
  /// By component: where its rules look at stores that have changed.
  std::vector<std::vector<std::pair<StoreId, const Occurrence*>>> waiting_;
  std::set<StoreId> told_;
  std::set<std::uint32_t> anew_;  ///< components that may lack rows now, or did
  std::vector<Rows> stated_;      ///< by component: rows that statements speak of
  std::vector<Fold> folds_;
  std::vector<Placed> placed_;
  std::vector<std::pair<RatingId, RatingRows>> ratings_;  ///< rated anew: as they were
  std::map<StoreId, Denials> denials_;                  ///< of what was derived anew: as they were
  std::vector<RowChange> under_way_;                    ///< rows being derived, as they were
  std::map<StoreId, std::vector<Grade>> before_;        ///< likewise of stores that were reset
  std::vector<std::pair<plan::Register, Word>> known_;  ///< variables of a rule
  bool evidence_matters_ = false;                       ///< also where a row is as sure as before
};

}  // namespace casus::infer
