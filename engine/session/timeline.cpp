// SPDX-License-Identifier: Apache-2.0
#include "casus/timeline.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "explain/exact.hpp"
#include "model/calendar.hpp"
#include "session/budget.hpp"
#include "session/data.hpp"
#include "session/notices.hpp"

namespace casus {
namespace {

using Clock = std::chrono::steady_clock;

std::string in_words(DateStep step) {
  const bool whole = step.amount % (step.in_days ? 7 : 12) == 0;
  const std::int64_t amount = whole ? step.amount / (step.in_days ? 7 : 12) : step.amount;
  const std::string unit = step.in_days ? (whole ? "week" : "day") : (whole ? "year" : "month");
  return std::to_string(amount) + ' ' + unit + (amount == 1 ? "" : "s");
}

/// How many whole steps, above nothing, a range has.
std::int64_t steps_of(const TimelineRange& range) {
  const std::int64_t length = range.every.in_days
                                  ? std::int64_t{range.until.day} - range.from.day
                                  : model::months_between(range.from.day, range.until.day);
  return length / range.every.amount;
}

/// The date that lies `count` steps behind the first one; beyond the whole steps the last one.
Date date_at(const TimelineRange& range, std::int64_t count) {
  if (count > steps_of(range)) return range.until;
  if (range.every.in_days) {
    const std::int64_t day = range.from.day + count * range.every.amount;
    return Date{static_cast<std::int32_t>(day)};
  }
  const auto day = model::add_months(range.from.day, count * range.every.amount);
  return day ? Date{*day} : range.until;
}

/// How many dates there are: one more where the steps do not reach the last one.
std::int64_t count_of(const TimelineRange& range) {
  const std::int64_t steps = steps_of(range);
  return steps + (date_at(range, steps) < range.until ? 2 : 1);
}

/// The timelines of all subjects, as dates are added.
class Subjects {
 public:
  void add(Date date, const Assessment& assessment) {
    for (const Rating& rating : assessment.ratings) {
      const auto [known, is_new] = places_.try_emplace(key(rating), rows_.size());
      if (is_new) add_subject(rating);
      rows_[known->second].current = rating;
    }
    for (Row& row : rows_) {
      row.line.points.push_back(next(date, row));
      row.line.points.back().inexact = assessment.inexact;
    }
    inexact_.push_back(assessment.inexact);
    dates_.push_back(date);
  }

  /// By rating, in the order in which these are declared.
  [[nodiscard]] std::vector<SubjectTimeline> take() {
    std::ranges::stable_sort(rows_, {}, &Row::rating);
    std::vector<SubjectTimeline> result;
    for (Row& row : rows_) result.push_back(std::move(row.line));
    return result;
  }

 private:
  struct Row {
    SubjectTimeline line;
    Span rating;                    ///< where it is declared
    std::optional<Rating> current;  ///< at the date that is being added
    std::optional<Rating> last;     ///< at the date before
  };

  static std::pair<Span, std::string> key(const Rating& rating) {
    std::string values;
    for (const Value& value : rating.subject) values += explain::exact(value) + '\n';
    return {rating.span, std::move(values)};
  }

  void add_subject(const Rating& rating) {
    SubjectTimeline line{.rating = rating.rating,
                         .module = rating.module,
                         .shares_name = rating.shares_name,
                         .title = rating.title,
                         .subject_title = rating.subject_title,
                         .subject = rating.subject,
                         .points = {}};
    for (std::size_t i = 0; i < dates_.size(); ++i) {
      line.points.push_back({.date = dates_[i], .inexact = inexact_[i]});
    }
    rows_.push_back({std::move(line), rating.span, {}, {}});
  }

  TimelinePoint next(Date date, Row& row) const {
    TimelinePoint point{.date = date};
    const std::optional<Rating>& now = row.current;
    const std::optional<Rating>& before = row.last;
    if (now && before) {
      point.changes = score_changes(*before, *now);
      point.changed = !point.changes.empty() || before->range_low != now->range_low ||
                      before->range_high != now->range_high;
    } else {
      point.changed = now.has_value() != before.has_value() && !dates_.empty();
    }
    if (now) {
      point.rating = *now;
      point.rating->contributions.clear();
      point.rating->limits.clear();
      point.rating->defeated.clear();
    }
    row.last = std::exchange(row.current, std::nullopt);
    return point;
  }

  std::map<std::pair<Span, std::string>, std::size_t> places_;
  std::vector<Row> rows_;
  std::vector<Date> dates_;
  std::vector<std::optional<Inexact>> inexact_;  ///< by date
};

/// What was noticed at several dates, once.
class Notices {
 public:
  void add(Date date, const Assessment& assessment, Timeline& into) {
    for (const Diagnostic& one : assessment.warnings) {
      // Facts that came later are told of the first date; all dates are in `published_later`.
      const bool elsewhere = one.labels.empty() || one.code == "W0708";
      const Span span = elsewhere ? Span{} : one.labels.front().span;
      if (warned_.emplace(one.code, span).second) into.warnings.push_back(one);
    }
    for (const std::string& text : assessment.contradictions) {
      if (!contradicted_.insert(text).second) continue;
      into.contradictions.push_back(model::show_date(date.day) + ": " + text);
    }
  }

 private:
  std::set<std::pair<std::string, Span>> warned_;
  std::set<std::string> contradicted_;
};

/// `where` is empty where the date had not begun.
LimitReached limit_at(Date date, Limit what, const std::string& where = {}) {
  const std::string day = model::show_date(date.day);
  const std::string text = session::limit_text(what) + " at " + day;
  if (where.empty()) return {what, day, text};
  return {what, day + ", " + where, text + ", in " + where};
}

/// What ends the timeline before its next date.
std::optional<LimitReached> limit_before(Date date, const Options& options) {
  if (options.interrupted != nullptr && *options.interrupted)
    return limit_at(date, Limit::interrupted);
  if (!options.deadline || Clock::now() < *options.deadline) return std::nullopt;
  return limit_at(date, Limit::time);
}

}  // namespace

Diagnostics timeline_obstacles(const TimelineRange& range) {
  if (range.every.amount <= 0) {
    return {error("", "the step of a timeline is longer than nothing")
                .advise("write for example `1 year`, `6 months` or `10 days`")};
  }
  const std::string from = model::show_date(range.from.day);
  const std::string until = model::show_date(range.until.day);
  if (range.until < range.from) {
    return {error("", "the timeline ends, on " + until + ", before it begins, on " + from)
                .advise("write the earlier date first")};
  }
  const std::int64_t count = count_of(range);
  if (count <= static_cast<std::int64_t>(most_timeline_dates)) return {};
  return {error("", "from " + from + " to " + until + " every " + in_words(range.every) +
                        " would be " + std::to_string(count) + " dates")
              .advise("take longer steps or a shorter time: " +
                      std::to_string(most_timeline_dates) + " dates are the most")};
}

TimelineRun run_timeline(const Ruleset& ruleset, const Facts& facts, const TimelineRange& range,
                         const Options& options) {
  TimelineRun result;
  result.sources = facts.data().sources;
  result.diagnostics = timeline_obstacles(range);
  if (has_errors(result.diagnostics)) return result;
  Options next = options;
  next.deadline = session::end_of(options);
  next.timeout = {};
  next.reasons = true;
  Timeline timeline{.info = facts.info(), .range = range};
  timeline.info.as_of.reset();
  Subjects subjects;
  Notices notices;
  for (std::int64_t i = 0; i < count_of(range); ++i) {
    const Date date = date_at(range, i);
    next.as_of = date;
    timeline.limit = limit_before(date, next);
    if (timeline.limit) break;
    const Evaluation::Run run = Evaluation::run(ruleset, facts, next);
    if (!run.evaluation) {
      result.diagnostics = run.diagnostics;
      return result;
    }
    const Assessment& assessment = run.evaluation->assessment();
    timeline.calculus = assessment.calculus;
    timeline.threshold = assessment.threshold;
    notices.add(date, assessment, timeline);
    if (assessment.limit) {
      timeline.limit = limit_at(date, assessment.limit->what, assessment.limit->where);
      break;
    }
    subjects.add(date, assessment);
    timeline.dates.push_back(date);
    timeline.published_later.push_back(assessment.published_later);
  }
  timeline.subjects = subjects.take();
  result.timeline = std::move(timeline);
  return result;
}

}  // namespace casus
