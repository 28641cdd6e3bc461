// SPDX-License-Identifier: Apache-2.0
#include "check/dump.hpp"

#include "check/functions.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

std::string_view symbol_of(Function function) {
  switch (function) {
    case Function::equal:
      return "=";
    case Function::not_equal:
      return "!=";
    case Function::less:
      return "<";
    case Function::less_equal:
      return "<=";
    case Function::greater:
      return ">";
    case Function::greater_equal:
      return ">=";
    case Function::logical_and:
      return "and";
    case Function::logical_or:
      return "or";
    case Function::add:
      return "+";
    case Function::subtract:
      return "-";
    case Function::multiply:
      return "*";
    case Function::divide:
      return "/";
    default:
      return "";
  }
}

std::string_view name_of(Function function) {
  constexpr std::pair<Function, std::string_view> names[] = {
      {Function::logical_not, "not"},
      {Function::negate, "negate"},
      {Function::convert, "convert"},
      {Function::convert_int, "convert_int"},
      {Function::add_months, "add_months"},
      {Function::add_days, "add_days"},
      {Function::days_between, "days_between"},
      {Function::months_between, "months_between"},
      {Function::years_between, "years_between"},
      {Function::to_duration_months, "months"},
      {Function::to_duration_days, "days"},
      {Function::add_duration, "add_duration"},
  };
  for (const auto& [known, name] : names) {
    if (known == function) return name;
  }
  return builtin_name(function);
}

std::string_view name_of(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::count:
      return "count";
    case Aggregate::sum:
      return "sum";
    case Aggregate::min:
      return "min";
    case Aggregate::max:
      return "max";
    case Aggregate::avg:
      return "avg";
  }
  return "";
}

class Dump {
 public:
  Dump(const Program& program, const base::Symbols& symbols, const Terms& terms)
      : program_(program), symbols_(symbols), terms_(terms) {}

  void condition(ConditionId id, bool inner) {
    if (!id.valid()) {
      text += "true";
      return;
    }
    const Condition& c = terms_[id];
    switch (c.kind) {
      case Condition::Kind::all:
        if (c.parts.empty()) text += "true";
        joined(c.parts, " & ", inner && c.parts.size() > 1);
        break;
      case Condition::Kind::any:
        joined(c.parts, " | ", true);
        break;
      case Condition::Kind::negation:
        text += "not ";
        condition(c.parts.front(), true);
        break;
      case Condition::Kind::unknown:
        text += "unknown ";
        atom(c.atom);
        break;
      case Condition::Kind::atom:
        atom(c.atom);
        break;
      case Condition::Kind::test:
        expr(c.expr, false);
        break;
      case Condition::Kind::let:
        variable(c.variable);
        text += " := ";
        expr(c.expr, false);
        break;
    }
  }

  void expr(ExprId id, bool inner) {
    if (!id.valid()) {
      text += "?";
      return;
    }
    const Expr& e = terms_[id];
    switch (e.kind) {
      case Expr::Kind::constant:
        constant(e);
        break;
      case Expr::Kind::variable:
        variable(e.variable);
        break;
      case Expr::Kind::apply:
        apply(e, inner);
        break;
      case Expr::Kind::aggregate:
        text.append(name_of(e.aggregate)).append(e.distinct ? " distinct" : "").append("{");
        if (e.value.valid()) expr(e.value, false);
        text += " | ";
        condition(e.body, false);
        text += "}";
        break;
      case Expr::Kind::score:
      case Expr::Kind::band:
      case Expr::Kind::points:
        reading(e);
        break;
      case Expr::Kind::as_of:
        text += "as_of";
        break;
      case Expr::Kind::table:
        text += program_[e.table].name;
        list(e.args);
        break;
    }
  }

  void conclusion(const Conclusion& c) {
    if (c.kind == Conclusion::Kind::derive) {
      if (c.negative) text += "not ";
      const model::Relation& relation = program_.schema[c.relation];
      text += relation.name + "(";
      for (std::size_t i = 0; i < c.args.size(); ++i) {
        if (i > 0) text += ", ";
        text += relation.fields[i].name + "=";
        expr(c.args[i], false);
      }
      text += ")";
      if (c.choice > 0) {
        text += " one of " + std::to_string(c.choice) + " @ ";
        expr(c.certainty, false);
      }
      return;
    }
    const bool limit = c.kind == Conclusion::Kind::limit;
    text += limit ? (c.caps ? "caps " : "floors ") : (c.supports ? "supports " : "undermines ");
    const model::Rating& rating = program_.schema[c.rating];
    text += rating.name;
    if (c.factor) text += "." + rating.factors[*c.factor].name;
    list(c.args);
    text += limit ? " at " : " by ";
    expr(c.expr, false);
    for (std::size_t i = 0; i < c.for_each.size(); ++i) {
      text += i == 0 ? " for each " : ", ";
      variable(c.for_each[i]);
    }
  }

  std::string text;

 private:
  void joined(const std::vector<ConditionId>& parts, std::string_view by, bool parentheses) {
    if (parentheses) text += "(";
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) text += by;
      condition(parts[i], true);
    }
    if (parentheses) text += ")";
  }

  void list(const std::vector<ExprId>& args) {
    text += "(";
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (i > 0) text += ", ";
      expr(args[i], false);
    }
    text += ")";
  }

  void variable(VariableId id) {
    const std::string& name = terms_[id].name;
    text += name.empty() ? "#" + std::to_string(id.value) : name;
  }

  void constant(const Expr& e) {
    if (e.type.base == model::Base::number && e.constant != model::unknown_word) {
      // A number shows that it is none of the ints.
      std::string number = model::show_number(model::number_of(e.constant), 17);
      if (number.find_first_of(".e") == std::string::npos) number += ".0";
      text += number;
      if (e.type.unit.valid()) {
        text.append(" ").append(program_.schema.units.shown(e.type.unit));
      }
      return;
    }
    text += model::show_literal(e.constant, e.type, program_.schema, symbols_);
  }

  void apply(const Expr& e, bool inner) {
    const std::string_view symbol = symbol_of(e.function);
    if (symbol.empty()) {
      text += name_of(e.function);
      list(e.args);
      return;
    }
    if (inner) text += "(";
    expr(e.args[0], true);
    text.append(" ").append(symbol).append(" ");
    expr(e.args[1], true);
    if (inner) text += ")";
  }

  void reading(const Expr& e) {
    const model::Rating& rating = program_.schema[e.rating];
    text += e.kind == Expr::Kind::score ? "score " : e.kind == Expr::Kind::band ? "band " : "";
    text += rating.name;
    if (e.kind == Expr::Kind::points) text += "." + rating.factors[e.factor].name;
    list(e.args);
  }

  void atom(const Atom& a) {
    const model::Relation& relation = program_.schema[a.relation];
    text += relation.name + "(";
    bool first = true;
    bool kind = relation.kind != model::RelationKind::fact;
    const auto open = [&](std::string_view column) {
      if (!first) text += ", ";
      first = false;
      text.append(column).append("=");
    };
    for (const Atom::Given& given : a.given) {
      if (given.column < relation.fields.size()) {
        open(relation.fields[given.column].name);
      } else if (given.column == relation.kind_column()) {
        kind = true;
        const Expr& e = terms_[given.expr];
        if (e.kind == Expr::Kind::constant && e.constant == 0) continue;
        open("kind");
      } else {
        open(given.column == relation.kind_column() + 1 ? "source" : "certainty");
      }
      expr(given.expr, false);
    }
    if (!kind) open("kind"), text += "_";
    text += ")";
  }

  const Program& program_;
  const base::Symbols& symbols_;
  const Terms& terms_;
};

}  // namespace

std::string dump(const Program& program, const base::Symbols& symbols, const Terms& terms,
                 ConditionId condition) {
  Dump dump(program, symbols, terms);
  dump.condition(condition, false);
  return dump.text;
}

std::string dump(const Program& program, const base::Symbols& symbols, const Terms& terms,
                 ExprId expr) {
  Dump dump(program, symbols, terms);
  dump.expr(expr, false);
  return dump.text;
}

std::string dump(const Program& program, const Rule& rule) {
  Dump dump(program, program.symbols, rule.terms);
  dump.text = rule.name + ": ";
  dump.condition(rule.body, false);
  dump.text += " -> ";
  for (std::size_t i = 0; i < rule.conclusions.size(); ++i) {
    if (i > 0) dump.text += "; ";
    dump.conclusion(rule.conclusions[i]);
    for (const ConditionId exception : rule.conclusions[i].exceptions) {
      const bool unless = rule.terms[exception].kind == Condition::Kind::negation;
      dump.text += unless ? " unless " : " with ";
      dump.condition(unless ? rule.terms[exception].parts.front() : exception, true);
    }
  }
  if (rule.certainty.valid()) {
    dump.text += " @ ";
    dump.expr(rule.certainty, false);
  }
  return dump.text;
}

std::string dump_variables(const Program& program, const Terms& terms) {
  std::string text;
  for (const Variable& variable : terms.variables) {
    if (variable.name.empty()) continue;
    if (!text.empty()) text += ", ";
    text += variable.name + " " + program.schema.describe(variable.type);
    if (variable.local) text += " (local)";
  }
  return text;
}

std::string dump_components(const Program& program) {
  std::string text;
  for (const Component& component : program.components) {
    if (!text.empty()) text += "; ";
    for (std::size_t i = 0; i < component.relations.size(); ++i) {
      if (i > 0) text += " ";
      text += program.schema[component.relations[i]].name;
    }
    if (component.recursive) text += "*";
  }
  return text;
}

}  // namespace casus::check
