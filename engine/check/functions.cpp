// SPDX-License-Identifier: Apache-2.0
#include "check/functions.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace casus::check {
namespace {

using P = Parameter;
using O = Outcome;
using F = Function;

constexpr auto table = std::to_array<Builtin>({
    // Text.
    {"lower", F::lower, "text", {P::text}, 1, 1, O::text},
    {"upper", F::upper, "text", {P::text}, 1, 1, O::text},
    {"trim", F::trim, "text", {P::text}, 1, 1, O::text},
    {"length", F::length, "text", {P::text}, 1, 1, O::whole},
    {"contains", F::contains, "text, part", {P::text, P::text}, 2, 2, O::truth},
    {"starts_with", F::starts_with, "text, start", {P::text, P::text}, 2, 2, O::truth},
    {"ends_with", F::ends_with, "text, end", {P::text, P::text}, 2, 2, O::truth},
    {"replace", F::replace, "text, what, by", {P::text, P::text, P::text}, 3, 3, O::text},
    {"concat", F::concat, "text, text, …", {P::text, P::text}, 2, many, O::text},
    {"text", F::to_text, "value", {P::any}, 1, 1, O::text},
    // Numbers.
    {"min", F::minimum, "a, b, …", {P::common, P::common}, 2, many, O::common},
    {"max", F::maximum, "a, b, …", {P::common, P::common}, 2, many, O::common},
    {"abs", F::absolute, "number", {P::numeric}, 1, 1, O::common},
    {"round", F::round, "number", {P::numeric}, 1, 1, O::common},
    {"floor", F::floor, "number", {P::numeric}, 1, 1, O::common},
    {"ceil", F::ceil, "number", {P::numeric}, 1, 1, O::common},
    {"sqrt", F::sqrt, "number", {P::plain}, 1, 1, O::plain},
    {"clamp", F::clamp, "number, low, high", {P::common, P::common, P::common}, 3, 3, O::common},
    {"int", F::to_int, "number", {P::numeric}, 1, 1, O::as_int},
    {"number", F::to_number, "int", {P::numeric}, 1, 1, O::as_number},
    // Dates.
    {"year", F::year, "date", {P::date}, 1, 1, O::whole},
    {"month", F::month, "date", {P::date}, 1, 1, O::whole},
    {"day", F::day, "date", {P::date}, 1, 1, O::whole},
    {"years", F::years_between, "from, to", {P::date, P::date}, 2, 2, O::years},
    {"months", F::months_between, "from, to", {P::date, P::date}, 2, 2, O::months},
    {"days", F::days_between, "from, to", {P::date, P::date}, 2, 2, O::days},
    {"date", F::make_date, "year, month, day", {P::whole, P::whole, P::whole}, 3, 3, O::date},
});

constexpr auto aggregate_table = std::to_array<AggregateName>({
    {"count", Aggregate::count},
    {"sum", Aggregate::sum},
    {"min", Aggregate::min},
    {"max", Aggregate::max},
    {"avg", Aggregate::avg},
});

}  // namespace

std::span<const Builtin> builtins() { return table; }

std::string_view builtin_name(Function function) {
  const auto* const it = std::ranges::find(table, function, &Builtin::function);
  return it == table.end() ? std::string_view() : it->name;
}

std::span<const AggregateName> aggregates() { return aggregate_table; }

const Builtin* find_builtin(std::string_view name) {
  static const auto index = [] {
    std::unordered_map<std::string_view, const Builtin*> result;
    for (const Builtin& builtin : table) result.emplace(builtin.name, &builtin);
    return result;
  }();
  const auto it = index.find(name);
  return it == index.end() ? nullptr : it->second;
}

}  // namespace casus::check
