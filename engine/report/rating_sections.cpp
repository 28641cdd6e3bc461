// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/display.hpp"
#include "report/numbers.hpp"
#include "report/report_sections.hpp"
#include "report/wording.hpp"

namespace casus::report {
namespace {

constexpr std::size_t bar_cells = 20;
constexpr std::size_t side_by_side = 60;

std::string bar(const Rating& rating, const Style& style) {
  const double span = rating.scale_high - rating.scale_low;
  const double share = span == 0 ? 0 : (rating.score - rating.scale_low) / span;
  const auto filled = static_cast<std::size_t>(
      std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(bar_cells)));
  std::string out = "[" + std::string(filled, '#');
  for (std::size_t i = filled; i < bar_cells; ++i) out += signs(style).dot;
  return out + ']';
}

/// "strained below 60, solid from 80"
std::string neighbours(const Rating& rating) {
  const std::size_t index = band_index(rating);
  if (index == rating.bands.size()) return {};
  std::string out;
  if (index > 0) {
    out = fmt::format("{} below {}", printable(rating.bands[index - 1].name),
                      brief(rating.bands[index].from, 6));
  }
  if (index + 1 < rating.bands.size()) {
    out += fmt::format("{}{} from {}", out.empty() ? "" : ", ",
                       printable(rating.bands[index + 1].name), brief(rating.bands[index].to, 6));
  }
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Facts on which more than half of the contributions, and at least four, rest: they tell none from
/// another.
std::vector<std::string> shared_facts(const Rating& rating) {
  std::vector<std::string> ids;
  std::vector<std::size_t> counts;
  for (const Contribution& c : rating.contributions) {
    for (const std::string& id : c.facts) {
      const auto known = std::ranges::find(ids, id);
      const auto at = static_cast<std::size_t>(known - ids.begin());
      if (known == ids.end()) {
        ids.push_back(id);
        counts.push_back(0);
      }
      ++counts[at];
    }
  }
  std::vector<std::string> shared;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (counts[i] >= 4 && 2 * counts[i] > rating.contributions.size()) shared.push_back(ids[i]);
  }
  return shared;
}

/// The facts of a contribution without those that nearly all share, unless it has no others.
std::string own_facts(const Contribution& contribution, const std::vector<std::string>& shared) {
  std::vector<std::string> own;
  for (const std::string& id : contribution.facts) {
    if (std::ranges::count(shared, id) == 0) own.push_back(id);
  }
  return ids_text(own.empty() ? contribution.facts : own);
}

struct Entry {
  std::string amount;
  std::string text;
  std::string facts;
};

/// One side of the balance, the largest amounts first.
std::vector<Entry> entries(const Rating& rating, bool supports,
                           const std::vector<std::string>& shared) {
  std::vector<const Contribution*> chosen;
  for (const Contribution& c : rating.contributions) {
    if (supports ? c.amount > 0 : c.amount < 0) chosen.push_back(&c);
  }
  std::ranges::stable_sort(chosen, std::greater<>{},
                           [](const Contribution* c) { return std::abs(c->amount); });
  std::vector<Entry> list;
  for (const Contribution* c : chosen) {
    list.push_back({points_text(rating, c->amount), headline(*c), own_facts(*c, shared)});
  }
  return list;
}

/// Facts in a column of their own where every title then fits one line, else behind the titles.
std::vector<std::string> side(const std::vector<Entry>& list, std::string_view title,
                              std::size_t width, const Style& style) {
  std::size_t amount = 0;
  std::size_t text = 0;
  std::size_t facts = 0;
  for (const Entry& entry : list) {
    amount = std::max(amount, entry.amount.size());
    text = std::max(text, display_width(entry.text));
    facts = std::max(facts, display_width(entry.facts));
  }
  const bool in_columns = 1 + amount + 1 + text + 2 + facts <= width;
  std::vector<std::string> lines{paint(style, Paint::strong, title)};
  if (list.empty()) lines.emplace_back(" none");
  for (const Entry& entry : list) {
    const std::string head = ' ' + pad_left(entry.amount, amount) + ' ';
    const std::string whole =
        (in_columns ? pad_right(entry.text, text) : entry.text) + "  " + entry.facts;
    for (std::string& line : lines_of(hanging(head, whole, width)))
      lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

std::string headline(const Contribution& c) {
  return c.title.empty() ? sentence(c.because, c.title, c.rule) : printable(c.title);
}

std::string header_section(const Rating& rating, const CaseInfo& info, const Page& page) {
  const std::string left = upper(subject_text(rating));
  std::string right = title_text(rating);
  if (info.as_of) right += ", " + month_text(*info.as_of);
  std::string out = paint(page.style, Paint::strong, left);
  const std::size_t used = display_width(left) + display_width(right);
  if (used + 2 <= page.width) {
    out += std::string(page.width - used, ' ') + right + '\n';
  } else {
    out = hanging("", left, page.width) + hanging("", right, page.width);
  }
  out += std::string(page.width, '=') + '\n';
  out += hanging(
      "",
      fmt::format("{}{}{}    range {}    confidence {}", band_text(rating.band),
                  std::string(5, ' '), score_on_scale(rating), range_text(rating, page.style),
                  upper(confidence_word(rating.confidence.level))),
      page.width);
  const std::string scale = neighbours(rating);
  out += hanging(bar(rating, page.style) + (scale.empty() ? "" : "  "), scale, page.width);
  return out;
}

std::string judgement_section(const Rating& rating, const Page& page) {
  std::string text;
  for (const std::string& sentence : key_judgement(rating)) {
    text += (text.empty() ? "" : " ") + sentence;
  }
  return paint(page.style, Paint::strong, "KEY JUDGEMENT") + '\n' + hanging("", text, page.width);
}

std::string balance_section(const Rating& rating, const Page& page) {
  const bool two = page.width >= side_by_side;
  const std::size_t width = two ? (page.width - 2) / 2 : page.width;
  const std::vector<std::string> shared = shared_facts(rating);
  const auto supports = side(entries(rating, true, shared), "SUPPORTS", width, page.style);
  const auto strains = side(entries(rating, false, shared), "STRAINS", width, page.style);
  const std::string footnote =
      shared.empty() ? std::string()
                     : hanging(" ", "most of these also rest on " + ids_text(shared), page.width);
  std::string out;
  if (!two) {
    for (const std::string& line : supports) out += line + '\n';
    out += '\n';
    for (const std::string& line : strains) out += line + '\n';
    return out + footnote;
  }
  for (std::size_t i = 0; i < std::max(supports.size(), strains.size()); ++i) {
    std::string line = i < supports.size() ? supports[i] : std::string();
    // A painted heading is wider in bytes than on the screen.
    const std::size_t shown = i == 0 ? std::string_view("SUPPORTS").size() : display_width(line);
    if (i < strains.size()) {
      line.append(width + 2 - std::min(shown, width + 2), ' ');
      line += strains[i];
    }
    trim_end(line);
    out += line + '\n';
  }
  return out + footnote;
}

std::string uncounted_section(const Rating& rating, const Page& page) {
  std::string out;
  for (const Contribution& c : rating.contributions) {
    if (!c.counted_with) continue;
    const std::string text =
        fmt::format("{}, {} as {} [{}]", headline(c), same_origin_text(c.origins),
                    headline(rating.contributions[*c.counted_with]), ids_text(c.facts));
    out += hanging(' ' + pad_left(points_text(rating, c.alone), 5) + ' ', text, page.width);
  }
  for (const DefeatedEffect& d : rating.defeated) {
    std::string text = sentence(d.because, d.title, d.rule);
    if (d.at) text += fmt::format(" ({} {})", d.caps ? "capped at" : "not below", brief(*d.at, 6));
    for (const DefeatedEffect::By& by : d.by) {
      text += fmt::format("{} by {}: {}", &by == &d.by.front() ? ", defeated" : ", and",
                          printable(by.rule), printable(by.because));
    }
    if (!d.facts.empty()) text += fmt::format(" [{}]", ids_text(d.facts));
    const std::string amount = d.amount ? pad_left(points_text(rating, *d.amount), 5) : "    -";
    out += hanging(' ' + amount + ' ', text, page.width);
  }
  if (out.empty()) return out;
  return paint(page.style, Paint::strong, "NOT COUNTED") + '\n' + out;
}

std::string limits_section(const Rating& rating, const Page& page) {
  if (rating.limits.empty()) return {};
  std::string out = paint(page.style, Paint::strong, "LIMITS") + '\n';
  for (const LimitEffect& limit : rating.limits) {
    const std::string what =
        limit.factor.empty() ? std::string("the score") : factor_title(rating, limit.factor);
    std::string text =
        fmt::format("{} {} at {}: {}", limit.caps ? "caps" : "floors", what, brief(limit.at, 6),
                    sentence(limit.because, limit.title, limit.rule));
    if (limit.certainty != 1)
      text += fmt::format(" ({})", certainty_text(limit.certainty, limit.between));
    if (!limit.facts.empty()) text += fmt::format(" [{}]", ids_text(limit.facts));
    const std::string effect =
        limit.effect == 0 ? "    -" : pad_left(points_text(rating, limit.effect), 5);
    out += hanging(' ' + effect + ' ', text, page.width);
  }
  return out;
}

std::string sum_section(const Rating& rating, const Page& page) {
  constexpr double tiny = 1e-6;
  double sum = rating.starts;
  std::string terms = "start " + fixed(rating.starts, score_decimals(rating));
  for (const FactorScore& factor : rating.factors) {
    sum += factor.points;
    const bool bounded = std::abs(factor.sum - factor.points) > tiny;
    if (!bounded && std::abs(factor.points) <= tiny) continue;
    terms += fmt::format(", {} {}", factor_title(rating, factor.name),
                         points_text(rating, factor.points));
    if (bounded) terms += fmt::format(" (bounded, {} before)", points_text(rating, factor.sum));
  }
  if (std::abs(rating.score - sum) > tiny) {
    terms += fmt::format(", bounds of the whole {}", points_text(rating, rating.score - sum));
  }
  std::string out = hanging("SUM      ", terms + ": " + score_text(rating), page.width);
  std::string zero;
  for (const FactorScore& factor : rating.factors) {
    const std::string text = state_text(rating, factor);
    if (text.empty()) continue;
    zero += (zero.empty() ? "" : ". ") + factor_title(rating, factor.name) + ": " + text;
  }
  if (!zero.empty()) out += hanging("ZERO     ", zero, page.width);
  return out;
}

}  // namespace casus::report
