// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include <boost/json/src.hpp>
#include <cmath>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

void write_string(std::string& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out += '"';
  for (const char c : valid_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (byte < 0x20 || byte == 0x7F) {
          out.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      break;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      break;
    case json::kind::int64:
      out += std::to_string(value.get_int64());
      break;
    case json::kind::uint64:
      out += std::to_string(value.get_uint64());
      break;
    case json::kind::double_:
      out += std::isfinite(value.get_double()) ? shortest(value.get_double()) : "null";
      break;
    case json::kind::string:
      write_string(out, value.get_string());
      break;
    case json::kind::array: {
      std::string_view before = "[";
      if (value.get_array().empty()) out += '[';
      for (const json::value& item : value.get_array()) {
        out += before;
        write(out, item);
        before = ",";
      }
      out += ']';
      break;
    }
    case json::kind::object: {
      std::string_view before = "{";
      if (value.get_object().empty()) out += '{';
      for (const auto& [key, item] : value.get_object()) {
        out += before;
        write_string(out, key);
        out += ':';
        write(out, item);
        before = ",";
      }
      out += '}';
      break;
    }
  }
}

json::object place(std::uint32_t file, std::uint32_t offset, const Sources& sources) {
  const Position position = sources.position(file, offset);
  const std::uint32_t begin = sources.line_begin(file, position.line);
  const std::string_view before = sources.text(file).substr(begin, offset - begin);
  std::uint32_t units = 1;
  for (const char c : before) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return {{"line", position.line}, {"column", position.column}, {"byte", offset}, {"utf16", units}};
}

}  // namespace

std::string write_json(const json::value& value) {
  std::string out;
  write(out, value);
  return out;
}

json::value to_json(const Value& value) {
  struct Visitor {
    json::value operator()(const Unknown&) const { return nullptr; }
    json::value operator()(const std::string& text) const { return json::value(text); }
    json::value operator()(std::int64_t number) const { return number; }
    json::value operator()(double number) const { return number; }
    json::value operator()(bool truth) const { return truth; }
    json::value operator()(Date date) const { return json::value(date_text(date)); }
  };
  return std::visit(Visitor{}, value.data);
}

json::array to_json(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts) array.emplace_back(text);
  return array;
}

json::object to_json(const std::vector<std::pair<std::string, Value>>& bindings) {
  json::object object;
  for (const auto& [name, value] : bindings) object[name] = to_json(value);
  return object;
}

json::value to_json(Span span, const Sources& sources) {
  if (!span.valid() || span.file >= sources.size()) return nullptr;
  return json::object{{"file", sources.name(span.file)},
                      {"start", place(span.file, span.begin, sources)},
                      {"end", place(span.file, span.end, sources)}};
}

json::value to_json(const std::optional<Date>& date) {
  if (!date) return nullptr;
  return json::value(date_text(*date));
}

json::value to_json(const std::optional<Likelihood>& likelihood) {
  if (!likelihood) return nullptr;
  const Likelihood& l = *likelihood;
  return json::object{
      {"event", l.event},
      {"horizon", l.horizon},
      {"base", l.base},
      {"doubles_per", l.doubles_per},
      {"probability", l.probability},
      {"term", l.term},
      {"range", json::array{l.low, l.high}},
      {"range_terms", json::array{json::value(l.low_term), json::value(l.high_term)}}};
}

json::value to_json(const std::optional<LimitReached>& limit) {
  if (!limit) return nullptr;
  return json::object{
      {"what", json::value(limit_word(limit))}, {"where", limit->where}, {"text", limit->text}};
}

json::value to_json(const std::optional<Between>& between) {
  if (!between) return nullptr;
  return json::array{between->low, between->high};
}

json::value to_json(std::optional<Verdict> verdict) {
  if (!verdict) return nullptr;
  return json::value(verdict_word(*verdict));
}

json::value to_json(const std::optional<Inexact>& inexact) {
  if (!inexact) return nullptr;
  json::object object{{"kind", json::value(inexact_word(inexact))}};
  if (inexact->kind == Inexact::Kind::bounded) return object;
  object["samples"] = inexact->samples;
  object["counted"] = inexact->counted;
  object["seed"] = inexact->seed;
  object["error"] = inexact->error;
  return object;
}

json::array to_json(const Diagnostics& warnings, const Sources& sources) {
  json::array array;
  for (const Diagnostic& d : warnings) {
    const Span span = d.labels.empty() ? Span{} : d.labels.front().span;
    array.push_back(
        json::object{{"code", d.code}, {"message", d.message}, {"place", sources.place(span)}});
  }
  return array;
}

}  // namespace casus::report
