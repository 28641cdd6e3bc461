// SPDX-License-Identifier: Apache-2.0
//
// Interned text. Facts and rules refer to text by a `Symbol`; equal text has an equal symbol. A
// table may stand on another one (facts on rules, a run on facts): it sees the lower table's
// symbols under the same numbers and adds its own, so that a shared, finished rule base is never
// written to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/array.hpp"
#include "base/prefetch.hpp"
#include "base/probing.hpp"

namespace casus::base {

using Symbol = std::uint32_t;

class Symbols {
 public:
  Symbols() = default;
  /// Stands on `below`, which must outlive this table and not grow any more.
  explicit Symbols(const Symbols& below) : below_(&below), first_(below.size()) {}
  Symbols(Symbols&&) = default;
  Symbols& operator=(Symbols&&) = default;
  Symbols& operator=(const Symbols&) = delete;

  /// What tells texts apart in a table: all of a text of up to eight bytes, so that the look takes
  /// one access of memory, else a hash of it.
  struct Key {
    std::uint64_t bits = 0;
    std::uint32_t length = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  static constexpr std::size_t whole = 8;  ///< bytes of a text that are all of its key
  [[nodiscard]] static Key key_of(std::string_view text);
  /// The key of a text of up to eight bytes: these as `load_bytes` has them.
  [[nodiscard]] static Key short_key(std::uint64_t bytes, std::uint32_t length) {
    return {length < whole ? bytes & ((std::uint64_t{1} << (8 * length)) - 1) : bytes, length};
  }

  /// The symbol of a text, made where it is new. The text is taken as it is (NFC is the caller's).
  Symbol intern(std::string_view text) { return intern(text, key_of(text)); }
  /// The same where its key is known.
  Symbol intern(std::string_view text, Key key);
  /// Takes over, under the same numbers, the texts of a table that stands on this one and knows all
  /// of its texts.
  void absorb(const Symbols& above) {
    while (size() < above.size()) (void)intern(above.text(size()));
  }
  /// The symbol of a text with this key will soon be asked for.
  [[gnu::always_inline]] void expect(Key key) const {
    if (!slots_.empty()) prefetch(&slots_[home(key)]);
  }
  [[nodiscard]] std::string_view text(Symbol symbol) const;
  [[nodiscard]] std::uint32_t size() const {
    return first_ + static_cast<std::uint32_t>(texts_.size());
  }

 private:
  struct Slot {
    std::uint64_t bits = 0;
    std::uint32_t length = 0;
    std::uint32_t count = 0;  ///< of texts here up to this one; 0: there is none
    [[nodiscard]] bool taken() const { return count != 0; }
    [[nodiscard]] std::uint32_t number() const { return count - 1; }
    [[nodiscard]] Key key() const { return {bits, length}; }
  };

  [[nodiscard]] static std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 32)) * 0x9E3779B97F4A7C15ULL;
    return bits ^ (bits >> 29);
  }
  [[nodiscard]] std::size_t home(Key key) const {
    return home_of(mixed(key.bits ^ (std::uint64_t{key.length} << 56)), slots_.size());
  }
  /// Where the text stands, or would.
  [[nodiscard]] std::size_t slot_of(std::string_view text, Key key) const;
  [[nodiscard]] std::string_view keep(std::string_view text);
  void grow();

  const Symbols* below_ = nullptr;
  Symbol first_ = 0;
  Array<std::string_view> texts_;
  Array<Slot> slots_;                            ///< linear probing
  std::vector<std::unique_ptr<char[]>> blocks_;  ///< that the texts lie in
  std::size_t left_ = 0;                         ///< bytes free at the end of the last block
  char* free_ = nullptr;
};

}  // namespace casus::base
