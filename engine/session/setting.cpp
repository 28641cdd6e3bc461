// SPDX-License-Identifier: Apache-2.0
#include "session/setting.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/near.hpp"
#include "explain/words.hpp"
#include "intake/case_text.hpp"
#include "intake/words.hpp"
#include "model/show.hpp"
#include "session/verdict.hpp"

namespace casus::session {
namespace {

/// A value as a case file has it; nothing for what is not known.
std::optional<std::string> toml_value(const explain::Words& words, model::Word word,
                                      model::Type type) {
  const Value value = words.value(word, type);
  if (std::holds_alternative<Unknown>(value.data)) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&value.data)) return intake::toml_string(*text);
  const std::string literal = model::show_exact(word, type, words.schema(), words.symbols);
  return value.unit.empty() ? literal : intake::toml_string(literal);
}

/// Where a name stands in front of its value without a colon, the text with one.
std::optional<std::string> with_colon(const std::string& text, const model::Relation& relation) {
  const std::size_t values = text.find('(');
  for (const model::Field& field : relation.fields) {
    const std::size_t at = values == std::string::npos ? values : text.find(field.name, values);
    if (at == std::string::npos) continue;
    const std::size_t end = at + field.name.size();
    const std::size_t next = text.find_first_not_of(' ', end);
    const bool begins = text[at - 1] == '(' || text[at - 1] == ' ' || text[at - 1] == ',';
    const bool separate = next != std::string::npos && (next > end || text[next] == '=');
    if (!begins || !separate || std::string_view(":,)").find(text[next]) != std::string::npos) {
      continue;
    }
    const std::size_t value = text.find_first_not_of(" =", end);
    if (value == std::string::npos) continue;
    return text.substr(0, end) + ": " + text.substr(value);
  }
  return std::nullopt;
}

/// `F7(mood: for it)`: what the field may be, where its value is no single name.
std::optional<std::string> members_of(const std::string& text, const model::Relation& relation,
                                      const model::Schema& schema) {
  for (const model::Field& field : relation.fields) {
    if (field.type.base != model::Base::enumeration) continue;
    const std::size_t at = text.find(field.name + ':');
    if (at == std::string::npos) continue;
    const std::size_t begin = text.find_first_not_of(' ', at + field.name.size() + 1);
    if (begin == std::string::npos) continue;
    std::string value = text.substr(begin, text.find_first_of(",)", begin) - begin);
    if (value.find(' ') == std::string::npos) continue;
    std::ranges::replace(value, ' ', '_');
    const auto& all = schema[field.type.enumeration].members;
    const std::vector<std::string_view> members(all.begin(), all.end());
    if (const auto near = base::nearest(value, members)) return near->question();
    return "the members of `" + schema[field.type.enumeration].name + "` are " +
           intake::listed(members);
  }
  return std::nullopt;
}

/// The facts that a rule, relation or rating of this name rests on, a few of them.
std::vector<std::string_view> rests_on(const check::Program& program, std::string_view name) {
  constexpr std::size_t most = 3;
  std::vector<std::string_view> facts;
  const auto concludes = [&](const check::Conclusion& one) {
    return (one.relation.valid() && program.schema[one.relation].name == name) ||
           (one.rating.valid() && program.schema[one.rating].name == name);
  };
  for (const check::Rule& rule : program.rules) {
    if (rule.name != name && std::ranges::none_of(rule.conclusions, concludes)) continue;
    for (const check::Condition& condition : rule.terms.conditions) {
      if (condition.kind != check::Condition::Kind::atom) continue;
      const model::Relation& relation = program.schema[condition.atom.relation];
      if (relation.kind != model::RelationKind::fact) continue;
      if (std::ranges::find(facts, relation.name) == facts.end()) facts.push_back(relation.name);
      if (facts.size() == most) return facts;
    }
  }
  return facts;
}

Diagnostic no_fact(const check::Program& program, const std::string& text) {
  const auto facts = rests_on(program, set_name(text, text.find('(')));
  return error("", "only a fact can be set, and this is none: " + text)
      .advise(facts.empty() ? "write one with its values: `pump(name: \"P3\", age: 12)`"
                            : "set a fact that it rests on: " + intake::listed(facts));
}

/// Adds how the values of a fact are written, where that is what may be wrong.
void advise_values(const std::string& text, const model::Relation& relation,
                   const model::Schema& schema, Diagnostics& diagnostics) {
  Diagnostic& diagnostic = diagnostics.front();
  if (diagnostic.code == "E0101") {
    if (const auto meant = with_colon(text, relation)) {
      diagnostic.help = {};
      diagnostic.advise("a colon stands behind the name of a value: `" + *meant + '`');
    } else if (auto members = members_of(text, relation, schema)) {
      diagnostic.help = {};
      diagnostic.advise(std::move(*members));
    }
  } else if (diagnostic.code == "E0302" && text.find(": ") == std::string::npos) {
    // What is only written otherwise stands in its place.
    const bool in_place =
        std::ranges::any_of(diagnostic.help, [](const Help& help) { return !help.edits.empty(); });
    if (in_place) return;
    std::string order;
    for (const model::Field& field : relation.fields) {
      order += (order.empty() ? "" : ", ") + field.name;
    }
    diagnostic.help = {};
    diagnostic.advise("values without names stand in this order: `" + relation.name + '(' + order +
                      ")`");
    diagnostics.erase(diagnostics.begin() + 1, diagnostics.end());
  }
}

/// What an atom gives for the columns of its relation, by key.
class Keys {
 public:
  Keys(const explain::Words& words, const check::Goal& goal, const check::Atom& atom)
      : words_(words), goal_(goal), relation_(words.schema()[atom.relation]), atom_(atom) {}

  /// Takes the values over into `into`; what is wrong with them, if anything is.
  [[nodiscard]] std::optional<Diagnostic> put(std::map<std::string, std::string>& into) const {
    for (const check::Atom::Given& given : atom_.given) {
      const check::Expr& expr = goal_.terms[given.expr];
      // A kind that nobody wrote is no statement of what kind it is.
      if (given.column == relation_.kind_column() && expr.span == atom_.name_span) continue;
      const std::string key = name_of(given.column);
      if (expr.kind == check::Expr::Kind::constant) {
        if (auto value = toml_value(words_, expr.constant, expr.type)) {
          into[key] = std::move(*value);
          continue;
        }
      }
      return no_value(key, expr);
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] Diagnostic no_value(const std::string& key, const check::Expr& expr) const {
    const bool named = expr.kind == check::Expr::Kind::variable && expr.span.valid() &&
                       !goal_.terms[expr.variable].name.empty();
    const std::string name = named ? goal_.terms[expr.variable].name : std::string();
    const Span span = expr.span.valid() ? expr.span : atom_.span;
    if (named && expr.type.base == model::Base::enumeration) {
      const model::Enumeration& kind = words_.schema()[expr.type.enumeration];
      const std::vector<std::string_view> members(kind.members.begin(), kind.members.end());
      Diagnostic d = error("", "`" + kind.name + "` has no member `" + name + '`');
      d.label(span, "not a member");
      if (const auto near = base::nearest(name, members)) d.advise(near->question());
      return d.advise("its members are " + intake::listed(members));
    }
    if (named && expr.type.base == model::Base::boolean) {
      return error("", "`" + name + "` is no truth value")
          .label(span, "not a value")
          .advise("write `true` or `false`");
    }
    Diagnostic d = error("", "`" + key + "` has no value here");
    d.label(span, "a fact is set to values");
    if (named && expr.type.base == model::Base::text) {
      return d.advise("a text stands in double quotes: `\"" + name + "\"`");
    }
    return d.advise("write a value, or leave `" + key + "` out");
  }

  [[nodiscard]] std::string name_of(std::uint32_t column) const {
    const std::uint32_t kind = relation_.kind_column();
    if (column < kind) return relation_.fields[column].name;
    constexpr std::array<const char*, 3> behind{"kind", "source", "certainty"};
    return behind[column - kind];
  }

  const explain::Words& words_;
  const check::Goal& goal_;
  const model::Relation& relation_;
  const check::Atom& atom_;
};

/// What was read in place of a text that was written, as an atom in place of the fact's id.
struct Written {
  const std::string& label;
  const std::string& text;
  std::size_t name = 0;    ///< bytes in front of the values as they were read
  std::size_t values = 0;  ///< and as they are written

  /// Shows the diagnostics in what was written.
  void show(Diagnostics& said, const Asking& at, std::shared_ptr<const Sources>& sources) const {
    auto own = std::make_shared<Sources>(at.data.facts->sources);
    const std::uint32_t file = own->add(label, text);
    const auto moved = [&](std::uint32_t place) {
      return static_cast<std::uint32_t>(place < name ? std::min<std::size_t>(place, values)
                                                     : place - name + values);
    };
    const auto move = [&](Span& span) {
      if (span.file == file) span = {file, moved(span.begin), moved(span.end)};
    };
    for (Diagnostic& one : said) {
      for (Label& place : one.labels) move(place.span);
      for (Help& help : one.help) {
        for (Edit& edit : help.edits) move(edit.span);
      }
    }
    sources = std::move(own);
  }
};

/// `pump(name: "P3", age: > 12)`: where an atom of a fact compares; nothing where it does not.
std::optional<Span> comparison_in(const check::Goal& goal, const model::Schema& schema) {
  const check::Atom* atom = compared_atom(goal);
  if (atom == nullptr || schema[atom->relation].kind != model::RelationKind::fact) return {};
  for (const check::Condition& one : goal.terms.conditions) {
    const bool inside = one.span.begin >= atom->span.begin && one.span.end <= atom->span.end;
    if (one.kind == check::Condition::Kind::test && inside) return one.span;
  }
  return std::nullopt;
}

}  // namespace

bool is_quoted(std::string_view text) {
  return text.size() > 1 && text.front() == text.back() &&
         (text.front() == '"' || text.front() == '\'');
}

std::string set_name(const std::string& text, std::size_t open) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  const std::size_t end = text.find_last_not_of(" \t(", std::min(open, text.size()));
  return end < begin ? std::string() : text.substr(begin, end - begin + 1);
}

std::optional<Setting> read_setting(const Asking& at, const std::string& text,
                                    const model::Statement* of, Diagnostics& diagnostics,
                                    std::shared_ptr<const Sources>& sources,
                                    const std::string& label) {
  const model::Schema& schema = at.fixpoint().program->schema;
  std::string atom_text = text;
  Written written{label, text};
  if (of != nullptr) {
    // The name of a data file may have a parenthesis of its own.
    const std::size_t values = text.find('(', text.find(of->id) + of->id.size());
    atom_text = schema[of->relation].name;
    written.name = atom_text.size();
    written.values = std::min(values, text.size());
    if (values != std::string::npos) atom_text += text.substr(values);
  }
  const std::unique_ptr<AskedGoal> read = read_goal(at, atom_text);
  const auto refuse_all = [&](Diagnostics all) {
    written.show(all, at, sources);
    diagnostics.insert(diagnostics.end(), all.begin(), all.end());
    return std::nullopt;
  };
  const auto refuse = [&](Diagnostic diagnostic) { return refuse_all({std::move(diagnostic)}); };
  if (!read->goal) {
    const std::string name =
        of != nullptr ? schema[of->relation].name : set_name(text, text.find('('));
    const auto relation = std::ranges::find(schema.relations, name, &model::Relation::name);
    const bool fact =
        relation != schema.relations.end() && relation->kind == model::RelationKind::fact;
    // `no_spare` alone: parentheses would not help.
    if (!fact && name == text && !rests_on(*at.fixpoint().program, name).empty()) {
      return refuse(no_fact(*at.fixpoint().program, text));
    }
    if (relation != schema.relations.end() && !read->diagnostics.empty()) {
      advise_values(text, *relation, schema, read->diagnostics);
    }
    // `budget agreed(…)` for `budget_agreed(…)`
    std::string joined = name;
    std::ranges::replace(joined, ' ', '_');
    if (joined != name &&
        std::ranges::count(schema.relations, joined, &model::Relation::name) > 0) {
      read->diagnostics.front().help = {};
      read->diagnostics.front().advise("did you mean `" + joined + "`?");
    }
    return refuse_all(std::move(read->diagnostics));
  }
  if (const auto place = comparison_in(*read->goal, schema)) {
    return refuse(error("", "a fact is set to values, and this compares: " + text)
                      .label(*place, "a comparison")
                      .advise("write the value alone, without a sign"));
  }
  const auto single = single_atom(*read->goal);
  const check::Atom* atom = single ? &read->goal->terms[single->condition].atom : nullptr;
  if (atom == nullptr || schema[atom->relation].kind != model::RelationKind::fact) {
    return refuse(no_fact(*at.fixpoint().program, text));
  }
  base::Symbols symbols(read->goal->symbols);
  const explain::Words words{at.fixpoint(), symbols};
  const model::Relation& relation = schema[atom->relation];
  std::map<std::string, std::string> keys;
  if (of != nullptr) {
    for (std::size_t f = 0; f < relation.fields.size(); ++f) {
      const model::Field& field = relation.fields[f];
      if (auto value = toml_value(words, of->fields[f], field.type)) keys[field.name] = *value;
    }
  }
  if (auto wrong = Keys(words, *read->goal, *atom).put(keys)) return refuse(std::move(*wrong));
  Setting setting;
  setting.certainty = keys.contains("certainty");
  setting.kind = keys.contains("kind");
  setting.source = keys.contains("source");
  if (single->negated || (of != nullptr && !of->holds)) keys["holds"] = "false";
  setting.toml = "[[" + relation.name + "]]\n";
  for (const auto& [key, value] : keys) setting.toml += key + " = " + value + '\n';
  return setting;
}

}  // namespace casus::session
