// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

#include "report/branch.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/proof.hpp"
#include "report/why_not.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

using Attempt = WhyNot::Attempt;
using Condition = WhyNot::Condition;
using State = WhyNot::Condition::State;

std::string_view word_of(State state) {
  switch (state) {
    case State::ok:
      return "ok";
    case State::fails:
      return "fails";
    case State::not_reached:
      break;
  }
  return "not reached";
}

/// Of a condition: whether it says more than its text.
bool adds(const WhyNot::Note& note, const Condition& to) {
  return note.kind != WhyNot::Note::Kind::no_value && note.text != to.text;
}

std::string with_references(std::string text, const std::vector<std::string>& facts) {
  return facts.empty() ? text : text + " [" + ids_text(facts) + ']';
}

std::string name_of(const Attempt& attempt) {
  if (attempt.rule.empty()) return attempt.text.empty() ? "the goal" : printable(attempt.text);
  std::string text = printable(attempt.rule);
  if (!attempt.title.empty()) text += ": " + printable(attempt.title);
  if (attempt.denies) text += " (it would deny it)";
  return text;
}

/// The first condition that does not hold, or what keeps a rule whose conditions hold.
std::string first_obstacle(const Attempt& attempt) {
  for (const State wanted : {State::fails, State::not_reached}) {
    const auto found = std::ranges::find(attempt.conditions, wanted, &Condition::state);
    if (found != attempt.conditions.end()) return printable(found->text);
  }
  return attempt.notes.empty() ? std::string() : printable(attempt.notes.front().text);
}

std::string further_text(std::size_t further) { return counted(further, "rule") + " further away"; }

/// "ageing: age 68, needs at least 70: 2 short; 1 more open"
std::string in_a_line(const Attempt& attempt) {
  std::string text = attempt.rule.empty() ? "" : name_of(attempt) + ": ";
  text += first_obstacle(attempt);
  const std::size_t more = attempt.open() > 1 ? attempt.open() - 1 : 0;
  if (more > 0) text += fmt::format("; {} more open", more);
  return text;
}

class Trees {
 public:
  Trees(const CaseWhyNot& one, const WhyNotView& view) : sources_(one.sources), view_(view) {}

  [[nodiscard]] Branch of(const Attempt& attempt, std::uint32_t level) const {
    Branch branch;
    branch.text = name_of(attempt) + place(attempt.span);
    std::size_t width = 0;
    for (const Condition& one : attempt.conditions) {
      width = std::max(width, word_of(one.state).size());
    }
    const bool fold = !view_.all && attempt.conditions.size() + 2 > view_.lines;
    std::size_t folded = 0;
    for (const Condition& one : attempt.conditions) {
      if (one.state == State::ok && says_nothing(one.text)) continue;
      if (fold && one.state == State::ok) {
        ++folded;
      } else {
        branch.children.push_back(of(one, width, level));
      }
    }
    if (folded > 0) {
      Branch& line = branch.children.emplace_back();
      line.text = pad_right("ok", width) + "  " + counted(folded, "condition");
    }
    for (const WhyNot::Note& note : attempt.notes) branch.children.push_back(of(note));
    return branch;
  }

  [[nodiscard]] Branch of(const WhyNot::Note& note) const {
    Branch branch;
    branch.text = with_references(printable(note.text), note.facts);
    return branch;
  }

 private:
  [[nodiscard]] Branch of(const Condition& one, std::size_t width, std::uint32_t level) const {
    Branch branch;
    branch.text = pad_right(std::string(word_of(one.state)), width) + "  " +
                  with_references(one_line(one.text), one.facts);
    if (view_.code && !one.code.empty() && one.state != State::not_reached) {
      branch.notes.push_back({one_line(one.code)});
    }
    for (const WhyNot::Note& note : one.notes) {
      if (adds(note, one)) branch.children.push_back(of(note));
    }
    add_attempts(one, level, branch);
    return branch;
  }

  void add_attempts(const Condition& one, std::uint32_t level, Branch& into) const {
    if (one.attempts.empty()) return;
    if (level < view_.levels) {
      for (const Attempt& attempt : one.attempts) {
        into.children.push_back(of(attempt, level + 1));
      }
      if (one.further > 0) into.children.emplace_back().text = further_text(one.further);
      return;
    }
    Branch& line = into.children.emplace_back();
    line.text = in_a_line(one.attempts.front());
    const std::size_t more = one.attempts.size() - 1 + one.further;
    if (more > 0) line.text += " (" + further_text(more) + ')';
  }

  [[nodiscard]] std::string place(Span span) const {
    if (!span.valid()) return {};
    const std::string whole = sources_.place(span);
    return " (" + printable(whole.substr(whole.rfind('/') + 1)) + ')';
  }

  const Sources& sources_;
  const WhyNotView& view_;
};

std::string head_of(const WhyNot& one) {
  if (one.limit && one.attempts.empty()) {
    return "not found before a limit ended the run: " + printable(one.goal);
  }
  const bool told = one.verdict && *one.verdict != Verdict::no && *one.verdict != Verdict::yes;
  return std::string(told ? verdict_word(*one.verdict) : "not derived") + ": " +
         printable(one.goal);
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

/// Attempts behind the first, a line each as long as there is room.
std::string others(std::span<const Attempt> attempts, std::size_t further, std::size_t room,
                   const Trees& trees, const Style& style, const WhyNotView& view,
                   int decimals = 1) {
  std::string out;
  for (const Attempt& attempt : attempts) {
    if (view.all || view.levels > 0) {
      Branch branch = trees.of(attempt, 1);
      if (attempt.amount) branch.text = with_sign(*attempt.amount, decimals) + "  " + branch.text;
      out += draw(branch, style);
    } else if (lines_of(out) < room) {
      const std::string points =
          attempt.amount ? "  " + with_sign(*attempt.amount, decimals) + "  " : "";
      out += hanging(points, in_a_line(attempt), columns(style));
    } else {
      ++further;
    }
  }
  if (further > 0) out += further_text(further) + ": --all\n";
  return out;
}

/// What keeps a rating where it is: "Power: pump 3 has no spare [F21]", by -3.0.
struct Against {
  double amount = 0;
  std::string text;
};

Against contribution_line(const Rating& rating, const Contribution& one) {
  return {one.amount, with_references(fmt::format("{}: {}", factor_title(rating, one.factor),
                                                  sentence(one.because, one.title, one.rule)),
                                      one.facts)};
}

/// Most first.
std::vector<Against> against_lines(const WhyNot::RatingMiss& miss) {
  const Rating& rating = miss.rating;
  const int decimals = score_decimals(rating.scale_low, rating.scale_high);
  std::vector<Against> lines;
  for (const std::size_t i : miss.against) {
    lines.push_back(contribution_line(rating, rating.contributions[i]));
  }
  for (const std::size_t i : miss.limits) {
    const LimitEffect& one = rating.limits[i];
    lines.push_back(
        {one.effect,
         with_references(
             fmt::format("{} {}{}: {}", one.caps ? "capped at" : "not below", brief(one.at, 6),
                         counted_text(one.certainty), sentence(one.because, one.title, one.rule)),
             one.facts)});
  }
  for (const FactorScore& factor : rating.factors) {
    if (!miss.factor.empty() && factor.name != miss.factor) continue;
    const double bound = miss.missing > 0 ? factor.high : factor.low;
    const bool bounded = miss.missing > 0 ? factor.sum > bound : factor.sum < bound;
    if (!bounded) continue;
    lines.push_back(
        {bound - factor.sum, fmt::format("{} is bounded to {}", factor_title(rating, factor.name),
                                         with_sign(bound, decimals))});
  }
  std::ranges::stable_sort(lines, std::ranges::greater(),
                           [](const Against& one) { return std::abs(one.amount); });
  return lines;
}

/// "no points move it while it is capped at 40"
std::string held_text(const WhyNot::RatingMiss& miss) {
  const LimitEffect& one = miss.rating.limits[*miss.held_by];
  return fmt::format("no points move it while it is {} {}", one.caps ? "capped at" : "kept at",
                     brief(one.at, 6));
}

constexpr std::size_t most_reasons = 3;
constexpr std::size_t most_helping = 2;

std::string rating_text(const WhyNot::RatingMiss& miss, const Trees& trees, const Style& style,
                        const WhyNotView& view) {
  std::string out;
  const int decimals = score_decimals(miss.rating.scale_low, miss.rating.scale_high);
  const std::vector<Against> lines = against_lines(miss);
  const std::size_t shown = view.all ? lines.size() : std::min(lines.size(), most_reasons);
  if (!lines.empty()) out += "what weighs most against it:\n";
  for (std::size_t i = 0; i < shown; ++i) {
    out +=
        hanging("  " + with_sign(lines[i].amount, decimals) + "  ", lines[i].text, columns(style));
  }
  if (shown < lines.size()) out += fmt::format("  {} more: --all\n", lines.size() - shown);
  if (miss.held_by) out += held_text(miss) + '\n';
  if (miss.helping.empty()) return out;
  out += "rules that could help and do not apply, the nearest first:\n";
  return out + others(miss.helping, miss.further, most_helping, trees, style, view, decimals);
}

std::string case_text(const CaseWhyNot& one, const Style& style, const WhyNotView& view) {
  const WhyNot& said = one.why_not;
  const Trees trees(one, view);
  std::span<const Attempt> attempts(said.attempts);
  std::string out;
  if (!attempts.empty() && attempts.front().rule.empty()) {
    Branch goal = trees.of(attempts.front(), 1);
    goal.text = head_of(said);
    out = draw(goal, style);
    attempts = attempts.subspan(1);
  } else {
    out = hanging("", head_of(said), columns(style));
  }
  for (const std::string& text : said.contradictions) {
    out += hanging("", printable(text), columns(style));
  }
  for (const WhyNot::Note& note : said.notes) out += draw(trees.of(note), style);
  if (!attempts.empty()) {
    out += draw(trees.of(attempts.front(), 1), style);
    attempts = attempts.subspan(1);
  }
  const std::size_t room = view.lines > lines_of(out) + 1 ? view.lines - lines_of(out) - 1 : 0;
  out += others(attempts, said.further, room, trees, style, view);
  for (const WhyNot::RatingMiss& miss : said.ratings) out += rating_text(miss, trees, style, view);
  if (said.partial) out += "a bound on work ended the search: something may be nearer\n";
  return out;
}

void add_prose(const Attempt& attempt, const WhyNotView& view, std::uint32_t level,
               std::string& out) {
  const auto say = [&](const std::string& text) { out += statement(text) + '\n'; };
  if (!attempt.rule.empty()) {
    say(fmt::format("rule {}: {} of {} conditions hold", name_of(attempt),
                    attempt.conditions.size() - attempt.open(), attempt.conditions.size()));
  }
  for (const Condition& one : attempt.conditions) {
    if (one.state == State::ok) continue;
    say(std::string(word_of(one.state)) + ": " + one_line(one.text));
    for (const WhyNot::Note& note : one.notes) {
      if (adds(note, one)) say(printable(note.text));
    }
    if (one.attempts.empty()) continue;
    if (level >= view.levels) {
      say(in_a_line(one.attempts.front()));
      continue;
    }
    for (const Attempt& below : one.attempts) add_prose(below, view, level + 1, out);
  }
  for (const WhyNot::Note& note : attempt.notes) say(printable(note.text));
}

}  // namespace

std::string why_not_text(const CaseWhyNots& cases, const Style& style, const WhyNotView& view) {
  std::string out;
  for (const CaseWhyNot& one : cases) {
    if (one.why_not.holds) continue;
    if (!out.empty()) out += '\n';
    if (cases.size() > 1) out += printable(one.case_name) + ":\n";
    out += case_text(one, style, view);
  }
  return out;
}

std::string why_not_prose(const CaseWhyNots& cases, const WhyNotView& view) {
  std::string out;
  for (const CaseWhyNot& one : cases) {
    const WhyNot& said = one.why_not;
    if (said.holds) continue;
    if (cases.size() > 1) out += statement("case " + printable(one.case_name)) + '\n';
    out += statement(head_of(said)) + '\n';
    for (const std::string& text : said.contradictions) out += statement(printable(text)) + '\n';
    for (const WhyNot::Note& note : said.notes) out += statement(printable(note.text)) + '\n';
    for (const Attempt& attempt : said.attempts) add_prose(attempt, view, 1, out);
    if (said.further > 0) out += statement(further_text(said.further)) + '\n';
    for (const WhyNot::RatingMiss& miss : said.ratings) {
      const int decimals = score_decimals(miss.rating.scale_low, miss.rating.scale_high);
      for (const Against& against : against_lines(miss)) {
        out += statement("against it, by " + with_sign(against.amount, decimals) + ": " +
                         one_line(against.text)) +
               '\n';
      }
      if (miss.held_by) out += statement(held_text(miss)) + '\n';
      for (const Attempt& attempt : miss.helping) add_prose(attempt, view, 1, out);
    }
  }
  return out;
}

std::string why_next(const WhyNot& why_not) {
  for (const Attempt& attempt : why_not.attempts) {
    for (const Condition& condition : attempt.conditions) {
      for (const WhyNot::Note& note : condition.notes) {
        if (note.kind == WhyNot::Note::Kind::against && !note.goal.empty()) return note.goal;
      }
    }
  }
  return {};
}

}  // namespace casus::report
