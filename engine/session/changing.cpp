// SPDX-License-Identifier: Apache-2.0
//
// From what is asked to change, ids and atoms and tables, to statements that go and come.
#include <algorithm>
#include <charconv>
#include <map>

#include "base/near.hpp"
#include "base/sort_unique.hpp"
#include "intake/scenario.hpp"
#include "intake/toml.hpp"
#include "intake/words.hpp"
#include "session/asking.hpp"
#include "session/notices.hpp"
#include "session/session_state.hpp"
#include "session/setting.hpp"

namespace casus {

using model::StatementId;

namespace {

/// A statement like `old` with the fields, and what else the setting says, of `now`.
model::Statement alike(const model::Statement& old, model::Statement now,
                       const session::Setting& setting) {
  model::Statement result = old;
  if (result.id.empty()) result.id = std::move(now.id);
  result.fields = std::move(now.fields);
  std::erase_if(result.estimates, [&](const model::Triangle& one) {
    return result.fields[one.field] != old.fields[one.field];
  });
  result.span = now.span;
  if (setting.certainty) result.certainty = now.certainty;
  if (setting.kind) result.kind = now.kind;
  if (setting.source) result.source = now.source;
  return result;
}

using Texts = std::vector<intake::Scenario::Text>;

/// Texts that come from a call, then those that stand in a scenario.
Texts joined(const std::vector<std::string>& given, const Texts& written) {
  Texts result;
  for (const std::string& text : given) result.push_back({text, {}});
  result.insert(result.end(), written.begin(), written.end());
  return result;
}

/// "age: 12" of "F12(age: 12)"; empty where it is otherwise.
std::string_view values_in(std::string_view text, std::size_t open) {
  const std::size_t last = text.find_last_not_of(" \t");
  if (open == std::string_view::npos || last <= open || text[last] != ')') return {};
  return text.substr(open + 1, last - open - 1);
}

/// "F12": as facts are called that have no id of their own.
bool is_number_of_fact(std::string_view text) {
  return text.size() > 1 && text.front() == 'F' &&
         text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

bool is_quoted(std::string_view text) {
  return text.size() > 1 && text.front() == text.back() &&
         (text.front() == '"' || text.front() == '\'');
}

Span whole(const Sources& sources, std::uint32_t file) {
  return {file, 0, static_cast<std::uint32_t>(sources.text(file).size())};
}

/// Where the values of a text begin, of those that a line `key = value` was made of: behind the key
/// if it stands there, else behind the parenthesis.
std::size_t values_of(std::string_view text, std::string_view line) {
  const std::size_t open = text.find('(');
  const std::size_t begin = open == std::string_view::npos ? 0 : open;
  const std::string key = std::string(line.substr(0, line.find(' '))) + ':';
  for (const char before : {'(', ' ', ','}) {
    const std::size_t at = text.find(before + key, begin);
    if (at != std::string_view::npos) return at + key.size();
  }
  return begin;
}

/// Shows a diagnostic that is about `file`, a table made of what was set, in the text that was set
/// as it was written: there where the value stands, else in all of it.
void tell_of(Span written, std::uint32_t file, const Sources& sources, Diagnostic& diagnostic) {
  for (Label& label : diagnostic.labels) {
    if (label.span.file != file) continue;
    std::string_view value = sources.text(label.span);
    const std::string_view toml = sources.text(file);
    const std::size_t line = toml.rfind('\n', label.span.begin) + 1;
    const std::size_t begin = values_of(sources.text(written), toml.substr(line));
    std::size_t at = sources.text(written).find(value, begin);
    if (at == std::string_view::npos && is_quoted(value)) {
      value = value.substr(1, value.size() - 2);
      at = sources.text(written).find(value, begin);
    }
    label.span = written;
    if (at == std::string_view::npos || value.empty()) continue;
    label.span.begin += static_cast<std::uint32_t>(at);
    label.span.end = label.span.begin + static_cast<std::uint32_t>(value.size());
  }
  for (Help& help : diagnostic.help) {
    const bool here =
        std::ranges::any_of(help.edits, [&](const Edit& edit) { return edit.span.file == file; });
    if (here) help = {help.text};
  }
}

/// Says of the diagnostics from `first` on, which are about a text in a scenario, where it stands.
void locate(Span span, const Sources& sources, std::size_t first, Diagnostics& diagnostics) {
  if (!span.valid()) return;
  for (std::size_t i = first; i < diagnostics.size(); ++i) {
    if (diagnostics[i].labels.empty()) {
      diagnostics[i].label(span);
    } else if (diagnostics[i].labels.front().span.file != span.file) {
      diagnostics[i].note("asked for at " + sources.place(span));
    }
  }
}

}  // namespace

ScenarioHead read_scenario_head(NamedText file) {
  auto sources = std::make_shared<Sources>();
  const std::uint32_t id = sources->add(std::move(file.name), std::move(file.text));
  intake::Scenario head = intake::read_scenario(*sources, id);
  const bool changes = head.states || !head.drop.empty() || !head.set.empty();
  if (!changes && !has_errors(head.diagnostics)) {
    head.diagnostics.push_back(
        error("", "this scenario changes nothing")
            .label(head.span)
            .advise("list facts under `[scenario]`, as `drop = [\"F12\"]` or "
                    "`set = ['F12(age: 68)']`, or state facts that come as in a case file"));
  }
  return {std::move(head.title), std::move(head.of_case), head.written, std::move(head.diagnostics),
          std::move(sources)};
}

void Session::State::find(const std::string& text, std::vector<StatementId>& into,
                          Changed& result) {
  const auto known = ids.find(text);
  if (known != ids.end()) {
    into.push_back(known->second);
    return;
  }
  if (find_record(text, into)) return;
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
  if (const auto near = base::nearest(id, names)) return d.advise(near->question());
  return names.empty() ? d : d.advise("the case has the facts " + intake::listed(names));
}

/// "trade.csv:12"
bool Session::State::find_record(const std::string& text, std::vector<StatementId>& into) const {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  std::uint32_t line = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, line);
  if (error != std::errc() || rest != end) return false;
  for (std::size_t f = 0; f < facts->records.size(); ++f) {
    const model::Records& file = facts->records[f];
    if (file.name != text.substr(0, colon)) continue;
    const auto record = file.record_on(line);
    if (!record) continue;
    const StatementId id(facts->first_of(f).index() + *record);
    if (facts->withdrawn.contains(id)) continue;
    into.push_back(id);
    return true;
  }
  return false;
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
  if (rows->empty()) result.diagnostics.push_back(error("", "no fact is there to drop: " + text));
}

std::optional<Session::State::Called> Session::State::called(const std::string& text) const {
  // The name of a data file may have parentheses of its own.
  for (std::size_t open = text.find('(');; open = text.find('(', open + 1)) {
    const std::string name = session::set_name(text, open);
    if (const auto known = ids.find(name); known != ids.end()) return Called{known->second, open};
    std::vector<StatementId> records;
    if (find_record(name, records)) return Called{records.front(), open};
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

void Session::State::refuse_no_atom(const std::string& text, Changed& result) const {
  if (text.find('(') != std::string::npos && !is_quoted(text)) return;
  const auto refuse = [&](std::string message, std::string advice) {
    result.diagnostics.push_back(error("", std::move(message)).advise(std::move(advice)));
  };
  if (is_quoted(text)) {
    refuse("this is a text in quotes, and no fact: " + text,
           "write the fact without quotes around it: `" + text.substr(1, text.size() - 2) + '`');
    return;
  }
  const auto id = ids.find(text.substr(0, text.find_first_of(" \t.:=")));
  if (id == ids.end()) return;
  const model::Statement& statement = facts->statements[id->second.index()];
  const auto& fields = data->reasoned.fixpoint->program->schema[statement.relation].fields;
  std::string field = fields.empty() ? "certainty" : fields.back().name;
  std::string value = "…";
  for (const model::Field& one : fields) {
    const std::size_t at = text.find(one.name, id->first.size());
    if (at == std::string::npos) continue;
    field = one.name;
    const std::size_t behind = text.find_first_not_of(" \t:=", at + field.size());
    if (behind != std::string::npos) value = text.substr(behind);
    break;
  }
  refuse("no value is given to the fact `" + id->first + "`: " + text,
         "write new values in parentheses behind its id: `" + id->first + '(' + field + ": " +
             value + ")`");
}

void Session::State::set(const intake::Scenario::Text& written, const std::string& label,
                         Step& step, Changed& result) {
  const std::string& text = written.text;
  const session::End end = session::end_of(data->options);
  const session::Asking at{*data, data->reasoned, end};
  const auto id = named(text, result);
  if (!has_errors(result.diagnostics)) refuse_no_atom(text, result);
  if (has_errors(result.diagnostics)) return;
  std::optional<model::Statement> old;
  if (id) {
    if (std::ranges::find(step.gone, *id) != step.gone.end()) {
      result.diagnostics.push_back(
          error("", '`' + facts->name_of(*id) +
                        "` is set, and the same change sets or drops it besides")
              .advise("name all new values of a fact in one place"));
      return;
    }
    old = (*facts)[*id];
  }
  const auto setting =
      session::read_setting(at, text, old ? &*old : nullptr, result.diagnostics, result.sources);
  if (!setting) return;
  if (id) step.gone.push_back(*id);
  const std::uint32_t file = take({}, setting->toml, result);
  const std::size_t said = result.diagnostics.size();
  std::vector<model::Statement> come = read(file, intake::Notation::atom, step, result);
  const Span span =
      written.span.valid() ? written.span : whole(*sources, sources->add(label, text));
  for (std::size_t i = said; i < result.diagnostics.size(); ++i) {
    tell_of(span, file, *sources, result.diagnostics[i]);
  }
  for (model::Statement& one : come) {
    one.span = span;
    if (!old && !ids.contains(label)) one.id = label;
    if (old) {
      one = alike(*old, std::move(one), *setting);
      if (says_the_same(*old, one)) {
        result.diagnostics.push_back(
            warning("", '`' + facts->name_of(*id) + "` says so already: " + text));
      }
    }
    append(std::move(one), step);
  }
}

bool Session::State::says_the_same(const model::Statement& old,
                                   const model::Statement& other) const {
  const auto certainty = [&](const model::Statement& one) {
    return facts->certainty(one, data->options.grades);
  };
  return old.fields == other.fields && old.holds == other.holds && old.kind == other.kind &&
         old.source == other.source && certainty(old) == certainty(other);
}

void Session::State::tell_unread(const Step& step, Changed& result) {
  std::vector<model::Statement> more;
  for (const StatementId id : step.come) {
    const model::Statement& one = facts->statements[id.index()];
    const bool replaces = std::ranges::any_of(
        step.gone, [&](StatementId old) { return facts->name_of(old) == one.id; });
    if (!replaces) more.push_back(one);
  }
  if (more.empty()) return;
  if (!reads) reads.emplace(*original->rules->program);
  for (const Diagnostics& part : {reads->unread_kinds(more), reads->unread(more)}) {
    result.diagnostics.insert(result.diagnostics.end(), part.begin(), part.end());
  }
}

std::uint32_t Session::State::take(std::string name, std::string toml, Changed& result) {
  if (name.empty()) name = "change " + std::to_string(++read_so_far);
  result.sources = sources;
  return sources->add(std::move(name), std::move(toml));
}

std::vector<model::Statement> Session::State::read(std::uint32_t file, intake::Notation notation,
                                                   const Step& step, Changed& result) {
  infer::Fixpoint& fixpoint = *data->reasoned.fixpoint;
  const auto stays = [&](StatementId id) {
    return !facts->withdrawn.contains(id) && std::ranges::find(step.gone, id) == step.gone.end();
  };
  const auto with_id = [&](std::string_view id) -> const model::Statement* {
    const auto known = ids.find(std::string(id));
    if (known == ids.end() || !stays(known->second)) return nullptr;
    return &facts->statements[known->second.index()];
  };
  const auto claimed = [&](const model::Statement& statement) {
    if (!claims) claims.emplace(*facts);
    return claims->of(statement, stays);
  };
  if (!texts) texts.emplace(fixpoint.program->schema, *facts);
  intake::Intake more =
      intake::read_more(*sources, file, fixpoint.program->schema, fixpoint.symbols,
                        {.facts = *facts,
                         .numbered = original->facts->statements.size() + step.come.size(),
                         .with_id = with_id,
                         .claimed = claimed,
                         .texts = *texts,
                         .notation = notation});
  const Diagnostics undated = session::date_needed(*fixpoint.program, more.facts, fixpoint.as_of);
  for (const Diagnostics& part : {more.diagnostics, undated}) {
    result.diagnostics.insert(result.diagnostics.end(), part.begin(), part.end());
  }
  if (has_errors(result.diagnostics)) return {};
  fixpoint.symbols.absorb(more.facts.symbols);
  facts->sources = std::move(more.facts.sources);
  return std::move(more.facts.statements);
}

void Session::State::append(model::Statement statement, Step& step) {
  step.come.emplace_back(facts->statements.size());
  facts->statements.push_back(std::move(statement));
  texts->add(data->reasoned.fixpoint->program->schema, facts->statements.back());
  if (claims) claims->add(step.come.back());
}

void Session::State::refuse_denials(const Step& step, Changed& result) const {
  const auto denies = [](const model::Statement& denial, const model::Statement& held) {
    if (!held.holds || denial.relation != held.relation) return false;
    for (std::size_t f = 0; f < held.fields.size(); ++f) {
      const model::Word said = denial.fields[f];
      if (said != model::unknown_word && said != held.fields[f]) return false;
    }
    return denial.kind == held.kind;
  };
  for (const StatementId denial : step.come) {
    const model::Statement& one = facts->statements[denial.index()];
    if (one.holds) continue;
    for (const StatementId held : step.come) {
      const model::Statement& other = facts->statements[held.index()];
      if (!denies(one, other)) continue;
      result.diagnostics.push_back(error("", "the same change states a fact and denies it")
                                       .label(one.span, "denied")
                                       .label(other.span, "stated")
                                       .advise("leave out one of the two"));
      return;
    }
  }
}

std::vector<std::string> Session::State::merged(const std::vector<std::string>& set) const {
  std::vector<std::string> result;
  std::map<StatementId, std::size_t> places;
  for (const std::string& text : set) {
    const auto fact = called(text);
    const std::string_view values = fact ? values_in(text, fact->open) : std::string_view();
    if (values.empty()) {
      result.push_back(text);
      continue;
    }
    const auto [known, is_new] = places.try_emplace(fact->id, result.size());
    if (is_new) {
      result.push_back(text);
    } else {
      std::string& first = result[known->second];
      first.replace(first.rfind(')'), 1, ", " + std::string(values) + ')');
    }
  }
  return result;
}

void Session::State::read_change(const FactChange& change, Step& step, Changed& result) {
  std::optional<std::uint32_t> file;
  if (!change.add.empty()) file = take(change.name, change.add, result);
  const auto head = file ? intake::read_scenario(*sources, *file) : intake::Scenario();
  result.title = head.title;
  result.diagnostics = head.diagnostics;
  if (has_errors(result.diagnostics)) return;
  for (const intake::Scenario::Text& text : joined(change.drop, head.drop)) {
    const auto before = result.sources;
    const std::size_t said = result.diagnostics.size();
    find(text.text, step.gone, result);
    locate(text.span, *sources, said, result.diagnostics);
    if (result.sources != before) break;  // mistakes lie in this text; in one at a time
  }
  sort_unique(step.gone);
  if (has_errors(result.diagnostics)) return;
  if (file) {
    for (model::Statement& one : read(*file, intake::Notation::toml, step, result)) {
      append(std::move(one), step);
    }
  }
  const Texts texts_to_set = joined(merged(change.set), head.set);
  for (std::size_t i = 0; i < texts_to_set.size(); ++i) {
    const intake::Scenario::Text& text = texts_to_set[i];
    if (has_errors(result.diagnostics)) break;
    const std::size_t said = result.diagnostics.size();
    set(text, texts_to_set.size() == 1 ? "set" : "set " + std::to_string(i + 1), step, result);
    locate(text.span, *sources, said, result.diagnostics);
  }
  if (!has_errors(result.diagnostics)) refuse_denials(step, result);
  if (!has_errors(result.diagnostics)) tell_unread(step, result);
  sort_unique(step.gone);
}

}  // namespace casus
