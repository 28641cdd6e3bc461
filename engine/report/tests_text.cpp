// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/explanation.hpp"
#include "report/numbers.hpp"
#include "report/snippet.hpp"
#include "report/tests.hpp"
#include "report/why_not.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

std::string sureness_text(const TestFailure& failure) {
  if (!failure.between) return "certainty " + certainty_text(failure.certainty);
  return fmt::format("certainty {} to {}", certainty_text(failure.between->low),
                     certainty_text(failure.between->high));
}

std::string names_text(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + printable(name);
  return out;
}

/// "strained" and the score of each rating that lies elsewhere.
std::string rated_text(const WhyNot& why_not) {
  std::string out;
  for (const WhyNot::RatingMiss& miss : why_not.ratings) {
    out += fmt::format("{}{}: {}, {}", out.empty() ? "" : "; ", subject_text(miss.rating),
                       band_text(miss.rating.band), score_on_scale(miss.rating));
  }
  return out;
}

/// Lines indented by two.
std::string indented(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) out += "  " + std::string(text.substr(at, end - at));
    out += '\n';
    at = end + 1;
  }
  return out;
}

std::string heading(const TestReport& report, const TestResult& result, std::string_view word,
                    Span place) {
  return fmt::format("{} {}: {}", word, place_text(place, report.sources),
                     one_line(report.tests[result.test].title));
}

/// The author's line with what was expected marked.
std::string marked(Span span, const Sources& sources, const Style& style) {
  const Diagnostic mark = error("", "").label(span);
  return snippets(mark, sources, {gutter_width(mark, sources), style});
}

/// What is not as it was kept, line by line.
std::string changed_text(const TestFailure& failure, const Style& style) {
  std::string out;
  for (const std::string& line : difference_lines(failure.kept, failure.now)) {
    const Paint colour = line.front() == '-'   ? Paint::error
                         : line.front() == '+' ? Paint::help
                                               : Paint::faint;
    out += line.front() == ' ' ? line + '\n' : paint(style, colour, line) + '\n';
  }
  return out;
}

std::string failure_text(const TestReport& report, const TestResult& result,
                         const TestFailure& failure, const Style& style) {
  std::string out = paint(style, Paint::error, "FAILED: ") +
                    paint(style, Paint::strong, one_line(report.tests[result.test].title)) + '\n';
  out += marked(failure.span, report.sources, style);
  if (failure.kind == TestFailure::Kind::snapshot) {
    return out + "snapshot: " + actual_text(failure) + '\n' + changed_text(failure, style);
  }
  out += "expected: " + one_line(failure.expected) + '\n';
  out += "actual:   " + actual_text(failure) + '\n';
  const std::string why = reason_text(failure, *result.sources, style);
  if (!why.empty()) {
    out += (failure.why_not ? "why not:\n" : "why:\n") + indented(why);
  }
  return out;
}

}  // namespace

std::vector<std::string> difference_lines(std::string_view before, std::string_view after) {
  const auto lines = [](std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out.push_back(printable(text.substr(at, end - at)));
      at = end + 1;
    }
    return out;
  };
  const std::vector<std::string> a = lines(before);
  const std::vector<std::string> b = lines(after);
  // The longest common subsequence of what follows, by places in both.
  std::vector<std::vector<std::size_t>> common(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<std::string> out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out.push_back("  " + a[i++]);
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      out.push_back("- " + a[i++]);
    } else {
      out.push_back("+ " + b[j++]);
    }
  }
  return out;
}

TestCounts counts_of(const std::vector<TestResult>& results) {
  TestCounts counts;
  for (const TestResult& result : results) {
    if (result.passed()) {
      ++counts.passed;
    } else {
      ++(result.ran ? counts.failed : counts.not_run);
    }
  }
  return counts;
}

std::string counts_text(const TestCounts& counts) {
  std::string out = counted(counts.passed + counts.failed + counts.not_run, "test") + ": " +
                    std::to_string(counts.passed) + " passed";
  if (counts.failed > 0) out += fmt::format(", {} failed", counts.failed);
  if (counts.not_run > 0) out += fmt::format(", {} not run", counts.not_run);
  return out;
}

std::string place_text(Span span, const Sources& sources) {
  const Position place = sources.position(span.file, span.begin);
  return fmt::format("{}:{}:{}", printable(sources.name(span.file)), place.line, place.column);
}

std::string_view status_word(const TestResult& result) {
  if (result.passed()) return "passed";
  return result.ran ? "failed" : "not run";
}

std::string obstacle_text(const TestResult& result) {
  if (result.ran) return {};
  if (result.limit) return printable(result.limit->text);
  if (result.diagnostics.empty()) return "what it gives cannot be read";
  return printable(result.diagnostics.front().message);
}

std::string actual_text(const TestFailure& failure) {
  switch (failure.kind) {
    case TestFailure::Kind::snapshot:
      return failure.kept.empty() ? "there is none yet; `casus test --review` keeps it"
                                  : "not as it was kept; `casus test --review` shows and keeps it";
    case TestFailure::Kind::certainty:
      return sureness_text(failure);
    case TestFailure::Kind::because: {
      std::string out = "it rests on ";
      out += failure.rules.empty() ? "no rule" : names_text(failure.rules);
      if (!failure.facts.empty()) out += "; facts " + names_text(failure.facts);
      return out;
    }
    case TestFailure::Kind::condition:
      break;
  }
  if (failure.why) return "it holds, " + sureness_text(failure);
  if (!failure.why_not) return "it does not hold";
  const std::string rated = rated_text(*failure.why_not);
  if (!rated.empty()) return rated;
  if (failure.why_not->verdict) return std::string(verdict_word(*failure.why_not->verdict));
  return "it does not hold";
}

std::string reason_text(const TestFailure& failure, const Sources& sources, const Style& style) {
  if (failure.why_not) return why_not_text({{"", *failure.why_not, sources}}, style, {});
  if (failure.why) return explanation_tree({{"", *failure.why, sources}}, style, {});
  return {};
}

std::string tests_text(const TestReport& report, bool all, const Style& style) {
  std::string out;
  for (const TestResult& result : report.results) {
    if (result.passed()) {
      if (!all) continue;
      out += paint(style, Paint::help,
                   heading(report, result, "passed", report.tests[result.test].span)) +
             '\n';
      continue;
    }
    if (!result.ran) {
      out += paint(style, Paint::error,
                   heading(report, result, "NOT RUN", report.tests[result.test].span)) +
             "\n  " + obstacle_text(result) + '\n';
    }
    for (const TestFailure& failure : result.failures) {
      out += failure_text(report, result, failure, style) + '\n';
    }
  }
  return out + counts_text(counts_of(report.results)) + '\n';
}

std::string tests_prose(const TestReport& report, bool all) {
  std::string out;
  for (const TestResult& result : report.results) {
    const std::string title = one_line(report.tests[result.test].title);
    if (result.passed()) {
      if (all) out += statement("passed: " + title) + '\n';
      continue;
    }
    if (!result.ran) {
      out += statement("not run: " + title + ": " + obstacle_text(result)) + '\n';
    }
    for (const TestFailure& failure : result.failures) {
      out +=
          statement("failed: " + title + ", at " + place_text(failure.span, report.sources)) + '\n';
      out += statement("expected: " + one_line(failure.expected)) + '\n';
      out += statement("actual: " + actual_text(failure)) + '\n';
      if (failure.why_not) {
        out += why_not_prose({{"", *failure.why_not, *result.sources}}, {});
      } else if (failure.why) {
        out += explanation_prose({{"", *failure.why, *result.sources}}, {});
      }
    }
  }
  return out + statement(counts_text(counts_of(report.results))) + '\n';
}

}  // namespace casus::report
