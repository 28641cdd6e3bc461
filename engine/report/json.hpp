// SPDX-License-Identifier: Apache-2.0
//
// JSON documents of the data formats. Keys stand in the order in which they were put, numbers are
// the shortest text that reads back equal (Boost.JSON would write 63.6 as 6.36E1), and every string
// is valid UTF-8 whatever a file name held. A number without value becomes null.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "casus/evaluation.hpp"
#include "casus/source.hpp"
#include "casus/value.hpp"

namespace casus::report {

namespace json = boost::json;

/// Appends a document to a text, piece by piece; for what is too large or too often written to be
/// built first. Puts commas where they belong; brackets and keys are the caller's.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::nullptr_t);
  JsonWriter& value(bool truth);
  JsonWriter& value(double number);
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(std::uint64_t number);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const Value& any);
  JsonWriter& value(const std::vector<std::string>& texts);
  JsonWriter& value(const std::vector<std::pair<std::string, Value>>& bindings);
  JsonWriter& value(const json::value& built);

  template <class Any>
  JsonWriter& field(std::string_view name, const Any& any) {
    return key(name).value(any);
  }

 private:
  void separate();

  std::string& out_;
  bool comma_ = false;  ///< before what comes next
};

/// Writes further members of an object that is open.
using MoreMembers = std::function<void(JsonWriter&)>;

/// One line without its line end.
[[nodiscard]] std::string write_json(const json::value& value);

/// Numbers as numbers, dates as text, the unknown as null.
[[nodiscard]] json::value to_json(const Value& value);
[[nodiscard]] json::array to_json(const std::vector<Value>& values);
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
