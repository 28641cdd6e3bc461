// SPDX-License-Identifier: Apache-2.0
//
// The built-in functions: one table of names, arguments and results. A new function is a line
// of the table in functions.cpp, an enumerator in program.hpp and its meaning in the engine
// (CONTRIBUTING.md has the whole list).
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "check/program.hpp"

namespace casus::check {

/// What an argument must be.
enum class Parameter : std::uint8_t {
  text,
  date,
  whole,    ///< an int without unit
  plain,    ///< a number or int without unit
  numeric,  ///< a number or int with any unit
  common,   ///< numeric; all arguments of this kind are brought to one type, the result's
  any,
};

/// What comes out.
enum class Outcome : std::uint8_t {
  text,
  whole,
  truth,
  date,
  plain,
  common,     ///< as the arguments
  as_int,     ///< an int in the argument's unit
  as_number,  ///< a number in the argument's unit
  years,
  months,
  days,
};

struct Builtin {
  std::string_view name;
  Function function;
  std::string_view parameters;  ///< as messages show them: "from, to"
  std::array<Parameter, 3> takes;
  std::uint8_t least;  ///< arguments at least
  std::uint8_t most;   ///< arguments at most; `many`: the last kind repeats
  Outcome gives;
};
inline constexpr std::uint8_t many = 255;

[[nodiscard]] std::span<const Builtin> builtins();
[[nodiscard]] const Builtin* find_builtin(std::string_view name);
/// What rules call it; empty for operators and what the checker puts in.
[[nodiscard]] std::string_view builtin_name(Function function);

struct AggregateName {
  std::string_view name;
  Aggregate aggregate;
};
[[nodiscard]] std::span<const AggregateName> aggregates();

}  // namespace casus::check
