// SPDX-License-Identifier: Apache-2.0
#include "explain/used.hpp"

#include <algorithm>
#include <span>

namespace casus::explain {
namespace {

using infer::Fixpoint;
using infer::RowId;
using infer::RowRef;

/// Whether a rule looks at rows that are none of its premises.
bool looks_further(const plan::RulePlan& rule) {
  using Kind = plan::Step::Kind;
  const auto further = [](const plan::Step& step) {
    return step.kind == Kind::absent || step.kind == Kind::aggregate;
  };
  return std::ranges::any_of(rule.steps, further) || std::ranges::any_of(rule.head_steps, further);
}

class Uses {
 public:
  Uses(const Words& words, infer::Meter& meter)
      : fixpoint_(words.fixpoint), meter_(meter), machine_(fixpoint_, words.symbols, meter) {
    machine_.pass_members([this](RowRef row) { add_row(row); });
    for (const infer::Store& store : fixpoint_.stores) rows_.emplace_back(store.size());
  }
  Uses(const Uses&) = delete;
  Uses& operator=(const Uses&) = delete;

  void add_conclusion(RowRef ref) {
    const infer::Store& store = fixpoint_.store(ref.store);
    const infer::Derivation& best = store.derivation(ref.row);
    const auto ways = fixpoint_.ways.find(Fixpoint::key(ref));
    bool further = false;
    const auto add = [&](std::uint32_t number, std::span<const RowId> premises) {
      const plan::RulePlan& rule = fixpoint_.plan->rules[number];
      for (std::uint32_t i = 0; i < rule.premises; ++i) {
        add_row({rule.premise_stores[i], premises[i]});
      }
      further = further || looks_further(rule);
    };
    if (ways == fixpoint_.ways.end()) {
      add(best.rule, store.premises(ref.row, fixpoint_.plan->rules[best.rule].premises));
    } else {
      for (const infer::Way& way : ways->second) add(way.rule, way.premises);
    }
    if (!further || fixpoint_.stopped || meter_.stopped()) return;
    for (const infer::Replayed& way : infer::replay(fixpoint_, ref, machine_)) {
      for (const infer::Seen& seen : way.seen) {
        infer::each_row(seen, [&](RowRef row) { add_row(row); });
      }
    }
  }

  [[nodiscard]] StatementSet statements() const {
    StatementSet result(*fixpoint_.facts);
    for (std::size_t store = 0; store < rows_.size(); ++store) {
      for (RowId row = 0; row < rows_[store].size(); ++row) {
        if (rows_[store][row]) result.insert(fixpoint_.statements_of({infer::StoreId(store), row}));
      }
    }
    return result;
  }

 private:
  void add_row(RowRef row) {
    if (row.row != infer::no_row) rows_[row.store.index()][row.row] = true;
  }

  const Fixpoint& fixpoint_;
  infer::Meter& meter_;
  infer::Machine machine_;
  std::vector<std::vector<bool>> rows_;  ///< by store: whether something rests on a row
};

/// Under the rows of the subjects of ratings, or under all others.
StatementSet statements_under(bool subjects, const Words& words, infer::Meter& meter) {
  const Fixpoint& fixpoint = words.fixpoint;
  Uses uses(words, meter);
  for (std::size_t s = 0; s < fixpoint.stores.size(); ++s) {
    const bool rates = fixpoint.plan->stores[s].role == plan::StorePlan::Role::subjects;
    if (rates != subjects) continue;
    const infer::Store& store = fixpoint.stores[s];
    for (RowId row = 0; row < store.size(); ++row) {
      const RowRef ref{infer::StoreId(s), row};
      if (store.derivation(row).rule == infer::Derivation::given) continue;
      if (!fixpoint.displaced.contains(Fixpoint::key(ref))) uses.add_conclusion(ref);
    }
  }
  return uses.statements();
}

}  // namespace

StatementSet used_statements(const Words& words, infer::Meter& meter) {
  return statements_under(false, words, meter);
}

StatementSet rating_statements(const Words& words, infer::Meter& meter) {
  return statements_under(true, words, meter);
}

}  // namespace casus::explain
