// SPDX-License-Identifier: Apache-2.0
#include "infer/calculus/samples.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace casus::infer {
namespace {

constexpr std::size_t crowded_words = std::size_t{1} << 25;  // 256 MB

constexpr std::uint32_t no_set = std::numeric_limits<std::uint32_t>::max();
/// The sets before it are known to be empty and to be all worlds. Equal sets behind it only
/// happened to be so.
constexpr std::uint32_t first_drawn = 2;

/// The generator SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators,
/// 2014).
class Drawn {
 public:
  explicit Drawn(std::uint64_t state) : state_(state) {}
  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_;
};

}  // namespace

Samples::Samples(std::uint32_t worlds, std::uint64_t seed)
    : words_(worlds_drawn(worlds) / 64),
      seed_(seed),
      crowd_(std::clamp<std::size_t>(crowded_words / words_, 1'000, 100'000)),
      scratch_(words_) {
  for (const std::uint64_t bits : {std::uint64_t{0}, ~std::uint64_t{0}}) {
    next_.push_back(no_set);
    bits_.append(words_, bits);
  }
  rebuild_table(std::size_t{1} << 10);
}

std::uint64_t Samples::hash(const std::uint64_t* words) const {
  std::uint64_t result = 0x9E3779B97F4A7C15ULL;
  for (std::uint32_t i = 0; i < words_; ++i) {
    result = (result ^ words[i]) * 0xD6E8FEB86659FD93ULL;
    result ^= result >> 32;
  }
  return result;
}

void Samples::rebuild_table(std::size_t chains) {
  chains_.assign(chains, no_set);
  std::vector<bool> unused(next_.size());
  for (const SetId id : free_) unused[id] = true;
  SetId* const next = next_.edit();
  for (SetId id = first_drawn; id < next_.size(); ++id) {
    if (unused[id]) continue;
    SetId& head = chains_[hash(bits(static_cast<Grade>(id))) & (chains - 1)];
    next[id] = std::exchange(head, id);
  }
}

/// The set in `scratch_`.
Grade Samples::intern() {
  constexpr std::uint32_t words_a_tick = 16;
  (void)meter_.work(1 + words_ / words_a_tick);
  const std::size_t chain = hash(scratch_.data()) & (chains_.size() - 1);
  for (SetId id = chains_[chain]; id != no_set; id = next_[id]) {
    if (std::equal(scratch_.begin(), scratch_.end(), bits(static_cast<Grade>(id)))) {
      return static_cast<Grade>(id);
    }
  }
  SetId id = static_cast<SetId>(next_.size());
  if (free_.empty()) {
    next_.push_back(no_set);
    std::ranges::copy(scratch_, bits_.extend(words_));
  } else {
    id = free_.back();
    free_.pop_back();
    std::ranges::copy(scratch_, bits_.edit() + std::size_t{id} * words_);
  }
  next_.edit()[id] = std::exchange(chains_[chain], id);
  if (next_.size() > chains_.size()) rebuild_table(chains_.size() * 2);
  return static_cast<Grade>(id);
}

Grade Samples::where(const Event& event, double chance) {
  const Fingerprint key = fingerprint(event, chance);
  const auto known = events_.find(key);
  if (known != events_.end()) return known->second;
  // Nothing that is concluded after a limit counts, so nothing more is drawn.
  if (!meter_.work(words_)) return Grade::none;
  const Fingerprint print = fingerprint(event);
  Drawn drawn(print.high ^ (print.low * 0x9E3779B97F4A7C15ULL) ^ seed_);
  const auto below = static_cast<std::uint64_t>(std::ldexp(chance, 53));
  for (std::uint64_t& word : scratch_) {
    word = 0;
    for (int bit = 0; bit < 64; ++bit) {
      word |= std::uint64_t{(drawn.next() >> 11) < below} << bit;
    }
  }
  const Grade result = intern();
  events_.emplace(key, result);
  prints_.push_back(key);
  return result;
}

Grade Samples::both(Grade a, Grade b) {
  if (a == b || b == all || a == Grade::none) return a;
  if (a == all || b == Grade::none) return b;
  for (std::uint32_t i = 0; i < words_; ++i) scratch_[i] = bits(a)[i] & bits(b)[i];
  return intern();
}

Grade Samples::either(Grade a, Grade b) {
  if (a == b || b == Grade::none || a == all) return a;
  if (a == Grade::none || b == all) return b;
  for (std::uint32_t i = 0; i < words_; ++i) scratch_[i] = bits(a)[i] | bits(b)[i];
  return intern();
}

Grade Samples::outside(Grade a) {
  if (a == Grade::none) return all;
  if (a == all) return Grade::none;
  for (std::uint32_t i = 0; i < words_; ++i) scratch_[i] = ~bits(a)[i];
  return intern();
}

double Samples::chance(Grade set) {
  std::uint64_t members = 0;
  for (std::uint32_t i = 0; i < words_; ++i) {
    members += static_cast<std::uint64_t>(std::popcount(bits(set)[i]));
  }
  return static_cast<double>(members) / worlds();
}

Interval Samples::between(Grade set, Grade within) {
  const Grade part = both(set, within);
  if (part == Grade::none) return {0, 0};
  if (set == all) return {1, 1};
  constexpr double z = normal_95;
  const double n = chance(within) * worlds();
  const double p = chance(part) / chance(within);
  const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

void Samples::keep(const std::function<void(const std::function<void(Grade)>&)>& in_use) {
  std::vector<bool> marked(next_.size());
  marked[0] = marked[1] = true;
  in_use([&](Grade grade) { marked[static_cast<std::size_t>(grade)] = true; });
  for (const auto& [print, grade] : events_) marked[static_cast<std::size_t>(grade)] = true;
  free_.clear();
  for (SetId id = static_cast<SetId>(next_.size()); id-- > first_drawn;) {
    if (!marked[id]) free_.push_back(id);
  }
  rebuild_table(chains_.size());
  crowd_ = std::max<std::size_t>(crowd_, 2 * (next_.size() - free_.size()));
}

void Samples::hold() { held_ = Held{next_.size(), free_, prints_.size()}; }

void Samples::restore() {
  if (!held_) return;
  while (prints_.size() > held_->events) {
    events_.erase(prints_.back());
    prints_.pop_back();
  }
  if (next_.size() == held_->sets && free_.size() == held_->free.size()) return;
  next_.truncate(held_->sets);
  bits_.truncate(held_->sets * words_);
  free_ = held_->free;
  rebuild_table(chains_.size());
}

}  // namespace casus::infer
