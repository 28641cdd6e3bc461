// SPDX-License-Identifier: Apache-2.0
#include "intake/case_tables.hpp"

#include <utility>

#include "intake/case.hpp"
#include "intake/words.hpp"

namespace casus::intake {
namespace {

/// `[leader]`, a table's header in single brackets, as far as the text shows it.
bool is_single_header(std::string_view written) {
  return written.size() > 2 && written[0] == '[' && written[1] != '[' && written.back() == ']';
}

}  // namespace

std::string case_name(std::string_view file) {
  const std::size_t slash = file.find_last_of("/\\");
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  if (file.ends_with(".toml")) file.remove_suffix(5);
  return std::string(file);
}

const Table* case_table(Reading& reading, const Entry& entry) {
  if (const auto* table = std::get_if<Table>(&entry.value.data)) return table;
  Diagnostic& d = reading.report(error("E0602", "`case` is not written as `[case]`"));
  const auto* list = std::get_if<List>(&entry.value.data);
  const bool tables = list != nullptr && !list->items.empty() &&
                      std::holds_alternative<Table>(list->items.front().data);
  if (!tables) {
    d.label(entry.key_span).advise("write `[case]` on a line of its own, and its keys below");
    return nullptr;
  }
  const Span header = list->items.front().span;
  d.label(header, "double brackets begin a fact");
  if (list->items.size() == 1 && reading.sources.text(header).starts_with("[[")) {
    d.fix("write `[case]`", {{header, "[case]"}}, true);
  } else {
    d.advise("a file holds one case, under one `[case]`");
  }
  return std::get_if<Table>(&list->items.front().data);
}

std::vector<const Value*> tables_of(Reading& reading, const Entry& entry) {
  std::vector<const Value*> tables;
  const std::string header = "[[" + entry.key + "]]";
  const auto refuse = [&](const Value& value, Span at) -> Diagnostic& {
    return reading
        .report(error("E0602", in_ticks(entry.key) + " is not written as " + in_ticks(header)))
        .label(at, kind_of(value));
  };
  const std::string advice =
      "write " + in_ticks(header) + " on a line of its own, and its fields below";
  if (const auto* list = std::get_if<List>(&entry.value.data)) {
    for (const Value& item : list->items) {
      if (std::holds_alternative<Table>(item.data)) {
        tables.push_back(&item);
      } else {
        refuse(item, item.span).advise(advice);
      }
    }
  } else if (std::holds_alternative<Table>(entry.value.data)) {
    tables.push_back(&entry.value);
    Diagnostic& d = refuse(entry.value, entry.value.span);
    if (is_single_header(reading.sources.text(entry.value.span))) {
      d.labels.front().text = "single brackets";
      d.fix("write " + in_ticks(header), {{entry.value.span, header}}, true);
    } else {
      d.advise(advice);
    }
  } else {
    refuse(entry.value, entry.key_span).advise(advice);
  }
  return tables;
}

std::vector<model::DataEntry> data_entries(Reading& reading, const Entry& entry) {
  std::vector<model::DataEntry> result;
  for (const Value* value : tables_of(reading, entry)) {
    auto one = read_data_entry(reading, std::get<Table>(value->data), value->span);
    if (one) result.push_back(std::move(*one));
  }
  return result;
}

}  // namespace casus::intake
