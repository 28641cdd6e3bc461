// SPDX-License-Identifier: Apache-2.0
#include "infer/run/best_rows.hpp"

#include <algorithm>

#include "model/show.hpp"

namespace casus::infer {

std::vector<Word> BestRows::key(std::span<const Word> words) const {
  std::vector<Word> result(words.begin(), words.end());
  result.erase(result.begin() + *(*fixpoint_.plan)[store_].best);
  return result;
}

bool BestRows::better(Word value, Word other) const {
  const plan::StorePlan& plan = (*fixpoint_.plan)[store_];
  const model::Base base = plan.columns[*plan.best].base;
  const bool apart = base == model::Base::duration &&
                     model::duration_of(value).in_days != model::duration_of(other).in_days;
  if (apart) return false;
  const int order = model::compare(value, other, base, fixpoint_.symbols);
  return plan.greatest ? order > 0 : order < 0;
}

bool BestRows::stands(std::span<const Word> words, Grade grade) const {
  const auto it = standing_.find(key(words));
  if (it == standing_.end()) return true;
  const std::uint32_t column = *(*fixpoint_.plan)[store_].best;
  return std::ranges::none_of(it->second, [&](RowId other) {
    return !fixpoint_.calculus->surer(grade, rows().grade(other)) &&
           better(rows().at(other, column), words[column]);
  });
}

bool BestRows::before(std::span<const Word> words, std::span<const Word> others) const {
  const plan::StorePlan& plan = (*fixpoint_.plan)[store_];
  const int order = model::compare(words[*plan.best], others[*plan.best],
                                   plan.columns[*plan.best].base, fixpoint_.symbols);
  return plan.greatest ? order > 0 : order < 0;
}

std::vector<RowId> BestRows::add(RowId row) {
  const std::uint32_t column = *(*fixpoint_.plan)[store_].best;
  std::vector<RowId>& standing = standing_[key(rows().row(row))];
  std::vector<RowId> fallen;
  for (const RowId other : standing) {
    const bool falls = !fixpoint_.calculus->surer(rows().grade(other), rows().grade(row)) &&
                       better(rows().at(row, column), rows().at(other, column));
    if (falls) fallen.push_back(other);
  }
  std::erase_if(standing,
                [&](RowId other) { return other == row || std::ranges::count(fallen, other) > 0; });
  standing.push_back(row);
  return fallen;
}

std::vector<RowId> BestRows::fallen() const {
  const std::uint32_t column = *(*fixpoint_.plan)[store_].best;
  std::vector<RowId> result;
  for (const auto& [key, standing] : standing_) {
    for (const RowId row : standing) {
      const bool holds = fixpoint_.calculus->holds(rows().grade(row));
      const bool falls = std::ranges::any_of(standing, [&](RowId other) {
        const bool other_holds = fixpoint_.calculus->holds(rows().grade(other));
        if (holds != other_holds) return other_holds;
        return better(rows().at(other, column), rows().at(row, column));
      });
      if (falls) result.push_back(row);
    }
  }
  return result;
}

}  // namespace casus::infer
