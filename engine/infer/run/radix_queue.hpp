// SPDX-License-Identifier: Apache-2.0
//
// A queue for who never adds anything before what was taken last: a radix heap (Ahuja, Mehlhorn,
// Orlin and Tarjan, "Faster algorithms for the shortest path problem", 1990). What waits lies in
// buckets by the highest bit in which its key differs from that of the last; so taking touches
// memory in order, and adding touches one place.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <tuple>
#include <vector>

namespace casus::infer {

class RadixQueue {
 public:
  struct Entry {
    std::uint64_t high = 0;  ///< of the key; the least comes first
    std::uint64_t middle = 0;
    std::uint32_t low = 0;
    std::uint32_t value = 0;
    [[nodiscard]] auto key() const { return std::tie(high, middle, low); }
  };

  /// No key is less than that of what was first the last time.
  void push(const Entry& entry) {
    const std::size_t at = bucket(entry);
    buckets_[at].push_back(entry);
    if (at > 0) filled_[at / bits] |= std::uint64_t{1} << at % bits;
  }
  /// All entries with the least key, for the caller to clear; empty where none are left.
  [[nodiscard]] std::vector<Entry>& first() {
    while (buckets_[0].empty()) {
      const std::size_t at = first_filled();
      if (at == buckets_.size()) break;
      filled_[at / bits] &= ~(std::uint64_t{1} << at % bits);
      std::vector<Entry> moved;
      moved.swap(buckets_[at]);
      last_ = *std::ranges::min_element(moved, {}, &Entry::key);
      for (const Entry& one : moved) push(one);
      moved.clear();
      moved.swap(buckets_[at]);  // all went to buckets before it
    }
    return buckets_[0];
  }

 private:
  static constexpr std::size_t bits = 64;

  [[nodiscard]] std::size_t bucket(const Entry& one) const {
    const auto width = [](auto number) { return static_cast<std::size_t>(std::bit_width(number)); };
    if (one.high != last_.high) return 32 + 64 + width(one.high ^ last_.high);
    if (one.middle != last_.middle) return 32 + width(one.middle ^ last_.middle);
    return width(one.low ^ last_.low);
  }
  [[nodiscard]] std::size_t first_filled() const {
    for (std::size_t word = 0; word < filled_.size(); ++word) {
      if (filled_[word] != 0) {
        return word * bits + static_cast<std::size_t>(std::countr_zero(filled_[word]));
      }
    }
    return buckets_.size();
  }

  Entry last_;
  std::array<std::vector<Entry>, 1 + 32 + 64 + 64> buckets_;
  std::array<std::uint64_t, 3> filled_ = {};  ///< by bucket but the first: whether it holds any
};

}  // namespace casus::infer
