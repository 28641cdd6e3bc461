// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/ratings.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

struct Row {
  const Rating* rating = nullptr;
  const CaseInfo* info = nullptr;
};

/// All ratings of one name and module, in order of the cases.
struct Group {
  std::pair<std::string, std::string> name;
  std::vector<Row> rows;
};

std::vector<Group> groups_of(const CaseAssessments& cases) {
  std::vector<Group> groups;
  for (const CaseAssessment& one : cases) {
    for (const Rating& rating : one.assessment.ratings) {
      const std::pair name{rating.rating, rating.module};
      auto group = std::ranges::find(groups, name, &Group::name);
      if (group == groups.end()) group = groups.insert(groups.end(), {name, {}});
      group->rows.push_back({&rating, &one.assessment.info});
    }
  }
  return groups;
}

/// Where two rows would look alike, the case tells them apart.
bool needs_case(const Group& group) {
  std::set<std::string> subjects;
  return !std::ranges::all_of(group.rows, [&](const Row& row) {
    return subjects.insert(subject_text(*row.rating)).second;
  });
}

std::string confidence_cell(const Confidence& confidence) {
  std::string cell(confidence_word(confidence.level));
  if (!confidence.reasons.empty()) cell += ": " + printable(confidence.reasons.front());
  return cell;
}

std::string group_text(const Group& group, const Style& style) {
  const bool with_case = needs_case(group);
  const Rating& first = *group.rows.front().rating;
  const std::string subject =
      first.subject_title.empty() ? title_text(first) : printable(first.subject_title);
  std::vector<Column> columns{{.title = subject, .wraps = true}};
  if (with_case) columns.push_back({.title = "case", .gap = 4, .wraps = true});
  columns.push_back({.title = "rating", .gap = 4, .colour = Paint::strong});
  columns.push_back({.title = "score", .gap = 2, .right = true});
  columns.push_back({.title = "range", .gap = 3, .right = true});
  columns.push_back({.title = "confidence", .gap = 3, .wraps = true});

  Table table(std::move(columns));
  for (const Row& row : group.rows) {
    const Rating& rating = *row.rating;
    std::vector<std::string> cells{subject_text(rating)};
    if (with_case) cells.push_back(printable(row.info->name));
    cells.push_back(band_text(rating.band));
    cells.push_back(score_text(rating));
    cells.push_back(range_text(rating, style));
    cells.push_back(confidence_cell(rating.confidence));
    table.add(std::move(cells));
  }
  return table.text(style);
}

/// Sentences of their own, below the table: confidence stands in it.
std::string likelihoods(const Group& group, const Style& style) {
  const bool with_case = needs_case(group);
  std::string out;
  for (const Row& row : group.rows) {
    if (!row.rating->likelihood) continue;
    std::string of = subject_text(*row.rating);
    if (with_case) of += " (" + printable(row.info->name) + ')';
    out += hanging("", fmt::format("Likelihood, {}: {}", of, likelihood_text(*row.rating)),
                   columns(style));
  }
  return out.empty() ? out : '\n' + out;
}

std::string points(double value) {
  const std::string amount = brief(std::abs(value), 6);
  return fmt::format("{} {} {}", value < 0 ? "takes" : "adds", amount,
                     amount == "1" ? "point" : "points");
}

std::string rating_prose(const Rating& rating) {
  const std::string subject = subject_text(rating);
  std::string out = fmt::format("{}: {} is {}, {}.\n", subject, title_text(rating),
                                printable(rating.band), score_on_scale(rating));
  if (rating.range_low != rating.range_high) {
    out += fmt::format("{}: the range is {} to {}.\n", subject,
                       fixed(rating.range_low, score_decimals(rating)),
                       fixed(rating.range_high, score_decimals(rating)));
  }
  if (rating.likelihood) {
    out += fmt::format("{}: likelihood: {}.\n", subject, likelihood_text(rating));
  }
  const std::string reasons = reasons_text(rating.confidence);
  out +=
      fmt::format("{}: confidence is {}{}{}.\n", subject, confidence_word(rating.confidence.level),
                  reasons.empty() ? "" : ": ", reasons);
  for (const FactorScore& factor : rating.factors) {
    const std::string state = state_text(rating, factor);
    if (!state.empty()) {
      out += fmt::format("{}: {}: {}.\n", subject, factor_title(rating, factor.name), state);
    }
    if (factor.points == 0) continue;
    out += fmt::format("{}: {} {}.\n", subject, factor_title(rating, factor.name),
                       points(factor.points));
  }
  return out;
}

}  // namespace

std::string ratings_text(const CaseAssessments& cases, const Style& style) {
  std::string out;
  const std::vector<Group> groups = groups_of(cases);
  for (const Group& group : groups) {
    if (!out.empty()) out += '\n';
    const Rating& first = *group.rows.front().rating;
    // Two tables with the same heads need to say what they rate.
    if (groups.size() > 1 && !first.subject_title.empty()) {
      out += paint(style, Paint::strong, title_text(first)) + '\n';
    }
    out += group_text(group, style) + likelihoods(group, style);
  }
  return out;
}

std::string ratings_prose(const CaseAssessments& cases) {
  std::string out;
  for (const CaseAssessment& one : cases) {
    for (const Rating& rating : one.assessment.ratings) out += rating_prose(rating);
  }
  return out;
}

}  // namespace casus::report
