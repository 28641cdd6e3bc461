// SPDX-License-Identifier: Apache-2.0
//
// Types of fields, variables and expressions: a base type, for int and number perhaps with a unit,
// for enumerations with their declaration.
#pragma once

#include <string>
#include <string_view>

#include "base/id.hpp"

namespace casus::model {

using UnitId = base::Id<struct UnitTag>;
using EnumId = base::Id<struct EnumTag>;
using RelationId = base::Id<struct RelationTag>;
using RatingId = base::Id<struct RatingTag>;
using TableId = base::Id<struct TableTag>;
using RuleId = base::Id<struct RuleTag>;

enum class Base : std::uint8_t { text, integer, number, boolean, date, duration, enumeration };

struct Type {
  Base base = Base::text;
  UnitId unit = {};         ///< only for integer and number
  EnumId enumeration = {};  ///< only for enumeration

  [[nodiscard]] bool numeric() const { return base == Base::integer || base == Base::number; }
  friend bool operator==(const Type&, const Type&) = default;
};

/// "text", "int", "number", "bool", "date", "duration"; "enum" for enumerations.
[[nodiscard]] std::string_view base_name(Base base);

}  // namespace casus::model
