// SPDX-License-Identifier: Apache-2.0
#include "model/units.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "base/bug.hpp"

namespace casus::model {
namespace {

constexpr UnitId months_id(0);
constexpr UnitId days_id(1);
constexpr UnitId years_id(2);
constexpr UnitId weeks_id(3);

}  // namespace

Units::Units()
    : units_{{"months", months_id},
             {"days", days_id},
             {"years", months_id, base::Decimal("12")},
             {"weeks", days_id, base::Decimal("7")}} {}

UnitId Units::add(std::string name, Span span) {
  const UnitId id(units_.size());
  units_.push_back({.name = std::move(name), .root = id, .span = span});
  return id;
}

UnitId Units::add(std::string name, std::string_view factor, UnitId of, Span span) {
  const Unit& known = (*this)[of];
  Unit unit{std::move(name), known.root, base::Decimal(factor) * known.factor, span};
  const UnitId id(units_.size());
  units_.push_back(std::move(unit));
  return id;
}

std::optional<UnitId> Units::find(std::string_view name) const {
  if (name == "month") return months_id;
  if (name == "day") return days_id;
  if (name == "year") return years_id;
  if (name == "week") return weeks_id;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (units_[i].name == name) return UnitId(i);
  }
  return std::nullopt;
}

bool Units::convertible(UnitId from, UnitId to) const {
  if (!from.valid() || !to.valid()) return from.valid() == to.valid();
  return (*this)[from].root == (*this)[to].root;
}

base::Decimal Units::convert(const base::Decimal& value, UnitId from, UnitId to) const {
  if (!convertible(from, to)) base::bug("units without a conversion were converted");
  if (from == to) return value;
  return value * (*this)[from].factor / (*this)[to].factor;
}

double Units::convert(double value, UnitId from, UnitId to) const {
  if (from == to) return value;
  return convert(base::Decimal::shortest(value), from, to).to_double();
}

Ratio Units::ratio(UnitId from, UnitId to) const {
  const base::Decimal& a = (*this)[from].factor;
  const base::Decimal& b = (*this)[to].factor;
  const std::int64_t places = std::max(a.decimals(), b.decimals());
  const auto numerator = a.shifted(places).to_int();
  const auto denominator = b.shifted(places).to_int();
  if (!numerator || !denominator) return {a.to_double(), b.to_double()};
  const std::int64_t divisor = std::gcd(*numerator, *denominator);
  return {static_cast<double>(*numerator / divisor), static_cast<double>(*denominator / divisor)};
}

bool Units::is_time(UnitId id) const {
  if (!id.valid()) return false;
  const UnitId root = (*this)[id].root;
  return root == months_id || root == days_id;
}

std::string_view Units::shown(UnitId id) const { return (*this)[id].name; }

}  // namespace casus::model
