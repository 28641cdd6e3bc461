// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/gatherer.hpp"

#include <algorithm>
#include <bit>

#include "model/show.hpp"

namespace casus::infer {

using check::Aggregate;
using model::unknown_word;
using Outcome = Aggregated::Outcome;

namespace {

/// More values than this are no exact answer any more.
constexpr std::size_t most_outcomes = 4096;

bool is_extreme(Aggregate aggregate) {
  return aggregate == Aggregate::min || aggregate == Aggregate::max;
}

}  // namespace

Gatherer::Gatherer(const Step& step, const base::Symbols& symbols, Calculus& calculus)
    : step_(step),
      base_(step.code.type.base),
      symbols_(symbols),
      calculus_(calculus),
      worlds_(calculus.by_world()),
      least_sure_(calculus.full()),
      best_grade_(calculus.full()) {}

void Gatherer::add(Word value, Grade grade) {
  if (base_ == model::Base::duration && is_extreme(step_.aggregate)) {
    (model::duration_of(value).in_days ? days_ : months_) = true;
  }
  if (!calculus_.takes_uncertain_members() && grade != calculus_.full()) refused_ = true;
  if (worlds_ || step_.distinct) {
    members_.push_back({value, grade});
    return;
  }
  take({value, grade});
}

/// One more member of the only result there is.
void Gatherer::take(const Member& member) {
  least_sure_ = calculus_.both(least_sure_, member.grade);
  if (is_extreme(step_.aggregate)) {
    extreme(member);
  } else {
    put(member.value, all_);
  }
}

void Gatherer::extreme(const Member& member) {
  const int order =
      best_ == unknown_word ? 0 : model::compare(member.value, best_, base_, symbols_);
  const bool better =
      best_ == unknown_word || (step_.aggregate == Aggregate::min ? order < 0 : order > 0);
  if (better) {
    best_ = member.value;
    best_grade_ = member.grade;
  } else if (order == 0) {
    best_grade_ = calculus_.either(best_grade_, member.grade);
  }
}

/// Each value once, as surely as any member gives it.
void Gatherer::merge_distinct() {
  std::ranges::sort(members_, {}, &Member::value);
  std::vector<Member> merged;
  for (const Member& one : members_) {
    if (!merged.empty() && merged.back().value == one.value) {
      merged.back().grade = calculus_.either(merged.back().grade, one.grade);
    } else {
      merged.push_back(one);
    }
  }
  members_ = std::move(merged);
}

bool Gatherer::mixes_time() const { return days_ && months_; }

std::vector<Outcome> Gatherer::outcomes() {
  if (refused_ || mixes_time()) {
    overflowed_ = overflowed_ || mixes_time();
    return {{unknown_word, calculus_.full()}};
  }
  if (step_.distinct) merge_distinct();
  if (worlds_ && is_extreme(step_.aggregate)) return extremes_by_world();
  if (worlds_) return calculus_.listed_worlds() > 0 ? by_listed_world() : by_world();
  for (const Member& one : members_) take(one);
  return {by_strength()};
}

Outcome Gatherer::by_strength() {
  if (is_extreme(step_.aggregate)) return {best_, best_grade_};
  const Word value = value_of(all_);
  return {value, value == unknown_word ? calculus_.full() : least_sure_};
}

void Gatherer::put(Word value, Partial& into) const {
  ++into.count;
  if (step_.aggregate == Aggregate::count) return;
  if (base_ == model::Base::integer) {
    into.integers += model::int_of(value);
  } else {
    into.numbers.add(model::number_of(value));
  }
}

Word Gatherer::value_of(const Partial& partial) {
  const bool integers = base_ == model::Base::integer;
  switch (step_.aggregate) {
    case Aggregate::count:
      return model::word_of_int(partial.count);
    case Aggregate::avg: {
      if (partial.count == 0) return unknown_word;
      if (!integers) return model::word_of_number(partial.numbers.mean(partial.count));
      ExactSum sum;
      sum.add_whole(partial.integers);
      return model::word_of_number(sum.mean(partial.count));
    }
    case Aggregate::sum:
    case Aggregate::min:
    case Aggregate::max:
      break;
  }
  Word result = unknown_word;
  if (integers) {
    result = word_of_sum(partial.integers);
  } else if (const std::optional<double> sum = partial.numbers.total()) {
    result = model::word_of_number(*sum);
  }
  overflowed_ = overflowed_ || result == unknown_word;
  return result;
}

/// World after world: what its members make together.
std::vector<Outcome> Gatherer::by_listed_world() {
  if (std::ranges::count(members_, calculus_.full(), &Member::grade) == std::ssize(members_)) {
    for (const Member& one : members_) take(one);
    return {by_strength()};
  }
  constexpr std::size_t bits = 64;
  const std::size_t words = calculus_.listed_worlds() / bits;
  Gatherer nothing = *this;
  nothing.members_.clear();
  std::map<Word, std::vector<std::uint64_t>> by_value;
  for (std::size_t word = 0; word < words; ++word) {
    std::vector<Gatherer> single(bits, nothing);
    for (const Member& member : members_) {
      for (std::uint64_t left = calculus_.listed(member.grade)[word]; left != 0; left &= left - 1) {
        single[static_cast<std::size_t>(std::countr_zero(left))].take(
            {member.value, calculus_.full()});
      }
    }
    std::size_t work = bits + members_.size();
    for (std::size_t world = 0; world < bits; ++world) {
      auto& where = by_value[single[world].by_strength().value];
      if (where.empty()) work += words;
      where.resize(words);
      where[word] |= std::uint64_t{1} << world;
      overflowed_ = overflowed_ || single[world].overflowed_;
    }
    if (!calculus_.work(work)) return {{unknown_word, calculus_.full()}};
  }
  std::vector<Outcome> result;
  for (const auto& [value, where] : by_value) {
    result.push_back({value, calculus_.from_list(where)});
  }
  return result;
}

/// Member by member, every partial result goes on with the member where it is there and without it
/// where it is not; equal results are joined.
std::vector<Outcome> Gatherer::by_world() {
  std::map<Partial, Grade> partials{{Partial{}, calculus_.full()}};
  for (const Member& member : members_) {
    std::map<Partial, Grade> next;
    const auto join = [&](Partial partial, Grade grade) {
      if (grade == Grade::none) return;
      const auto [it, added] = next.try_emplace(std::move(partial), grade);
      if (!added) it->second = calculus_.either(it->second, grade);
    };
    const Grade missing = calculus_.absent(member.grade);
    for (const auto& [partial, grade] : partials) {
      Partial with = partial;
      put(member.value, with);
      with.numbers.normalise();
      join(std::move(with), calculus_.both(grade, member.grade));
      join(partial, calculus_.both(grade, missing));
    }
    partials = std::move(next);
    if (partials.size() > most_outcomes) calculus_.give_up();
    if (calculus_.exhausted()) return {{unknown_word, calculus_.full()}};
  }
  std::map<Word, Grade> by_value;
  for (const auto& [partial, grade] : partials) {
    const auto [it, added] = by_value.try_emplace(value_of(partial), grade);
    if (!added) it->second = calculus_.either(it->second, grade);
  }
  std::vector<Outcome> result;
  for (const auto& [value, grade] : by_value) result.push_back({value, grade});
  return result;
}

/// A value is the extreme one where a member has it and no member has a better one.
std::vector<Outcome> Gatherer::extremes_by_world() {
  std::ranges::stable_sort(members_, [&](const Member& a, const Member& b) {
    const int order = model::compare(a.value, b.value, base_, symbols_);
    return step_.aggregate == Aggregate::min ? order < 0 : order > 0;
  });
  std::vector<Outcome> result;
  Grade rest = calculus_.full();
  for (const Member& member : members_) {
    const Grade here = calculus_.both(rest, member.grade);
    rest = calculus_.both(rest, calculus_.absent(member.grade));
    if (here == Grade::none) continue;
    if (!result.empty() && result.back().value == member.value) {
      result.back().grade = calculus_.either(result.back().grade, here);
    } else {
      result.push_back({member.value, here});
    }
  }
  if (rest != Grade::none) result.push_back({unknown_word, rest});
  return result;
}

}  // namespace casus::infer
