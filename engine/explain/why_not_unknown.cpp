// SPDX-License-Identifier: Apache-2.0
//
// The part of why-not that tells what is unknown: fields that a statement leaves open, and what is
// neither known nor denied.
#include <algorithm>
#include <utility>

#include "explain/why_not.hpp"
#include "infer/precedence.hpp"

namespace casus::explain {
namespace {

using infer::Grade;
using infer::RowId;
using infer::RowRef;
using model::unknown_word;
using model::Word;
using Columns = std::vector<std::optional<Word>>;
using Note = WhyNot::Note;

/// By its last word; "gas", "status" and "stress" are no plurals.
bool is_plural(const std::string& noun) {
  constexpr std::string_view no_plural = "aisu";
  return noun.size() > 2 && noun.back() == 's' &&
         no_plural.find(noun[noun.size() - 2]) == std::string_view::npos;
}

}  // namespace

/// "the majority of F7 and 2 more is not known", of fields that the statement or conclusion of a
/// row leaves open.
std::string WhyNotBuilder::unknown_fields(RowRef row, const std::vector<std::uint32_t>& fields,
                                          std::size_t more) const {
  const model::Relation& relation = words_.schema()[(*words_.fixpoint.plan)[row.store].relation];
  std::string names;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const bool last = i > 0 && i + 1 == fields.size();
    names += (i == 0 ? "" : last ? " and " : ", ") + in_words(relation.fields[fields[i]].name);
  }
  const bool several = fields.size() > 1 || is_plural(names);
  return "the " + names + " of " + row_name(row) +
         (more > 0 ? " and " + std::to_string(more) + " more" : "") + (several ? " are" : " is") +
         " not known";
}

/// What a comparison or value lacks: the field that a statement leaves open, where a variable has
/// its value from there; else that `what` has none.
void WhyNotBuilder::tell_no_value(const std::string& what, check::ExprId expr,
                                  const Telling& telling, WhyNot::Condition& into) const {
  const check::Terms& terms = telling.probe.terms();
  into.text = what + " has no value";
  plan::Variables read;
  plan::collect(terms, expr, read);
  for (const infer::Judgement& judged : telling.candidate.miss.conditions) {
    const check::Condition& condition = terms[judged.condition];
    const bool met = judged.state == infer::Judgement::State::ok;
    if (!met || condition.kind != check::Condition::Kind::atom) continue;
    for (const check::Atom::Given& given : condition.atom.given) {
      const check::Expr& place = terms[given.expr];
      if (place.kind != check::Expr::Kind::variable || !read.contains(place.variable)) continue;
      if (given.column >= words_.schema()[condition.atom.relation].fields.size()) continue;
      const infer::Store& store = words_.fixpoint.store(judged.row.store);
      if (store.at(judged.row.row, given.column) != unknown_word) continue;
      into.text = unknown_fields(judged.row, {given.column});
      into.notes.push_back({Note::Kind::left_open, into.text, facts_of(judged.row)});
      return;
    }
  }
  into.notes.push_back({Note::Kind::no_value, into.text});
}

/// What is open, and neither known nor denied.
void WhyNotBuilder::note_unknown(const check::Atom& atom, const Columns& asked,
                                 std::vector<Note>& into) const {
  const model::Relation& relation = words_.schema()[atom.relation];
  if (!relation.is_open()) return;
  const infer::Fixpoint& fixpoint = words_.fixpoint;
  const infer::StoreId denials = fixpoint.plan->negatives[atom.relation.index()];
  const infer::Store& store = fixpoint.store(denials);
  infer::Presumption unknown{.relation = atom.relation, .asked = {}};
  for (std::uint32_t column = 0; column < relation.fields.size(); ++column) {
    if (asked[column]) unknown.asked.emplace_back(column, *asked[column]);
  }
  std::optional<RowId> first;
  for (RowId row = 0; row < store.size(); ++row) {
    if (store.grade(row) == Grade::none) continue;
    bool covers = true;
    for (std::uint32_t column = 0; column < relation.fields.size(); ++column) {
      const Word said = store.at(row, column);
      covers = covers && (said == unknown_word || (asked[column] && said == *asked[column]));
    }
    const bool before =
        covers && (!first || infer::compare_rows(fixpoint, {denials, row}, {denials, *first}) < 0);
    if (before) first = row;
  }
  if (first) {
    into.push_back(note_of(Note::Kind::denied,
                           "denied: " + words_.denied(atom.relation, store.row(*first)),
                           {denials, *first}));
    return;
  }
  into.push_back({Note::Kind::unknown, "it is unknown: " + words_.question(unknown)});
}

}  // namespace casus::explain
