// SPDX-License-Identifier: Apache-2.0
#include "infer/machine.hpp"

#include <algorithm>
#include <utility>

#include "infer/functions.hpp"
#include "infer/text_functions.hpp"

namespace casus::infer {

using model::unknown_word;
using plan::Instruction;
using plan::Step;

Machine::Machine(const Fixpoint& base, base::Symbols& symbols, Meter& meter, Extra* extra)
    : base_(base), symbols_(symbols), meter_(meter), extra_(extra) {}

const Store& Machine::store(StoreId id) const {
  const std::size_t known = base_.stores.size();
  return id.index() < known ? base_.stores[id.index()] : extra_->stores[id.index() - known];
}

const Index& Machine::index(plan::IndexId id) {
  const std::size_t known = base_.indexes.size();
  if (id.index() < known) return base_.indexes[id.index()];
  const std::size_t own = id.index() - known;
  extra_->indexes[own].catch_up(store(extra_->index_plans[own].store));
  return extra_->indexes[own];
}

Word Machine::run(const plan::Code& code) {
  const std::size_t floor = stack_.size();
  for (const Instruction& instruction : code.instructions) {
    switch (instruction.kind) {
      case Instruction::Kind::constant:
        stack_.push_back(instruction.word);
        break;
      case Instruction::Kind::load:
        stack_.push_back(registers_[instruction.operand]);
        break;
      case Instruction::Kind::as_of:
        stack_.push_back(base_.as_of ? model::word_of_int(*base_.as_of) : unknown_word);
        break;
      case Instruction::Kind::apply:
      case Instruction::Kind::table: {
        const std::span<const Word> args(stack_.data() + stack_.size() - instruction.count,
                                         instruction.count);
        const Word result =
            instruction.kind == Instruction::Kind::table
                ? look_up(base_.program->tables[instruction.operand], args, symbols_)
                : apply(instruction.function, instruction.type, args, base_.program->schema,
                        symbols_);
        const bool made =
            instruction.kind == Instruction::Kind::apply && makes_text(instruction.function);
        if (made && result != unknown_word) {
          meter_.made_text(symbols_.text(static_cast<base::Symbol>(result)).size());
        }
        stack_.resize(stack_.size() - instruction.count);
        stack_.push_back(result);
        break;
      }
    }
  }
  const Word result = stack_.back();
  stack_.resize(floor);
  return result;
}

void Machine::notice(const Step& step) {
  if (hushed_) return;
  Span span = step.code.span;
  // A comparison that stands in an argument's place is told by its atom.
  if (!span.valid() && step.origin.valid() && rule_->rule.valid()) {
    span = (*base_.program)[rule_->rule].terms[step.origin].span;
  }
  notices_.push_back({Notice::Kind::no_value, rule_->rule, span});
}

std::vector<Notice> Machine::take_notices() { return std::exchange(notices_, {}); }

void Machine::match(const plan::RulePlan& rule, std::span<const Step> steps,
                    const std::vector<RowId>* delta, Found found) {
  rule_ = &rule;
  registers_.assign(rule.registers, unknown_word);
  premises_.assign(rule.premises, no_row);
  delta_ = delta;
  go(steps, 0, State{}, [&](const State& state) { return found(state.certainty); });
  delta_ = nullptr;
}

bool Machine::go(std::span<const Step> steps, std::size_t at, const State& state, Reached done) {
  if (at == steps.size()) return done(state);
  const Step& step = steps[at];
  switch (step.kind) {
    case Step::Kind::scan:
      return scan(steps, at, state, done);
    case Step::Kind::test:
    case Step::Kind::let:
      return compute(steps, at, state, done);
    case Step::Kind::unlisted:
      return unlisted(steps, at, state, done);
    case Step::Kind::unknown:
      if (seen_ != nullptr && depth_ == 0) seen_->push_back({&step, {}, 1, registers_, {}, {}});
      return proceed(steps, at, state, unknown(step), done);
    case Step::Kind::absent:
      return negate(steps, at, state, done);
    case Step::Kind::aggregate:
      return gather(steps, at, state, done);
    case Step::Kind::score: {
      State next = state;
      registers_[step.target] = score(step);
      next.excused = next.excused || registers_[step.target] == unknown_word;
      if (seen_ != nullptr && depth_ == 0) seen_->push_back({&step, {}, 1, registers_, {}, {}});
      return go(steps, at + 1, next, done);
    }
  }
  return true;
}

bool Machine::negate(std::span<const Step> steps, std::size_t at, State state, Reached done) {
  const Step& step = steps[at];
  const bool recorded = seen_ != nullptr && depth_ == 0;
  std::vector<Word> before;  // what the block's own variables were last is no part of the record
  if (recorded) before = registers_;
  std::optional<Absence> found = absent(step);
  if (!found) return false;
  const Absence result = std::move(*found);
  if (recorded) {
    registers_ = std::move(before);
    seen_->push_back({&step, {}, result.certainty, registers_, result, {}});
  }
  const bool holds = result.certainty > floor();
  if (!holds && !possible_worlds_) return true;
  state.certainty = holds ? base_.calculus->both(state.certainty, result.certainty) : 0;
  state.against = std::max(state.against, result.surest);
  return go(steps, at + 1, state, done);
}

/// An aggregate without value leaves it to the conditions that use it what follows.
bool Machine::gather(std::span<const Step> steps, std::size_t at, const State& state,
                     Reached done) {
  const Step& step = steps[at];
  const bool recorded = seen_ != nullptr && depth_ == 0;
  std::vector<Word> before;
  if (recorded) before = registers_;
  const bool outer_hush = std::exchange(hushed_, hushed_ || state.certainty <= 0);
  std::optional<Aggregated> result = aggregate(step);
  hushed_ = outer_hush;
  if (!result) return false;
  if (recorded) registers_ = std::move(before);
  registers_[step.target] = result->value;
  const double certainty = result->certainty;
  const bool valued = result->value != unknown_word;
  if (recorded) seen_->push_back({&step, {}, certainty, registers_, {}, std::move(result)});
  if (valued) return proceed(steps, at, state, certainty, done);
  State next = state;
  next.excused = true;
  return go(steps, at + 1, next, done);
}

/// Goes on where a condition holds with a certainty above the threshold.
bool Machine::proceed(std::span<const Step> steps, std::size_t at, State state, double condition,
                      Reached done) {
  if (condition <= floor()) return true;
  state.certainty = base_.calculus->both(state.certainty, condition);
  if (possible_worlds_) {
    state.against = std::max(state.against, base_.calculus->absent(condition));
  }
  return go(steps, at + 1, state, done);
}

/// Outside negations a condition without value ends the branch; inside it leaves a possibility.
bool Machine::without_value(std::span<const Step> steps, std::size_t at, const State& state,
                            Reached done) {
  if (!possible_worlds_) return true;
  State next = state;
  next.certainty = 0;
  return go(steps, at + 1, next, done);
}

bool Machine::compute(std::span<const Step> steps, std::size_t at, const State& state,
                      Reached done) {
  const Step& step = steps[at];
  const Word result = run(step.code);
  if (step.kind == Step::Kind::let) registers_[step.target] = result;
  if (result == unknown_word) {
    if (state.certainty > 0 && !state.excused) notice(step);
    return without_value(steps, at, state, done);
  }
  if (step.kind == Step::Kind::test && result == 0) return true;
  if (seen_ != nullptr && depth_ == 0) seen_->push_back({&step, {}, 1, registers_, {}, {}});
  return go(steps, at + 1, state, done);
}

bool Machine::agrees(const Store& store, RowId row, const plan::Pattern& pattern) const {
  return std::ranges::all_of(pattern.key, [&](const auto& entry) {
    return store.at(row, entry.first) == value(entry.second);
  });
}

bool Machine::scan(std::span<const Step> steps, std::size_t at, const State& state, Reached done) {
  const Step& step = steps[at];
  const Store& rows = store(step.pattern.store);
  if (!fixed_.empty() && depth_ == 0) {
    return visit(steps, at, fixed_[step.premise], state, done);
  }
  if (at == 0 && depth_ == 0 && delta_ != nullptr) {
    for (const RowId row : *delta_) {
      if (agrees(rows, row, step.pattern) && !visit(steps, at, row, state, done)) return false;
    }
    return true;
  }
  if (possible_worlds_ && std::ranges::any_of(step.pattern.key, [&](const auto& entry) {
        return value(entry.second) == unknown_word;
      })) {
    return visit_doubtful(steps, at, state, done);
  }
  if (step.pattern.index.valid()) {
    std::vector<Word> key;
    key.reserve(step.pattern.key.size());
    for (const auto& [column, operand] : step.pattern.key) key.push_back(value(operand));
    const Index& chains = index(step.pattern.index);
    for (RowId row = chains.first(key); row != no_row; row = chains.next(row)) {
      if (agrees(rows, row, step.pattern) && !visit(steps, at, row, state, done)) return false;
    }
  } else {
    const RowId end = rows.size();
    for (RowId row = 0; row < end; ++row) {
      if (!visit(steps, at, row, state, done)) return false;
    }
  }
  return true;
}

bool Machine::visit(std::span<const Step> steps, std::size_t at, RowId row, const State& state,
                    Reached done) {
  if (!meter_.tick()) return false;
  const Step& step = steps[at];
  const Store& rows = store(step.pattern.store);
  const double certainty = rows.certainty(row);
  if (certainty <= floor()) return true;
  for (const auto& [column, target] : step.pattern.loads) registers_[target] = rows.at(row, column);
  for (const auto& [column, target] : step.pattern.same) {
    if (rows.at(row, column) != registers_[target]) return true;
  }
  premises_[step.premise] = row;
  if (seen_ != nullptr && depth_ == 0) {
    seen_->push_back({&step, {step.pattern.store, row}, certainty, registers_, {}, {}});
  }
  return proceed(steps, at, state, certainty, done);
}

Word Machine::score(const Step& step) const {
  std::vector<Word> subjects;
  for (const plan::Operand& operand : step.subjects) subjects.push_back(value(operand));
  const RatingRows& rows = base_.ratings[step.rating.index()];
  const auto it = rows.by_subject.find(subjects);
  if (it == rows.by_subject.end()) return unknown_word;
  const RatingRow& row = rows.rows[it->second];
  switch (step.part) {
    case Step::Part::score:
      return model::word_of_number(model::points_of(row.score));
    case Step::Part::band:
      return row.band;
    case Step::Part::points:
      return model::word_of_number(model::points_of(row.factors[step.factor].points));
  }
  return unknown_word;
}

/// A cap or floor beyond the scale, or beyond the factor's range, would lead out of it.
bool Machine::within_scale(const plan::RulePlan& rule, Micros limit) const {
  const check::Program& program = *base_.program;
  const check::Conclusion& said = program[rule.rule].conclusions[rule.conclusion];
  const model::Rating& rating = program.schema[said.rating];
  if (!said.factor) return limit >= rating.scale.low && limit <= rating.scale.high;
  const model::Factor& factor = rating.factors[*said.factor];
  return limit >= factor.low && limit <= factor.high;
}

bool Machine::head(const plan::RulePlan& rule, double& certainty, std::vector<Word>& row) {
  bool complete = false;
  bool excused = false;
  const State state{.certainty = certainty, .against = 0, .excused = false};
  const auto fill = [&](const State& reached) {
    complete = true;
    excused = reached.excused;
    certainty = reached.certainty;
    row.clear();
    for (const plan::Code& arg : rule.args) row.push_back(run(arg));
    return false;
  };
  go(rule.head_steps, 0, state, fill);
  if (!complete) return false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] != unknown_word || !rule.required[i]) continue;
    if (!excused) notices_.push_back({Notice::Kind::no_value, rule.rule, rule.args[i].span});
    return false;
  }
  double own = 1;
  if (!rule.certainty.empty()) {
    const Word word = run(rule.certainty);
    own = rule.certainty.type.base == model::Base::integer
              ? static_cast<double>(model::int_of(word))
              : model::number_of(word);
    if (word == unknown_word || !(own >= 0 && own <= 1)) {
      const auto kind = word == unknown_word ? Notice::Kind::no_value : Notice::Kind::bad_certainty;
      if (!excused) notices_.push_back({kind, rule.rule, rule.certainty.span});
      return false;
    }
  }
  certainty = base_.calculus->through(certainty, own);
  if (!rule.points && !rule.limit) return true;
  const plan::Code& code = rule.args.back();
  const double points = code.type.base == model::Base::integer
                            ? static_cast<double>(model::int_of(row.back()))
                            : model::number_of(row.back());
  constexpr double most = 1e12;
  if (row.back() == unknown_word || points > most || points < (rule.points ? 0 : -most)) {
    const auto kind = row.back() == unknown_word ? Notice::Kind::no_value
                      : rule.points              ? Notice::Kind::bad_weight
                                                 : Notice::Kind::bad_limit;
    if (!excused) notices_.push_back({kind, rule.rule, code.span});
    return false;
  }
  const Micros micros = model::micros_of(points);
  if (rule.limit && !within_scale(rule, micros)) {
    if (!excused) notices_.push_back({Notice::Kind::bad_limit, rule.rule, code.span});
    return false;
  }
  row.back() = model::word_of_int(micros);
  return true;
}

std::vector<Seen> Machine::replay(const plan::RulePlan& rule, std::span<const RowId> premises) {
  std::vector<Seen> seen;
  std::vector<Seen> result;
  seen_ = &seen;
  // A rule without premises has nothing to fix: its steps run as they are.
  fixed_ = premises;
  match(rule, rule.steps, nullptr, [&](double certainty) {
    std::vector<Word> row;
    if (!head(rule, certainty, row)) return true;
    result = seen;
    return false;
  });
  fixed_ = {};
  seen_ = nullptr;
  return result;
}

}  // namespace casus::infer
