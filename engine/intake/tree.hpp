// SPDX-License-Identifier: Apache-2.0
//
// A TOML file as a tree of plain values, each with its place, in file order. What reads facts sees
// only this tree: the TOML library stays behind one file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "casus/source.hpp"
#include "model/calendar.hpp"

namespace casus::intake {

struct Value;
struct Entry;

/// A time, or a date with a time: valid TOML that no fact takes.
struct Moment {};

struct List {
  std::vector<Value> items;
};

struct Table {
  std::vector<Entry> entries;  ///< in file order
  [[nodiscard]] const Entry* find(std::string_view key) const;
};

struct Value {
  using Data = std::variant<Moment, std::string, std::int64_t, double, bool, model::CalendarDate,
                            List, Table>;
  Data data;
  Span span;  ///< of a table with a header, the header
};

struct Entry {
  std::string key;
  Span key_span;
  Value value;
};

/// "a text", "a whole number", "`true`": how messages name what stands there.
[[nodiscard]] std::string kind_of(const Value& value);

}  // namespace casus::intake
