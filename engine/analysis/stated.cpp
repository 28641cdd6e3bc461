// SPDX-License-Identifier: Apache-2.0
#include "analysis/stated.hpp"

#include <algorithm>

namespace casus::analysis {

using infer::Grade;
using model::RelationKind;
using model::StatementKind;
using model::Word;

bool Stated::has(model::RelationId relation, const Known& known) {
  const model::Relation& declared = fixpoint_.program->schema[relation];
  const std::uint32_t kind = declared.kind_column();
  std::vector<std::uint32_t> columns;
  std::vector<Word> words;
  for (const auto& [column, word] : known) {
    columns.push_back(column);
    words.push_back(word);
  }
  const bool of_kind = declared.kind == RelationKind::fact;
  if (of_kind && (columns.empty() || columns.back() != kind)) {
    columns.push_back(kind);
    words.push_back(static_cast<Word>(StatementKind::fact));
  }
  const auto [it, is_new] = rows_.try_emplace({relation, columns});
  if (is_new) gather(fixpoint_.plan->rows[relation.index()], columns, it->second);
  return it->second.contains(words) || is_denied(relation, known);
}

std::optional<infer::RowRef> Stated::surest(model::RelationId relation, const Known& known) const {
  const std::uint32_t kind = fixpoint_.program->schema[relation].kind_column();
  const bool of_kind = fixpoint_.program->schema[relation].kind == RelationKind::fact;
  const bool plain = known.empty() || known.back().first != kind;
  const plan::StoreId id = fixpoint_.plan->rows[relation.index()];
  const infer::Store& store = fixpoint_.store(id);
  std::optional<infer::RowRef> result;
  for (infer::RowId row = 0; row < store.size(); ++row) {
    const auto words = store.row(row);
    const bool fits =
        std::ranges::all_of(known, [&](const auto& one) { return words[one.first] == one.second; });
    if (!fits || store.grade(row) == Grade::none) continue;
    if (of_kind && plain && words[kind] != static_cast<Word>(StatementKind::fact)) continue;
    const infer::RowRef ref{id, row};
    if (!result || fixpoint_.certainty(ref) > fixpoint_.certainty(*result)) result = ref;
  }
  return result;
}

bool Stated::is_doubtful(model::RelationId relation, const Known& known) const {
  const auto row = surest(relation, known);
  return row && fixpoint_.certainty(*row) < 1 && !is_denied(relation, known);
}

void Stated::gather(plan::StoreId id, const std::vector<std::uint32_t>& columns, Rows& into) const {
  const infer::Store& store = fixpoint_.store(id);
  for (infer::RowId row = 0; row < store.size(); ++row) {
    if (store.grade(row) == Grade::none) continue;
    const auto words = store.row(row);
    std::vector<Word> values;
    for (const std::uint32_t column : columns) values.push_back(words[column]);
    into.insert(std::move(values));
  }
}

bool Stated::is_denied(model::RelationId relation, const Known& known) const {
  const plan::StoreId id = fixpoint_.plan->negatives[relation.index()];
  if (!id.valid()) return false;
  const infer::Store& store = fixpoint_.store(id);
  const model::Relation& declared = fixpoint_.program->schema[relation];
  std::vector<Word> asked(declared.width(), model::unknown_word);
  if (declared.kind == RelationKind::fact) {
    asked[declared.kind_column()] = static_cast<Word>(StatementKind::fact);
  }
  for (const auto& [column, word] : known) asked[column] = word;
  for (infer::RowId row = 0; row < store.size(); ++row) {
    if (store.grade(row) != Grade::none && fixpoint_.covers({id, row}, asked)) return true;
  }
  return false;
}

}  // namespace casus::analysis
