// SPDX-License-Identifier: Apache-2.0
//
// The machine's two inner worlds: negations, which look for the surest match, and comprehensions,
// which gather every member once.
#include <algorithm>
#include <map>
#include <utility>

#include "base/sort_unique.hpp"
#include "infer/machine/gatherer.hpp"
#include "infer/machine/machine.hpp"
#include "infer/machine/rising_gatherer.hpp"
#include "infer/precedence.hpp"

namespace casus::infer {

using check::Aggregate;
using model::unknown_word;
using plan::Block;

bool lacks_rows(const Fixpoint& fixpoint, const RulePlan& rule) {
  return std::ranges::any_of(rule.premise_stores,
                             [&](StoreId id) { return fixpoint.is_incomplete(id); });
}

bool Machine::lacks_rows(const Block& block) const {
  const auto reads = [&](const Block::Branch& branch) {
    return std::ranges::any_of(branch.steps, [&](const Step& step) {
      return step.kind == Step::Kind::scan && base_.is_incomplete(step.pattern.store);
    });
  };
  return std::ranges::any_of(block.branches, reads) || std::ranges::any_of(block.doubts, reads);
}

std::optional<Absence> Machine::absent(const Step& step) {
  const Block& block = *step.block;
  Absence result{.grade = calculus_.full()};
  ++depth_;
  const bool outer_possible = std::exchange(merely_possible_, true);
  Absence* outer_absence = std::exchange(absence_, seen_ != nullptr ? &result : nullptr);
  // What comes later could change neither grade; only notices and reasons would be lost.
  const auto settled = [&] {
    if (!block.quiet || result.lacking || seen_ != nullptr) return false;
    return outer_possible ? result.grade == Grade::none && result.against == calculus_.full()
                          : !calculus_.holds(result.grade);
  };
  bool complete = true;
  const auto search = [&](const Block::Branch& branch, const State& start) {
    std::vector<RowId> outer =
        std::exchange(premises_, std::vector<RowId>(branch.premises, no_row));
    for (const plan::Register own : branch.unknown) registers_[own] = unknown_word;
    const std::size_t met = met_.size();
    const bool finished = go(branch.steps, 0, start, [&](const State& state) {
      if (absence_ != nullptr) explain_match(branch, state, result);
      tell(state, met, result.told);
      result.lacking = result.lacking || lacks(state, met);
      result.grade = calculus_.both(result.grade, state.against);
      result.against = calculus_.either(result.against, state.holds());
      return !settled();
    });
    complete = complete && (finished || settled());
    premises_ = std::move(outer);
  };
  for (const Block::Branch& branch : block.branches) {
    if (!settled()) search(branch, begin());
  }
  for (const Block::Branch& branch : block.doubts) {
    if (!settled()) search(branch, State{});
  }
  absence_ = outer_absence;
  merely_possible_ = outer_possible;
  --depth_;
  if (!complete) return std::nullopt;
  if (lacks_rows(block)) {
    result.grade = calculus_.at_most(result.grade);
    result.against = calculus_.at_least(result.against);
  }
  if (seen_ != nullptr) tidy(result);
  return result;
}

/// Keeps the rows of the surest match, of equally sure ones the first in order of values.
void Machine::explain_match(const Block::Branch& branch, const State& state,
                            Absence& absence) const {
  relied_on(state, absence);
  const double certainty = calculus_.certainty(state.holds());
  if (state.holds() == Grade::none || certainty < absence.surest) return;
  std::vector<RowRef> rows(branch.premises);
  for (const Step& inner : branch.steps) {
    if (inner.kind != Step::Kind::scan) continue;
    rows[inner.premise] = {inner.pattern.store, premises_[inner.premise]};
  }
  const bool first = absence.matches.empty() || certainty > absence.surest;
  if (first || rows_precede(base_, rows, absence.matches)) absence.matches = std::move(rows);
  absence.surest = certainty;
}

/// The presumptions and denials that rule out the possibility just reached as surely as anything.
void Machine::relied_on(const State& state, Absence& absence) const {
  for (const Presumption& presumed : presumed_path_) {
    if (calculus_.decides(presumed.grade, state.against)) absence.presumed.push_back(presumed);
  }
  for (const auto& [denial, grade] : denial_path_) {
    if (calculus_.decides(grade, state.against)) absence.denials.push_back(denial);
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
                                                  Grade grade) {
  const bool valued = !step.code.empty();
  Aggregated::Member result{valued ? run(step.code) : 0, grade, {}};
  if (step.recursive) result.height = height_of(branch);
  const bool any = step.aggregate == Aggregate::count && !step.distinct;
  if (valued && result.value == unknown_word && !any) return std::nullopt;
  if (seen_ == nullptr) return result;
  for (const Step& inner : branch.steps) {
    if (inner.kind != Step::Kind::scan) continue;
    result.rows.push_back({inner.pattern.store, premises_[inner.premise]});
  }
  return result;
}

std::uint32_t Machine::height_of(const Block::Branch& branch) const {
  std::uint32_t height = 0;
  for (const Step& inner : branch.steps) {
    if (inner.kind != Step::Kind::scan || !inner.recursive) continue;
    const Derivation derivation = store(inner.pattern.store).derivation(premises_[inner.premise]);
    height = std::max(height, derivation.height + 1);
  }
  return height;
}

std::optional<Aggregated> Machine::aggregate(const Step& step) {
  // In a replay members are wanted, and of recursion those that were there at the time.
  if (seen_ != nullptr && (!use_member_ || step.recursive)) return gather_members(step);
  std::vector<Word> read;
  for (const plan::Register one : step.reads) read.push_back(registers_[one]);
  const auto width = static_cast<std::uint32_t>(read.size());
  Remembered& remembered = remembered_.try_emplace(&step, width).first->second;
  std::optional<Aggregated> result = remembered.find(read);
  if (result) return result;
  result = gather_members(step);
  if (result) remembered.add(read, *result);
  return result;
}

std::optional<Aggregated> Machine::gather_members(const Step& step) {
  using Member = Aggregated::Member;
  const Block& block = *step.block;
  Gatherer gatherer(step, symbols_, calculus_);
  RisingGatherer rising(step, symbols_, calculus_);
  std::vector<Member> members;
  std::uint32_t place = 0;
  const auto gather = [&](Member member, std::uint32_t at) {
    if (step.recursive) {
      rising.add(at, member);
    } else {
      gatherer.add(member.value, member.grade);
    }
    if (seen_ == nullptr) return;
    if (use_member_) {
      for (const RowRef row : member.rows) use_member_(row);
    } else {
      members.push_back(std::move(member));
    }
  };
  const auto precedes = [&](const Member& a, const Member& b) {
    return rows_precede(base_, a.rows, b.rows);
  };
  // Several branches may reach one member: it counts once, by its surest branch.
  const bool keyed = block.branches.size() > 1;
  std::map<MemberKey, Member> by_key;
  std::map<MemberKey, std::uint32_t> places;  // in recursion: which ways lead to one member
  std::vector<Notice> told;
  const std::size_t met = met_.size();
  const auto reached = [&](const Block::Branch& branch, const State& state) {
    tell(state, met, told);
    if (state.lacking) return true;
    std::optional<Member> found = member(step, branch, state.grade);
    if (!found) {
      note(told, no_value(step));
      return true;
    }
    if (step.recursive && below_ && found->height > *below_) return true;
    if (!keyed) {
      gather(std::move(*found), place++);
      return true;
    }
    if (step.recursive) {
      const auto [at, first] = places.try_emplace(member_key(block, branch), place);
      if (first) ++place;
      gather(std::move(*found), at->second);
      return true;
    }
    const auto [it, added] = by_key.try_emplace(member_key(block, branch), *found);
    if (added) return true;
    Member& known = it->second;
    const double surer = calculus_.certainty(found->grade) - calculus_.certainty(known.grade);
    if (surer > 0 || (surer == 0 && precedes(*found, known))) known.rows = std::move(found->rows);
    known.grade = calculus_.either(known.grade, found->grade);
    return true;
  };
  ++depth_;
  const bool outer_possible = std::exchange(merely_possible_, false);
  bool complete = true;
  for (const Block::Branch& branch : block.branches) {
    std::vector<RowId> outer =
        std::exchange(premises_, std::vector<RowId>(branch.premises, no_row));
    const bool finished =
        go(branch.steps, 0, begin(), [&](const State& state) { return reached(branch, state); });
    complete = complete && finished;
    premises_ = std::move(outer);
  }
  merely_possible_ = outer_possible;
  --depth_;
  if (!complete) return std::nullopt;
  for (auto& [key, member] : by_key) gather(std::move(member), place++);
  const bool refused =
      std::ranges::find(told, Notice::Kind::uncertain_member, &Notice::kind) != told.end();
  if (refused || lacks_rows(block)) gatherer.refuse();
  std::ranges::sort(members, precedes);
  Aggregated result{
      step.recursive ? rising.outcomes() : gatherer.outcomes(), std::move(members), {}};
  const bool lacking = std::ranges::any_of(
      result.outcomes, [](const Aggregated::Outcome& one) { return one.value == unknown_word; });
  if (gatherer.refused()) {
    note(told, {Notice::Kind::uncertain_member, rule_->rule, step.code.span});
  } else if (lacking && (step.recursive || gatherer.overflowed())) {
    note(told, no_value(step));
  }
  result.told = std::move(told);
  return result;
}

}  // namespace casus::infer
