// SPDX-License-Identifier: Apache-2.0
//
// In goals and tests `worn_bearing(p: "pump 3")` asks whether the rule's conditions hold.
#include <algorithm>

#include "check/bodies.hpp"
#include "check/elaborate.hpp"

namespace casus::check {

using ast::BinaryOp;

/// The arguments of a rule are its variables, by name. False where one is not, which is reported.
bool Elaborator::check_rule_arguments(const ast::Call& call, const Rule& rule) {
  const std::size_t before = env_.diagnostics.size();
  std::vector<model::Field> variables;
  for (const Variable& variable : rule.terms.variables) {
    if (!variable.local && !variable.name.empty()) {
      variables.push_back({.name = variable.name, .type = variable.type, .span = variable.span});
    }
  }
  for (const ast::Argument& argument : call.arguments) {
    if (argument.name) continue;
    // Where only the type tells, the first that fits is as good an example as any.
    const bool text = std::holds_alternative<ast::TextLiteral>(argument.value->node);
    std::vector<std::string> names;
    std::string example;
    for (const model::Field& variable : variables) {
      names.push_back(variable.name);
      const bool fits = !text || variable.type.base == model::Base::text;
      if (example.empty() && fits) example = variable.name;
    }
    const std::string value =
        text ? std::string(env_.sources.text(argument.value->span)) : std::string("…");
    report(error("E0204", "the variables of a rule are given by name"))
        .label(argument.span, "which variable?")
        .advise(variables.empty()
                    ? "the rule has no variables"
                    : (names.size() == 1 ? "its variable is " : "its variables are ") +
                          listed(names) + ": write " +
                          quoted(rule.name + '(' + (example.empty() ? names.front() : example) +
                                 ": " + value + ')'));
    return false;
  }
  (void)match(call,
              {.owner = rule.name,
               .noun = "rule",
               .fields = &variables,
               .count = variables.size(),
               .declared = rule.name_span},
              true);
  return env_.diagnostics.size() == before;
}

ConditionId Elaborator::rule_atom(const ast::Expr& expr, const ast::Call& call,
                                  const Callee& callee) {
  if (!env_.rules_are_atoms) {
    const Entity& entity = *callee.found.entity;
    report(
        error("E0205", quoted(entity.name) + " is a rule; rules are asked in goals and tests only"))
        .label(call.name.span, "not a fact or relation")
        .label(entity.span, "declared here")
        .advise("ask for a relation that the rule concludes");
    return {};
  }
  const Rule& rule = env_.program[callee.rule];
  if (!check_rule_arguments(call, rule)) return {};
  const std::vector<Column> given = columns(callee, call, false);
  // A plain variable takes the place of the rule's own; every other argument is compared with it.
  std::vector<VariableId> variables(rule.terms.variables.size());
  std::vector<const Column*> compared;
  for (const Column& column : given) {
    if (std::holds_alternative<ast::Wildcard>(column.argument->value->node)) continue;
    const auto name = direct_variable(*column.argument, column.type);
    const auto id = name ? look_up(*name) : std::nullopt;
    if (!id) {
      compared.push_back(&column);
      continue;
    }
    occurs(*id, column.argument->value->span, true);
    if (states_[id->index()].poisoned) return {};
    variables[column.number] = *id;
  }
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (variables[i].valid()) continue;
    const Variable& source = rule.terms.variables[i];
    variables[i] = new_variable(source.name, source.span, FrameKind::rule);
    Variable& made = terms_.variables[variables[i].index()];
    made.type = source.type;
    made.local = source.local;
    states_[variables[i].index()].typed = true;
    bind(variables[i]);
  }
  std::vector<ConditionId> parts{copy_body(rule.terms, rule.body, variables, terms_)};
  for (const Column* column : compared) {
    const ast::Argument& argument = *column->argument;
    const ExprId place = add(Expr{.kind = Expr::Kind::variable,
                                  .type = column->type,
                                  .span = argument.span,
                                  .variable = variables[column->number]});
    const Typed left{.id = place, .type = column->type, .span = argument.span};
    Typed result;
    if (const auto* range = std::get_if<ast::Range>(&argument.value->node)) {
      result = within(left, *range, argument.span);
    } else {
      const Typed right = value(*argument.value, {column->type});
      if (!right.good()) return {};
      result = compare(comparison_of(argument.comparison.value_or(BinaryOp::equal)), left, right,
                       argument.span);
    }
    if (!result.good()) return {};
    parts.push_back(
        add(Condition{.kind = Condition::Kind::test, .span = argument.span, .expr = result.id}));
  }
  return all(std::move(parts), expr.span);
}

std::vector<VariableId> Elaborator::answers() const {
  std::vector<VariableId> result;
  for (const Frame& frame : frames_) {
    for (const VariableId id : frame.variables) {
      const Variable& variable = terms_[id];
      if (states_[id.index()].typed && variable.name.front() != '_') result.push_back(id);
    }
  }
  std::ranges::sort(result, {}, [&](VariableId id) { return terms_[id].span.begin; });
  return result;
}

/// An answer gives a value to each variable of a goal, whichever side of an `or` holds.
void Elaborator::require_answers() {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const Variable& variable = terms_.variables[i];
    const bool hidden = states_[i].frame == FrameKind::branch && !variable.name.empty() &&
                        variable.name.front() != '_';
    if (!hidden || refuse_as_member(VariableId(i))) continue;
    report(error("E0401", quoted(variable.name) + " has a value on one side of the `or` only"))
        .label(variable.span, "the other side gives it none")
        .advise("ask for both sides by themselves, or write `_`");
  }
}

}  // namespace casus::check
