// SPDX-License-Identifier: Apache-2.0
//
// How ratings move over time: one case evaluated at a row of dates, and between each two of them
// what changed the score, and why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casus/casus.hpp"
#include "casus/score_change.hpp"

namespace casus {

/// Whole months, or whole days; the two never mix. A year is 12 months, a week 7 days.
struct DateStep {
  std::int64_t amount = 12;
  bool in_days = false;
};

/// The first date, those a multiple of the step later, and the last one, which the last step may
/// fall short of. Months count from the first date and stop at the month's end, so that nothing
/// drifts: 01-31, 02-28, 03-31.
struct TimelineRange {
  Date from;
  Date until;
  DateStep every = {};
};

/// More dates than this are refused.
inline constexpr std::size_t most_timeline_dates = 10'000;

struct TimelinePoint {
  Date date;
  /// Nothing where the subject is not rated at this date. What makes up the score is left
  /// out: `Evaluation` at this date has them.
  std::optional<Rating> rating;
  /// Since the date before; none where the subject is not rated at both.
  std::vector<ScoreChange> changes;
  bool changed = false;  ///< another score or range than at the date before, or other reasons
  std::optional<Inexact> inexact;  ///< of the evaluation at this date
};

struct SubjectTimeline {
  std::string rating;
  std::string module;
  bool shares_name = false;  ///< as of `Rating`
  std::string title;
  std::string subject_title;
  std::vector<Value> subject;
  std::vector<TimelinePoint> points;  ///< one a date
};

struct Timeline {
  CaseInfo info;  ///< without a date
  std::string calculus;
  double threshold = 0;
  TimelineRange range;
  std::vector<Date> dates;  ///< those that were evaluated
  /// By date: ids of facts that count though they were published, or observed, later.
  std::vector<std::vector<std::string>> published_later = {};
  /// By rating, then in order of the first date at which they are rated.
  std::vector<SubjectTimeline> subjects;
  std::vector<std::string> contradictions;  ///< with the first date of each
  Diagnostics warnings;                     ///< each once
  /// Why not all dates were evaluated. The date at which it ended is left out.
  std::optional<LimitReached> limit;
};

struct TimelineRun {
  std::optional<Timeline> timeline;
  Diagnostics diagnostics;
  std::shared_ptr<const Sources> sources;
};

/// What is wrong with a range: its end before its start, a step of nothing, too many dates.
[[nodiscard]] Diagnostics timeline_obstacles(const TimelineRange& range);

/// Evaluates at every date of the range. `options.timeout` is that of the whole timeline; other
/// limits are those of a date. `options.as_of` has no meaning here.
[[nodiscard]] TimelineRun run_timeline(const Ruleset& ruleset, const Facts& facts,
                                       const TimelineRange& range, const Options& options = {});

}  // namespace casus
