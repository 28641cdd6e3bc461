// SPDX-License-Identifier: Apache-2.0
//
// Units of measure: a name and its exact factor to the root unit of its kind. Units of one root
// convert into each other, others never mix. Months and days are two roots that are always there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "casus/source.hpp"
#include "model/types.hpp"

namespace casus::model {

/// One of this unit is `factor` of its root unit.
struct Unit {
  std::string name;
  UnitId root;
  base::Decimal factor{"1"};
  Span span = {};  ///< invalid for the units of time
};

/// Numerator over denominator: in lowest terms and exact where whole numbers below 2^53 do.
struct Ratio {
  double numerator = 1;
  double denominator = 1;
};

class Units {
 public:
  /// Holds the units of time: month(s), year(s) on months; day(s), week(s) on days.
  Units();

  /// Adds a unit of its own root.
  UnitId add(std::string name, Span span);
  /// Adds `1 name = factor of`; `factor` is a positive decimal numeral such as "0.001".
  UnitId add(std::string name, std::string_view factor, UnitId of, Span span);

  [[nodiscard]] std::optional<UnitId> find(std::string_view name) const;
  [[nodiscard]] const Unit& operator[](UnitId id) const { return units_[id.index()]; }
  [[nodiscard]] std::size_t size() const { return units_.size(); }

  /// Both given and of one root, or both absent.
  [[nodiscard]] bool convertible(UnitId from, UnitId to) const;
  /// `value` of `from` in `to`, exact; the two must be convertible.
  [[nodiscard]] base::Decimal convert(const base::Decimal& value, UnitId from, UnitId to) const;
  /// The same of a number as people read it, by its shortest decimal: the nearest double.
  [[nodiscard]] double convert(double value, UnitId from, UnitId to) const;
  /// How many of `to` one of `from` is. The two must be convertible.
  [[nodiscard]] Ratio ratio(UnitId from, UnitId to) const;

  [[nodiscard]] UnitId months() const { return UnitId(0); }
  [[nodiscard]] UnitId days() const { return UnitId(1); }
  [[nodiscard]] bool is_time(UnitId id) const;
  /// `years` and `year` are one unit with two names; this is the name shown ("years").
  [[nodiscard]] std::string_view shown(UnitId id) const;

 private:
  std::vector<Unit> units_;
};

}  // namespace casus::model
