// SPDX-License-Identifier: Apache-2.0
#include "infer/run/rule_runner.hpp"

#include <algorithm>

#include "infer/divided/sieve.hpp"
#include "infer/profile.hpp"

namespace casus::infer {

RuleRunner::RuleRunner(Fixpoint& fixpoint, Meter& meter, Conclusions& conclusions,
                       Machine::Extra* extra)
    : fixpoint_(fixpoint),
      meter_(meter),
      conclusions_(conclusions),
      machine_(fixpoint, fixpoint.symbols, meter, extra),
      notices_(&fixpoint.notices) {
  machine_.listen();
}

void RuleRunner::run(std::uint32_t r, const std::vector<Step>& steps,
                     const std::vector<RowId>* delta) {
  if (meter_.stopped()) return;
  rule_ = fixpoint_.plan->rules[r].rule;
  count_round(r);
  profiled(r, [&] { run_steps(r, steps, delta); });
}

bool RuleRunner::sift(std::uint32_t r, const std::vector<Step>& steps,
                      const std::vector<RowId>& delta, Sieve& into) {
  rule_ = fixpoint_.plan->rules[r].rule;
  bool all = false;
  profiled(r, [&] {
    all = batches(r, steps, &delta, [&](const ConcludedBatch& batch) { into.add(batch); });
  });
  return all;
}

void RuleRunner::take(std::uint32_t r, const Sieve& sieve) {
  rule_ = fixpoint_.plan->rules[r].rule;
  count_round(r);
  profiled(r, [&] {
    sieve.each([&](const ConcludedBatch& batch) {
      meter_.check();
      if (!meter_.stopped()) conclusions_.add(r, batch);
    });
  });
  conclusions_.count_known(r, sieve.added() - sieve.left());
}

void RuleRunner::profiled(std::uint32_t r, base::FunctionRef<void()> work) {
  Profile* const profile = meter_.profile();
  if (profile == nullptr) return work();
  const double start = profile->clock();
  const std::uint64_t before = meter_.ticks();
  work();
  profile->rules[r].seconds += profile->clock() - start;
  profile->rules[r].visited += meter_.ticks() - before;
}

/// Once a round, whatever the rule's orders.
void RuleRunner::count_round(std::uint32_t r) {
  if (meter_.profile() == nullptr) return;
  Profile::Rule& rule = meter_.profile()->rules[r];
  if (rule.rounds == 0 || rule.last_round != fixpoint_.rounds) ++rule.rounds;
  rule.last_round = fixpoint_.rounds;
}

void RuleRunner::run_steps(std::uint32_t r, const std::vector<Step>& steps,
                           const std::vector<RowId>* delta) {
  if (!run_in_batches(r, steps, delta)) run_row_by_row(r, steps, delta);
}

void RuleRunner::run_row_by_row(std::uint32_t r, const std::vector<Step>& steps,
                                const std::vector<RowId>* delta) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  machine_.match(rule, steps, delta, [&](Grade conditions) {
    machine_.head(rule, conditions, [&](Grade grade, std::span<const Word> row) {
      conclusions_.add(r, grade, row, machine_);
      return !meter_.stopped();
    });
    return !meter_.stopped() && !fixpoint_.calculus->exhausted();
  });
  for (const Notice& notice : machine_.take_notices()) {
    if (notice.kind == Notice::Kind::uncertain_member) {
      fixpoint_.incomplete[rule.head.index()] = true;
    }
    note(notice);
  }
}

bool RuleRunner::run_in_batches(std::uint32_t r, const std::vector<Step>& steps,
                                const std::vector<RowId>* delta) {
  const std::uint64_t concluded = conclusions_.tally()[r].concluded;
  const auto add = [&](const ConcludedBatch& batch) { conclusions_.add(r, batch); };
  if (batches(r, steps, delta, add)) return true;
  conclusions_.restore_concluded(r, concluded);
  return false;
}

bool RuleRunner::batches(std::uint32_t r, const std::vector<Step>& steps,
                         const std::vector<RowId>* delta, Receiver receive) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  auto it = pipelines_.find(&steps);
  if (it == pipelines_.end()) {
    if (!Pipeline::can_run(fixpoint_, rule, steps)) return false;
    std::vector<plan::Register> reads;
    for (const plan::Code& arg : rule.args) collect_reads(arg, reads);
    collect_reads(rule.certainty, reads);
    it = pipelines_.emplace(&steps, Pipeline(fixpoint_, steps, std::move(reads), machine_, meter_))
             .first;
  }
  bool values = true;
  const auto end = it->second.run(delta, [&](const Batch& batch) {
    values = conclude(r, batch, receive);
    return values && !meter_.stopped();
  });
  return values && end != Pipeline::End::no_value;
}

bool RuleRunner::conclude(std::uint32_t r, const Batch& batch, Receiver receive) {
  const RulePlan& rule = fixpoint_.plan->rules[r];
  if (!find_arguments(rule, batch)) return false;
  const bool graded = batch.graded || !rule.certainty.empty();
  if (graded && !find_grades(rule, batch)) return false;
  columns_.clear();
  for (const std::vector<Word>& column : arguments_) columns_.push_back(column.data());
  receive({columns_, batch.size, graded ? grades_.data() : nullptr, batch.premises});
  return true;
}

bool RuleRunner::find_arguments(const RulePlan& rule, const Batch& batch) {
  arguments_.resize(rule.args.size());
  for (std::size_t i = 0; i < rule.args.size(); ++i) {
    evaluate(rule.args[i], batch, machine_, arguments_[i]);
    const auto end = arguments_[i].begin() + batch.size;
    if (rule.required[i] && std::find(arguments_[i].begin(), end, model::unknown_word) != end) {
      return false;
    }
  }
  if (!rule.points && !rule.limit) return true;
  for (std::uint32_t i = 0; i < batch.size; ++i) {
    if (!machine_.to_stored_points(rule, arguments_.back()[i])) return false;
  }
  return true;
}

bool RuleRunner::find_grades(const RulePlan& rule, const Batch& batch) {
  grades_.resize(batch.size);
  for (std::uint32_t i = 0; i < batch.size; ++i) grades_[i] = batch.grade(i);
  if (rule.certainty.empty()) return true;
  evaluate(rule.certainty, batch, machine_, certainties_);
  for (std::uint32_t i = 0; i < batch.size; ++i) {
    const double own = rule.certainty.type.base == model::Base::integer
                           ? static_cast<double>(model::int_of(certainties_[i]))
                           : model::number_of(certainties_[i]);
    if (certainties_[i] == model::unknown_word || own < 0 || own > 1) return false;
    grades_[i] = number_of(fixpoint_.calculus->through(grade_of(grades_[i]), own, {}));
  }
  return true;
}

void RuleRunner::count_in(const RuleRunner& other) {
  for (const Notice& notice : other.apart_) note(notice);
  if (other.meter_.stopped()) rule_ = other.rule_;
}

void RuleRunner::note(const Notice& notice) {
  std::vector<Notice>& known = *notices_;
  const auto same = std::ranges::find_if(
      known, [&](const Notice& one) { return one.rule == notice.rule && one.kind == notice.kind; });
  if (same == known.end()) {
    known.push_back(notice);
  } else if (notice.span < same->span) {
    *same = notice;
  }
}

}  // namespace casus::infer
