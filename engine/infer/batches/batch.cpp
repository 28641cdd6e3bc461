// SPDX-License-Identifier: Apache-2.0
#include "infer/batches/batch.hpp"

#include <algorithm>
#include <functional>

#include "model/word.hpp"

namespace casus::infer {

using check::Function;
using model::Base;
using plan::Instruction;

namespace {

/// A side of a comparison: a column, or one value for all.
struct Side {
  const Word* column = nullptr;
  Word constant = 0;
};

bool is_operand(const Instruction& one) {
  return one.kind == Instruction::Kind::load || one.kind == Instruction::Kind::constant;
}

Side side(const Instruction& one, const Batch& batch) {
  if (one.kind == Instruction::Kind::load) return {batch.registers[one.operand].data(), 0};
  return {nullptr, one.word};
}

template <class Read, class Compare>
void compare(Side left, Side right, std::uint32_t size, std::vector<Word>& result, Read read,
             Compare holds) {
  const auto at = [](Side one, std::uint32_t i) {
    return one.column ? one.column[i] : one.constant;
  };
  for (std::uint32_t i = 0; i < size; ++i) {
    const Word a = at(left, i);
    const Word b = at(right, i);
    const bool missing = a == model::unknown_word || b == model::unknown_word;
    result[i] = missing ? model::unknown_word : Word{holds(read(a), read(b))};
  }
}

template <class Read>
bool compare_as(Function function, Side left, Side right, std::uint32_t size,
                std::vector<Word>& result, Read read) {
  switch (function) {
    case Function::equal:
      compare(left, right, size, result, read, std::equal_to<>());
      return true;
    case Function::not_equal:
      compare(left, right, size, result, read, std::not_equal_to<>());
      return true;
    case Function::less:
      compare(left, right, size, result, read, std::less<>());
      return true;
    case Function::less_equal:
      compare(left, right, size, result, read, std::less_equal<>());
      return true;
    case Function::greater:
      compare(left, right, size, result, read, std::greater<>());
      return true;
    case Function::greater_equal:
      compare(left, right, size, result, read, std::greater_equal<>());
      return true;
    default:
      return false;
  }
}

/// Comparisons of two operands whose words can be compared without asking for texts.
bool evaluate_comparison(const plan::Code& code, const Batch& batch, std::vector<Word>& result) {
  const auto& steps = code.instructions;
  if (steps.size() != 3 || !is_operand(steps[0]) || !is_operand(steps[1])) return false;
  if (steps[2].kind != Instruction::Kind::apply || steps[2].count != 2) return false;
  const Function function = steps[2].function;
  const Side left = side(steps[0], batch);
  const Side right = side(steps[1], batch);
  const bool equality = function == Function::equal || function == Function::not_equal;
  switch (steps[2].type.base) {
    case Base::number:
      return compare_as(function, left, right, batch.size, result, model::number_of);
    case Base::integer:
    case Base::date:
    case Base::enumeration:
      return compare_as(function, left, right, batch.size, result, model::int_of);
    case Base::text:
    case Base::boolean:
      return equality && compare_as(function, left, right, batch.size, result, model::int_of);
    default:
      return false;
  }
}

}  // namespace

void collect_reads(const plan::Code& code, std::vector<plan::Register>& into) {
  for (const Instruction& one : code.instructions) {
    if (one.kind == Instruction::Kind::load) into.push_back(one.operand);
  }
}

void evaluate(const plan::Code& code, const Batch& batch, Machine& machine,
              std::vector<Word>& result) {
  if (result.size() < batch.size) result.resize(batch.size);
  const auto& steps = code.instructions;
  if (steps.size() == 1 && steps[0].kind == Instruction::Kind::load) {
    std::copy_n(batch.registers[steps[0].operand].begin(), batch.size, result.begin());
    return;
  }
  if (steps.size() == 1 && steps[0].kind == Instruction::Kind::constant) {
    std::fill_n(result.begin(), batch.size, steps[0].word);
    return;
  }
  if (evaluate_comparison(code, batch, result)) return;
  std::vector<plan::Register> reads;
  collect_reads(code, reads);
  for (std::uint32_t i = 0; i < batch.size; ++i) {
    for (const plan::Register one : reads) machine.set(one, batch.registers[one][i]);
    result[i] = machine.run(code);
  }
}

}  // namespace casus::infer
