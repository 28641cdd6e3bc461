// SPDX-License-Identifier: Apache-2.0
#include "properties/bodies.hpp"

namespace casus::properties {

std::string Bodies::literal(Kind kind) {
  switch (kind) {
    case Kind::text:
      return std::string("\"") + "abcd"[draw_.below(4)] + "\"";
    case Kind::whole:
      return std::to_string(draw_.below(5));
    case Kind::number:
      break;
  }
  return std::to_string(draw_.below(3)) + "." + std::to_string(draw_.below(10));
}

std::string Bodies::term(Kind kind, const Bound& bound) {
  const auto it = bound.find(kind);
  if (it == bound.end() || it->second.empty() || draw_.chance(15)) return literal(kind);
  return draw_.of(it->second);
}

std::string Bodies::argument(const Column& column, Use use) {
  const auto& known = (*use.bound)[column.kind];
  if (column.kind != Kind::text && draw_.chance(10)) {
    return draw_.of<std::string>({"> ", "<= ", "!= ", "in 1.."}) + literal(column.kind);
  }
  if (draw_.chance(use.fresh) || (known.empty() && draw_.chance(70))) {
    const std::string name = fresh_name();
    (*use.locals)[column.kind].push_back(name);
    return name;
  }
  if (known.empty() || draw_.chance(15)) return draw_.chance(30) ? "_" : literal(column.kind);
  return draw_.of(known);
}

std::string Bodies::atom(const Predicate& predicate, Use use) {
  std::string text = predicate.name + "(";
  bool first = true;
  Bound fresh;
  const Use inside{use.bound, &fresh, use.fresh};
  for (const Column& column : predicate.columns) {
    if (predicate.columns.size() > 1 && draw_.chance(10)) continue;
    text += (first ? "" : ", ") + column.name + ": " + argument(column, inside);
    first = false;
  }
  if (predicate.fact && draw_.chance(8)) {
    text += std::string(first ? "" : ", ") + (draw_.chance(50) ? "kind: plan" : "kind: _");
  }
  for (auto& [kind, names] : fresh) {
    auto& into = (*use.locals)[kind];
    into.insert(into.end(), names.begin(), names.end());
  }
  return text + ")";
}

std::string Bodies::comparison(const Bound& bound) {
  const Kind kind = draw_.of<Kind>({Kind::text, Kind::whole, Kind::number});
  const std::string sign = draw_.of<std::string>({" = ", " != ", " < ", " >= "});
  if (kind == Kind::number) return "1.0 * " + arithmetic(bound) + sign + term(kind, bound);
  return term(kind, bound) + sign + term(kind, bound);
}

std::string Bodies::arithmetic(const Bound& bound) {
  std::string text = term(draw_.chance(50) ? Kind::whole : Kind::number, bound);
  for (std::size_t more = draw_.below(3); more > 0; --more) {
    const std::string right = term(draw_.chance(50) ? Kind::whole : Kind::number, bound);
    const std::string sign = draw_.of<std::string>({" + ", " - ", " * ", " / "});
    text = draw_.chance(20) ? "min(" + text + ", " + right + ")" : "(" + text + sign + right + ")";
  }
  return text;
}

/// Conditions inside a negation or comprehension; `seen` gets their own variables.
std::string Bodies::inner(Bound& seen, int depth) {
  std::string text = atom(draw_.of(readable_), {&seen, &seen, 30});
  if (draw_.chance(45)) text += " and " + atom(draw_.of(readable_), {&seen, &seen, 25});
  if (draw_.chance(25)) text += " and " + comparison(seen);
  if (depth > 0 && draw_.chance(30)) text += " and " + negation(seen, depth - 1);
  return text;
}

std::string Bodies::negation(const Bound& bound, int depth) {
  Bound seen = bound;
  if (draw_.chance(40)) return "not " + atom(draw_.of(readable_), {&seen, &seen, 15});
  if (draw_.chance(20)) {
    Bound other = bound;
    return "not (" + inner(seen, 0) + " or " + inner(other, 0) + ")";
  }
  return "not (" + inner(seen, depth) + ")";
}

std::string Bodies::either(const Bound& bound) {
  std::string text = "(";
  for (std::size_t i = 2 + draw_.below(2); i > 0; --i) {
    Bound seen = bound;
    const bool plain = draw_.chance(25);
    text += plain ? comparison(bound) : atom(draw_.of(readable_), {&seen, &seen, 20});
    if (!plain && draw_.chance(25)) text += " and " + comparison(seen);
    text += i > 1 ? " or " : ")";
  }
  return text;
}

/// An `or` whose sides all bind one new variable, alone or beside an atom.
std::string Bodies::source(Bound& seen) {
  std::string text;
  if (draw_.chance(50)) text = atom(draw_.of(readable_), {&seen, &seen, 30}) + " and ";
  std::vector<std::pair<std::string, Kind>> columns;
  for (const Predicate& predicate : readable_) {
    for (const Column& column : predicate.columns) {
      columns.emplace_back(predicate.name + "(" + column.name + ": ", column.kind);
    }
  }
  const Kind kind = draw_.of(columns).second;
  std::erase_if(columns, [&](const auto& column) { return column.second != kind; });
  const std::string name = fresh_name();
  Bound inside = seen;
  inside[kind].push_back(name);
  text += "(";
  for (std::size_t sides = 2 + draw_.below(2); sides > 0; --sides) {
    text += draw_.of(columns).first + name + ")";
    if (draw_.chance(25)) text += " and " + comparison(inside);
    text += sides > 1 ? " or " : ")";
  }
  seen = inside;
  return text;
}

std::string Bodies::aggregate(const Bound& bound, bool& whole) {
  Bound seen = bound;
  std::string body = inner(seen, 1);
  if (draw_.chance(15)) body = "(" + body + ") and " + either(seen);
  if (draw_.chance(15)) {
    seen = bound;
    body = source(seen);
  }
  // The value: a variable of the comprehension itself where there is one.
  const Kind kind = draw_.chance(50) ? Kind::whole : Kind::number;
  const std::size_t outer = bound.contains(kind) ? bound.at(kind).size() : 0;
  const bool own = seen[kind].size() > outer;
  const std::string value = own ? seen[kind].back() : literal(kind);
  const std::string name = draw_.of<std::string>({"count", "sum", "min", "max", "avg"});
  const bool distinct = name == "count" && draw_.chance(50);
  whole = name == "count" || (kind == Kind::whole && name != "avg");
  return name + "(" + (distinct ? "distinct " : "") + value + " for " + body + ")";
}

std::string Bodies::counted(const Bound& bound) {
  Bound seen = bound;
  const std::string body = atom(draw_.of(readable_), {&seen, &seen, 90});
  const auto& numbers = seen[draw_.chance(50) ? Kind::whole : Kind::number];
  const std::string value = numbers.empty() ? "1" : numbers.back();
  const std::string name = draw_.of<std::string>({"count", "count", "sum", "min", "max", "avg"});
  const std::string sign = draw_.of<std::string>({" = ", " > ", " <= "});
  return name + "(" + value + " for " + body + ")" + sign + std::to_string(draw_.below(4));
}

std::string Bodies::rating(Bound& bound) {
  const RatingName& one = draw_.of(ratings_);
  const std::string subject = term(Kind::text, bound);
  switch (draw_.below(4)) {
    case 0:
      return one.name + "(" + subject + ") " + (draw_.chance(50) ? ">= " : "< ") + "50";
    case 1:
      return one.name + "(" + subject + ") >= " + (draw_.chance(50) ? "mid" : "high");
    case 2:
      return one.name + "." + draw_.of(one.factors) + "(" + subject + ") > 0";
    default:
      break;
  }
  const std::string score = fresh_name();
  bound[Kind::number].push_back(score);
  return one.name + "(" + subject + ", score: " + score + (draw_.chance(40) ? ", band: mid)" : ")");
}

std::string Bodies::unknown(const Bound& bound) {
  std::vector<Predicate> open;
  for (const Predicate& predicate : readable_) {
    if (predicate.open) open.push_back(predicate);
  }
  if (open.empty()) return comparison(bound);
  const Predicate& one = draw_.of(open);
  std::string text = "unknown " + one.name + "(";
  for (std::size_t i = 0; i < one.columns.size(); ++i) {
    text += (i > 0 ? ", " : "") + one.columns[i].name + ": " + term(one.columns[i].kind, bound);
  }
  return text + ")";
}

std::string Bodies::extra(Bound& bound) {
  if (draw_.chance(counting_)) return counted(bound);
  switch (draw_.below(8)) {
    case 0:
    case 1:
    case 2:
      return negation(bound, 1);
    case 3:
      return either(bound);
    case 4: {
      bool whole = false;
      const std::string value = aggregate(bound, whole);
      if (draw_.chance(50))
        return value + (draw_.chance(50) ? " > " : " <= ") + literal(Kind::whole);
      const std::string name = fresh_name();
      bound[whole ? Kind::whole : Kind::number].push_back(name);
      return name + " = " + value;
    }
    case 5:
      return ratings_.empty() ? comparison(bound) : rating(bound);
    case 6:
      return unknown(bound);
    default:
      break;
  }
  if (draw_.chance(50)) return comparison(bound);
  const std::string name = fresh_name();
  const std::string value = "1.0 * " + arithmetic(bound);
  bound[Kind::number].push_back(name);
  return name + " = " + value;
}

std::string Bodies::when(Bound& bound, const Predicate* must) {
  std::vector<std::string> conditions;
  if (must != nullptr) conditions.push_back(atom(*must, {&bound, &bound}));
  for (std::size_t i = 1 + draw_.below(2); i > 0; --i) {
    conditions.push_back(atom(draw_.of(readable_), {&bound, &bound}));
  }
  for (std::size_t i = draw_.below(3); i > 0; --i) conditions.push_back(extra(bound));
  if (must == nullptr) draw_.shuffle(conditions);
  std::string text = "  when ";
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    text += (i > 0 ? "\n   and " : "") + conditions[i];
  }
  if (draw_.chance(15)) {
    Bound seen = bound;
    text += "\n  unless " + inner(seen, 1);
  }
  return text + "\n";
}

}  // namespace casus::properties
