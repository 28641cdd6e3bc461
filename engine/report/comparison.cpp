// SPDX-License-Identifier: Apache-2.0
#include "report/comparison.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "report/csv.hpp"
#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

/// A rated subject under one calculus.
struct Under {
  const Assessment* assessment = nullptr;
  const Rating* rating = nullptr;  ///< null: not rated under it, as where a limit came first
};

/// One rated subject under all calculi.
struct Compared {
  const CaseInfo* info = nullptr;
  const Rating* rating = nullptr;  ///< the first of them
  std::vector<Under> by_calculus;

  [[nodiscard]] bool band_depends() const {
    return std::ranges::any_of(by_calculus, [&](const Under& one) {
      return one.rating != nullptr && one.rating->band != rating->band;
    });
  }
  /// Whether a threshold counts under some of them only.
  [[nodiscard]] bool thresholds_differ() const {
    return std::ranges::any_of(by_calculus, [&](const Under& one) {
      return one.assessment->threshold != by_calculus.front().assessment->threshold;
    });
  }
};

/// "weakest-link", "weakest-link above 0.5" where a threshold counts.
std::string calculus_text(const Assessment& assessment) {
  if (assessment.threshold <= 0) return assessment.calculus;
  return fmt::format("{} above {}", assessment.calculus, certainty_text(assessment.threshold));
}

/// What stands in the place of a band where there is none.
std::string unrated_text(const Assessment& assessment) {
  return assessment.limit ? "stopped" : "not rated";
}

bool same_subject(const Rating& a, const Rating& b) {
  return a.rating == b.rating && a.module == b.module && a.subject == b.subject;
}

Compared compared(const Comparison& runs, const CaseInfo& info, const Rating& rating) {
  Compared result{&info, &rating, {}};
  for (const CaseAssessment& run : runs) {
    const auto& ratings = run.assessment.ratings;
    const auto found = std::ranges::find_if(
        ratings, [&](const Rating& other) { return same_subject(rating, other); });
    result.by_calculus.push_back({&run.assessment, found != ratings.end() ? &*found : nullptr});
  }
  return result;
}

std::vector<Compared> compared(const std::vector<Comparison>& cases) {
  std::vector<Compared> all;
  for (const Comparison& runs : cases) {
    std::vector<Compared> of_case;
    for (const CaseAssessment& run : runs) {
      for (const Rating& rating : run.assessment.ratings) {
        const bool known = std::ranges::any_of(
            of_case, [&](const Compared& one) { return same_subject(*one.rating, rating); });
        if (!known) of_case.push_back(compared(runs, run.assessment.info, rating));
      }
    }
    std::ranges::move(of_case, std::back_inserter(all));
  }
  return all;
}

std::string warning(const Compared& one) {
  std::map<std::string, std::vector<std::string>> by_band;
  std::vector<std::string> order;
  for (const auto& [assessment, rating] : one.by_calculus) {
    if (rating == nullptr) continue;
    auto& calculi = by_band[rating->band];
    if (calculi.empty()) order.push_back(rating->band);
    calculi.push_back(assessment->calculus);
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
  return fmt::format("{}: the band depends on the calculus{}: {}", subject_text(*one.rating),
                     one.thresholds_differ() ? " or the threshold" : "", text);
}

json::object object_of(const Compared& one) {
  json::array calculi;
  for (const auto& [assessment, rating] : one.by_calculus) {
    json::object object{{"calculus", assessment->calculus}, {"score", nullptr}};
    if (rating != nullptr) {
      object["score"] = rating->score;
      object["band"] = rating->band;
      object["range"] = json::array{rating->range_low, rating->range_high};
    }
    object["threshold"] = assessment->threshold;
    object["inexact"] = to_json(assessment->inexact);
    calculi.push_back(std::move(object));
  }
  return {{"rating", one.rating->rating},
          {"subject", to_json(one.rating->subject)},
          {"case", one.info->name},
          {"band_depends", one.band_depends()},
          {"calculi", std::move(calculi)}};
}

/// Whether anything is to be said of some run beside its numbers.
bool any_remark(const std::vector<Comparison>& cases) {
  return std::ranges::any_of(cases, [](const Comparison& runs) {
    return std::ranges::any_of(runs, [](const CaseAssessment& run) {
      const Assessment& a = run.assessment;
      return a.threshold > 0 || a.inexact || a.limit || !a.warnings.empty();
    });
  });
}

std::string codes(const Diagnostics& warnings) {
  std::string out;
  for (const Diagnostic& d : warnings) out += (out.empty() ? "" : " ") + d.code;
  return out;
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
    for (const auto& [assessment, rating] : one.by_calculus) {
      const std::string calculus = calculus_text(*assessment);
      if (rating == nullptr) {
        table.add({calculus, unrated_text(*assessment), "", ""});
      } else {
        table.add(
            {calculus, band_text(rating->band), score_text(*rating), range_text(*rating, style)});
      }
    }
    out += table.text(style);
  }
  return out;
}

std::string comparisons_prose(const std::vector<Comparison>& cases) {
  std::string out;
  for (const Compared& one : compared(cases)) {
    for (const auto& [assessment, rating] : one.by_calculus) {
      const std::string head =
          fmt::format("{}: {} is ", subject_text(*one.rating), title_text(*one.rating));
      const std::string calculus = calculus_text(*assessment);
      if (rating == nullptr) {
        out += fmt::format("{}{} under {}.\n", head, unrated_text(*assessment), calculus);
        continue;
      }
      out += fmt::format("{}{} under {}, {}.\n", head, printable(rating->band), calculus,
                         score_on_scale(*rating));
    }
  }
  for (const std::string& text : band_warnings(cases)) out += text + ".\n";
  return out;
}

std::string comparisons_json(const std::vector<Comparison>& cases) {
  json::array ratings;
  for (const Compared& one : compared(cases)) ratings.push_back(object_of(one));
  json::array runs;
  for (const Comparison& one : cases) {
    for (const CaseAssessment& run : one) {
      const Assessment& a = run.assessment;
      runs.push_back(json::object{{"case", a.info.name},
                                  {"calculus", a.calculus},
                                  {"threshold", a.threshold},
                                  {"warnings", to_json(a.warnings, run.sources)},
                                  {"limit", to_json(a.limit)},
                                  {"inexact", to_json(a.inexact)}});
    }
  }
  const json::object document{
      {"schema", "casus.comparison/1"}, {"ratings", std::move(ratings)}, {"runs", std::move(runs)}};
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
  std::vector<std::string> header{"case",  "rating", "subject",   "calculus",
                                  "score", "band",   "range_low", "range_high"};
  const bool remarked = any_remark(cases);
  if (remarked) header.insert(header.end(), {"threshold", "inexact", "limit", "warnings"});
  std::string out = csv_row(header);
  for (const Compared& one : compared(cases)) {
    for (const auto& [assessment, rating] : one.by_calculus) {
      std::string subject;
      for (const Value& value : one.rating->subject) {
        subject += (subject.empty() ? "" : "; ") + value.text;
      }
      std::vector<std::string> row{one.info->name, one.rating->rating, subject,
                                   assessment->calculus};
      if (rating != nullptr) {
        row.insert(row.end(), {shortest(rating->score), rating->band, shortest(rating->range_low),
                               shortest(rating->range_high)});
      } else {
        row.resize(row.size() + 4);
      }
      if (remarked) {
        row.insert(row.end(),
                   {shortest(assessment->threshold), std::string(inexact_word(assessment->inexact)),
                    std::string(limit_word(assessment->limit)), codes(assessment->warnings)});
      }
      out += csv_row(row);
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
