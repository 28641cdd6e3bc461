// SPDX-License-Identifier: Apache-2.0
//
// Values as users of the library see them: what a variable was bound to, what a field holds. Each
// carries its type's name and unit, so that a renderer need not know the schema.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace casus {

/// A day of the proleptic Gregorian calendar, as days since 1970-01-01.
struct Date {
  std::int32_t day = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

/// A field left open, or a value that could not be computed.
struct Unknown {
  friend bool operator==(const Unknown&, const Unknown&) = default;
};

struct Value {
  /// Text also carries enum members, bands and durations ("24 months").
  std::variant<Unknown, std::string, std::int64_t, double, bool, Date> data;
  std::string unit = {};     ///< "USD_bn", "years"; empty where there is none
  std::string text = {};     ///< as it stands in a sentence: "pump 3", "23.5", "2015-01-31"
  std::string literal = {};  ///< as a rule writes it: "\"pump 3\"", "23.5 USD_bn", "patron"
  friend bool operator==(const Value&, const Value&) = default;
};

/// How sure: 0 (not at all) to 1 (fully).
using Certainty = double;

}  // namespace casus
