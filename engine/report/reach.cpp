// SPDX-License-Identifier: Apache-2.0
#include "report/reach.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

/// "if it were not so that X belongs to Y [F12]", "if it were found out that spare(pump: "P1")"
std::string step_text(const ReachStep& step) {
  const std::string was = printable(step.was);
  const std::string now = printable(step.now);
  switch (step.kind) {
    case ReachStep::Kind::gone:
      return fmt::format("if it were not so that {} [{}]", was, step.fact);
    case ReachStep::Kind::undenied:
      return fmt::format("if it were not denied that {} [{}]", was, step.fact);
    case ReachStep::Kind::denied:
      return fmt::format("if it were known not to be so that {} [{}]", was, step.fact);
    case ReachStep::Kind::value:
      return fmt::format("with {} in place of: {}", now, was);
    case ReachStep::Kind::known:
      return fmt::format("if it were found out that {}", now);
  }
  return {};
}

std::string_view kind_word(ReachStep::Kind kind) {
  switch (kind) {
    case ReachStep::Kind::gone:
      return "gone";
    case ReachStep::Kind::undenied:
      return "undenied";
    case ReachStep::Kind::denied:
      return "denied";
    case ReachStep::Kind::value:
      return "value";
    case ReachStep::Kind::known:
      return "known";
  }
  return {};
}

double cost_of_changes(const ReachAnswer& answer) {
  double cost = 0;
  for (const ReachStep& step : answer.steps) cost += step.changes() ? step.cost : 0;
  return cost;
}

/// "3 of it to change, 1 to find out"; empty where it is all of one kind.
std::string shares_text(const ReachAnswer& answer) {
  const double changes = cost_of_changes(answer);
  if (changes == 0 || changes == answer.cost) return {};
  return fmt::format("{} of it to change, {} to find out", brief(changes, 6),
                     brief(answer.cost - changes, 6));
}

/// "P1: GOOD, 70.0, +12.0"; with the rating's title, where others move, "P1: Health: GOOD, …".
std::string rating_text(const RatingChange& change, bool titled = false) {
  std::string text;
  for (const Value& value : change.subject) {
    text += (text.empty() ? "" : ", ") + printable(value.text);
  }
  if (titled) text += ": " + printable(change.title.empty() ? change.rating : change.title);
  if (!change.after) return text + ": not rated any more";
  const int decimals = score_decimals(change.scale_low, change.scale_high);
  const double after = change.after->score;
  text += fmt::format(": {}, {}", band_text(change.after->band), fixed(after, decimals));
  if (change.before) text += ", " + with_sign(after - change.before->score, decimals);
  return text;
}

std::vector<std::string> rating_texts(const ReachAnswer& answer) {
  const auto other = [&](const RatingChange& one) {
    const RatingChange& first = answer.ratings.front();
    return one.rating != first.rating || one.module != first.module;
  };
  const bool titled = std::ranges::any_of(answer.ratings, other);
  std::vector<std::string> texts;
  for (const RatingChange& one : answer.ratings) texts.push_back(rating_text(one, titled));
  return texts;
}

std::string goal_text(const CaseReach& one) {
  return one.about.empty() ? printable(one.reach.goal) : one.about;
}

/// How far the search went: "3 of the 5 facts and questions that may change bear on it; 12 sets
/// were tried; any other answer costs at least 3".
std::string extent(const Reach& reach) {
  std::string text = fmt::format(
      "{} may change, {} of which {} on it; {} tried",
      counted(reach.changeable, "fact or question", "facts or questions"), reach.bearing,
      reach.bearing == 1 ? "bears" : "bear", counted(reach.tried, "set"));
  if (reach.beyond) return text + "; any other answer costs at least " + brief(*reach.beyond, 6);
  const bool all = !reach.partial && reach.untried.empty();
  return text + (reach.answers.empty() || !all ? "" : "; no other set of them does it");
}

/// Whether anything was tried.
bool searched(const Reach& reach) {
  return !reach.holds && !reach.scale_end && reach.changeable > 0;
}

/// Why there is nothing to show, if so.
std::string instead(const Reach& reach) {
  if (reach.holds) {
    if (reach.certainty >= 1) return "holds already";
    return fmt::format(
        "holds already, with certainty {}{}", certainty_text(reach.certainty),
        reach.certainty < CaseReach::sure ? " only; ask for more with --threshold" : "");
  }
  if (!reach.answers.empty()) return {};
  if (!reach.no_band.empty()) return "cannot be reached: " + printable(reach.no_band);
  if (reach.scale_end) {
    return fmt::format("cannot be reached: the {} ends at {}", reach.of_factor ? "factor" : "scale",
                       brief(*reach.scale_end, 6));
  }
  if (reach.limit || reach.beyond) return "nothing was found before the search ended";
  if (reach.changeable == 0) return "nothing in this case may change";
  const bool all = !reach.partial && reach.untried.empty();
  return all ? "cannot be reached" : "nothing was found among what was tried";
}

/// "not all answers tried: On which day …? (it has no range)", one a line; and in one line "not
/// every value was tried of: `age` of F1, `value` of F3".
std::vector<std::string> untried_lines(const Reach& reach) {
  std::vector<std::string> lines;
  if (!searched(reach)) return lines;
  std::string fields;
  for (const ReachUntried& one : reach.untried) {
    if (one.question.empty() && one.field.empty()) {
      lines.push_back(
          fmt::format("not tried: to change fields of {} together; there are too many ways",
                      printable(one.fact)));
    } else if (one.question.empty()) {
      fields +=
          fmt::format("{} `{}` of {}", fields.empty() ? "" : ",", one.field, printable(one.fact));
    } else {
      lines.push_back(fmt::format("not all answers tried: {} ({})", printable(one.question),
                                  printable(one.why)));
    }
  }
  if (!fields.empty()) lines.push_back("not every value was tried of:" + fields);
  return lines;
}

/// "what comes nearest is P1: FAIR, 65.0, +35.0"; empty where that says nothing.
std::string nearest_text(const Reach& reach) {
  const bool none = reach.compares && reach.tried > 0 && reach.answers.empty() && !reach.nearest;
  if (none) return "nothing that was tried comes nearer";
  return reach.nearest ? "what comes nearest is " + rating_text(*reach.nearest) : std::string();
}

/// What to do about a case in which nothing was found.
std::string hint(const Reach& reach) {
  if (reach.holds || reach.scale_end) return {};
  const bool none = reach.answers.empty() && !reach.limit && !reach.beyond;
  if (reach.changeable > 0 && (!none || reach.bearing == 0)) return {};
  return fmt::format("mark {}facts that could be otherwise with `changeable = true`, or a cost",
                     reach.changeable > 0 ? "more " : "");
}

std::string answer_text(const ReachAnswer& answer, const Style& style) {
  const std::string head = "cost " + brief(answer.cost, 6) + "  ";
  std::string out;
  for (const ReachStep& step : answer.steps) {
    const std::string first = out.empty() ? head : std::string(head.size() - 4, ' ') + "and ";
    out += hanging(first, step_text(step), columns(style));
  }
  if (const std::string shares = shares_text(answer); !shares.empty()) {
    out += hanging(std::string(head.size(), ' '), shares, columns(style));
  }
  for (const std::string& text : rating_texts(answer)) {
    out += hanging(std::string(head.size(), ' '), text, columns(style));
  }
  return out;
}

std::string case_text(const CaseReach& one, bool with_case, bool all, const Style& style) {
  const Reach& reach = one.reach;
  std::string title = goal_text(one);
  if (with_case) title += " (" + printable(reach.info.name) + ')';
  std::string out;
  for (const std::string& line : wrap(title, columns(style))) {
    out += paint(style, Paint::strong, line) + '\n';
  }
  for (std::size_t i = 0; i < reach.answers.size(); ++i) {
    out += '\n' + answer_text(reach.answers[i], style);
    // On one line, however long: it is to be pasted.
    const bool shown = i < one.commands.size() && (all || i == 0);
    if (shown) out += "try: " + printable(one.commands[i]) + '\n';
  }
  if (!reach.answers.empty()) out += '\n';
  if (const std::string text = instead(reach); !text.empty()) {
    out += hanging("", text, columns(style));
  }
  if (const std::string text = nearest_text(reach); !text.empty()) {
    out += hanging("", text, columns(style));
  }
  if (searched(reach)) out += hanging("", extent(reach), columns(style));
  for (const std::string& line : untried_lines(reach)) out += hanging("", line, columns(style));
  if (const std::string text = hint(reach); !text.empty()) {
    out += hanging(paint(style, Paint::help, "help: "), text, columns(style));
  }
  if (!one.next.empty()) out += "next: " + printable(one.next) + '\n';
  return out;
}

json::object to_json(const ReachStep& step) {
  return {{"kind", kind_word(step.kind)},
          {"fact", step.fact.empty() ? json::value(nullptr) : json::value(step.fact)},
          {"relation", step.relation},
          {"was", step.was},
          {"now", step.now.empty() ? json::value(nullptr) : json::value(step.now)},
          {"drop", report::to_json(step.change.drop)},
          {"set", report::to_json(step.change.set)},
          {"cost", step.cost}};
}

json::value rated(const std::optional<RatingChange::Rated>& one) {
  if (!one) return nullptr;
  return json::object{{"score", one->score}, {"band", one->band}};
}

json::object to_json(const RatingChange& change) {
  json::array subject;
  for (const Value& value : change.subject) subject.push_back(report::to_json(value));
  return {{"rating", change.rating},
          {"module", change.module},
          {"subject", std::move(subject)},
          {"before", rated(change.before)},
          {"after", rated(change.after)}};
}

json::object to_json(const ReachAnswer& answer) {
  json::array steps;
  for (const ReachStep& step : answer.steps) steps.push_back(to_json(step));
  json::array ratings;
  for (const RatingChange& change : answer.ratings) ratings.push_back(to_json(change));
  return {{"cost", answer.cost},
          {"cost_of_changes", cost_of_changes(answer)},
          {"steps", std::move(steps)},
          {"ratings", std::move(ratings)}};
}

}  // namespace

std::string reach_text(const std::vector<CaseReach>& cases, bool all, const Style& style) {
  std::string out;
  bool with_case = false;
  for (const CaseReach& one : cases) {
    with_case = with_case || one.reach.info.name != cases.front().reach.info.name;
  }
  for (const CaseReach& one : cases) {
    if (!out.empty()) out += '\n';
    out += case_text(one, with_case, all, style);
  }
  return out;
}

std::string reach_prose(const std::vector<CaseReach>& cases) {
  std::string out;
  for (const CaseReach& one : cases) {
    const Reach& reach = one.reach;
    out += fmt::format("In {}: {}.\n", printable(reach.info.name), goal_text(one));
    for (const ReachAnswer& answer : reach.answers) {
      std::string text = fmt::format("At a cost of {}: ", brief(answer.cost, 6));
      for (const ReachStep& step : answer.steps) {
        text += (text.ends_with(": ") ? "" : "; and ") + step_text(step);
      }
      if (const std::string shares = shares_text(answer); !shares.empty()) text += "; " + shares;
      out += statement(text) + '\n';
      for (const std::string& then : rating_texts(answer)) out += statement("Then " + then) + '\n';
    }
    if (const std::string text = instead(reach); !text.empty()) out += statement(text) + '\n';
    if (const std::string text = nearest_text(reach); !text.empty()) {
      out += statement(text) + '\n';
    }
    if (searched(reach)) out += statement(extent(reach)) + '\n';
    for (const std::string& line : untried_lines(reach)) out += statement(line) + '\n';
    if (const std::string text = hint(reach); !text.empty()) out += statement(text) + '\n';
    if (!one.next.empty()) out += "Next: " + printable(one.next) + '\n';
  }
  return out;
}

std::string reach_json(const std::vector<CaseReach>& cases) {
  json::array all;
  for (const CaseReach& one : cases) {
    const Reach& reach = one.reach;
    json::array answers;
    for (std::size_t i = 0; i < reach.answers.size(); ++i) {
      json::object answer = to_json(reach.answers[i]);
      if (i < one.commands.size()) answer["command"] = one.commands[i];
      answers.push_back(std::move(answer));
    }
    json::array untried;
    for (const ReachUntried& each : reach.untried) {
      const auto text = [](const std::string& value) {
        return value.empty() ? json::value(nullptr) : json::value(value);
      };
      untried.push_back(json::object{{"question", text(each.question)},
                                     {"why", each.why},
                                     {"fact", text(each.fact)},
                                     {"field", text(each.field)}});
    }
    all.push_back(
        json::object{{"case", reach.info.name},
                     {"path", reach.info.path},
                     {"calculus", reach.calculus},
                     {"goal", reach.goal},
                     {"holds", reach.holds},
                     {"certainty", reach.holds ? json::value(reach.certainty) : nullptr},
                     {"answers", std::move(answers)},
                     {"nearest", reach.nearest ? json::value(to_json(*reach.nearest)) : nullptr},
                     {"changeable", reach.changeable},
                     {"bearing", reach.bearing},
                     {"tried", reach.tried},
                     {"beyond", reach.beyond ? json::value(*reach.beyond) : json::value(nullptr)},
                     {"scale_end", reach.scale_end ? json::value(*reach.scale_end) : nullptr},
                     {"partial", reach.partial},
                     {"untried", std::move(untried)},
                     {"next", one.next.empty() ? json::value(nullptr) : json::value(one.next)},
                     {"limit", report::to_json(reach.limit)}});
  }
  return write_json(json::object{{"schema", "casus.reach/1"}, {"cases", std::move(all)}}) + '\n';
}

}  // namespace casus::report
