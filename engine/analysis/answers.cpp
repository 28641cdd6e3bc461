// SPDX-License-Identifier: Apache-2.0
#include "analysis/answers.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "analysis/compared.hpp"
#include "model/show.hpp"

namespace casus::analysis {
namespace {

using model::Base;
using model::Word;

/// `name` with values for the columns that are known.
std::string begin_atom(const Unsettled& question, const explain::Words& words) {
  const model::Relation& relation = words.schema()[question.relation];
  std::string text = relation.name + '(';
  for (const auto& [column, word] : question.known) {
    if (!text.ends_with('(')) text += ", ";
    if (column == relation.kind_column()) {
      text += "kind: " + std::string(model::statement_kinds[word]);
      continue;
    }
    const model::Field& field = relation.fields[column];
    text += field.name + ": " + exact_literal(words, word, field.type);
  }
  return text;
}

std::string quoted(const explain::Words& words, std::string_view text) {
  const model::Type type{.base = Base::text};
  return model::show_literal(words.symbols.intern(text), type, words.schema(), words.symbols);
}

/// A name that no fact and no rule has.
std::string made_up(const explain::Words& words, const model::Field& field) {
  const std::string name = "some " + explain::in_words(field.name);
  std::string text = name;
  for (int i = 2; words.symbols.intern(text) < words.fixpoint.symbols.size(); ++i) {
    text = name + ' ' + std::to_string(i);
  }
  return quoted(words, text);
}

/// What a field may hold, as a rule writes it; none where that cannot be told.
std::vector<std::string> values(const explain::Words& words, model::RelationId relation,
                                std::uint32_t number, const check::Terms* goal) {
  const model::Field& field = words.schema()[relation].fields[number];
  std::vector<std::string> result;
  switch (field.type.base) {
    case Base::text:
      result.push_back(made_up(words, field));
      for (const model::AskedText& asked : field.asked) {
        result.push_back(quoted(words, words.symbols.text(asked.text)));
      }
      break;
    case Base::enumeration:
      result = words.schema()[field.type.enumeration].members;
      break;
    case Base::boolean:
      result = {"false", "true"};
      break;
    default:
      if (!is_ordered(field.type.base)) {
        if (!field.low || !field.high) break;
        result.push_back(exact_literal(words, *field.low, field.type));
        if (*field.low != *field.high) {
          result.push_back(exact_literal(words, *field.high, field.type));
        }
        break;
      }
      for (const double one : turning_points(words, relation, number, std::nullopt, goal).numbers) {
        result.push_back(literal_of(words, one, field.type));
      }
  }
  return result;
}

/// Any value, for a field that no rule looks at.
std::string any_value(const explain::Words& words, model::RelationId relation,
                      std::uint32_t number) {
  const model::Field& field = words.schema()[relation].fields[number];
  const std::vector<std::string> all = values(words, relation, number, nullptr);
  if (!all.empty()) return all.front();
  switch (field.type.base) {
    case Base::date:
      return "2000-01-01";
    case Base::duration:
      return "0 days";
    default:
      return exact_literal(words, 0, field.type);
  }
}

/// Why not all values of a field were tried that make a difference; empty where they were.
std::string untried_of(const model::Field& field, const std::vector<std::string>& tried) {
  const Base base = field.type.base;
  if ((!is_ordered(base) && base != Base::duration) || (field.low && field.high)) return {};
  if (tried.empty())
    return "nothing tells which values `" + field.name + "` may have: it has no range";
  return '`' + field.name + "` has no range; tried at what rules compare it with";
}

/// So many answers have the fields that are left, with one value of each.
std::size_t combinations(const std::vector<std::vector<std::string>>& choices) {
  std::size_t result = 1;
  for (const auto& one : choices) {
    if (result > most_answers) break;
    result *= one.size();
  }
  return result;
}

/// Leaves values out until no more than `most_answers` combinations are left; of a field not the
/// first and last, which are the ends of its range.
void thin_out(std::vector<std::vector<std::string>>& choices) {
  while (combinations(choices) > most_answers) {
    const auto longest = std::ranges::max_element(choices, {}, &std::vector<std::string>::size);
    if (longest->size() <= 2) return;
    longest->erase(longest->begin() + static_cast<std::ptrdiff_t>(longest->size() / 2));
  }
}

/// By StatementKind: "is it planned that".
constexpr std::array<std::string_view, 4> kind_words{"so", "planned", "perceived", "judged"};

/// A sentence that leaves out what is known would be the same for others: "Is it sealed (pump:
/// P1)?"
std::string with_values(std::string sentence, const Unsettled& one, const explain::Words& words) {
  const model::Relation& relation = words.schema()[one.relation];
  std::string more;
  for (const auto& [column, word] : one.known) {
    const bool placed =
        std::ranges::find(relation.asks.parts, std::optional(column),
                          &model::Sentence::Part::place) != relation.asks.parts.end();
    if (placed) continue;
    more += more.empty() ? " (" : ", ";
    if (column == relation.kind_column()) {
      more += "kind: " + std::string(model::statement_kinds[word]);
      continue;
    }
    const model::Field& field = relation.fields[column];
    more += explain::in_words(field.name) + ": " + words.value(word, field.type).text;
  }
  if (more.empty()) return sentence;
  const bool mark = sentence.ends_with('?');
  if (mark) sentence.pop_back();
  return sentence + more + (mark ? ")?" : ")");
}

}  // namespace

std::string more_answers() {
  return "there are more answers than the " + std::to_string(most_answers) + " that were tried";
}

std::string exact_literal(const explain::Words& words, Word word, model::Type type) {
  return model::show_exact(word, type, words.schema(), words.symbols);
}

std::string atom_text(const Unsettled& question, const explain::Words& words) {
  if (question.kind == Gap::Kind::field) {
    return words.fixpoint.facts->name_of(question.statement) + "()";
  }
  return begin_atom(question, words) + ')';
}

std::string question_text(const Unsettled& one, const explain::Words& words) {
  const model::Relation& relation = words.schema()[one.relation];
  if (one.kind == Gap::Kind::field) {
    const model::Statement statement = (*words.fixpoint.facts)[one.statement];
    return "what is the " + explain::in_words(relation.fields[one.field].name) + " of " +
           statement.id + ": " + words.denied(one.relation, statement.fields) + '?';
  }
  const infer::Presumption asked{.relation = one.relation, .asked = one.known};
  // "no spare (pump: P1)"
  const std::string named = words.presumption(asked).substr(std::string_view("no ").size());
  if (!relation.asks.empty()) return with_values(words.question(asked), one, words);
  const auto kind = std::ranges::find(one.known, relation.kind_column(),
                                      [](const auto& column) { return column.first; });
  const bool plain = kind == one.known.end();
  if (relation.reads.empty()) {
    return "is there a " + std::string(model::statement_kinds[plain ? 0 : kind->second]) + ' ' +
           named + '?';
  }
  std::vector<Word> fields(relation.fields.size(), model::unknown_word);
  for (const auto& [column, word] : one.known) {
    if (column < fields.size()) fields[column] = word;
  }
  return "is it " + std::string(plain ? "so" : kind_words[kind->second]) + " that " +
         words.denied(one.relation, fields) + '?';
}

Answers answers(const Unsettled& question, const std::vector<std::vector<bool>>& looked_at,
                const explain::Words& words, const check::Terms* goal) {
  const model::Relation& relation = words.schema()[question.relation];
  Answers result;
  if (question.kind == Gap::Kind::field) {
    const model::Field& field = relation.fields[question.field];
    const std::vector<std::string> tried = values(words, question.relation, question.field, goal);
    for (const std::string& value : tried) {
      result.all.push_back({words.fixpoint.facts->name_of(question.statement) + '(' + field.name +
                                ": " + value + ')',
                            false, is_ordered(field.type.base) ? 1U : 0U});
    }
    result.untried = untried_of(field, tried);
    return result;
  }
  if (relation.kind != model::RelationKind::fact) {
    result.untried = "no fact states it: rules conclude `" + relation.name + '`';
    return result;
  }
  const std::string begin = begin_atom(question, words);
  std::vector<const model::Field*> asked;
  std::vector<std::vector<std::string>> choices;
  for (std::uint32_t f = 0; f < relation.fields.size(); ++f) {
    const model::Field& field = relation.fields[f];
    const auto column =
        std::ranges::find(question.known, f, [](const auto& one) { return one.first; });
    if (column != question.known.end()) continue;
    const bool matters = looked_at[question.relation.index()][f];
    if (!matters && field.open) continue;
    asked.push_back(&field);
    choices.push_back(matters ? values(words, question.relation, f, goal)
                              : std::vector{any_value(words, question.relation, f)});
    if (matters && result.untried.empty()) result.untried = untried_of(field, choices.back());
  }
  if (combinations(choices) > most_answers) {
    result.untried = more_answers();
    thin_out(choices);
  }
  std::vector<Answer> sets{{begin}};
  for (std::size_t i = 0; i < asked.size(); ++i) {
    // Of a text, each value is about somebody else.
    const bool names = asked[i]->type.base == Base::text;
    std::vector<Answer> longer;
    for (const Answer& one : sets) {
      for (std::uint32_t v = 0; v < choices[i].size() && longer.size() < most_answers; ++v) {
        const std::string between = one.set.ends_with('(') ? "" : ", ";
        const auto more = static_cast<std::uint32_t>(choices[i].size() + 1);
        longer.push_back({one.set + between + asked[i]->name + ": " + choices[i][v], false,
                          one.what * more + (names ? v : 0) + 1});
      }
    }
    sets = std::move(longer);
  }
  for (Answer& one : sets) {
    one.set += ')';
    result.all.push_back(std::move(one));
  }
  if (relation.is_open()) result.all.push_back({"not " + begin + ')', true});
  return result;
}

}  // namespace casus::analysis
