// SPDX-License-Identifier: Apache-2.0
//
// Plain keys, as `[case]`, `[[source]]`, a fact's metadata and the project file have them: one
// function for each type, which gives the value or reports why there is none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casus/diagnostic.hpp"
#include "casus/source.hpp"
#include "intake/tree.hpp"
#include "model/facts.hpp"

namespace casus::intake {

/// How a file writes keys and values, for the examples that messages give.
enum class Notation : std::uint8_t { toml, cells, json, atom };

/// What everything that reads one file shares.
struct Reading {
  const Sources& sources;
  Diagnostics& diagnostics;
  Notation notation = Notation::toml;

  /// Appends; past `most_diagnostics` nothing more, as nobody reads on and a file of a million
  /// mistakes must not fill the memory.
  Diagnostic& report(Diagnostic diagnostic) {
    const bool full = diagnostics.size() >= most_diagnostics;
    return full ? dropped = std::move(diagnostic) : diagnostics.emplace_back(std::move(diagnostic));
  }

  static constexpr std::size_t most_diagnostics = 1000;
  Diagnostic dropped = {};  ///< the last one not kept
};

/// " (vocabulary.casus:17)", empty where the place is not known.
[[nodiscard]] std::string in_place(const Reading& reading, Span span);

/// How the file would say that `name` is `value`, which is written as in TOML: "`age = 12`", in a
/// cell "`12`", in JSON "`"age": 12`".
[[nodiscard]] std::string example(const Reading& reading, std::string_view name,
                                  std::string_view value);

/// E0605: "`age` needs a whole number, not a text"; `name` may be a path such as `valid.from`.
Diagnostic& refuse_type(Reading& reading, std::string_view name, const Value& value,
                        std::string_view needs);

/// E0603 with the nearest of `known` that `table` does not hold yet (of all where the table is very
/// large), which is returned. `owner` says what has no such key: "`leader`", "`[case]`".
/// `elsewhere` is where this very key belongs, if anywhere: "a fact".
std::optional<std::string> refuse_key(Reading& reading, const Entry& entry, std::string_view owner,
                                      std::span<const std::string_view> known, const Table& table,
                                      std::string_view elsewhere = {});

/// E0616 for a carriage return that no line feed follows, in a file of lines.
[[nodiscard]] Diagnostic lone_return(Span span);

/// E0604 under `span` for a key that must be there.
void refuse_missing(Reading& reading, Span span, std::string_view owner, std::string_view key,
                    std::string_view needs);

/// In normal form, without control characters and with plain line feeds. `any`: every text will do,
/// so that to put a number in quotes is a safe fix.
[[nodiscard]] std::optional<std::string> read_text(Reading& reading, std::string_view name,
                                                   const Value& value, bool any = true);
/// A text with something in it.
[[nodiscard]] std::optional<std::string> read_name(Reading& reading, std::string_view name,
                                                   const Value& value, bool any = true);
[[nodiscard]] std::optional<std::vector<std::string>> read_texts(Reading& reading,
                                                                 std::string_view name,
                                                                 const Value& value);
[[nodiscard]] std::optional<model::Day> read_date(Reading& reading, std::string_view name,
                                                  const Value& value);
[[nodiscard]] std::optional<bool> read_bool(Reading& reading, std::string_view name,
                                            const Value& value);
/// A number, a whole number or "25%"; finite.
[[nodiscard]] std::optional<double> read_number(Reading& reading, std::string_view name,
                                                const Value& value);
[[nodiscard]] std::optional<std::int64_t> read_integer(Reading& reading, std::string_view name,
                                                       const Value& value);

}  // namespace casus::intake
