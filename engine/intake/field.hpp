// SPDX-License-Identifier: Apache-2.0
//
// One value of a fact held against its field: type, unit, range. The result is a word as the engine
// holds it, or a diagnostic.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/symbols.hpp"
#include "intake/reading.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// What the readers of facts share.
struct FactReading {
  Reading& plain;
  const model::Schema& schema;
  base::Symbols& symbols;
};

/// What stands at one field.
struct Given {
  const model::Field& field;
  std::string_view name;  ///< as messages call it: `age`, `age.low`
  const Value& value;
};

/// "a whole number in years", "one of `patron`, `junior`".
[[nodiscard]] std::string needs(const model::Schema& schema, const model::Field& field);

/// A plain value of any type.
[[nodiscard]] std::optional<model::Word> read_field(FactReading& reading, const Given& given);

/// A plain value of an int or number field: 580, 0.58, "580 USD_m", "25%".
[[nodiscard]] std::optional<model::Word> read_numeric(FactReading& reading, const Given& given);

/// `{ low, likely, high }` of an int or number field: gives the likely word and adds to
/// `estimates`.
[[nodiscard]] std::optional<model::Word> read_estimate(FactReading& reading, const Given& given,
                                                       std::uint32_t field_number,
                                                       std::vector<model::Triangle>& estimates);

[[nodiscard]] bool in_range(const model::Field& field, model::Word word,
                            const base::Symbols& symbols);

/// Whether the field would take `value` in place of the given one, so that a fix with it is safe.
[[nodiscard]] bool takes(const FactReading& reading, const Given& given, const Value::Data& value);

/// E0606 where the word lies outside its field's range; gives back the word where it does not.
[[nodiscard]] std::optional<model::Word> within_range(FactReading& reading, const Given& given,
                                                      model::Word word);

}  // namespace casus::intake
