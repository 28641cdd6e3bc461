// SPDX-License-Identifier: Apache-2.0
#include "lsp/messages.hpp"

#include <limits>

namespace casus::lsp {

const json::value* find(const json::value& in, Path path) {
  const json::value* at = &in;
  for (const std::string_view key : path) {
    const json::object* object = at->if_object();
    at = object == nullptr ? nullptr : object->if_contains({key.data(), key.size()});
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::optional<std::string> text(const json::value& in, Path path) {
  const json::value* found = find(in, path);
  const json::string* string = found == nullptr ? nullptr : found->if_string();
  if (string == nullptr) return std::nullopt;
  return std::string(string->data(), string->size());
}

std::optional<std::int64_t> number(const json::value& in, Path path) {
  const json::value* found = find(in, path);
  if (found == nullptr) return std::nullopt;
  boost::system::error_code inexact;
  const auto value = found->to_number<std::int64_t>(inexact);
  return inexact ? std::nullopt : std::optional(value);
}

bool flag(const json::value& in, Path path) {
  const json::value* found = find(in, path);
  const bool* value = found == nullptr ? nullptr : found->if_bool();
  return value != nullptr && *value;
}

std::optional<Place> place(const json::value& in, Path path) {
  const json::value* found = find(in, path);
  if (found == nullptr) return std::nullopt;
  const auto line = number(*found, {"line"});
  const auto character = number(*found, {"character"});
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  if (!line || !character || *line < 0 || *line > most || *character < 0 || *character > most) {
    return std::nullopt;
  }
  return Place{static_cast<std::uint32_t>(*line), static_cast<std::uint32_t>(*character)};
}

std::optional<Range> range(const json::value& in, Path path) {
  const json::value* found = find(in, path);
  if (found == nullptr) return std::nullopt;
  const auto start = place(*found, {"start"});
  const auto end = place(*found, {"end"});
  if (!start || !end || *end < *start) return std::nullopt;
  return Range{*start, *end};
}

json::value to_json(Place place) {
  return json::object{{"line", place.line}, {"character", place.character}};
}

json::value to_json(const Range& range) {
  return json::object{{"start", to_json(range.start)}, {"end", to_json(range.end)}};
}

json::value markdown(std::string_view text) {
  return json::object{{"kind", "markdown"}, {"value", text}};
}

json::value response(const json::value& id, json::value result) {
  return json::object{{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

json::value response(const json::value& id, const Refusal& refusal) {
  return json::object{{"jsonrpc", "2.0"},
                      {"id", id},
                      {"error", json::object{{"code", static_cast<std::int32_t>(refusal.code)},
                                             {"message", refusal.message}}}};
}

json::value notification(std::string_view method, json::value params) {
  return json::object{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

}  // namespace casus::lsp
