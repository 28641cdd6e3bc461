// SPDX-License-Identifier: Apache-2.0
#include "report/score_reasons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

constexpr std::size_t most_reasons = 6;

/// "Economy", or "the score" for all of it.
std::string target(const ScoreChange& change, const Rating& rating) {
  return change.factor.empty() ? "the score" : factor_title(rating, change.factor);
}

std::string cause(const ScoreChange& change, const Rating& rating) {
  const std::string said = sentence(change.because, change.title, change.rule);
  switch (change.kind) {
    case ScoreChange::Kind::contribution:
      return fmt::format("{}: {}", target(change, rating), said);
    case ScoreChange::Kind::cap:
    case ScoreChange::Kind::floor:
      return fmt::format(
          "{} of {} at {}{}: {}", change.kind == ScoreChange::Kind::cap ? "cap" : "floor",
          target(change, rating), brief(change.at, 6), counted_text(change.certainty), said);
    case ScoreChange::Kind::bounds:
      return fmt::format("{} held within {} to {}", target(change, rating), brief(change.low, 6),
                         brief(change.high, 6));
    case ScoreChange::Kind::start:
      return "the starting point";
  }
  return said;
}

/// "new: ", "gone: " or "was -8.0, now -9.2: ".
std::string fate(const ScoreChange& change, int decimals) {
  if (!change.before) return "new: ";
  if (!change.after) return "gone: ";
  return fmt::format("was {}, now {}: ", with_sign(*change.before, decimals),
                     with_sign(*change.after, decimals));
}

std::string reason(const ScoreChange& change, const Rating& rating) {
  if (change.kind == ScoreChange::Kind::start) {
    const int decimals = score_decimals(rating);
    return fmt::format("the starting point was {}, now {}", fixed(*change.before, decimals),
                       fixed(*change.after, decimals));
  }
  std::string text = fate(change, score_decimals(rating)) + cause(change, rating);
  if (!change.counted_with.empty()) {
    text += ", " + same_origin_text(change.origins) + " as " + printable(change.counted_with);
  }
  if (!change.because_before.empty()) text += "; before: " + printable(change.because_before);
  std::string ids = printable(change.rule);
  if (!change.facts.empty()) ids += ' ' + ids_text(change.facts);
  return ids.empty() ? text : text + " [" + ids + ']';
}

/// Whether a reason says something in as many decimals as are shown.
bool shows(const ScoreChange& change, int decimals) {
  const auto text = [&](double points) { return with_sign(points, decimals); };
  if (text(change.points) != text(0)) return true;
  if (change.before && change.after) return text(*change.before) != text(*change.after);
  return change.points == 0;
}

std::string_view kind_word(ScoreChange::Kind kind) {
  switch (kind) {
    case ScoreChange::Kind::contribution:
      return "contribution";
    case ScoreChange::Kind::cap:
      return "cap";
    case ScoreChange::Kind::floor:
      return "floor";
    case ScoreChange::Kind::bounds:
      return "bounds";
    case ScoreChange::Kind::start:
      return "start";
  }
  return "contribution";
}

std::string_view fate_word(const ScoreChange& change) {
  return !change.before ? "new" : !change.after ? "gone" : "changed";
}

json::value number(const std::optional<double>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

}  // namespace

std::vector<ScoreReason> score_reasons(const std::vector<ScoreChange>& changes,
                                       const Rating& rating, bool whole) {
  std::vector<ScoreReason> lines;
  const int decimals = score_decimals(rating);
  std::vector<ScoreChange> all;
  std::ranges::copy_if(changes, std::back_inserter(all),
                       [&](const ScoreChange& one) { return shows(one, decimals); });
  const bool folds = !whole && all.size() > most_reasons;
  const std::size_t shown = folds ? most_reasons - 1 : all.size();
  for (std::size_t i = 0; i < shown; ++i) {
    lines.push_back({all[i].points, reason(all[i], rating)});
  }
  if (shown == all.size()) return lines;
  ScoreReason rest{0, fmt::format("{} smaller", all.size() - shown)};
  for (std::size_t i = shown; i < all.size(); ++i) rest.points += all[i].points;
  lines.push_back(std::move(rest));
  return lines;
}

std::string difference_text(double points, int decimals) {
  if (points == 0) return "the score as before";
  const std::string amount = brief(std::abs(points), std::max(decimals, 1));
  return fmt::format("{} {} {}", amount, amount == "1" ? "point" : "points",
                     points < 0 ? "less" : "more");
}

json::object to_json(const ScoreChange& change, const Sources& sources) {
  json::object object{{"kind", json::value(kind_word(change.kind))},
                      {"fate", json::value(fate_word(change))},
                      {"points", change.points},
                      {"before", number(change.before)},
                      {"after", number(change.after)},
                      {"factor", change.factor}};
  if (change.kind == ScoreChange::Kind::bounds) {
    object["low"] = change.low;
    object["high"] = change.high;
    return object;
  }
  if (change.kind == ScoreChange::Kind::start) return object;
  object["rule"] = change.rule;
  object["title"] = change.title;
  object["because"] = change.because;
  if (!change.because_before.empty()) object["because_before"] = change.because_before;
  object["facts"] = to_json(change.facts);
  if (change.kind == ScoreChange::Kind::contribution) {
    object["for_each"] = to_json(change.for_each);
  } else {
    object["at"] = change.at;
    object["certainty"] = change.certainty;
  }
  object["place"] = sources.place(change.span);
  if (!change.counted_with.empty()) {
    object["counted_with"] = change.counted_with;
    object["origins"] = to_json(change.origins);
  }
  return object;
}

}  // namespace casus::report
