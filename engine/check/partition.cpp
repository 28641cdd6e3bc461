// SPDX-License-Identifier: Apache-2.0
#include "check/partition.hpp"

#include <algorithm>

namespace casus::check {
namespace {

/// The variable's name tells instances of a rule apart that belong to different cases. No author
/// can write it.
constexpr auto case_name = "(case)";
constexpr Type case_type{.base = model::Base::integer};

model::Field case_field() { return {.name = case_name, .type = case_type}; }

/// Rules name their fields by number.
void shift(model::Sentence& sentence) {
  for (model::Sentence::Part& part : sentence.parts) {
    if (part.place) ++*part.place;
  }
}

void add_column(model::Relation& relation) {
  relation.fields.insert(relation.fields.begin(), case_field());
  shift(relation.reads);
  shift(relation.asks);
}

/// Brings the case into the terms of a rule, or into the subjects of a rating.
class CaseInTerms {
 public:
  CaseInTerms(Terms& terms, RelationId cases)
      : terms_(terms), cases_(cases), variable_(terms.variables.size()) {
    terms.variables.push_back({.name = case_name, .type = case_type, .span = {}});
    const std::size_t written = terms.exprs.size();
    for (std::size_t i = 0; i < written; ++i) {
      const Expr::Kind kind = terms.exprs[i].kind;
      const bool rated =
          kind == Expr::Kind::score || kind == Expr::Kind::band || kind == Expr::Kind::points;
      if (!rated) continue;
      const ExprId expr = occurrence();  // which moves the others
      std::vector<ExprId>& args = terms.exprs[i].args;
      args.insert(args.begin(), expr);
    }
    for (Condition& one : terms.conditions) {
      const bool asks = one.kind == Condition::Kind::atom || one.kind == Condition::Kind::unknown;
      if (asks) add_to(one.atom);
    }
  }

  [[nodiscard]] VariableId variable() const { return variable_; }

  /// In front of a conclusion's arguments.
  void add_to(std::vector<ExprId>& args) {
    const ExprId expr = occurrence();
    args.insert(args.begin(), expr);
  }

  /// The same conditions, or these behind one that gives the case its value.
  [[nodiscard]] ConditionId bound(ConditionId body) {
    if (gives_case(body)) return body;
    Condition listed{.kind = Condition::Kind::atom, .span = terms_[body].span};
    listed.atom = {.relation = cases_,
                   .given = {{case_column, occurrence()}},
                   .span = listed.span,
                   .name_span = listed.span};
    Condition both{.kind = Condition::Kind::all, .span = listed.span};
    both.parts = {add(std::move(listed)), body};
    return add(std::move(both));
  }

 private:
  ExprId occurrence() {
    terms_.exprs.push_back(
        {.kind = Expr::Kind::variable, .type = case_type, .span = {}, .variable = variable_});
    return ExprId(terms_.exprs.size() - 1);
  }

  ConditionId add(Condition condition) {
    terms_.conditions.push_back(std::move(condition));
    return ConditionId(terms_.conditions.size() - 1);
  }

  void add_to(Atom& atom) {
    for (Atom::Given& given : atom.given) ++given.column;
    atom.given.insert(atom.given.begin(), {case_column, occurrence()});
  }

  /// Whether some atom holds wherever the conditions do.
  [[nodiscard]] bool gives_case(ConditionId id) const {
    const Condition& condition = terms_[id];
    const auto gives = [&](ConditionId part) { return gives_case(part); };
    switch (condition.kind) {
      case Condition::Kind::atom:
        return true;
      case Condition::Kind::all:
        return std::ranges::any_of(condition.parts, gives);
      case Condition::Kind::any:
        return std::ranges::all_of(condition.parts, gives);
      case Condition::Kind::negation:
      case Condition::Kind::unknown:
      case Condition::Kind::test:
      case Condition::Kind::let:
        break;
    }
    return false;
  }

  Terms& terms_;
  RelationId cases_;
  VariableId variable_;
};

RelationId add_cases(Program& program) {
  const RelationId id(program.schema.relations.size());
  program.schema.relations.push_back({.name = case_name,
                                      .module = {},
                                      .kind = model::RelationKind::fact,
                                      .fields = {case_field()},
                                      .lists_cases = true});
  program.reads.emplace_back();
  program.components.insert(program.components.begin(), Component{.relations = {id}});
  return id;
}

}  // namespace

Partitioned partition(const Program& program) {
  Program result;
  result.schema = program.schema;
  result.symbols.absorb(program.symbols);
  result.rules = program.rules;
  result.tables = program.tables;
  result.subjects = program.subjects;
  result.components = program.components;
  result.reads = program.reads;
  result.calculus = program.calculus;
  for (model::Relation& relation : result.schema.relations) add_column(relation);
  for (model::Rating& rating : result.schema.ratings) ++rating.subjects;
  const RelationId cases = add_cases(result);
  for (Rule& rule : result.rules) {
    CaseInTerms terms(rule.terms, cases);
    rule.body = terms.bound(rule.body);
    for (Conclusion& conclusion : rule.conclusions) terms.add_to(conclusion.args);
  }
  for (Subjects& subjects : result.subjects) {
    CaseInTerms terms(subjects.terms, cases);
    subjects.body = terms.bound(subjects.body);
    subjects.subjects.insert(subjects.subjects.begin(), terms.variable());
  }
  return {std::make_shared<const Program>(std::move(result)), cases};
}

}  // namespace casus::check
