// SPDX-License-Identifier: Apache-2.0
//
// Runs the steps of a plan over stores: nested loops with index look-ups, one row at a time. The
// same machine derives facts, answers goals and, told which rows to visit, replays a derivation.
//
// Inside a negation it reasons about what is possible: a condition without value, or a row that an
// open relation might hold unlisted, does not end a branch but makes it a mere possibility
// (Kleene's strong logic). Every branch carries two grades: how surely it holds, and how surely it
// is ruled out, by one or another of its conditions. `not` holds as far as all branches are ruled
// out.
//
// A condition without value is told of where all other conditions hold or have no value either. So
// a branch goes on behind it, and what is told depends on no order.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/function_ref.hpp"
#include "infer/fixpoint.hpp"
#include "infer/machine/aggregated.hpp"
#include "infer/machine/remembered.hpp"

namespace casus::infer {

/// "No row like this is known", taken for granted with a certainty.
struct Presumption {
  RelationId relation;
  std::vector<std::pair<std::uint32_t, Word>> asked;  ///< column, value
  double certainty = 0;                               ///< as declared
  Grade grade = Grade::none;
  friend bool operator==(const Presumption&, const Presumption&) = default;
};

/// What a negation found out.
struct Absence {
  Grade grade = Grade::none;    ///< of `not`
  Grade against = Grade::none;  ///< of what holds against it
  std::vector<RowRef> matches;  ///< the surest of that; the rest only where asked for
  bool lacking = false;         ///< it would hold but for conditions without value
  double surest = 0;            ///< certainty of `matches`
  std::vector<RowRef> denials;  ///< explicit negatives relied on
  std::vector<Presumption> presumed;
  std::vector<Notice> told;  ///< noticed inside; of each kind the first in the order of the text
};

/// Whether a rule or goal asks for rows of a store that may lack some.
[[nodiscard]] bool lacks_rows(const Fixpoint& fixpoint, const RulePlan& rule);

/// Rows of a decision table that gave it its value.
struct TableHit {
  check::TableId table;
  std::vector<std::size_t> rows;
};

/// What one step of a replayed derivation saw.
struct Seen {
  const Step* step = nullptr;
  RowRef row;                   ///< scan
  Grade grade = Grade::none;    ///< of this condition
  std::vector<Word> registers;  ///< after the step
  std::optional<Absence> absence;
  std::optional<Aggregated> aggregated;
  std::vector<TableHit> hits = {};  ///< test, let: in the order of evaluation
};

class Machine {
 public:
  /// Stores and indexes numbered after those of the fixpoint: a goal's.
  struct Extra {
    std::vector<Store> stores;
    std::vector<plan::IndexPlan> index_plans;
    std::vector<Index> indexes;
  };
  /// All outlive it. `symbols` takes texts that functions make; of what is extra this machine may
  /// bring indexes up to date.
  Machine(const Fixpoint& base, base::Symbols& symbols, Meter& meter, Extra* extra = nullptr);

  using Found = base::FunctionRef<bool(Grade)>;

  /// What registers hold before the first step.
  using Known = std::span<const std::pair<plan::Register, Word>>;
  /// Calls `found` for every match of a rule's steps, with the grade of its conditions; stops when
  /// it returns false. With `delta`, the first step visits only those rows.
  void match(const RulePlan& rule, std::span<const Step> steps, const std::vector<RowId>* delta,
             Found found, Known known = {});

  using Concluded = base::FunctionRef<bool(Grade, std::span<const Word> row)>;

  /// Runs the head's own steps and arguments for the match just found, whose conditions have the
  /// given grade, and calls `concluded` for each row with its grade: none where a value is missing,
  /// several where an aggregate has several outcomes. False where `concluded` said so.
  bool head(const RulePlan& rule, Grade conditions, Concluded concluded);

  /// Replays the derivation of `row` over its premises and records every step; empty where it does
  /// not hold. `height`: of the derivation; comprehensions in recursion gather only what is lower.
  [[nodiscard]] std::vector<Seen> replay(const RulePlan& rule, std::span<const RowId> premises,
                                         std::span<const Word> row, std::uint32_t height = 0);

  [[nodiscard]] const std::vector<RowId>& premises() const { return premises_; }
  /// Of the conclusion just found: what tells the instance of its rule from others, and the rule's
  /// own certainty. Only where the calculus is imprecise.
  [[nodiscard]] const std::vector<Word>& instance_values() const { return instance_values_; }
  [[nodiscard]] double own_certainty() const { return own_certainty_; }
  /// Of the highest member gathered in recursion for the match just found; 0 where none is.
  [[nodiscard]] std::uint32_t gathered_height() const { return gathered_height_; }
  /// What was noticed since the last call: of each kind the first in the order of the text.
  [[nodiscard]] std::vector<Notice> take_notices();
  /// Somebody will take notices.
  void listen() { listening_ = true; }
  /// Replays pass the rows under the members of aggregates to `use` instead of recording members.
  /// Of an aggregate that several replays come by for the same values, the first alone does so.
  void pass_members(std::function<void(RowRef)> use) { use_member_ = std::move(use); }
  /// Takes rows that are held and denied equally for held, outside negations.
  void hold_undecided() { undecided_held_ = true; }

  /// An index of the fixpoint as it is; one of what is extra up to date.
  [[nodiscard]] const Index& index(plan::IndexId id);
  [[nodiscard]] Word run(const plan::Code& code);
  /// Points and limits are kept in millionths. False, and `word` as it was, where there are none,
  /// or too many, or they lie beyond what they bound.
  [[nodiscard]] bool to_stored_points(const RulePlan& rule, Word& word) const;
  /// Of a register, for the match just found.
  [[nodiscard]] Word value_of(plan::Register reg) const { return registers_[reg]; }
  /// Gives a register its value, for `run`.
  void set(plan::Register reg, Word word) {
    if (registers_.size() <= reg) registers_.resize(reg + 1, model::unknown_word);
    registers_[reg] = word;
  }

 private:
  /// A branch under way.
  struct State {
    Grade grade = Grade::none;    ///< of the conditions that have a value; none: merely possible
    Grade against = Grade::none;  ///< inside negations: how surely it is ruled out
    bool lacking = false;         ///< a condition has no value
    bool excused = false;  ///< it rests on an aggregate of nothing or a missing rating: no notice
    std::uint32_t height = 0;  ///< of the highest member gathered in recursion
    [[nodiscard]] Grade holds() const { return lacking ? Grade::none : grade; }
  };
  [[nodiscard]] State begin() const { return {.grade = calculus_.full()}; }
  using Reached = base::FunctionRef<bool(const State&)>;

  bool go(std::span<const Step> steps, std::size_t at, const State& state, Reached done);
  bool scan(std::span<const Step> steps, std::size_t at, const State& state, Reached done);
  bool visit(std::span<const Step> steps, std::size_t at, RowId row, const State& state,
             Reached done);
  bool visit_doubtful(std::span<const Step> steps, std::size_t at, const State& state,
                      Reached done);
  bool agree(std::span<const Step> steps, std::size_t at, const State& state, Reached done);
  bool unlisted(std::span<const Step> steps, std::size_t at, const State& state, Reached done);
  bool negate(std::span<const Step> steps, std::size_t at, State state, Reached done);
  bool gather(std::span<const Step> steps, std::size_t at, const State& state, Reached done);
  bool ask_unknown(std::span<const Step> steps, std::size_t at, const State& state, Reached done);
  bool compute(std::span<const Step> steps, std::size_t at, const State& state, Reached done);
  bool proceed(std::span<const Step> steps, std::size_t at, State state, Grade condition,
               Reached done);
  bool without_value(std::span<const Step> steps, std::size_t at, State state, Reached done);

  /// Nothing where a limit ended the search.
  [[nodiscard]] std::optional<Absence> absent(const Step& step);
  void explain_match(const plan::Block::Branch& branch, const State& state, Absence& absence) const;
  void relied_on(const State& state, Absence& absence) const;
  void tidy(Absence& absence) const;
  /// What an aggregate comes to; found once in a run for the same values of what it reads. Nothing
  /// where a limit ended the search.
  [[nodiscard]] std::optional<Aggregated> aggregate(const Step& step);
  [[nodiscard]] std::optional<Aggregated> gather_members(const Step& step);
  [[nodiscard]] std::uint32_t height_of(const plan::Block::Branch& branch) const;
  /// Leaves those that the outcome rests on.
  void keep_members(Aggregated& aggregated, const Aggregated::Outcome& outcome) const;
  struct MemberKey;
  [[nodiscard]] MemberKey member_key(const plan::Block& block,
                                     const plan::Block::Branch& branch) const;
  [[nodiscard]] std::optional<Aggregated::Member> member(const Step& step,
                                                         const plan::Block::Branch& branch,
                                                         Grade grade);
  [[nodiscard]] Grade unknown(const Step& step);
  [[nodiscard]] bool lacks_rows(const plan::Block& block) const;
  [[nodiscard]] bool complete(const RulePlan& rule, const State& state, Grade& grade);
  [[nodiscard]] bool points_or_limit(const RulePlan& rule, const State& state);
  [[nodiscard]] std::optional<double> certainty(const RulePlan& rule, const plan::Code& code,
                                                const State& state);
  [[nodiscard]] bool choose(const RulePlan& rule, const State& state, Grade& grade);
  [[nodiscard]] Grade through(const RulePlan& rule, Grade conditions, double own);
  /// What the named variables of a rule mean at the time, and `numbers`: its event.
  struct Instance {
    std::vector<Word> values;
    std::vector<model::Type> types;
    Event event;
  };
  [[nodiscard]] Instance instance(const RulePlan& rule, std::span<const double> numbers);
  [[nodiscard]] bool within_scale(const RulePlan& rule, Micros limit) const;
  [[nodiscard]] Word score(const Step& step) const;

  /// How surely explicit negatives rule something out, and which; without one, the presumption.
  struct Cover {
    Grade grade = Grade::none;
    std::vector<RowRef> rows;
    bool presumed = false;
  };
  [[nodiscard]] std::optional<Cover> covered(StoreId negative, std::span<const Word> wanted);
  [[nodiscard]] std::vector<Word> wanted(const Step& step) const;
  [[nodiscard]] Presumption presumption(const Step& step);
  [[nodiscard]] bool may_agree(const Store& store, RowId row, const plan::Pattern& pattern);
  [[nodiscard]] Cover ruled_out(const Step& step, const Presumption& presumed);
  [[nodiscard]] Cover ruled_out(StoreId negative, std::span<const Word> asked,
                                const Cover& otherwise);
  [[nodiscard]] Grade contradicted(StoreId negative, std::span<const Word> wanted) const;
  void weaken(const Step& step, std::span<const Word> asked, Cover& cover);
  /// Whether a condition holds. Inside a negation nothing is too unsure to count against it.
  [[nodiscard]] bool counts(Grade grade) const {
    return merely_possible_ ? grade != Grade::none : calculus_.holds(grade);
  }
  [[nodiscard]] bool recording() const { return seen_ != nullptr && depth_ == 0; }
  /// Records or counts a row that a scan visits.
  void watch(const Step& step, RowRef row, Grade grade);
  [[nodiscard]] Word value(const plan::Operand& operand) const {
    return operand.reg ? registers_[*operand.reg] : operand.word;
  }
  [[nodiscard]] bool agrees(const Store& store, RowId row, const plan::Pattern& pattern) const;
  [[nodiscard]] const Store& store(StoreId id) const;
  /// Something noticed on the way of a branch, to be told where the branch comes to its end.
  struct Met {
    Notice notice;
    bool excusable = true;
  };
  [[nodiscard]] Notice no_value(const Step& step) const;
  void note(std::vector<Notice>& into, const Notice& notice) const;
  void tell(const State& state, std::size_t from, std::vector<Notice>& into) const;
  [[nodiscard]] Grade undecided(RowRef ref) const;
  void meet(const std::vector<Notice>& told, bool excusable);
  bool tell_of_aggregate(std::span<const Step> steps, std::size_t at, State state,
                         const std::vector<Notice>& told, Reached done);
  [[nodiscard]] bool lacks(const State& state, std::size_t from) const;
  [[nodiscard]] bool lacks_value(const Absence& absence) const;
  [[nodiscard]] bool first_is_told(std::span<const Step> rest) const;
  [[nodiscard]] static bool assigned(std::span<const Step> before, plan::Register reg);
  [[nodiscard]] static bool reads_assigned(std::span<const Step> before, const plan::Code& code);

  const Fixpoint& base_;
  Calculus& calculus_;
  base::Symbols& symbols_;
  Meter& meter_;
  Extra* extra_;
  const RulePlan* rule_ = nullptr;
  std::vector<Word> registers_;
  std::vector<RowId> premises_;
  std::vector<Word> stack_;
  /// By what ran last: something there had no value though all that it is made of has.
  bool undefined_ = false;
  std::vector<Word> head_row_;
  std::vector<Word> instance_values_;
  double own_certainty_ = 1;
  std::vector<Notice> notices_;
  std::vector<Met> met_;                          ///< by the branch under way
  std::map<const Step*, Remembered> remembered_;  ///< of the run under way, or of all
  const std::vector<RowId>* delta_ = nullptr;
  std::span<const RowId> fixed_;  ///< replay: the rows to visit
  std::uint32_t gathered_height_ = 0;
  std::optional<std::uint32_t> below_;      ///< replay: members in recursion are no higher
  bool watched_ = false;                    ///< rows that scans visit are recorded or counted
  std::vector<Seen>* seen_ = nullptr;       ///< replay: where to record
  std::vector<TableHit> hits_;              ///< replay: of the condition under way
  Absence* absence_ = nullptr;              ///< inside a negation whose reasons are wanted
  std::vector<Presumption> presumed_path_;  ///< of the possibility under way
  std::vector<std::pair<RowRef, Grade>> denial_path_;
  int depth_ = 0;                 ///< 0: a rule's own steps, else inside a block
  bool merely_possible_ = false;  ///< what is merely possible counts: in a negation
  bool listening_ = false;        ///< notices are wanted
  bool undecided_held_ = false;
  std::function<void(RowRef)> use_member_;
};

}  // namespace casus::infer
