// SPDX-License-Identifier: Apache-2.0
//
// The part of why-not that looks for what there is in place of an atom that nothing meets.
#include <algorithm>
#include <utility>

#include "explain/why_not.hpp"
#include "infer/precedence.hpp"
#include "model/calendar.hpp"
#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Expr;
using infer::Grade;
using infer::RowId;
using infer::RowRef;
using model::unknown_word;
using model::Word;
using Columns = std::vector<std::optional<Word>>;
using Note = WhyNot::Note;

/// Of statements that would fit all the same.
constexpr std::size_t most_notes = 3;

std::size_t count_given(const Columns& asked) {
  return static_cast<std::size_t>(
      std::ranges::count_if(asked, [](const auto& word) { return word.has_value(); }));
}

std::size_t agreeing(const Columns& asked, const infer::Store& store, RowId row) {
  std::size_t agree = 0;
  for (std::uint32_t column = 0; column < asked.size() && column < store.width(); ++column) {
    if (asked[column] && store.at(row, column) == *asked[column]) ++agree;
  }
  return agree;
}

/// The first column that agrees. The first fields tell whom a row is about.
std::size_t first_agreeing(const Columns& asked, const infer::Store& store, RowId row) {
  std::uint32_t column = 0;
  while (column < asked.size() && column < store.width() &&
         !(asked[column] && store.at(row, column) == *asked[column])) {
    ++column;
  }
  return column;
}

/// The fields asked for that are not known of a row, where all else agrees.
std::vector<std::uint32_t> lacking(const model::Relation& relation, const Columns& asked,
                                   const infer::Store& store, RowId row) {
  std::vector<std::uint32_t> unknown;
  for (std::uint32_t column = 0; column < asked.size() && column < store.width(); ++column) {
    const Word word = store.at(row, column);
    if (!asked[column] || word == *asked[column]) continue;
    if (word != unknown_word || column >= relation.fields.size()) return {};
    unknown.push_back(column);
  }
  return unknown;
}

/// The values of all fields, where all are asked for.
std::optional<std::vector<Word>> all_fields(const model::Relation& relation, const Columns& asked) {
  std::vector<Word> fields;
  for (std::size_t i = 0; i < relation.fields.size(); ++i) {
    if (!asked[i]) return std::nullopt;
    fields.push_back(*asked[i]);
  }
  return fields;
}

/// The variable that an atom has in this column, if it has it in another one as well.
std::string repeated_variable(const check::Terms& terms, const check::Atom& atom,
                              std::uint32_t column) {
  const auto variable_at = [&](const check::Atom::Given& given) {
    const Expr& expr = terms[given.expr];
    return expr.kind == Expr::Kind::variable ? expr.variable : check::VariableId();
  };
  const auto here = std::ranges::find(atom.given, column, &check::Atom::Given::column);
  if (here == atom.given.end() || !variable_at(*here).valid()) return {};
  const auto times = std::ranges::count(atom.given, variable_at(*here), variable_at);
  return times > 1 ? terms[variable_at(*here)].name : std::string();
}

}  // namespace

Columns WhyNotBuilder::asked_columns(const check::Atom& atom, Telling& telling) {
  Columns result(
      (*words_.fixpoint.plan)[words_.fixpoint.plan->rows[atom.relation.index()]].columns.size());
  for (const check::Atom::Given& given : atom.given) {
    if (given.column >= result.size()) continue;
    const Expr& expr = telling.probe.terms()[given.expr];
    if (expr.kind == Expr::Kind::variable) {
      result[given.column] = telling.candidate.miss.values[expr.variable.index()];
    } else {
      const auto outcomes = telling.probe.outcomes({given.expr}, telling.candidate.miss.values);
      if (!outcomes.empty()) result[given.column] = outcomes.front().front();
    }
    if (result[given.column] == unknown_word) result[given.column].reset();
  }
  return result;
}

/// As a goal asks for it: with the values that are known, and with variables that stand in several
/// places.
std::string WhyNotBuilder::atom_text(const check::Terms& terms, const check::Atom& atom,
                                     const Columns& asked) const {
  const model::Relation& relation = words_.schema()[atom.relation];
  std::string inside;
  const auto add = [&](const std::string& name, const std::string& value) {
    inside += (inside.empty() ? "" : ", ") + name + ": " + value;
  };
  for (std::uint32_t i = 0; i < relation.fields.size(); ++i) {
    const model::Field& field = relation.fields[i];
    if (asked[i]) {
      add(field.name, model::show_literal(*asked[i], field.type, words_.schema(), words_.symbols));
    } else if (const std::string name = repeated_variable(terms, atom, i); !name.empty()) {
      add(field.name, name);
    }
  }
  const bool fact = relation.kind == model::RelationKind::fact;
  const auto kind = fact ? asked[relation.kind_column()] : std::nullopt;
  if (kind && *kind != static_cast<Word>(model::StatementKind::fact)) {
    add("kind", std::string(model::statement_kinds[*kind]));
  }
  return relation.name + '(' + inside + ')';
}

std::vector<std::string> WhyNotBuilder::facts_of(RowRef row) const {
  return words_.fact_ids(words_.fixpoint.statements_of(row));
}

Note WhyNotBuilder::note_of(Note::Kind kind, std::string text, RowRef row) const {
  Note note{kind, std::move(text), facts_of(row)};
  if (note.facts.empty()) {
    const plan::StorePlan& shape = (*words_.fixpoint.plan)[row.store];
    const bool denies = shape.role == plan::StorePlan::Role::negative;
    note.goal = (denies ? "not " : "") +
                words_.atom(shape.relation, words_.fixpoint.store(row.store).row(row.row));
  }
  return note;
}

void WhyNotBuilder::tell_atom(const check::Atom& atom, Telling& telling, WhyNot::Condition& into) {
  // What a field left open has given a variable meets nothing.
  for (const check::Atom::Given& given : atom.given) {
    const Expr& expr = telling.probe.terms()[given.expr];
    if (expr.kind != Expr::Kind::variable) continue;
    if (telling.candidate.miss.values[expr.variable.index()] != unknown_word) continue;
    tell_no_value(in_words(telling.probe.terms()[expr.variable].name), given.expr, telling, into);
    return;
  }
  const Columns asked = asked_columns(atom, telling);
  const model::Relation& relation = words_.schema()[atom.relation];
  const std::string text = atom_text(telling.probe.terms(), atom, asked);
  into.text = "there is no " + (text.ends_with("()") ? in_words(relation.name) : text);
  if (const auto fields = all_fields(relation, asked); fields && !relation.reads.empty()) {
    into.text = "nothing says that " + words_.sentence(atom.relation, *fields);
  }
  if (!atom.attested) {
    into.missing = text;
  } else {
    into.text += " by a statement of the source or certainty that is asked for";
  }
  if (relation.rating.valid() && tell_rating_atom(atom, asked, into)) return;
  note_rows(atom, asked, into);
  note_invalid(atom, asked, into.notes);
  const auto stands_against = [](const Note& note) {
    return note.kind == Note::Kind::contradicted || note.kind == Note::Kind::denied;
  };
  if (std::ranges::none_of(into.notes, stands_against)) note_unknown(atom, asked, into.notes);
  if (relation.kind != model::RelationKind::relation) return;
  tell_missing({atom.relation, false, asked}, into);
}

/// What keeps rows that agree with all that is asked for from counting; else what is not known of
/// one that agrees with the rest; else the row that agrees with most of it.
void WhyNotBuilder::note_rows(const check::Atom& atom, const Columns& asked,
                              WhyNot::Condition& into) {
  const infer::StoreId id = words_.fixpoint.plan->rows[atom.relation.index()];
  const infer::Store& store = words_.fixpoint.store(id);
  const model::Relation& relation = words_.schema()[atom.relation];
  if (store.size() > work_left_) {
    result_->partial = true;
    return;
  }
  work_left_ -= store.size();
  const std::size_t given = count_given(asked);
  std::size_t most = 0;
  std::optional<RowId> nearest;
  std::optional<RowId> unknown;
  std::size_t alike = 0;  // of which something is not known
  std::vector<RowId> unheld;
  for (RowId row = 0; row < store.size() && meter_.tick(); ++row) {
    const std::size_t agree = agreeing(asked, store, row);
    const bool holds = words_.fixpoint.calculus->holds(store.grade(row));
    if (agree == given && !holds) unheld.push_back(row);
    if (!holds) continue;
    const auto comes_before = [&](RowId other) {
      return infer::compare_rows(words_.fixpoint, {id, row}, {id, other}) < 0;
    };
    const bool lacks = !lacking(relation, asked, store, row).empty();
    if (lacks) ++alike;
    if (lacks && (!unknown || comes_before(*unknown))) unknown = row;
    if (nearest && agree < most) continue;
    if (nearest && agree == most) {
      const std::size_t here = first_agreeing(asked, store, row);
      const std::size_t there = first_agreeing(asked, store, *nearest);
      if (here > there || (here == there && !comes_before(*nearest))) continue;
    }
    most = agree;
    nearest = row;
  }
  (void)infer::sort_rows(words_.fixpoint, id, unheld, meter_);
  for (const RowId row : unheld) {
    if (into.notes.size() < most_notes) note_unheld({id, row}, into.notes);
  }
  if (!into.notes.empty()) return;
  if (unknown && !atom.attested) {
    into.text =
        unknown_fields({id, *unknown}, lacking(relation, asked, store, *unknown), alike - 1);
    const std::string said = words_.sentence(atom.relation, store.row(*unknown));
    into.notes.push_back(note_of(Note::Kind::left_open, said, {id, *unknown}));
  } else if (nearest) {
    note_nearest(atom, asked, {id, *nearest}, most, into.notes);
  }
}

/// A fact by its id, a conclusion by what it says.
std::string WhyNotBuilder::row_name(RowRef row) const {
  const std::vector<std::string> facts = facts_of(row);
  if (!facts.empty()) return facts.front();
  const auto& shape = (*words_.fixpoint.plan)[row.store];
  return words_.atom(shape.relation, words_.fixpoint.store(row.store).row(row.row));
}

void WhyNotBuilder::note_nearest(const check::Atom& atom, const Columns& asked, RowRef row,
                                 std::size_t agreeing, std::vector<Note>& into) const {
  const model::Relation& relation = words_.schema()[atom.relation];
  const std::size_t given = count_given(asked);
  const auto fields = words_.fixpoint.store(row.store).row(row.row);
  const bool fact = relation.kind == model::RelationKind::fact;
  const auto kind_asked = fact ? asked[relation.kind_column()] : std::nullopt;
  if (kind_asked && agreeing + 1 == given && fields[relation.kind_column()] != *kind_asked) {
    const std::string kind(model::statement_kinds[fields[relation.kind_column()]]);
    into.push_back(note_of(
        Note::Kind::other_kind,
        "it is stated as a " + kind + "; ask for it with kind: " + kind + ", or kind: _ for any",
        row));
    return;
  }
  // The kind agrees for nearly all: it is no likeness.
  const std::size_t alike = agreeing - (kind_asked && agreeing > 0 ? 1 : 0);
  std::size_t possible = alike;  // what is not known may agree
  for (std::size_t i = 0; i < relation.fields.size(); ++i) {
    if (asked[i] && fields[i] == unknown_word) ++possible;
  }
  if (alike == 0 || possible * 2 < given - (kind_asked ? 1 : 0)) return;
  std::string text = "there is " + words_.atom(atom.relation, fields);
  for (std::size_t i = 0; i < relation.fields.size(); ++i) {
    if (!asked[i] || fields[i] != unknown_word) continue;
    text += ", whose " + in_words(relation.fields[i].name) + " is unknown";
  }
  into.push_back(note_of(Note::Kind::nearest, std::move(text), row));
}

/// By which it is known whether something is so.
void WhyNotBuilder::note_known(const check::Atom& atom, const Columns& asked,
                               std::vector<Note>& into) {
  const infer::StoreId id = words_.fixpoint.plan->rows[atom.relation.index()];
  const infer::Store& store = words_.fixpoint.store(id);
  for (RowId row = 0; row < store.size() && meter_.tick(); ++row) {
    if (agreeing(asked, store, row) < count_given(asked)) continue;
    if (!words_.fixpoint.calculus->holds(store.grade(row))) continue;
    into.push_back(
        note_of(Note::Kind::against, words_.sentence(atom.relation, store.row(row)), {id, row}));
    return;
  }
  note_unknown(atom, asked, into);
}

/// Why a row that is there does not hold.
void WhyNotBuilder::note_unheld(RowRef ref, std::vector<Note>& into) const {
  const infer::Fixpoint& fixpoint = words_.fixpoint;
  const infer::Store& store = fixpoint.store(ref.store);
  const plan::StorePlan& shape = (*fixpoint.plan)[ref.store];
  const auto fields = store.row(ref.row);
  const std::string text = words_.sentence(shape.relation, fields);
  const bool stands = store.grade(ref.row) != Grade::none;
  if (stands && !fixpoint.calculus->holds(store.grade(ref.row))) {
    into.push_back(note_of(Note::Kind::too_unsure,
                           text + ", with certainty " +
                               model::show_number(fixpoint.certainty(ref)) + ": it counts above " +
                               model::show_number(fixpoint.threshold),
                           ref));
    return;
  }
  for (const infer::Contradiction& one : fixpoint.contradictions) {
    if (one.held != ref && one.denied != ref) continue;
    const RowRef other = one.held == ref ? one.denied : one.held;
    const auto said = fixpoint.store(other.store).row(other.row);
    const bool equal = one.held_certainty == one.denied_certainty;
    if (stands && !equal) continue;
    const std::string against = one.held == ref ? "denied: " + words_.denied(shape.relation, said)
                                                : words_.sentence(shape.relation, said);
    into.push_back(note_of(equal ? Note::Kind::contradicted : Note::Kind::denied,
                           (equal ? "it is contradicted, " : "it is outweighed, ") + against,
                           other));
    return;
  }
  if (stands || !fixpoint.displaced.contains(infer::Fixpoint::key(ref))) return;
  for (RowId row = 0; row < store.size(); ++row) {
    if (store.grade(row) == Grade::none) continue;
    bool same = true;
    for (std::uint32_t column = 0; column < store.width(); ++column) {
      same = same && (column == shape.best || store.at(row, column) == fields[column]);
    }
    if (!same) continue;
    into.push_back(
        note_of(Note::Kind::displaced,
                "a better value is kept: " + words_.sentence(shape.relation, store.row(row)),
                {ref.store, row}));
    return;
  }
}

/// Statements that fit, and do not count at the date of assessment.
void WhyNotBuilder::note_invalid(const check::Atom& atom, const Columns& asked,
                                 std::vector<Note>& into) const {
  const model::FactBase& facts = *words_.fixpoint.facts;
  std::vector<Note> found;
  for (std::size_t i = 0; i < facts.statements.size(); ++i) {
    const model::Statement& one = facts.statements[i];
    if (one.relation != atom.relation || !one.holds || words_.fixpoint.counted[i]) continue;
    if (facts.withdrawn.contains(model::StatementId(i))) continue;
    bool fits = true;
    for (std::size_t field = 0; field < one.fields.size(); ++field) {
      fits = fits && (!asked[field] || *asked[field] == one.fields[field]);
    }
    if (!fits) continue;
    std::string text = words_.sentence(atom.relation, one.fields) + ", but it is valid";
    if (one.valid_from) text += " from " + model::show_date(*one.valid_from);
    if (one.valid_until) text += " until " + model::show_date(*one.valid_until);
    found.push_back({Note::Kind::not_valid, std::move(text), {one.id}});
  }
  std::ranges::sort(found, {}, &Note::text);
  if (found.size() > most_notes) found.resize(most_notes);
  into.insert(into.end(), found.begin(), found.end());
}

}  // namespace casus::explain
