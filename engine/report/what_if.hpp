// SPDX-License-Identifier: Apache-2.0
//
// What `casus what-if` prints: of each rating that is another with changed facts, what it was, what
// it is and why; and which conclusions come and go. Of several scenarios, one table compares the
// ratings. Within "casus.what-if/1" keys are only added.
#pragma once

#include <string>
#include <vector>

#include "casus/score_change.hpp"
#include "casus/session.hpp"
#include "report/style.hpp"

namespace casus::report {

/// The ids of facts that go or come, in order, each once.
[[nodiscard]] std::vector<std::string> changed_facts(const Session::Changed& changed);

/// One case before and after a change of its facts. All of it must outlive the call.
struct CaseWhatIf {
  const Assessment& before;
  const Assessment& after;
  const std::vector<RatingPair>& pairs;  ///< of both
  const Session::Changed& changed;
  const Sources& sources;     ///< of both
  std::string scenario = {};  ///< its name, printable; empty: the change is none
  std::vector<std::string> facts = changed_facts(changed);
};
using CaseWhatIfs = std::vector<CaseWhatIf>;

/// What moved the score of a pair, with the facts that were changed: of those on which a reason
/// rests no others are why it is another now. Where it rests on none of them, as it does not hold
/// any more for a fact that is there, the only one that was changed, if it is one.
[[nodiscard]] std::vector<ScoreChange> caused(const RatingPair& pair, const CaseWhatIf& one);

/// Whether a limit came before it was known how a subject is rated with the change.
[[nodiscard]] bool is_unreached(const RatingPair& pair, const CaseWhatIf& one);

/// For each rated subject of each case: as it is, and in each scenario. Those of one case follow
/// each other. Reasons and conclusions beyond the most important are counted, unless `whole`.
[[nodiscard]] std::string scenarios_text(const CaseWhatIfs& cases, bool whole, const Style& style);
[[nodiscard]] std::string what_if_text(const CaseWhatIfs& cases, bool whole, const Style& style);
/// One statement a line.
[[nodiscard]] std::string what_if_prose(const CaseWhatIfs& cases, bool whole);
[[nodiscard]] std::string what_if_json(const CaseWhatIfs& cases);

}  // namespace casus::report
