// SPDX-License-Identifier: Apache-2.0
//
// What a run tells of conditions without value, but for those that use what is not known: that is
// no fault of the rule, and asked for by `casus gaps`. A branch that meets one goes on, and tells
// of it where it comes to its end, so where all its other conditions hold or have no value either.
// Which condition the plan looks at first, and when in a recursion, then does not matter.
#include <algorithm>

#include "infer/machine/machine.hpp"

namespace casus::infer {

Notice Machine::no_value(const Step& step) const {
  return {Notice::Kind::no_value, rule_->rule, step.code.span};
}

/// Of each kind the first in the order of the text is kept.
void Machine::note(std::vector<Notice>& into, const Notice& notice) const {
  if (!listening_) return;
  const auto known = std::ranges::find(into, notice.kind, &Notice::kind);
  if (known == into.end()) {
    into.push_back(notice);
  } else if (notice.span < known->span) {
    *known = notice;
  }
}

/// Of a branch that has come to its end: what it met since `from`. A mere possibility tells only of
/// aggregates that are refused, since bounds rest on those too.
void Machine::tell(const State& state, std::size_t from, std::vector<Notice>& into) const {
  for (std::size_t i = from; i < met_.size(); ++i) {
    const auto& [notice, excusable] = met_[i];
    const bool refused = notice.kind == Notice::Kind::uncertain_member;
    if (!refused && (state.grade == Grade::none || (excusable && state.excused))) continue;
    note(into, notice);
  }
}

void Machine::meet(const std::vector<Notice>& told, bool excusable) {
  for (const Notice& notice : told) met_.push_back({notice, excusable});
}

/// What an aggregate leaves out may be why a condition on its value fails. So for what is told of
/// it the branch goes on once more, as if it had no value; nothing else comes of that.
bool Machine::tell_of_aggregate(std::span<const Step> steps, std::size_t at, State state,
                                const std::vector<Notice>& told, Reached done) {
  state.lacking = state.excused = true;
  if (merely_possible_) state.against = calculus_.full();
  registers_[steps[at].target] = model::unknown_word;
  const std::size_t met = met_.size();
  meet(told, false);
  const bool on = go(steps, at + 1, state, done);
  met_.resize(met);
  return on;
}

/// Whether a branch inside a negation counts against it for want of a value, and not because
/// something open may be so: of refused aggregates both is told.
bool Machine::lacks(const State& state, std::size_t from) const {
  if (!state.lacking || state.grade != Grade::none) return state.lacking;
  return std::any_of(
      met_.begin() + static_cast<std::ptrdiff_t>(from), met_.end(),
      [](const Met& one) { return one.notice.kind == Notice::Kind::uncertain_member; });
}

/// Whether a negation would hold but for conditions without value.
bool Machine::lacks_value(const Absence& absence) const {
  return absence.lacking && !counts(absence.grade) && counts(calculus_.absent(absence.against));
}

/// Whether nothing that a branch has met, or may still meet, stands before what has been told.
bool Machine::first_is_told(std::span<const Step> rest) const {
  if (depth_ > 0) return false;
  const auto told = std::ranges::find(notices_, Notice::Kind::no_value, &Notice::kind);
  if (told == notices_.end()) return false;
  const bool met = std::ranges::any_of(met_, [&](const Met& one) {
    const auto same = std::ranges::find(notices_, one.notice.kind, &Notice::kind);
    return same == notices_.end() || one.notice.span < same->span;
  });
  return !met && std::ranges::none_of(rest, [&](const Step& step) {
    return step.block != nullptr || (step.code.span.valid() && step.code.span < told->span);
  });
}

/// Whether a variable has its value, or none, from an assignment among these steps.
bool Machine::assigned(std::span<const Step> before, plan::Register reg) {
  return std::ranges::any_of(
      before, [&](const Step& step) { return step.kind == Step::Kind::let && step.target == reg; });
}

bool Machine::reads_assigned(std::span<const Step> before, const plan::Code& code) {
  return std::ranges::any_of(code.instructions, [&](const plan::Instruction& one) {
    return one.kind == plan::Instruction::Kind::load && assigned(before, one.operand);
  });
}

}  // namespace casus::infer
