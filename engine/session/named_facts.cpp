// SPDX-License-Identifier: Apache-2.0
//
// Which facts a change names, by ids, lines of data files and atoms; and what is said where it
// names none.
#include "session/named_facts.hpp"

#include <algorithm>
#include <charconv>

#include "base/near.hpp"
#include "intake/words.hpp"
#include "session/asking.hpp"
#include "session/session_state.hpp"
#include "session/setting.hpp"

namespace casus {

using model::StatementId;

std::optional<StatementId> session::record_called(const model::FactBase& facts,
                                                  const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  std::uint32_t line = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, line);
  if (error != std::errc() || rest != end) return std::nullopt;
  for (std::size_t f = 0; f < facts.records.size(); ++f) {
    const model::Records& file = facts.records[f];
    if (file.name != text.substr(0, colon)) continue;
    const auto record = file.record_on(line);
    if (!record) continue;
    const StatementId id(facts.first_of(f).index() + *record);
    if (!facts.withdrawn.contains(id)) return id;
  }
  return std::nullopt;
}

namespace {

/// "F12": as facts are called that have no id of their own.
bool is_number_of_fact(std::string_view text) {
  return text.size() > 1 && text.front() == 'F' &&
         text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

}  // namespace

void Session::State::find(const std::string& text, std::vector<StatementId>& into,
                          Changed& result) {
  const auto known = ids.find(text);
  if (known != ids.end()) {
    into.push_back(known->second);
    return;
  }
  if (const auto record = session::record_called(*facts, text)) {
    into.push_back(*record);
    return;
  }
  if (text.find('(') != std::string::npos) {
    const std::size_t said = result.diagnostics.size();
    if (const auto id = named(text, result)) {
      const std::string name = facts->name_of(*id);
      result.diagnostics.push_back(
          error("", "`" + name + "` is the id of a fact, and takes no values where it is dropped")
              .advise("drop it by its id alone, `" + name + "`; to give it other values, set it"));
    } else if (result.diagnostics.size() == said) {
      find_by_atom(text, into, result);
    }
    return;
  }
  result.diagnostics.push_back(no_fact(text));
}

Diagnostic Session::State::no_fact(const std::string& id) const {
  std::vector<std::pair<StatementId, std::string_view>> known;
  for (const auto& [name, statement] : ids) known.emplace_back(statement, name);
  std::ranges::sort(known);
  std::vector<std::string_view> names;
  for (const auto& [statement, name] : known) names.push_back(name);
  Diagnostic d = error("", "there is no fact `" + id + '`');
  for (const model::Relation& one : data->reasoned.fixpoint->program->schema.relations) {
    if (one.kind != model::RelationKind::fact || one.name != id || one.fields.empty()) continue;
    return d.advise("to drop all of that name: `" + id + '(' + one.fields.front().name + ": _)`");
  }
  for (std::size_t s = 0; s < facts->sources.size(); ++s) {
    if (facts->sources[s].id != id) continue;
    std::vector<std::string_view> resting;
    for (const auto& [statement, name] : known) {
      if ((*facts)[statement].source == model::SourceId(s)) resting.push_back(name);
    }
    d.advise(
        "`" + id + "` is a source, and facts are dropped" +
        (resting.empty() ? std::string() : "; those that rest on it: " + intake::listed(resting)));
    return d;
  }
  for (const check::Rule& rule : data->reasoned.fixpoint->program->rules) {
    if (rule.name != id) continue;
    return d.advise('`' + id + "` is a rule, and facts are dropped: name those that it rests on");
  }
  // `F34` for `F34a`, `F34b`; else what is a slip away, unless that may be anything.
  constexpr std::size_t most_rivals = 4;
  auto near = base::nearest(id, names);
  std::vector<std::string> parts;
  for (const std::string_view name : names) {
    if (name.size() == id.size() + 1 && name.starts_with(id) && name.back() >= 'a') {
      parts.emplace_back(name);
    }
  }
  if (!parts.empty()) {
    near = base::Near{parts.front(), false, {parts.begin() + 1, parts.end()}};
  } else if (near && near->rivals.size() > most_rivals) {
    near.reset();
  }
  if (near) return d.advise(near->question());
  return names.empty() ? d : d.advise("the case has the facts " + intake::listed(names));
}

void Session::State::find_by_atom(const std::string& text, std::vector<StatementId>& into,
                                  Changed& result) {
  const session::End end = session::end_of(data->options);
  const session::Asking at{*data, data->reasoned, end};
  const auto asked = session::ask(at, text, infer::Purpose::count);
  if (!asked->answers) {
    result.diagnostics.insert(result.diagnostics.end(), asked->diagnostics.begin(),
                              asked->diagnostics.end());
    result.sources = asked->sources;
    return;
  }
  const check::Atom* atom = session::compared_atom(*asked->goal);
  const model::Schema& schema = at.fixpoint().program->schema;
  if (atom == nullptr || schema[atom->relation].kind != model::RelationKind::fact) {
    result.diagnostics.push_back(
        error("", "only facts can be dropped, and this is none: " + text)
            .advise("give a fact's id, or an atom of one: `pump(name: \"P3\")`"));
    return;
  }
  const auto rows = infer::fitting_rows(at.fixpoint(), *asked->goal, at.budget);
  if (!rows) {
    result.diagnostics.push_back(error("", "a limit came before all facts were found: " + text));
    return;
  }
  for (const infer::RowRef& row : *rows) {
    const auto ids_of_row = at.fixpoint().statements_of(row);
    into.insert(into.end(), ids_of_row.begin(), ids_of_row.end());
  }
  if (!rows->empty()) return;
  std::vector<std::string_view> others;
  for (const auto& [name, id] : ids) {
    if (facts->statements[id.index()].relation == atom->relation) others.push_back(name);
  }
  std::ranges::sort(others);
  const std::string& name = schema[atom->relation].name;
  result.diagnostics.push_back(
      error("", "no fact is there to drop: " + text)
          .advise(others.empty() ? "the case has no fact `" + name + '`'
                                 : "of `" + name + "` it has " + intake::listed(others)));
}

std::optional<Session::State::Called> Session::State::called(const std::string& text) const {
  // The name of a data file may have parentheses of its own.
  for (std::size_t open = text.find('(');; open = text.find('(', open + 1)) {
    const std::string name = session::set_name(text, open);
    if (const auto known = ids.find(name); known != ids.end()) return Called{known->second, open};
    if (const auto record = session::record_called(*facts, name)) return Called{*record, open};
    if (open == std::string::npos) return std::nullopt;
  }
}

std::optional<StatementId> Session::State::named(const std::string& text, Changed& result) {
  if (const auto fact = called(text)) return fact->id;
  const std::string name = session::set_name(text, text.find('('));
  const model::Schema& schema = data->reasoned.fixpoint->program->schema;
  std::vector<std::string_view> relations;
  for (const model::Relation& one : schema.relations) relations.push_back(one.name);
  const bool declared = std::ranges::find(relations, name) != relations.end();
  if (!declared && is_number_of_fact(name)) result.diagnostics.push_back(no_fact(name));
  return std::nullopt;
}

/// "F12(age: 60)" for "age: 60": the first fact that has such a value.
std::optional<std::string> Session::State::with_id_of(const std::string& text) const {
  const std::string name = text.substr(0, text.find_first_of(" \t:="));
  const std::size_t behind = text.find_first_not_of(" \t:=", name.size());
  if (behind == std::string::npos) return std::nullopt;
  const model::Schema& schema = data->reasoned.fixpoint->program->schema;
  std::optional<StatementId> first;
  for (const auto& [id, statement] : ids) {
    const auto& fields = schema[facts->statements[statement.index()].relation].fields;
    const bool has = std::ranges::count(fields, name, &model::Field::name) > 0;
    if (has && (!first || statement < *first)) first = statement;
  }
  if (!first) return std::nullopt;
  return facts->name_of(*first) + '(' + name + ": " + text.substr(behind) + ')';
}

bool Session::State::refuse_bare_denial(const std::string& text, Changed& result) const {
  const std::size_t behind = text.starts_with("not ") ? 4 : text.starts_with("no ") ? 3 : 0;
  const auto id = ids.find(text.substr(behind));
  if (behind > 0 && id != ids.end()) {
    result.diagnostics.push_back(error("", "a fact is not denied by its id: " + text)
                                     .advise("to take it away drop it: `" + id->first + '`'));
    return true;
  }
  for (const model::Relation& one : data->reasoned.fixpoint->program->schema.relations) {
    if (behind == 0 || one.kind != model::RelationKind::fact || one.name != text.substr(behind)) {
      continue;
    }
    std::string fields;
    for (const model::Field& field : one.fields) {
      fields += (fields.empty() ? "" : ", ") + field.name + ": …";
    }
    result.diagnostics.push_back(
        error("", "this denies a fact without its values: " + text)
            .advise("write it with its values: `not " + one.name + '(' + fields + ")`"));
    return true;
  }
  return false;
}

void Session::State::refuse_no_atom(const std::string& text, Changed& result) const {
  if (text.find('(') != std::string::npos && !session::is_quoted(text)) return;
  if (refuse_bare_denial(text, result)) return;
  const auto refuse = [&](std::string message, std::string advice) {
    result.diagnostics.push_back(error("", std::move(message)).advise(std::move(advice)));
  };
  if (session::is_quoted(text)) {
    refuse("this is a text in quotes, and no fact: " + text,
           "write the fact without quotes around it: `" + text.substr(1, text.size() - 2) + '`');
    return;
  }
  const auto id = ids.find(text.substr(0, text.find_first_of(" \t.:=")));
  if (id == ids.end()) {
    if (const auto whole = with_id_of(text)) {
      refuse("no fact is named whose value this is: " + text,
             "write the fact's id: `" + *whole + '`');
    }
    return;
  }
  const model::Statement& statement = facts->statements[id->second.index()];
  const auto& fields = data->reasoned.fixpoint->program->schema[statement.relation].fields;
  const auto number =
      std::ranges::find_if(fields, [](const model::Field& one) { return one.type.numeric(); });
  std::string field = number != fields.end() ? number->name
                      : fields.empty()       ? "certainty"
                                             : fields.back().name;
  std::string value;
  for (const model::Field& one : fields) {
    const std::size_t at = text.find(one.name, id->first.size());
    if (at == std::string::npos) continue;
    field = one.name;
    const std::size_t behind = text.find_first_not_of(" \t:=", at + field.size());
    if (behind != std::string::npos) value = text.substr(behind);
    break;
  }
  std::vector<std::string_view> names;
  for (const model::Field& one : fields) names.push_back(one.name);
  refuse("no value is given to the fact `" + id->first + "`: " + text,
         "write new values in parentheses behind its id: `" + id->first + '(' + field + ": " +
             (value.empty() ? "…" : value) + ")`" +
             (value.empty() && names.size() > 1 ? "; it has " + intake::listed(names) : ""));
}

}  // namespace casus
