// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "report/csv.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/score_reasons.hpp"
#include "report/timeline.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

void put_point(json::object& object, const TimelinePoint& point, const Sources& sources) {
  object["date"] = date_text(point.date);
  object["rated"] = point.rating.has_value();
  object["changed"] = point.changed;
  object["inexact"] = to_json(point.inexact);
  if (!point.rating) return;
  const Rating& rating = *point.rating;
  object["score"] = rating.score;
  object["band"] = rating.band;
  object["range"] = json::array{rating.range_low, rating.range_high};
  object["confidence"] = json::value(confidence_word(rating.confidence.level));
  object["confidence_index"] = rating.confidence.index;
  object["likelihood"] = to_json(rating.likelihood);
  json::array factors;
  for (const FactorScore& factor : rating.factors) {
    factors.push_back(json::object{{"factor", factor.name}, {"points", factor.points}});
  }
  object["factors"] = std::move(factors);
  json::array changes;
  for (const ScoreChange& change : point.changes) changes.push_back(to_json(change, sources));
  object["changes"] = std::move(changes);
}

json::object subject_json(const SubjectTimeline& subject, const Timeline& timeline) {
  return {{"case", timeline.info.name},
          {"rating", subject.rating},
          {"title", subject.title},
          {"module", subject.module},
          {"subject", to_json(subject.subject)}};
}

json::object case_json(const CaseTimeline& one) {
  const Timeline& t = one.timeline;
  json::array later;
  for (std::size_t i = 0; i < t.dates.size(); ++i) {
    if (t.published_later[i].empty()) continue;
    later.push_back(
        json::object{{"date", date_text(t.dates[i])}, {"facts", to_json(t.published_later[i])}});
  }
  const json::object every{{"amount", t.range.every.amount},
                           {"unit", t.range.every.in_days ? "days" : "months"}};
  return {{"case", t.info.name},
          {"path", t.info.path},
          {"title", t.info.title},
          {"question", t.info.question},
          {"horizon", t.info.horizon},
          {"from", date_text(t.range.from)},
          {"until", date_text(t.range.until)},
          {"every", every},
          {"dates", t.dates.size()},
          {"calculus", t.calculus},
          {"threshold", t.threshold},
          {"contradictions", to_json(t.contradictions)},
          {"published_later", std::move(later)},
          {"warnings", to_json(t.warnings, one.sources)},
          {"limit", to_json(t.limit)}};
}

bool any_inexact(const CaseTimelines& cases) {
  return std::ranges::any_of(cases, [](const CaseTimeline& one) {
    return std::ranges::any_of(one.timeline.subjects, [](const SubjectTimeline& subject) {
      return std::ranges::any_of(
          subject.points, [](const TimelinePoint& point) { return point.inexact.has_value(); });
    });
  });
}

/// "trade_anchor 7.5 [F3]; …": unrounded, largest first.
std::string changes_cell(const TimelinePoint& point) {
  std::string cell;
  for (const ScoreChange& change : point.changes) {
    if (!cell.empty()) cell += "; ";
    const bool bounds = change.kind == ScoreChange::Kind::bounds;
    cell += bounds ? "bounds" : change.rule;
    if (!change.factor.empty()) cell += ' ' + change.factor;
    cell += ' ' + shortest(change.points);
    if (!change.facts.empty()) cell += " [" + ids_text(change.facts) + ']';
  }
  return cell;
}

}  // namespace

std::string timeline_json(const CaseTimelines& cases) {
  json::array timelines;
  json::array infos;
  for (const CaseTimeline& one : cases) {
    for (const SubjectTimeline& subject : one.timeline.subjects) {
      json::object object = subject_json(subject, one.timeline);
      json::array points;
      for (const TimelinePoint& point : subject.points) {
        json::object entry;
        put_point(entry, point, one.sources);
        points.push_back(std::move(entry));
      }
      object["points"] = std::move(points);
      timelines.push_back(std::move(object));
    }
    infos.push_back(case_json(one));
  }
  const json::object document{{"schema", "casus.timeline/1"},
                              {"timelines", std::move(timelines)},
                              {"cases", std::move(infos)}};
  return write_json(document) + '\n';
}

std::string timeline_ndjson(const CaseTimelines& cases) {
  std::string out;
  for (const CaseTimeline& one : cases) {
    for (const SubjectTimeline& subject : one.timeline.subjects) {
      for (const TimelinePoint& point : subject.points) {
        json::object object{{"schema", "casus.timeline/1"}};
        for (auto& [key, value] : subject_json(subject, one.timeline)) object[key] = value;
        put_point(object, point, one.sources);
        out += write_json(object) + '\n';
      }
    }
  }
  return out;
}

std::string timeline_csv(const CaseTimelines& cases) {
  std::vector<std::string> header{"case", "date",      "rating",     "subject",    "score",
                                  "band", "range_low", "range_high", "confidence", "changes"};
  const bool inexact = any_inexact(cases);
  if (inexact) header.emplace_back("inexact");
  std::string out = csv_row(header);
  for (const CaseTimeline& one : cases) {
    for (const SubjectTimeline& subject : one.timeline.subjects) {
      std::string values;
      for (const Value& value : subject.subject) {
        values += (values.empty() ? "" : "; ") + value.text;
      }
      for (const TimelinePoint& point : subject.points) {
        std::vector<std::string> row{one.timeline.info.name, date_text(point.date), subject.rating,
                                     values};
        if (point.rating) {
          const Rating& rating = *point.rating;
          row.insert(row.end(), {shortest(rating.score), rating.band, shortest(rating.range_low),
                                 shortest(rating.range_high),
                                 std::string(confidence_word(rating.confidence.level))});
        } else {
          row.resize(row.size() + 5);
        }
        row.push_back(changes_cell(point));
        if (inexact) row.emplace_back(inexact_word(point.inexact));
        out += csv_row(row);
      }
    }
  }
  return out;
}

}  // namespace casus::report
