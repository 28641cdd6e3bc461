// SPDX-License-Identifier: Apache-2.0
//
// Completion in case files: tables, keys, and values where they are few.
#include <algorithm>
#include <array>
#include <span>

#include "lsp/completing.hpp"
#include "model/schema.hpp"

namespace casus::lsp {
namespace {

constexpr auto case_keys =
    std::to_array<std::string_view>({"title", "as_of", "question", "horizon", "rules"});
constexpr auto source_keys = std::to_array<std::string_view>(
    {"id", "title", "author", "publisher", "published", "url", "reliability"});
constexpr auto data_keys = std::to_array<std::string_view>({"source", "relation", "query"});

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// The name of the table that a line heads; empty for other lines.
std::string_view header(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('[')) return {};
  const std::size_t begin = line.find_first_not_of("[ ");
  const std::size_t end = line.find_first_of("] ", begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return line.substr(begin, end - begin);
}

class CaseCompletion {
 public:
  CaseCompletion(const View& view, Place place) : view_(view) {
    const std::string_view text = view.text();
    const std::uint32_t cursor = view.lines().offset(place);
    std::size_t begin = cursor == 0 ? std::string_view::npos : text.rfind('\n', cursor - 1);
    begin = begin == std::string_view::npos ? 0 : begin + 1;
    line_ = text.substr(begin, cursor - begin);
    read_table(text, begin);
  }

  json::array run() {
    if (line_.find('#') != std::string_view::npos) return {};
    const std::size_t equals = line_.find('=');
    if (trimmed(line_).starts_with('[')) {
      add_headers();
    } else if (equals == std::string_view::npos) {
      add_keys();
      if (trimmed(line_).empty()) add_headers();
    } else {
      add_values(trimmed(line_.substr(0, equals)));
    }
    return std::move(items_);
  }

 private:
  /// The table that the cursor is in, and its keys before and behind.
  void read_table(std::string_view text, std::size_t line) {
    for (std::size_t at = line; at > 0 && table_.empty();) {
      const std::size_t before = at < 2 ? std::string_view::npos : text.rfind('\n', at - 2);
      const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
      take(text.substr(begin, at - 1 - begin));
      at = begin;
    }
    std::string_view above = table_;
    for (std::size_t at = text.find('\n', line); at != std::string_view::npos;) {
      const std::size_t end = std::min(text.find('\n', at + 1), text.size());
      const std::string_view next = text.substr(at + 1, end - at - 1);
      if (!header(next).empty()) break;
      take(next);
      at = end == text.size() ? std::string_view::npos : end;
    }
    table_ = above;
  }

  void take(std::string_view line) {
    if (const std::string_view name = header(line); !name.empty()) {
      table_ = name;
    } else if (const std::size_t equals = line.find('='); equals != std::string_view::npos) {
      given_.push_back(trimmed(line.substr(0, equals)));
    }
  }

  void add_headers() {
    const bool opened = trimmed(line_).starts_with('[');
    const auto add = [&](std::string name, bool single, std::string doc) {
      const std::string whole = single ? '[' + name + ']' : "[[" + name + "]]";
      offer(items_, {.label = opened ? std::move(name) : whole,
                     .documentation = std::move(doc),
                     .kind = Kind::fact});
    };
    for (const Symbol& symbol : view_.base.index.symbols) {
      if (symbol.kind == SymbolKind::fact) add(symbol.name, false, symbol.doc);
    }
    add("case", true, "What the case is about.");
    add("source", false, "Where facts come from.");
    add("data", false, "A file of many facts.");
  }

  void add_key(std::string_view key, const Symbol* field) {
    if (std::ranges::find(given_, key) != given_.end()) return;
    offer(
        items_,
        {.label = std::string(key),
         .insert = std::string(key) + " = ",
         .detail = field == nullptr ? "" : std::string(view_.base.index.sources->text(field->span)),
         .documentation = field == nullptr ? "" : field->doc,
         .kind = field == nullptr ? Kind::property : Kind::field});
  }
  void add_keys(std::span<const std::string_view> keys) {
    for (const std::string_view key : keys) add_key(key, nullptr);
  }
  void add_keys() {
    if (table_ == "case") return add_keys(case_keys);
    if (table_ == "source") return add_keys(source_keys);
    if (table_ == "data") return add_keys(data_keys);
    const Symbol* fact = view_.base.index.named(SymbolKind::fact, table_);
    if (fact == nullptr) return;
    for (const Symbol* field : view_.base.index.parts_of(fact->name_span)) {
      add_key(field->name, field);
    }
    add_keys(model::metadata_keys);
  }

  void add_value(std::string_view text, const std::string& detail) {
    const bool quoted = line_.find('"') != std::string_view::npos;
    offer(items_, {.label = quoted ? std::string(text) : '"' + std::string(text) + '"',
                   .detail = detail,
                   .kind = Kind::member});
  }

  void add_values(std::string_view key) {
    const Index& rules = view_.base.index;
    const Symbol* fact = rules.named(SymbolKind::fact, table_);
    if (table_ == "data" && key == "relation") {
      for (const Symbol& symbol : rules.symbols) {
        if (symbol.kind == SymbolKind::fact) add_value(symbol.name, "fact");
      }
    }
    if (fact == nullptr) return;
    for (const Symbol* field : rules.parts_of(fact->name_span)) {
      const Symbol* type = field->name == key ? rules.members_of(*field) : nullptr;
      if (type == nullptr) continue;
      for (const Symbol* member : rules.parts_of(type->name_span)) {
        add_value(member->name, std::string(name_of(member->kind)));
      }
    }
    if (key == "source") {
      add_sources();
    } else if (key == "kind") {
      for (const std::string_view kind : model::statement_kinds) add_value(kind, "kind");
    }
  }

  /// Read off the lines: while a value is missing the file is no TOML, and has no names.
  void add_sources() {
    std::string_view text = view_.text();
    std::string_view table;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = trimmed(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (const std::string_view name = header(line); !name.empty()) table = name;
      const std::size_t open = line.find('"');
      const std::size_t close = line.find('"', open + 1);
      const bool id = table == "source" && trimmed(line.substr(0, line.find('='))) == "id";
      if (id && close != std::string_view::npos) {
        add_value(line.substr(open + 1, close - open - 1), "source");
      }
    }
  }

  const View& view_;
  std::string_view line_;  ///< up to the cursor
  std::string_view table_;
  std::vector<std::string_view> given_;
  json::array items_;
};

}  // namespace

json::array case_completions(const View& view, Place place) {
  return CaseCompletion(view, place).run();
}

}  // namespace casus::lsp
