// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/report_sections.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

constexpr std::size_t widest_page = 80;

std::string case_header(const Assessment& assessment, const Page& page) {
  const CaseInfo& info = assessment.info;
  std::string out = hanging("", upper(info.title.empty() ? info.name : info.title), page.width);
  out += std::string(page.width, '=') + '\n';
  return out + hanging("", "Nothing is rated in this case.", page.width);
}

std::string about_section(const CaseInfo& info, const Page& page) {
  std::string out;
  if (!info.title.empty()) out += hanging("CASE      ", info.title, page.width);
  if (!info.question.empty()) out += hanging("QUESTION  ", info.question, page.width);
  if (!info.horizon.empty()) out += hanging("HORIZON   ", info.horizon, page.width);
  return out;
}

/// A long command goes on after a backslash, so that it can still be pasted.
std::string command_lines(const std::string& command, std::size_t width) {
  std::string out;
  std::string line = "REPEAT ";
  for (std::size_t at = 0; at < command.size();) {
    const std::size_t end = std::min(command.find(' ', at), command.size());
    const std::string word = ' ' + printable(command.substr(at, end - at));
    if (display_width(line) + display_width(word) + 2 > width && display_width(line) > 8) {
      out += line + " \\\n";
      line = "       ";
    }
    line += word;
    at = end + 1;
  }
  return out + line + '\n';
}

std::string method_section(const Assessment& assessment, const Page& page,
                           const ReportOptions& options) {
  std::string method = fmt::format("certainty {}", assessment.calculus);
  if (assessment.inexact) method += ", " + inexact_text(*assessment.inexact);
  if (assessment.threshold > 0) method += " above " + certainty_text(assessment.threshold);
  if (assessment.info.as_of) method += ", as of " + date_text(*assessment.info.as_of);
  if (!options.version.empty()) method += ", " + options.version;
  std::string out = hanging("METHOD  ", method, page.width);
  if (assessment.limit) out += hanging("PARTIAL ", assessment.limit->text, page.width);
  if (!options.command.empty()) out += command_lines(options.command, page.width);
  return out;
}

}  // namespace

std::string report_text(const CaseAssessment& one, const Style& style,
                        const ReportOptions& options) {
  const Assessment& assessment = one.assessment;
  const Page page{style, std::min(columns(style, widest_page), widest_page)};
  std::string out;
  const auto add = [&](const std::string& section) {
    if (section.empty()) return;
    if (!out.empty()) out += '\n';
    out += section;
  };
  if (assessment.ratings.empty()) add(case_header(assessment, page));
  for (const Rating& rating : assessment.ratings) {
    add(header_section(rating, assessment.info, page));
    if (&rating == &assessment.ratings.front()) add(about_section(assessment.info, page));
    add(judgement_section(rating, page));
    if (rating.likelihood) {
      add(hanging("LIKELIHOOD  ", statement(likelihood_text(rating)), page.width));
    }
    add(balance_section(rating, page));
    add(uncounted_section(rating, page));
    add(limits_section(rating, page));
    add(sum_section(rating, page));
  }
  add(evidence_section(assessment, page));
  add(sources_section(assessment, page));
  add(grades_section(assessment, page));
  add(gaps_section(assessment, page));
  add(conflicts_section(assessment, page));
  add(warnings_section(one, page));
  add(unused_section(assessment, page));
  add(method_section(assessment, page, options));
  return out;
}

}  // namespace casus::report
