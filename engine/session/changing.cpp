// SPDX-License-Identifier: Apache-2.0
//
// From what is asked to change to statements that go and come.
#include <algorithm>
#include <map>

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
    if (at == std::string_view::npos && session::is_quoted(value)) {
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

/// Where a text stands in what states it; all of that where it is written otherwise.
Span place_of(const Sources& sources, Span statement, std::string_view text) {
  const std::string_view rest = sources.text(statement.file).substr(statement.begin);
  const std::string written = '"' + std::string(text) + '"';
  const std::size_t at = rest.find(written);
  if (at == std::string_view::npos) return statement;
  const auto begin = statement.begin + static_cast<std::uint32_t>(at);
  return {statement.file, begin, begin + static_cast<std::uint32_t>(written.size())};
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
  const auto setting = session::read_setting(at, text, old ? &*old : nullptr, result.diagnostics,
                                             result.sources, label);
  if (!setting) return;
  if (id) step.gone.push_back(*id);
  const std::uint32_t file = take({}, setting->toml, result);
  const std::size_t said = result.diagnostics.size();
  std::vector<model::Statement> come = read(file, intake::Notation::atom, step, result);
  const Span span =
      written.span.valid() ? written.span : whole(*sources, sources->add(label, text));
  for (std::size_t i = said; i < result.diagnostics.size(); ++i) {
    Diagnostic& one = result.diagnostics[i];
    if (one.code == "E0611") {
      one.help = {};
      one.advise("what is not stated does not hold: to take away a fact that is, drop it");
    }
    tell_of(span, file, *sources, one);
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

void Session::State::tell_unheard(const Step& step, Changed& result) const {
  if (!result.ratings.empty() || result.limit) return;
  const model::Schema& schema = data->reasoned.fixpoint->program->schema;
  std::map<base::Symbol, std::size_t> come;
  const auto each = [&](const auto& visit) {
    for (const StatementId id : step.come) {
      const model::Statement& one = facts->statements[id.index()];
      const auto& fields = schema[one.relation].fields;
      for (std::size_t f = 0; f < fields.size(); ++f) {
        const bool text = fields[f].type.base == model::Base::text;
        if (text && one.fields[f] != model::unknown_word) {
          visit(one, fields[f], static_cast<base::Symbol>(one.fields[f]));
        }
      }
    }
  };
  each([&](const model::Statement&, const model::Field&, base::Symbol text) { ++come[text]; });
  const auto is_told_of = [&](const model::Statement& one, const std::string& name) {
    return std::ranges::any_of(result.diagnostics, [&](const Diagnostic& said) {
      const bool whole = !said.labels.empty() && said.labels.front().span == one.span;
      return whole || said.message.find(name) != std::string::npos;
    });
  };
  each([&](const model::Statement& one, const model::Field& field, base::Symbol text) {
    if (texts->count(text) > come[text]) return;
    if (std::ranges::count(field.asked, text, &model::AskedText::text) > 0) return;
    const std::string_view name = data->reasoned.fixpoint->symbols.text(text);
    if (is_told_of(one, intake::in_ticks(name))) return;
    result.diagnostics.push_back(
        warning("",
                intake::in_ticks(name) + " occurs nowhere else in the case, and no rating moves")
            .label(place_of(*sources, one.span, name), "only here")
            .advise("facts are about the same where they spell its name alike"));
  });
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
