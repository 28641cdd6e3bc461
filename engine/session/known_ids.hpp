// SPDX-License-Identifier: Apache-2.0
//
// Which ids there have been, without keeping them: of each a fingerprint of 96 bits. Among a
// hundred million ids, the chance that two different ones have the same is below one in ten
// trillion.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace casus::session {

class KnownIds {
 public:
  /// The line of the same id, if it has been there before; else it is known from now on.
  std::optional<std::uint64_t> add(std::string_view id, std::uint64_t line);

 private:
  struct Slot {
    std::uint64_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t line = 0;  ///< 0: free; the largest stands for all beyond
  };
  [[nodiscard]] Slot& slot_of(std::uint64_t first, std::uint32_t second);
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(1 << 10);  ///< linear probing, a power of two
  std::size_t size_ = 0;
};

}  // namespace casus::session
