// SPDX-License-Identifier: Apache-2.0
//
// JSON documents of the data formats. Keys stand in the order in which they were put, numbers are
// the shortest text that reads back equal (Boost.JSON would write 63.6 as 6.36E1), and every string
// is valid UTF-8 whatever a file name held. A number without value becomes null.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "casus/evaluation.hpp"
#include "casus/source.hpp"
#include "casus/value.hpp"

namespace casus::report {

namespace json = boost::json;

/// One line without its line end.
[[nodiscard]] std::string write_json(const json::value& value);

/// Numbers as numbers, dates as text, the unknown as null.
[[nodiscard]] json::value to_json(const Value& value);
[[nodiscard]] json::array to_json(const std::vector<std::string>& texts);
/// {"name": value, …}
[[nodiscard]] json::object to_json(const std::vector<std::pair<std::string, Value>>& bindings);
/// {"file", "start": {"line", "column", "byte", "utf16"}, "end": {…}}: lines, columns and UTF-16
/// units count from 1, the last two within the line; `byte` is an offset from 0. Null for nowhere.
[[nodiscard]] json::value to_json(Span span, const Sources& sources);
[[nodiscard]] json::value to_json(const std::optional<Date>& date);
[[nodiscard]] json::value to_json(const std::optional<LimitReached>& limit);
/// [low, high]; null where the certainty is a single number.
[[nodiscard]] json::value to_json(const std::optional<Between>& between);
[[nodiscard]] json::value to_json(const std::optional<Inexact>& inexact);
/// Codes, messages and places of warnings.
[[nodiscard]] json::array to_json(const Diagnostics& warnings, const Sources& sources);
/// Null for goals that have none.
[[nodiscard]] json::value to_json(std::optional<Verdict> verdict);
[[nodiscard]] json::value to_json(const std::optional<Likelihood>& likelihood);

}  // namespace casus::report
