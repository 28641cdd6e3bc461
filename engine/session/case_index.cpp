// SPDX-License-Identifier: Apache-2.0
//
// A case file has no scopes: a table is called as its fact, a key as its field. So what its names
// mean can be told from the index of the rules alone, and with rules that have mistakes.
#include <algorithm>

#include "base/sort_unique.hpp"
#include "intake/document.hpp"
#include "session/index.hpp"

namespace casus {
namespace {

using intake::Entry;
using intake::Table;

class CaseNames {
 public:
  CaseNames(const Index& rules, Index& out) : rules_(rules), out_(out) {}

  void read(const Table& root) {
    for (const Entry& entry : root.entries) {
      each_table(entry, [&](const Table& table, Span header) {
        if (entry.key == "source") declare(table, header, SymbolKind::source);
        if (entry.key == "data") read_data(table);
      });
    }
    for (const Entry& entry : root.entries) {
      const Symbol* fact = rules_.named(SymbolKind::fact, entry.key);
      if (fact == nullptr) continue;
      each_table(entry, [&](const Table& table, Span header) { read_fact(*fact, table, header); });
    }
    std::ranges::sort(out_.symbols, {}, &Symbol::name_span);
    sort_unique(out_.mentions);
  }

 private:
  template <class Use>
  static void each_table(const Entry& entry, const Use& use) {
    if (const auto* list = std::get_if<intake::List>(&entry.value.data)) {
      for (const intake::Value& item : list->items) {
        if (const auto* table = std::get_if<Table>(&item.data)) use(*table, item.span);
      }
    } else if (const auto* table = std::get_if<Table>(&entry.value.data)) {
      use(*table, entry.value.span);
    }
  }

  /// Where a text stands between its quotes; nothing where it is not written plainly.
  [[nodiscard]] Span inside(const intake::Value& value) const {
    const auto* text = std::get_if<std::string>(&value.data);
    if (text == nullptr || value.span.size() != text->size() + 2) return {};
    return {value.span.file, value.span.begin + 1, value.span.end - 1};
  }

  void declare(const Table& table, Span header, SymbolKind kind) {
    const Entry* id = table.find("id");
    if (id == nullptr) return;
    const Span name = inside(id->value);
    if (!name.valid()) return;
    const Entry* told = table.find(kind == SymbolKind::source ? "title" : "note");
    const auto* text = told == nullptr ? nullptr : std::get_if<std::string>(&told->value.data);
    out_.symbols.push_back({kind,
                            std::string(out_.sources->text(name)),
                            name,
                            cover(header, table.entries.back().value.span),
                            {},
                            {},
                            text == nullptr ? "" : *text});
  }

  void read_fact(const Symbol& fact, const Table& table, Span header) {
    const std::string_view written = out_.sources->text(header);
    if (const auto at = written.find(fact.name); at != std::string_view::npos) {
      const auto begin = header.begin + static_cast<std::uint32_t>(at);
      note({header.file, begin, begin + static_cast<std::uint32_t>(fact.name.size())},
           fact.name_span);
    }
    declare(table, header, SymbolKind::statement);
    const std::vector<const Symbol*> fields = rules_.parts_of(fact.name_span);
    for (const Entry& entry : table.entries) {
      if (entry.key == "source") read_source(entry.value);
      const auto field = std::ranges::find(fields, entry.key, &Symbol::name);
      if (field == fields.end()) continue;
      note(entry.key_span, (*field)->name_span);
      const Span value = inside(entry.value);
      const Symbol* type = value.valid() ? rules_.members_of(**field) : nullptr;
      if (type == nullptr) continue;
      const Span member = session::member_span(rules_, type->name_span, out_.sources->text(value));
      if (member != type->name_span) note(value, member);
    }
  }

  /// `[[data]]` names its fact, if its file is not called so.
  void read_data(const Table& table) {
    const Entry* relation = table.find("relation");
    if (relation == nullptr) return;
    const Span place = inside(relation->value);
    if (!place.valid()) return;
    const Symbol* fact = rules_.named(SymbolKind::fact, out_.sources->text(place));
    if (fact != nullptr) note(place, fact->name_span);
  }

  void read_source(const intake::Value& value) {
    if (const auto* list = std::get_if<intake::List>(&value.data)) {
      for (const intake::Value& item : list->items) read_source(item);
      return;
    }
    const Span place = inside(value);
    if (!place.valid()) return;
    const Symbol* source = out_.named(SymbolKind::source, out_.sources->text(place));
    if (source != nullptr) note(place, source->name_span);
  }

  void note(Span at, Span declared) { out_.mentions.push_back({at, declared}); }

  const Index& rules_;
  Index& out_;
};

}  // namespace

Index index_case(const Index& rules, NamedText file) {
  auto sources = std::make_shared<Sources>(rules.sources);
  const std::uint32_t id = sources->add(std::move(file.name), std::move(file.text));
  Index index;
  index.sources = sources;
  CaseNames(rules, index).read(intake::parse_document(*sources, id).root);
  return index;
}

}  // namespace casus
