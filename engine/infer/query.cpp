// SPDX-License-Identifier: Apache-2.0
#include "infer/query.hpp"

#include <algorithm>
#include <span>
#include <unordered_set>

#include "infer/precedence.hpp"
#include "infer/upper_end.hpp"
#include "model/show.hpp"

namespace casus::infer {

using plan::Step;

namespace {

/// An answer is no likelier than a row that all its derivations share.
void cap(const Fixpoint& fixpoint, const SharedRows& shared, GoalAnswer& answer) {
  Calculus& calculus = *fixpoint.calculus;
  const double end = shared.least_end(
      [&](RowRef row) { return calculus.interval(fixpoint.store(row.store).grade(row.row)).high; });
  const Interval ends = calculus.interval(answer.grade);
  answer.grade = calculus.within({ends.low, std::min(ends.high, end)});
}

/// Puts answers in order of values; where a limit ended the search, keeps the first few.
void sort(GoalAnswers& found) {
  const auto& types = found.plan.stores.front().columns;
  const auto precedes = [&](const GoalAnswer& a, const GoalAnswer& b) {
    for (std::size_t i = 0; i < types.size(); ++i) {
      const int order = model::compare(a.words[i], b.words[i], types[i].base, found.symbols);
      if (order != 0) return order < 0;
    }
    return false;
  };
  if (!found.stopped) {
    std::ranges::sort(found.answers, precedes);
    return;
  }
  const std::size_t kept = std::min(found.answers.size(), most_partial_answers);
  std::ranges::partial_sort(found.answers,
                            found.answers.begin() + static_cast<std::ptrdiff_t>(kept), precedes);
  found.answers.resize(kept);
}

/// Whether no two matches can give one answer: they rest on rows all of whose values are answered,
/// or are the same for all.
bool answers_differ(const plan::Plan& plan, const plan::GoalPlan& goal) {
  using Kind = Step::Kind;
  if (goal.branches.size() != 1) return false;
  const plan::RulePlan& branch = goal.branches.front();
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

/// Finds answers by their words, without keeping these twice.
struct ByWords {
  using is_transparent = void;
  const std::vector<GoalAnswer>& answers;

  [[nodiscard]] std::span<const Word> words(std::size_t answer) const {
    return answers[answer].words;
  }
  [[nodiscard]] static std::span<const Word> words(std::span<const Word> row) { return row; }
  std::size_t operator()(const auto& one) const { return hash_words(words(one)); }
  bool operator()(const auto& a, const auto& b) const {
    return std::ranges::equal(words(a), words(b));
  }
};

}  // namespace

Machine::Extra extra_of(const plan::GoalPlan& plan) {
  Machine::Extra extra;
  for (const plan::StorePlan& store : plan.stores) {
    extra.stores.emplace_back(static_cast<std::uint32_t>(store.columns.size()));
  }
  extra.index_plans = plan.indexes;
  for (const plan::IndexPlan& index : plan.indexes) extra.indexes.emplace_back(index);
  return extra;
}

plan::Cardinalities sizes_of(const Fixpoint& fixpoint) {
  plan::Cardinalities sizes;
  for (const StoreId store : fixpoint.plan.rows) sizes.push_back(fixpoint.store(store).size());
  return sizes;
}

GoalAnswers ask(const Fixpoint& fixpoint, const check::Goal& goal, Budget budget, Order order) {
  GoalAnswers result;
  result.plan = plan::plan_goal(goal, *fixpoint.program, fixpoint.plan, sizes_of(fixpoint));
  result.symbols = base::Symbols(goal.symbols);
  Machine::Extra extra = extra_of(result.plan);
  Meter meter(std::move(budget));
  Machine machine(fixpoint, result.symbols, meter, &extra);
  if (!fixpoint.calculus->takes_uncertain_members()) machine.listen();
  const bool differ = answers_differ(fixpoint.plan, result.plan);
  const bool counts = order == Order::counted && differ && !fixpoint.calculus->imprecise();
  const ByWords by_words{result.answers};
  std::unordered_set<std::size_t, ByWords, ByWords> known(0, by_words, by_words);
  std::vector<SharedRows> shared;  // by answer
  for (std::uint32_t b = 0; b < result.plan.branches.size(); ++b) {
    const plan::RulePlan& branch = result.plan.branches[b];
    const auto conclude = [&](Grade grade, std::span<const Word> words) {
      if (counts) {
        ++result.counted;
        return meter.derived() && !fixpoint.calculus->exhausted();
      }
      const auto found = differ ? known.end() : known.find(words);
      const bool added = found == known.end();
      if (fixpoint.calculus->exhausted()) return false;
      const std::size_t answer = added ? result.answers.size() : *found;
      if (fixpoint.calculus->imprecise()) {
        if (added) shared.emplace_back();
        shared[answer].add(branch, machine.premises());
      }
      if (added) {
        result.answers.push_back({{words.begin(), words.end()}, grade, b, machine.premises()});
        if (!differ) known.insert(answer);
        return meter.derived();
      }
      GoalAnswer& kept = result.answers[answer];
      Calculus& calculus = *fixpoint.calculus;
      const double surer = calculus.certainty(grade) - calculus.certainty(kept.best);
      const bool first = surer == 0 && kept.branch == b &&
                         premises_precede(fixpoint, branch, machine.premises(), kept.premises);
      const Grade whole = calculus.either(kept.grade, grade);
      if (surer > 0 || first) {
        kept.best = grade;
        kept.branch = b;
        kept.premises = machine.premises();
      }
      kept.grade = whole;
      return true;
    };
    machine.match(branch, branch.steps, nullptr,
                  [&](Grade conditions) { return machine.head(branch, conditions, conclude); });
    result.incomplete = result.incomplete || lacks_rows(fixpoint, branch);
  }
  for (const Notice& notice : machine.take_notices()) {
    if (notice.kind == Notice::Kind::uncertain_member) result.incomplete = true;
  }
  for (std::size_t i = 0; i < shared.size(); ++i) {
    cap(fixpoint, shared[i], result.answers[i]);
  }
  if (result.incomplete) {
    for (GoalAnswer& one : result.answers) one.grade = fixpoint.calculus->at_least(one.grade);
  }
  result.stopped = meter.stopped();
  if (fixpoint.calculus->exhausted()) {
    result.stopped = fixpoint.calculus->stopped();
    result.answers.clear();
    result.counted = 0;
  }
  if (order == Order::by_values) sort(result);
  return result;
}

std::vector<Seen> GoalAnswers::replay(const Fixpoint& fixpoint, std::size_t answer, Meter& meter) {
  Machine::Extra extra = extra_of(plan);
  Machine machine(fixpoint, symbols, meter, &extra);
  const GoalAnswer& one = answers[answer];
  return machine.replay(plan.branches[one.branch], one.premises, one.words);
}

}  // namespace casus::infer
