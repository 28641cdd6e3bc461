// SPDX-License-Identifier: Apache-2.0
#include "base/memory.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace casus::base {
namespace {

/// Fresh memory costs a second fault, which stops all threads, where it is read before it is
/// written.
void* written_to(void* memory, std::size_t bytes) {
  constexpr std::size_t smallest_page = 4096;
  auto* const begin = static_cast<volatile std::byte*>(memory);
  for (std::size_t at = 0; at < bytes; at += smallest_page) begin[at] = std::byte{0};
  return memory;
}

void* checked(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

#ifdef __linux__

constexpr std::size_t page = std::size_t{2} << 20;

bool is_large(std::size_t bytes) { return bytes >= 2 * page; }

std::size_t whole_pages(std::size_t bytes) { return (bytes + page - 1) / page * page; }

/// Whole pages where large ones can lie.
void* map_pages(std::size_t bytes) {
  void* found =
      mmap(nullptr, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (found == MAP_FAILED) throw std::bad_alloc();
  auto* const begin = static_cast<std::byte*>(found);
  const std::size_t before = (page - reinterpret_cast<std::uintptr_t>(found) % page) % page;
  if (before > 0) munmap(begin, before);
  munmap(begin + before + bytes, page - before);
  // A wish: without it the memory is as good.
  (void)madvise(begin + before, bytes, MADV_HUGEPAGE);
  return begin + before;
}

void* remap_pages(void* memory, std::size_t before, std::size_t bytes) {
  if (before == bytes) return memory;
  void* const longer = mremap(memory, before, bytes, 0);
  if (longer != MAP_FAILED) return longer;
  void* const place = map_pages(bytes);
  if (mremap(memory, before, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, place) == MAP_FAILED) {
    munmap(place, bytes);
    throw std::bad_alloc();
  }
  return place;
}

#endif

}  // namespace

#ifdef __linux__

void* grown(void* memory, std::size_t before, std::size_t bytes) {
  if (!is_large(bytes)) return checked(std::realloc(memory, bytes));
  if (is_large(before)) return remap_pages(memory, whole_pages(before), whole_pages(bytes));
  void* const larger = map_pages(whole_pages(bytes));
  if (memory != nullptr) std::memcpy(larger, memory, before);
  std::free(memory);
  return larger;
}

void* zeroed(std::size_t bytes) {
  void* const memory =
      is_large(bytes) ? map_pages(whole_pages(bytes)) : checked(std::calloc(bytes, 1));
  return written_to(memory, bytes);
}

void release(void* memory, std::size_t bytes) {
  if (is_large(bytes)) {
    munmap(memory, whole_pages(bytes));
  } else {
    std::free(memory);
  }
}

#else

void* grown(void* memory, std::size_t /*before*/, std::size_t bytes) {
  return checked(std::realloc(memory, bytes));
}

void* zeroed(std::size_t bytes) { return written_to(checked(std::calloc(bytes, 1)), bytes); }

void release(void* memory, std::size_t /*bytes*/) { std::free(memory); }

#endif

}  // namespace casus::base
