// SPDX-License-Identifier: Apache-2.0
//
// Texts to numbers, as fast as it gets: reading facts is most of the work of rating pairs. A text
// of up to eight bytes lives in its slot of the hash table, so that looking it up costs one cache
// miss, and this slot is asked for some rows before it is needed.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace limits {

using Symbol = std::uint32_t;

/// A text with what the table needs to find it.
struct Key {
  std::string_view text;
  std::uint64_t bits = 0;  ///< the text itself up to eight bytes, else a hash of it
  std::uint64_t hash = 0;
};

/// Numbers of texts, from 0 in order of coming. Texts are not copied.
class Symbols {
 public:
  Symbols() : slots_(allocate(first_size)), mask_(first_size - 1) {}
  ~Symbols() { munmap(slots_, (mask_ + 1) * sizeof(Slot)); }
  Symbols(const Symbols&) = delete;
  Symbols& operator=(const Symbols&) = delete;

  /// The key of a text, whose slot is fetched meanwhile.
  [[nodiscard]] Key prepare(std::string_view text) const {
    Key key{text};
    if (text.size() <= 8) {
      std::memcpy(&key.bits, text.data(), text.size());
    } else {
      for (std::size_t at = 0; at < text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, std::min<std::size_t>(8, text.size() - at));
        key.bits = mix(key.bits ^ word, 8);
      }
    }
    key.hash = mix(key.bits, text.size());
    __builtin_prefetch(&slots_[key.hash & mask_], 1);
    return key;
  }

  Symbol intern(const Key& key) {
    std::uint64_t at = key.hash & mask_;
    for (; slots_[at].number != 0; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.bits == key.bits && slot.length == key.text.size() &&
          (key.text.size() <= 8 || texts_[slot.number - 1] == key.text)) {
        return slot.number - 1;
      }
    }
    texts_.push_back(key.text);
    const auto number = static_cast<std::uint32_t>(texts_.size());
    slots_[at] = {key.bits, static_cast<std::uint32_t>(key.text.size()), number};
    if (texts_.size() * 2 > mask_ + 1) grow();
    return number - 1;
  }

  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  [[nodiscard]] std::string_view text(Symbol symbol) const { return texts_[symbol]; }

 private:
  struct Slot {
    std::uint64_t bits;
    std::uint32_t length;
    std::uint32_t number;  ///< one more than the symbol; 0: the slot is free
  };
  static constexpr std::uint64_t first_size = 1 << 12;

  static std::uint64_t mix(std::uint64_t bits, std::size_t length) {
    const std::uint64_t product = (bits ^ length) * 0x9E3779B97F4A7C15U;
    return product ^ (product >> 29);
  }

  /// Free slots, in huge pages where there are many.
  static Slot* allocate(std::uint64_t count) {
    const std::size_t bytes = count * sizeof(Slot);
    void* const memory =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::abort();
#ifdef MADV_HUGEPAGE
    if (bytes >= (4U << 20)) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return static_cast<Slot*>(memory);
  }

  void grow() {
    const std::uint64_t size = (mask_ + 1) * 4;
    Slot* const slots = allocate(size);
    for (std::uint64_t i = 0; i <= mask_; ++i) {
      if (slots_[i].number == 0) continue;
      std::uint64_t at = mix(slots_[i].bits, slots_[i].length) & (size - 1);
      while (slots[at].number != 0) at = (at + 1) & (size - 1);
      slots[at] = slots_[i];
    }
    munmap(slots_, (mask_ + 1) * sizeof(Slot));
    slots_ = slots;
    mask_ = size - 1;
  }

  Slot* slots_;
  std::uint64_t mask_;
  std::vector<std::string_view> texts_;
};

}  // namespace limits
