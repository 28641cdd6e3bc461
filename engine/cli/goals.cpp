// SPDX-License-Identifier: Apache-2.0
#include "cli/goals.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "cli/question.hpp"
#include "cli/values.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::cli {

std::vector<std::string> cases_of(const Arguments& arguments) {
  return {arguments.operands.begin() + 1, arguments.operands.end()};
}

namespace {

/// What names are made of, and words in any script.
bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Whether a goal is about a rating, or a part of it: `risk(`, and not in `at_risk(`.
bool is_about(const std::string& goal, const std::string& name) {
  for (std::size_t at = goal.find(name + '('); at != std::string::npos;
       at = goal.find(name + '(', at + 1)) {
    const char before = at == 0 ? ' ' : goal[at - 1];
    if (!in_name(before)) return true;
  }
  return false;
}

/// Whether the first subject of a rating stands in a goal, as a rule writes it.
bool names_subject(const std::string& goal, const Rating& rating) {
  const std::string& literal = rating.subject.front().literal;
  const std::size_t at = goal.find(literal);
  if (at == std::string::npos) return false;
  const bool begins = at == 0 || std::string_view("(,: ").find(goal[at - 1]) != std::string::npos;
  if (!begins) return false;
  const char next = at + literal.size() < goal.size() ? goal[at + literal.size()] : ' ';
  return literal.ends_with('"') || next == ')' || next == ',' || next == ' ';
}

}  // namespace

std::string hint(const std::string& goal, const Runs& runs) {
  std::vector<std::string_view> subjects;
  for (const CaseRun& run : runs.cases) {
    for (const Rating& rating : run.evaluation.assessment().ratings) {
      if (rating.subject.empty()) continue;
      for (const FactorScore& factor : rating.factors) {
        if (!is_about(goal, rating.rating + '.' + factor.name)) continue;
        if (!names_subject(goal, rating)) continue;
        return fmt::format("{} of {} is {}", report::factor_title(rating, factor.name),
                           report::subject_text(rating),
                           report::points_text(rating, factor.points));
      }
      if (!is_about(goal, rating.rating)) continue;
      if (names_subject(goal, rating)) {
        return fmt::format("{} is {}, {}", report::subject_text(rating),
                           report::band_text(rating.band), report::score_on_scale(rating));
      }
      subjects.push_back(rating.subject.front().text);
    }
  }
  const std::size_t open = goal.find('"');
  const std::size_t close = open == std::string::npos ? open : goal.find('"', open + 1);
  if (subjects.empty() || close == std::string::npos) return {};
  return did_you_mean(goal.substr(open + 1, close - open - 1), subjects);
}

namespace {

/// A name that was meant as a text: it begins like one, and has what no variable has.
bool is_bare_name(std::string_view argument) {
  if (argument.empty() || argument.front() < 'A' || argument.front() > 'Z') return false;
  const auto ends = [](char c) { return c == '"' || c == '(' || c == ':' || c == '='; };
  return argument.find_first_of("- ") != std::string_view::npos &&
         std::ranges::none_of(argument, ends);
}

/// The goal with its bare names in quotes, and the first of them; empty where there is none.
std::pair<std::string, std::string> with_quotes(const std::string& goal) {
  std::string quoted;
  std::string first;
  std::size_t at = 0;
  while (at < goal.size()) {
    const std::size_t end = std::min(goal.find_first_of("(),:", at), goal.size());
    const std::size_t begin = std::min(goal.find_first_not_of(' ', at), end);
    const std::string_view argument = std::string_view(goal).substr(begin, end - begin);
    const bool inside = at > 0 && end < goal.size() && (goal[end] == ')' || goal[end] == ',');
    const bool bare = inside && is_bare_name(argument);
    if (bare && first.empty()) first = argument;
    quoted += goal.substr(at, begin - at);
    quoted += bare ? fmt::format("\"{}\"", argument) : std::string(argument);
    if (end < goal.size()) quoted += goal[end];
    at = end + 1;
  }
  return {first.empty() ? "" : quoted, first};
}

/// Whether a goal is words alone: a name, an id, a title.
bool is_words(const std::string& goal) {
  return !goal.empty() &&
         std::ranges::all_of(goal, [](char c) { return in_name(c) || c == ' ' || c == '-'; });
}

/// `F` of `F12`; empty where no digit follows letters.
std::string_view letters_of_id(std::string_view id) {
  const std::size_t digit = id.find_first_of("0123456789");
  if (digit == std::string_view::npos || id.find(' ') != std::string_view::npos) return {};
  const std::string_view letters = id.substr(0, digit);
  return std::ranges::all_of(letters, in_name) ? letters : std::string_view();
}

/// `F12`, `f12b`, and `E99` where facts are called `E9`
bool looks_like_id(const std::string& goal, std::span<const std::string_view> ids) {
  const std::string_view letters = letters_of_id(goal);
  if (letters.empty() || !in_name(goal.back())) return false;
  return letters == "F" || letters == "f" || std::ranges::any_of(ids, [&](std::string_view id) {
           return letters_of_id(id) == letters;
         });
}

/// What a goal that is a single name is instead of a condition, and of which rating.
std::string part_of_rating(const std::string& name, const Rating& rating) {
  const auto factor = std::ranges::find_if(rating.factors, [&](const FactorScore& one) {
    return one.name == name || one.title == name;
  });
  if (factor != rating.factors.end()) return "a factor of " + rating.rating;
  const auto rule = std::ranges::find(rating.contributions, name, &Contribution::rule);
  return rule == rating.contributions.end() ? "" : "a rule of " + rating.rating;
}

}  // namespace

std::string rated_instead(const std::string& goal, const Runs& runs) {
  std::vector<const Rating*> ratings;
  for (const CaseRun& run : runs.cases) {
    for (const Rating& rating : run.evaluation.assessment().ratings) ratings.push_back(&rating);
  }
  return rated_instead(goal, ratings);
}

std::string rated_instead(const std::string& goal, std::span<const Rating* const> ratings) {
  constexpr std::size_t most = 3;
  std::vector<std::string> rated;
  for (const Rating* rating : ratings) {
    if (!is_about(goal, rating->rating) || goal.find("(\"") == std::string::npos) continue;
    if (rating->subject.empty()) continue;
    if (names_subject(goal, *rating)) return {};
    if (rated.size() <= most) rated.push_back('`' + report::printable(goal_of(*rating)) + '`');
  }
  if (rated.empty()) return {};
  const bool more = rated.size() > most;
  if (more) rated.resize(most);
  return fmt::format("what is rated is {}{}", fmt::join(rated, ", "), more ? ", …" : "");
}

namespace {

using Assessments = std::span<const Assessment* const>;

std::vector<const Assessment*> assessments_of(const Runs& runs) {
  std::vector<const Assessment*> result;
  for (const CaseRun& run : runs.cases) result.push_back(&run.evaluation.assessment());
  return result;
}

const Evidence* fact_called(const std::string& goal, const Assessment& assessment) {
  const auto& all = assessment.evidence;
  const auto found = std::ranges::find(all, goal, &Evidence::id);
  return found == all.end() ? nullptr : &*found;
}

/// Of a goal that is the id of a fact, or the beginning of ids: how to see the fact.
std::optional<Problem> names_fact(const std::string& goal, Assessments cases,
                                  const Arguments& arguments) {
  constexpr std::size_t most = 10;
  std::vector<std::string> longer;
  for (const Assessment* assessment : cases) {
    if (fact_called(goal, *assessment) != nullptr) {
      return refuse(fmt::format("`{}` is a fact, not a condition", report::printable(goal)),
                    "see what it says and what rests on it: " +
                        command_line("why", goal, arguments, cases_of(arguments)))
          .value();
    }
    for (const Evidence& one : assessment->evidence) {
      // `F34` for `F34a`, `F34b`
      const bool part = one.id.size() == goal.size() + 1 && one.id.starts_with(goal) &&
                        one.id.back() >= 'a' && one.id.back() <= 'z';
      if (part && longer.size() < most) longer.push_back('`' + report::printable(one.id) + '`');
    }
  }
  std::vector<std::string_view> ids;
  for (const Assessment* assessment : cases) {
    for (const Evidence& one : assessment->evidence) ids.emplace_back(one.id);
  }
  if (longer.empty() && !looks_like_id(goal, ids)) return std::nullopt;
  return refuse(fmt::format("there is no fact `{}`", report::printable(goal)),
                longer.empty() ? did_you_mean(goal, ids)
                               : fmt::format("did you mean {}?", fmt::join(longer, ", ")))
      .value();
}

}  // namespace

const Evidence* fact_called(const std::string& goal, const CaseRun& run) {
  return fact_called(goal, run.evaluation.assessment());
}

std::optional<Problem> named_instead(const std::string& goal, Assessments cases,
                                     const Arguments& arguments) {
  if (auto fact = names_fact(goal, cases, arguments)) return fact;
  const auto ask = [&](const std::string& instead) {
    return command_line("why", instead, arguments, cases_of(arguments));
  };
  const std::string shown = report::printable(goal);
  for (const Assessment* assessment : cases) {
    for (const Rating& rating : assessment->ratings) {
      if (rating.rating == goal) {
        return refuse("this is no rating with its subject: " + shown,
                      "what is rated is `" + report::printable(goal_of(rating)) + '`')
            .value();
      }
      if (report::subject_text(rating) == goal) {
        return refuse(fmt::format("`{}` is a name, not a condition", shown),
                      "ask for its rating: " + ask(goal_of(rating)))
            .value();
      }
      if (const std::string part = part_of_rating(goal, rating); !part.empty()) {
        return refuse(fmt::format("`{}` is {}, not a condition", shown, part),
                      "ask for the rating, whose tree has what it adds: " + ask(goal_of(rating)))
            .value();
      }
      for (const Band& band : rating.bands) {
        if (band.name != goal && report::band_text(band.name) != goal) continue;
        return refuse(fmt::format("`{}` is a band of {}, not a condition", shown, rating.rating),
                      "compare a rating with it: " + ask(goal_of(rating) + " >= " + band.name))
            .value();
      }
    }
  }
  return std::nullopt;
}

Problem refused(const std::string& goal, const Runs& runs, report::DiagnosticGroup group,
                const Arguments& arguments) {
  return refused(goal, assessments_of(runs), std::move(group), arguments);
}

Problem refused(const std::string& goal, Assessments cases, report::DiagnosticGroup group,
                const Arguments& arguments) {
  const auto ask = [&](const std::string& instead) {
    return command_line("why", instead, arguments, cases_of(arguments));
  };
  if (goal.find('(') != std::string::npos) {
    const auto [quoted, name] = with_quotes(goal);
    if (name.empty()) {
      // Of what is misspelt it is clear what is meant.
      const bool missing = std::ranges::any_of(group.diagnostics, [](const Diagnostic& one) {
        return one.code == "E0201" && std::ranges::none_of(one.help, [](const Help& help) {
                 return help.text.starts_with("did you mean");
               });
      });
      if (missing && cases_of(arguments).empty() && !cases.empty()) {
        group.diagnostics.back().advise(
            cases.size() == 1
                ? "no case is named, so it was asked of the project's own"
                : fmt::format("no case is named, so it was asked of the {} cases of the project: "
                              "write the file of another one behind the question",
                              cases.size()));
      }
      return {Exit::usage, {std::move(group)}};
    }
    return refuse(fmt::format("`{}` stands without quotes", report::printable(name)),
                  "a name is a text: " +
                      command_line(arguments.command->name, quoted, arguments, cases_of(arguments)))
        .value();
  }
  if (auto other = named_instead(goal, cases, arguments)) return std::move(*other);
  const Rating* example = nullptr;
  for (const Assessment* assessment : cases) {
    if (example == nullptr && !assessment->ratings.empty()) example = &assessment->ratings.front();
  }
  const bool no_words = std::ranges::all_of(group.diagnostics, [](const Diagnostic& one) {
    return one.code == "E0401" || one.code == "E0101";
  });
  if (example != nullptr && no_words && is_words(goal)) {
    return refuse(fmt::format("`{}` is not a condition", report::printable(goal)),
                  "a goal that has an answer: " + ask(goal_of(*example)))
        .value();
  }
  if (example != nullptr) {
    group.diagnostics.back().advise("a goal that has an answer is `" + goal_of(*example) + '`');
  }
  return {Exit::usage, {std::move(group)}};
}

Outcome<std::optional<std::uint32_t>> depth_of(const Arguments& arguments) {
  const auto depth = arguments.value("depth");
  if (!depth) return std::nullopt;
  if (*depth == "all") return 0;
  const auto levels = read_count(*depth);
  if (!levels || *levels > 1'000'000) {
    return refuse(fmt::format("`--depth` cannot be `{}`", report::printable(*depth)),
                  "it is a whole number above 0, or all");
  }
  return static_cast<std::uint32_t>(*levels);
}

std::string next_command(std::string_view command, const std::string& goal,
                         const Arguments& arguments, bool prose) {
  const std::vector<std::string> cases = cases_of(arguments);
  if (std::ranges::find(cases, "-") != cases.end()) return {};
  return told("next: ", command_line(command, goal, arguments, cases), prose);
}

std::string told(std::string_view head, std::string_view text, bool prose) {
  const std::string whole = std::string(head) + report::printable(text);
  return (prose ? report::statement(whole) : whole) + '\n';
}

std::vector<std::string> unknown_everywhere(const std::vector<std::vector<UnknownText>>& by_case) {
  std::vector<std::string> lines;
  if (by_case.empty()) return lines;
  for (const UnknownText& one : by_case.front()) {
    std::string nearest;
    const bool everywhere = std::ranges::all_of(by_case, [&](const auto& texts) {
      const auto same = std::ranges::find(texts, one.text, &UnknownText::text);
      if (same != texts.end() && nearest.empty()) nearest = same->nearest;
      return same != texts.end();
    });
    if (!everywhere) continue;
    lines.push_back(fmt::format("no fact and no rule has \"{}\"", report::printable(one.text)));
    if (!nearest.empty()) {
      lines.back() += fmt::format("; did you mean \"{}\"?", report::printable(nearest));
    }
  }
  return lines;
}

}  // namespace casus::cli
