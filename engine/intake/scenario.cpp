// SPDX-License-Identifier: Apache-2.0
#include "intake/scenario.hpp"

#include <algorithm>
#include <array>

#include "intake/document.hpp"
#include "intake/reading.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

constexpr auto keys = std::to_array<std::string_view>({"title", "case", "drop", "set"});

std::vector<Scenario::Text> located_texts(Reading& reading, const Entry& entry) {
  std::vector<Scenario::Text> result;
  const auto* list = std::get_if<List>(&entry.value.data);
  if (list == nullptr) {
    refuse_type(reading, entry.key, entry.value, "a list of texts")
        .advise("write it like `" + entry.key + " = [\"F12\"]`");
    return result;
  }
  for (const Value& item : list->items) {
    if (auto text = read_name(reading, entry.key, item, false)) {
      result.push_back({std::move(*text), item.span});
    }
  }
  return result;
}

/// Keys of `[scenario]` that stand above every table. What has such a name and is a list of tables
/// are facts.
void refuse_stray(Reading& reading, const Table& root) {
  for (const Entry& entry : root.entries) {
    if (std::ranges::find(keys, entry.key) == keys.end()) continue;
    const auto* list = std::get_if<List>(&entry.value.data);
    const bool texts = list != nullptr && std::ranges::none_of(list->items, [](const Value& item) {
                         return std::holds_alternative<Table>(item.data);
                       });
    if (!texts && !std::holds_alternative<std::string>(entry.value.data)) continue;
    reading.report(error("E0603", in_ticks(entry.key) + " stands outside every table"))
        .label(entry.key_span)
        .fix("write `[scenario]` above it",
             {{{entry.key_span.file, entry.key_span.begin, entry.key_span.begin}, "[scenario]\n"}},
             false);
    return;
  }
}

}  // namespace

bool is_scenario(const Entry& entry) {
  return entry.key == "scenario" && std::holds_alternative<Table>(entry.value.data);
}

Scenario read_scenario(const Sources& sources, std::uint32_t file) {
  Document document = parse_document(sources, file);
  Scenario result;
  result.diagnostics = std::move(document.diagnostics);
  Reading reading{sources, result.diagnostics};
  const Entry* entry = document.root.find("scenario");
  result.span = {file, 0, 0};
  result.states = std::ranges::any_of(document.root.entries, [](const Entry& one) {
    return !is_scenario(one) && one.key != "source";
  });
  if (entry == nullptr || !is_scenario(*entry)) {
    refuse_stray(reading, document.root);
    return result;
  }
  result.span = entry->value.span;
  result.written = true;
  const auto& table = std::get<Table>(entry->value.data);
  for (const Entry& line : table.entries) {
    if (line.key == "title") {
      result.title = read_text(reading, line.key, line.value).value_or("");
    } else if (line.key == "case") {
      result.of_case = read_name(reading, line.key, line.value, false).value_or("");
    } else if (line.key == "drop") {
      result.drop = located_texts(reading, line);
    } else if (line.key == "set") {
      result.set = located_texts(reading, line);
    } else {
      refuse_key(reading, line, "`[scenario]`", keys, table);
    }
  }
  return result;
}

}  // namespace casus::intake
