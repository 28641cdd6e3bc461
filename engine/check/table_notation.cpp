// SPDX-License-Identifier: Apache-2.0
#include "check/table_notation.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "check/environment.hpp"
#include "model/show.hpp"

namespace casus::check {
namespace {

/// All digits, without an exponent.
std::string in_full(double value) {
  char buffer[2048];  // The smallest doubles have more than a thousand decimals.
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed).ptr;
  return {buffer, end};
}

/// The point moved by two digits; exact, which a multiplication would not be.
std::string in_percent(double value) {
  std::string text = in_full(std::fabs(value));
  std::size_t point = text.find('.');
  if (point == std::string::npos) point = text.size();
  text.erase(point, 1);
  if (text.size() < point + 2) text.resize(point + 2, '0');
  point += 2;
  const std::size_t zeros = std::min(text.find_first_not_of('0'), point - 1);
  std::string whole = text.substr(zeros, point - zeros);
  if (text.size() > point) whole += '.' + text.substr(point);
  return (value < 0 ? "-" : "") + whole + '%';
}

}  // namespace

std::string Notation::value(Word word) const {
  const model::Type& type = parameter.type;
  if (type.base != model::Base::number) return model::show_literal(word, type, schema, symbols);
  if (percent) return in_percent(model::number_of(word));
  std::string text = in_full(model::number_of(word));
  if (type.unit.valid()) text.append(" ").append(schema.units.shown(type.unit));
  return text;
}

std::optional<std::string> Notation::cell(const Table::Cell& cell) const {
  if (!cell.low && !cell.high) return "_";
  if (cell.negated) return "!= " + value(*cell.low);
  if (!cell.high) return (cell.low_open ? "> " : ">= ") + value(*cell.low);
  if (!cell.low) return (cell.high_open ? "< " : "<= ") + value(*cell.high);
  if (cell.low_open || cell.high_open) return std::nullopt;
  if (cell.low == cell.high) return value(*cell.low);
  return value(*cell.low) + ".." + value(*cell.high);
}

std::string Notation::sentence(const Table::Cell& cell) const {
  std::vector<std::string> parts;
  if (cell.negated || (cell.low && cell.low == cell.high)) {
    parts.push_back((cell.negated ? "other than " : "") + value(*cell.low));
  } else {
    if (cell.low) parts.push_back((cell.low_open ? "above " : "at least ") + value(*cell.low));
    if (cell.high) parts.push_back((cell.high_open ? "below " : "at most ") + value(*cell.high));
  }
  return quoted(parameter.name) + " is " + listed(parts);
}

}  // namespace casus::check
