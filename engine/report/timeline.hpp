// SPDX-License-Identifier: Apache-2.0
//
// What `casus eval --timeline` prints. Text and prose fold dates without change and round for the
// eye; the data formats have every date and never round. Within "casus.timeline/1" keys are only
// added.
#pragma once

#include <string>
#include <vector>

#include "casus/timeline.hpp"
#include "report/style.hpp"

namespace casus::report {

/// One case's timeline and the texts that its spans point into. Both must outlive the call.
struct CaseTimeline {
  const Timeline& timeline;
  const Sources& sources;
};
using CaseTimelines = std::vector<CaseTimeline>;

/// A table a subject; below each date what changed the score, largest first.
[[nodiscard]] std::string timeline_text(const CaseTimelines& cases, const Style& style);
/// One statement a line.
[[nodiscard]] std::string timeline_prose(const CaseTimelines& cases);
[[nodiscard]] std::string timeline_json(const CaseTimelines& cases);
/// One date of one subject a line, each with its schema.
[[nodiscard]] std::string timeline_ndjson(const CaseTimelines& cases);
/// A header row, then one date of one subject a row.
[[nodiscard]] std::string timeline_csv(const CaseTimelines& cases);

}  // namespace casus::report
