// SPDX-License-Identifier: Apache-2.0
#include "report/what_if.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/before_after.hpp"
#include "report/display.hpp"
#include "report/json.hpp"
#include "report/numbers.hpp"
#include "report/score_reasons.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

constexpr std::size_t most_conclusions = 10;

using Pair = RatingPair;

std::string name_of(const Pair& pair, const CaseWhatIf& one, bool with_case) {
  std::string name = subject_text(pair.any()) + ": " + title_text(pair.any());
  if (with_case) name += " (" + printable(one.after.info.name) + ')';
  return name;
}

/// "2 gone, 1 new, 3 surer, 1 less sure"; empty where there are none.
std::string conclusions_text(const std::vector<ConclusionChange>& conclusions) {
  std::size_t gone = 0;
  std::size_t come = 0;
  std::size_t surer = 0;
  std::size_t less = 0;
  for (const ConclusionChange& one : conclusions) {
    if (one.after <= 0) {
      ++gone;
    } else if (one.before <= 0) {
      ++come;
    } else {
      ++(one.after > one.before ? surer : less);
    }
  }
  std::string text;
  const auto add = [&](std::size_t count, std::string_view word) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, word);
  };
  add(gone, "gone");
  add(come, "new");
  add(surer, "surer");
  add(less, "less sure");
  return text;
}

std::string conclusion_text(const ConclusionChange& one) {
  const std::string said = (one.holds ? "" : "denied: ") + printable(one.text);
  if (one.after <= 0) return "gone: " + said;
  if (one.before <= 0) return "new: " + said;
  return fmt::format("was {}, now {}: {}", certainty_text(one.before), certainty_text(one.after),
                     said);
}

/// Both sides, why, and what that makes of what may happen.
std::string change_text(const Pair& pair, const CaseWhatIf& one, bool whole, const Style& style) {
  const auto side = [&](const Rating* rating) {
    return RatedSide{rating, rating == nullptr ? missing_subject(pair.any()) : std::string()};
  };
  std::string out = sides(side(pair.before), side(pair.after));
  if (pair.before == nullptr || pair.after == nullptr) return out;
  const std::string why = reasons(caused(pair, one), *pair.after, whole, style);
  out += why.empty() ? "  only the range moved\n" : why;
  const std::string chance = likelihood_change(pair.before, pair.after);
  return chance.empty() ? out : out + hanging("  likelihood: ", chance, columns(style));
}

/// "heir: An heir is named"; the name where there is no title.
std::string scenario_text(const CaseWhatIf& one) {
  if (one.changed.title.empty()) return one.scenario;
  return one.scenario + ": " + one_line(one.changed.title);
}

/// What is contradicted now and was not before.
std::vector<std::string> new_contradictions(const CaseWhatIf& one) {
  std::vector<std::string> result;
  for (const std::string& text : one.after.contradictions) {
    const auto& before = one.before.contradictions;
    if (std::ranges::find(before, text) == before.end()) {
      result.push_back("contradicted: " + printable(text));
    }
  }
  return result;
}

std::string case_text(const CaseWhatIf& one, bool with_case, bool whole, const Style& style) {
  std::string out;
  std::vector<RatedSide> unchanged;
  std::size_t unreached = 0;
  for (const Pair& pair : one.pairs) {
    if (!pair.changed()) {
      unchanged.push_back({pair.after, name_of(pair, one, with_case)});
      continue;
    }
    if (is_unreached(pair, one)) {
      ++unreached;
      continue;
    }
    if (!out.empty()) out += '\n';
    for (const std::string& line : wrap(name_of(pair, one, with_case), columns(style))) {
      out += paint(style, Paint::strong, line) + '\n';
    }
    out += change_text(pair, one, whole, style);
  }
  const std::string of_case = with_case ? " (" + printable(one.after.info.name) + ')' : "";
  if (!unchanged.empty() || unreached > 0) out += out.empty() ? "" : "\n";
  out += unchanged_text(unchanged, whole, of_case, style);
  if (unreached > 0) {
    out += counted(unreached, "rating") + " not reached before the limit" + of_case + '\n';
  }
  for (const std::string& text : new_contradictions(one)) out += hanging("", text, columns(style));
  const auto& conclusions = one.changed.conclusions;
  if (conclusions.empty()) return out;
  out += "conclusions: " + conclusions_text(conclusions) + '\n';
  const bool folds = !whole && conclusions.size() > most_conclusions;
  const std::size_t shown = folds ? most_conclusions - 1 : conclusions.size();
  for (std::size_t i = 0; i < shown; ++i) {
    out += hanging("  ", conclusion_text(conclusions[i]), columns(style));
  }
  if (shown < conclusions.size())
    out += fmt::format("  {} more: --all\n", conclusions.size() - shown);
  return out;
}

std::string pair_prose(const Pair& pair, const CaseWhatIf& one, bool whole,
                       const std::string& name) {
  if (is_unreached(pair, one)) return name + " was not reached before the limit.\n";
  if (pair.after == nullptr) {
    return fmt::format("{} is not rated any more: {}.\n", name, missing_subject(*pair.before));
  }
  const Rating& after = *pair.after;
  const std::string now = fmt::format("{}, {}", printable(after.band), score_on_scale(after));
  if (pair.before == nullptr) return fmt::format("{} is rated: {}.\n", name, now);
  const int decimals = score_decimals(after);
  std::string out = fmt::format("{} is {}, {}; it was {}, {}.\n", name, now,
                                difference_text(after.score - pair.before->score, decimals),
                                printable(pair.before->band), score_text(*pair.before));
  for (const ScoreReason& line : score_reasons(caused(pair, one), after, whole)) {
    out += fmt::format("{}: {}, {}.\n", name, difference_text(line.points, decimals), line.text);
  }
  const std::string chance = likelihood_change(pair.before, pair.after);
  if (!chance.empty()) out += fmt::format("{}: likelihood: {}.\n", name, chance);
  return out;
}

json::value scenario_json(const CaseWhatIf& one) {
  if (one.scenario.empty()) return nullptr;
  return json::object{{"name", one.scenario}, {"title", one.changed.title}};
}

}  // namespace

bool is_unreached(const RatingPair& pair, const CaseWhatIf& one) {
  return pair.after == nullptr && one.after.limit;
}

std::vector<std::string> changed_facts(const Session::Changed& changed) {
  std::vector<std::string> facts = changed.gone;
  facts.insert(facts.end(), changed.come.begin(), changed.come.end());
  std::ranges::sort(facts);
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

std::vector<ScoreChange> caused(const RatingPair& pair, const CaseWhatIf& one) {
  std::vector<ScoreChange> changes = pair.changes;
  for (ScoreChange& change : changes) {
    std::erase_if(change.facts, [&](const std::string& fact) {
      return !std::ranges::binary_search(one.facts, fact);
    });
    const bool by_rule = !change.rule.empty();
    if (by_rule && change.facts.empty() && one.facts.size() == 1) change.facts = one.facts;
  }
  return changes;
}

std::string what_if_text(const CaseWhatIfs& cases, bool whole, const Style& style) {
  std::string out;
  for (const CaseWhatIf& one : cases) {
    if (!out.empty()) out += '\n';
    if (!one.scenario.empty()) out += hanging("", scenario_text(one), columns(style)) + '\n';
    out += case_text(one, cases.size() > 1, whole, style);
  }
  return out;
}

std::string what_if_prose(const CaseWhatIfs& cases, bool whole) {
  std::string out;
  for (const CaseWhatIf& one : cases) {
    if (!one.scenario.empty()) out += statement("Scenario " + scenario_text(one)) + '\n';
    bool moved = false;
    for (const Pair& pair : one.pairs) {
      if (!pair.changed()) continue;
      moved = true;
      out += pair_prose(pair, one, whole, name_of(pair, one, cases.size() > 1));
    }
    const std::string case_name = printable(one.after.info.name);
    if (!moved) out += fmt::format("No rating of {} changes.\n", case_name);
    for (const std::string& text : new_contradictions(one)) out += statement(text) + '\n';
    for (const ConclusionChange& conclusion : one.changed.conclusions) {
      out += statement(conclusion_text(conclusion)) + '\n';
    }
  }
  return out;
}

std::string what_if_json(const CaseWhatIfs& cases) {
  json::array all;
  for (const CaseWhatIf& one : cases) {
    json::array ratings;
    for (const Pair& pair : one.pairs) {
      json::array changes;
      for (const ScoreChange& change : pair.changes)
        changes.push_back(to_json(change, one.sources));
      ratings.push_back(json::object{{"rating", pair.any().rating},
                                     {"module", pair.any().module},
                                     {"subject", to_json(pair.any().subject)},
                                     {"before", rated_json(pair.before)},
                                     {"after", rated_json(pair.after)},
                                     {"reached", !is_unreached(pair, one)},
                                     {"changes", std::move(changes)}});
    }
    json::array conclusions;
    for (const ConclusionChange& conclusion : one.changed.conclusions) {
      conclusions.push_back(json::object{{"relation", conclusion.relation},
                                         {"holds", conclusion.holds},
                                         {"text", conclusion.text},
                                         {"before", conclusion.before},
                                         {"after", conclusion.after}});
    }
    all.push_back(json::object{{"case", one.after.info.name},
                               {"path", one.after.info.path},
                               {"calculus", one.after.calculus},
                               {"scenario", scenario_json(one)},
                               {"gone", to_json(one.changed.gone)},
                               {"come", to_json(one.changed.come)},
                               {"ratings", std::move(ratings)},
                               {"conclusions", std::move(conclusions)},
                               {"contradictions", to_json(one.after.contradictions)},
                               {"limit", to_json(one.after.limit)}});
  }
  return write_json(json::object{{"schema", "casus.what-if/1"}, {"cases", std::move(all)}}) + '\n';
}

}  // namespace casus::report
