// SPDX-License-Identifier: Apache-2.0
#include "infer/machine/machine.hpp"

#include <algorithm>
#include <utility>

#include "infer/machine/functions.hpp"
#include "infer/machine/text_functions.hpp"
#include "infer/profile.hpp"
#include "infer/rate/rating_places.hpp"
#include "plan/texts.hpp"

namespace casus::infer {

using model::unknown_word;
using plan::Instruction;

Machine::Machine(const Fixpoint& base, base::Symbols& symbols, Meter& meter, Extra* extra)
    : base_(base),
      calculus_(*base.calculus),
      symbols_(symbols),
      meter_(meter),
      extra_(extra),
      watched_(meter.profile() != nullptr) {}

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
  undefined_ = false;
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
        const bool in_table = instruction.kind == Instruction::Kind::table;
        const Word result =
            in_table ? look_up(base_.program->tables[instruction.operand], args, symbols_)
                     : apply(instruction.function, instruction.type, args, base_.program->schema,
                             symbols_);
        if (in_table && recording()) {
          const check::TableId table(instruction.operand);
          hits_.push_back({table, rows_hit((*base_.program)[table], args, symbols_)});
        }
        const bool known = std::ranges::find(args, unknown_word) == args.end();
        undefined_ = undefined_ || (known && result == unknown_word);
        const bool made = !in_table && plan::makes_text(instruction.function);
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

std::vector<Notice> Machine::take_notices() { return std::exchange(notices_, {}); }

void Machine::match(const RulePlan& rule, std::span<const Step> steps,
                    const std::vector<RowId>* delta, Found found, Known known) {
  rule_ = &rule;
  registers_.assign(rule.registers, unknown_word);
  for (const auto& [reg, word] : known) registers_[reg] = word;
  premises_.assign(rule.premises, no_row);
  delta_ = delta;
  met_.clear();
  go(steps, 0, begin(), [&](const State& state) {
    tell(state, 0, notices_);
    if (state.lacking) return true;
    gathered_height_ = state.height;
    return found(state.grade);
  });
  delta_ = nullptr;
  if (!use_member_) remembered_.clear();
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
    case Step::Kind::agree:
      return agree(steps, at, state, done);
    case Step::Kind::unlisted:
      return unlisted(steps, at, state, done);
    case Step::Kind::unknown:
      return ask_unknown(steps, at, state, done);
    case Step::Kind::absent:
      return negate(steps, at, state, done);
    case Step::Kind::aggregate:
      return gather(steps, at, state, done);
    case Step::Kind::score: {
      State next = state;
      registers_[step.target] = score(step);
      next.excused = next.excused || registers_[step.target] == unknown_word;
      if (recording()) seen_->push_back({&step, {}, calculus_.full(), registers_, {}, {}});
      return go(steps, at + 1, next, done);
    }
  }
  return true;
}

bool Machine::negate(std::span<const Step> steps, std::size_t at, State state, Reached done) {
  const Step& step = steps[at];
  std::vector<Word> before;  // what the block's own variables were last is no part of the record
  if (recording()) before = registers_;
  std::optional<Absence> found = absent(step);
  if (!found) return false;
  const Absence result = std::move(*found);
  if (recording()) {
    registers_ = std::move(before);
    seen_->push_back({&step, {}, result.grade, registers_, result, {}});
  }
  const std::size_t met = met_.size();
  meet(result.told, true);
  bool on = true;
  if (merely_possible_) state.against = calculus_.either(state.against, result.against);
  if (lacks_value(result)) {
    on = without_value(steps, at, state, done);
  } else if (!merely_possible_) {
    on = proceed(steps, at, state, result.grade, done);
  } else {
    state.grade = calculus_.both(state.grade, result.grade);
    on = go(steps, at + 1, state, done);
  }
  met_.resize(met);
  return on;
}

void Machine::keep_members(Aggregated& aggregated, const Aggregated::Outcome& outcome) const {
  const double least = calculus_.certainty(outcome.grade);
  std::erase_if(aggregated.members, [&](const Aggregated::Member& member) {
    return member.height > outcome.height || calculus_.certainty(member.grade) < least;
  });
}

/// An aggregate without value leaves it to the conditions that use it what follows.
bool Machine::gather(std::span<const Step> steps, std::size_t at, const State& state,
                     Reached done) {
  const Step& step = steps[at];
  std::vector<Word> before;
  if (recording()) before = registers_;
  const std::optional<Aggregated> result = aggregate(step);
  if (!result) return false;
  const std::size_t recorded = seen_ != nullptr ? seen_->size() : 0;
  if (recording()) registers_ = before;
  for (const Aggregated::Outcome& outcome : result->outcomes) {
    registers_[step.target] = outcome.value;
    if (recording()) {
      seen_->erase(seen_->begin() + static_cast<std::ptrdiff_t>(recorded), seen_->end());
      seen_->push_back({&step, {}, outcome.grade, registers_, {}, *result});
      if (step.recursive) keep_members(*seen_->back().aggregated, outcome);
    }
    State next = state;
    next.excused = next.excused || outcome.value == unknown_word;
    next.height = std::max(next.height, outcome.height);
    if (!proceed(steps, at, next, outcome.grade, done)) return false;
  }
  return result->told.empty() || tell_of_aggregate(steps, at, state, result->told, done);
}

bool Machine::ask_unknown(std::span<const Step> steps, std::size_t at, const State& state,
                          Reached done) {
  const Grade grade = unknown(steps[at]);
  if (recording()) seen_->push_back({&steps[at], {}, grade, registers_, {}, {}});
  return proceed(steps, at, state, grade, done);
}

/// Goes on where a condition holds, and holds together with those before it.
bool Machine::proceed(std::span<const Step> steps, std::size_t at, State state, Grade condition,
                      Reached done) {
  if (!counts(condition)) return true;
  state.grade = calculus_.both(state.grade, condition);
  if (merely_possible_) {
    state.against = calculus_.either(state.against, calculus_.absent(condition));
  } else if (state.grade == Grade::none) {
    return true;
  }
  return go(steps, at + 1, state, done);
}

/// Behind a condition without value a branch goes on as a mere possibility. Outside negations it
/// cannot hold any more, and goes on only for what there may be to tell.
bool Machine::without_value(std::span<const Step> steps, std::size_t at, State state,
                            Reached done) {
  if (!merely_possible_ && (!listening_ || first_is_told(steps.subspan(at + 1)))) return true;
  state.lacking = true;
  return go(steps, at + 1, state, done);
}

bool Machine::compute(std::span<const Step> steps, std::size_t at, const State& state,
                      Reached done) {
  const Step& step = steps[at];
  hits_.clear();
  const Word result = run(step.code);
  if (step.kind == Step::Kind::let) registers_[step.target] = result;
  if (result == unknown_word) {
    // What an atom asks of a row that is unknown there does not fit: nothing to tell.
    const bool asked = !step.code.span.valid();
    if (asked && !merely_possible_ && !reads_assigned(steps.first(at), step.code)) return true;
    const std::size_t met = met_.size();
    if (!asked && undefined_) met_.push_back({no_value(step)});
    const bool on = without_value(steps, at, state, done);
    met_.resize(met);
    return on;
  }
  if (step.kind == Step::Kind::test && result == 0) return true;
  if (recording()) seen_->push_back({&step, {}, calculus_.full(), registers_, {}, {}, hits_});
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
  if (std::ranges::any_of(step.pattern.key, [&](const auto& entry) {
        return value(entry.second) == unknown_word &&
               (merely_possible_ || assigned(steps.first(at), *entry.second.reg));
      })) {
    return visit_doubtful(steps, at, state, done);
  }
  if (step.pattern.index.valid()) {
    std::vector<Word> key;
    key.reserve(step.pattern.key.size());
    for (const auto& [column, operand] : step.pattern.key) key.push_back(value(operand));
    const Index& chains = index(step.pattern.index);
    for (RowId row = chains.first(rows, key); row != no_row; row = chains.next(row)) {
      if (agrees(rows, row, step.pattern) && !visit(steps, at, row, state, done)) return false;
    }
  } else {
    const RowId end = rows.size();
    for (RowId row = 0; row < end; ++row) {
      if (agrees(rows, row, step.pattern) && !visit(steps, at, row, state, done)) return false;
    }
  }
  return true;
}

bool Machine::visit(std::span<const Step> steps, std::size_t at, RowId row, const State& state,
                    Reached done) {
  if (!meter_.tick()) return false;
  const Step& step = steps[at];
  const Store& rows = store(step.pattern.store);
  const bool of_derivation = !fixed_.empty() && depth_ == 0;
  const RowRef ref{step.pattern.store, row};
  Grade grade = of_derivation ? base_.derived_grade(ref) : rows.grade(row);
  if (undecided_held_ && grade == Grade::none && depth_ == 0) grade = undecided(ref);
  if (!counts(grade)) return true;
  for (const auto& [column, target] : step.pattern.loads) registers_[target] = rows.at(row, column);
  for (const auto& [column, target] : step.pattern.same) {
    if (rows.at(row, column) != registers_[target]) return true;
  }
  premises_[step.premise] = row;
  if (watched_) watch(step, ref, grade);
  return proceed(steps, at, state, grade, done);
}

void Machine::watch(const Step& step, RowRef row, Grade grade) {
  if (Profile* profile = meter_.profile()) ++profile->steps[&step];
  if (recording()) seen_->push_back({&step, row, grade, registers_, {}, {}});
}

Word Machine::score(const Step& step) const {
  std::vector<Word> subjects;
  for (const plan::Operand& operand : step.subjects) subjects.push_back(value(operand));
  const auto place = place_of(base_, step.rating, subjects);
  if (!place) return unknown_word;
  const RatingRows& rows = base_.ratings[step.rating.index()];
  const model::Rating& rating = base_.program->schema[step.rating];
  switch (step.part) {
    case Step::Part::score:
      return model::word_of_number(model::points_of(rows.scores[*place]));
    case Step::Part::band:
      return rating.scale.band_of(rows.scores[*place]);
    case Step::Part::points: {
      const Micros points = rows.points[*place * rating.factors.size() + step.factor];
      return model::word_of_number(model::points_of(points));
    }
  }
  return unknown_word;
}

/// A cap or floor beyond the scale, or beyond the factor's range, would lead out of it.
bool Machine::within_scale(const RulePlan& rule, Micros limit) const {
  const check::Program& program = *base_.program;
  const check::Conclusion& said = program[rule.rule].conclusions[rule.conclusion];
  const model::Rating& rating = program.schema[said.rating];
  if (!said.factor) return limit >= rating.scale.low && limit <= rating.scale.high;
  const model::Factor& factor = rating.factors[*said.factor];
  return limit >= factor.low && limit <= factor.high;
}

bool Machine::head(const RulePlan& rule, Grade conditions, Concluded concluded) {
  State start = begin();
  start.grade = conditions;
  const std::size_t met = met_.size();
  return go(rule.head_steps, 0, start, [&](const State& reached) {
    tell(reached, met, notices_);
    if (reached.lacking) return true;
    head_row_.clear();
    for (const plan::Code& arg : rule.args) head_row_.push_back(run(arg));
    Grade grade = reached.grade;
    if (!complete(rule, reached, grade)) return true;
    return concluded(grade, head_row_);
  });
}

/// Whether the row in `head_row_` has all its values; `grade` then becomes that of the conclusion.
bool Machine::complete(const RulePlan& rule, const State& state, Grade& grade) {
  for (std::size_t i = 0; i < head_row_.size(); ++i) {
    if (head_row_[i] != unknown_word || !rule.required[i]) continue;
    if (!state.excused) note(notices_, {Notice::Kind::no_value, rule.rule, rule.args[i].span});
    return false;
  }
  if (!rule.outcomes.empty()) return choose(rule, state, grade);
  double own = 1;
  if (!rule.certainty.empty()) {
    const auto stated = certainty(rule, rule.certainty, state);
    if (!stated) return false;
    own = *stated;
  }
  if (calculus_.imprecise()) {
    const bool named = rule.rule.valid();
    instance_values_ = named ? instance(rule, std::span(&own, 1)).values : std::vector<Word>();
    own_certainty_ = own;
  }
  grade = through(rule, grade, own);
  return grade != Grade::none && points_or_limit(rule, state);
}

/// A number from 0 to 1; anything else is noticed and none.
std::optional<double> Machine::certainty(const RulePlan& rule, const plan::Code& code,
                                         const State& state) {
  const Word word = run(code);
  const double number = code.type.base == model::Base::integer
                            ? static_cast<double>(model::int_of(word))
                            : model::number_of(word);
  if (word != unknown_word && number >= 0 && number <= 1) return number;
  const auto kind = word == unknown_word ? Notice::Kind::no_value : Notice::Kind::bad_certainty;
  if (!state.excused) note(notices_, {kind, rule.rule, code.span});
  return std::nullopt;
}

/// Whether the conclusion is a possible outcome; `grade` then becomes that of the conclusion.
bool Machine::choose(const RulePlan& rule, const State& state, Grade& grade) {
  std::vector<double> chances;
  double sum = 0;
  for (const plan::Code& code : rule.outcomes) {
    const auto chance = certainty(rule, code, state);
    if (!chance) return false;
    chances.push_back(*chance);
    sum += *chance;
  }
  if (sum > 1 + check::choice_rounding) {
    const Span span = rule.outcomes.front().span;
    if (!state.excused) note(notices_, {Notice::Kind::bad_choice, rule.rule, span});
    return false;
  }
  const Instance one = instance(rule, chances);
  Event event = one.event;
  const auto& said = (*base_.program)[rule.rule].conclusions[rule.conclusion];
  const std::string choice = "one of " + std::to_string(said.choice);
  event.origin = choice;
  if (calculus_.imprecise()) {
    instance_values_ = one.values;
    own_certainty_ = chances[rule.outcome];
  }
  grade = calculus_.outcome(grade, chances, rule.outcome, event);
  return grade != Grade::none;
}

/// In the worlds where a rule of certainty below 1 applies, it applies to all that its variables
/// mean at the time.
Grade Machine::through(const RulePlan& rule, Grade conditions, double own) {
  if (own >= 1 || !calculus_.names_events()) return calculus_.through(conditions, own, {});
  return calculus_.through(conditions, own, instance(rule, std::span(&own, 1)).event);
}

/// `numbers` are part of what tells instances apart: where they are computed from an aggregate,
/// they have several values for the same variables.
Machine::Instance Machine::instance(const RulePlan& rule, std::span<const double> numbers) {
  Instance result;
  const check::Rule& author = (*base_.program)[rule.rule];
  for (std::size_t i = 0; i < author.terms.variables.size(); ++i) {
    const check::Variable& variable = author.terms.variables[i];
    if (variable.name.empty() || variable.local) continue;
    result.values.push_back(registers_[i]);
    result.types.push_back(variable.type);
  }
  for (const double number : numbers) result.values.push_back(model::word_of_number(number));
  result.event = {.kind = Event::Kind::rule,
                  .module = author.module,
                  .name = author.name,
                  .values = result.values,
                  .types = result.types,
                  .symbols = &symbols_};
  return result;
}

bool Machine::to_stored_points(const RulePlan& rule, Word& word) const {
  const plan::Code& code = rule.args.back();
  const double points = code.type.base == model::Base::integer
                            ? static_cast<double>(model::int_of(word))
                            : model::number_of(word);
  constexpr double most = 1e12;
  if (word == unknown_word || points > most || points < (rule.points ? 0 : -most)) return false;
  const Micros micros = model::micros_of(points);
  if (rule.limit && !within_scale(rule, micros)) return false;
  word = model::word_of_int(micros);
  return true;
}

/// Those out of range count for nothing.
bool Machine::points_or_limit(const RulePlan& rule, const State& state) {
  if (!rule.points && !rule.limit) return true;
  Word& word = head_row_.back();
  if (to_stored_points(rule, word)) return true;
  const auto kind = word == unknown_word ? Notice::Kind::no_value
                    : rule.points        ? Notice::Kind::bad_weight
                                         : Notice::Kind::bad_limit;
  if (!state.excused) note(notices_, {kind, rule.rule, rule.args.back().span});
  return false;
}

std::vector<Seen> Machine::replay(const RulePlan& rule, std::span<const RowId> premises,
                                  std::span<const Word> row, std::uint32_t height) {
  std::vector<Seen> seen;
  std::vector<Seen> result;
  below_ = height;
  const bool watched = std::exchange(watched_, true);
  seen_ = &seen;
  // A rule without premises has nothing to fix: its steps run as they are.
  fixed_ = premises;
  match(rule, rule.steps, nullptr, [&](Grade conditions) {
    return head(rule, conditions, [&](Grade, std::span<const Word> concluded) {
      if (!std::ranges::equal(concluded, row)) return true;
      result = seen;
      return false;
    });
  });
  fixed_ = {};
  below_.reset();
  seen_ = nullptr;
  watched_ = watched;
  return result;
}

}  // namespace casus::infer
