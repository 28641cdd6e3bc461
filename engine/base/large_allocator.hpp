// SPDX-License-Identifier: Apache-2.0
//
// Memory for large tables that are read at random: where the system has pages of 2 MiB, they take
// such pages, so that most accesses find the address of their page at once.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace casus::base {

template <class T>
struct LargeAllocator {
  using value_type = T;

  LargeAllocator() = default;
  template <class U>
  explicit LargeAllocator(const LargeAllocator<U>& /*other*/) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < large) return static_cast<T*>(::operator new(bytes));
    const std::size_t whole = (bytes + page - 1) / page * page;
    void* memory = std::aligned_alloc(page, whole);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef __linux__
    // A wish: without it the memory is as good.
    (void)madvise(memory, whole, MADV_HUGEPAGE);
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    if (count * sizeof(T) < large) {
      ::operator delete(memory);
    } else {
      std::free(memory);
    }
  }
  friend bool operator==(LargeAllocator, LargeAllocator) { return true; }

 private:
  static constexpr std::size_t page = std::size_t{2} << 20;
  static constexpr std::size_t large = 2 * page;
};

}  // namespace casus::base
