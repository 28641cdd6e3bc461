// SPDX-License-Identifier: Apache-2.0
#include "infer/run/frontier.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/prefetch.hpp"
#include "infer/precedence.hpp"
#include "model/show.hpp"

namespace casus::infer {
namespace {

constexpr std::size_t most_queues = 64;

}  // namespace

Frontier::Frontier(const Fixpoint& fixpoint, const ComponentPlan& component)
    : fixpoint_(fixpoint), by_rule_(fixpoint.plan->rules.size()) {
  bool divided = true;
  for (const std::uint32_t r : component.rules) {
    const RulePlan& rule = fixpoint.plan->rules[r];
    const plan::StorePlan& store = (*fixpoint.plan)[rule.head];
    const auto width = static_cast<std::uint32_t>(store.columns.size());
    const auto carried = component.carried.find(rule.head);
    divided = divided && carried != component.carried.end();
    const auto [it, added] =
        groups_.try_emplace(rule.head, Groups{.keys = Store(width - 1),
                                              .column = *store.best,
                                              .base = store.columns[*store.best].base,
                                              .greatest = store.greatest,
                                              .carried = divided ? carried->second : 0});
    by_rule_[r] = &it->second;
    stride_ = std::max(stride_, rule.premises);
  }
  queues_.resize(divided ? most_queues : 1);
}

std::size_t Frontier::queue_of(const Groups& groups, WordColumns words, std::uint32_t at) const {
  if (queues_.size() == 1) return 0;
  return hash_step(hash_start, words[groups.carried][at]) % most_queues;
}

std::uint64_t Frontier::rank(const Groups& groups, Word value) const {
  const std::uint64_t order = model::order_prefix(value, groups.base, fixpoint_.symbols);
  return groups.greatest ? ~order : order;
}

Frontier::Entry Frontier::entry(Place place) const {
  const Waiting& one = waiting_[place];
  return {~static_cast<std::uint64_t>(one.grade), rank(*by_rule_[one.rule], one.value), one.height,
          place};
}

void Frontier::push(Place place, std::size_t queue) {
  queues_[queue].entries.push(entry(place));
  filled_ |= std::uint64_t{1} << queue;
}

void Frontier::free(Place place, std::size_t queue) {
  waiting_[place].group = no_row;
  queues_[queue].free.push_back(place);
}

Frontier::Place Frontier::new_place(std::size_t queue) {
  std::vector<Place>& free = queues_[queue].free;
  if (free.empty()) {
    waiting_.emplace_back();
    premises_.resize(premises_.size() + stride_, no_row);
    return static_cast<Place>(waiting_.size() - 1);
  }
  const Place place = free.back();
  free.pop_back();
  return place;
}

void Frontier::add(std::uint32_t rule, WordColumns words, std::uint32_t count,
                   base::FunctionRef<Derived(std::uint32_t)> derivation) {
  Groups& groups = *by_rule_[rule];
  keys_.assign(words.begin(), words.end());
  keys_.erase(keys_.begin() + groups.column);
  groups.keys.insert(keys_, count, nullptr, numbers_);
  groups.all.resize(groups.keys.size());
  for (const RowId number : numbers_) base::prefetch(&groups.all[number]);
  for (const RowId number : numbers_) {
    const Place first = groups.all[number].first;
    if (first != nowhere) base::prefetch(&waiting_[first]);
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    const Derived derived = derivation(i);
    if (derived.grade == Grade::none) continue;
    add(rule, numbers_[i], words[groups.column][i], derived, queue_of(groups, words, i));
  }
}

void Frontier::add(std::uint32_t rule, RowId number, Word value, const Derived& derived,
                   std::size_t queue) {
  Groups& groups = *by_rule_[rule];
  Group& group = groups.all[number];
  const double grade = number_of(derived.grade);
  const std::uint64_t own = rank(groups, value);
  if (group.kept != no_row && group.settled <= own) return;  // what is settled is no less sure
  for (Place* link = &group.first; *link != nowhere;) {
    const Place place = *link;
    const Waiting& other = waiting_[place];
    const double others = number_of(other.grade);
    const std::uint64_t others_rank = rank(groups, other.value);
    if (others_rank == own && others == grade) {
      if (!precedes(rule, derived, place)) return;
      const bool earlier = derived.height < other.height;
      derive(place, rule, derived);
      if (earlier) push(place, queue);
      return;
    }
    if (others_rank <= own && others >= grade) return;
    if (own <= others_rank && grade >= others) {
      *link = other.next;
      free(place, queue);
    } else {
      link = &waiting_[place].next;
    }
  }
  const Place place = new_place(queue);
  waiting_[place] = {.value = value,
                     .grade = derived.grade,
                     .group = number,
                     .next = std::exchange(group.first, place)};
  derive(place, rule, derived);
  push(place, queue);
}

/// Whether a derivation counts before that of a row that waits, of the same row and grade.
bool Frontier::precedes(std::uint32_t rule, const Derived& derived, Place other) const {
  const Waiting& kept = waiting_[other];
  if (derived.height != kept.height) return derived.height < kept.height;
  if (rule != kept.rule) return rule_precedes(fixpoint_, rule, kept.rule);
  return premises_precede(fixpoint_, fixpoint_.plan->rules[rule], derived.premises,
                          std::span(premises_).subspan(std::size_t{other} * stride_, stride_));
}

void Frontier::derive(Place place, std::uint32_t rule, const Derived& derived) {
  waiting_[place].rule = rule;
  waiting_[place].height = derived.height;
  std::ranges::copy(derived.premises, premises(place).begin());
}

bool Frontier::is_current(const Entry& one) const {
  return waiting_[one.value].group != no_row && entry(one.value).key() == one.key();
}

/// Calls `use` with each queue that may hold something.
template <class Use>
void Frontier::each_filled(const Use& use) {
  for (std::uint64_t left = filled_; left != 0; left &= left - 1) {
    use(static_cast<std::size_t>(std::countr_zero(left)));
  }
}

/// What all queues are about to take is fetched before the first of them takes it.
void Frontier::fetch() {
  each_filled([&](std::size_t queue) {
    for (const Entry& one : queues_[queue].entries.first()) {
      base::prefetch(&waiting_[one.value]);
      base::prefetch(premises(one.value).data());
    }
  });
  each_filled([&](std::size_t queue) {
    for (const Entry& one : queues_[queue].entries.first()) {
      const Waiting& waiting = waiting_[one.value];
      if (waiting.group != no_row) base::prefetch(&by_rule_[waiting.rule]->all[waiting.group]);
    }
  });
}

bool Frontier::take(base::FunctionRef<RowId(const Settled&)> use) {
  fetch();
  bool going = true;
  each_filled([&](std::size_t queue) { going = going && take(queue, use); });
  return filled_ != 0;
}

bool Frontier::take(std::size_t queue, base::FunctionRef<RowId(const Settled&)> use) {
  for (bool any = false; !any;) {
    std::vector<Entry>& first = queues_[queue].entries.first();
    if (first.empty()) {
      filled_ &= ~(std::uint64_t{1} << queue);
      return true;
    }
    for (const Entry& one : first) {
      if (!is_current(one)) continue;
      any = true;
      if (!settle(one.value, queue, use)) return false;
    }
    first.clear();
  }
  return true;
}

bool Frontier::settle(Place place, std::size_t queue,
                      base::FunctionRef<RowId(const Settled&)> use) {
  const Waiting one = waiting_[place];
  Groups& groups = *by_rule_[one.rule];
  taken_.rule = one.rule;
  taken_.grade = one.grade;
  taken_.height = one.height;
  const auto premises = this->premises(place).first(fixpoint_.plan->rules[one.rule].premises);
  taken_.premises.assign(premises.begin(), premises.end());
  taken_.words.clear();
  for (std::uint32_t column = 0; column < groups.keys.width(); ++column) {
    taken_.words.push_back(groups.keys.at(one.group, column));
  }
  taken_.words.insert(taken_.words.begin() + groups.column, one.value);

  Group& group = groups.all[one.group];
  Place* link = &group.first;
  while (*link != place) link = &waiting_[*link].next;
  *link = one.next;
  free(place, queue);
  const RowId row = use(taken_);
  if (row == no_row) return false;
  group.settled = rank(groups, one.value);
  // Later rows are less sure: where one does not hold, none does that comes behind it.
  const bool stays = group.kept != no_row && !fixpoint_.calculus->holds(one.grade) &&
                     fixpoint_.calculus->holds(
                         fixpoint_.store(fixpoint_.plan->rules[one.rule].head).grade(group.kept));
  const RowId falls = stays ? row : std::exchange(group.kept, row);
  if (falls != no_row) groups.fallen.push_back(falls);
  return true;
}

}  // namespace casus::infer
