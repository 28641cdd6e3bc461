// SPDX-License-Identifier: Apache-2.0
#include "session/missed.hpp"

#include <algorithm>

#include "base/near.hpp"
#include "casus/explanation.hpp"
#include "infer/ask/shortfall.hpp"
#include "session/asking.hpp"

namespace casus::session {
namespace {

constexpr base::Symbol most_texts = 100'000;

/// What is stated of the only atom of a goal, but of another kind than it asks for.
std::vector<Evidence> other_kinds(const check::Goal& goal, const explain::Words& words,
                                  const Grades& grades) {
  std::vector<Evidence> result;
  const check::Atom* atom = only_atom(goal);
  if (atom == nullptr) return result;
  const model::Relation& relation = words.schema()[atom->relation];
  if (relation.kind != model::RelationKind::fact) return result;
  const auto& statements = words.fixpoint.facts->statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const model::Statement& one = statements[i];
    const bool gone = words.fixpoint.facts->withdrawn.contains(model::StatementId(i));
    if (one.relation != atom->relation || !one.holds || gone) continue;
    bool other = false;
    const bool fits = std::ranges::all_of(atom->given, [&](const check::Atom::Given& given) {
      const check::Expr& expr = goal.terms[given.expr];
      if (expr.kind != check::Expr::Kind::constant) return true;
      if (given.column < one.fields.size()) return one.fields[given.column] == expr.constant;
      if (given.column > relation.kind_column()) return true;
      other = static_cast<model::Word>(one.kind) != expr.constant;
      return other;
    });
    if (fits && other) result.push_back(words.evidence(model::StatementId(i), grades));
  }
  return result;
}

/// Texts of the goal that neither facts nor rules nor conclusions have.
std::vector<UnknownText> unknown_texts(const check::Goal& goal, const base::Symbols& known) {
  std::vector<UnknownText> result;
  // What only has to stand before or behind another text need not occur anywhere.
  std::vector<check::ExprId> ordered;
  for (const check::Expr& expr : goal.terms.exprs) {
    const bool orders = expr.kind == check::Expr::Kind::apply && check::is_order(expr.function);
    if (orders) ordered.insert(ordered.end(), expr.args.begin(), expr.args.end());
  }
  for (std::size_t i = 0; i < goal.terms.exprs.size(); ++i) {
    if (std::ranges::find(ordered, check::ExprId(i)) != ordered.end()) continue;
    const check::Expr& expr = goal.terms.exprs[i];
    const bool text =
        expr.kind == check::Expr::Kind::constant && expr.type.base == model::Base::text;
    if (!text || expr.constant < known.size()) continue;
    std::string name(goal.symbols.text(static_cast<base::Symbol>(expr.constant)));
    if (std::ranges::find(result, name, &UnknownText::text) == result.end()) {
      result.push_back({std::move(name), {}});
    }
  }
  if (result.empty() || known.size() > most_texts) return result;
  std::vector<std::string_view> candidates;
  for (base::Symbol symbol = 0; symbol < known.size(); ++symbol) {
    candidates.push_back(known.text(symbol));
  }
  for (UnknownText& one : result) {
    if (const auto near = base::nearest(one.text, candidates)) one.nearest = near->name;
  }
  return result;
}

}  // namespace

Missed missed(const check::Goal& goal, const explain::Words& words, const Grades& grades) {
  return {other_kinds(goal, words, grades), unknown_texts(goal, words.fixpoint.symbols)};
}

std::optional<std::vector<std::string>> naming(const check::Goal& goal,
                                               const explain::Words& words) {
  const check::Atom* atom = only_atom(goal);
  if (atom == nullptr) return std::nullopt;
  if (words.schema()[atom->relation].kind != model::RelationKind::relation) return std::nullopt;
  std::vector<model::Word> texts;
  for (const check::Atom::Given& given : atom->given) {
    const check::Expr& expr = goal.terms[given.expr];
    const bool text =
        expr.kind == check::Expr::Kind::constant && expr.type.base == model::Base::text;
    if (text) texts.push_back(expr.constant);
  }
  std::vector<std::string> ids;
  const infer::Fixpoint& fixpoint = words.fixpoint;
  for (std::size_t i = 0; i < fixpoint.facts->statements.size(); ++i) {
    const model::Statement& one = fixpoint.facts->statements[i];
    if (!fixpoint.counted[i] || fixpoint.facts->withdrawn.contains(model::StatementId(i))) continue;
    const auto& fields = words.schema()[one.relation].fields;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      if (fields[f].type.base != model::Base::text) continue;
      if (std::ranges::find(texts, one.fields[f]) == texts.end()) continue;
      ids.push_back(one.id);
      break;
    }
    if (ids.size() == Explanation::most_naming) break;
  }
  return ids;
}

}  // namespace casus::session
