// SPDX-License-Identifier: Apache-2.0
#include "infer/precedence.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "infer/rows/row_order.hpp"

namespace casus::infer {
namespace {

TypedRows typed(const Fixpoint& fixpoint, StoreId id) {
  return {fixpoint.store(id), (*fixpoint.plan)[id].columns, fixpoint.symbols};
}

}  // namespace

int compare_rows(const Fixpoint& fixpoint, RowRef row, RowRef other) {
  return typed(fixpoint, row.store).compare(row.row, other.row);
}

bool sort_rows(const Fixpoint& fixpoint, StoreId store, std::vector<RowId>& rows, Meter& meter) {
  return typed(fixpoint, store).sort(rows, meter);
}

bool rule_precedes(const Fixpoint& fixpoint, std::uint32_t rule, std::uint32_t other) {
  const auto key = [&](std::uint32_t one) {
    const model::RuleId id = fixpoint.plan->rules[one].rule;
    if (!id.valid()) return std::tuple(std::string_view(), std::string_view(), one);
    const check::Rule& author = (*fixpoint.program)[id];
    return std::tuple(std::string_view(author.module), std::string_view(author.name), one);
  };
  return key(rule) < key(other);
}

bool premises_precede(const Fixpoint& fixpoint, const RulePlan& rule,
                      std::span<const RowId> premises, std::span<const RowId> others) {
  for (std::uint32_t i = 0; i < rule.premises; ++i) {
    if (premises[i] == others[i]) continue;
    const StoreId store = rule.premise_stores[i];
    const int order = compare_rows(fixpoint, {store, premises[i]}, {store, others[i]});
    if (order != 0) return order < 0;
  }
  return false;
}

bool rows_precede(const Fixpoint& fixpoint, std::span<const RowRef> rows,
                  std::span<const RowRef> others) {
  for (std::size_t i = 0; i < std::min(rows.size(), others.size()); ++i) {
    if (rows[i] == others[i]) continue;
    if (rows[i].store != others[i].store) return rows[i].store < others[i].store;
    const int order = compare_rows(fixpoint, rows[i], others[i]);
    if (order != 0) return order < 0;
  }
  return rows.size() < others.size();
}

bool presumption_precedes(const Fixpoint& fixpoint, const base::Symbols& symbols,
                          const Presumption& presumption, const Presumption& other) {
  if (presumption.relation != other.relation) return presumption.relation < other.relation;
  const auto& types = (*fixpoint.plan)[fixpoint.plan->rows[presumption.relation.index()]].columns;
  for (std::size_t i = 0; i < std::min(presumption.asked.size(), other.asked.size()); ++i) {
    const auto& [column, word] = presumption.asked[i];
    const auto& [other_column, other_word] = other.asked[i];
    if (column != other_column) return column < other_column;
    const model::Base base = column < types.size() ? types[column].base : model::Base::integer;
    const int order = model::compare(word, other_word, base, symbols);
    if (order != 0) return order < 0;
  }
  return presumption.asked.size() < other.asked.size();
}

}  // namespace casus::infer
