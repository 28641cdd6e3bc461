// SPDX-License-Identifier: Apache-2.0
//
// What the names of a rule base and of its cases mean and where they stand: for editors and for
// pages about rules. It comes of the same check that finds mistakes, and is there with mistakes
// too, for what could be understood. What is declared is known by the place of its name.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casus/ruleset.hpp"
#include "casus/source.hpp"

namespace casus {

enum class SymbolKind : std::uint8_t {
  module,
  fact,
  relation,
  rating,
  factor,
  table,
  rule,
  test,
  enumeration,
  member,
  scale,
  band,
  unit,
  field,
  variable,
  source,     ///< of a case
  statement,  ///< of a case, with an id
};

/// "fact", "enum" …: as the language calls it.
[[nodiscard]] std::string_view name_of(SymbolKind kind);

/// Something that has a name.
struct Symbol {
  SymbolKind kind = SymbolKind::fact;
  std::string name;
  Span name_span;  ///< of a variable: where it occurs first
  Span span;       ///< all of its declaration
  Span parent;     ///< the name of what it belongs to: the fact of a field, the rule of a variable
  std::string doc = {};
  std::string detail = {};  ///< the title of a rule, rating or factor; what a variable is
};

/// A name somewhere else than in its declaration.
struct Mention {
  Span span;
  Span declared;  ///< the `name_span` of what it means
  friend auto operator<=>(const Mention&, const Mention&) = default;
};

struct Index {
  std::shared_ptr<const Sources> sources;
  std::vector<Symbol> symbols;    ///< by `name_span`
  std::vector<Mention> mentions;  ///< by `span`

  /// Null where nothing is declared.
  [[nodiscard]] const Symbol* declared_at(Span name_span) const;
  /// The name that a place is in or just behind, mentioned or declared there.
  [[nodiscard]] std::optional<Mention> at(std::uint32_t file, std::uint32_t offset) const;
  /// Everywhere but in its declaration, in order.
  [[nodiscard]] std::vector<Span> mentions_of(Span declared) const;
  /// What belongs to something, in order: its fields, members, factors.
  [[nodiscard]] std::vector<const Symbol*> parts_of(Span declared) const;
  /// The first of this kind and name; null where there is none.
  [[nodiscard]] const Symbol* named(SymbolKind kind, std::string_view name) const;
  /// The enum or scale whose members a field holds; null for other types.
  [[nodiscard]] const Symbol* members_of(const Symbol& field) const;
};

/// The names in a case file: facts, fields and members as its rules declare them, its sources and
/// ids. Nothing of a file that is no TOML. Its spans are those of a set of texts that stands on
/// that of the rules.
[[nodiscard]] Index index_case(const Index& rules, NamedText file);

}  // namespace casus
