// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/elaborate.hpp"

namespace casus::check {

using ast::BinaryOp;
using model::Base;

Callee Elaborator::callee(const ast::DottedName& name) {
  Callee callee = find_callee(env_, name);
  if (callee.found.entity != nullptr) ++callee.found.entity->uses;
  if (callee.kind == Callee::Kind::broken) fail();
  if (callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous) {
    report_callee(env_, callee, name);
    fail();
  }
  return callee;
}

Signature Elaborator::signature(const Callee& callee) const {
  const model::Relation& relation = env_.schema()[callee.relation];
  const bool fact = relation.kind == model::RelationKind::fact;
  return {.owner = relation.name,
          .noun = fact                                           ? "fact"
                  : relation.kind == model::RelationKind::rating ? "rating"
                                                                 : "relation",
          .fields = &relation.fields,
          .count = relation.fields.size(),
          .declared = relation.span,
          .metadata = fact};
}

/// The columns of an atom that arguments are given for. The variables of a rule count as its
/// columns.
std::vector<Elaborator::Column> Elaborator::columns(const Callee& callee, const ast::Call& call,
                                                    bool report) {
  std::vector<Column> result;
  if (callee.kind == Callee::Kind::rule) {
    const Rule& rule = env_.program[callee.rule];
    for (const ast::Argument& argument : call.arguments) {
      if (!argument.name) continue;
      for (std::uint32_t i = 0; i < rule.terms.variables.size(); ++i) {
        const Variable& variable = rule.terms.variables[i];
        if (variable.local || variable.name != argument.name->text) continue;
        result.push_back({i, variable.type, &argument, nullptr});
        break;
      }
    }
    return result;
  }
  const model::Relation& relation = env_.schema()[callee.relation];
  const auto matched = match(call, signature(callee), report);
  for (std::uint32_t i = 0; i < matched.size(); ++i) {
    if (matched[i] == nullptr) continue;
    Column column{.number = i, .type = {}, .argument = matched[i], .field = nullptr};
    if (i < relation.fields.size()) {
      column.field = &relation.fields[i];
      column.type = column.field->type;
    } else if (i == relation.kind_column()) {
      column.type = {.base = Base::enumeration, .enumeration = statement_kind_enumeration};
    } else {
      column.type.base = i == relation.kind_column() + 1 ? Base::text : Base::number;
    }
    result.push_back(column);
  }
  return result;
}

/// The first step of a conjunction: variables that stand as arguments are bound, and get their
/// types.
void Elaborator::bind_atom(const ast::Expr& expr) {
  const auto* call = std::get_if<ast::Call>(&expr.node);
  if (call == nullptr) return;
  const Callee callee = find_callee(env_, call->name);
  if (!callee.is_atom()) {
    if (callee.function != nullptr || callee.kind == Callee::Kind::table ||
        callee.kind == Callee::Kind::factor) {
      return;
    }
    for (const ast::Argument& argument : call->arguments) {
      const auto name = direct_variable(argument, {});
      const auto id = name ? look_up(*name) : std::nullopt;
      if (!id) continue;
      bind(*id);
      if (!states_[id->index()].typed) states_[id->index()].poisoned = true;
    }
    return;
  }
  const std::vector<Column> fitting = columns(callee, *call, false);
  for (const ast::Argument& argument : call->arguments) {
    const auto column = std::ranges::find(fitting, &argument, &Column::argument);
    const bool fits = column != fitting.end();
    const auto name = direct_variable(argument, fits ? std::optional(column->type) : std::nullopt);
    const auto id = name ? look_up(*name) : std::nullopt;
    if (!id) continue;
    bind(*id);
    if (fits) {
      type_variable(*id, column->type, argument.value->span,
                    column->field != nullptr ? callee.relation : RelationId{}, column->number);
    } else if (!states_[id->index()].typed) {
      states_[id->index()].poisoned = true;
    }
  }
}

/// The comparison of `age: >= 70 years` alone.
Span Elaborator::without_name(const ast::Argument& argument) const {
  if (!argument.name) return argument.span;
  const Span behind{argument.span.file, argument.name->span.end, argument.span.end};
  const std::string_view text = env_.sources.text(behind);
  const std::size_t sign = text.find_first_of("<>=!i", text.find(':'));
  if (sign == std::string_view::npos) return argument.span;
  return {behind.file, behind.begin + static_cast<std::uint32_t>(sign), behind.end};
}

/// Gives one column its value. A comparison stands beside the atom, over a variable made for it.
bool Elaborator::give(const Callee& callee, const Column& column, Atom& atom,
                      std::vector<ConditionId>& tests) {
  const ast::Argument& argument = *column.argument;
  const ast::Expr& source = *argument.value;
  if (std::holds_alternative<ast::Wildcard>(source.node)) return true;
  if (const auto name = direct_variable(argument, column.type)) {
    const Typed variable = this->variable(*name, source.span, {column.type}, true);
    if (variable.good()) atom.given.push_back({column.number, variable.id});
    return variable.good();
  }
  const bool compares = argument.comparison && *argument.comparison != BinaryOp::equal;
  std::string what = column.field != nullptr ? quoted(column.field->name) + " of " +
                                                   quoted(env_.schema()[callee.relation].name)
                                             : quoted(argument.name->text);
  if (!compares) {
    const Typed value = this->value(source, {column.type});
    if (!value.good()) return false;
    const ExprId id = coerce_asked(value, column.type, what,
                                   column.field != nullptr ? column.field->span : Span{});
    if (id.valid()) atom.given.push_back({column.number, id});
    return id.valid();
  }
  const VariableId made = new_variable("", argument.span, effective_frame(FrameKind::branch));
  terms_.variables[made.index()].type = column.type;
  State& state = states_[made.index()];
  state.typed = true;
  state.typed_at = argument.name ? argument.name->span : argument.span;
  state.relation = column.field != nullptr ? callee.relation : RelationId{};
  state.column = column.number;
  bind(made);
  const ExprId place = add(Expr{
      .kind = Expr::Kind::variable, .type = column.type, .span = argument.span, .variable = made});
  const Typed left{.id = place, .type = column.type, .span = argument.span};
  atom.given.push_back({column.number, place});
  Typed result;
  const Span test = without_name(argument);
  if (const auto* range = std::get_if<ast::Range>(&source.node)) {
    result = within(left, *range, test);
  } else {
    const Typed right = this->value(source, {column.type});
    if (!right.good()) return false;
    result = compare(comparison_of(*argument.comparison), left, right, test);
  }
  if (!result.good()) return false;
  tests.push_back(
      add(Condition{.kind = Condition::Kind::test, .span = argument.span, .expr = result.id}));
  return true;
}

ConditionId Elaborator::atom(const ast::Expr& expr, const ast::Call& call, const Callee& callee) {
  const model::Relation& relation = env_.schema()[callee.relation];
  Atom atom{.relation = callee.relation, .span = expr.span, .name_span = call.name.span};
  std::vector<ConditionId> tests;
  bool good = true;
  bool kind_given = false;
  for (const Column& column : columns(callee, call, true)) {
    if (column.field == nullptr) {
      kind_given = kind_given || column.number == relation.kind_column();
      atom.attested = atom.attested || column.number > relation.kind_column();
    }
    good = give(callee, column, atom, tests) && good;
  }
  if (!good) return {};
  if (relation.kind == model::RelationKind::fact && !kind_given) {
    const Type kind{.base = Base::enumeration, .enumeration = statement_kind_enumeration};
    atom.given.push_back(
        {relation.kind_column(),
         constant(static_cast<Word>(model::StatementKind::fact), kind, call.name.span)});
  }
  std::ranges::sort(atom.given, {}, &Atom::Given::column);
  const ConditionId id =
      add(Condition{.kind = Condition::Kind::atom, .span = expr.span, .atom = std::move(atom)});
  if (tests.empty()) return id;
  tests.insert(tests.begin(), id);
  return all(std::move(tests), expr.span);
}

/// `unknown p(x)`: asks about one atom, so everything it mentions must be known.
ConditionId Elaborator::unknown(const ast::Expr& operand, Span span) {
  const auto* call = std::get_if<ast::Call>(&operand.node);
  const Callee callee = call != nullptr ? this->callee(call->name) : Callee{};
  if (call != nullptr &&
      (callee.kind == Callee::Kind::missing || callee.kind == Callee::Kind::ambiguous ||
       callee.kind == Callee::Kind::broken)) {
    return {};
  }
  if (callee.kind != Callee::Kind::relation) {
    report(error("E0306", "only a fact or relation can be unknown"))
        .label(operand.span, "neither of them")
        .advise("write `unknown name(…)`");
    return {};
  }
  for (const ast::Argument& argument : call->arguments) {
    if (!argument.comparison || *argument.comparison == BinaryOp::equal) continue;
    report(error("E0306", "`unknown` asks about values, not about comparisons"))
        .label(argument.span)
        .advise("give the value itself, or leave the field out");
    return {};
  }
  const ConditionId inner = atom(operand, *call, callee);
  if (!inner.valid()) return {};
  Condition& condition = terms_.conditions[inner.index()];
  condition.kind = Condition::Kind::unknown;
  condition.span = span;
  return inner;
}

}  // namespace casus::check
