// SPDX-License-Identifier: Apache-2.0
//
// Many small independent cases through one rule base: a case is a line of JSON, and each is rated
// as if it were alone, but thousands of them in one run. For services and files of a million cases
// that ask for scores; for reasons, evaluate a case by itself.
//
//   std::ifstream file("cases.ndjson");
//   const casus::CaseLines lines{"cases.ndjson", [&](char* into, std::size_t room) {
//     return static_cast<std::size_t>(file.read(into, room).gcount());
//   }};
//   const auto run = casus::rate_cases(ruleset, lines, {}, [](const auto& info, const auto& rating)
//   {
//     std::cout << info.name << ' ' << rating.band << ' ' << rating.score << '\n';
//     return true;
//   });
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "casus/casus.hpp"

namespace casus {

/// A text of lines, each `{"case": "K-2015", "facts": {"leader": [{"country": "K", "age": 75}]}}`:
/// the case's id and, by the names of facts, their fields. Blank lines are passed over.
struct CaseLines {
  std::string name;  ///< under which messages quote them
  /// Puts the next bytes at `into`, of which there is `room`, and returns how many; 0: the end.
  std::function<std::size_t(char* into, std::size_t room)> read;
};

struct CasesRun {
  std::uint64_t cases = 0;  ///< that were rated
  /// Why there is nothing, or no more: mistakes in options or lines, of these at most a thousand.
  /// Else warnings of rules, each once.
  Diagnostics diagnostics;
  std::optional<LimitReached> limit;       ///< what ended the run before the last case
  std::shared_ptr<const Sources> sources;  ///< rules, and the lines that diagnostics quote
};

/// Calls `use` with the ratings of one case after the other, in the order of the lines; those of a
/// case by rating in declared order, then by subject. Each has its score, band, range, confidence
/// and likelihood alone. `info` has the case's id as its name. Both live until `use` returns; where
/// that is false, the run ends. `use` and `lines.read` are called on this thread, while others
/// reason.
///
/// A line that is no case ends the calls of `use`; the rest is then read for what else is wrong.
/// `options.as_of` is the date of all cases. `options.max_facts` counts what is derived for the
/// some thousand cases that run at once. The calculus is one of `calculi()` for which `takes_cases`
/// is true. Memory does not grow with the number of cases, but for some 50 bytes each, by which an
/// id is known that comes twice.
[[nodiscard]] CasesRun rate_cases(
    const Ruleset& ruleset, const CaseLines& lines, const Options& options,
    const std::function<bool(const CaseInfo& info, const Rating& rating)>& use);

/// Whether many cases may be rated at once under this calculus.
[[nodiscard]] bool takes_cases(const std::string& calculus);

}  // namespace casus
