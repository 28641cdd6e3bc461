// SPDX-License-Identifier: Apache-2.0
//
// The machine's two inner worlds: negations, which look for the surest match, and comprehensions,
// which gather every member once.
#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "infer/exact_sum.hpp"
#include "infer/machine.hpp"
#include "model/show.hpp"

namespace casus::infer {

using check::Aggregate;
using model::unknown_word;
using plan::Block;
using plan::Step;

Absence Machine::absent(const Step& step) {
  Absence result;
  double surest = 0;
  double bound = 1;
  ++depth_;
  const bool outer_worlds = std::exchange(possible_worlds_, true);
  Absence* outer_absence = std::exchange(absence_, seen_ != nullptr ? &result : nullptr);
  for (const Block::Branch& branch : step.block->branches) {
    std::vector<RowId> outer =
        std::exchange(premises_, std::vector<RowId>(branch.premises, no_row));
    go(branch.steps, 0, State{}, [&](const State& state) {
      if (state.possible) {
        bound = std::min(bound, state.presumed);
        if (absence_ != nullptr) relied_on(result);
        return true;
      }
      if (state.certainty <= surest) return true;
      surest = state.certainty;
      if (absence_ != nullptr) {
        result.matches.clear();
        for (const Step& inner : branch.steps) {
          if (inner.kind == Step::Kind::scan) {
            result.matches.push_back({inner.pattern.store, premises_[inner.premise]});
          }
        }
      }
      return base_.calculus->absent(surest) > base_.threshold;
    });
    premises_ = std::move(outer);
  }
  absence_ = outer_absence;
  possible_worlds_ = outer_worlds;
  --depth_;
  const double denied = base_.calculus->absent(surest);
  result.certainty = std::min(denied, bound);
  result.doubtful = bound < denied;
  return result;
}

/// The presumptions and denials on the way to the possibility just reached.
void Machine::relied_on(Absence& absence) const {
  for (const Absence::Presumed& presumed : presumed_path_) absence.presumed.push_back(presumed);
  for (const RowRef& denial : denial_path_) absence.denials.push_back(denial);
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

  [[nodiscard]] std::pair<Word, double> result() const {
    double certainty = certainty_;
    for (const auto& [value, own] : seen_) certainty = calculus_.both(certainty, own);
    switch (step_.aggregate) {
      case Aggregate::count:
        return {model::word_of_int(count_), certainty};
      case Aggregate::min:
      case Aggregate::max:
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
  WideInt int_sum_ = 0;  ///< 2^63 members of 2^63 fit
  ExactSum sum_;
};

}  // namespace

std::optional<Aggregated> Machine::aggregate(const Step& step) {
  Aggregated result;
  Gatherer gatherer(step, symbols_, *base_.calculus);
  const bool keyed = step.block->branches.size() > 1;
  std::map<std::vector<Word>, std::pair<Word, double>> members;
  ++depth_;
  const bool outer_worlds = std::exchange(possible_worlds_, false);
  bool complete = true;
  for (std::uint32_t b = 0; b < step.block->branches.size(); ++b) {
    const Block::Branch& branch = step.block->branches[b];
    std::vector<RowId> outer =
        std::exchange(premises_, std::vector<RowId>(branch.premises, no_row));
    complete = go(branch.steps, 0, State{},
                  [&](const State& state) {
                    const bool valued = !step.code.empty();
                    const Word value = valued ? run(step.code) : 0;
                    if (valued && value == unknown_word && step.aggregate != Aggregate::count) {
                      notice(step);
                      return true;
                    }
                    if (keyed) {
                      // Several branches may reach one member: it counts once, by its surest
                      // branch.
                      std::vector<Word> key;
                      for (const std::uint32_t premise : branch.shared_premises) {
                        key.push_back(premises_[premise]);
                      }
                      for (const plan::Register named : step.block->named)
                        key.push_back(registers_[named]);
                      const auto [it, added] = members.try_emplace(key, value, state.certainty);
                      if (!added) {
                        it->second.second =
                            base_.calculus->either(it->second.second, state.certainty);
                        return true;
                      }
                    } else {
                      gatherer.add(value, state.certainty);
                    }
                    if (seen_ != nullptr) {
                      Aggregated::Member member{value, state.certainty, {}};
                      for (const Step& inner : branch.steps) {
                        if (inner.kind != Step::Kind::scan) continue;
                        member.rows.push_back({inner.pattern.store, premises_[inner.premise]});
                      }
                      result.members.push_back(std::move(member));
                    }
                    return true;
                  }) &&
               complete;
    premises_ = std::move(outer);
  }
  possible_worlds_ = outer_worlds;
  --depth_;
  if (!complete) return std::nullopt;
  for (const auto& [key, member] : members) gatherer.add(member.first, member.second);
  std::tie(result.value, result.certainty) = gatherer.result();
  return result;
}

}  // namespace casus::infer
