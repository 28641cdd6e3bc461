// SPDX-License-Identifier: Apache-2.0
#include "intake/json_lines.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "intake/json_tree.hpp"

namespace casus::intake {
namespace {

namespace json = simdjson::ondemand;

}  // namespace

bool is_inner_key(std::string_view key) {
  static constexpr auto inner =
      std::to_array<std::string_view>({"from", "until", "low", "likely", "high"});
  return std::ranges::find(inner, key) != inner.end();
}

Span json_value_span(const Sources& sources, std::uint32_t file, std::uint32_t begin,
                     std::string_view key) {
  const std::string_view text = sources.text(file);
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  const simdjson::padded_string line(text.substr(begin, end - begin));
  const Span whole{file, begin, static_cast<std::uint32_t>(end)};
  json::parser parser;
  json::document document;
  json::object object;
  if (parser.iterate(line).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS) {
    return whole;
  }
  for (auto field : object) {
    std::string_view name;
    json::value value;
    if (field.error() != simdjson::SUCCESS || field.unescaped_key().get(name) ||
        field.value().get(value)) {
      return whole;
    }
    if (name != key) continue;
    const std::string_view token = trimmed_token(value.raw_json_token());
    const auto at = begin + static_cast<std::uint32_t>(token.data() - line.data());
    return {file, at, at + static_cast<std::uint32_t>(token.size())};
  }
  return whole;
}

void read_json_lines(std::uint32_t file, Recorder& recorder) {
  const std::string_view text = recorder.reading().plain.sources.text(file);
  JsonTree tree(recorder.reading().plain, file,
                [&](std::span<const std::string> parents, std::string_view key) {
                  if (!parents.empty()) return is_inner_key(key);
                  return is_metadata(key) || recorder.relation().find(key).has_value();
                });
  std::size_t begin = base::byte_order_mark(text);
  for (std::uint32_t line = 1; begin < text.size() && !recorder.full(begin); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view written = text.substr(begin, end - begin);
    if (written.find_first_not_of(" \t\r") != std::string_view::npos) {
      if (const auto record = tree.read(begin, end)) recorder.add(*record, line);
    }
    begin = end + 1;
  }
}

}  // namespace casus::intake
