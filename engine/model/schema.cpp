// SPDX-License-Identifier: Apache-2.0
#include "model/schema.hpp"

#include <algorithm>
#include <cmath>

namespace casus::model {

std::optional<Word> Enumeration::find(std::string_view member) const {
  const auto it = std::ranges::find(members, member);
  if (it == members.end()) return std::nullopt;
  return static_cast<Word>(it - members.begin());
}

std::optional<std::uint32_t> Relation::find(std::string_view field) const {
  const auto it = std::ranges::find(fields, field, &Field::name);
  if (it == fields.end()) return std::nullopt;
  return static_cast<std::uint32_t>(it - fields.begin());
}

std::optional<std::uint32_t> Relation::best() const {
  const auto it = std::ranges::find_if(fields, [](const Field& f) { return f.best != Best::any; });
  if (it == fields.end()) return std::nullopt;
  return static_cast<std::uint32_t>(it - fields.begin());
}

Micros micros_of(double points) { return std::llround(points * micros_per_point); }

std::uint32_t Scale::band_of(Micros score) const {
  return static_cast<std::uint32_t>(std::ranges::upper_bound(below, score) - below.begin());
}

std::string Schema::describe(Type type) const {
  if (type.base == Base::enumeration) return (*this)[type.enumeration].name;
  std::string words(base_name(type.base));
  if (type.numeric() && type.unit.valid()) words.append(" in ").append(units.shown(type.unit));
  return words;
}

}  // namespace casus::model
