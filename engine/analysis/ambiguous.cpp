// SPDX-License-Identifier: Apache-2.0
#include "analysis/ambiguous.hpp"

#include <algorithm>

#include "model/show.hpp"

namespace casus::analysis {
namespace {

/// The subjects that may be meant, where only one answers for them.
std::vector<std::vector<model::Word>> meant_by(const check::Goal& goal, const Target& target,
                                               const infer::Fixpoint& fixpoint) {
  const check::Atom* atom = session::only_atom(goal);
  if (atom == nullptr || !goal.answers.empty() || target.subjects().size() != 1) return {};
  const auto& [rating, values] = target.subjects().front();
  std::vector<bool> given(values.size());
  for (const check::Atom::Given& one : atom->given) {
    const bool value = goal.terms[one.expr].kind == check::Expr::Kind::constant;
    if (one.column < given.size()) given[one.column] = value;
  }
  std::vector<std::vector<model::Word>> result;
  const infer::Store& store = fixpoint.store(fixpoint.plan->ratings[rating.index()].subjects);
  for (const infer::RowId row : fixpoint.ratings[rating.index()].subjects) {
    const auto words = store.row(row);
    bool fits = true;
    for (std::size_t i = 0; i < given.size(); ++i) {
      fits = fits && (!given[i] || words[i] == values[i]);
    }
    if (fits) result.emplace_back(words.begin(), words.end());
  }
  return result;
}

}  // namespace

std::optional<Diagnostic> names_several(const session::Asking& at, const Target& target) {
  const auto read = session::read_goal(at, target.goal());
  if (!read->goal) return std::nullopt;
  const auto all = meant_by(*read->goal, target, at.fixpoint());
  if (all.size() < 2) return std::nullopt;
  base::Symbols symbols(at.fixpoint().symbols);
  const model::Schema& schema = at.fixpoint().program->schema;
  const model::Rating& rating = schema[target.subjects().front().rating];
  constexpr std::size_t most = 5;
  std::string names;
  for (std::size_t i = 0; i < std::min(all.size(), most); ++i) {
    std::string subject;
    for (std::size_t v = 0; v < all[i].size(); ++v) {
      const model::Type type = schema[rating.relation].fields[v].type;
      subject += (v == 0 ? "" : ", ") + model::show_literal(all[i][v], type, schema, symbols);
    }
    names += (i == 0 ? "`" : ", `") + rating.name + '(' + subject + ")`";
  }
  if (all.size() > most) names += " and " + std::to_string(all.size() - most) + " more";
  return error("", "this names " + std::to_string(all.size()) + " ratings: " + target.goal())
      .advise("name one: " + names + "; or all of them, by a variable in place of `_`");
}

}  // namespace casus::analysis
