// SPDX-License-Identifier: Apache-2.0
#include "report/mutation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/coverage.hpp"
#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/tests.hpp"

namespace casus::report {
namespace {

using Outcome = Mutant::Outcome;

std::string_view word(Outcome outcome) {
  switch (outcome) {
    case Outcome::noticed:
      return "noticed";
    case Outcome::survived:
      return "survived";
    case Outcome::refused:
      return "refused";
    case Outcome::not_run:
      break;
  }
  return "not run";
}

/// The lines that an edit touches, as they are and as they would be.
std::pair<std::string, std::string> lines_of(const Mutant& mutant, const Sources& sources) {
  const Span span = mutant.span;
  const std::string_view text = sources.text(span.file);
  // Without a line end before it, `npos + 1` is the beginning.
  const std::size_t begin = text.substr(0, span.begin).rfind('\n') + 1;
  const std::size_t end = std::min(text.find('\n', span.end), text.size());
  std::string changed(text.substr(begin, span.begin - begin));
  changed += mutant.replacement;
  changed += text.substr(span.end, end - span.end);
  return {std::string(text.substr(begin, end - begin)), std::move(changed)};
}

}  // namespace

std::string mutation_line(const MutationRun& run) {
  const Coverage::Share score = run.score();
  std::string out = fmt::format("noticed {} of {}: {}", score.seen, counted(score.all, "mutant"),
                                share_text(score));
  if (const auto refused = run.count(Outcome::refused); refused > 0) {
    out += fmt::format("; {} more the checker refuses", refused);
  }
  if (const auto left = run.count(Outcome::not_run); left > 0) {
    out += fmt::format("; {} not tried", left);
  }
  return out;
}

std::string mutation_text(const MutationRun& run, const Style& style) {
  std::string out = mutation_line(run) + '\n';
  for (const Mutant& one : run.mutants) {
    if (one.outcome != Outcome::survived) continue;
    out += '\n' + paint(style, Paint::strong, place_text(one.span, *run.sources)) +
           ": no test notices, in " + printable(one.rule) + '\n';
    const auto [before, after] = lines_of(one, *run.sources);
    for (const std::string& line : difference_lines(before, after)) {
      if (line.front() == ' ' || line.find_first_not_of(" +", 0) == std::string::npos) continue;
      out += paint(style, line.front() == '-' ? Paint::error : Paint::help, line) + '\n';
    }
  }
  return out;
}

std::string mutation_json(const MutationRun& run) {
  std::string out;
  JsonWriter json(out);
  json.open('{').field("schema", "casus.mutation/1");
  for (const Outcome outcome : {Outcome::noticed, Outcome::survived, Outcome::refused}) {
    json.field(word(outcome), std::uint64_t{run.count(outcome)});
  }
  json.field("not_run", std::uint64_t{run.count(Outcome::not_run)});
  json.key("mutants").open('[');
  for (const Mutant& one : run.mutants) {
    json.open('{').field("rule", one.rule).field("place", to_json(one.span, *run.sources));
    json.field("written", run.sources->text(one.span)).field("instead", one.replacement);
    json.field("outcome", word(one.outcome)).close('}');
  }
  json.close(']').field("limit", to_json(run.limit)).close('}');
  return out + '\n';
}

}  // namespace casus::report
