// SPDX-License-Identifier: Apache-2.0
#include "report/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/before_after.hpp"
#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/score_reasons.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

using Cause = Difference::Cause;

constexpr std::size_t most_facts = 10;

std::string_view cause_word(Cause cause) {
  switch (cause) {
    case Cause::date:
      return "date";
    case Cause::facts:
      return "facts";
    case Cause::facts_and_date:
      return "facts and date";
    case Cause::weights:
      return "weights";
    case Cause::rules:
      return "rules";
    case Cause::facts_and_rules:
      return "facts and rules";
  }
  return "";
}

bool differs(const Difference::Rated& one) {
  return !one.before || !one.after || !one.parts.empty() || moved(*one.before, *one.after);
}

/// Whether a limit came before it was known how a subject is rated on a side.
bool is_unreached(const Difference& all, const Difference::Rated& one) {
  return (!one.before && all.limit_before) || (!one.after && all.limit_after);
}

std::string name_of(const Difference::Rated& one) {
  const Rating& rating = one.after ? *one.after : *one.before;
  std::string name = subject_text(rating) + ": " + title_text(rating);
  if (one.before && one.after && one.before->subject != one.after->subject) {
    name = subject_text(*one.before) + ", " + name;
  }
  return name;
}

const Rating* pointer(const std::optional<Rating>& rating) { return rating ? &*rating : nullptr; }

std::string part_text(const Difference::Part& part, const Rating& after, bool whole,
                      const Style& style) {
  return fmt::format("{}  {}\n", with_sign(part.points, score_decimals(after)),
                     cause_word(part.cause)) +
         reasons(part.changes, after, whole, style);
}

/// Facts of one list, each as one line: all that are stated or count on one side alone.
struct FactList {
  std::string_view word;  ///< how many there are
  char sign;
  std::string_view behind;
  std::string_view prose;
  std::vector<std::string> facts;
};

/// "F6: a spare for P1: certainty 0.8, was 0.4"
std::vector<std::string> changed_facts(const Difference& difference) {
  std::vector<std::string> result;
  for (const Difference::ChangedFact& one : difference.changed) {
    std::string& text = result.emplace_back(one.text);
    for (std::size_t i = 0; i < one.parts.size(); ++i) {
      const auto& part = one.parts[i];
      text +=
          fmt::format("{} {} {}, was {}", i == 0 ? ":" : ";", part.what, part.after, part.before);
    }
  }
  return result;
}

constexpr std::string_view partial_text =
    "of data files, only facts on which a rating rests are compared";

std::array<FactList, 5> fact_lists(const Difference& difference) {
  return {{{"gone", '-', "", "", difference.gone},
           {"lapsed", '-', " (not in force any more)", ", in force", difference.lapsed},
           {"new", '+', "", "", difference.come},
           {"in force now", '+', " (in force now)", ", in force", difference.begun},
           {"changed", '~', "", "", changed_facts(difference)}}};
}

std::string facts_text(const Difference& difference, bool whole, const Style& style) {
  std::string counts;
  std::string lines;
  for (const FactList& one : fact_lists(difference)) {
    if (one.facts.empty()) continue;
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", one.facts.size(), one.word);
    const bool folds = !whole && one.facts.size() > most_facts;
    const std::size_t shown = folds ? most_facts - 1 : one.facts.size();
    for (std::size_t i = 0; i < shown; ++i) {
      lines += hanging(fmt::format("  {} ", one.sign),
                       printable(one.facts[i]) + std::string(one.behind), columns(style));
    }
    if (shown < one.facts.size()) {
      lines += fmt::format("  {} {} more: --all\n", one.sign, one.facts.size() - shown);
    }
  }
  const std::string partial(difference.partial ? partial_text : "");
  if (counts.empty()) {
    return partial.empty() ? partial : hanging("facts: ", partial, columns(style));
  }
  if (!partial.empty()) lines += hanging("  ", partial, columns(style));
  return "facts: " + counts + '\n' + lines;
}

/// "rules: 2 changed, 4 new; none moves a rating by itself": where rules differ, and nothing told
/// above says so.
std::string rules_text(const Difference& difference) {
  const auto by_rules = [](const Difference::Part& part) {
    return part.cause == Cause::weights || part.cause == Cause::rules ||
           part.cause == Cause::facts_and_rules;
  };
  for (const Difference::Rated& one : difference.ratings) {
    if (!one.before || !one.after || std::ranges::any_of(one.parts, by_rules)) return {};
  }
  std::string out;
  const auto add = [&](std::size_t count, std::string_view word) {
    if (count > 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, word);
  };
  add(difference.rules.gone, "gone");
  add(difference.rules.come, "new");
  add(difference.rules.changed, "changed");
  return out.empty() ? out : "rules: " + out + "; none moves a rating by itself";
}

/// Where two subjects are compared that are not the same.
std::string other_subject(const Difference::Rated& one, const SideNames& names) {
  if (!one.before || !one.after || one.before->subject == one.after->subject) return {};
  return fmt::format("different subjects: {1} {0} {2}, {3} {0} {4}", names.at,
                     subject_text(*one.before), names.before, subject_text(*one.after),
                     names.after);
}

/// Where there is nothing to compare, why.
std::string nothing_text(const Difference& difference) {
  const bool both = std::ranges::any_of(
      difference.ratings, [](const Difference::Rated& one) { return one.before && one.after; });
  if (both) return {};
  if (difference.limit) return "a limit ended the work before both sides were rated";
  if (difference.ratings.empty()) return "nothing is rated on either side";
  return "no subject is rated on both sides";
}

json::value side_json(const CaseInfo& info) {
  return json::object{{"case", info.name},
                      {"path", info.path},
                      {"as_of", info.as_of ? json::value(date_text(*info.as_of)) : nullptr}};
}

json::value rating_json(const std::optional<Rating>& rating) {
  json::value result = rated_json(pointer(rating));
  if (!rating) return result;
  result.as_object()["subject"] = to_json(rating->subject);
  return result;
}

}  // namespace

std::string difference_text(const Difference& difference, const SideNames& names, bool whole,
                            const Style& style) {
  std::string out;
  std::vector<RatedSide> unchanged;
  std::size_t unreached = 0;
  for (const Difference::Rated& one : difference.ratings) {
    if (!differs(one)) {
      unchanged.push_back({&*one.after, name_of(one)});
      continue;
    }
    if (is_unreached(difference, one)) {
      ++unreached;
      continue;
    }
    if (!out.empty()) out += '\n';
    for (const std::string& line : wrap(name_of(one), columns(style))) {
      out += paint(style, Paint::strong, line) + '\n';
    }
    if (const std::string other = other_subject(one, names); !other.empty()) {
      out += hanging("", other, columns(style));
    }
    const auto side = [&](const std::optional<Rating>& rating, const std::string& name) {
      if (rating) return RatedSide{&*rating, name};
      return RatedSide{nullptr,
                       name + ": " + missing_subject(one.before ? *one.before : *one.after)};
    };
    out += sides(side(one.before, names.before), side(one.after, names.after));
    for (const Difference::Part& part : one.parts) out += part_text(part, *one.after, whole, style);
    const std::string chance = likelihood_change(pointer(one.before), pointer(one.after));
    if (!chance.empty()) out += hanging("likelihood: ", chance, columns(style));
  }
  const std::string facts = facts_text(difference, whole, style);
  if (!unchanged.empty() || unreached > 0) out += out.empty() ? "" : "\n";
  out += unchanged_text(unchanged, whole, "", style);
  if (unreached > 0) out += counted(unreached, "rating") + " not reached before the limit\n";
  if (const std::string nothing = nothing_text(difference); !nothing.empty()) {
    out += (out.empty() ? "" : "\n") + nothing + '\n';
  }
  const std::string rules = rules_text(difference);
  if (!rules.empty()) out += '\n' + hanging("", rules, columns(style));
  return facts.empty() ? out : out + '\n' + facts;
}

std::string difference_prose(const Difference& difference, const SideNames& names, bool whole) {
  std::string out;
  for (const Difference::Rated& one : difference.ratings) {
    const std::string name = name_of(one);
    if (!differs(one)) {
      out += fmt::format("{} is the same.\n", name);
      continue;
    }
    if (const std::string other = other_subject(one, names); !other.empty()) {
      out += statement(other) + '\n';
    }
    if (is_unreached(difference, one)) {
      out += name + " was not reached on both sides before the limit.\n";
      continue;
    }
    const auto said = [&](const std::optional<Rating>& rating, const std::string& side) {
      if (!rating) {
        return fmt::format("{}: not rated {} {}: {}.\n", name, names.at, side,
                           missing_subject(one.before ? *one.before : *one.after));
      }
      return fmt::format("{}: {}, {}, {} {}.\n", name, printable(rating->band),
                         score_on_scale(*rating), names.at, side);
    };
    out += said(one.before, names.before) + said(one.after, names.after);
    for (const Difference::Part& part : one.parts) {
      const int decimals = score_decimals(*one.after);
      out += fmt::format("{}: by {}: {}.\n", name, cause_word(part.cause),
                         difference_text(part.points, decimals));
      for (const ScoreReason& line : score_reasons(part.changes, *one.after, whole)) {
        out += fmt::format("{}: by {}: {}, {}.\n", name, cause_word(part.cause),
                           difference_text(line.points, decimals), line.text);
      }
    }
    const std::string chance = likelihood_change(pointer(one.before), pointer(one.after));
    if (!chance.empty()) out += fmt::format("{}: likelihood: {}.\n", name, chance);
  }
  if (const std::string nothing = nothing_text(difference); !nothing.empty()) {
    out += statement(nothing) + '\n';
  }
  for (const FactList& list : fact_lists(difference)) {
    const std::string& side = list.sign == '-' ? names.before : names.after;
    for (const std::string& fact : list.facts) {
      const std::string where =
          list.sign == '~' ? "changed" : fmt::format("{} {} alone", names.at, side);
      out += statement(fmt::format("Fact{} {}: {}", list.prose, where, printable(fact))) + '\n';
    }
  }
  if (difference.partial) out += statement(std::string(partial_text)) + '\n';
  if (const std::string rules = rules_text(difference); !rules.empty()) {
    out += statement(rules) + '\n';
  }
  return out;
}

std::string difference_json(const Difference& difference) {
  json::array changed;
  for (const Difference::ChangedFact& one : difference.changed) {
    json::array parts;
    for (const auto& part : one.parts) {
      parts.push_back(
          json::object{{"what", part.what}, {"before", part.before}, {"after", part.after}});
    }
    changed.push_back(json::object{{"text", one.text}, {"parts", std::move(parts)}});
  }
  json::array ratings;
  for (const Difference::Rated& one : difference.ratings) {
    json::array parts;
    for (const Difference::Part& part : one.parts) {
      json::array changes;
      for (const ScoreChange& change : part.changes) {
        changes.push_back(to_json(change, *part.sources));
      }
      parts.push_back(json::object{{"cause", cause_word(part.cause)},
                                   {"points", part.points},
                                   {"changes", std::move(changes)}});
    }
    const Rating& rating = one.after ? *one.after : *one.before;
    ratings.push_back(json::object{{"rating", rating.rating},
                                   {"module", rating.module},
                                   {"before", rating_json(one.before)},
                                   {"after", rating_json(one.after)},
                                   {"reached", !is_unreached(difference, one)},
                                   {"parts", std::move(parts)}});
  }
  return write_json(json::object{{"schema", "casus.diff/1"},
                                 {"before", side_json(difference.before)},
                                 {"after", side_json(difference.after)},
                                 {"calculus", difference.calculus},
                                 {"ratings", std::move(ratings)},
                                 {"gone", to_json(difference.gone)},
                                 {"come", to_json(difference.come)},
                                 {"changed", std::move(changed)},
                                 {"lapsed", to_json(difference.lapsed)},
                                 {"begun", to_json(difference.begun)},
                                 {"rules", json::object{{"gone", difference.rules.gone},
                                                        {"come", difference.rules.come},
                                                        {"changed", difference.rules.changed}}},
                                 {"limit", to_json(difference.limit)},
                                 {"partial", difference.partial}}) +
         '\n';
}

}  // namespace casus::report
