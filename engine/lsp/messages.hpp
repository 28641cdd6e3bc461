// SPDX-License-Identifier: Apache-2.0
//
// Messages as JSON: what is in one, looked up without trust, and how places, ranges and edits are
// written. Whatever is not there, or is something else, reads as nothing.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "lsp/positions.hpp"

namespace casus::lsp {

namespace json = boost::json;

/// Codes of errors, as JSON-RPC and the protocol give them.
enum class Failure : std::int32_t {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  not_initialized = -32002,
  request_failed = -32803,
  cancelled = -32800,
};

/// What an answer says in place of a result.
struct Refusal {
  Failure code = Failure::request_failed;
  std::string message;
};

using Path = std::initializer_list<std::string_view>;

/// The value below these keys; null where there is none.
[[nodiscard]] const json::value* find(const json::value& in, Path path);
[[nodiscard]] std::optional<std::string> text(const json::value& in, Path path);
[[nodiscard]] std::optional<std::int64_t> number(const json::value& in, Path path);
[[nodiscard]] bool flag(const json::value& in, Path path);
[[nodiscard]] std::optional<Place> place(const json::value& in, Path path);
[[nodiscard]] std::optional<Range> range(const json::value& in, Path path);

[[nodiscard]] json::value to_json(Place place);
[[nodiscard]] json::value to_json(const Range& range);
/// Text that an editor shows as Markdown.
[[nodiscard]] json::value markdown(std::string_view text);

[[nodiscard]] json::value response(const json::value& id, json::value result);
[[nodiscard]] json::value response(const json::value& id, const Refusal& refusal);
[[nodiscard]] json::value notification(std::string_view method, json::value params);

}  // namespace casus::lsp
