// SPDX-License-Identifier: Apache-2.0
//
// The machine's two inner worlds: negations, which look for the surest match, and comprehensions,
// which gather every member once.
#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "base/sort_unique.hpp"
#include "infer/exact_sum.hpp"
#include "infer/machine.hpp"
#include "infer/precedence.hpp"
#include "model/show.hpp"

namespace casus::infer {

using check::Aggregate;
using model::unknown_word;
using plan::Block;
using plan::Step;

std::optional<Absence> Machine::absent(const Step& step) {
  const Block& block = *step.block;
  Absence result;
  ++depth_;
  const bool outer_worlds = std::exchange(possible_worlds_, true);
  const bool outer_hush = hushed_;
  Absence* outer_absence = std::exchange(absence_, seen_ != nullptr ? &result : nullptr);
  // What comes later could change neither number; only notices and reasons would be lost.
  const auto settled = [&] {
    if (!block.quiet || seen_ != nullptr) return false;
    return outer_worlds ? result.certainty <= 0 && result.surest >= 1
                        : result.certainty <= base_.threshold;
  };
  bool complete = true;
  const auto search = [&](const Block::Branch& branch, const State& start) {
    std::vector<RowId> outer =
        std::exchange(premises_, std::vector<RowId>(branch.premises, no_row));
    const bool finished = go(branch.steps, 0, start, [&](const State& state) {
      if (absence_ != nullptr) explain_match(branch, state, result);
      result.certainty = std::min(result.certainty, state.against);
      result.surest = std::max(result.surest, state.certainty);
      return !settled();
    });
    complete = complete && (finished || settled());
    premises_ = std::move(outer);
  };
  for (const Block::Branch& branch : block.branches) {
    hushed_ = outer_hush;
    if (!settled()) search(branch, State{});
  }
  hushed_ = true;
  for (const Block::Branch& branch : block.doubts) {
    if (!settled()) search(branch, State{.certainty = 0, .against = 0, .excused = false});
  }
  hushed_ = outer_hush;
  absence_ = outer_absence;
  possible_worlds_ = outer_worlds;
  --depth_;
  if (!complete) return std::nullopt;
  if (seen_ != nullptr) tidy(result);
  return result;
}

/// Keeps the rows of the surest match, of equally sure ones the first in order of values.
void Machine::explain_match(const Block::Branch& branch, const State& state,
                            Absence& absence) const {
  relied_on(state, absence);
  if (state.certainty <= 0 || state.certainty < absence.surest) return;
  std::vector<RowRef> rows(branch.premises);
  for (const Step& inner : branch.steps) {
    if (inner.kind != Step::Kind::scan) continue;
    rows[inner.premise] = {inner.pattern.store, premises_[inner.premise]};
  }
  const bool first = absence.matches.empty() || state.certainty > absence.surest;
  if (first || rows_precede(base_, rows, absence.matches)) absence.matches = std::move(rows);
}

/// The presumptions and denials that rule out the possibility just reached as surely as anything.
void Machine::relied_on(const State& state, Absence& absence) const {
  for (const Presumption& presumed : presumed_path_) {
    if (presumed.certainty >= state.against) absence.presumed.push_back(presumed);
  }
  for (const auto& [denial, certainty] : denial_path_) {
    if (certainty >= state.against) absence.denials.push_back(denial);
  }
}

/// Each reason once, in order of values.
void Machine::tidy(Absence& absence) const {
  sort_unique(absence.presumed, [&](const Presumption& a, const Presumption& b) {
    return presumption_precedes(base_, symbols_, a, b);
  });
  sort_unique(absence.denials, [&](const RowRef& a, const RowRef& b) {
    return rows_precede(base_, {&a, 1}, {&b, 1});
  });
}

namespace {

__extension__ using WideInt = __int128;

/// Gathers the values of members; see language reference, "Comprehensions".
class Gatherer {
 public:
  Gatherer(const Step& step, const base::Symbols& symbols, const Calculus& calculus)
      : step_(step), base_(step.code.type.base), symbols_(symbols), calculus_(calculus) {}

  void add(Word value, double certainty) {
    if (step_.distinct) {
      const auto [it, added] = seen_.try_emplace(value, certainty);
      it->second = calculus_.either(it->second, certainty);
      if (!added) return;
    } else {
      certainty_ = calculus_.both(certainty_, certainty);
    }
    ++count_;
    if (step_.aggregate == Aggregate::min || step_.aggregate == Aggregate::max) {
      extreme(value, certainty);
    } else if (step_.aggregate != Aggregate::count) {
      add_number(value);
    }
  }

  [[nodiscard]] bool any() const { return count_ > 0; }

  [[nodiscard]] std::pair<Word, double> result() const {
    double certainty = certainty_;
    for (const auto& [value, own] : seen_) certainty = calculus_.both(certainty, own);
    switch (step_.aggregate) {
      case Aggregate::count:
        return {model::word_of_int(count_), certainty};
      case Aggregate::min:
      case Aggregate::max:
        if (days_ && months_) return {unknown_word, 1};  // they never mix
        return {best_, best_certainty_};
      case Aggregate::sum:
        return {total(), certainty};
      case Aggregate::avg: {
        const std::optional<double> sum = number_sum();
        if (count_ == 0 || !sum) return {unknown_word, 1};
        return {model::word_of_number(*sum / static_cast<double>(count_)), certainty};
      }
    }
    return {unknown_word, 1};
  }

 private:
  void extreme(Word value, double certainty) {
    if (base_ == model::Base::duration) {
      (model::duration_of(value).in_days ? days_ : months_) = true;
    }
    const int order = best_ == unknown_word ? 0 : model::compare(value, best_, base_, symbols_);
    const bool better =
        best_ == unknown_word || (step_.aggregate == Aggregate::min ? order < 0 : order > 0);
    if (better) {
      best_ = value;
      best_certainty_ = certainty;
    } else if (order == 0) {
      best_certainty_ = calculus_.either(best_certainty_, certainty);
    }
  }
  void add_number(Word value) {
    if (base_ == model::Base::integer) {
      int_sum_ += model::int_of(value);
    } else {
      sum_.add(model::number_of(value));
    }
  }
  [[nodiscard]] std::optional<double> number_sum() const {
    if (base_ == model::Base::integer) return static_cast<double>(int_sum_);
    return sum_.total();
  }
  [[nodiscard]] Word total() const {
    if (base_ != model::Base::integer) {
      const std::optional<double> sum = sum_.total();
      return sum ? model::word_of_number(*sum) : unknown_word;
    }
    constexpr WideInt most = std::numeric_limits<std::int64_t>::max();
    if (int_sum_ > most || int_sum_ < -most) return unknown_word;
    return model::word_of_int(static_cast<std::int64_t>(int_sum_));
  }

  const Step& step_;
  model::Base base_;
  const base::Symbols& symbols_;
  const Calculus& calculus_;
  std::int64_t count_ = 0;
  double certainty_ = 1;
  std::map<Word, double> seen_;
  Word best_ = unknown_word;
  double best_certainty_ = 1;
  bool days_ = false, months_ = false;  ///< durations met
  WideInt int_sum_ = 0;                 ///< 2^63 members of 2^63 fit
  ExactSum sum_;
};

}  // namespace

/// What tells the members of a comprehension apart; see plan::Block.
struct Machine::MemberKey {
  std::vector<RowId> shared;
  std::vector<RowRef> source;
  std::vector<Word> named;
  friend auto operator<=>(const MemberKey&, const MemberKey&) = default;
};

Machine::MemberKey Machine::member_key(const Block& block, const Block::Branch& branch) const {
  MemberKey key;
  for (const std::uint32_t premise : branch.shared_premises) {
    key.shared.push_back(premises_[premise]);
  }
  for (const Step& step : branch.steps) {
    if (step.kind != Step::Kind::scan) continue;
    if (std::ranges::find(branch.source_premises, step.premise) == branch.source_premises.end()) {
      continue;
    }
    key.source.push_back({step.pattern.store, premises_[step.premise]});
  }
  sort_unique(key.source, std::ranges::less());
  for (const plan::Register named : block.named) key.named.push_back(registers_[named]);
  return key;
}

/// The match just found as a member; nothing where it has no value though one is needed.
std::optional<Aggregated::Member> Machine::member(const Step& step, const Block::Branch& branch,
                                                  double certainty) {
  const bool valued = !step.code.empty();
  Aggregated::Member result{valued ? run(step.code) : 0, certainty, {}};
  const bool any = step.aggregate == Aggregate::count && !step.distinct;
  if (valued && result.value == unknown_word && !any) {
    notice(step);
    return std::nullopt;
  }
  if (seen_ == nullptr) return result;
  for (const Step& inner : branch.steps) {
    if (inner.kind != Step::Kind::scan) continue;
    result.rows.push_back({inner.pattern.store, premises_[inner.premise]});
  }
  return result;
}

std::optional<Aggregated> Machine::aggregate(const Step& step) {
  using Member = Aggregated::Member;
  const Block& block = *step.block;
  Gatherer gatherer(step, symbols_, *base_.calculus);
  std::vector<Member> members;
  const auto gather = [&](Member member) {
    gatherer.add(member.value, member.certainty);
    if (seen_ != nullptr) members.push_back(std::move(member));
  };
  const auto precedes = [&](const Member& a, const Member& b) {
    return rows_precede(base_, a.rows, b.rows);
  };
  // Several branches may reach one member: it counts once, by its surest branch.
  const bool keyed = block.branches.size() > 1;
  std::map<MemberKey, Member> by_key;
  const auto reached = [&](const Block::Branch& branch, const State& state) {
    std::optional<Member> found = member(step, branch, state.certainty);
    if (!found) return true;
    if (!keyed) {
      gather(std::move(*found));
      return true;
    }
    const auto [it, added] = by_key.try_emplace(member_key(block, branch), *found);
    if (added) return true;
    Member& known = it->second;
    const bool better = found->certainty > known.certainty ||
                        (found->certainty == known.certainty && precedes(*found, known));
    if (better) known.rows = std::move(found->rows);
    known.certainty = base_.calculus->either(known.certainty, found->certainty);
    return true;
  };
  ++depth_;
  const bool outer_worlds = std::exchange(possible_worlds_, false);
  bool complete = true;
  for (const Block::Branch& branch : block.branches) {
    std::vector<RowId> outer =
        std::exchange(premises_, std::vector<RowId>(branch.premises, no_row));
    const bool finished =
        go(branch.steps, 0, State{}, [&](const State& state) { return reached(branch, state); });
    complete = complete && finished;
    premises_ = std::move(outer);
  }
  possible_worlds_ = outer_worlds;
  --depth_;
  if (!complete) return std::nullopt;
  for (auto& [key, member] : by_key) gather(std::move(member));
  std::ranges::sort(members, precedes);
  Aggregated result;
  std::tie(result.value, result.certainty) = gatherer.result();
  result.members = std::move(members);
  if (result.value == unknown_word && gatherer.any()) notice(step);
  return result;
}

}  // namespace casus::infer
