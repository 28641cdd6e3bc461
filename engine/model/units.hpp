// SPDX-License-Identifier: Apache-2.0
//
// Units of measure: a name and an exact factor to the root unit of its kind. Units of one root
// convert into each other, others never mix. Months and days are two roots that are always there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/source.hpp"
#include "model/types.hpp"

namespace casus::model {

/// One of this unit is numerator / denominator of its root unit. Kept as a fraction, so that
/// `580 USD_m` becomes 0.58 USD_bn with a single rounding.
struct Unit {
  std::string name;
  UnitId root;
  double numerator = 1;
  double denominator = 1;
  Span span = {};  ///< invalid for the units of time
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
  /// `value` of `from` in `to`; the two must be convertible.
  [[nodiscard]] double convert(double value, UnitId from, UnitId to) const;

  [[nodiscard]] UnitId months() const { return UnitId(0); }
  [[nodiscard]] UnitId days() const { return UnitId(1); }
  [[nodiscard]] bool is_time(UnitId id) const;
  /// `years` and `year` are one unit with two names; this is the name shown ("years").
  [[nodiscard]] std::string_view shown(UnitId id) const;

 private:
  std::vector<Unit> units_;
};

}  // namespace casus::model
