// SPDX-License-Identifier: Apache-2.0
//
// The table that compares scenarios.
#include <fmt/format.h>

#include <algorithm>

#include "report/before_after.hpp"
#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/score_reasons.hpp"
#include "report/table.hpp"
#include "report/what_if.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

constexpr std::string_view as_it_is = "as it is";

/// The scenarios of one case.
using Group = std::vector<const CaseWhatIf*>;

std::vector<Group> groups_of(const CaseWhatIfs& cases) {
  std::vector<Group> groups;
  for (const CaseWhatIf& one : cases) {
    const bool same = !groups.empty() && &groups.back().front()->before == &one.before;
    (same ? groups.back() : groups.emplace_back()).push_back(&one);
  }
  return groups;
}

bool same_subject(const Rating& a, const Rating& b) {
  return a.rating == b.rating && a.module == b.module && a.subject == b.subject;
}

/// `subject` is rated somewhere in the table.
std::vector<std::string> row(std::string name, const Rating* rating, const Rating& subject,
                             const Style& style) {
  if (rating == nullptr) {
    return {std::move(name), "not rated", "", "", "", missing_subject(subject)};
  }
  return {std::move(name),
          band_text(rating->band),
          score_text(*rating),
          range_text(*rating, style),
          "",
          ""};
}

/// "gone: Wear: No spare [no_spare F1]"; of several the points as well.
std::string reasons_of(const RatingPair& pair, const CaseWhatIf& one, bool whole) {
  constexpr std::size_t most = 3;
  const std::vector<ScoreReason> all = score_reasons(caused(pair, one), *pair.after, true);
  if (all.size() == 1) return all.front().text;
  const int decimals = score_decimals(*pair.after);
  std::string text;
  const std::size_t shown = !whole && all.size() > most ? most - 1 : all.size();
  for (std::size_t i = 0; i < shown; ++i) {
    text += (i == 0 ? "" : "; ") + with_sign(all[i].points, decimals) + ' ' + all[i].text;
  }
  return shown == all.size() ? text : text + fmt::format("; {} more: --all", all.size() - shown);
}

/// What becomes of one subject.
std::string table_of(const Group& group, const std::vector<std::vector<RatingPair>>& pairs,
                     const Rating& subject, bool whole, const Style& style) {
  Table table({{.title = "scenario", .wraps = true},
               {.title = "rating", .gap = 3, .colour = Paint::strong},
               {.title = "score", .right = true},
               {.title = "range", .gap = 3, .right = true},
               {.title = "change", .gap = 3, .right = true},
               {.title = "by", .wraps = true}});
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto found = std::ranges::find_if(
        pairs[i], [&](const RatingPair& pair) { return same_subject(pair.any(), subject); });
    const RatingPair pair = found == pairs[i].end() ? RatingPair() : *found;
    if (i == 0) table.add(row(std::string(as_it_is), pair.before, subject, style));
    std::vector<std::string> cells = row(group[i]->scenario, pair.after, subject, style);
    if (is_unreached(pair, *group[i])) {
      cells[1] = "not reached";
      cells[5] = "a limit came before";
    }
    if (pair.before != nullptr && pair.after != nullptr) {
      cells[4] = with_sign(pair.after->score - pair.before->score, score_decimals(*pair.after));
      cells[5] = reasons_of(pair, *group[i], whole);
    }
    table.add(std::move(cells));
  }
  return table.text(style);
}

std::string group_text(const Group& group, bool with_case, bool whole, const Style& style) {
  std::vector<std::vector<RatingPair>> pairs;
  std::vector<const Rating*> subjects;
  for (const CaseWhatIf* one : group) {
    for (const RatingPair& pair : pairs.emplace_back(one->pairs)) {
      const bool known = std::ranges::any_of(
          subjects, [&](const Rating* rating) { return same_subject(*rating, pair.any()); });
      if (!known) subjects.push_back(&pair.any());
    }
  }
  std::string out;
  for (const Rating* subject : subjects) {
    if (!out.empty()) out += '\n';
    std::string name = subject_text(*subject) + ": " + title_text(*subject);
    if (with_case) name += " (" + printable(group.front()->after.info.name) + ')';
    for (const std::string& line : wrap(name, columns(style))) {
      out += paint(style, Paint::strong, line) + '\n';
    }
    out += table_of(group, pairs, *subject, whole, style);
  }
  if (subjects.empty()) out += "nothing is rated\n";
  return out;
}

/// What the names stand for, where scenarios have titles: each once, of whatever case.
std::string titles(const CaseWhatIfs& cases, const Style& style) {
  std::vector<const CaseWhatIf*> titled;
  std::size_t width = 0;
  for (const CaseWhatIf& one : cases) {
    const bool known = std::ranges::any_of(titled, [&](const CaseWhatIf* other) {
      return other->scenario == one.scenario && other->changed.title == one.changed.title;
    });
    if (known || one.changed.title.empty()) continue;
    titled.push_back(&one);
    width = std::max(width, display_width(one.scenario));
  }
  std::string out;
  for (const CaseWhatIf* one : titled) {
    out += hanging(pad_right(one->scenario, width) + "  ", one_line(one->changed.title),
                   columns(style));
  }
  return out.empty() ? out : '\n' + out;
}

}  // namespace

std::string scenarios_text(const CaseWhatIfs& cases, bool whole, const Style& style) {
  const std::vector<Group> groups = groups_of(cases);
  std::string out;
  for (const Group& group : groups) {
    if (!out.empty()) out += '\n';
    out += group_text(group, groups.size() > 1, whole, style);
  }
  return out + titles(cases, style);
}

}  // namespace casus::report
