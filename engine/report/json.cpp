// SPDX-License-Identifier: Apache-2.0
#include "report/json.hpp"

#include <boost/json/src.hpp>
#include <cmath>
#include <type_traits>
#include <variant>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

constexpr bool escapes(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F || c == '"' || c == '\\';
}

void write_escape(std::string& out, char c) {
  static constexpr std::string_view hex = "0123456789abcdef";
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
      out.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 15]);
  }
}

/// Whether a text stands between quotes as it is, as most do.
bool is_plain(std::string_view text) {
  bool plain = true;
  for (const char c : text) plain &= c >= ' ' && c <= '~' && c != '"' && c != '\\';
  return plain;
}

void write_string(std::string& out, std::string_view text) {
  out += '"';
  if (is_plain(text)) {
    out.append(text) += '"';
    return;
  }
  std::size_t written = 0;  // up to here
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!escapes(text[at])) continue;
    append_valid_utf8(out, text.substr(written, at - written));
    write_escape(out, text[at]);
    written = at + 1;
  }
  append_valid_utf8(out, text.substr(written));
  out += '"';
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

void JsonWriter::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  value(name);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::nullptr_t) {
  separate();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return value(nullptr);
  separate();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  separate();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
  separate();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  write_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(const Value& any) {
  std::visit(
      [&](const auto& data) {
        using Data = std::remove_cvref_t<decltype(data)>;
        if constexpr (std::is_same_v<Data, Unknown>) {
          value(nullptr);
        } else if constexpr (std::is_same_v<Data, Date>) {
          value(date_text(data));
        } else {
          value(data);
        }
      },
      any.data);
  return *this;
}

JsonWriter& JsonWriter::value(const std::vector<std::string>& texts) {
  open('[');
  for (const std::string& text : texts) value(text);
  return close(']');
}

JsonWriter& JsonWriter::value(const std::vector<std::pair<std::string, Value>>& bindings) {
  open('{');
  for (const auto& [name, any] : bindings) field(name, any);
  return close('}');
}

JsonWriter& JsonWriter::value(const json::value& built) {
  switch (built.kind()) {
    case json::kind::null:
      return value(nullptr);
    case json::kind::bool_:
      return value(built.get_bool());
    case json::kind::int64:
      return value(built.get_int64());
    case json::kind::uint64:
      return value(built.get_uint64());
    case json::kind::double_:
      return value(built.get_double());
    case json::kind::string:
      return value(std::string_view(built.get_string()));
    case json::kind::array:
      open('[');
      for (const json::value& item : built.get_array()) value(item);
      return close(']');
    case json::kind::object:
      open('{');
      for (const auto& [name, item] : built.get_object()) field(std::string_view(name), item);
      return close('}');
  }
  return *this;
}

std::string write_json(const json::value& value) {
  std::string out;
  JsonWriter(out).value(value);
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

json::array to_json(const std::vector<Value>& values) {
  json::array array;
  for (const Value& value : values) array.push_back(to_json(value));
  return array;
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
