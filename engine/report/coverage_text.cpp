// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "report/coverage.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"

namespace casus::report {
namespace {

std::string part(std::string_view name, const Coverage::Share& share) {
  if (share.all == 0) return {};
  return fmt::format(", {} {} of {}", name, share.seen, share.all);
}

/// What was not seen of a condition; empty where all was.
std::string missing(const Coverage::Condition& one) {
  if (!one.seen_true && !one.seen_false) return "never reached";
  if (!one.seen_true) return "never true";
  return one.seen_false || one.binds ? "" : "never false";
}

class Lines {
 public:
  explicit Lines(const Sources& sources) : sources_(sources) {}

  void add(Span span, std::string mark) {
    if (!span.valid() || mark.empty()) return;
    const std::uint32_t line = sources_.position(span.file, span.begin).line;
    auto& marks = lines_[{span.file, line}];
    if (std::ranges::find(marks, mark) == marks.end()) marks.push_back(std::move(mark));
  }

  [[nodiscard]] std::vector<Uncovered> take() {
    std::vector<Uncovered> result;
    for (auto& [place, marks] : lines_) {
      result.push_back({place.first, place.second, std::move(marks)});
    }
    return result;
  }

 private:
  const Sources& sources_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::string>> lines_;
};

std::string listed(const std::vector<std::string>& marks) {
  std::string out;
  for (const std::string& mark : marks) out += (out.empty() ? "" : "; ") + printable(mark);
  return out;
}

}  // namespace

std::string share_text(const Coverage::Share& share) {
  const double tenths = std::floor(share.value() * 1000 + 1e-9);
  return fmt::format("{:g}%", tenths / 10);
}

std::vector<Uncovered> uncovered(const Coverage& coverage) {
  Lines lines(*coverage.sources);
  for (const Coverage::Rule& rule : coverage.rules) {
    if (!rule.applied) lines.add(rule.span, "never applies");
    for (const Coverage::Condition& one : rule.conditions) lines.add(one.span, missing(one));
  }
  for (const Coverage::Table& table : coverage.tables) {
    for (const Coverage::Row& row : table.rows) {
      if (!row.hit) lines.add(row.span, "never decides");
    }
  }
  for (const Coverage::Rating& rating : coverage.ratings) {
    std::string never;
    for (const Coverage::Band& band : rating.bands) {
      if (!band.reached) never += (never.empty() ? "never " : ", ") + band.name;
    }
    lines.add(rating.span, never);
  }
  return lines.take();
}

std::string coverage_line(const Coverage& coverage) {
  return "coverage " + share_text(coverage.total()) + ": rules " +
         fmt::format("{} of {}", coverage.of_rules().seen, coverage.of_rules().all) +
         part("conditions", coverage.of_conditions()) + part("rows", coverage.of_rows()) +
         part("bands", coverage.of_bands());
}

std::string coverage_text(const Coverage& coverage, const Style& style) {
  const Sources& sources = *coverage.sources;
  std::string out = coverage_line(coverage) + '\n';
  const std::vector<Uncovered> all = uncovered(coverage);
  for (auto one = all.begin(); one != all.end();) {
    const auto end = std::find_if(one, all.end(),
                                  [&](const Uncovered& other) { return other.file != one->file; });
    std::size_t digits = 1;
    std::size_t width = 0;
    for (auto line = one; line != end; ++line) {
      digits = std::max(digits, std::to_string(line->line).size());
      width = std::max(width, display_width(sources.line(line->file, line->line)));
    }
    constexpr std::size_t widest = 60;
    width = std::min(width, widest);
    out += '\n' + paint(style, Paint::strong, printable(sources.name(one->file))) + '\n';
    for (; one != end; ++one) {
      const std::string code = printable(sources.line(one->file, one->line));
      out += fmt::format("{} | {}  {}\n", pad_left(std::to_string(one->line), digits + 1),
                         pad_right(code, width), paint(style, Paint::warning, listed(one->marks)));
    }
  }
  if (coverage.unused.empty()) return out;
  out += "\ngiven, and nothing rests on it:\n";
  for (const Coverage::Unused& one : coverage.unused) {
    out += fmt::format("  {} ({})\n", printable(one.id), printable(one.place));
  }
  return out;
}

}  // namespace casus::report
