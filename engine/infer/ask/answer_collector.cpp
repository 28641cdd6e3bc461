// SPDX-License-Identifier: Apache-2.0
#include "infer/ask/answer_collector.hpp"

#include <algorithm>
#include <numeric>

#include "infer/precedence.hpp"
#include "infer/rows/row_order.hpp"

namespace casus::infer {

namespace {

/// Whether no two matches can give one answer: they rest on rows all of whose values are answered,
/// or are the same for all.
bool answers_differ(const plan::Plan& plan, const plan::GoalPlan& goal) {
  using Kind = Step::Kind;
  if (goal.branches.size() != 1) return false;
  const RulePlan& branch = goal.branches.front();
  const auto is_answered = [&](const auto& load) {
    return std::ranges::any_of(branch.args, [&](const plan::Code& arg) {
      const auto& code = arg.instructions;
      return code.size() == 1 && code.front().kind == plan::Instruction::Kind::load &&
             code.front().operand == load.second;
    });
  };
  return branch.head_steps.empty() && std::ranges::all_of(branch.steps, [&](const Step& step) {
           if (step.kind != Kind::scan) return step.kind != Kind::aggregate;
           const plan::Pattern& rows = step.pattern;
           const std::size_t columns = rows.key.size() + rows.loads.size() + rows.same.size();
           return columns == plan[rows.store].columns.size() &&
                  std::ranges::all_of(rows.loads, is_answered);
         });
}

std::uint32_t most_premises(const plan::GoalPlan& goal) {
  std::uint32_t most = 0;
  for (const RulePlan& branch : goal.branches) most = std::max(most, branch.premises);
  return most;
}

}  // namespace

AnswerCollector::AnswerCollector(const Fixpoint& fixpoint, GoalAnswers& into, Purpose purpose,
                                 Meter& meter)
    : fixpoint_(fixpoint),
      calculus_(*fixpoint.calculus),
      into_(into),
      meter_(meter),
      purpose_(purpose),
      differ_(answers_differ(*fixpoint.plan, into.plan)),
      only_counts_(purpose == Purpose::count && !calculus_.imprecise() && differ_) {
  into.rows = empty_rows();
}

Store AnswerCollector::empty_rows() const {
  const auto width = static_cast<std::uint32_t>(into_.plan.stores.front().columns.size());
  return Store(width, calculus_.full(),
               purpose_ == Purpose::explain ? most_premises(into_.plan) : 0);
}

bool AnswerCollector::count(std::uint64_t matches) {
  into_.counted += meter_.derived(matches);
  return !meter_.stopped();
}

void AnswerCollector::begin_anew() {
  if (!differ_) return;  // what is there is found again
  meter_.take_back(into_.counted + into_.rows.size());
  into_.counted = 0;
  into_.rows = empty_rows();
}

bool AnswerCollector::add(std::uint32_t branch, Grade grade, std::span<const Word> words,
                          std::span<const RowId> premises) {
  if (calculus_.exhausted()) return false;
  if (only_counts_) return count(1);
  Store& rows = into_.rows;
  const bool counts = differ_ || (meter_.counts_facts() && !rows.find(words));
  if (counts && !meter_.derived()) return false;
  const auto [row, added] = rows.insert(words, grade);
  if (calculus_.imprecise()) {
    if (added) shared_.emplace_back();
    shared_[row].add(into_.plan.branches[branch], premises);
  }
  if (!added) {
    join(branch, row, grade, premises);
  } else {
    if (!into_.grades.empty()) into_.grades.push_back(grade);
    derive(branch, row, premises);
  }
  return !meter_.stopped();
}

bool AnswerCollector::add(std::uint32_t branch, const Batch& batch, Machine& machine) {
  const std::span grades(batch.grades.data(), batch.graded ? batch.size : 0);
  const auto failing = static_cast<std::uint32_t>(std::ranges::count(grades, 0));
  if (only_counts_) return count(batch.size - failing);
  const RulePlan& plan = into_.plan.branches[branch];
  arguments_.resize(plan.args.size());
  columns_.clear();
  for (std::size_t i = 0; i < plan.args.size(); ++i) {
    evaluate(plan.args[i], batch, machine, arguments_[i]);
    columns_.push_back(arguments_[i].data());
  }
  if (failing > 0 || (meter_.counts_facts() && !differ_)) return add_each(branch, batch);
  Store& rows = into_.rows;
  RowId next = rows.size();
  const double* given = batch.graded ? grades.data() : nullptr;
  if (differ_) {
    rows.append(columns_, static_cast<std::uint32_t>(meter_.derived(batch.size)), given);
    rows_.resize(rows.size() - next);
    std::iota(rows_.begin(), rows_.end(), next);
  } else {
    if (!meter_.fits(rows.growth(batch.size))) return false;
    rows.insert(columns_, batch.size, given, rows_);
  }
  const bool all_said = differ_ || (!batch.graded && rows.is_full());
  if (all_said && purpose_ != Purpose::explain) return !meter_.stopped();
  for (std::uint32_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i] != next) {
      join(branch, rows_[i], grade_of(batch.grade(i)), premises_of(branch, batch, i));
    } else {
      derive(branch, next++, premises_of(branch, batch, i));
    }
  }
  return !meter_.stopped();
}

bool AnswerCollector::add_each(std::uint32_t branch, const Batch& batch) {
  std::vector<Word> words(arguments_.size());
  for (std::uint32_t i = 0; i < batch.size; ++i) {
    const Grade grade = grade_of(batch.grade(i));
    if (grade == Grade::none) continue;
    for (std::size_t a = 0; a < words.size(); ++a) words[a] = arguments_[a][i];
    if (!add(branch, grade, words, premises_of(branch, batch, i))) return false;
  }
  return true;
}

std::span<const RowId> AnswerCollector::premises_of(std::uint32_t branch, const Batch& batch,
                                                    std::uint32_t match) {
  if (purpose_ != Purpose::explain) return {};
  premises_.resize(into_.plan.branches[branch].premises);
  for (std::size_t p = 0; p < premises_.size(); ++p) premises_[p] = batch.premises[p][match];
  return premises_;
}

void AnswerCollector::derive(std::uint32_t branch, RowId row, std::span<const RowId> premises) {
  if (purpose_ == Purpose::explain) into_.rows.set_derivation(row, branch, 0, premises);
}

/// Another derivation of an answer that is there.
void AnswerCollector::join(std::uint32_t branch, RowId row, Grade grade,
                           std::span<const RowId> premises) {
  Store& rows = into_.rows;
  const Grade best = rows.grade(row);
  const Grade whole = calculus_.either(into_.grades.empty() ? best : into_.grades[row], grade);
  if (purpose_ != Purpose::explain) return rows.set_grade(row, whole);
  const double surer = calculus_.certainty(grade) - calculus_.certainty(best);
  const bool first = surer == 0 && rows.derivation(row).rule == branch &&
                     premises_precede(fixpoint_, into_.plan.branches[branch], premises,
                                      rows.premises(row, into_.plan.branches[branch].premises));
  if (surer > 0 || first) {
    rows.set_grade(row, grade);
    derive(branch, row, premises);
  }
  set_whole(row, whole);
}

void AnswerCollector::set_whole(RowId row, Grade grade) {
  std::vector<Grade>& grades = into_.grades;
  if (grades.empty()) {
    if (grade == into_.rows.grade(row)) return;
    grades.reserve(into_.rows.size());
    for (RowId one = 0; one < into_.rows.size(); ++one) grades.push_back(into_.rows.grade(one));
  }
  grades[row] = grade;
}

/// An answer is no likelier than a row that all its derivations share.
void AnswerCollector::cap(RowId row) {
  const double end = shared_[row].least_end([&](RowRef one) {
    return calculus_.interval(fixpoint_.store(one.store).grade(one.row)).high;
  });
  const Interval ends = calculus_.interval(into_.whole(row));
  set_whole(row, calculus_.within({ends.low, std::min(ends.high, end)}));
}

void AnswerCollector::finish() {
  const RowId size = into_.rows.size();
  for (RowId row = 0; row < shared_.size(); ++row) cap(row);
  for (RowId row = 0; row < size && into_.incomplete; ++row) {
    set_whole(row, calculus_.at_least(into_.whole(row)));
  }
  into_.stopped = meter_.stopped();
  if (calculus_.exhausted()) {
    into_.stopped = calculus_.stopped();
    into_.counted = 0;
    return;
  }
  if (purpose_ == Purpose::count) {
    into_.counted += size;
    return;
  }
  into_.order.resize(size);
  std::iota(into_.order.begin(), into_.order.end(), RowId{0});
  if (purpose_ == Purpose::weigh) return;
  const TypedRows typed{into_.rows, into_.plan.stores.front().columns, into_.symbols};
  if (!into_.stopped && typed.sort(into_.order, meter_)) return;
  into_.stopped = meter_.stopped();
  into_.order.resize(std::min<std::size_t>(size, most_partial_answers));
  Meter no_limit{Budget{}};
  (void)typed.sort(into_.order, no_limit);
}

}  // namespace casus::infer
