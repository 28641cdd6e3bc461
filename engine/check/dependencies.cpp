// SPDX-License-Identifier: Apache-2.0
#include "check/best_use.hpp"
#include "check/rising.hpp"
#include "check/strata.hpp"

namespace casus::check {
namespace {

using Manner = Dependency::Manner;

struct Read {
  RelationId relation;
  Manner manner;
  Span span;
  RuleId overriding = {};
  std::string objection = {};
  ConditionId atom = {};  ///< of a best value that a rule's body reads as it is
};

/// All that a body and expressions read.
class Reads {
 public:
  Reads(const Program& program, const Sources& sources, const Terms& terms,
        const Rising* rising = nullptr)
      : program_(program), sources_(sources), terms_(terms), rising_(rising) {}

  void visit(ConditionId id, Manner manner, Span at = {}) {
    if (!id.valid()) return;
    const Condition& condition = terms_[id];
    switch (condition.kind) {
      case Condition::Kind::all:
      case Condition::Kind::any:
        for (const ConditionId part : condition.parts) visit(part, manner, at);
        break;
      case Condition::Kind::negation:
        visit_negation(condition, manner, at);
        break;
      case Condition::Kind::atom:
        visit_atom(condition.atom, manner, at);
        if (manner == Manner::positive && keeps_best(condition.atom)) found.back().atom = id;
        break;
      case Condition::Kind::unknown:
        visit_atom(condition.atom, Manner::negative, at);
        break;
      case Condition::Kind::test:
      case Condition::Kind::let:
        visit(condition.expr);
        break;
    }
  }

  void visit(ExprId id) {
    if (!id.valid()) return;
    const Expr& expr = terms_[id];
    for (const ExprId arg : expr.args) visit(arg);
    switch (expr.kind) {
      case Expr::Kind::aggregate:
        visit_aggregate(id);
        break;
      case Expr::Kind::score:
      case Expr::Kind::band:
      case Expr::Kind::points:
        found.push_back({program_.schema[expr.rating].relation, Manner::rating, expr.span});
        break;
      default:
        break;
    }
  }

  std::vector<Read> found;

 private:
  void visit_aggregate(ExprId id) {
    visit(terms_[id].value);
    const std::string outer = objection_;
    if (rising_ != nullptr) objection_ = rising_->objection(id);
    const bool rises = rising_ != nullptr && objection_.empty();
    visit(terms_[id].body, rises ? Manner::rising : Manner::aggregate);
    objection_ = outer;
  }

  void visit_negation(const Condition& condition, Manner manner, Span at) {
    // `not` is marked where the author wrote it; an `unless` is not part of its condition.
    const Span span = condition.span;
    const bool written = sources_.text(span).starts_with("not");
    Span word = written ? Span{span.file, span.begin, span.begin + 3} : Span{};
    if (condition.overriding.valid()) word = span;
    const bool outermost = !overriding_.valid();
    if (outermost) overriding_ = condition.overriding;
    visit(condition.parts.front(), manner == Manner::aggregate ? manner : Manner::negative,
          at.valid() ? at : word);
    if (outermost) overriding_ = {};
  }

  void visit_atom(const Atom& atom, Manner manner, Span at) {
    if (program_.schema[atom.relation].kind == model::RelationKind::rating) {
      manner = Manner::rating;
    }
    std::string objection = objection_;
    if (manner == Manner::rising && keeps_best(atom)) {
      manner = Manner::aggregate;
      objection = "a better value takes the place of another, and what was counted may be no more";
    }
    for (const Atom::Given& given : atom.given) visit(given.expr);
    found.push_back({atom.relation, manner, at.valid() ? at : atom.name_span, overriding_,
                     std::move(objection)});
  }

  [[nodiscard]] bool keeps_best(const Atom& atom) const {
    return program_.schema[atom.relation].best().has_value();
  }

  const Program& program_;
  const Sources& sources_;
  const Terms& terms_;
  RuleId overriding_;  ///< whose conditions are being visited
  const Rising* rising_;
  std::string objection_;  ///< to the comprehension under way
};

}  // namespace

std::vector<Dependency> dependencies(const Program& program, const Sources& sources) {
  std::vector<Dependency> result;
  for (std::uint32_t number = 0; number < program.rules.size(); ++number) {
    const Rule& rule = program.rules[number];
    const Rising rising(program, rule);
    Reads common(program, sources, rule.terms, &rising);
    common.visit(rule.body, Manner::positive);
    common.visit(rule.certainty);
    for (const Conclusion& conclusion : rule.conclusions) {
      Reads own(program, sources, rule.terms, &rising);
      for (const ExprId arg : conclusion.args) own.visit(arg);
      own.visit(conclusion.expr);
      own.visit(conclusion.certainty);
      for (const ConditionId exception : conclusion.exceptions) {
        own.visit(exception, Manner::positive);
      }
      const RelationId head = conclusion.kind == Conclusion::Kind::derive
                                  ? conclusion.relation
                                  : program.schema[conclusion.rating].relation;
      for (const Reads* reads : {&common, &own}) {
        for (const Read& read : reads->found) {
          result.push_back({head, read.relation, read.manner, read.span, number, read.overriding,
                            read.objection});
          if (!read.atom.valid()) continue;
          Dependency& own_value = result.back();
          own_value.objection = BestUse(program, rule, read.atom).objection(conclusion);
          if (!own_value.objection.empty()) own_value.manner = Manner::best;
        }
      }
    }
  }
  for (std::size_t i = 0; i < program.subjects.size(); ++i) {
    const Subjects& subjects = program.subjects[i];
    Reads reads(program, sources, subjects.terms);
    reads.visit(subjects.body, Manner::positive);
    for (const Read& read : reads.found) {
      result.push_back({program.schema.ratings[i].relation, read.relation, read.manner, read.span});
    }
  }
  return result;
}

}  // namespace casus::check
