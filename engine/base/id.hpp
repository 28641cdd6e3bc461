// SPDX-License-Identifier: Apache-2.0
//
// Strong ids: an index into one table that cannot be mistaken for an index into another.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace casus::base {

template <class Tag>
struct Id {
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  std::uint32_t value = none;

  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

  [[nodiscard]] constexpr bool valid() const { return value != none; }
  [[nodiscard]] constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace casus::base

template <class Tag>
struct std::hash<casus::base::Id<Tag>> {
  std::size_t operator()(casus::base::Id<Tag> id) const noexcept { return id.value; }
};
