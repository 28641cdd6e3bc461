// SPDX-License-Identifier: Apache-2.0
#include "check/asked.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace casus::check {
namespace {

/// What one body and its expressions ask.
class Asked {
 public:
  Asked(model::Schema& schema, const Terms& terms)
      : schema_(schema), terms_(terms), fields_(terms.variables.size()) {}

  void mark() {
    for (const Condition& condition : terms_.conditions) {
      const bool asks =
          condition.kind == Condition::Kind::atom || condition.kind == Condition::Kind::unknown;
      if (asks) mark_atom(condition.atom);
    }
    for (const Condition& condition : terms_.conditions) {
      if (condition.kind == Condition::Kind::let) mark_equal(condition.variable, condition.expr);
    }
    for (const Expr& expr : terms_.exprs) {
      const bool compares =
          expr.kind == Expr::Kind::apply &&
          (expr.function == Function::equal || expr.function == Function::not_equal);
      if (!compares) continue;
      const auto [left, right] = std::pair(expr.args[0], expr.args[1]);
      if (is_variable(left)) mark_equal(terms_[left].variable, right);
      if (is_variable(right)) mark_equal(terms_[right].variable, left);
    }
  }

 private:
  [[nodiscard]] bool is_variable(ExprId id) const {
    return terms_[id].kind == Expr::Kind::variable;
  }

  void mark_atom(const Atom& atom) {
    model::Relation& relation = schema_.relations[atom.relation.index()];
    if (relation.kind != model::RelationKind::fact) return;
    for (const Atom::Given& given : atom.given) {
      if (given.column >= relation.fields.size()) continue;
      model::Field& field = relation.fields[given.column];
      if (is_variable(given.expr)) {
        fields_[terms_[given.expr].variable.index()].push_back(&field);
      } else {
        mark_text(field, terms_[given.expr]);
      }
    }
  }

  void mark_equal(VariableId variable, ExprId value) {
    for (model::Field* field : fields_[variable.index()]) mark_text(*field, terms_[value]);
  }

  static void mark_text(model::Field& field, const Expr& expr) {
    const bool text = expr.kind == Expr::Kind::constant && expr.type.base == model::Base::text &&
                      expr.constant != model::unknown_word;
    if (!text) return;
    field.asked.push_back({static_cast<base::Symbol>(expr.constant), expr.span});
  }

  model::Schema& schema_;
  const Terms& terms_;
  std::vector<std::vector<model::Field*>> fields_;  ///< by variable: those it takes values of
};

/// Each text once.
void keep_first(std::vector<model::AskedText>& asked) {
  std::ranges::sort(asked, {}, [](const model::AskedText& a) { return std::pair(a.text, a.span); });
  const auto same = [](const model::AskedText& a, const model::AskedText& b) {
    return a.text == b.text;
  };
  asked.erase(std::unique(asked.begin(), asked.end(), same), asked.end());
}

}  // namespace

void mark_asked(Program& program) {
  for (const Rule& rule : program.rules) Asked(program.schema, rule.terms).mark();
  for (const Subjects& subjects : program.subjects) Asked(program.schema, subjects.terms).mark();
  for (model::Relation& relation : program.schema.relations) {
    for (model::Field& field : relation.fields) keep_first(field.asked);
  }
}

}  // namespace casus::check
