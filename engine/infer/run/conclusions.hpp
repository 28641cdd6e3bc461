// SPDX-License-Identifier: Apache-2.0
//
// What becomes of that which the rules of a component conclude. A conclusion is a row with a
// derivation; of a row that is concluded again the best derivation is kept: the surest, of these
// the flattest, then the one whose rule and premises come first. Where derivations join
// (`Joining`), where values displace each other (`BestRows`) and where the best come first
// (`Frontier`), others decide that.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "infer/fixpoint.hpp"
#include "infer/machine/machine.hpp"
#include "infer/run/best_rows.hpp"
#include "infer/run/concluded_batch.hpp"
#include "infer/run/frontier.hpp"
#include "infer/run/joining.hpp"

namespace casus::infer {

class Conclusions {
 public:
  /// Of a run that keeps `derivations` also where nothing but an explanation asks for them.
  Conclusions(Fixpoint& fixpoint, Meter& meter, bool derivations);

  /// From here on conclusions are those of this component, which outlives them. Nothing has
  /// changed.
  void begin(const ComponentPlan& component);
  /// Values that displace each other are held against each other from here on.
  void begin_displacing();

  /// Conclusions of rule `r`.
  void add(std::uint32_t r, const ConcludedBatch& batch);
  /// A conclusion from the match that the machine has just found.
  void add(std::uint32_t r, Grade grade, std::span<const Word> words, const Machine& machine);
  /// What has waited for the end of a round is concluded now.
  void end_round();

  /// Rows of each store that are new or better since they were last taken, or all that hold.
  using Delta = std::vector<std::vector<RowId>>;
  void change_all();
  /// False where there are none.
  bool take_changed(Delta& delta);
  void forget_changed();

  /// Whether the best come first: conclusions then wait until they are taken.
  [[nodiscard]] bool best_first() const { return frontier_.has_value(); }
  /// Takes those that nothing can better any more. False where there are none.
  bool take_final(Delta& delta);

  /// Whether each is taken in as it comes, and stays.
  [[nodiscard]] bool is_plain() const {
    return !joins_ && !settling_ && best_.empty() && !frontier_;
  }
  /// Whether derivations are kept.
  [[nodiscard]] bool keeps_derivations() const { return keeps_; }
  /// Whether conclusions may be sifted (`Sieve`) before they are added: all are certain, and each
  /// is taken in as it comes.
  [[nodiscard]] bool can_sift() const { return sure_ && is_plain(); }
  [[nodiscard]] KnownRows known(StoreId store) const { return known_[store.index()]; }
  /// The height of whatever a rule finds in this round, where that is known beforehand: it goes
  /// through rows that changed, all of one height, and through no others of its component.
  [[nodiscard]] std::optional<std::uint32_t> common_height(const RulePlan& rule) const;
  /// A height that no derivation exceeds is not known.
  void forget_highest();

  /// Where certainties rose on the way, derivations stand on heights that are no longer true, and
  /// which ones do depends on the order of rows. Between these two they are found once more, now
  /// that every row's certainty is known.
  /// False where there is no memory for that: then a limit was reached, and nothing is done.
  [[nodiscard]] bool begin_settling();
  void end_settling();
  /// Whether a certainty has risen since `begin`, or a value.
  [[nodiscard]] bool has_improved() const { return improved_; }
  void improve(bool improved) { improved_ = improved_ || improved; }

  /// Gives joined derivations their common grade.
  void join();
  /// Leaves of values that displace each other the best.
  void keep_best();

  /// Rows that were there and are surer since `begin`, with what they were before; each as often as
  /// it rose.
  using Risen = std::vector<std::pair<RowRef, Grade>>;
  [[nodiscard]] Risen take_risen() { return std::exchange(risen_, {}); }

  /// The rule whose conclusion was one too many, if there was one.
  [[nodiscard]] std::optional<std::uint32_t> refused() const { return refused_; }

  /// By place in Plan::rules: conclusions, and rows among them that were not there.
  struct Tally {
    std::uint64_t concluded = 0;
    std::uint64_t fresh = 0;
  };
  [[nodiscard]] const std::vector<Tally>& tally() const { return tally_; }
  /// Rule `r` is to conclude once more what it has concluded since it had so many conclusions.
  void restore_concluded(std::uint32_t r, std::uint64_t before) { tally_[r].concluded = before; }
  /// Rule `r` has concluded so many more, all of which were there.
  void count_known(std::uint32_t r, std::uint64_t rows) { tally_[r].concluded += rows; }
  /// Counts what was done elsewhere.
  void count_in(const Conclusions& other);
  /// Calls `use` with every grade that is in use here.
  void each_grade(const std::function<void(Grade)>& use) const { joining_.each_grade(use); }

 private:
  void add_each(std::uint32_t r, const ConcludedBatch& batch);
  void add_all(std::uint32_t r, const ConcludedBatch& batch);
  /// They wait for their turn.
  void add_waiting(std::uint32_t r, const ConcludedBatch& batch);
  void add(std::uint32_t r, Grade grade, std::uint32_t height, const std::vector<RowId>& premises,
           std::span<const Word> words);
  void add_joining(std::uint32_t r, Way way, std::span<const Word> words);

  /// Whether this row is there or may be derived; else the limit on facts has been reached.
  [[nodiscard]] bool admit(std::uint32_t r, std::span<const Word> words);
  void keep(std::uint32_t r, Grade grade, std::uint32_t height, std::span<const RowId> premises,
            std::span<const Word> words);
  /// The row of a conclusion that is final; none where that is one too many.
  RowId put(const Frontier::Settled& settled, Delta& delta);

  /// Further derivations of rows that a batch concludes and that were there.
  void keep_better(std::uint32_t r, const ConcludedBatch& batch);
  /// The same where all rows are certain.
  void keep_flatter(std::uint32_t r, const ConcludedBatch& batch);
  void read_premises(const ConcludedBatch& batch, std::uint32_t i);
  /// Another derivation of a row that is there.
  void keep_better(std::uint32_t r, Grade grade, std::uint32_t height,
                   std::span<const RowId> premises, RowId row);
  /// Among equally sure and equally high derivations the rule whose name comes first counts, then
  /// the premises that come first in order of values. `premise(place)`: of the new one. `kept`: the
  /// rule of the other.
  template <class Premise>
  [[nodiscard]] bool precedes(std::uint32_t r, const Premise& premise, std::uint32_t kept,
                              const Store& store, RowId row) const;

  /// Where values displace each other, a round sees the state at its beginning: what it concludes
  /// waits for its end. So the rows that derivations rest on do not depend on the order of rules
  /// and rows, though some of them are displaced later.
  [[nodiscard]] bool stands(StoreId store, Grade grade, std::span<const Word> words) const;
  void displace_by(RowRef row);
  void displace(StoreId store, const std::vector<RowId>& rows);

  [[nodiscard]] std::vector<RowId>& changed(StoreId store) { return changed_[store.index()]; }

  Fixpoint& fixpoint_;
  Meter& meter_;
  Joining joining_;
  const ComponentPlan* component_ = nullptr;  ///< under way
  bool derivations_;                          ///< of all facts
  bool keeps_ = true;                         ///< derivations of the component under way
  bool sure_ = false;                         ///< see `can_sift`
  bool joins_ = false;                        ///< derivations of the component under way join
  bool improved_ = false;
  std::optional<std::uint32_t> refused_;
  std::vector<Tally> tally_;
  Delta changed_;
  Risen risen_;
  /// If the component under way has rows that displace each other.
  std::map<StoreId, BestRows> best_;
  std::optional<Frontier> frontier_;  ///< instead, where its best values are found the best first
  std::vector<std::pair<Way, std::vector<Word>>> waiting_;  ///< for the end of the round
  std::vector<RowId> ids_;
  std::vector<RowId> premises_;
  std::vector<std::uint32_t> candidates_;  ///< places in a batch whose derivations may be kept
  std::vector<Word> heights_;
  std::vector<KnownRows> known_;  ///< by store
  /// By store: of the rows last taken.
  std::vector<std::optional<std::uint32_t>> taken_height_;
  std::uint32_t highest_ = 0;  ///< of all derivations of the component under way
  bool settling_ = false;
  std::vector<std::vector<Grade>> settled_;  ///< by StoreId and row: the final grade
};

}  // namespace casus::infer
