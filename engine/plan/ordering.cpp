// SPDX-License-Identifier: Apache-2.0
//
// Puts the steps of one conjunction into an order.
#include <algorithm>
#include <map>

#include "base/bug.hpp"
#include "plan/pending.hpp"

namespace casus::plan {

using check::Function;

namespace {

/// `register = operand` as a test: three-valued, unlike an index look-up.
Code equality(Register left, const Operand& right, Type type) {
  Code code;
  code.type = {.base = Base::boolean};
  code.instructions.push_back(load(left));
  if (right.reg) {
    code.instructions.push_back(load(*right.reg));
  } else {
    code.instructions.push_back({.type = {}, .word = right.word});
  }
  code.instructions.push_back(
      {.kind = Instruction::Kind::apply, .function = Function::equal, .type = type, .count = 2});
  return code;
}

/// An assignment to a variable that another condition has bound already: only equal values pass.
/// One alternative of an `or` may bind what in another one only the assignment gives.
Step as_test(const Step& let) {
  Step test = let;
  test.kind = Step::Kind::test;
  const Type type = let.code.type;
  test.code.type = {.base = Base::boolean};
  test.code.instructions.push_back(load(let.target));
  test.code.instructions.push_back(
      {.kind = Instruction::Kind::apply, .function = Function::equal, .type = type, .count = 2});
  return test;
}

bool contains_all(const std::set<Register>& bound, const std::set<Register>& needs) {
  return std::ranges::includes(bound, needs);
}

}  // namespace

class JoinPlanner::Ordering {
 public:
  Ordering(JoinPlanner& planner, const std::vector<Pending>& pending, const Variables& outer,
           Mood mood, bool indexed)
      : planner_(planner),
        pending_(pending),
        mood_(mood),
        indexed_(indexed),
        placed_(pending.size(), false),
        left_(pending.size()) {
    for (const check::VariableId variable : outer) bound_.insert(reg(variable));
    if (mood == Mood::possible) find_contested();
  }

  /// `first`: the scan to begin with.
  void run(std::optional<std::size_t> first) {
    if (first) take(*first);
    while (left_ > 0 || !late_.empty()) {
      if (take_ready() || take_late() || take_scan() || release() || take_waiting() ||
          take_unlisted()) {
        continue;
      }
      base::bug("a rule reads a variable that nothing binds");
    }
  }

  std::vector<Step> steps;
  std::vector<Register> unknown;  ///< variables that only what is unlisted may give

 private:
  [[nodiscard]] static bool computes(const Pending& one) { return !one.scan && !one.unlisted; }

  /// Of variables with several givers, those of which one may not know the value.
  void find_contested() {
    std::map<Register, int> givers;
    std::set<Register> doubtful;
    for (const Pending& one : pending_) {
      for (const Column& column : one.columns) {
        if (!column.variable) continue;
        ++givers[reg(*column.variable)];
        if (one.unlisted || column.may_be_unknown) doubtful.insert(reg(*column.variable));
      }
      if (!computes(one)) continue;
      for (const Register given : one.gives) ++givers[given];
      doubtful.insert(one.gives.begin(), one.gives.end());
    }
    for (const auto& [given, count] : givers) {
      if (count > 1 && doubtful.contains(given) && !bound_.contains(given)) {
        contested_.insert(given);
      }
    }
  }

  /// Whether a value may yet come from a condition that has no place so far.
  [[nodiscard]] bool awaits_value(const std::set<Register>& needs) const {
    return std::ranges::any_of(needs, [&](Register needed) {
      if (!contested_.contains(needed)) return false;
      for (std::size_t i = 0; i < pending_.size(); ++i) {
        if (!placed_[i] && !pending_[i].unlisted && pending_[i].gives.contains(needed)) return true;
      }
      return false;
    });
  }

  bool take_ready() {
    bool any = false;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      const Pending& one = pending_[i];
      if (placed_[i] || !computes(one) || !contains_all(bound_, one.needs)) continue;
      if (awaits_value(one.needs)) continue;
      take(i);
      any = true;
    }
    return any;
  }

  bool take_late() {
    const auto ready = std::ranges::find_if(late_, [&](const Pending& one) {
      return contains_all(bound_, one.needs) && !awaits_value(one.needs);
    });
    if (ready == late_.end()) return false;
    steps.push_back(std::move(ready->step));
    late_.erase(ready);
    return true;
  }

  /// The cheapest scan. Inside a negation what it is compared with may come later.
  bool take_scan() {
    std::optional<std::size_t> best;
    std::pair<bool, double> best_cost;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      if (placed_[i] || !pending_[i].scan) continue;
      const bool ready = contains_all(bound_, pending_[i].needs);
      if (!ready && mood_ == Mood::certain) continue;
      const std::pair now(!ready, planner_.cost(pending_[i], bound_));
      if (best && now >= best_cost) continue;
      best = i;
      best_cost = now;
    }
    if (best) take(*best);
    return best.has_value();
  }

  /// What nothing listed gives, and no assignment that was ready, is unknown until one gives it.
  bool release() {
    const std::size_t before = unknown.size();
    for (const Pending& one : pending_) {
      if (!one.unlisted) continue;
      for (const Register given : one.gives) {
        if (bound_.insert(given).second) unknown.push_back(given);
      }
    }
    return unknown.size() > before;
  }

  /// Of assignments that wait for one another the first.
  bool take_waiting() {
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      const Pending& one = pending_[i];
      if (placed_[i] || !computes(one) || !contains_all(bound_, one.needs)) continue;
      take(i);
      return true;
    }
    return false;
  }

  bool take_unlisted() {
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      if (placed_[i] || !pending_[i].unlisted || !contains_all(bound_, pending_[i].needs)) continue;
      take(i);
      return true;
    }
    return false;
  }

  void take(std::size_t i) {
    const Pending& one = pending_[i];
    if (one.scan) {
      place_scan(one);
    } else if (one.unlisted) {
      place_unlisted(one);
    } else {
      place_computed(one);
    }
    placed_[i] = true;
    --left_;
  }

  void place_computed(const Pending& one) {
    steps.push_back(one.step);
    Step& step = steps.back();
    if (step.kind == Step::Kind::let && bound_.contains(step.target)) {
      if (contested_.contains(step.target)) {
        step.kind = Step::Kind::agree;
      } else {
        step = as_test(one.step);
      }
    }
    bound_.insert(one.gives.begin(), one.gives.end());
  }

  void place_scan(const Pending& scan) {
    Step step = scan.step;
    std::vector<std::uint32_t> keyed;
    std::set<Register> loaded;
    std::set<Register> doubtful;  // loaded from columns that may be unknown
    std::vector<Step> agreements;
    for (const Column& column : scan.columns) {
      Operand operand = column.operand;
      if (column.variable) operand = {.reg = reg(*column.variable)};
      const bool ready = !operand.reg || bound_.contains(*operand.reg);
      const bool again = !ready && loaded.contains(*operand.reg);
      const bool contested = operand.reg && contested_.contains(*operand.reg);
      if (ready && !column.may_be_unknown) {
        step.pattern.key.emplace_back(column.column, operand);
        keyed.push_back(column.column);
        if (contested) step.pattern.takes.push_back(*operand.reg);
      } else if (again && !column.may_be_unknown && !doubtful.contains(*operand.reg)) {
        step.pattern.same.emplace_back(column.column, *operand.reg);
      } else if (!ready && !again && column.variable) {
        step.pattern.loads.emplace_back(column.column, *operand.reg);
        loaded.insert(*operand.reg);
        if (column.may_be_unknown) doubtful.insert(*operand.reg);
      } else {
        // Compared after the row is read: the column may be unknown, or the operand comes later.
        const Register read = planner_.new_register();
        step.pattern.loads.emplace_back(column.column, read);
        loaded.insert(read);
        Step test{.kind = Step::Kind::test, .origin = step.origin};
        if (contested && column.variable) {
          test.kind = Step::Kind::agree;
          test.target = *operand.reg;
          test.code.type = column.type;
          test.code.instructions.push_back(load(read));
          agreements.push_back(std::move(test));
          continue;
        }
        test.code = equality(read, operand, column.type);
        test.code.span = column.span;
        std::set<Register> needs = {read};
        if (operand.reg) needs.insert(*operand.reg);
        late_.push_back({.step = std::move(test), .needs = std::move(needs)});
      }
    }
    add_index(step.pattern, step.pattern.store, std::move(keyed));
    bound_.merge(loaded);
    steps.push_back(std::move(step));
    steps.insert(steps.end(), agreements.begin(), agreements.end());
  }

  /// All it asks for has its value by now, or none.
  void place_unlisted(const Pending& one) {
    Step step = one.step;
    const std::size_t width = planner_.program_.schema[one.relation].width();
    std::vector<std::uint32_t> keyed;
    for (const Column& column : one.columns) {
      if (column.column >= width) continue;
      keyed.push_back(column.column);
      step.pattern.key.emplace_back(
          column.column, column.variable ? Operand{.reg = reg(*column.variable)} : column.operand);
    }
    if (!step.negative.valid() || keyed.size() == width) keyed.clear();
    add_index(step.pattern, step.negative, std::move(keyed));
    steps.push_back(std::move(step));
  }

  void add_index(Pattern& pattern, StoreId store, std::vector<std::uint32_t> keyed) {
    std::ranges::sort(pattern.key, {}, [](const auto& entry) { return entry.first; });
    if (indexed_ && !keyed.empty())
      pattern.index = planner_.catalogue_.index(store, std::move(keyed));
  }

  JoinPlanner& planner_;
  const std::vector<Pending>& pending_;
  Mood mood_;
  bool indexed_;
  std::set<Register> contested_;  ///< inside negations only
  std::set<Register> bound_;
  std::vector<Pending> late_;
  std::vector<bool> placed_;
  std::size_t left_;
};

void JoinPlanner::order(const std::vector<Pending>& pending, const Variables& outer, Mood mood,
                        bool indexed, Join& into) {
  Ordering ordering(*this, pending, outer, mood, indexed);
  ordering.run(std::nullopt);
  into.steps = std::move(ordering.steps);
  into.unknown = std::move(ordering.unknown);
}

std::vector<Step> JoinPlanner::beginning_with(std::size_t first,
                                              const std::vector<Pending>& pending,
                                              const Variables& outer) {
  Ordering ordering(*this, pending, outer, Mood::certain, true);
  ordering.run(first);
  return std::move(ordering.steps);
}

}  // namespace casus::plan
