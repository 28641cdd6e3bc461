// SPDX-License-Identifier: Apache-2.0
//
// Sets of worlds as the members of a fixed sample of worlds, one bit each. Whether an event happens
// in a world is drawn from the event's fingerprint, the world's number and a seed, so that the same
// run gives the same bytes, in any order of facts and rules. What happens in none, or in each, of
// the worlds drawn is not taken to be impossible or certain.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/array.hpp"
#include "infer/calculus/exactness.hpp"
#include "infer/calculus/worlds.hpp"

namespace casus::infer {

class Samples final : public Worlds {
 public:
  /// Draws `worlds_drawn(worlds)`.
  Samples(std::uint32_t worlds, std::uint64_t seed);

  Grade where(const Event& event, double chance) override;
  Grade both(Grade a, Grade b) override;
  Grade either(Grade a, Grade b) override;
  Grade outside(Grade a) override;
  double chance(Grade set) override;
  /// Wilson's interval at 95% (Wilson, Probable Inference, 1927).
  Interval between(Grade set, Grade within) override;
  std::uint32_t listed_worlds() const override { return worlds(); }
  std::span<const std::uint64_t> listed(Grade set) const override { return {bits(set), words_}; }
  Grade from_list(std::span<const std::uint64_t> bits) override {
    std::ranges::copy(bits, scratch_.begin());
    return intern();
  }
  bool crowded() const override { return next_.size() - free_.size() > crowd_; }
  /// Sets are right as long as they are made; that there is no time for more is known all the same.
  bool exhausted() const override { return meter_.stopped().has_value(); }
  void keep(const std::function<void(const std::function<void(Grade)>&)>& in_use) override;
  void hold() override;

  [[nodiscard]] std::uint32_t worlds() const { return words_ * 64; }

 private:
  using SetId = std::uint32_t;
  struct FingerprintHash {
    std::size_t operator()(const Fingerprint& one) const { return one.low; }
  };

  [[nodiscard]] const std::uint64_t* bits(Grade set) const {
    return bits_.data() + static_cast<std::size_t>(set) * words_;
  }
  [[nodiscard]] Grade intern();
  [[nodiscard]] std::uint64_t hash(const std::uint64_t* words) const;
  void rebuild_table(std::size_t chains);
  void restore() override;

  std::uint32_t words_;
  std::uint64_t seed_;
  std::size_t crowd_;                ///< sets above which it is time to look for some to forget
  base::Array<std::uint64_t> bits_;  ///< of all sets, `words_` each
  base::Array<SetId> next_;
  std::vector<SetId> chains_;
  std::vector<SetId> free_;
  std::vector<std::uint64_t> scratch_;
  std::vector<Fingerprint> prints_;  ///< of events, in the order in which they were met
  std::unordered_map<Fingerprint, Grade, FingerprintHash> events_;
  /// What there was at `hold`.
  struct Held {
    std::size_t sets = 0;
    std::vector<SetId> free;
    std::size_t events = 0;
  };
  std::optional<Held> held_;
};

}  // namespace casus::infer
