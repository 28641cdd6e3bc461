// SPDX-License-Identifier: Apache-2.0
//
// A sequence of plain values that grows at its end. A copy takes no time: it shares the memory
// until one of the two is written to. As with other containers, different threads may use different
// arrays, also such as share their memory.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>
#include <utility>

#include "base/memory.hpp"

namespace casus::base {

template <class T>
class Array {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  Array() = default;
  /// So many values of nothing but zero bits.
  static Array zeros(std::size_t size) {
    Array made;
    made.take(zeroed(bytes_for(size)));
    made.size_ = made.capacity_ = size;
    return made;
  }
  Array(const Array& other)
      : values_(other.values_), size_(other.size_), capacity_(other.capacity_) {
    if (values_ != nullptr) users().fetch_add(1, std::memory_order_relaxed);
  }
  Array(Array&& other) noexcept { swap(other); }
  Array& operator=(Array other) noexcept {
    swap(other);
    return *this;
  }
  ~Array() {
    if (values_ != nullptr && users().fetch_sub(1, std::memory_order_acq_rel) == 1) {
      release(memory(), bytes_for(capacity_));
    }
  }
  void swap(Array& other) noexcept {
    std::swap(values_, other.values_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const T* data() const { return values_; }
  [[nodiscard]] const T* begin() const { return values_; }
  [[nodiscard]] const T* end() const { return values_ + size_; }
  [[nodiscard]] const T& operator[](std::size_t at) const { return values_[at]; }

  /// The values, to be written to. This and what changes the size or the room make pointers into
  /// the array invalid.
  [[nodiscard]] T* edit() {
    if (is_shared()) move_to(capacity_);
    return values_;
  }
  /// Room for so many values in all.
  void reserve(std::size_t size) {
    if (size > capacity_ || is_shared()) move_to(std::max(size, capacity_));
  }
  /// Appends so many values, for the caller to set: they hold anything.
  [[nodiscard]] T* extend(std::size_t count) {
    if (size_ + count > capacity_ || is_shared()) {
      move_to(std::max({size_ + count, capacity_ + capacity_ / 2, fewest}));
    }
    T* added = values_ + size_;
    size_ += count;
    return added;
  }
  void push_back(T value) { *extend(1) = value; }
  void append(std::size_t count, T value) { std::fill_n(extend(count), count, value); }
  void clear() {
    if (is_shared()) *this = Array();
    size_ = 0;
  }
  void assign(std::size_t size, T value) {
    clear();
    append(size, value);
  }
  /// Leaves the first `size`, which it has.
  void truncate(std::size_t size) { size_ = size; }

 private:
  /// Before the values: how many arrays share them.
  static constexpr std::size_t header = 16;
  static constexpr std::size_t fewest = 16;
  static_assert(alignof(T) <= header);

  static std::size_t bytes_for(std::size_t size) { return header + size * sizeof(T); }
  /// What was allocated; null where nothing was.
  [[nodiscard]] void* memory() const {
    return values_ == nullptr ? nullptr : reinterpret_cast<std::byte*>(values_) - header;
  }
  [[nodiscard]] std::atomic_ref<std::uint32_t> users() const {
    return std::atomic_ref(*static_cast<std::uint32_t*>(memory()));
  }
  [[nodiscard]] bool is_shared() const {
    return values_ != nullptr && users().load(std::memory_order_acquire) > 1;
  }
  void take(void* memory) {
    values_ = reinterpret_cast<T*>(static_cast<std::byte*>(memory) + header);
    *static_cast<std::uint32_t*>(memory) = 1;
  }
  /// To memory of its own.
  void move_to(std::size_t capacity) {
    if (!is_shared()) {
      take(grown(memory(), values_ == nullptr ? 0 : bytes_for(capacity_), bytes_for(capacity)));
      capacity_ = capacity;
      return;
    }
    Array own;
    own.take(grown(nullptr, 0, bytes_for(capacity)));
    own.size_ = size_;
    own.capacity_ = capacity;
    std::memcpy(own.values_, values_, size_ * sizeof(T));
    swap(own);
  }

  T* values_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace casus::base
