// SPDX-License-Identifier: Apache-2.0
#include "infer/run/contradictions.hpp"

#include <algorithm>

#include "infer/precedence.hpp"

namespace casus::infer {
namespace {

void note_wild_negatives(Fixpoint& fixpoint, const ComponentPlan& component) {
  for (const RelationId relation : component.relations) {
    const StoreId id = fixpoint.plan->negatives[relation.index()];
    if (!id.valid()) continue;
    const Store& store = fixpoint.store(id);
    for (RowId row = 0; row < store.size(); ++row) {
      if (store.grade(row) == Grade::none) continue;
      const std::vector<Word> words = store.row(row);
      if (std::ranges::find(words, model::unknown_word) != words.end()) {
        fixpoint.wild_negatives[id.index()].push_back(row);
      }
    }
  }
}

/// What was not found may contradict what was.
void resolve_missing(Fixpoint& fixpoint, StoreId held, StoreId denied) {
  const auto lower = [&](Grade grade) { return fixpoint.calculus->at_most(grade); };
  const bool denials_lack = fixpoint.is_incomplete(denied);
  if (fixpoint.is_incomplete(held)) change_grades(fixpoint.stores[denied.index()], lower);
  if (denials_lack) change_grades(fixpoint.stores[held.index()], lower);
}

void resolve(Fixpoint& fixpoint, StoreId held, RowId row, StoreId denied) {
  Store& positives = fixpoint.stores[held.index()];
  const Store& negatives = fixpoint.store(denied);
  const std::vector<Word> words = positives.row(row);
  std::vector<RowId> against;
  const auto exact = negatives.find(words);
  if (exact) against.push_back(*exact);
  for (const RowId wild : fixpoint.wild_negatives[denied.index()]) {
    if (wild != exact && fixpoint.covers({denied, wild}, words)) against.push_back(wild);
  }
  const Grade held_grade = positives.grade(row);
  std::vector<Grade> grades;
  for (const RowId negative : against) {
    const Grade denial = negatives.grade(negative);
    if (held_grade == Grade::none || denial == Grade::none) continue;
    grades.push_back(denial);
    // Outcomes that exclude each other are never both so.
    if (fixpoint.calculus->both(held_grade, denial) == Grade::none) continue;
    fixpoint.contradictions.push_back({{held, row},
                                       fixpoint.calculus->certainty(held_grade),
                                       {denied, negative},
                                       fixpoint.calculus->certainty(denial)});
  }
  if (grades.empty()) return;
  Calculus& calculus = *fixpoint.calculus;
  const Grade joint = calculus.together(grades);
  const Calculus::Netted netted = calculus.net(held_grade, joint);
  positives.set_grade(row, netted.held);
  const bool own_alone = exact && against.size() == 1;
  const bool stands = own_alone || calculus.joins_all() || netted.denied == joint;
  const Grade left = stands ? Grade::none : netted.denied;
  if (netted.undecided != Grade::none || left != Grade::none) {
    fixpoint.undecided[held.index()].push_back({row, netted.undecided, left});
  }
  if (exact) {
    const Grade own = calculus.net(held_grade, negatives.grade(*exact)).denied;
    fixpoint.stores[denied.index()].set_grade(*exact, own);
  }
}

}  // namespace

void resolve_contradictions(Fixpoint& fixpoint, const ComponentPlan& component) {
  note_wild_negatives(fixpoint, component);
  for (const RelationId relation : component.relations) {
    const StoreId denied = fixpoint.plan->negatives[relation.index()];
    if (!denied.valid()) continue;
    const StoreId held = fixpoint.plan->rows[relation.index()];
    resolve_missing(fixpoint, held, denied);
    if (fixpoint.store(denied).size() == 0) continue;
    const std::size_t before = fixpoint.contradictions.size();
    for (RowId row = 0; row < fixpoint.store(held).size(); ++row)
      resolve(fixpoint, held, row, denied);
    std::sort(fixpoint.contradictions.begin() + static_cast<std::ptrdiff_t>(before),
              fixpoint.contradictions.end(), [&](const Contradiction& a, const Contradiction& b) {
                const int order = compare_rows(fixpoint, a.held, b.held);
                return order != 0 ? order < 0 : compare_rows(fixpoint, a.denied, b.denied) < 0;
              });
  }
}

}  // namespace casus::infer
