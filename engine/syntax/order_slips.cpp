// SPDX-License-Identifier: Apache-2.0
//
// A rule's parts in the wrong order: conditions, conclusions, clauses. Where each stands on lines
// of its own, they can be moved.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/characters.hpp"
#include "syntax/recover.hpp"
#include "syntax/rule_slips.hpp"
#include "syntax/words.hpp"

namespace casus::syntax {
namespace {

enum class Part { conditions, conclusion, clause, none };

/// What a line begins with; `none`: it goes on with the line before.
Part part_of(std::string_view word) {
  const auto any = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
  };
  if (any({"when", "unless"})) return Part::conditions;
  if (any({"then", "supports", "undermines", "caps", "floors"})) return Part::conclusion;
  if (any({"certainty", "because", "source", "overrides"})) return Part::clause;
  return Part::none;
}

/// Lines that belong together, with their ends.
struct Lines {
  Part part;
  At from;
  At to;
};

At line_begin(const Reader& reader, At at) {
  while (at != reader.begin() && at[-1] != '\n') --at;
  return at;
}

At line_end(const Reader& reader, At at) {
  const At end = std::find(at, reader.end(), '\n');
  return end == reader.end() ? end : end + 1;
}

/// The parts of the rule that begins at `start`, from its second line on; blank lines and comments
/// end them.
std::vector<Lines> parts_of(Reader& reader, At start) {
  std::vector<Lines> parts;
  At at = line_end(reader, reader.skip(start));
  const At end = next_declaration(reader, at);
  while (at < end) {
    const At next = line_end(reader, at);
    const At first = behind_blanks(at);
    if (*first == '\n' || *first == '\r' || starts_with(first, "//")) break;
    const At to = name_end(first);
    const Part part = part_of({first, static_cast<std::size_t>(to - first)});
    if (part == Part::none && !parts.empty()) {
      parts.back().to = next;
    } else {
      parts.push_back({part, at, next});
    }
    at = next;
  }
  return parts;
}

/// Moves `lines` to `place`.
std::vector<Edit> moved(const Reader& reader, const Lines& lines, At place) {
  return {{reader.span(lines.from, lines.to), ""},
          {reader.span(place, place), std::string(lines.from, lines.to)}};
}

/// The part at whose first line `word` is the first; nothing where a line is shared, or the last
/// has no end.
const Lines* part_at(const Reader& reader, const std::vector<Lines>& parts, const Found& word) {
  const At begin = line_begin(reader, word.from);
  const auto it = std::ranges::find(parts, begin, &Lines::from);
  const bool whole = it != parts.end() && behind_blanks(begin) == word.from && it->to[-1] == '\n';
  return whole ? &*it : nullptr;
}

/// `certainty 0.9` before `then …`
Slip clause_before_conclusion(const Situation& s) {
  if (!wants_conclusion(s) || part_of(s.found.text()) != Part::clause) return std::nullopt;
  Diagnostic d = error("E0101", quoted(s.found.text()) + " stands behind the conclusion");
  d.label(s.span(s.found), s.expected);
  const std::string advice = "move it behind `then …`, or what else the rule concludes";
  const auto parts = parts_of(s.reader, s.reading.start);
  const Lines* clause = part_at(s.reader, parts, s.found);
  const Lines* last = nullptr;
  for (const Lines& part : parts) {
    if (part.part == Part::conclusion) last = &part;
  }
  if (clause == nullptr || last == nullptr || last < clause || last->to[-1] != '\n') {
    return Diagnosis{std::move(d).advise(advice), std::nullopt};
  }
  return Diagnosis{d.fix(advice, moved(s.reader, *clause, last->to), true), std::nullopt};
}

/// `when` or `unless` behind `then …`
Slip condition_behind_conclusion(const Situation& s) {
  if (s.expectation.key != "end of rule" && s.expectation.key != "end of clauses") {
    return std::nullopt;
  }
  if (part_of(s.found.text()) != Part::conditions) return std::nullopt;
  Diagnostic d = error("E0101", quoted(s.found.text()) + " stands before the conclusion");
  d.label(s.here(), "behind the conclusion");
  const std::string advice =
      "move it, and the conditions that follow it, before the first conclusion";
  const auto parts = parts_of(s.reader, s.reading.start);
  const Lines* conditions = part_at(s.reader, parts, s.found);
  const auto first = std::ranges::find(parts, Part::conclusion, &Lines::part);
  if (conditions == nullptr || first == parts.end() || conditions < &*first) {
    return Diagnosis{std::move(d).advise(advice), std::nullopt};
  }
  return Diagnosis{d.fix(advice, moved(s.reader, *conditions, first->from), true), std::nullopt};
}

}  // namespace

std::optional<Diagnosis> recognise_order(const Situation& situation) {
  if (Slip recognised = clause_before_conclusion(situation)) return recognised;
  return condition_behind_conclusion(situation);
}

}  // namespace casus::syntax
