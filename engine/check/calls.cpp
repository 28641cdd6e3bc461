// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "check/elaborate.hpp"

namespace casus::check {

using model::Base;

namespace {

std::string parameter_phrase(Parameter parameter) {
  switch (parameter) {
    case Parameter::text:
      return "a text";
    case Parameter::date:
      return "a date";
    case Parameter::whole:
      return "a whole number";
    case Parameter::plain:
      return "a plain number";
    case Parameter::numeric:
    case Parameter::common:
      return "a number";
    case Parameter::any:
      return "a value";
  }
  return "";
}

bool accepts(Parameter parameter, const Type& type) {
  switch (parameter) {
    case Parameter::text:
      return type.base == Base::text;
    case Parameter::date:
      return type.base == Base::date;
    case Parameter::whole:
      return type == Type{.base = Base::integer};
    case Parameter::plain:
      return type.numeric() && !type.unit.valid();
    case Parameter::numeric:
    case Parameter::common:
      return type.numeric();
    case Parameter::any:
      return true;
  }
  return false;
}

Type outcome(Outcome gives, const Type& first, const model::Units& units) {
  switch (gives) {
    case Outcome::text:
      return {.base = Base::text};
    case Outcome::whole:
      return {.base = Base::integer};
    case Outcome::truth:
      return {.base = Base::boolean};
    case Outcome::date:
      return {.base = Base::date};
    case Outcome::plain:
      return {.base = Base::number};
    case Outcome::common:
      return first;
    case Outcome::as_int:
      return {.base = Base::integer, .unit = first.unit};
    case Outcome::as_number:
      return {.base = Base::number, .unit = first.unit};
    case Outcome::years:
      return {.base = Base::integer, .unit = *units.find("years")};
    case Outcome::months:
      return {.base = Base::integer, .unit = units.months()};
    case Outcome::days:
      return {.base = Base::integer, .unit = units.days()};
  }
  return {};
}

/// The first argument that stands directly behind its comma, where others have a blank there.
const ast::Argument* behind_odd_comma(const Sources& sources, const ast::Call& call) {
  const ast::Argument* direct = nullptr;
  bool blank = false;
  for (std::size_t i = 1; i < call.arguments.size(); ++i) {
    const Span span = call.arguments[i].span;
    const bool comma = sources.text({span.file, span.begin - 1, span.begin}) == ",";
    if (comma && direct == nullptr) direct = &call.arguments[i];
    blank = blank || !comma;
  }
  return blank ? direct : nullptr;
}

/// Of arguments that all have names.
std::vector<Edit> names_left_out(const ast::Call& call) {
  std::vector<Edit> edits;
  for (const ast::Argument& argument : call.arguments) {
    if (!argument.name || argument.comparison) continue;
    edits.push_back(
        {{argument.span.file, argument.span.begin, argument.value->span.begin}, std::string()});
  }
  return edits;
}

/// What other languages call a way to combine values; empty where nothing is known.
std::string_view aggregate_meant(std::string_view name) {
  if (name == "average" || name == "mean") return "avg";
  if (name == "total") return "sum";
  if (name == "minimum" || name == "smallest" || name == "lowest") return "min";
  if (name == "maximum" || name == "largest" || name == "highest") return "max";
  return {};
}

Parameter parameter_of(const Builtin& builtin, std::size_t place) {
  const std::size_t last = builtin.most == many ? std::size_t{1} : builtin.most - std::size_t{1};
  return builtin.takes[std::min(place, last)];
}

}  // namespace

Typed Elaborator::call(const ast::Call& call, Span span, const Hint& hint) {
  const Callee callee = this->callee(call.name);
  switch (callee.kind) {
    case Callee::Kind::function:
      return call_function(call, *callee.function, span);
    case Callee::Kind::table:
      return call_table(call, callee, span);
    case Callee::Kind::rating:
    case Callee::Kind::factor:
      return read_rating(call, callee, span, hint);
    case Callee::Kind::relation:
    case Callee::Kind::rule: {
      const std::string_view kind = kind_name(callee.found.entity->kind);
      report(error("E0306", quoted(callee.found.entity->name) + " is " + with_article(kind) +
                                ": it holds or does not, and has no value"))
          .label(span, "a value is needed")
          .advise("let it bind a variable by `and`, and use that; or count it: `count(v for …)`");
      return {};
    }
    default:
      return {};  // Reported.
  }
}

Typed Elaborator::call_function(const ast::Call& call, const Builtin& builtin, Span span) {
  const std::string usage =
      quoted(std::string(builtin.name) + "(" + std::string(builtin.parameters) + ")");
  const std::size_t given = call.arguments.size();
  if (const ast::Argument* behind = behind_odd_comma(env_.sources, call)) {
    if (report_decimal_comma(*behind)) {
      fail();
      return {};
    }
  }
  if (given < builtin.least || (builtin.most != many && given > builtin.most)) {
    const std::size_t needed = given < builtin.least ? builtin.least : builtin.most;
    report(error("E0307", quoted(builtin.name) + " takes " +
                              (builtin.most == many ? "at least " : "") + std::to_string(needed) +
                              (needed == 1 ? " argument" : " arguments") + ", not " +
                              std::to_string(given)))
        .label(given < builtin.least
                   ? call.name.span
                   : cover(call.arguments[builtin.most].span, call.arguments.back().span))
        .advise("write " + usage);
    return {};
  }
  std::vector<Typed> args;
  bool good = true;
  for (std::size_t i = 0; i < given; ++i) {
    const ast::Argument& argument = call.arguments[i];
    if (argument.name || argument.comparison) {
      Diagnostic d = error("E0307", "the arguments of a function are plain values");
      if (!argument.name) {
        d.label(argument.span, "a comparison").advise("write " + usage);
      } else {
        d.label(argument.name->span, "a name");
        d.fix("leave the names out: " + usage, names_left_out(call), false);
      }
      report(std::move(d));
      return {};
    }
    const Typed value = this->value(*argument.value);
    const Parameter parameter = parameter_of(builtin, i);
    const bool numbers = parameter == Parameter::common;  // of all arguments: said once
    if (value.good() && !accepts(parameter, value.type) && (good || !numbers)) {
      Diagnostic d = error("E0307", quoted(builtin.name) + " needs " + parameter_phrase(parameter) +
                                        " here, not " + describe(value));
      label_operand(d, value, true);
      if (!advise_date_without_quotes(d, value, parameter == Parameter::date)) {
        d.advise(numbers ? "compare other values with `<` or `>`, in a rule for each case"
                         : "write " + usage);
      }
      report(std::move(d));
      good = false;
    }
    good = good && value.good();
    args.push_back(value);
  }
  if (!good || !common_type(args, builtin)) return {};
  const Type type = outcome(builtin.gives, args.front().type, env_.units());
  std::vector<ExprId> ids;
  for (const Typed& arg : args) ids.push_back(arg.id);
  // A difference of dates is written later minus earlier.
  if (builtin.function == Function::days_between) std::ranges::reverse(ids);
  Typed result = apply(builtin.function, std::move(ids), type, span);
  result.bare = builtin.gives == Outcome::common &&
                std::ranges::all_of(args, [](const Typed& arg) { return arg.bare; });
  return result;
}

/// The arguments of `min`, `max` and `clamp` meet in one unit, and in number if one of them is.
bool Elaborator::common_type(std::vector<Typed>& args, const Builtin& builtin) {
  if (builtin.takes[0] != Parameter::common) return true;
  // The first argument with a unit leads, so that bare numbers before it may adopt the unit.
  std::size_t first = 0;
  while (first + 1 < args.size() && args[first].bare) ++first;
  bool number = false;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (i == first) continue;
    if (!same_unit(args[first], args[i])) {
      report_pair(args[std::min(first, i)], args[std::max(first, i)], "compared with");
      return false;
    }
  }
  for (Typed& arg : args) {
    arg = to_unit(arg, args[first].type.unit);
    number = number || arg.type.base == Base::number;
  }
  for (Typed& arg : args) {
    if (!number || arg.type.base == Base::number) continue;
    const Type type{.base = Base::number, .unit = arg.type.unit};
    arg.id = coerce(arg, type, quoted(builtin.name));
    arg.type = type;
    if (!arg.good()) return false;
  }
  return true;
}

Typed Elaborator::call_table(const ast::Call& call, const Callee& callee, Span span) {
  const Table& table = env_.program[callee.table];
  std::vector<ExprId> args = values(call,
                                    {.owner = table.name,
                                     .noun = "table",
                                     .fields = &table.parameters,
                                     .count = table.parameters.size(),
                                     .declared = table.span},
                                    false);
  if (!std::ranges::all_of(args, &ExprId::valid)) {
    fail();
    return {};
  }
  return {.id = add(Expr{.kind = Expr::Kind::table,
                         .type = table.result,
                         .span = span,
                         .args = std::move(args),
                         .table = callee.table}),
          .type = table.result,
          .span = span};
}

/// `wear(p)`: the band where a band is wanted, else the score; `wear.load(p)`: the points.
Typed Elaborator::read_rating(const ast::Call& call, const Callee& callee, Span span,
                              const Hint& hint) {
  const model::Rating& rating = env_.schema()[callee.rating];
  const model::Relation& relation = env_.schema()[rating.relation];
  std::vector<ExprId> args = values(call,
                                    {.owner = rating.name,
                                     .noun = "rating",
                                     .fields = &relation.fields,
                                     .count = rating.subjects,
                                     .declared = rating.span},
                                    false);
  if (!std::ranges::all_of(args, &ExprId::valid)) {
    fail();
    return {};
  }
  const Type band{.base = Base::enumeration, .enumeration = rating.scale.bands};
  const bool factor = callee.kind == Callee::Kind::factor;
  const bool wants_band = !factor && hint.type && *hint.type == band;
  Expr expr{.kind = factor       ? Expr::Kind::points
                    : wants_band ? Expr::Kind::band
                                 : Expr::Kind::score,
            .type = wants_band ? band : Type{.base = Base::number},
            .span = span,
            .args = std::move(args),
            .rating = callee.rating,
            .factor = callee.factor};
  const Type type = expr.type;
  return {.id = add(std::move(expr)), .type = type, .span = span};
}

Typed Elaborator::comprehension(const ast::Comprehension& comprehension, Span span) {
  const std::string& name = comprehension.function.text;
  const auto known = std::ranges::find(aggregates(), name, &AggregateName::name);
  if (known == aggregates().end()) {
    Diagnostic d = error("E0201", "no way to combine values is called " + quoted(name));
    d.label(comprehension.function.span, "not known");
    std::vector<std::string_view> names;
    for (const AggregateName& aggregate : aggregates()) names.push_back(aggregate.name);
    const std::string_view known_as = aggregate_meant(name);
    if (!known_as.empty()) {
      d.fix("here it is called " + quoted(known_as),
            {{comprehension.function.span, std::string(known_as)}}, true);
    } else if (const auto near = nearest_of(name, names)) {
      d.fix("did you mean " + quoted(near->name) + "?", {{comprehension.function.span, near->name}},
            near->sure);
    } else {
      d.advise("there are `count`, `sum`, `min`, `max` and `avg`");
    }
    report(std::move(d));
    return {};
  }
  const Aggregate aggregate = known->aggregate;
  std::vector<const ast::Expr*> flat;
  flatten(*comprehension.body, ast::BinaryOp::logical_and, flat);
  std::vector<Part> parts;
  for (const ast::Expr* part : flat) parts.push_back({part});
  const std::vector<bool> before = bound_;
  open_frame(FrameKind::comprehension, parts);
  const ConditionId body = conjunction(std::move(parts), comprehension.body->span);
  const Typed value = this->value(*comprehension.value);
  close_frame();
  for (std::size_t i = 0; i < before.size(); ++i) bound_[i] = before[i];
  if (!body.valid() || !value.good()) return {};
  const bool sums = aggregate == Aggregate::sum || aggregate == Aggregate::avg;
  const bool orders = aggregate == Aggregate::min || aggregate == Aggregate::max;
  if ((sums && !value.type.numeric()) || (orders && value.type.base == Base::boolean)) {
    Diagnostic d = error("E0302", quoted(name) + " needs numbers, not " + describe(value));
    label_operand(d, value, true);
    d.advise("count them instead: `count(v for …)`");
    report(std::move(d));
    return {};
  }
  if (comprehension.distinct && aggregate != Aggregate::count) {
    report(error("E0307", "`distinct` only counts"))
        .label(span)
        .advise(quoted(name) + " is over distinct facts in any case; leave `distinct` out");
    return {};
  }
  Type type = value.type;
  if (aggregate == Aggregate::count) type = {.base = Base::integer};
  if (aggregate == Aggregate::avg) type.base = Base::number;
  const bool counts_rows = aggregate == Aggregate::count && !comprehension.distinct;
  return {.id = add(Expr{.kind = Expr::Kind::aggregate,
                         .type = type,
                         .span = span,
                         .aggregate = aggregate,
                         .distinct = comprehension.distinct,
                         .value = counts_rows ? ExprId{} : value.id,
                         .body = body}),
          .type = type,
          .span = span};
}

}  // namespace casus::check
