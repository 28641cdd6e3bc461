// SPDX-License-Identifier: Apache-2.0
#include "intake/tree.hpp"

#include <algorithm>

namespace casus::intake {
namespace {

struct Kind {
  std::string operator()(const Moment&) const { return "a time"; }
  std::string operator()(const std::string&) const { return "a text"; }
  std::string operator()(std::int64_t) const { return "a whole number"; }
  std::string operator()(double) const { return "a number with a point"; }
  std::string operator()(bool value) const { return value ? "`true`" : "`false`"; }
  std::string operator()(const model::CalendarDate&) const { return "a date"; }
  std::string operator()(const List&) const { return "a list"; }
  std::string operator()(const Table&) const { return "a table"; }
};

}  // namespace

const Entry* Table::find(std::string_view key) const {
  const auto it = std::ranges::find(entries, key, &Entry::key);
  return it == entries.end() ? nullptr : &*it;
}

std::string kind_of(const Value& value) { return std::visit(Kind{}, value.data); }

}  // namespace casus::intake
