// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/display.hpp"
#include "report/json.hpp"
#include "report/markup.hpp"
#include "report/tests.hpp"

namespace casus::report {
namespace {

constexpr Style plain{.ascii = true, .width = 0};

std::string_view word(TestFailure::Kind kind) {
  switch (kind) {
    case TestFailure::Kind::condition:
      return "condition";
    case TestFailure::Kind::certainty:
      return "certainty";
    case TestFailure::Kind::because:
      return "because";
    case TestFailure::Kind::snapshot:
      break;
  }
  return "snapshot";
}

/// For XML 1.0, which has no way to write most control characters: those become visible escapes.
std::string lines_escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += (at == 0 ? "" : "&#10;") + escaped(printable(text.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

/// Everything there is to say about a failure, over several lines.
std::string details(const TestReport& report, const TestResult& result,
                    const TestFailure& failure) {
  return fmt::format("{}\nexpected: {}\nactual: {}\n{}", place_text(failure.span, report.sources),
                     one_line(failure.expected), actual_text(failure),
                     reason_text(failure, *result.sources, plain));
}

/// Results by the file of their test, in order.
std::vector<std::pair<std::uint32_t, std::vector<const TestResult*>>> by_file(
    const TestReport& report) {
  std::vector<std::pair<std::uint32_t, std::vector<const TestResult*>>> files;
  std::map<std::uint32_t, std::size_t> places;
  for (const TestResult& result : report.results) {
    const std::uint32_t file = report.tests[result.test].span.file;
    const auto [known, is_new] = places.try_emplace(file, files.size());
    if (is_new) files.emplace_back().first = file;
    files[known->second].second.push_back(&result);
  }
  return files;
}

/// In quotes, as YAML has them: as JSON does.
std::string in_quotes(std::string_view text) {
  std::string out;
  JsonWriter(out).value(text);
  return out;
}

}  // namespace

std::string tests_json(const TestReport& report) {
  const TestCounts counts = counts_of(report.results);
  std::string out;
  JsonWriter json(out);
  json.open('{').field("schema", "casus.test/1");
  json.field("passed", std::uint64_t{counts.passed});
  json.field("failed", std::uint64_t{counts.failed});
  json.field("not_run", std::uint64_t{counts.not_run});
  json.key("tests").open('[');
  for (const TestResult& result : report.results) {
    const Test& test = report.tests[result.test];
    json.open('{').field("title", test.title).field("module", test.module);
    json.field("place", to_json(test.span, report.sources));
    json.field("status", status_word(result));
    json.field("expectations", std::uint64_t{result.expectations});
    json.key("failures").open('[');
    for (const TestFailure& failure : result.failures) {
      json.open('{').field("kind", word(failure.kind));
      json.field("place", to_json(failure.span, report.sources));
      json.field("expected", failure.expected).field("actual", actual_text(failure));
      if (failure.kind == TestFailure::Kind::certainty) {
        json.field("certainty", failure.certainty);
        json.field("between", to_json(failure.between));
      }
      if (failure.kind == TestFailure::Kind::because) {
        json.field("rules", failure.rules).field("facts", failure.facts);
      }
      if (failure.kind == TestFailure::Kind::snapshot) {
        json.field("kept", failure.kept).field("now", failure.now);
      } else {
        json.field("why", reason_text(failure, *result.sources, plain));
      }
      json.close('}');
    }
    json.close(']');
    const json::array said =
        result.sources == nullptr ? json::array() : to_json(result.diagnostics, *result.sources);
    json.field("diagnostics", json::value(said));
    json.field("limit", to_json(result.limit));
    json.close('}');
  }
  json.close(']').close('}');
  return out + '\n';
}

std::string tests_junit(const TestReport& report) {
  const TestCounts all = counts_of(report.results);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                     report.results.size(), all.failed, all.not_run);
  for (const auto& [file, results] : by_file(report)) {
    TestCounts counts;
    for (const TestResult* one : results) {
      if (one->passed()) continue;
      ++(one->ran ? counts.failed : counts.not_run);
    }
    const std::string name = lines_escaped(report.sources.name(file));
    out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                       name, results.size(), counts.failed, counts.not_run);
    for (const TestResult* one : results) {
      const Test& test = report.tests[one->test];
      const std::uint32_t line = report.sources.position(file, test.span.begin).line;
      out += fmt::format("    <testcase name=\"{}\" classname=\"{}\" file=\"{}\" line=\"{}\"",
                         lines_escaped(test.title),
                         test.module.empty() ? name : lines_escaped(test.module), name, line);
      if (one->passed()) {
        out += "/>\n";
        continue;
      }
      out += ">\n";
      if (!one->ran) {
        out += fmt::format("      <error message=\"{}\"/>\n", lines_escaped(obstacle_text(*one)));
      }
      for (const TestFailure& failure : one->failures) {
        out += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                           word(failure.kind),
                           lines_escaped(fmt::format("expected {}; {}", one_line(failure.expected),
                                                     actual_text(failure))),
                           lines_escaped(details(report, *one, failure)));
      }
      out += "    </testcase>\n";
    }
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

std::string tests_tap(const TestReport& report) {
  std::string out = fmt::format("TAP version 14\n1..{}\n", report.results.size());
  std::size_t number = 0;
  for (const TestResult& result : report.results) {
    const Test& test = report.tests[result.test];
    std::string title;
    for (const char c : one_line(test.title)) {
      if (c == '#' || c == '\\') title += '\\';
      title += c;
    }
    out += fmt::format("{} {} - {}\n", result.passed() ? "ok" : "not ok", ++number, title);
    if (result.passed()) continue;
    out += "  ---\n";
    if (!result.ran) {
      out += "  message: " + in_quotes(obstacle_text(result)) + "\n";
      out += "  at: " + in_quotes(place_text(test.span, report.sources)) + "\n";
    }
    if (!result.failures.empty()) out += "  failures:\n";
    for (const TestFailure& failure : result.failures) {
      out += "    - at: " + in_quotes(place_text(failure.span, report.sources)) + "\n";
      out += "      expected: " + in_quotes(one_line(failure.expected)) + "\n";
      out += "      actual: " + in_quotes(actual_text(failure)) + "\n";
      const std::string why = reason_text(failure, *result.sources, plain);
      if (!why.empty()) out += "      why: " + in_quotes(why) + "\n";
    }
    out += "  ...\n";
  }
  return out;
}

}  // namespace casus::report
