// SPDX-License-Identifier: Apache-2.0
//
// Expressions as numbered stack instructions over registers. Aggregates and ratings inside an
// expression have been taken out before: they are steps of their own that fill a register.
#pragma once

#include <cstdint>
#include <vector>

#include "check/program.hpp"

namespace casus::plan {

using Register = std::uint32_t;
using model::Type;
using model::Word;

struct Instruction {
  enum class Kind : std::uint8_t {
    constant,  ///< push `word`
    load,      ///< push register `operand`
    as_of,     ///< push the date of assessment
    apply,     ///< replace the top `count` words by `function` of them
    table,     ///< replace the top `count` words by the result of table `operand`
  };
  Kind kind = Kind::constant;
  check::Function function = check::Function::equal;
  Type type;  ///< apply: of the operands (the first one's, or number where int and number mix)
  std::uint32_t count = 0;
  std::uint32_t operand = 0;
  Word word = 0;
};

struct Code {
  std::vector<Instruction> instructions;
  Type type;  ///< of the result
  Span span;  ///< invalid: what an atom asks of a row, by another condition's value
  [[nodiscard]] bool empty() const { return instructions.empty(); }
};

}  // namespace casus::plan
