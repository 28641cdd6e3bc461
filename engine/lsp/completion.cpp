// SPDX-License-Identifier: Apache-2.0
//
// What can stand at a place, judged by the words before it: the text is rarely whole there.
#include <algorithm>
#include <array>
#include <set>

#include "check/functions.hpp"
#include "lsp/completing.hpp"
#include "lsp/features.hpp"
#include "syntax/words.hpp"

namespace casus::lsp {
namespace {

using Words = std::vector<std::string_view>;

constexpr auto types =
    std::to_array<std::string_view>({"text", "int", "number", "bool", "date", "duration", "Kind"});
constexpr auto times = std::to_array<std::string_view>({"days", "weeks", "months", "years"});

/// Clauses by the word that begins their declaration.
Words clauses_of(std::string_view declaration) {
  if (declaration == "rule") {
    return {"when", "and",    "or",      "unless",    "then",   "supports", "undermines",
            "caps", "floors", "because", "certainty", "source", "overrides"};
  }
  if (declaration == "rating") return {"of", "on", "starts", "factor", "likelihood"};
  if (declaration == "fact" || declaration == "relation") {
    return {"reads", "asks", "open", "closed", "presumed", "half_life"};
  }
  if (declaration == "test") return {"given", "as_of", "assume", "drop", "expect", "snapshot"};
  if (declaration == "table") return {"unique", "any", "first", "priority", "collect"};
  return {};
}

class RuleCompletion {
 public:
  RuleCompletion(const View& view, Place place)
      : view_(view), cursor_(view.lines().offset(place)), written_(view.text(), cursor_) {}

  json::array run() {
    if (written_.in_comment) return {};
    if (written_.in_text) {
      if (written_.in_braces) add_variables();
    } else if (!written_.owner.empty()) {
      add_parts(written_.owner);
    } else if (written_.before.empty()) {
      add_declarations();
    } else {
      by_last(written_.before.back());
    }
    return std::move(items_);
  }

 private:
  void by_last(std::string_view last) {
    const Words& before = written_.before;
    const std::string_view declaration = before.front();
    if (last == "use") return add_modules();
    if (last == "overrides") return add(SymbolKind::rule);
    if (declaration == "rating" && last == "on") return add(SymbolKind::scale);
    if (last == "of" && declaration == "rating") return add_callable();
    if (is_number(last)) return add_units();
    if (written_.open_brace && last == ":") return add_types();
    if (written_.open_brace && (last == "int" || last == "number")) return add_units();
    if (!written_.callee.empty()) return in_call(last);
    constexpr auto points =
        std::to_array<std::string_view>({"supports", "undermines", "caps", "floors"});
    if (std::ranges::find(points, last) != points.end()) return add_factors();
    if (last == "then") {
      add(SymbolKind::relation);
      return add_words({"not", "one of"});
    }
    constexpr auto conditions = std::to_array<std::string_view>(
        {"when", "and", "or", "not", "unless", "unknown", "expect", "assume", "drop", "for"});
    constexpr auto signs = std::to_array<std::string_view>(
        {"=", "!=", "<", "<=", ">", ">=", "in", "by", "at", "+", "-", "*", "/", "("});
    const bool condition = std::ranges::find(conditions, last) != conditions.end();
    if (condition || std::ranges::find(signs, last) != signs.end()) {
      add_callable();
      add_variables();
      add_functions();
      if (!condition) add_members();
      if (condition) add_words({"not", "unknown"});
      return;
    }
    add_words(clauses_of(declaration));
  }

  void in_call(std::string_view last) {
    const Symbol* callee = resolved(written_.callee);
    if (last == "(" || last == ",") {
      if (callee != nullptr) add_fields(*callee);
      add_variables();
      return;
    }
    const Symbol* field = callee == nullptr ? nullptr : part(*callee, written_.argument);
    const Symbol* type = field == nullptr ? nullptr : view_.base.index.members_of(*field);
    if (type != nullptr) {
      add_parts_of(*type);
    } else {
      add_functions();
    }
    add_variables();
    if (last != ":") add_members();
  }

  // What is there.

  [[nodiscard]] bool visible(const Symbol& symbol) const {
    const std::uint32_t file = symbol.name_span.file;
    if (file == view_.file) return true;
    return std::ranges::any_of(view_.index.mentions, [&](const Mention& mention) {
      if (mention.span.file != view_.file || mention.declared.file != file) return false;
      const Symbol* used = view_.index.declared_at(mention.declared);
      return used != nullptr && used->kind == SymbolKind::module;
    });
  }

  [[nodiscard]] const Symbol* part(const Symbol& owner, std::string_view name) const {
    for (const Symbol* one : view_.index.parts_of(owner.name_span)) {
      if (one->name == name) return one;
    }
    return nullptr;
  }

  /// `pump`, `risk.age`: what has the fields.
  [[nodiscard]] const Symbol* resolved(std::string_view name) const {
    for (const std::string_view each :
         {name.substr(0, name.find('.')), name.substr(name.rfind('.') + 1)}) {
      for (const SymbolKind kind :
           {SymbolKind::fact, SymbolKind::relation, SymbolKind::rating, SymbolKind::table}) {
        if (const Symbol* found = view_.index.named(kind, each)) return found;
      }
    }
    return nullptr;
  }

  // What is offered.

  void add(const Symbol& symbol, std::string insert = {}) {
    offer(items_, {.label = symbol.name,
                   .insert = std::move(insert),
                   .detail = shown(symbol),
                   .documentation = symbol.doc,
                   .kind = kind_of(symbol.kind)});
  }
  void add(SymbolKind kind) {
    std::set<std::uint32_t> files;
    for (const Symbol& symbol : view_.index.symbols) {
      if (symbol.kind != kind) continue;
      if (!files.contains(symbol.name_span.file) && !visible(symbol)) continue;
      files.insert(symbol.name_span.file);
      add(symbol);
    }
  }
  void add_callable() {
    for (const SymbolKind kind :
         {SymbolKind::fact, SymbolKind::relation, SymbolKind::rating, SymbolKind::table}) {
      add(kind);
    }
    if (written_.before.front() == "test") add(SymbolKind::rule);
  }
  void add_modules() { add_all(SymbolKind::module); }
  void add_all(SymbolKind kind) {
    for (const Symbol& symbol : view_.index.symbols) {
      if (symbol.kind == kind && symbol.name_span.file != view_.file) add(symbol);
    }
  }
  void add_members() {
    add(SymbolKind::member);
    add(SymbolKind::band);
  }
  void add_types() {
    for (const std::string_view type : types) {
      offer(items_, {.label = std::string(type), .detail = "type", .kind = Kind::type});
    }
    add(SymbolKind::enumeration);
    add(SymbolKind::scale);
  }
  void add_units() {
    for (const std::string_view time : times) {
      offer(items_, {.label = std::string(time), .detail = "unit of time", .kind = Kind::unit});
    }
    add(SymbolKind::unit);
  }
  void add_parts_of(const Symbol& owner) {
    for (const Symbol* one : view_.index.parts_of(owner.name_span)) add(*one);
  }
  /// `risk.`, `Role.`: what stands behind the point.
  void add_parts(std::string_view owner) {
    for (const SymbolKind kind : {SymbolKind::rating, SymbolKind::enumeration, SymbolKind::scale}) {
      const Symbol* found = view_.index.named(kind, owner);
      if (found == nullptr) continue;
      for (const Symbol* one : view_.index.parts_of(found->name_span)) {
        if (one->kind != SymbolKind::field) add(*one);
      }
    }
  }
  void add_factors() {
    for (const Symbol& rating : view_.index.symbols) {
      if (rating.kind != SymbolKind::rating || !visible(rating)) continue;
      for (const Symbol* one : view_.index.parts_of(rating.name_span)) {
        if (one->kind != SymbolKind::factor) continue;
        offer(items_, {.label = rating.name + '.' + one->name,
                       .detail = shown(*one),
                       .documentation = one->detail,
                       .kind = Kind::property});
      }
    }
  }
  void add_fields(const Symbol& callee) {
    for (const Symbol* one : view_.index.parts_of(callee.name_span)) {
      const bool given = std::ranges::find(written_.given, one->name) != written_.given.end();
      if (one->kind == SymbolKind::field && !given) add(*one, one->name + ": ");
    }
  }
  void add_variables() {
    for (const std::string& name : written_.variables(view_.text())) {
      const bool member = std::ranges::any_of(view_.index.symbols, [&](const Symbol& symbol) {
        return (symbol.kind == SymbolKind::member || symbol.kind == SymbolKind::band) &&
               symbol.name == name;
      });
      if (member) continue;
      std::string detail = "variable";
      for (const Symbol& symbol : view_.index.symbols) {
        const bool here = symbol.kind == SymbolKind::variable &&
                          symbol.name_span.file == view_.file &&
                          symbol.name_span.begin >= written_.begin;
        if (here && symbol.name == name) {
          detail = symbol.detail;
          break;
        }
      }
      offer(items_, {.label = name, .detail = std::move(detail), .kind = Kind::variable});
    }
  }
  void add_functions() {
    for (const check::Builtin& one : check::builtins()) {
      offer(items_, {.label = std::string(one.name),
                     .detail = std::string(one.name) + '(' + std::string(one.parameters) + ')',
                     .kind = Kind::function});
    }
    for (const check::AggregateName& one : check::aggregates()) {
      offer(
          items_,
          {.label = std::string(one.name), .detail = "over all that hold", .kind = Kind::function});
    }
  }
  void add_words(const Words& words) {
    for (const std::string_view word : words) {
      offer(items_, {.label = std::string(word), .kind = Kind::keyword});
    }
  }
  void add_declarations() {
    const auto words = syntax::declaration_words();
    add_words({words.begin(), words.end()});
    if (written_.begin == 0) add_words({"module"});
  }

  /// The declaration's text, where it is short.
  [[nodiscard]] std::string shown(const Symbol& symbol) const {
    constexpr std::size_t most = 60;
    const std::string_view text = view_.base.index.sources->text(symbol.span);
    const bool part = symbol.parent.valid() && text.find('\n') == std::string_view::npos;
    if (part && text.size() <= most && text != symbol.name) return std::string(text);
    return std::string(name_of(symbol.kind));
  }

  const View& view_;
  std::uint32_t cursor_;
  Written written_;
  json::array items_;
};

}  // namespace

json::array completions(const View& view, Place place) {
  if (view.is_case()) return case_completions(view, place);
  return RuleCompletion(view, place).run();
}

}  // namespace casus::lsp
