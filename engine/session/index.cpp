// SPDX-License-Identifier: Apache-2.0
#include "session/index.hpp"

#include <algorithm>

#include "base/sort_unique.hpp"

namespace casus {
namespace {

/// Enters what the declarations of one file name.
class Declared {
 public:
  explicit Declared(std::vector<Symbol>& out) : out_(out) {}

  void file(const ast::File& file) {
    if (file.module) {
      const ast::DottedName& name = file.module->name;
      add(SymbolKind::module, {name.text(), name.span}, name.span, {}, file.module->doc);
    }
    for (const ast::Declaration& declaration : file.declarations) {
      declaration_ = &declaration;
      std::visit(*this, declaration.node);
    }
  }

  void operator()(const ast::Use&) {}
  void operator()(const ast::Enum& one) {
    top(SymbolKind::enumeration, one.name);
    for (const ast::Name& member : one.members) {
      add(SymbolKind::member, member, member.span, one.name.span);
    }
  }
  void operator()(const ast::Unit& one) { top(SymbolKind::unit, one.name); }
  void operator()(const ast::Scale& one) {
    top(SymbolKind::scale, one.name);
    for (const ast::Band& band : one.bands) {
      add(SymbolKind::band, band.name, band.name.span, one.name.span);
    }
  }
  void operator()(const ast::Relation& one) {
    top(one.from_data ? SymbolKind::fact : SymbolKind::relation, one.name);
    fields(one.fields, one.name);
  }
  void operator()(const ast::Rating& one) {
    top(SymbolKind::rating, one.name, one.title);
    fields(one.fields, one.name);
    for (const ast::Factor& factor : one.factors) {
      add(SymbolKind::factor, factor.name, cover(factor.name.span, factor.range.span),
          one.name.span, {}, factor.title ? factor.title->text : "");
    }
  }
  void operator()(const ast::Rule& one) { top(SymbolKind::rule, one.name, one.title); }
  void operator()(const ast::Table& one) {
    top(SymbolKind::table, one.name);
    fields(one.fields, one.name);
  }
  void operator()(const ast::Test& one) { top(SymbolKind::test, one.title); }

 private:
  void top(SymbolKind kind, const ast::Name& name, const std::optional<ast::Name>& title = {}) {
    add(kind, name, declaration_->span, {}, declaration_->doc, title ? title->text : "");
  }

  void fields(const std::vector<ast::Field>& fields, const ast::Name& owner) {
    for (const ast::Field& field : fields) {
      add(SymbolKind::field, field.name, field.span, owner.span, field.doc);
    }
  }

  void add(SymbolKind kind, const ast::Name& name, Span span, Span parent, std::string doc = {},
           std::string detail = {}) {
    if (name.text.empty() || !name.span.valid()) return;
    // Of what is broken no more may be known than its name.
    if (span.file != name.span.file || span.begin > name.span.begin || span.end < name.span.end) {
      span = name.span;
    }
    out_.push_back({kind, name.text, name.span, span, parent, std::move(doc), std::move(detail)});
  }

  std::vector<Symbol>& out_;
  const ast::Declaration* declaration_ = nullptr;
};

/// The declaration that a place lies in, among symbols by name: the last one that begins before it.
Span around(const std::vector<Symbol>& symbols, Span place) {
  auto it = std::ranges::upper_bound(symbols, place, {}, &Symbol::name_span);
  while (it != symbols.begin()) {
    --it;
    if (it->name_span.file != place.file) break;
    if (it->parent.valid()) continue;
    return it->span.end >= place.end ? it->name_span : Span{};
  }
  return {};
}

}  // namespace

std::string_view name_of(SymbolKind kind) {
  constexpr std::string_view names[] = {
      "module", "fact",  "relation", "rating", "factor", "table",    "rule",   "test",     "enum",
      "member", "scale", "band",     "unit",   "field",  "variable", "source", "statement"};
  return names[static_cast<std::size_t>(kind)];
}

const Symbol* Index::declared_at(Span name_span) const {
  const auto it = std::ranges::lower_bound(symbols, name_span, {}, &Symbol::name_span);
  return it != symbols.end() && it->name_span == name_span ? &*it : nullptr;
}

std::optional<Mention> Index::at(std::uint32_t file, std::uint32_t offset) const {
  const Span place{file, offset, Span::no_file};
  // Names do not overlap: what is in question begins last, here or before.
  const auto around = [&](Span span) {
    return span.file == file && span.begin <= offset && offset <= span.end;
  };
  std::optional<Mention> found;
  const auto mention = std::ranges::upper_bound(mentions, place, {}, &Mention::span);
  if (mention != mentions.begin() && around(std::prev(mention)->span)) found = *std::prev(mention);
  const auto symbol = std::ranges::upper_bound(symbols, place, {}, &Symbol::name_span);
  if (symbol != symbols.begin() && around(std::prev(symbol)->name_span)) {
    const Span name = std::prev(symbol)->name_span;
    if (!found || found->span.begin < name.begin) found = Mention{name, name};
  }
  return found;
}

std::vector<Span> Index::mentions_of(Span declared) const {
  std::vector<Span> spans;
  for (const Mention& mention : mentions) {
    if (mention.declared == declared) spans.push_back(mention.span);
  }
  return spans;
}

std::vector<const Symbol*> Index::parts_of(Span declared) const {
  std::vector<const Symbol*> parts;
  auto it = std::ranges::lower_bound(symbols, declared, {}, &Symbol::name_span);
  if (it == symbols.end() || it->name_span != declared) return parts;
  const Span whole = it->span;
  for (; it != symbols.end() && it->name_span.file == whole.file && it->name_span.begin < whole.end;
       ++it) {
    if (it->parent == declared) parts.push_back(&*it);
  }
  return parts;
}

const Symbol* Index::named(SymbolKind kind, std::string_view name) const {
  const auto it = std::ranges::find_if(
      symbols, [&](const Symbol& one) { return one.kind == kind && one.name == name; });
  return it == symbols.end() ? nullptr : &*it;
}

const Symbol* Index::members_of(const Symbol& field) const {
  auto it = std::ranges::lower_bound(mentions, Span{field.span.file, field.span.begin, 0}, {},
                                     &Mention::span);
  for (; it != mentions.end() && it->span.file == field.span.file && it->span.end <= field.span.end;
       ++it) {
    const Symbol* type = declared_at(it->declared);
    if (type == nullptr) continue;
    if (type->kind == SymbolKind::enumeration || type->kind == SymbolKind::scale) return type;
  }
  return nullptr;
}

namespace session {

Span member_span(const Index& index, Span declared, std::string_view name) {
  for (const Symbol* part : index.parts_of(declared)) {
    if (part->name == name) return part->name_span;
  }
  return declared;
}

void make_index(std::shared_ptr<const Sources> sources, const std::vector<ast::File>& files,
                check::Mentions&& mentions, Index& index) {
  index = Index{};
  index.sources = std::move(sources);
  Declared declared(index.symbols);
  for (const ast::File& file : files) declared.file(file);
  std::ranges::sort(index.symbols, {}, &Symbol::name_span);

  std::vector<Symbol> variables;
  for (check::Mentions::Variable& one : mentions.variables) {
    if (index.declared_at(one.declared) != nullptr) continue;  // A field that gives its value.
    variables.push_back({SymbolKind::variable,
                         std::string(index.sources->text(one.declared)),
                         one.declared,
                         one.declared,
                         around(index.symbols, one.declared),
                         {},
                         std::move(one.type)});
  }
  index.symbols.insert(index.symbols.end(), std::make_move_iterator(variables.begin()),
                       std::make_move_iterator(variables.end()));
  std::ranges::stable_sort(index.symbols, {}, &Symbol::name_span);
  const auto repeated =
      std::unique(index.symbols.begin(), index.symbols.end(),
                  [](const Symbol& a, const Symbol& b) { return a.name_span == b.name_span; });
  index.symbols.erase(repeated, index.symbols.end());

  for (const check::Mentions::Mention& one : mentions.found) {
    Span meant = one.declared;
    if (one.member) {
      const std::string_view name = index.sources->text(one.at);
      meant = member_span(index, one.declared, name.substr(name.rfind('.') + 1));
    }
    if (one.at != meant) index.mentions.push_back({one.at, meant});
  }
  sort_unique(index.mentions);
}

}  // namespace session
}  // namespace casus
