// SPDX-License-Identifier: Apache-2.0
//
// The sections of a report, each a text of whole lines or empty where it has nothing to say.
#pragma once

#include <string>

#include "report/assessment_report.hpp"

namespace casus::report {

/// What every section is laid out for.
struct Page {
  Style style;
  std::size_t width = 80;
};

// One rating.
/// A reason in few words: in a list its title is enough. Printable.
[[nodiscard]] std::string headline(const Contribution& reason);
[[nodiscard]] std::string header_section(const Rating& rating, const CaseInfo& info,
                                         const Page& page);
[[nodiscard]] std::string judgement_section(const Rating& rating, const Page& page);
/// SUPPORTS and STRAINS beside each other, below each other on a narrow page.
[[nodiscard]] std::string balance_section(const Rating& rating, const Page& page);
/// What would have counted, had nothing stronger of the same origins and no rule defeated it.
[[nodiscard]] std::string uncounted_section(const Rating& rating, const Page& page);
[[nodiscard]] std::string limits_section(const Rating& rating, const Page& page);
/// How the score adds up: start, factors with what their bounds took away, limits; then why other
/// factors add nothing.
[[nodiscard]] std::string sum_section(const Rating& rating, const Page& page);

// The whole case.
[[nodiscard]] std::string evidence_section(const Assessment& assessment, const Page& page);
/// What the marks of sources and statements mean.
[[nodiscard]] std::string grades_section(const Assessment& assessment, const Page& page);
[[nodiscard]] std::string sources_section(const Assessment& assessment, const Page& page);
[[nodiscard]] std::string gaps_section(const Assessment& assessment, const Page& page);
[[nodiscard]] std::string conflicts_section(const Assessment& assessment, const Page& page);
/// What was noticed while evaluating: rules that could not conclude or count, with their places.
[[nodiscard]] std::string warnings_section(const CaseAssessment& one, const Page& page);
[[nodiscard]] std::string unused_section(const Assessment& assessment, const Page& page);

}  // namespace casus::report
