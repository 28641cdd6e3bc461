// SPDX-License-Identifier: Apache-2.0
#include "report/gaps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/display.hpp"
#include "report/json.hpp"
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

std::string range_text(const Gaps& gaps, const Gap& gap, std::string_view between) {
  if (gap.effects.empty()) return "?";
  const GapEffect& most = gap.effects.front();
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

/// What is said of a question beside itself.
std::vector<std::string> notes(const Gaps& gaps, const Gap& gap) {
  std::vector<std::string> result;
  if (gap.kind == Kind::presumption) {
    result.push_back("presumed absent, " + certainty_text(gap.presumed));
  }
  if (!gap.effects.empty()) {
    if (auto bands = bands_text(gaps, gap.effects.front()); !bands.empty()) {
      result.push_back(std::move(bands));
    }
    if (gap.effects.size() > 1) {
      result.push_back(fmt::format("moves {} more", counted(gap.effects.size() - 1, "rating")));
    }
  }
  if (!gap.untried.empty()) result.push_back(printable(gap.untried));
  return result;
}

/// Whose score a question moves the most, where several are concerned; else empty.
std::string whose(const Gaps& gaps, const Gap& gap) {
  if (gaps.ratings.size() < 2 || gap.effects.empty()) return {};
  const Rating& rating = gaps.ratings[gap.effects.front().rating];
  return fmt::format("{} ({} {}): ", subject_text(rating), band_text(rating.band),
                     score_text(rating));
}

std::string question_text(const Gaps& gaps, const Gap& gap) {
  std::string text = whose(gaps, gap) + printable(gap.question);
  std::string more;
  for (const std::string& note : notes(gaps, gap)) more += (more.empty() ? "" : "; ") + note;
  return more.empty() ? text : text + " (" + more + ')';
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

std::size_t count_unstated(const Gaps& gaps) {
  return static_cast<std::size_t>(std::ranges::count(gaps.gaps, Kind::unstated, &Gap::kind));
}

std::string case_text(const Gaps& gaps, bool all, const Style& style) {
  std::string out;
  for (const std::string& line : wrap(heading(gaps), columns(style))) {
    out += paint(style, Paint::strong, line) + '\n';
  }
  std::size_t width = 0;
  const std::string between = fmt::format(" {} ", signs(style).dash);
  for (const Gap& gap : gaps.gaps) {
    width = std::max(width, display_width(range_text(gaps, gap, between)));
  }
  const auto entry = [&](const Gap& gap) {
    const std::string range = pad_right(range_text(gaps, gap, between), width);
    return hanging("  " + range + "  ", question_text(gaps, gap), columns(style));
  };
  const std::size_t unstated = count_unstated(gaps);
  const std::size_t open = gaps.gaps.size() - unstated;
  if (open == 0) out += fmt::format("nothing is open that could move {}\n", what_moves(gaps));
  const auto lines = [](const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
  };
  std::size_t shown = 0;
  const std::size_t tail = unstated > 0 ? 2 : 1;
  for (; shown < open; ++shown) {
    const std::string text = entry(gaps.gaps[shown]);
    if (!all && shown > 0 && lines(out + text) + tail > most_lines) break;
    out += text;
  }
  if (shown < open) out += fmt::format("{} more: --all\n", open - shown);
  if (unstated == 0) return out;
  const std::string facts = counted(unstated, "question") +
                            " on what is not stated, and so does not hold" +
                            (all ? ":" : ": --all");
  out += hanging("", facts, columns(style));
  if (!all) return out;
  for (std::size_t i = open; i < gaps.gaps.size(); ++i) out += entry(gaps.gaps[i]);
  return out;
}

std::string_view kind_word(Kind kind) {
  switch (kind) {
    case Kind::unknown:
      return "unknown";
    case Kind::presumption:
      return "presumption";
    case Kind::field:
      return "field";
    case Kind::unstated:
      return "unstated";
  }
  return {};
}

std::string_view measure_word(Measure measure) {
  switch (measure) {
    case Measure::score:
      return "score";
    case Measure::certainty:
      return "certainty";
    case Measure::answers:
      return "answers";
  }
  return {};
}

json::object effect_json(const Gaps& gaps, const GapEffect& effect) {
  json::object result;
  if (!gaps.ratings.empty()) {
    const Rating& rating = gaps.ratings[effect.rating];
    json::array subject;
    for (const Value& value : rating.subject) subject.push_back(to_json(value));
    result = {{"rating", rating.rating},
              {"module", rating.module},
              {"subject", std::move(subject)},
              {"now", json::object{{"score", rating.score}, {"band", rating.band}}}};
  }
  const auto end = [&](double value, const std::string& band, std::size_t answer) {
    json::object object{{gaps.ratings.empty() ? "value" : "score", value}};
    if (!gaps.ratings.empty()) object["band"] = band;
    object["answer"] = answer;
    return object;
  };
  result["low"] = end(effect.low, effect.low_band, effect.low_answer);
  result["high"] = end(effect.high, effect.high_band, effect.high_answer);
  return result;
}

json::object gap_json(const CaseGaps& one, const Gap& gap) {
  json::array fields;
  for (const GapField& field : gap.fields) {
    fields.push_back(json::object{{"name", field.name},
                                  {"type", field.type},
                                  {"open", field.open},
                                  {"members", to_json(field.members)}});
  }
  json::array effects;
  for (const GapEffect& effect : gap.effects) effects.push_back(effect_json(one.gaps, effect));
  json::array reasons;
  for (const GapReason& reason : gap.reasons) {
    reasons.push_back(json::object{{"rule", reason.rule},
                                   {"title", reason.title},
                                   {"because", reason.because},
                                   {"place", to_json(reason.span, one.sources)}});
  }
  json::object result{{"kind", kind_word(gap.kind)},
                      {"relation", gap.relation},
                      {"fact", nullptr},
                      {"known", to_json(gap.known)},
                      {"fields", std::move(fields)},
                      {"question", gap.question},
                      {"presumed", nullptr},
                      {"answers", to_json(gap.answers)},
                      {"untried", nullptr},
                      {"span", gap.span},
                      {"effects", std::move(effects)},
                      {"reasons", std::move(reasons)}};
  if (!gap.fact.empty()) result["fact"] = gap.fact;
  if (gap.kind == Kind::presumption) result["presumed"] = gap.presumed;
  if (!gap.untried.empty()) result["untried"] = gap.untried;
  return result;
}

}  // namespace

std::string effect_text(const Gaps& gaps, const Gap& gap) {
  if (gap.effects.empty()) return {};
  const Rating& rating = gaps.ratings[gap.effects.front().rating];
  std::string text = fmt::format("{} ({} {}) from {}", subject_text(rating), band_text(rating.band),
                                 score_text(rating), range_text(gaps, gap, " to "));
  for (const std::string& note : notes(gaps, gap)) text += "; " + note;
  return text;
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
    const std::size_t unstated = count_unstated(gaps);
    if (gaps.gaps.size() == unstated) {
      out += fmt::format("Nothing is open that could move {}.\n", what_moves(gaps));
    }
    for (const Gap& gap : gaps.gaps) {
      if (gap.kind == Kind::unstated && !all) continue;
      const std::string range = gap.effects.empty() ? std::string("The effect is not known")
                                                    : "From " + range_text(gaps, gap, " to ");
      out += statement(fmt::format("{}: {}", range, question_text(gaps, gap))) + '\n';
    }
    if (unstated > 0 && !all) {
      out += counted(unstated, "question") + " on what is not stated, and so does not hold.\n";
    }
  }
  return out;
}

std::string gaps_json(const std::vector<CaseGaps>& cases) {
  json::array all;
  for (const CaseGaps& one : cases) {
    json::array gaps;
    for (const Gap& gap : one.gaps.gaps) gaps.push_back(gap_json(one, gap));
    json::object object{{"case", one.gaps.info.name},
                        {"path", one.gaps.info.path},
                        {"calculus", one.gaps.calculus},
                        {"measure", measure_word(one.gaps.measure)},
                        {"now", nullptr},
                        {"gaps", std::move(gaps)},
                        {"still", one.gaps.still},
                        {"partial", one.gaps.partial},
                        {"limit", to_json(one.gaps.limit)}};
    if (one.gaps.measure != Measure::score) object["now"] = one.gaps.now;
    all.push_back(std::move(object));
  }
  json::object document{{"schema", "casus.gaps/1"}, {"goal", nullptr}, {"cases", std::move(all)}};
  if (!cases.empty() && !cases.front().gaps.goal.empty()) {
    document["goal"] = cases.front().gaps.goal;
  }
  return write_json(document) + '\n';
}

}  // namespace casus::report
