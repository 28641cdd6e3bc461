// SPDX-License-Identifier: Apache-2.0
#include "explain/gap.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "model/show.hpp"

namespace casus::explain {
namespace {

using check::Condition;
using check::Expr;
using check::ExprId;
using check::Function;
using check::Terms;
using model::Base;

std::string_view words_of(Function function) {
  switch (function) {
    case Function::less:
      return "less than";
    case Function::less_equal:
      return "at most";
    case Function::greater:
      return "more than";
    case Function::greater_equal:
      return "at least";
    case Function::not_equal:
      return "other than";
    default:
      return "exactly";
  }
}

/// What a distance leaves the value: `date` where both are days.
std::string_view by_which(Function needs, bool date) {
  switch (needs) {
    case Function::less:
    case Function::less_equal:
      return date ? "too late" : "too much";
    case Function::greater:
    case Function::greater_equal:
      return date ? "too early" : "short";
    default:
      return "off";
  }
}

/// The distance of whole numbers, of which a number would lose the last digits.
std::string between_text(std::int64_t one, std::int64_t other) {
  const auto high = static_cast<std::uint64_t>(std::max(one, other));
  const auto low = static_cast<std::uint64_t>(std::min(one, other));
  return std::to_string(high - low);
}

bool is_share(const Terms& terms, ExprId id, const Sources& sources) {
  const Expr& expr = terms[id];
  const bool plain = expr.type.base == Base::number && !expr.type.unit.valid();
  return plain && expr.span.valid() && sources.text(expr.span).ends_with('%');
}

}  // namespace

ExprId without_conversion(const Terms& terms, ExprId id) {
  while (terms[id].kind == Expr::Kind::apply) {
    switch (terms[id].function) {
      case Function::convert:
      case Function::convert_int:
      case Function::to_int:
      case Function::to_number:
      case Function::equal_number:
      case Function::to_duration_months:
      case Function::to_duration_days:
        id = terms[id].args.front();
        break;
      default:
        return id;
    }
  }
  return id;
}

std::string name_of(const Words& words, const Terms& terms,
                    std::span<const check::ConditionId> among, ExprId id, const Sources& sources) {
  const Expr& expr = terms[without_conversion(terms, id)];
  if (expr.kind != Expr::Kind::variable) {
    return expr.span.valid() ? std::string(sources.text(expr.span)) : std::string();
  }
  for (const check::ConditionId one : among) {
    if (terms[one].kind != Condition::Kind::atom) continue;
    const model::Relation& relation = words.schema()[terms[one].atom.relation];
    for (const check::Atom::Given& given : terms[one].atom.given) {
      const Expr& place = terms[given.expr];
      const bool here = place.kind == Expr::Kind::variable && place.variable == expr.variable;
      if (here && given.column < relation.fields.size()) {
        return in_words(relation.fields[given.column].name);
      }
    }
  }
  return in_words(terms[expr.variable].name);
}

WhyNot::Shortfall shortfall_of(const Words& words, const Terms& terms, const infer::Shortfall& miss,
                               std::string what, const Sources& sources) {
  const model::Type type = terms[miss.expr].type;
  const model::Type asked = terms[miss.asked].type;
  const bool shares = is_share(terms, miss.asked, sources);
  const auto shown = [&](model::Word word, model::Type own) {
    if (shares && own.base == Base::number) {
      return model::show_number(model::number_of(word) * 100, 4) + '%';
    }
    return model::show_literal(word, own, words.schema(), words.symbols);
  };
  WhyNot::Shortfall gap{.what = std::move(what),
                        .needs = std::string(words_of(miss.needs)),
                        .actual = words.value(miss.actual, type),
                        .needed = words.value(miss.needed, asked),
                        .distance = {},
                        .text = {}};
  const std::string actual = shown(miss.actual, type);
  const bool named = !gap.what.empty() && gap.what != actual;
  const bool variable = terms[without_conversion(terms, miss.expr)].kind == Expr::Kind::variable;
  const std::string subject = variable ? gap.what + ' ' : '`' + gap.what + "` is ";
  gap.text = (named ? subject : "") + actual + ", needs " +
             (gap.needs == "exactly" ? "" : gap.needs + ' ') + shown(miss.needed, asked);
  const bool durations = type.base == Base::duration && !miss.lacks_value();
  if (durations &&
      model::duration_of(miss.actual).in_days != model::duration_of(miss.needed).in_days) {
    gap.text += ": months and days do not compare";
    return gap;
  }
  // Large whole numbers that differ may be one and the same number.
  const bool whole = type.base == Base::integer && asked.base == Base::integer &&
                     !miss.lacks_value() && miss.actual != miss.needed;
  if ((!miss.distance && !whole) || type.base == Base::enumeration) return gap;
  gap.distance = miss.distance.value_or(1);
  if (*gap.distance == 0 && !whole) return gap;
  gap.text += ": ";
  if (type.base == Base::date) {
    gap.text += model::show_number(*gap.distance) + (*gap.distance == 1 ? " day" : " days");
  } else if (type.base == Base::duration) {
    const model::Duration apart{static_cast<std::int64_t>(*gap.distance),
                                model::duration_of(miss.needed).in_days};
    gap.text += shown(model::word_of_duration(apart), type);
  } else {
    gap.text += whole    ? between_text(model::int_of(miss.actual), model::int_of(miss.needed))
                : shares ? distance_text(*gap.distance * 100, 4) + " points"
                         : distance_text(*gap.distance);
    if (!gap.needed.unit.empty()) gap.text += ' ' + gap.needed.unit;
  }
  gap.text += ' ';
  gap.text += by_which(miss.needs, type.base == Base::date);
  return gap;
}

std::string distance_text(double distance, int decimals) {
  std::string text = model::show_number(distance, decimals);
  if (text != "0") return text;
  return "less than " + model::show_number(std::pow(10, -decimals), decimals);
}

}  // namespace casus::explain
