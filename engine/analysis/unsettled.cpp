// SPDX-License-Identifier: Apache-2.0
#include "analysis/unsettled.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "analysis/body.hpp"
#include "analysis/demand.hpp"
#include "analysis/walk.hpp"
#include "infer/lineage.hpp"
#include "infer/rate/rating_places.hpp"
#include "infer/rate/ratings.hpp"
#include "model/show.hpp"

namespace casus::analysis {

using check::Atom;
using check::Conclusion;
using check::Condition;
using check::Terms;
using infer::Fixpoint;
using model::RelationId;
using model::RuleId;
using model::StatementKind;
using model::Word;

namespace {

using Kind = Gap::Kind;

class Finder {
 public:
  Finder(const Target& target, const session::Asking& at, const explain::Words& words,
         const GapsOptions& options)
      : target_(target),
        at_(at),
        words_(words),
        options_(options),
        fixpoint_(words.fixpoint),
        program_(*words.fixpoint.program) {}

  [[nodiscard]] Unsettleds find() {
    for (const model::Relation& relation : program_.schema.relations) {
      looked_at_.emplace_back(relation.fields.size());
    }
    std::unique_ptr<session::AskedGoal> read;
    if (target_.measure() != Target::Measure::score) {
      read = session::read_goal(at_, target_.goal());
    }
    const check::Goal* goal = read && read->goal ? &*read->goal : nullptr;
    for (const check::Rule& rule : program_.rules) {
      if (counts(rule)) look_at(rule.terms);
    }
    for (const check::Subjects& subjects : program_.subjects) look_at(subjects.terms);
    if (goal != nullptr) look_at(goal->terms);
    presumed_by_ratings();
    left_out(goal != nullptr ? Demand(*goal, words_) : Demand(target_, words_));
    Walk walk(target_, at_, words_, options_.unstated, questions_);
    if (goal != nullptr || target_.measure() == Target::Measure::score) walk.run(goal);
    partial_ = partial_ || walk.partial();
    return sorted(walk.pairs());
  }

 private:
  [[nodiscard]] RelationId concluded(const Conclusion& said) const {
    return said.kind == Conclusion::Kind::derive ? said.relation
                                                 : program_.schema[said.rating].relation;
  }

  /// Whether the target rests on what a rule concludes.
  [[nodiscard]] bool counts(const check::Rule& rule) const {
    return std::ranges::any_of(rule.conclusions, [&](const Conclusion& said) {
      return target_.relations()[concluded(said).index()];
    });
  }

  void look_at(const Terms& terms) {
    for (const Condition& one : terms.conditions) {
      if (one.kind != Condition::Kind::atom && one.kind != Condition::Kind::unknown) continue;
      std::vector<bool>& columns = looked_at_[one.atom.relation.index()];
      for (const Atom::Given& given : one.atom.given) {
        if (given.column < columns.size()) columns[given.column] = true;
      }
    }
  }

  void presumed_by_ratings();
  void presumed(const infer::Lineage& lineage, const plan::RatingInput& input);
  void take(const infer::Presumption& one, Kind kind, const plan::RatingInput& input,
            const infer::Lineage& lineage);
  void left_out(const Demand& demand);
  [[nodiscard]] static infer::Values given(const check::Rule& rule,
                                           const model::Statement& statement, std::uint32_t column);
  /// Whether a rule that the target rests on looks at a column.
  [[nodiscard]] bool reads(const check::Rule& rule, RelationId relation,
                           std::uint32_t column) const;
  [[nodiscard]] Unsettleds sorted(const std::vector<Walk::Pair>& pairs);

  const Target& target_;
  const session::Asking& at_;
  const explain::Words& words_;
  const GapsOptions& options_;
  const Fixpoint& fixpoint_;
  const check::Program& program_;
  std::vector<std::vector<bool>> looked_at_;
  Questions questions_;
  bool partial_ = false;
};

void Finder::presumed_by_ratings() {
  infer::Meter meter(at_.budget);
  infer::Lineages lineages(fixpoint_, words_.symbols, meter);
  for (const Target::Subject& subject : target_.subjects()) {
    const auto place = infer::place_of(fixpoint_, subject.rating, subject.values);
    if (!place) continue;
    const infer::RatingRow row = infer::rated_row(fixpoint_, subject.rating, *place);
    const plan::RatingPlan& plan = fixpoint_.plan->ratings[subject.rating.index()];
    for (const infer::Contributed& one : row.contributions) {
      const plan::RatingInput& input = plan.contributions[one.input];
      presumed(lineages.below({input.store, one.row}), input);
    }
    for (const infer::Limited& one : row.limits) {
      const plan::RatingInput& input = plan.limits[one.input];
      presumed(lineages.below({input.store, one.row}), input);
    }
  }
}

void Finder::presumed(const infer::Lineage& lineage, const plan::RatingInput& input) {
  for (const infer::Presumption& one : lineage.presumptions) {
    take(one, Kind::presumption, input, lineage);
  }
  for (const infer::Presumption& one : lineage.unknowns) take(one, Kind::unknown, input, lineage);
}

void Finder::take(const infer::Presumption& one, Kind kind, const plan::RatingInput& input,
                  const infer::Lineage& lineage) {
  const std::uint32_t kinds = program_.schema[one.relation].kind_column();
  Known known;
  for (const auto& [column, word] : one.asked) {
    const bool plain = column == kinds && word == static_cast<Word>(StatementKind::fact);
    if (column <= kinds && !plain) known.emplace_back(column, word);
  }
  Unsettled& found = *questions_.add({one.relation, std::move(known)}, kind).first;
  found.presumed = std::max(found.presumed, one.certainty);
  found.add_reason(input.rule, words_.because(program_[input.rule], lineage.registers()));
}

bool Finder::reads(const check::Rule& rule, RelationId relation, std::uint32_t column) const {
  return counts(rule) && std::ranges::any_of(rule.terms.conditions, [&](const Condition& one) {
           return one.atom.relation == relation &&
                  std::ranges::find(one.atom.given, column, &Atom::Given::column) !=
                      one.atom.given.end();
         });
}

/// What a statement gives the variables of a rule, by the condition that looks at this column.
infer::Values Finder::given(const check::Rule& rule, const model::Statement& statement,
                            std::uint32_t column) {
  infer::Values values(rule.terms.variables.size());
  const auto looks = [&](const Condition& one) {
    return one.atom.relation == statement.relation &&
           std::ranges::find(one.atom.given, column, &Atom::Given::column) != one.atom.given.end();
  };
  const auto reader = std::ranges::find_if(rule.terms.conditions, looks);
  if (reader == rule.terms.conditions.end()) return values;
  for (const Atom::Given& one : reader->atom.given) {
    const check::Expr& place = rule.terms[one.expr];
    const bool known =
        one.column < statement.fields.size() && statement.fields[one.column] != model::unknown_word;
    if (!known || place.kind != check::Expr::Kind::variable) continue;
    values[place.variable.index()] = statement.fields[one.column];
  }
  return values;
}

void Finder::left_out(const Demand& demand) {
  const model::FactBase& facts = *fixpoint_.facts;
  std::size_t taken = 0;
  for (std::size_t place = 0; place < facts.size(); ++place) {
    const model::StatementId id = facts.id_at(place);
    if (facts.withdrawn.contains(id)) continue;
    if (!facts.is_record(id) && !fixpoint_.counted[id.index()]) continue;
    const model::Statement statement = facts[id];
    if (!statement.holds || !target_.relations()[statement.relation.index()]) continue;
    Known known;
    for (std::uint32_t f = 0; f < statement.fields.size(); ++f) {
      if (statement.fields[f] != model::unknown_word) known.emplace_back(f, statement.fields[f]);
    }
    if (!demand.asks_for(statement.relation, known)) continue;
    for (std::uint32_t f = 0; f < statement.fields.size(); ++f) {
      if (statement.fields[f] != model::unknown_word) continue;
      if (!looked_at_[statement.relation.index()][f]) continue;
      if (taken >= most_instances) {
        partial_ = true;
        return;
      }
      Unsettled& found = *questions_.add({statement.relation, known, id, f}, Kind::field).first;
      for (std::size_t r = 0; r < program_.rules.size(); ++r) {
        const check::Rule& rule = program_.rules[r];
        if (!reads(rule, statement.relation, f)) continue;
        found.add_reason(RuleId(r), because_of_any(rule, given(rule, statement, f), words_));
      }
      ++taken;
    }
  }
}

Unsettleds Finder::sorted(const std::vector<Walk::Pair>& pairs) {
  std::vector<Unsettled*> order;
  std::set<const Unsettled*> in_pairs;
  for (const auto& [first, second] : pairs) in_pairs.insert({first, second});
  for (auto& [key, one] : questions_.all()) {
    std::ranges::sort(one.reasons);
    if (one.alone || in_pairs.contains(&one)) order.push_back(&one);
  }
  const auto precedes = [&](const Unsettled& a, const Unsettled& b) {
    if (a.relation != b.relation) return a.relation < b.relation;
    const auto& fields = program_.schema[a.relation].fields;
    for (std::size_t i = 0; i < std::min(a.known.size(), b.known.size()); ++i) {
      if (a.known[i].first != b.known[i].first) return a.known[i].first < b.known[i].first;
      const std::uint32_t column = a.known[i].first;
      const model::Base base =
          column < fields.size() ? fields[column].type.base : model::Base::integer;
      const int apart = model::compare(a.known[i].second, b.known[i].second, base, words_.symbols);
      if (apart != 0) return apart < 0;
    }
    if (a.known.size() != b.known.size()) return a.known.size() < b.known.size();
    return std::tie(a.statement, a.field) < std::tie(b.statement, b.field);
  };
  std::ranges::sort(order,
                    [&](const Unsettled* a, const Unsettled* b) { return precedes(*a, *b); });
  Unsettleds result{
      .all = {}, .pairs = {}, .looked_at = std::move(looked_at_), .partial = partial_};
  for (const Unsettled* one : order) result.all.push_back(*one);
  const auto place = [&](const Unsettled* one) {
    return static_cast<std::size_t>(std::ranges::find(order, one) - order.begin());
  };
  for (const auto& [first, second] : pairs) result.pairs.emplace_back(place(first), place(second));
  return result;
}

}  // namespace

void Unsettled::add_reason(RuleId rule, const std::string& because) {
  const bool told = std::ranges::find(reasons, rule, &Reason::rule) != reasons.end();
  if (rule.valid() && !told) reasons.push_back({rule, because});
}

std::pair<Unsettled*, bool> Questions::add(Key key, Gap::Kind kind) {
  const auto [it, is_new] = all_.try_emplace(key);
  Unsettled& result = it->second;
  if (is_new) {
    result.kind = kind;
    result.relation = key.relation;
    result.known = std::move(key.known);
    result.statement = key.statement;
    result.field = key.field;
  }
  return {&result, is_new};
}

Unsettleds unsettled(const Target& target, const session::Asking& at, const explain::Words& words,
                     const GapsOptions& options) {
  return Finder(target, at, words, options).find();
}

}  // namespace casus::analysis
