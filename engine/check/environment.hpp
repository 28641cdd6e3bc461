// SPDX-License-Identifier: Apache-2.0
//
// What every pass of the checker has at hand: the texts, the names, the program as far as it has
// been built, the table of text constants and the list of diagnostics. And the few words and
// questions about them that all passes share, so that messages speak alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/symbols.hpp"
#include "casus/diagnostic.hpp"
#include "check/names.hpp"
#include "check/program.hpp"

namespace casus::check {

/// The kinds of statement as an enumeration; always the first of the schema.
inline constexpr model::EnumId statement_kind_enumeration{0};

struct Environment {
  const Sources& sources;
  Names& names;
  const Program& program;
  base::Symbols& symbols;
  Diagnostics& diagnostics;
  ModuleIndex module = 0;
  bool rules_are_atoms = false;  ///< goals and tests: a rule's name stands for its body

  [[nodiscard]] const model::Schema& schema() const { return program.schema; }
  [[nodiscard]] const model::Units& units() const { return program.schema.units; }
  Diagnostic& report(Diagnostic diagnostic) const {
    return diagnostics.emplace_back(std::move(diagnostic));
  }
};

/// "`name`"
[[nodiscard]] std::string quoted(std::string_view name);
/// "a, b and c"
[[nodiscard]] std::string listed(const std::vector<std::string>& items,
                                 std::string_view conjunction = "and");
/// "a text", "an amount in USD_bn", "a plain number", "a Role": how sentences speak of a type.
[[nodiscard]] std::string phrase(const Type& type, const model::Schema& schema);
/// "a share", "an amount"
[[nodiscard]] std::string with_article(std::string_view noun);
/// "1 USD_bn", "1 year"
[[nodiscard]] std::string one_of(model::UnitId unit, const model::Units& units);
/// "vocabulary.casus:17": the file without its folders, and the line.
[[nodiscard]] std::string short_place(const Sources& sources, Span span);

/// The member that `written` is most likely a misspelling or the beginning of.
[[nodiscard]] std::optional<base::Near> member_meant(std::string_view written,
                                                     const model::Enumeration& enumeration);
/// "`patron`", "`junior`", …
[[nodiscard]] std::vector<std::string> quoted_members(const model::Enumeration& enumeration);
/// Which member is meant by what stands at `place`, or which there are.
void advise_member(Diagnostic& diagnostic, std::string_view written,
                   const model::Enumeration& enumeration, Span place);

/// A unit by name, as seen from the environment's module, units of time included. Where there is
/// none it is reported, and nothing comes back.
[[nodiscard]] std::optional<model::UnitId> find_unit(const Environment& env, const ast::Name& name);

/// E0201, or for units E0303: a name that is not there. Says where else it is declared or what it
/// is near to, else gives `advice`.
void report_missing(const Environment& env, NameSpace space, std::string_view name, Span span,
                    std::string message, std::string advice);
/// E0202
void report_ambiguous(const Environment& env, const Found& found, std::string_view name, Span span);

}  // namespace casus::check
