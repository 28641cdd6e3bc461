// SPDX-License-Identifier: Apache-2.0
#include "report/gaps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

using Kind = Gap::Kind;
using Measure = Gaps::Measure;

constexpr std::size_t most_lines = 12;

/// "62.4", "0.7", "3": a value of what is measured.
std::string value_text(const Gaps& gaps, const GapEffect& effect, double value) {
  if (gaps.measure == Measure::certainty) return certainty_text(value);
  if (gaps.measure == Measure::answers) return brief(value, 0);
  return fixed(value, score_decimals(gaps.ratings[effect.rating]));
}

std::string range_text(const Gaps& gaps, const std::vector<GapEffect>& effects,
                       std::string_view between) {
  if (effects.empty()) return "?";
  const GapEffect& most = effects.front();
  return fmt::format("{}{}{}", value_text(gaps, most, most.low), between,
                     value_text(gaps, most, most.high));
}

/// "may become STRAINED or SOLID"; empty where the band stays.
std::string bands_text(const Gaps& gaps, const GapEffect& effect) {
  if (gaps.ratings.empty()) return {};
  const std::string& now = gaps.ratings[effect.rating].band;
  std::string text;
  for (const std::string* band : {&effect.low_band, &effect.high_band}) {
    if (*band == now || (!text.empty() && *band == effect.low_band)) continue;
    text += (text.empty() ? "may become " : " or ") + band_text(*band);
  }
  return text;
}

std::vector<std::string> effect_notes(const Gaps& gaps, const std::vector<GapEffect>& effects) {
  std::vector<std::string> result;
  if (effects.empty()) return result;
  if (const auto always = effects.front().always) {
    result.push_back(value_text(gaps, effects.front(), *always) + " with each answer tried");
  }
  if (auto bands = bands_text(gaps, effects.front()); !bands.empty()) {
    result.push_back(std::move(bands));
  }
  if (effects.size() > 1) {
    result.push_back(fmt::format("moves {} more", counted(effects.size() - 1, "rating")));
  }
  return result;
}

/// "stated by F5, 0.6": of what is asked about for want of certainty.
std::string stated_text(const Gap& gap) {
  std::string by;
  for (const std::string& id : gap.stated_by) by += (by.empty() ? "by " : ", ") + printable(id);
  return fmt::format("{}, {}", by.empty() ? "concluded" : "stated " + by,
                     certainty_text(gap.stated));
}

/// What is said of a question beside itself.
std::vector<std::string> notes(const Gaps& gaps, const Gap& gap) {
  std::vector<std::string> result;
  if (gap.kind == Kind::presumption) {
    result.push_back(gap.stated > 0 ? stated_text(gap)
                                    : "presumed absent, " + certainty_text(gap.presumed));
  }
  for (std::string& note : effect_notes(gaps, gap.effects)) result.push_back(std::move(note));
  if (!gap.untried.empty()) result.push_back(printable(gap.untried));
  return result;
}

std::vector<std::string> notes(const Gaps& gaps, const GapPair& pair) {
  std::vector<std::string> result{"only together"};
  for (std::string& note : effect_notes(gaps, pair.effects)) result.push_back(std::move(note));
  if (!pair.untried.empty()) result.push_back(printable(pair.untried));
  return result;
}

/// Whose score is moved the most, where several are concerned; else empty.
std::string whose(const Gaps& gaps, const std::vector<GapEffect>& effects) {
  if (gaps.ratings.size() < 2 || effects.empty()) return {};
  const Rating& rating = gaps.ratings[effects.front().rating];
  return fmt::format("{} ({} {}): ", subject_text(rating), band_text(rating.band),
                     score_text(rating));
}

/// One line of what is open, and of what is not stated.
struct Entry {
  const std::vector<GapEffect>* effects = nullptr;
  std::string text;
};

std::string with_notes(std::string text, const std::vector<std::string>& notes) {
  std::string more;
  for (const std::string& note : notes) more += (more.empty() ? "" : "; ") + note;
  return more.empty() ? text : text + " (" + more + ')';
}

Entry entry_of(const Gaps& gaps, const Gap& gap) {
  return {&gap.effects,
          with_notes(whose(gaps, gap.effects) + printable(gap.question), notes(gaps, gap))};
}

Entry entry_of(const Gaps& gaps, const GapPair& pair) {
  return {&pair.effects,
          with_notes(whose(gaps, pair.effects) + printable(pair.questions[0].question) +
                         " and: " + printable(pair.questions[1].question),
                     notes(gaps, pair))};
}

/// Whether two questions are about the same values in another order, and answers to them do the
/// same: as where a rule asks for both orders of two names.
bool is_the_other_way_round(const Gap& one, const Gap& other) {
  if (one.relation != other.relation || one.known.size() != other.known.size()) return false;
  std::vector<std::string> values;
  std::vector<std::string> others;
  for (std::size_t i = 0; i < one.known.size(); ++i) {
    if (one.known[i].first != other.known[i].first) return false;
    values.push_back(one.known[i].second.text);
    others.push_back(other.known[i].second.text);
  }
  std::ranges::sort(values);
  std::ranges::sort(others);
  if (values != others || one.effects.size() != other.effects.size()) return false;
  for (std::size_t i = 0; i < one.effects.size(); ++i) {
    const GapEffect& a = one.effects[i];
    const GapEffect& b = other.effects[i];
    if (a.rating != b.rating || a.low != b.low || a.high != b.high) return false;
  }
  return true;
}

/// What is open, the singles before the pairs.
std::vector<Entry> open_entries(const Gaps& gaps) {
  std::vector<Entry> result;
  for (const Gap& gap : gaps.gaps) {
    if (gap.kind != Kind::unstated) result.push_back(entry_of(gaps, gap));
  }
  for (const GapPair& pair : gaps.pairs) result.push_back(entry_of(gaps, pair));
  return result;
}

/// What is not stated, each matter once.
std::vector<Entry> unstated_entries(const Gaps& gaps) {
  std::vector<Entry> result;
  std::vector<std::pair<const Gap*, bool>> told;  // and whether both ways
  for (const Gap& gap : gaps.gaps) {
    if (gap.kind != Kind::unstated) continue;
    const auto same = std::ranges::find_if(
        told, [&](const auto& one) { return is_the_other_way_round(*one.first, gap); });
    if (same == told.end()) {
      told.emplace_back(&gap, false);
    } else {
      same->second = true;
    }
  }
  for (const auto& [gap, both_ways] : told) {
    std::vector<std::string> all = notes(gaps, *gap);
    if (both_ways) all.emplace_back("or the other way round");
    result.push_back(
        {&gap->effects, with_notes(whose(gaps, gap->effects) + printable(gap->question), all)});
  }
  return result;
}

/// "pump 3: FAIR, 36.0 of 100"
std::string heading(const Gaps& gaps) {
  if (gaps.measure == Measure::certainty) {
    return fmt::format("{}: {} now", printable(gaps.goal),
                       gaps.now > 0 ? "certainty " + certainty_text(gaps.now) : "not derived");
  }
  if (gaps.measure == Measure::answers) {
    return fmt::format("{}: {} now", printable(gaps.goal),
                       counted(static_cast<std::size_t>(gaps.now), "answer"));
  }
  if (gaps.ratings.size() == 1) {
    const Rating& rating = gaps.ratings.front();
    return fmt::format("{}: {}, {}", subject_text(rating), band_text(rating.band),
                       score_on_scale(rating));
  }
  return fmt::format("{}: {}", printable(gaps.info.name), counted(gaps.ratings.size(), "rating"));
}

std::string what_moves(const Gaps& gaps) {
  if (gaps.measure != Measure::score) return "the goal";
  return gaps.ratings.size() == 1 ? "the rating" : "a rating";
}

/// What of an answer is behind what all answers to its question begin with: "share: 0.4", "no".
std::string answer_text(const Gap& gap, const std::string& answer) {
  if (answer.starts_with("not ")) return "no";
  const std::size_t begin = gap.atom.size() - 1;
  std::string text = answer.size() > begin ? answer.substr(begin, answer.size() - begin - 1) : "";
  if (text.starts_with(", ")) text.erase(0, 2);
  return text.empty() ? "yes" : text;
}

/// "share: 0, share: 0.399, and 3 more": what was tried of a question that moved nothing.
std::string tried_text(const Gap& gap) {
  constexpr std::size_t most = 12;
  const bool single = gap.fields.size() == 1;
  std::string text;
  for (std::size_t i = 0; i < std::min(gap.answers.size(), most); ++i) {
    std::string one = answer_text(gap, gap.answers[i]);
    const std::string name = single ? gap.fields.front().name + ": " : std::string();
    if (i > 0 && single && one.starts_with(name)) one.erase(0, name.size());
    text += (i == 0 ? "" : single ? ", " : "; ") + one;
  }
  if (gap.answers.size() > most) text += fmt::format(", {} more", gap.answers.size() - most);
  return text;
}

/// Open questions that moved nothing.
std::vector<const Gap*> unmoved_of(const Gaps& gaps) {
  std::vector<const Gap*> result;
  for (const Gap& gap : gaps.still) {
    if (gap.kind != Kind::unstated) result.push_back(&gap);
  }
  return result;
}

/// "nothing is open that could move the rating"; where some is open: that no answer tried did;
/// where a limit came: that it did.
std::string nothing_text(const Gaps& gaps) {
  if (gaps.limit) return "before a limit came, nothing was found that moves " + what_moves(gaps);
  if (unmoved_of(gaps).empty()) return "nothing is open that could move " + what_moves(gaps);
  return "no answer that was tried moves " + what_moves(gaps);
}

/// Where nothing else is to be told.
constexpr std::string_view unasked = "what is not stated, and so does not hold, was not asked";

std::string unstated_text(std::size_t count) {
  return counted(count, "question") + " on what is not stated, and so does not hold";
}

std::string case_text(const Gaps& gaps, bool all, const Style& style) {
  std::string out;
  for (const std::string& line : wrap(heading(gaps), columns(style))) {
    out += paint(style, Paint::strong, line) + '\n';
  }
  const std::vector<Entry> open = open_entries(gaps);
  const std::vector<Entry> unstated = unstated_entries(gaps);
  std::size_t width = 0;
  const std::string between = fmt::format(" {} ", signs(style).dash);
  for (const auto* entries : {&open, &unstated}) {
    for (const Entry& one : *entries) {
      width = std::max(width, display_width(range_text(gaps, *one.effects, between)));
    }
  }
  const auto line = [&](const Entry& one) {
    const std::string range = pad_right(range_text(gaps, *one.effects, between), width);
    return hanging("  " + range + "  ", one.text, columns(style));
  };
  if (open.empty()) out += nothing_text(gaps) + '\n';
  const auto lines = [](const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
  };
  std::size_t shown = 0;
  const std::size_t tail = unstated.empty() ? 1 : 2;
  for (; shown < open.size(); ++shown) {
    const std::string text = line(open[shown]);
    if (!all && shown > 0 && lines(out + text) + tail > most_lines) break;
    out += text;
  }
  if (shown < open.size()) out += fmt::format("{} more: --all\n", open.size() - shown);
  if (const auto still = unmoved_of(gaps); !still.empty()) {
    const bool told = all || open.empty();
    out += hanging("", unmoved_text(still.size()) + (told ? ":" : ": --all"), columns(style));
    for (const Gap* one : still) {
      if (!told) break;
      const std::string text = printable(one->question) + " (" + printable(tried_text(*one)) + ')';
      out += hanging("  ", text, columns(style));
    }
  }
  if (open.empty() && !all) out += std::string(unasked) + ": --all\n";
  if (unstated.empty()) return out;
  out += hanging("", unstated_text(unstated.size()) + ':', columns(style));
  for (const Entry& one : unstated) out += line(one);
  return out;
}

std::string effect_line(const Gaps& gaps, const std::vector<GapEffect>& effects,
                        const std::vector<std::string>& notes) {
  if (effects.empty()) {
    std::string text = "its effect is not known";
    for (const std::string& note : notes) text += "; " + note;
    return text;
  }
  const Rating& rating = gaps.ratings[effects.front().rating];
  std::string text = fmt::format("{} ({} {}) from {}", subject_text(rating), band_text(rating.band),
                                 score_text(rating), range_text(gaps, effects, " to "));
  for (const std::string& note : notes) text += "; " + note;
  return text;
}

}  // namespace

std::string effect_text(const Gaps& gaps, const Gap& gap) {
  return effect_line(gaps, gap.effects, notes(gaps, gap));
}

std::string effect_text(const Gaps& gaps, const GapPair& pair) {
  std::vector<std::string> all = notes(gaps, pair);
  all.front() += " with: " + printable(pair.questions[1].question);
  return effect_line(gaps, pair.effects, all);
}

std::size_t unmoved(const Gaps& gaps) { return unmoved_of(gaps).size(); }

std::string unmoved_text(std::size_t count) {
  return counted(count, "open question") + " moved nothing at the values tried";
}

std::string ratings_line(const Gaps& gaps) {
  std::string text;
  for (const Rating& rating : gaps.ratings) {
    text += fmt::format("{}{}: {}, {}", text.empty() ? "" : "; ", subject_text(rating),
                        band_text(rating.band), score_on_scale(rating));
  }
  return text;
}

std::string gaps_text(const std::vector<CaseGaps>& cases, bool all, const Style& style) {
  std::string out;
  for (const CaseGaps& one : cases) {
    if (!out.empty()) out += '\n';
    out += case_text(one.gaps, all, style);
  }
  return out;
}

std::string gaps_prose(const std::vector<CaseGaps>& cases, bool all) {
  std::string out;
  for (const CaseGaps& one : cases) {
    const Gaps& gaps = one.gaps;
    out += statement(heading(gaps)) + '\n';
    const std::vector<Entry> open = open_entries(gaps);
    const std::vector<Entry> unstated = unstated_entries(gaps);
    if (open.empty()) out += statement(nothing_text(gaps)) + '\n';
    const auto add = [&](const Entry& entry) {
      const std::string range = entry.effects->empty()
                                    ? std::string("The effect is not known")
                                    : "From " + range_text(gaps, *entry.effects, " to ");
      out += statement(fmt::format("{}: {}", range, entry.text)) + '\n';
    };
    for (const Entry& entry : open) add(entry);
    for (const Gap* still : unmoved_of(gaps)) {
      out += statement(fmt::format("No answer tried moves anything: {} ({})",
                                   printable(still->question), printable(tried_text(*still)))) +
             '\n';
    }
    if (open.empty() && !all) out += statement(std::string(unasked)) + '\n';
    std::ranges::for_each(unstated, add);
  }
  return out;
}

}  // namespace casus::report
