// SPDX-License-Identifier: Apache-2.0
#include "report/comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "report/csv.hpp"
#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

/// One rated subject under the calculi that rate it.
struct Compared {
  const CaseInfo* info = nullptr;
  const Rating* rating = nullptr;  ///< the first of them
  std::vector<std::pair<std::string, const Rating*>> by_calculus;

  [[nodiscard]] bool band_depends() const {
    return std::ranges::any_of(by_calculus,
                               [&](const auto& one) { return one.second->band != rating->band; });
  }
};

std::vector<Compared> compared(const std::vector<Comparison>& cases) {
  std::vector<Compared> all;
  for (const Comparison& runs : cases) {
    const std::size_t first = all.size();
    for (const CaseAssessment& run : runs) {
      for (const Rating& rating : run.assessment.ratings) {
        const auto same = std::find_if(
            all.begin() + static_cast<std::ptrdiff_t>(first), all.end(), [&](const Compared& one) {
              return one.rating->rating == rating.rating && one.rating->subject == rating.subject;
            });
        const auto at =
            same != all.end() ? same : all.insert(all.end(), {&run.assessment.info, &rating, {}});
        at->by_calculus.emplace_back(run.assessment.calculus, &rating);
      }
    }
  }
  return all;
}

std::string warning(const Compared& one) {
  std::map<std::string, std::vector<std::string>> by_band;
  std::vector<std::string> order;
  for (const auto& [calculus, rating] : one.by_calculus) {
    auto& calculi = by_band[rating->band];
    if (calculi.empty()) order.push_back(rating->band);
    calculi.push_back(calculus);
  }
  // The odd ones first; what most of them say is "the others".
  std::ranges::stable_sort(order, {},
                           [&](const std::string& band) { return by_band[band].size(); });
  const bool others = by_band[order.back()].size() > 1;
  std::string text;
  for (const std::string& band : order) {
    text += text.empty() ? "" : ", ";
    if (others && band == order.back()) {
      text += band_text(band) + " in the others";
    } else {
      text += fmt::format("{} in {}", band_text(band), fmt::join(by_band[band], " and "));
    }
  }
  return fmt::format("{}: the band depends on the calculus: {}", subject_text(*one.rating), text);
}

json::object object_of(const Compared& one) {
  json::array subject;
  for (const Value& value : one.rating->subject) subject.push_back(to_json(value));
  json::array calculi;
  for (const auto& [calculus, rating] : one.by_calculus) {
    calculi.push_back(json::object{{"calculus", calculus},
                                   {"score", rating->score},
                                   {"band", rating->band},
                                   {"range", json::array{rating->range_low, rating->range_high}}});
  }
  return {{"rating", one.rating->rating},
          {"subject", std::move(subject)},
          {"case", one.info->name},
          {"band_depends", one.band_depends()},
          {"calculi", std::move(calculi)}};
}

}  // namespace

std::string comparisons_text(const std::vector<Comparison>& cases, const Style& style) {
  std::string out;
  for (const Compared& one : compared(cases)) {
    if (!out.empty()) out += '\n';
    std::string head = fmt::format("{}: {}", subject_text(*one.rating), title_text(*one.rating));
    if (cases.size() > 1) head += fmt::format(" ({})", printable(one.info->name));
    out += paint(style, Paint::strong, head) + '\n';
    Table table({{.title = "certainty"},
                 {.title = "rating", .gap = 3, .colour = Paint::strong},
                 {.title = "score", .gap = 2, .right = true},
                 {.title = "range", .gap = 3, .right = true}});
    for (const auto& [calculus, rating] : one.by_calculus) {
      table.add(
          {calculus, band_text(rating->band), score_text(*rating), range_text(*rating, style)});
    }
    out += table.text(style);
  }
  return out;
}

std::string comparisons_prose(const std::vector<Comparison>& cases) {
  std::string out;
  for (const Compared& one : compared(cases)) {
    for (const auto& [calculus, rating] : one.by_calculus) {
      out += fmt::format("{}: {} is {} under {}, {}.\n", subject_text(*rating), title_text(*rating),
                         printable(rating->band), calculus, score_on_scale(*rating));
    }
  }
  for (const std::string& text : band_warnings(cases)) out += text + ".\n";
  return out;
}

std::string comparisons_json(const std::vector<Comparison>& cases) {
  json::array ratings;
  for (const Compared& one : compared(cases)) ratings.push_back(object_of(one));
  const json::object document{{"schema", "casus.comparison/1"}, {"ratings", std::move(ratings)}};
  return write_json(document) + '\n';
}

std::string comparisons_ndjson(const std::vector<Comparison>& cases) {
  std::string out;
  for (const Compared& one : compared(cases)) {
    json::object object{{"schema", "casus.comparison/1"}};
    for (auto& entry : object_of(one)) object[entry.key()] = entry.value();
    out += write_json(object) + '\n';
  }
  return out;
}

std::string comparisons_csv(const std::vector<Comparison>& cases) {
  std::string out = csv_row(
      {"case", "rating", "subject", "calculus", "score", "band", "range_low", "range_high"});
  for (const Compared& one : compared(cases)) {
    for (const auto& [calculus, rating] : one.by_calculus) {
      std::string subject;
      for (const Value& value : rating->subject) {
        subject += (subject.empty() ? "" : "; ") + value.text;
      }
      out += csv_row({one.info->name, rating->rating, subject, calculus, shortest(rating->score),
                      rating->band, shortest(rating->range_low), shortest(rating->range_high)});
    }
  }
  return out;
}

std::vector<std::string> band_warnings(const std::vector<Comparison>& cases) {
  std::vector<std::string> result;
  for (const Compared& one : compared(cases)) {
    if (one.band_depends()) result.push_back(warning(one));
  }
  return result;
}

}  // namespace casus::report
