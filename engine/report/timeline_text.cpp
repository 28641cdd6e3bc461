// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/score_reasons.hpp"
#include "report/timeline.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

/// The reasons that a date shows.
std::vector<ScoreReason> lines_of(const TimelinePoint& point) {
  return point.rating ? score_reasons(point.changes, *point.rating) : std::vector<ScoreReason>();
}

/// What stands in for exact probabilities at a date that has a rating; empty where they are exact.
std::string estimated(const TimelinePoint& point) {
  return point.rating && point.inexact ? inexact_text(*point.inexact) : std::string();
}

/// A date that is shown, and how many after it are as this one.
struct Group {
  const TimelinePoint* point = nullptr;
  const TimelinePoint* before = nullptr;  ///< none: the first date
  std::size_t repeated = 0;
  Date last;
};

/// Whether two dates show the same, though small things may have changed.
bool shows_the_same(const TimelinePoint& one, const TimelinePoint& other) {
  if (!one.rating || !other.rating) return !one.rating && !other.rating;
  return one.rating->band == other.rating->band &&
         score_text(*one.rating) == score_text(*other.rating) &&
         range_text(*one.rating, {}) == range_text(*other.rating, {});
}

std::vector<Group> groups_of(const SubjectTimeline& subject) {
  std::vector<Group> groups;
  for (const TimelinePoint& point : subject.points) {
    const bool first = groups.empty();
    const auto changed = [&] {
      const TimelinePoint& last = *groups.back().point;
      const bool reasons = point.changed && !lines_of(point).empty();
      return reasons || !shows_the_same(point, last) || estimated(point) != estimated(last);
    };
    if (first || changed()) {
      const TimelinePoint* before = first ? nullptr : groups.back().point;
      groups.push_back({&point, before, 0, point.date});
    } else {
      ++groups.back().repeated;
      groups.back().last = point.date;
    }
  }
  return groups;
}

std::string repeated(const Group& group) {
  if (group.repeated == 1) return fmt::format("the same on {}", date_text(group.last));
  return fmt::format("the same at {} dates up to {}", group.repeated, date_text(group.last));
}

/// The columns of a row behind its date.
struct Cells {
  std::string band, score, range;
};

Cells cells_of(const TimelinePoint& point, const Style& style) {
  if (!point.rating) return {"not rated", "", ""};
  return {band_text(point.rating->band), score_text(*point.rating),
          range_text(*point.rating, style)};
}

std::string name_of(const SubjectTimeline& subject, const Timeline& timeline, bool with_case) {
  Rating named;
  named.rating = subject.rating;
  named.title = subject.title;
  named.module = subject.module;
  named.shares_name = subject.shares_name;
  named.subject = subject.subject;
  std::string name = subject_text(named) + ": " + title_text(named);
  if (with_case) name += " (" + printable(timeline.info.name) + ')';
  return name;
}

constexpr std::size_t date_width = 10;
constexpr std::size_t gap = 2;

class SubjectTable {
 public:
  SubjectTable(const SubjectTimeline& subject, const Style& style)
      : style_(style), groups_(groups_of(subject)) {
    for (const Group& group : groups_) {
      const Cells cells = cells_of(*group.point, style_);
      band_ = std::max(band_, display_width(cells.band));
      score_ = std::max(score_, display_width(cells.score));
      range_ = std::max(range_, display_width(cells.range));
    }
  }

  [[nodiscard]] std::string text() const {
    std::string out = paint(style_, Paint::faint, row("date", {"rating", "score", "range"})) + '\n';
    for (const Group& group : groups_) {
      out += row(date_text(group.point->date), cells_of(*group.point, style_)) + '\n';
      out += reasons(group);
      const std::string text = estimated(*group.point);
      if (!text.empty()) {
        out += hanging(std::string(date_width + gap, ' '), text, columns(style_));
      }
      if (group.repeated > 0) {
        const std::string indent(date_width + gap, ' ');
        out += indent + paint(style_, Paint::faint, repeated(group)) + '\n';
      }
    }
    return out;
  }

 private:
  [[nodiscard]] std::string row(const std::string& date, const Cells& cells) const {
    std::string line = pad_right(date, date_width + gap) + pad_right(cells.band, band_ + gap) +
                       pad_left(cells.score, score_) + std::string(gap, ' ') +
                       pad_left(cells.range, range_);
    trim_end(line);
    return line;
  }

  [[nodiscard]] std::string reasons(const Group& group) const {
    const TimelinePoint& point = *group.point;
    if (!point.rating || group.before == nullptr) return {};
    const std::string indent(date_width + gap, ' ');
    if (!group.before->rating) return indent + "rated from here on\n";
    const std::vector<ScoreReason> lines = lines_of(point);
    if (lines.empty()) {
      if (!point.changed) return {};
      const bool moved = score_text(*group.before->rating) != score_text(*point.rating);
      return indent + (moved ? "by reasons too small to show\n" : "only the range moved\n");
    }
    std::string out;
    std::size_t width = 0;
    const int decimals = score_decimals(*point.rating);
    for (const ScoreReason& line : lines)
      width = std::max(width, with_sign(line.points, decimals).size());
    for (const ScoreReason& line : lines) {
      const std::string amount = pad_left(with_sign(line.points, decimals), width);
      out += hanging(indent + amount + "  ", line.text, columns(style_));
    }
    return out;
  }

  Style style_;
  std::vector<Group> groups_;
  std::size_t band_ = 6, score_ = 5, range_ = 5;
};

std::string point_prose(const std::string& name, const TimelinePoint& point) {
  const std::string date = date_text(point.date);
  if (!point.rating) return fmt::format("{} on {} is not rated.\n", name, date);
  const Rating& rating = *point.rating;
  std::string out =
      fmt::format("{} on {} is {}, {}", name, date, printable(rating.band), score_on_scale(rating));
  if (rating.range_low != rating.range_high) {
    const int decimals = score_decimals(rating);
    out += fmt::format(", between {} and {}", fixed(rating.range_low, decimals),
                       fixed(rating.range_high, decimals));
  }
  out += ".\n";
  const std::string text = estimated(point);
  if (!text.empty()) out += fmt::format("{} on {}: {}.\n", name, date, text);
  for (const ScoreReason& line : lines_of(point)) {
    out += fmt::format("{} on {}: {}, {}.\n", name, date,
                       difference_text(line.points, score_decimals(rating)), line.text);
  }
  return out;
}

template <class Show>
std::string each_subject(const CaseTimelines& cases, std::string_view between, const Show& show) {
  std::string out;
  for (const CaseTimeline& one : cases) {
    for (const SubjectTimeline& subject : one.timeline.subjects) {
      if (!out.empty()) out += between;
      out += show(subject, name_of(subject, one.timeline, cases.size() > 1));
    }
  }
  return out;
}

}  // namespace

std::string timeline_text(const CaseTimelines& cases, const Style& style) {
  return each_subject(cases, "\n", [&](const SubjectTimeline& subject, const std::string& name) {
    std::string title;
    for (const std::string& line : wrap(name, columns(style))) {
      title += paint(style, Paint::strong, line) + '\n';
    }
    return title + SubjectTable(subject, style).text();
  });
}

std::string timeline_prose(const CaseTimelines& cases) {
  return each_subject(cases, "", [](const SubjectTimeline& subject, const std::string& name) {
    std::string out;
    for (const Group& group : groups_of(subject)) {
      out += point_prose(name, *group.point);
      if (group.repeated > 0) out += name + " is " + repeated(group) + ".\n";
    }
    return out;
  });
}

}  // namespace casus::report
