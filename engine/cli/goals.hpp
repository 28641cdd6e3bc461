// SPDX-License-Identifier: Apache-2.0
//
// What commands say of goals that cannot be asked, or have no answer.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cases.hpp"

namespace casus::cli {

/// The operands behind the goal.
[[nodiscard]] std::vector<std::string> cases_of(const Arguments& arguments);

/// What the goal says about a rating: its score, or its factor's points, where the subject is
/// rated, the nearest subject where it is not; empty where it says nothing of one.
[[nodiscard]] std::string hint(const std::string& goal, const Runs& runs);

/// What a goal is that is a word alone and names something else: a fact, a rating, a band.
[[nodiscard]] std::optional<Problem> named_instead(const std::string& goal,
                                                   std::span<const Assessment* const> cases,
                                                   const Arguments& arguments);

/// Why a goal cannot be asked. Of a bare word, which is no condition, that is clear only beside one
/// that is.
[[nodiscard]] Problem refused(const std::string& goal, const Runs& runs,
                              report::DiagnosticGroup group, const Arguments& arguments);
[[nodiscard]] Problem refused(const std::string& goal, std::span<const Assessment* const> cases,
                              report::DiagnosticGroup group, const Arguments& arguments);

/// Of a goal about a rating of a subject that is not rated: what is; else empty.
[[nodiscard]] std::string rated_instead(const std::string& goal, const Runs& runs);
[[nodiscard]] std::string rated_instead(const std::string& goal,
                                        std::span<const Rating* const> ratings);

/// What is to be said of the texts of a goal that no case knows: a line for each.
[[nodiscard]] std::vector<std::string> unknown_everywhere(
    const std::vector<std::vector<UnknownText>>& by_case);

/// The fact that a goal names instead of asking something; nothing where it does not.
[[nodiscard]] const Evidence* fact_called(const std::string& goal, const CaseRun& run);

/// `--depth`: levels, 0 for all; nothing where it is not given.
[[nodiscard]] Outcome<std::optional<std::uint32_t>> depth_of(const Arguments& arguments);

/// "next: casus why …", as a line of the result; empty where a case came from stdin, which is used
/// up.
[[nodiscard]] std::string next_command(std::string_view command, const std::string& goal,
                                       const Arguments& arguments, bool prose);

/// A line of the result: `head` and a text, which is made printable; in prose a sentence.
[[nodiscard]] std::string told(std::string_view head, std::string_view text, bool prose);

}  // namespace casus::cli
